package parse

import (
	"cmp"
	"path"
	"slices"
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
	if r.thumbnail.isSmall() && hasImage(e) {
		r.thumbnail.url = ""
	}
	e.Image = cmp.Or(e.Image, r.picture.url, r.thumbnail.url)
	r.album(top["content"])
}

// hasImage reports whether an entry's text has a picture, which is better than a small
// preview of it.
func hasImage(e *feeds.Entry) bool {
	return strings.Contains(e.Summary, "<img") || strings.Contains(e.Content, "<img")
}

// A picture with its area in square pixels; zero: not said.
type picture struct {
	url  string
	area int
}

// Pictures up to iconArea are portraits and signs, and those up to smallArea previews.
const (
	iconArea  = 64 * 64
	smallArea = 150 * 150
)

func (p picture) isIcon() bool  { return p.area > 0 && p.area <= iconArea }
func (p picture) isSmall() bool { return p.area > 0 && p.area <= smallArea }

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
		if p := r.pictureOf(t); !p.isIcon() && !isPortrait(p.url) {
			r.thumbnail.larger(p)
		}
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
	portrait := isPortrait(address)
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

// isPortrait reports whether a picture is that of a person who writes.
func isPortrait(address string) bool { return strings.Contains(address, "gravatar.com/avatar") }

// maxAlbum is how many pictures are put below a text.
const maxAlbum = 20

// album puts pictures below a text that has none: a post with several pictures often names
// them beside its text. Of those that say their size, each may be the same one.
func (r *mediaReader) album(contents []ext.Extension) {
	if hasImage(r.entry) {
		return
	}
	var figures strings.Builder
	var seen []string
	for _, c := range contents {
		address := r.address(c)
		name, _, _ := strings.Cut(address, "?")
		if !isPicture(c.Attrs["type"], c.Attrs["medium"], address) || isPortrait(address) || c.Attrs["width"]+c.Attrs["height"] != "" ||
			address == "" || slices.Contains(seen, name) || len(seen) == maxAlbum {
			continue
		}
		seen = append(seen, name)
		alt := plain(cmp.Or(firstValue(c.Children["description"]), firstValue(c.Children["text"])))
		figures.WriteString(`<figure><img src="` + escapeAttribute(address) + `" alt="` + escapeAttribute(alt) + `"></figure>`)
	}
	text := &r.entry.Summary
	if r.entry.Content != "" {
		text = &r.entry.Content
	}
	if len(seen) < 2 || strings.Contains(*text, "&lt;") {
		return
	}
	if !strings.Contains(*text, "<") && *text != "" {
		*text = "<p>" + strings.ReplaceAll(*text, "\n", "<br>") + "</p>"
	}
	*text += figures.String()
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
