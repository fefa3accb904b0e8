package content

import "strconv"

func (w *writer) figure(x *Block) {
	p := x.Picture
	w.start("figure", x)
	if p.Link != "" {
		w.WriteString("<a")
		w.attr("href", p.Link)
		w.WriteByte('>')
	}
	w.picture(p)
	if p.Link != "" {
		w.WriteString("</a>")
	}
	w.caption(p.Caption)
	w.end("figure")
}

func (w *writer) gallery(x *Block) {
	w.open("figure", x)
	w.attr("class", "gallery")
	w.WriteString(">\n")
	w.blocks(x.Children)
	w.caption(x.Spans)
	w.end("figure")
}

func (w *writer) caption(spans []Span) {
	if spans != nil {
		w.WriteString("<figcaption>")
		w.spans(spans)
		w.WriteString("</figcaption>")
	}
}

// picture writes an <img>, within a <picture> if some of its addresses do not
// tell themselves of what kind they are.
func (w *writer) picture(p *Picture) {
	typed := false
	for i := 0; i < len(p.Sources); {
		kind, first := p.Sources[i].Type, i
		for i < len(p.Sources) && p.Sources[i].Type == kind {
			i++
		}
		if kind == "" {
			continue
		}
		if !typed {
			w.WriteString("<picture>")
			typed = true
		}
		w.WriteString("<source")
		w.attr("type", kind)
		w.set(p.Sources[first:i], kind)
		w.WriteByte('>')
	}
	w.WriteString("<img")
	w.attr("src", p.URL)
	w.set(p.Sources, "")
	w.attr("alt", p.Alt)
	w.attr("title", p.Title)
	w.size("width", p.Width)
	w.size("height", p.Height)
	w.WriteByte('>')
	if typed {
		w.WriteString("</picture>")
	}
}

// set writes the sources of a kind as srcset.
func (w *writer) set(list []Source, kind string) {
	sep := ""
	for i := range list {
		s := &list[i]
		if s.Type != kind {
			continue
		}
		if sep == "" {
			w.WriteString(` srcset="`)
		}
		w.WriteString(sep)
		w.value(s.URL)
		switch {
		case s.Width > 0:
			w.WriteString(" " + strconv.Itoa(s.Width) + "w")
		case s.Density > 0:
			w.WriteString(" " + strconv.FormatFloat(float64(s.Density), 'g', -1, 32) + "x")
		}
		sep = ", "
	}
	if sep != "" {
		w.WriteByte('"')
	}
}
