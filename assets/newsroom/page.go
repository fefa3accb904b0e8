package newsroom

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"time"
)

//go:embed page.html
var pageText string

var pages = template.Must(template.New("").Parse(pageText))

// page is what the templates show: an article or a front page with everything
// around it that an extractor has to leave out.
type page struct {
	Base     string
	Source   Source
	Article  pageArticle
	More     []pageArticle // the box beside an article; the list on a front page
	Menu     []pageSection
	FeedType string
	Colour   template.CSS
	Related  string
	Footer   string
}

type pageArticle struct {
	Path, Title, Author, Date, Lead string
	Image, Caption                  string
	Body                            template.HTML
}

type pageSection struct{ Path, Name string }

func newPage(s Source, base string) page {
	p := page{
		Base: base, Source: s, FeedType: feedTypes[s.Format],
		Colour: template.CSS(s.colour), Related: s.related, Footer: s.footer,
	}
	for _, path := range s.menu {
		p.Menu = append(p.Menu, pageSection{path, s.sections[path]})
	}
	return p
}

var feedTypes = map[Format]string{
	RSS: "application/rss+xml", RDF: "application/rss+xml",
	Atom: "application/atom+xml", JSONFeed: "application/feed+json",
}

func (n *Newsroom) pageArticle(a Article) pageArticle {
	return pageArticle{
		Path: a.path(), Title: a.Title, Author: a.Author,
		Date: a.Published.Format(time.RFC3339), Lead: a.Lead(),
		Image: a.picturePath(), Caption: a.Caption,
		Body: template.HTML(body(a.Text, func(id ID) string { return n.address(id, "") })),
	}
}

func (n *Newsroom) serveArticle(w http.ResponseWriter, r *http.Request) {
	id := ID(r.PathValue("source") + "/" + r.PathValue("name"))
	a, ok := n.Article(id)
	s, known := n.Source(id.Source())
	if !ok || !known || a.path() != r.URL.Path {
		http.NotFound(w, r)
		return
	}
	p := newPage(s, base(r))
	p.Article = n.pageArticle(a)
	for _, other := range n.further(a) {
		p.More = append(p.More, n.pageArticle(other))
	}
	n.servePage(w, r, "article", p, a.Published)
}

// further is what the box beside an article offers, as such boxes do: first
// what the source has on the same event, then whatever is new.
func (n *Newsroom) further(a Article) []Article {
	const most = 5
	var same, rest []Article
	for _, other := range n.Articles(a.ID.Source()) {
		about := other.Event + other.Background
		switch {
		case other.ID == a.ID:
		case about != "" && about == a.Event+a.Background:
			same = append(same, other)
		default:
			rest = append(rest, other)
		}
	}
	list := append(same, rest...)
	return list[:min(most, len(list))]
}

func (n *Newsroom) serveHome(w http.ResponseWriter, r *http.Request) {
	s, ok := n.Source(r.PathValue("source"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	p := newPage(s, base(r))
	list := n.Articles(s.Slug)
	for _, a := range list {
		p.More = append(p.More, n.pageArticle(a))
	}
	n.servePage(w, r, "home", p, n.modified(list))
}

func (n *Newsroom) serveIndex(w http.ResponseWriter, r *http.Request) {
	n.servePage(w, r, "index", struct{ Sources []Source }{n.sources}, n.now)
}

func (n *Newsroom) servePage(w http.ResponseWriter, r *http.Request, name string, data any, modified time.Time) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer(w, r, "text/html; charset=utf-8", modified, b.Bytes())
}
