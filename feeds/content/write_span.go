package content

func (w *writer) spans(spans []Span) {
	for i := range spans {
		s := &spans[i]
		if s.Link != "" && (i == 0 || !sameLink(s, &spans[i-1])) {
			w.WriteString("<a")
			w.attr("href", s.Link)
			w.attr("title", s.Title)
			w.WriteByte('>')
		}
		w.span(s)
		if s.Link != "" && (i+1 == len(spans) || !sameLink(s, &spans[i+1])) {
			w.WriteString("</a>")
		}
	}
}

func sameLink(a, b *Span) bool { return a.Link == b.Link && a.Title == b.Title }

// linked writes a piece of code.
func (w *writer) linked(s *Span) {
	if s.Link == "" {
		w.text(s.Text)
		return
	}
	w.WriteString("<a")
	w.attr("href", s.Link)
	w.WriteByte('>')
	w.text(s.Text)
	w.WriteString("</a>")
}

// styleTags are the elements of styles, outermost first.
var styleTags = [...]struct {
	style       Style
	open, close string
}{
	{Bold, "<strong>", "</strong>"}, {Italic, "<em>", "</em>"}, {Underline, "<u>", "</u>"},
	{Insert, "<ins>", "</ins>"}, {Strike, "<del>", "</del>"}, {Mono, "<code>", "</code>"},
	{Key, "<kbd>", "</kbd>"}, {Sub, "<sub>", "</sub>"}, {Sup, "<sup>", "</sup>"},
	{Mark, "<mark>", "</mark>"}, {Small, "<small>", "</small>"}, {Ruby, `<small class="ruby">`, "</small>"},
	{SmallCaps, `<span style="font-variant:small-caps">`, "</span>"}, {Math, `<span class="math">`, "</span>"},
}

func (w *writer) span(s *Span) {
	abbr := s.Title != "" && s.Link == ""
	if abbr {
		w.WriteString("<abbr")
		w.attr("title", s.Title)
		w.WriteByte('>')
	}
	if s.Style == 0 {
		w.lines(s.Text)
	} else {
		for i := range styleTags {
			if s.Style&styleTags[i].style != 0 {
				w.WriteString(styleTags[i].open)
			}
		}
		w.lines(s.Text)
		for i := len(styleTags) - 1; i >= 0; i-- {
			if s.Style&styleTags[i].style != 0 {
				w.WriteString(styleTags[i].close)
			}
		}
	}
	if abbr {
		w.WriteString("</abbr>")
	}
}
