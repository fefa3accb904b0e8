package extract

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// says is what a page says of itself.
type says struct {
	titles    []string // best first
	heading   string   // the only <h1>
	authors   []string
	site      string
	sections  []string // where the page is filed: sections and keywords
	language  string
	image     string
	canonical string
	published time.Time
	modified  time.Time
	paywall   bool
	body      string // JSON-LD articleBody
}

// statements reads the head of a page, its JSON-LD and the few attributes that
// stand in for both.
func statements(doc *html.Node) *says {
	s, m := &says{}, map[string]string{}
	title, headings := "", 0
	var data []jsonArticle
	var dates []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html":
			s.language = attr(n, "lang")
		case "meta":
			readMeta(n, m)
		case "title":
			if title == "" {
				title = text(n)
			}
		case "link":
			if attr(n, "rel") == "canonical" {
				s.canonical = attr(n, "href")
			}
		case "script":
			if strings.HasPrefix(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				data = append(data, jsonArticles(n.FirstChild.Data)...)
			}
		case "h1":
			if headings++; headings == 1 {
				s.heading = text(n)
			}
		case "time":
			if d := attr(n, "datetime"); d != "" && len(dates) < 3 {
				dates = append(dates, d)
			}
		}
		if p := attr(n, "itemprop"); p == "datePublished" || p == "dateModified" {
			put(m, strings.ToLower(p), cmp.Or(attr(n, "content"), attr(n, "datetime")))
		}
	}
	if headings != 1 {
		s.heading = ""
	}
	s.fill(m, bestData(data), title, dates)
	return s
}

func put(m map[string]string, key, val string) {
	if val = strings.TrimSpace(val); val != "" && m[key] == "" {
		m[key] = val
	}
}

// readMeta takes a meta element; the first of a name counts.
func readMeta(n *html.Node, m map[string]string) {
	val := attr(n, "content")
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for _, k := range strings.Fields(strings.ToLower(attr(n, key))) {
			put(m, k, val)
		}
	}
}

func (s *says) fill(m map[string]string, d jsonArticle, title string, dates []string) {
	pick := func(keys ...string) string {
		for _, k := range keys {
			if v := m[k]; v != "" {
				return v
			}
		}
		return ""
	}
	for _, t := range []string{pick("og:title"), d.headline, pick("twitter:title", "dc.title", "parsely-title"), title} {
		if t = oneLine(t); t != "" {
			s.titles = append(s.titles, t)
		}
	}
	s.authors = d.authors
	if len(s.authors) == 0 {
		for _, k := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"} {
			if v := oneLine(m[k]); v != "" && !strings.Contains(v, "://") {
				s.authors = []string{v}
				break
			}
		}
	}
	s.site = oneLine(cmp.Or(pick("og:site_name"), d.publisher, pick("application-name")))
	s.sections = d.sections
	for _, k := range []string{"article:section", "og:section", "section", "parsely-section", "category", "article:tag", "keywords", "news_keywords"} {
		for v := range strings.SplitSeq(m[k], ",") {
			s.sections = append(s.sections, oneLine(v))
		}
	}
	s.language = cmp.Or(validLanguage(s.language), validLanguage(d.language),
		validLanguage(pick("content-language", "dc.language", "inlanguage")), validLanguage(pick("og:locale")))
	s.image = cmp.Or(pick("og:image:secure_url", "og:image", "og:image:url"), d.image, pick("twitter:image", "twitter:image:src", "thumbnail"))
	s.canonical = cmp.Or(s.canonical, pick("og:url"))
	s.published = firstDate(pick("article:published_time"), d.published, pick("datepublished"),
		pick("og:published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "cxenseparse:recs:publishtime",
			"publish-date", "publish_date", "pubdate", "article.published", "dc.date", "dcterms.date", "date"), onlyDate(dates))
	s.modified = firstDate(pick("article:modified_time", "og:updated_time"), d.modified, pick("datemodified", "last-modified"))
	s.paywall = d.paywall || m["article:content_tier"] == "locked" || m["og:article:content_tier"] == "locked"
	s.body = d.body
}

// onlyDate is the only date of <time> elements: of several, most are of other
// articles.
func onlyDate(dates []string) string {
	if len(dates) == 1 || len(dates) > 1 && dates[0] == dates[1] {
		return dates[0]
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// validLanguage is a language tag as BCP 47 writes it; empty when it is none.
func validLanguage(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ",")
	s = strings.ReplaceAll(s, "_", "-")
	if len(s) < 2 || len(s) > 20 {
		return ""
	}
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && s[i] != '-' && (s[i] < '0' || s[i] > '9') {
			return ""
		}
	}
	return s
}

// siteName is the publication's name, else its host.
func (s *says) siteName(location string) string {
	if s.site != "" {
		return s.site
	}
	if u, err := url.Parse(location); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

var dateLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.999-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 MST",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04:05", "2006/01/02", "20060102T150405Z", "20060102",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006", "January 2, 2006",
	"Jan 2, 2006", "Mon Jan 2 15:04:05 MST 2006", "02.01.2006 15:04", "02.01.2006",
}

// firstDate is the first of texts that is a date; zero: none is.
func firstDate(texts ...string) time.Time {
	for _, s := range texts {
		s = strings.TrimSpace(s)
		if len(s) < 8 || len(s) > 40 {
			continue
		}
		for _, l := range dateLayouts {
			if t, err := time.Parse(l, s); err == nil && t.Year() > 1900 && t.Year() < 2200 {
				return t.UTC()
			}
		}
	}
	return time.Time{}
}
