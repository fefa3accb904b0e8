package terminal

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const (
	usual     = 80 // columns where nobody says how many there are
	narrowest = 20 // columns below which nothing sensible can be printed
)

// widthOf is how many columns fit on a line: what COLUMNS says, else what the
// terminal says.
func widthOf(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n := consoleWidth(f); n > 0 {
			return n
		}
	}
	return usual
}

// isTerminal reports whether a person sees what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// cells is how many columns a character takes: two for the wide ones of East
// Asia and emoji (UAX 11), none for marks that stand on another character and
// for what cannot be seen.
func cells(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return 0
	case r >= 0x1160 && r <= 0x11ff: // vowels and finals of a Hangul syllable
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// columns is how many columns a text takes.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += cells(r)
	}
	return n
}

// clip shortens a text to n columns, with "…" at its end if something is lost.
func clip(text string, n int) string {
	if columns(text) <= n {
		return text
	}
	used, end := 1, 0 // "…" takes one
	for i, r := range text {
		if used += cells(r); used > n {
			break
		}
		end = i + len(string(r))
	}
	return strings.TrimRight(text[:end], " ") + "…"
}

// pad fills a text up with spaces to n columns, and clips it to them.
func pad(text string, n int) string {
	text = clip(text, n)
	return text + strings.Repeat(" ", max(0, n-columns(text)))
}

// clean makes one line of a text of others that cannot do anything to a
// terminal: no control characters, and no overrides of the direction of
// writing, which hide what a line says.
func clean(text string) string {
	ok := true
	for _, r := range text {
		ok = ok && harmless(r)
	}
	if !ok {
		text = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case harmless(r):
				return r
			}
			return -1
		}, text)
	}
	return strings.Join(strings.Fields(text), " ")
}

func harmless(r rune) bool {
	return !unicode.IsControl(r) && r != '\u202d' && r != '\u202e' && r != '\ufeff'
}
