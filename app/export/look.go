package export

import (
	"image/color"
	"strings"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// A frame is where blocks are set, and how.
type frame struct {
	x, w      float32
	lang, dir string
	scale     float32 // of letters: notes are smaller
	listed    bool    // inside of a list
	narrow    bool    // not the column of the text: its lines are not stretched
}

// frame is the column of the text.
func (p *press) frame() frame {
	f := frame{x: marginX, w: float32(p.width) - 2*marginX, lang: p.article.language(), scale: 1}
	if f.lang != "" {
		f.dir = p.article.dir()
	}
	return f
}

// in is the frame for a block in a language or direction of its own.
func (f frame) in(b *content.Block) frame {
	if b.Lang != "" {
		f.lang = b.Lang
	}
	if b.Dir != "" {
		f.dir = b.Dir
	}
	return f
}

// within is a narrower frame, from the side on which lines begin.
func (f frame) within(indent float32, rtl bool) frame {
	if !rtl {
		f.x += indent
	}
	f.w = max(60, f.w-indent)
	f.narrow = true
	return f
}

// A look is how a paragraph is set.
type look struct {
	family  typeset.Family
	size    float32
	height  float32 // of a line
	weight  int
	italic  bool
	color   color.NRGBA
	links   color.NRGBA
	align   typeset.Align
	balance bool
	tabular bool
	dir     typeset.Direction
	lang    string
}

func (f frame) look(family typeset.Family, size, height float32) look {
	l := look{family: family, size: size * f.scale, height: height * f.scale, color: ink, links: link, lang: f.lang}
	switch f.dir {
	case "ltr":
		l.dir = typeset.LeftToRight
	case "rtl":
		l.dir = typeset.RightToLeft
	}
	return l
}

// body is the look of running text.
func (f frame) body() look {
	l := f.look(typeset.Serif, 10.5, 15.5)
	if !f.narrow {
		l.align = typeset.Justify
	}
	return l
}

func (l look) weighted(weight int) look { l.weight = weight; return l }

// uncoloured has links in the colour of the text.
func (l look) uncoloured() look { l.links = l.color; return l }

// leftToRight is for addresses and code.
func (l look) leftToRight() look {
	if l.dir == typeset.Auto {
		l.dir = typeset.LeftToRight
	}
	return l
}

// para shapes spans.
func (p *press) para(spans []content.Span, l look) *typeset.Para {
	list := make([]typeset.Span, len(spans))
	for i := range spans {
		list[i] = typeset.Span{Text: spans[i].Text, Style: p.style(&spans[i], l)}
	}
	return p.engine.Shape(list, typeset.ParaOptions{
		Lang: l.lang, Dir: l.dir, LineHeight: l.height, Align: l.align, Balance: l.balance,
		Hyphenate: l.align == typeset.Justify,
	})
}

func (p *press) style(s *content.Span, l look) typeset.Style {
	st := typeset.Style{Family: l.family, Weight: l.weight, Italic: l.italic, Size: l.size, Color: l.color, Tabular: l.tabular}
	has := func(x content.Style) bool { return s.Style&x != 0 }
	if has(content.Bold) {
		st.Weight = 700
	}
	if has(content.Italic) {
		st.Italic = !st.Italic
	}
	if has(content.Mono) || has(content.Key) {
		st.Family, st.Size = typeset.Mono, l.size*0.86
		st.Background = shade
	}
	if has(content.Mark) {
		st.Background = found
	}
	switch {
	case has(content.Sup):
		st.Position = typeset.Superscript
	case has(content.Sub):
		st.Position = typeset.Subscript
	case has(content.Small):
		st.Size *= 0.86
	}
	if has(content.Ruby) {
		st.Size, st.Color = st.Size*0.75, soft
	}
	st.Underline = has(content.Underline) || has(content.Insert)
	st.Strike = has(content.Strike)
	st.SmallCaps = has(content.SmallCaps)
	if n := p.linkNumber(s.Link); n > 0 {
		st.Link, st.Color = n, l.links
	}
	return st
}

// text adds a paragraph.
func (p *press) text(f frame, spans []content.Span, l look) {
	para := p.para(spans, l)
	if strings.TrimSpace(para.Text()) == "" {
		return
	}
	p.lines(p.engine.Wrap(para, f.w, typeset.WrapOptions{}), f.x)
}

// line adds a paragraph of plain text, if there is any.
func (p *press) line(f frame, text string, l look) {
	if text != "" {
		p.text(f, []content.Span{{Text: text}}, l)
	}
}
