// Package compare shows what changed between two versions of a text, word by word.
//
// Paragraphs that stayed are found first, then, in what lies between them, words.
// Both by the shortest way from one version to the other: E. W. Myers, "An O(ND)
// Difference Algorithm and Its Variations", Algorithmica 1 (1986), in its form that
// needs memory in proportion to the texts alone (section 4b). A reader wants the
// clearest way and not the shortest; so what is left alone between two changes is
// part of the change if it is short. Chinese, Japanese and Thai are compared by
// characters.
package compare

import "strings"

// Kind says what became of a piece of text.
type Kind int

// The kinds of a Piece.
const (
	Same    Kind = iota // in both versions
	Removed             // in the old one alone
	Added               // in the new one alone
)

// A Piece of one version or of both.
type Piece struct {
	Kind Kind
	Text string
}

// The most steps that are spent on paragraphs and on words: some tenths of a
// second. Beyond them, what lies between paragraphs that stayed is shown as
// replaced.
const (
	stepsForParagraphs = 3_000_000
	stepsForWords      = 10_000_000
)

// Words compares two versions of a text. What is Same or Removed gives the old
// text, what is Same or Added the new one, to the letter. Where something was
// replaced, Removed comes before Added.
func Words(old, new string) []Piece {
	var w writer
	a, b := paragraphs(old), paragraphs(new)
	steps := stepsForParagraphs
	list := shortest(unended(a), unended(b), &steps)
	steps = stepsForWords
	for _, r := range list {
		if !r.same {
			w.words(cut(join(a[r.a0:r.a1])), cut(join(b[r.b0:r.b1])), &steps)
			continue
		}
		for i, was := range a[r.a0:r.a1] {
			w.paragraph(was, b[r.b0+i])
		}
	}
	return w.pieces()
}

// paragraph writes one that stayed; what ends it may differ where it was the last.
func (w *writer) paragraph(was, now string) {
	if was == now {
		w.same(was)
		return
	}
	text := strings.TrimSuffix(was, "\n")
	w.same(text)
	w.remove(was[len(text):])
	w.add(now[len(text):])
}

// words compares what lies between paragraphs that stayed.
func (w *writer) words(a, b []token, steps *int) {
	for _, r := range shortest(words(a), words(b), steps) {
		if !r.same {
			for _, t := range a[r.a0:r.a1] {
				w.remove(t.space + t.word)
			}
			for _, t := range b[r.b0:r.b1] {
				w.add(t.space + t.word)
			}
			continue
		}
		for i, t := range a[r.a0:r.a1] {
			if now := b[r.b0+i]; now.space == t.space {
				w.same(t.space)
			} else {
				w.remove(t.space)
				w.add(now.space)
			}
			w.same(t.word)
		}
	}
}
