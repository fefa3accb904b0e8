package app

import (
	"bytes"
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/discover"
	"tidings/feeds/language"
	"tidings/feeds/listing"
	"tidings/feeds/parse"
)

// samples is how many headlines show what a feed is about.
const samples = 3

// pageHeadlines is how many show whether a page is read as the reader wants it.
const pageHeadlines = 30

// wholeWords is how many words an article has on average in a feed that holds whole ones.
const wholeWords = 150

// read fills in what the document says.
func (f *Found) read(a discover.Answer) {
	doc, err := f.document(a)
	if err != nil {
		f.Err = err
		return
	}
	f.Read = true
	if f.Recipe.Proper() {
		f.Format = cmp.Or(formatOf(a.Body), f.Format)
	}
	f.Title = cmp.Or(doc.Title, f.Title, hostOf(a.URL))
	f.Site, f.Description, f.Language = doc.Site, doc.Description, doc.Language
	f.Articles = len(doc.Entries)
	for _, other := range []string{a.URL, doc.URL} { // after redirects, and as it calls itself
		if feeds.CanonicalLink(other) != "" && feeds.CanonicalLink(other) != feeds.CanonicalLink(f.URL) && !f.isAlso(other) {
			f.Also = append(f.Also, Also{URL: other, Format: f.Format})
		}
	}
	entries := slices.Clone(doc.Entries)
	if f.Recipe.Proper() || f.Recipe.Kind == feeds.RecipeMap { // a page has what is important first
		slices.SortStableFunc(entries, func(a, b feeds.Entry) int { return b.Published.Compare(a.Published) })
	}
	f.readEntries(entries)
	f.PerWeek = perWeek(entries, time.Now())
}

// document reads an answer as a feed, or as the recipe says.
func (f *Found) document(a discover.Answer) (*feeds.Document, error) {
	if f.Recipe.Proper() {
		return parse.Feed(a.Body, a.ContentType, a.URL)
	}
	f.page, f.Format = &a, pageFormats[f.Recipe.Kind]
	doc, err := listing.Read(listing.Source{Body: a.Body, ContentType: a.ContentType, URL: a.URL, Now: time.Now()}, f.Recipe)
	if err == nil && f.Recipe.Kind == feeds.RecipeMap {
		f.named = listing.NamedByAddress(doc)
	}
	return doc, err
}

// pageFormats are the formats of what is read by a recipe.
var pageFormats = map[string]string{feeds.RecipeData: "Page data", feeds.RecipeList: "Page", feeds.RecipeMap: "Site map"}

func (f *Found) isAlso(address string) bool {
	return slices.ContainsFunc(f.Also, func(a Also) bool { return feeds.CanonicalLink(a.URL) == feeds.CanonicalLink(address) })
}

func (f *Found) readEntries(newestFirst []feeds.Entry) {
	f.links = map[string]bool{}
	words, texts := 0, 0
	for i, e := range newestFirst {
		if i < pageHeadlines && !f.Recipe.Proper() {
			f.Headlines = append(f.Headlines, Sample{e.Title, e.Published})
		}
		if i < samples {
			f.Samples = append(f.Samples, Sample{Title: cmp.Or(e.Title, content.Lead(content.Text(cmp.Or(e.Summary, e.Content)), 80)), Published: e.Published})
		}
		if n := content.Process(cmp.Or(e.Content, e.Summary), f.Site).Words; n > 0 {
			words += n
			texts++
		}
		if key := cmp.Or(feeds.CanonicalLink(e.Link), e.GUID); key != "" {
			f.links[key] = true
		}
	}
	if texts > 0 {
		f.words = words / texts
	}
	f.FullText = f.words >= wholeWords
	if len(newestFirst) > 0 {
		f.Newest = newestOf(newestFirst)
		if f.Language == "" {
			f.Language = language.Of(newestFirst[0].Title, newestFirst[0].Summary, "")
		}
	}
}

func newestOf(list []feeds.Entry) (newest time.Time) {
	for _, e := range list {
		if e.Published.After(newest) {
			newest = e.Published
		}
	}
	return newest
}

// sameAs reports whether two feeds have the same articles. A feed of everything has those
// of each section too, so that nearly all must be in both.
func (f Found) sameAs(o Found) bool {
	if f.Comments != o.Comments || f.Recipe != o.Recipe || len(f.links) == 0 || len(o.links) == 0 {
		return false
	}
	both := 0
	for link := range f.links {
		if o.links[link] {
			both++
		}
	}
	return 5*both >= 4*(len(f.links)+len(o.links)-both)
}

// betterThan reports whether one of two feeds with the same articles says clearly more.
func (f Found) betterThan(o Found) bool {
	if f.FullText != o.FullText {
		return f.FullText
	}
	return f.words > o.words+o.words/2
}

// perWeek is how many articles a week appear, by the dates in the document: until now,
// so that a feed that has fallen silent does not look lively.
func perWeek(newestFirst []feeds.Entry, now time.Time) float64 {
	var dates []time.Time
	for _, e := range newestFirst {
		if !e.Published.IsZero() {
			dates = append(dates, e.Published)
		}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	if len(dates) < 2 || dates[0].Sub(dates[len(dates)-1]) < time.Hour {
		return 0
	}
	span := max(now.Sub(dates[len(dates)-1]), time.Hour)
	return float64(len(dates)-1) / (span.Hours() / (7 * 24))
}

// roots are how documents of each format begin, after whatever stands before it.
var roots = []struct{ root, format string }{
	{"<rss", "RSS"}, {"<feed", "Atom"}, {"<atom:feed", "Atom"}, {"<rdf:RDF", "RDF"},
}

// formatOf is the format of a document that is a feed.
func formatOf(document []byte) string {
	if text := bytes.TrimLeft(document, "\ufeff \t\r\n"); bytes.HasPrefix(text, []byte("{")) {
		return "JSON Feed"
	}
	format, first := "", len(document)
	for _, r := range roots {
		if i := bytes.Index(document[:first], []byte(r.root)); i >= 0 {
			format, first = r.format, i
		}
	}
	return format
}

// formatOfType is the format that a page promises.
func formatOfType(mediaType string) string {
	switch {
	case strings.Contains(mediaType, "atom"):
		return "Atom"
	case strings.Contains(mediaType, "json"):
		return "JSON Feed"
	case strings.Contains(mediaType, "rdf"):
		return "RDF"
	case strings.Contains(mediaType, "rss"):
		return "RSS"
	}
	return ""
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
