package content

import "strings"

// openInline takes the start tag of what stands in a line.
func (b *builder) openInline(t *tag, e element, pos int) {
	b.mark(t)
	switch e.role {
	case roleStyle, roleSpan:
		if !b.mathOf(t, pos) {
			b.openStyle(t, e)
		}
	case roleLink:
		b.openLink(t)
	case roleImage:
		b.image(t)
	case rolePictureSet:
		b.set = b.set[:0]
	case roleSource:
		b.set = appendSources(b.set, t)
	case roleBreak:
		if !b.line.newline() {
			b.flush()
		}
	case roleRule:
		b.flush()
		if t.attr("class") == cutClass {
			b.cut = true
			return
		}
		b.emit(Block{Kind: Rule})
	case roleQuoted:
		b.addText("“")
	case roleRuby:
		b.openReading(t)
	case roleRubyBase:
		b.endReading()
	case roleMath:
		b.openMath(t)
	case roleInput:
		b.input(t)
	case roleForm:
		b.openForm()
	case roleNoScript:
		b.noScript++
	case roleFrame:
		b.embedFrame(t)
		if !e.void {
			b.skip = skip{name: t.name, pos: pos}
		}
	case roleFilm:
		b.openFilm(t, pos)
	}
}

// closeInline takes the end tag of what stands in a line.
func (b *builder) closeInline(name string, e element) {
	switch e.role {
	case roleStyle, roleSpan:
		b.closeStyle(name)
	case roleLink:
		b.closeLink()
	case rolePictureSet:
		b.set = b.set[:0]
	case roleBreak: // </br> is <br> to browsers
		if !b.line.newline() {
			b.flush()
		}
	case roleQuoted:
		b.addText("”")
	case roleRuby, roleRubyBase:
		b.endReading()
	case roleForm:
		b.closeForm()
	case roleNoScript:
		b.noScript = max(0, b.noScript-1)
	}
}

func (b *builder) openStyle(t *tag, e element) {
	if len(b.opened)-b.base >= maxOpen {
		return
	}
	own := e.style
	switch class := classStyle(t); class {
	case 0:
	case Ruby:
		own = Ruby
	default:
		own |= class
	}
	if css := t.attr("style"); css != "" {
		own = cssStyle(css, own)
	}
	o := opened{name: t.name, style: own, title: title(t)}
	if t.marks&marksSidenote != 0 {
		b.addText(" (")
		o.after = ")"
	}
	b.opened = append(b.opened, o)
	b.relook()
}

// classStyle is what the classes of an element say of its look.
func classStyle(t *tag) Style {
	switch class := t.attr("class"); {
	case class == "":
		return 0
	case t.marks&marksSmallCaps != 0:
		return SmallCaps
	case t.name == "small" && class == "ruby":
		return Ruby
	case t.name == "span" && class == "math":
		return Math
	}
	return 0
}

// title is what an abbreviation stands for.
func title(t *tag) string {
	if t.name == "abbr" || t.name == "acronym" || t.name == "dfn" {
		return oneLine(t.attr("title"))
	}
	return ""
}

// closeStyle ends the innermost element of the name, and no other: with bad
// nesting each lasts as long as it says.
func (b *builder) closeStyle(name string) {
	for i := len(b.opened) - 1; i >= b.base; i-- {
		if b.opened[i].name == name {
			if after := b.opened[i].after; after != "" {
				b.line.space = false
				b.addText(after)
			}
			b.opened = append(b.opened[:i], b.opened[i+1:]...)
			b.relook()
			return
		}
	}
}

// relook is the look of text in all elements that are open.
func (b *builder) relook() {
	b.look.style, b.look.title = 0, b.linkTitle
	for _, o := range b.opened[b.base:] {
		b.look.style |= o.style
		if b.look.title == "" {
			b.look.title = o.title
		}
	}
}

// cssStyle adds what a style attribute says of weight, slant and lines.
func cssStyle(css string, s Style) Style {
	for d := range strings.SplitSeq(css, ";") {
		key, val, _ := strings.Cut(d, ":")
		val = strings.ToLower(strings.TrimSpace(val))
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "font-weight":
			switch val {
			case "normal", "400", "300":
				s &^= Bold
			case "bold", "bolder", "600", "700", "800", "900":
				s |= Bold
			}
		case "font-style":
			switch val {
			case "normal":
				s &^= Italic
			case "italic", "oblique":
				s |= Italic
			}
		case "font-variant", "font-variant-caps":
			if strings.Contains(val, "small-caps") {
				s |= SmallCaps
			}
		case "vertical-align":
			switch val {
			case "super":
				s |= Sup
			case "sub":
				s |= Sub
			}
		case "text-decoration", "text-decoration-line":
			if strings.Contains(val, "line-through") {
				s |= Strike
			}
		}
	}
	return s
}

func (b *builder) openLink(t *tag) {
	if b.card != nil {
		b.endCard()
	}
	if kind := t.attr("data-embed"); kind != "" {
		b.openCard(t, kind)
		return
	}
	href, ok := t.attr("href"), t.has("href")
	if !ok {
		return // only a target: it does not end the link around it
	}
	b.look.link = b.links.link(href)
	b.linkTitle = ""
	if b.look.link != "" {
		b.linkTitle = oneLine(t.attr("title"))
	}
	b.relook()
}

func (b *builder) closeLink() {
	if b.card != nil {
		b.endCard()
		return
	}
	b.look.link, b.linkTitle = "", ""
	b.relook()
}

// input shows the box of a task; everything else that asks is counted.
func (b *builder) input(t *tag) {
	if t.attr("type") == "checkbox" && b.top().role == roleItem {
		if t.has("checked") {
			b.addText("☑ ")
		} else {
			b.addText("☐ ")
		}
		return
	}
	if n := len(b.forms); n > 0 && t.attr("type") != "hidden" {
		b.forms[n-1].inputs++
	}
}

func (b *builder) openForm() {
	b.flush()
	if len(b.forms) < maxDepth {
		b.forms = append(b.forms, form{frame: len(b.frames), blocks: len(b.top().block.Children), text: b.text})
	}
}

// closeForm drops a form that asks for something and says little: one to
// subscribe or to search. Some sites have the whole page in a form.
func (b *builder) closeForm() {
	b.flush()
	n := len(b.forms)
	if n == 0 {
		return
	}
	f := b.forms[n-1]
	b.forms = b.forms[:n-1]
	if f.inputs > 0 && f.frame == len(b.frames) && b.text-f.text < 600 && f.blocks <= len(b.top().block.Children) {
		b.top().block.Children = b.top().block.Children[:f.blocks]
	}
}

// oneLine is text for an attribute: without controls, white space collapsed.
func oneLine(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7F:
			return ' '
		case r >= 0x80 && r < 0xA0:
			return max(windows1252[r-0x80], ' ')
		case isDirecting(r):
			return -1
		}
		return r
	}, s)
	s = strings.TrimFunc(strings.Join(strings.Fields(s), " "), blank)
	if len(s) > 1000 {
		s = strings.TrimRightFunc(cutRunes(s, 500), blank)
	}
	return s
}

// cutRunes is s, cut after n characters.
func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// unwanted reports whether an element is dropped with all that is in it.
func unwanted(t *tag) bool {
	if t.marks&marksUnwanted != 0 {
		return true
	}
	for i := range t.attrs {
		switch a := &t.attrs[i]; a.key {
		case "hidden":
			return a.val != "until-found"
		case "style":
			if hidden(a.val) && t.marks&marksMath == 0 {
				return true
			}
		}
	}
	return false
}

// hidden reports whether a style attribute keeps an element from being seen.
func hidden(css string) bool {
	return declares(css, "display", "none") || declares(css, "visibility", "hidden")
}

func declares(css, key, val string) bool {
	_, rest, ok := strings.Cut(css, key)
	if !ok {
		return false
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), ":")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " "), val)
}
