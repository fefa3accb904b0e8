package content

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// look is all about a Span but its text.
type look struct {
	style       Style
	link, title string
}

type run struct {
	end int // in inline.buf
	look
}

// inline is the text of the paragraph that is being read: white space collapsed,
// neighbours of the same look joined. Its spans are the same however the source
// nested its elements, which is what makes cleaning what is clean change nothing.
type inline struct {
	buf   []byte
	runs  []run
	space bool   // white space was read and may have to be written
	inked bool   // something visible stands in the last line
	spans []Span // room for the spans of many paragraphs

	isolates int  // parts of another direction that are open
	isolated bool // there were some
}

// add appends text.
func (l *inline) add(text string, as look) {
	for i := 0; i < len(text); {
		n := solid(text[i:])
		if n > 0 {
			l.solid(text[i:i+n], as)
			i += n
			continue
		}
		c := text[i]
		switch {
		case isSpace(c):
			l.space = len(l.buf) > 0 && l.buf[len(l.buf)-1] != '\n'
			i++
		case c == 0xC2 && i+1 < len(text):
			l.latin(text[i+1], as)
			i += 2
		case c == 0xE2:
			l.direct(text[i:i+3], as)
			i += 3
		default:
			i++ // a control character
		}
	}
}

// solid is the length of the text up to what needs a closer look: controls, C1
// controls and no-break spaces (all begin with 0xC2), white space but for a
// single space between two words.
func solid(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if inked[c] {
			continue
		}
		if c == ' ' && i > 0 && i+1 < len(s) && inked[s[i+1]] || c == 0xE2 && !directs(s[i:]) {
			continue
		}
		return i
	}
	return len(s)
}

// inked are the bytes that need no closer look.
var inked = func() (set [256]bool) {
	for c := '!'; c < 256; c++ {
		set[c] = c != 0x7F && c != 0xC2 && c != 0xE2
	}
	return set
}()

// latin appends the character whose second byte is c, after 0xC2. Characters
// from U+0080 to U+009F are windows-1252 that somebody took for Latin-1.
func (l *inline) latin(c byte, as look) {
	if c < 0xA0 {
		if r := windows1252[c-0x80]; r != 0 {
			l.solid(string(r), as)
		}
		return
	}
	l.solid(string(rune(c)), as)
}

// The characters of windows-1252 from 0x80 to 0x9F; zero: none.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// solid appends text that does not begin or end with white space.
func (l *inline) solid(text string, as look) {
	if l.space {
		l.space = false
		l.put(" ", l.between(as))
	}
	if !l.inked {
		l.inked = strings.TrimLeftFunc(text, blankOrDirecting) != ""
	}
	l.put(text, as)
}

// between is the look of a space between the last run and what follows: what
// both share, so that underlines do not hang over and links stay in one piece.
func (l *inline) between(next look) look {
	last := l.runs[len(l.runs)-1].look
	both := look{style: last.style & next.style}
	if last.link == next.link && last.title == next.title {
		both.link, both.title = last.link, last.title
	}
	return both
}

func (l *inline) put(text string, as look) {
	l.buf = append(l.buf, text...)
	if n := len(l.runs); n > 0 && l.runs[n-1].look == as {
		l.runs[n-1].end = len(l.buf)
		return
	}
	l.runs = append(l.runs, run{len(l.buf), as})
}

// newline begins a line and reports false where the last one is empty: there
// the paragraph ends.
func (l *inline) newline() bool {
	if !l.inked {
		return false
	}
	l.endIsolates()
	l.space, l.inked = false, false
	l.buf = append(l.buf, '\n')
	l.runs[len(l.runs)-1].end = len(l.buf)
	return true
}

func (l *inline) reset() {
	l.buf, l.runs, l.space, l.inked = l.buf[:0], l.runs[:0], false, false
	l.isolates, l.isolated = 0, false
}

// take returns the text as spans, without blanks around it, and begins anew.
func (l *inline) take() []Span {
	l.endIsolates()
	start, end := l.trimmed()
	if start >= end || l.isolated && bytes.TrimFunc(l.buf[start:end], blankOrDirecting) == nil {
		l.reset()
		return nil
	}
	text := string(l.buf[start:end])
	if cap(l.spans)-len(l.spans) < len(l.runs) {
		l.spans = make([]Span, 0, max(32, len(l.runs)))
	}
	from := len(l.spans)
	at := start
	for _, r := range l.runs {
		to := min(r.end, end)
		if to > at {
			l.spans = append(l.spans, Span{Text: text[at-start : to-start], Style: r.style, Link: r.link, Title: r.title})
			at = to
		}
	}
	l.reset()
	return l.spans[from:len(l.spans):len(l.spans)]
}

func (l *inline) trimmed() (start, end int) {
	end = len(l.buf)
	for start < end {
		r, n := utf8.DecodeRune(l.buf[start:end])
		if !blank(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRune(l.buf[start:end])
		if !blank(r) {
			break
		}
		end -= n
	}
	return start, end
}

// blank reports whether a character shows nothing at the edge of a paragraph.
func blank(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '\r', '\f', '\u00A0', '\u00AD', '\u180E', '\u200B', '\u2028', '\u2029',
		'\u202F', '\u205F', '\u2060', '\u3000', '\uFEFF':
		return true
	}
	return r >= '\u2000' && r <= '\u200A'
}
