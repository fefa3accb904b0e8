package typeset

import (
	"strings"
	"testing"
)

func TestACaretGoesOverEveryLetterOfThePage(t *testing.T) {
	for name, text := range map[string]string{
		"Latin":                  "two lines of plain words here",
		"Hebrew":                 "שלום עולם טוב",
		"Hebrew in Latin":        "see שלום עולם now",
		"Latin in Hebrew":        "אב abc 12 גד",
		"without spaces":         "中文没有空格的一段话很长",
		"marks and pictures":     "Nguye\u0302\u0303n 👩\u200d💻 ok",
		"lines that are newline": "a\n\nb",
	} {
		l := lay(t, text, 130, WrapOptions{})
		for _, m := range []Motion{Right, Left} {
			c, ok, steps := Caret{}, true, 0
			if (m == Left) != l.para.RTL() {
				c = Caret{At: l.para.Len(), Behind: true}
			}
			seen := map[int]bool{c.At: true}
			for ok && steps < 200 {
				c, ok = l.Move(c, m, 0)
				seen[c.At] = true
				steps++
			}
			if steps == 200 {
				t.Errorf("%s: the caret goes round in circles", name)
			}
			for _, ln := range l.Lines {
				for _, q := range l.parts(&ln) {
					if !seen[q.from] && !seen[q.to] {
						t.Errorf("%s: motion %d never came to rune %d", name, m, q.from)
					}
				}
			}
		}
	}
}

func TestACaretMovesInTheDirectionOfItsKey(t *testing.T) {
	l := lay(t, "see שלום עולם now", 600, WrapOptions{})
	c := Caret{}
	for x := l.CaretRect(c).X; ; x = l.CaretRect(c).X {
		next, ok := l.Move(c, Right, 0)
		if !ok {
			break
		}
		if c = next; l.CaretRect(c).X <= x {
			t.Fatalf("to the right of %v comes %v, at rune %d", x, l.CaretRect(c).X, c.At)
		}
	}
}

func TestACaretGoesByLinesAndWords(t *testing.T) {
	l := lay(t, strings.Repeat("some words, that fill lines ", 4), 150, WrapOptions{})
	end, _ := l.Move(Caret{}, LineEnd, 0)
	if l.lineOf(end) != 0 || end.At != l.Lines[0].seen {
		t.Errorf("the end of the first line is %+v", end)
	}
	start, _ := l.Move(end, LineStart, 0)
	if start.At != 0 {
		t.Errorf("its start is %+v", start)
	}
	down, ok := l.Move(end, Down, l.CaretRect(end).X)
	if !ok || l.lineOf(down) != 1 {
		t.Errorf("below is %+v", down)
	}
	if up, ok := l.Move(Caret{}, Up, 0); ok {
		t.Errorf("above the first line is %+v", up)
	}
	word, _ := l.Move(Caret{}, WordRight, 0)
	next, _ := l.Move(word, WordRight, 0)
	back, _ := l.Move(next, WordLeft, 0)
	if word.At != 4 || next.At != 10 || back.At != 5 {
		t.Errorf("words end at %d and %d, the second starts at %d", word.At, next.At, back.At)
	}
}

func TestACaretIsWhereItWasClicked(t *testing.T) {
	l := lay(t, "abc שלום def", 600, WrapOptions{})
	for _, ln := range l.Lines {
		for _, q := range l.parts(&ln) {
			x := q.left + (q.right-q.left)*0.2
			if got := l.CaretRect(l.CaretAt(x, 5)).X; got != q.left {
				t.Errorf("a click at %v puts the caret at %v, not %v", x, got, q.left)
			}
		}
	}
}
