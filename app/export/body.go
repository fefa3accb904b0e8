package export

import (
	"slices"
	"strings"

	"tidings/feeds/content"
)

// cutText stands at the end of an article that was too long to be kept whole.
const cutText = "The article goes on here: it was too long to be kept whole."

// missingText is what stands where a picture cannot be had.
func missingText(alt string) string {
	if alt = plain(alt); alt != "" {
		return "[Picture: " + alt + "]"
	}
	return "[Picture]"
}

// localised are blocks whose pictures are in the file, or are replaced by what
// is said of them. Put keeps a picture and says where it is found. The blocks
// given do not change.
func (s *stock) localised(blocks []content.Block, put func(*picture) string) []content.Block {
	out := slices.Clone(blocks)
	for i := range out {
		b := &out[i]
		b.Children = s.localised(b.Children, put)
		if b.Kind == content.Cut {
			b.Kind, b.Spans = content.Paragraph, []content.Span{{Text: cutText, Style: content.Italic}}
		}
		if b.Picture != nil {
			s.localisePicture(b, put)
		}
		if b.Embed != nil && b.Embed.Image != "" {
			e := *b.Embed
			if p := s.find(e.Image); p != nil {
				e.Image = put(p)
			} else {
				e.Image = ""
			}
			b.Embed = &e
		}
		if len(b.Rows) > 0 {
			b.Rows = slices.Clone(b.Rows)
			for r := range b.Rows {
				b.Rows[r] = slices.Clone(b.Rows[r])
				for c := range b.Rows[r] {
					b.Rows[r][c].Blocks = s.localised(b.Rows[r][c].Blocks, put)
				}
			}
		}
	}
	return out
}

func (s *stock) localisePicture(b *content.Block, put func(*picture) string) {
	pic := *b.Picture
	p := s.find(pic.Best(widestKept))
	if p == nil {
		b.Kind, b.Picture = content.Paragraph, nil
		b.Spans = []content.Span{{Text: missingText(pic.Alt), Style: content.Italic, Link: pic.Link}}
		if len(pic.Caption) > 0 {
			b.Spans = append(b.Spans, content.Span{Text: "\n"})
			b.Spans = append(b.Spans, pic.Caption...)
		}
		return
	}
	pic.URL, pic.Sources = put(p), nil
	if p.width > 0 {
		pic.Width, pic.Height = p.width, p.height
		if p.turn() >= 5 {
			pic.Width, pic.Height = p.height, p.width
		}
	}
	b.Picture = &pic
}

// beginning is what stands above the text, as HTML.
func (j *job) beginning(a *Article, e *element) {
	e.open("header")
	e.leaf("p", dotted(plain(a.Source), a.moment(j.o.Now)), "class", "meta")
	e.open("h1")
	if link := a.address(); link != "" {
		e.leaf("a", a.headline(), "href", link)
	} else {
		e.text(a.headline())
	}
	e.close("h1")
	if by := a.byline(); by != "" {
		e.leaf("p", by, "class", "byline")
	}
	e.close("header")
}

// ending is what stands below the text: where it is from, what it is about, what
// is attached.
func (j *job) ending(a *Article, e *element) {
	link := a.address()
	if link == "" && len(a.Topics)+len(a.Enclosures)+len(a.Links) == 0 && a.Rights == "" {
		return
	}
	e.open("footer")
	for _, f := range a.attached() {
		e.open("p")
		e.leaf("a", f.Title, "href", f.URL)
		e.close("p")
	}
	if link != "" {
		e.open("p")
		e.leaf("a", link, "href", link, "class", "address")
		e.close("p")
	}
	if len(a.Topics) > 0 {
		e.leaf("p", strings.Join(a.topics(), ", "))
	}
	if rights := plain(a.Rights); rights != "" {
		e.leaf("p", rights)
	}
	e.close("footer")
}

// element writes elements that are XML and HTML alike.
type element struct{ strings.Builder }

// open writes a start tag; attributes are pairs, and those without a value are left out.
func (e *element) open(name string, attributes ...string) {
	e.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			e.WriteString(" " + attributes[i] + `="` + escaped(attributes[i+1]) + `"`)
		}
	}
	e.WriteString(">")
}

func (e *element) close(name string) { e.WriteString("</" + name + ">\n") }

func (e *element) text(s string) { e.WriteString(escaped(s)) }

func (e *element) leaf(name, text string, attributes ...string) {
	e.open(name, attributes...)
	e.text(text)
	e.close(name)
}

// escaped is text for XML 1.0: characters that it may not have at all are left out.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n', r == '\t', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r < 0xFFFE, r >= 0x10000 && r&0xFFFE != 0xFFFE:
			b.WriteRune(r)
		}
	}
	return b.String()
}
