package discover

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	// formatWord is what addresses of one feed differ in when it comes in several formats.
	formatWord = regexp.MustCompile(`\b(?:rss(?:[_-]?[0-9.]+)?|rss2|atom(?:[_-]?[0-9.]+)?|atom10|rdf|json|xml|jsonfeed)\b`)

	// formatTitle is the same in titles, with what is around it.
	formatTitle = regexp.MustCompile(`(?i)\b(?:rss|atom|json|rdf|xml|feeds?|1\.[01]|2\.0|0\.9[0-9])\b`)
)

// twins reports whether two candidates are one feed in two formats, by their addresses
// or by the titles that the page gives them.
func twins(a, b Candidate) bool {
	x, xerr := url.Parse(a.URL)
	y, yerr := url.Parse(b.URL)
	if xerr != nil || yerr != nil || a.Comments != b.Comments || !strings.EqualFold(x.Host, y.Host) {
		return false
	}
	if shape(x) == shape(y) {
		return true
	}
	title := plainTitle(a.Title)
	return title != "" && title == plainTitle(b.Title) && feedTypes[a.Type] && feedTypes[b.Type] && a.Type != b.Type
}

// shape is an address without what names a format: "/feed/" is "/feed/atom/", and
// "/rss.xml" is "/atom.xml".
func shape(u *url.URL) string {
	path := strings.ToLower(u.Path)
	query := strings.ToLower(strings.TrimPrefix(u.RawQuery, "alt="))
	path = strings.TrimRight(formatWord.ReplaceAllString(path, "*"), "/")
	path = strings.TrimSuffix(path, "/*")
	path = strings.ReplaceAll(path, "*.*", "feed.*")
	query = strings.Trim(formatWord.ReplaceAllString(query, "*"), "*")
	return path + "?" + query
}

func plainTitle(title string) string {
	title = formatTitle.ReplaceAllString(title, " ")
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune("()[]»›–-|:,.", r) {
			return ' '
		}
		return r
	}, title)
	return strings.ToLower(strings.Join(strings.Fields(title), " "))
}
