package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/language"
)

// A writer collects what is the same, removed and added, in the order of the text.
type writer struct{ list []Piece }

func (w *writer) same(text string)   { w.put(Same, text) }
func (w *writer) remove(text string) { w.put(Removed, text) }
func (w *writer) add(text string)    { w.put(Added, text) }

func (w *writer) put(kind Kind, text string) {
	if text != "" {
		w.list = append(w.list, Piece{kind, text})
	}
}

// A change is what was replaced by what, behind a text that both versions have.
type change struct{ same, old, new string }

// pieces puts together what belongs together.
func (w *writer) pieces() []Piece {
	var out []Piece
	put := func(kind Kind, text string) {
		switch last := len(out) - 1; {
		case text == "":
		case last >= 0 && out[last].Kind == kind:
			out[last].Text += text
		default:
			out = append(out, Piece{kind, text})
		}
	}
	for _, c := range readable(w.changes()) {
		space := commonSpace(c.old, c.new)
		put(Same, c.same+c.old[:space])
		put(Removed, c.old[space:])
		put(Added, c.new[space:])
	}
	return out
}

// changes are the pieces as changes; the last one may be none, behind the rest.
func (w *writer) changes() []change {
	var out []change
	var parts [3]strings.Builder
	flush := func() {
		out = append(out, change{parts[Same].String(), parts[Removed].String(), parts[Added].String()})
		for i := range parts {
			parts[i].Reset()
		}
	}
	for _, p := range w.list {
		if p.Kind == Same && parts[Removed].Len()+parts[Added].Len() > 0 {
			flush()
		}
		parts[p.Kind].WriteString(p.Text)
	}
	flush()
	return out
}

// readable joins changes that only little stands between: a space, a comma, a word
// that happens to be in both.
func readable(list []change) []change {
	var out []change
	var old, new strings.Builder
	begin := 0 // of the changes that are joined
	heavy := list[0].weight()
	flush := func(end int) {
		for i, c := range list[begin:end] {
			if i > 0 {
				old.WriteString(c.same)
				new.WriteString(c.same)
			}
			old.WriteString(c.old)
			new.WriteString(c.new)
		}
		out = append(out, change{list[begin].same, old.String(), new.String()})
		old.Reset()
		new.Reset()
		begin = end
	}
	for i, c := range list[1:] {
		between, next := weight(c.same), c.weight()
		if between <= min(mostTiny, heavy, next) && !strings.Contains(c.same, "\n") {
			heavy += between + next
			continue
		}
		flush(i + 1)
		heavy = next
	}
	flush(len(list))
	return out
}

func (c change) weight() int { return max(weight(c.old), weight(c.new)) }

// mostTiny is the weight up to which a text between two changes may be taken for a
// part of them: about three short words.
const mostTiny = 16

// weight is how much of a text there is to read, in letters. A character of a
// script without spaces is as much as a short word.
func weight(s string) int {
	n := 0
	for _, r := range s {
		if language.Spaceless(r) {
			n += 3
		}
		n++
	}
	return n
}

// commonSpace is the length of the space that both texts begin with.
func commonSpace(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		r, size := utf8.DecodeRuneInString(a[n:])
		if !unicode.IsSpace(r) || !strings.HasPrefix(b[n:], a[n:n+size]) {
			break
		}
		n += size
	}
	return n
}
