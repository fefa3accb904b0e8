package storage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/language"
)

// The size of a snippet in columns, of which a wide character takes two: what
// stands before the first word that was found, and all of it.
const (
	snippetBefore = 60
	snippetSize   = 240
)

// How a long text is looked through: in pieces, small ones first, which overlap so
// that a phrase is whole in one of them; and how far behind the first passage a better one is
// looked for. In bytes.
const (
	firstPiece   = 2 << 10
	pieceSize    = 16 << 10
	pieceOverlap = 256
	searchBehind = 128 << 10
)

// A passage is what was found together in a text.
type passage struct {
	different int // how many different things of those looked for
	places    []language.Place
	end       int // of the last place that was needed
}

// passage is the one with most different things, the first of equals.
func (s sought) passage(text string) passage {
	var best passage
	var near []language.Place // the last places that fit into one snippet
	first := -1
	for from, size := 0, firstPiece; from < len(text) && best.different < s.size(); size = min(2*size, pieceSize) {
		if first >= 0 && from > first+searchBehind {
			break
		}
		to := pieceEnd(text, from+size)
		next := to
		if to < len(text) {
			next = max(pieceEnd(text, to-pieceOverlap), from+1)
		}
		for _, p := range s.in(text[from:to]) {
			p.From, p.To = p.From+from, p.To+from
			if p.From >= next && to < len(text) {
				break
			}
			if first < 0 {
				first = p.From
			}
			for len(near) > 0 && !fits(text, near[0].From, p.To) {
				near = near[1:]
			}
			near = append(near, p)
			if n := different(near); n > best.different {
				best = passage{n, near[:len(near):len(near)], p.To}
			}
		}
		from = next
	}
	if best.different > 0 {
		best.places = s.around(text, best)
	}
	return best
}

// around are all places of the snippet, also behind those that were needed.
func (s sought) around(text string, p passage) []language.Place {
	from := p.places[0].From
	to := max(p.end, pieceEnd(text, from+4*snippetSize))
	out := s.in(text[from:to])
	for i := range out {
		out[i].From, out[i].To = out[i].From+from, out[i].To+from
	}
	return out
}

// fits reports whether a snippet that begins with one place can show another.
func fits(text string, from, to int) bool {
	const most = snippetSize - snippetBefore
	return to-from <= most || to-from <= 4*most && columns(text[from:to]) <= most
}

func different(list []language.Place) int {
	n := 0
	for i, p := range list {
		is := true
		for _, q := range list[:i] {
			is = is && q.Needle != p.Needle
		}
		if is {
			n++
		}
	}
	return n
}

// pieceEnd is a place up to i where a text can be cut between words.
func pieceEnd(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	if space := strings.LastIndexAny(text[max(0, i-200):i], " \n"); space >= 0 {
		return max(0, i-200) + space + 1
	}
	return characterStart(text, i)
}

// cut is the passage with its surroundings and marks.
func (p passage) cut(text string) string {
	from := startBefore(text, p.places[0].From)
	to := endAfter(text, from, p.end)
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	at := from
	for _, r := range joined(p.places) {
		if r[1] > to {
			break
		}
		b.WriteString(unmarked(text[at:r[0]]))
		b.WriteString(MarkStart + unmarked(text[r[0]:r[1]]) + MarkEnd)
		at = r[1]
	}
	b.WriteString(unmarked(text[at:to]))
	if to < len(text) {
		b.WriteString("…")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// unmarked is a text without the characters that we mark with.
func unmarked(text string) string {
	if !strings.ContainsAny(text, MarkStart+MarkEnd) {
		return text
	}
	return strings.NewReplacer(MarkStart, "", MarkEnd, "").Replace(text)
}

// startBefore is where a snippet begins whose first mark is at i: some columns before
// it, behind a space if one is near.
func startBefore(text string, i int) int {
	from, width := i, 0
	for from > 0 && width < snippetBefore {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		width += column(r)
		from -= size
	}
	if from == 0 {
		return 0
	}
	if n := strings.IndexFunc(text[from:i], unicode.IsSpace); n >= 0 && n < 40 {
		return from + n + 1
	}
	return characterStart(text, from)
}

// endAfter is where a snippet ends that begins at from: after some columns, at a space
// if one is near, and not before least.
func endAfter(text string, from, least int) int {
	to, width := from, 0
	for to < len(text) && width < snippetSize {
		n := language.Character(text[to:])
		width += columns(text[to : to+n])
		to += n
	}
	if to == len(text) {
		return to
	}
	if n := strings.LastIndexFunc(text[from:to], unicode.IsSpace); n >= 0 && to-from-n < 40 {
		to = from + n
	}
	return max(to, least)
}

// characterStart is the last place up to i where a character begins, as readers
// see them.
func characterStart(text string, i int) int {
	at := max(0, i-64)
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	for at < i {
		n := language.Character(text[at:])
		if at+n > i {
			break
		}
		at += n
	}
	return at
}

// columns is how wide a text is where every letter has one column, and a wide one
// two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += column(r)
	}
	return n
}

func column(r rune) int {
	switch {
	case r >= 0x0300 && unicode.IsMark(r):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xFF01 && r <= 0xFF60, r >= 0x1F300:
		return 2
	}
	return 1
}
