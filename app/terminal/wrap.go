package terminal

import (
	"strings"
	"unicode"
)

// wrap breaks a text into lines of at most n columns: between words, between
// characters where a script has no spaces between words, and anywhere if a word
// is longer than a line. Line ends in the text stay.
func wrap(text string, n int) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, fold(clean(line), max(n, 2))...)
	}
	return lines
}

// wrapAtMost is wrap with at most count lines; the last one ends in "…" if
// something is lost.
func wrapAtMost(text string, n, count int) []string {
	lines := wrap(text, n)
	if len(lines) <= count {
		return lines
	}
	lines = lines[:count]
	last := lines[count-1]
	if columns(last)+2 > n { // make room, and lose whole words
		last = last[:breakAt(last, n-2)]
	}
	lines[count-1] = strings.TrimRight(last, " ") + " …"
	return lines
}

// fold breaks one line.
func fold(text string, n int) []string {
	var lines []string
	for {
		at := breakAt(text, n)
		if at == len(text) {
			return append(lines, text)
		}
		lines = append(lines, strings.TrimRight(text[:at], " "))
		text = strings.TrimLeft(text[at:], " ")
	}
}

// breakAt is where a line of at most n columns ends: at the end of the text if all
// of it fits.
func breakAt(text string, n int) int {
	best, used := 0, 0
	var before rune
	for i, r := range text {
		if i > 0 && mayBreak(before, r) {
			best = i
		}
		if used += cells(r); used > n && r != ' ' {
			switch {
			case best > 0:
				return best
			case i > 0 && cells(r) > 0:
				return i
			}
		}
		before = r
	}
	return len(text)
}

const (
	opening = "「『（【《〈〔［｛“‘(["
	closing = "、。，．・：；？！」』）】》〉〕］｝”’)]…ー々,.!?;:%"
)

// mayBreak reports whether a line may end between two characters.
func mayBreak(a, b rune) bool {
	switch {
	case a == ' ':
		return b != ' '
	case b == ' ':
		return false
	case !free(a) && !free(b):
		return false
	}
	return cells(b) > 0 && !strings.ContainsRune(closing, b) && !strings.ContainsRune(opening, a)
}

// free reports whether a character may stand alone on a line: scripts without
// spaces between words. Korean has them.
func free(r rune) bool {
	return r > 0x2e7f && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || cells(r) == 2 && unicode.IsPunct(r))
}
