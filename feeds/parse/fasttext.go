package parse

import (
	"bytes"
	"encoding/binary"
	"html"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	cdataStart = []byte("<![CDATA[")
	cdataEnd   = []byte("]]>")
)

// hasControls reports whether there is a control character that XML has not
// (section 2.2). It looks at eight bytes at a time.
func hasControls(doc []byte) bool {
	const spaces, highest = 0x2020202020202020, 0x8080808080808080
	i := 0
	for ; i+8 <= len(doc); i += 8 {
		word := binary.LittleEndian.Uint64(doc[i:])
		// The highest bit of a byte is set where it was below that of a space.
		if (word-spaces)&^word&highest != 0 && hasControl(doc[i:i+8]) {
			return true
		}
	}
	return hasControl(doc[i:])
}

func hasControl(text []byte) bool {
	for _, c := range text {
		if c < ' ' && !isSpace(c) {
			return true
		}
	}
	return false
}

// ordinaryCharacters reports whether a document, which is valid UTF-8, has no
// characters that XML has not, nor references to such.
func ordinaryCharacters(doc []byte) bool {
	if hasControls(doc) {
		return false
	}
	if bytes.Contains(doc, []byte("\xef\xbf")) && (bytes.Contains(doc, []byte("\ufffe")) || bytes.Contains(doc, []byte("\uffff"))) {
		return false
	}
	for {
		i := bytes.Index(doc, []byte("&#"))
		if i < 0 {
			return true
		}
		doc = doc[i:]
		n := 2
		for n < len(doc) && (isDigit(doc[n]) || isLetter(doc[n])) {
			n++
		}
		if n > 10 || illegalReference(doc) > 0 {
			return false
		}
		doc = doc[2:]
	}
}

// withoutSections takes what stands in sections of CDATA as it is and replaces
// references in the rest.
func (r *fastReader) withoutSections(raw []byte) string {
	if text, ok := bytes.CutPrefix(raw, cdataStart); ok && bytes.Index(text, cdataEnd) == len(text)-len(cdataEnd) {
		return string(text[:len(text)-len(cdataEnd)])
	}
	out := r.buf[:0]
	for {
		before, rest, ok := bytes.Cut(raw, cdataStart)
		text, after, closed := bytes.Cut(rest, cdataEnd)
		if !ok || !closed { // of which the latter may stand in a comment
			out = appendDecoded(out, raw)
			break
		}
		out = append(appendDecoded(out, before), text...)
		raw = after
	}
	r.buf = out
	return string(out)
}

// decoded replaces the references of HTML.
func (r *fastReader) decoded(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	r.buf = appendDecoded(r.buf[:0], raw)
	return string(r.buf)
}

// maxReference is how many bytes gofeed looks at to find the end of a reference.
const maxReference = 64

// appendDecoded appends text in which references are replaced, as gofeed does it.
func appendDecoded(out, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			return append(out, raw...)
		}
		out = append(out, raw[:i]...)
		raw = raw[i:]
		if c, n := commonReference(raw); n > 0 {
			out = append(out, c)
			raw = raw[n:]
			continue
		}
		if c, n := numbered(raw); n > 0 && (c >= ' ' && c <= '~' || c > 0x9f && !utf16.IsSurrogate(c)) {
			out = utf8.AppendRune(out, c) // HTML has other ideas of the rest
			raw = raw[n:]
			continue
		}
		n := bytes.IndexByte(raw[:min(len(raw), maxReference)], ';') + 1
		text, ok := reference(raw[:n])
		if !ok {
			text, n = "&", 1
		}
		out = append(out, text...)
		raw = raw[n:]
	}
}

// commonReference reads a reference to a character that XML has a name for, as most
// are; n is its length, or zero.
func commonReference(b []byte) (c byte, n int) {
	if len(b) < 4 {
		return 0, 0
	}
	switch b[1] {
	case 'l':
		if b[2] == 't' && b[3] == ';' {
			return '<', 4
		}
	case 'g':
		if b[2] == 't' && b[3] == ';' {
			return '>', 4
		}
	case 'a':
		if bytes.HasPrefix(b, []byte("&amp;")) {
			return '&', 5
		}
		if bytes.HasPrefix(b, []byte("&apos;")) {
			return '\'', 6
		}
	case 'q':
		if bytes.HasPrefix(b, []byte("&quot;")) {
			return '"', 6
		}
	}
	return 0, 0
}

// reference replaces what stands between & and the next semicolon, if that is a
// reference with it and would be none, or another, without.
func reference(span []byte) (string, bool) {
	if len(span) == 0 || bytes.ContainsAny(span, " \t\r\n") {
		return "", false
	}
	text := string(span)
	plain := html.UnescapeString(text)
	return plain, plain != html.UnescapeString(text[:len(text)-1])+";"
}

// characters is the text of an attribute or extension as encoding/xml reads it: the
// references of XML are replaced, others stay, and lines end in \n.
func (r *fastReader) characters(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return string(raw)
	}
	r.buf = appendCharacters(r.buf[:0], raw)
	return string(r.buf)
}

func appendCharacters(out, raw []byte) []byte {
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; c {
		case '&':
			if c, n := commonReference(raw[i:]); n > 0 {
				out = append(out, c)
				i += n - 1
			} else if c, n := numbered(raw[i:]); n > 0 {
				out = utf8.AppendRune(out, c)
				i += n - 1
			} else {
				out = append(out, '&')
			}
		case '\r':
			out = append(out, '\n')
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
		default:
			out = append(out, c)
		}
	}
	return out
}

// numbered reads a numeric reference of XML; n is its length, or zero.
func numbered(b []byte) (c rune, n int) {
	if len(b) < 4 || b[1] != '#' {
		return 0, 0
	}
	end := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if end < 0 {
		return 0, 0
	}
	digits, base := b[2:end], 10
	if digits = bytes.TrimPrefix(digits, []byte("x")); len(digits) < end-2 {
		base = 16
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || v > utf8.MaxRune {
		return 0, 0
	}
	return rune(v), end + 1
}
