package discover

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// feedTypes are the media types of feeds, right ones and frequent mistakes.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true,
	"application/rdf+xml": true, "application/x-rss+xml": true, "application/x-atom+xml": true,
	"application/rss": true, "application/atom": true, "application/rss-xml": true,
	"text/rss+xml": true, "text/rss": true, "text/atom+xml": true, "application/x.atom+xml": true,
}

// vagueTypes are of feeds and of much else: WordPress declares its interface
// for programs as an alternate of type application/json.
var vagueTypes = map[string]bool{"application/xml": true, "text/xml": true, "application/json": true, "": true}

func mediaType(text string) string {
	text, _, _ = strings.Cut(text, ";")
	return strings.ToLower(strings.TrimSpace(text))
}

var (
	feedPath  = regexp.MustCompile(`(?i)(?:^|[/._-])(?:(?:news|web|xml)?feeds?|rss2?|atom)(?:[/._-]|$)`)
	feedQuery = regexp.MustCompile(`(?i)(?:^|&)(?:feed=(?:rss2?|atom|rdf|feed)|(?:format|output|alt|type|view)=(?:rss2?|atom|rdf|feed))(?:&|$)`)
	otherXML  = regexp.MustCompile(`(?i)sitemap|opensearch|oembed|wlwmanifest|xmlrpc|crossdomain|browserconfig`)
	otherFile = regexp.MustCompile(`(?i)\.(?:x?html?|png|jpe?g|gif|svg|webp|ico|css|m?js|pdf|zip|gz|mp[34]|m4a|ogg|opml|epub)$`)

	// feedText is what people write on a link to a feed. "Atom" alone is also
	// physics, and "feed" what one does with animals.
	feedText = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:rss|(?:atom|json|xml|web|news)[ -]?feeds?)(?:[^\pL]|$)|^(?:feeds?|atom|xml|subscribe)$`)

	// comments is the word in the languages whose feeds were seen to use it.
	comments = regexp.MustCompile(`(?i)comments|commentaires|commenti|comentar|kommentar|reacties|yorum|bình luận|комментари|коментар|댓글|コメント|评论|評論|留言|تعليق|टिप्पणी|ความเห็น`)

	// dated is the path of an article as blogs have them: year and month.
	dated = regexp.MustCompile(`/(?:19|20)\d\d/\d\d?/`)
)

// longestFeedText is more than a link to a feed says and less than a headline
// does, in bytes.
const longestFeedText = 40

// saysFeed reports whether the text of a link promises a feed.
func saysFeed(text string) bool {
	return len(text) <= longestFeedText && feedText.MatchString(text)
}

// looksLikeFeed reports whether an address is as those of feeds are.
func looksLikeFeed(u *url.URL) bool {
	switch {
	case isSubscriber(u), otherFile.MatchString(u.Path), otherXML.MatchString(u.Path):
		return false
	case strings.HasPrefix(u.Host, "feeds."), strings.HasPrefix(u.Host, "rss."), feedQuery.MatchString(u.RawQuery):
		return true
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".rss", ".atom", ".rdf", ".xml":
		return true
	}
	return feedPath.MatchString(u.Path)
}

// subscribers are services to which pages offer to take a feed along.
var subscribers = []string{
	"feedly.com", "inoreader.com", "newsblur.com", "theoldreader.com", "netvibes.com",
	"my.yahoo.com", "feedburner.google.com", "bloglovin.com",
}

func isSubscriber(u *url.URL) bool {
	return slices.ContainsFunc(subscribers, func(host string) bool { return under(u, host) })
}

// rank sorts candidates, the most likely first, and drops what is there twice.
func rank(found []Candidate, location *url.URL) []Candidate {
	type ranked struct {
		Candidate
		penalty int
	}
	var all []ranked
	at := map[string]int{}
	for _, c := range found {
		u, err := url.Parse(c.URL)
		if err != nil {
			continue
		}
		key := strings.TrimPrefix(c.URL, u.Scheme)
		if i, twice := at[key]; twice {
			if all[i].Title == "" {
				all[i].Title = c.Title
			}
			continue
		}
		at[key] = len(all)
		all = append(all, ranked{c, penalty(c, u, location)})
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return a.penalty - b.penalty })
	var out []Candidate
	for _, c := range all {
		out = append(out, c.Candidate)
	}
	return out
}

// penalty is larger for what the reader is less likely to mean.
func penalty(c Candidate, u, location *url.URL) int {
	n := 0
	if isAnchor(c) {
		n += 10
		if !looksLikeFeed(u) {
			n += 10
		}
		if !sameSite(u, location) {
			n += 5
		}
	}
	if c.Comments {
		n += 100
	}
	return n
}

// hasComments reports whether a feed has what readers wrote on a site or on the article
// at location.
func hasComments(title string, u, location *url.URL) bool {
	return comments.MatchString(title) || comments.MatchString(u.Path) || ofThisArticle(u, location)
}

// ofThisArticle reports whether a feed is that of the comments on the article at
// location, which blogs have below the article's own address.
func ofThisArticle(u, location *url.URL) bool {
	article := strings.TrimSuffix(location.Path, "/") + "/"
	return dated.MatchString(article) && strings.HasPrefix(u.Path, article)
}

// sameSite reports whether two addresses belong to one registered domain.
func sameSite(a, b *url.URL) bool {
	x, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(a.Hostname()))
	if err != nil {
		return strings.EqualFold(a.Hostname(), b.Hostname())
	}
	y, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(b.Hostname()))
	return err == nil && x == y
}
