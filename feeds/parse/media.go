package parse

import (
	"cmp"
	"path"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"tidings/feeds"
)

// media maps Media RSS (http://www.rssboard.org/media-rss): an item has contents
// and thumbnails, alone or in groups; a title, description or category belongs to
// the item, the group or the content it stands in.
func (m *mapping) media(o origin, e *feeds.Entry, extensions ext.Extensions) {
	top := extensions["media"]
	if len(top) == 0 {
		return
	}
	r := mediaReader{mapping: m, origin: o, entry: e}
	r.level(top)
	e.Title = cmp.Or(e.Title, r.title)
	if e.Summary == "" && e.Content == "" {
		e.Summary = r.description
	}
	e.Image = cmp.Or(e.Image, r.picture.url, r.thumbnail.url)
}

// A picture with its area in square pixels; zero: not said.
type picture struct {
	url  string
	area int
}

// larger keeps the larger picture; of equal ones, the first.
func (p *picture) larger(q picture) {
	if q.url != "" && (p.url == "" || q.area > p.area) {
		*p = q
	}
}

type mediaReader struct {
	*mapping
	origin             origin
	entry              *feeds.Entry
	picture, thumbnail picture
	title, description string
}

// level reads the elements of an item, group or content.
func (r *mediaReader) level(elements map[string][]ext.Extension) {
	for _, g := range elements["group"] {
		r.level(g.Children)
	}
	for _, c := range elements["content"] {
		r.content(c)
	}
	for _, t := range elements["thumbnail"] {
		r.thumbnail.larger(r.pictureOf(t))
	}
	for _, p := range elements["player"] {
		enclose(r.entry, feeds.Enclosure{URL: r.address(p), Type: "text/html"})
	}
	for _, t := range elements["title"] {
		r.title = cmp.Or(r.title, plain(t.Value))
	}
	for _, d := range elements["description"] {
		r.description = cmp.Or(r.description, asHTML(d.Value))
	}
	for _, c := range elements["category"] {
		categorize(&r.entry.Categories, cmp.Or(c.Attrs["label"], c.Value))
	}
	for _, k := range elements["keywords"] {
		categorize(&r.entry.Categories, keywords(k.Value)...)
	}
	for _, c := range elements["credit"] {
		if role := c.Attrs["role"]; role == "author" && len(r.entry.Authors) == 0 {
			(*people)(&r.entry.Authors).add(person(c.Value))
		}
	}
}

// content is a picture, or a file to play. WordPress gives the author's portrait
// as the first picture; it is none of the article's.
func (r *mediaReader) content(c ext.Extension) {
	address := r.address(c)
	portrait := strings.Contains(address, "gravatar.com/avatar")
	switch {
	case address == "":
	case isPicture(c.Attrs["type"], c.Attrs["medium"], address):
		if !portrait {
			r.picture.larger(r.pictureOf(c))
		}
	default:
		enclose(r.entry, feeds.Enclosure{
			URL: address, Type: c.Attrs["type"], Length: size(c.Attrs["fileSize"]),
			Title: plain(firstValue(c.Children["title"])), Duration: duration(c.Attrs["duration"]),
		})
	}
	if !portrait { // which has the author's name for a title
		r.level(c.Children)
	}
}

func (r *mediaReader) pictureOf(x ext.Extension) picture {
	width, _ := strconv.Atoi(x.Attrs["width"])
	height, _ := strconv.Atoi(x.Attrs["height"])
	return picture{r.address(x), width * cmp.Or(height, width)}
}

func (r *mediaReader) address(x ext.Extension) string {
	return r.link(r.origin, x.Name, cmp.Or(x.Attrs["url"], x.Attrs["href"]))
}

// isPicture goes by what is said of a file, else by its name.
func isPicture(mediaType, medium, address string) bool {
	if medium != "" {
		return medium == "image"
	}
	if mediaType != "" {
		return strings.HasPrefix(mediaType, "image")
	}
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif":
		return true
	}
	return false
}

func firstValue(elements []ext.Extension) string {
	if len(elements) == 0 {
		return ""
	}
	return elements[0].Value
}

// size reads a number of bytes; zero: not said.
func size(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
