package parse

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// UTF8 returns a document, feed or web page, in UTF-8 without a byte order mark
// and without the control characters that windows-1252 taken for Latin-1 leaves.
// The encoding is said by, in this order: the byte order mark or the pattern of
// zero bytes; the HTTP header; the XML declaration or HTML meta; else it is
// UTF-8 where that fits, else guessed. A statement that the bytes contradict
// does not count. A document in UTF-8 with some bad bytes is not guessed at:
// only the bytes are replaced. The result always is valid UTF-8.
func UTF8(body []byte, contentType string) []byte {
	return withoutC1(decode(body, contentType))
}

func decode(body []byte, contentType string) []byte {
	if e := wideEncoding(body); e != nil {
		if text, err := e.NewDecoder().Bytes(body); err == nil {
			return bytes.ToValidUTF8(text, replacement)
		}
	}
	mark := bytes.HasPrefix(body, []byte("\ufeff"))
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	valid := utf8.Valid(body)
	if mark && valid {
		return body
	}
	saysUTF8 := mark
	for _, label := range []string{headerCharset(contentType), declaredCharset(body)} {
		e, name := lookup(label)
		switch {
		case e == nil:
		case name == "utf-8":
			saysUTF8 = true
		case valid && (isASCII(body) || isSingleByte(name) || hasMuchUTF8(body)) && name != "iso-2022-jp":
			// Text that happens to be valid UTF-8 is UTF-8: servers and
			// templates state Latin-1 or GB2312 out of habit.
			return body
		case !saysUTF8 || !mostlyUTF8(body):
			if text, ok := decodeWith(e, body); ok {
				return text
			}
		}
	}
	switch {
	case valid:
		return body
	case mostlyUTF8(body), bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")): // JSON is UTF-8 (RFC 8259)
		return replaceBad(body)
	}
	return guess(body)
}

// withoutC1 replaces the characters U+0080 to U+009F by those that windows-1252
// has at these places: quotation marks and dashes.
func withoutC1(text []byte) []byte {
	isC1 := func(i int) bool { return i+1 < len(text) && text[i] == 0xc2 && text[i+1] < 0xa0 }
	first := -1
	for i := 0; first < 0; i++ {
		n := bytes.IndexByte(text[i:], 0xc2)
		if n < 0 {
			return text
		}
		if i += n; isC1(i) {
			first = i
		}
	}
	out := bytes.Clone(text[:first])
	for i := first; i < len(text); i++ {
		if !isC1(i) {
			out = append(out, text[i])
			continue
		}
		i++
		if r := charmap.Windows1252.DecodeByte(text[i]); r != utf8.RuneError {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

var replacement = []byte("\ufffd")

// wideEncoding recognises UTF-16 and UTF-32 by their mark, or by the zero bytes
// around the first characters.
func wideEncoding(b []byte) encoding.Encoding {
	has := func(prefix string) bool { return bytes.HasPrefix(b, []byte(prefix)) }
	switch {
	case has("\x00\x00\xfe\xff"), has("\x00\x00\x00<"), has("\x00\x00\x00{"):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case has("\xff\xfe\x00\x00"), has("<\x00\x00\x00"), has("{\x00\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case has("\xfe\xff"), has("\x00<"), has("\x00{"), has("\x00\n\x00<"), has("\x00\r\x00\n"):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case has("\xff\xfe"), has("<\x00"), has("{\x00"), has("\n\x00<\x00"), has("\r\x00\n\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	return damagedUTF16(b)
}

// damagedUTF16 recognises UTF-16 whose mark is damaged by the zero bytes that every
// other byte of markup is in it.
func damagedUTF16(b []byte) encoding.Encoding {
	const sample = 64
	if len(b) < sample {
		return nil
	}
	var zeros [2]int
	for i, c := range b[:sample] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[0] > sample/2-8 && zeros[1] < 2:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case zeros[1] > sample/2-8 && zeros[0] < 2:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

// headerCharset reads the charset of a Content-Type header, however it is
// written; mime.ParseMediaType refuses many that are sent.
func headerCharset(contentType string) string {
	lower := strings.ToLower(contentType)
	i := strings.Index(lower, "charset=")
	if i < 0 {
		return ""
	}
	value := strings.TrimLeft(lower[i+len("charset="):], " \"'")
	if j := strings.IndexAny(value, " \"';,"); j >= 0 {
		value = value[:j]
	}
	return value
}

var (
	xmlDeclared  = regexp.MustCompile(`<\?xml[^>]*?encoding\s*=\s*["']\s*([^"'\s]+)`)
	htmlDeclared = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([^"'\s/>;]+)`)
)

// declaredCharset is what the document says of itself near its beginning.
func declaredCharset(body []byte) string {
	head := body[:min(len(body), 4096)]
	for _, declared := range []*regexp.Regexp{xmlDeclared, htmlDeclared} {
		if m := declared.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// lookup finds an encoding by any of its names. UTF-16 and UTF-32 are not among
// them: a document whose declaration could be read is in neither.
func lookup(label string) (encoding.Encoding, string) {
	if label == "" {
		return nil, ""
	}
	e, name := charset.Lookup(label)
	if name == "replacement" || name == "x-user-defined" || strings.HasPrefix(name, "utf-16") {
		return nil, ""
	}
	return e, name
}

// decodeWith decodes, unless the bytes contradict the encoding: then a
// replacement character stands in the text for every few characters. One damaged
// place does not contradict it.
func decodeWith(e encoding.Encoding, body []byte) ([]byte, bool) {
	text, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return nil, false
	}
	return text, bytes.Count(text, replacement) <= max(2, len(text)/200)
}

func isSingleByte(name string) bool {
	return strings.HasPrefix(name, "windows-") || strings.HasPrefix(name, "iso-8859-") ||
		strings.HasPrefix(name, "koi8-") || name == "macintosh" || name == "x-mac-cyrillic" || name == "ibm866"
}

// muchUTF8 is how many characters in valid UTF-8 are not so by chance in an encoding of
// two bytes: one of seven pairs in GB2312 fits, fewer in others.
const muchUTF8 = 10

// hasMuchUTF8 reports whether valid UTF-8 has enough characters that are not ASCII.
func hasMuchUTF8(body []byte) bool {
	n := 0
	for _, c := range body {
		if c >= 0xc0 {
			if n++; n == muchUTF8 {
				return true
			}
		}
	}
	return false
}

func isASCII(body []byte) bool { return firstHigh(body) < 0 }

// firstHigh is the index of the first byte that is not ASCII.
func firstHigh(body []byte) int {
	for i, c := range body {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// mostlyUTF8 reports whether as much of what is not ASCII is good UTF-8 as is not,
// which other encodings hardly ever are by chance, or all but two damaged places
// behind a good character.
func mostlyUTF8(body []byte) bool {
	good, bad, before, places, last := 0, 0, 0, 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			if bad == 0 {
				before = good
			}
			if bad == 0 || i-last >= utf8.UTFMax {
				places++
			}
			last = i
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 0 && good >= bad || before > 0 && places <= 2
}

// replaceBad replaces what is not UTF-8. A lone byte that windows-1252 has a
// quotation mark or dash for becomes that: text pasted from elsewhere.
func replaceBad(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/64)
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		c := body[i]
		switch {
		case r != utf8.RuneError || n > 1:
			out = append(out, body[i:i+n]...)
		case c < 0xa0 && (i == 0 || body[i-1] < utf8.RuneSelf) && (i+1 == len(body) || body[i+1] < utf8.RuneSelf):
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(c))
		case !bytes.HasSuffix(out, replacement):
			out = append(out, replacement...)
		}
		i += n
	}
	return out
}

// guess decodes by the frequencies of letters, else as windows-1252, in which
// every byte means something.
func guess(body []byte) []byte {
	from := max(0, firstHigh(body)-256)
	sample := body[from:min(len(body), from+32<<10)]
	if best, err := chardet.NewTextDetector().DetectBest(sample); err == nil {
		label := strings.Replace(best.Charset, "GB-18030", "gb18030", 1)
		if e, name := lookup(label); e != nil && name != "utf-8" {
			if text, ok := decodeWith(e, body); ok {
				return text
			}
		}
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, replacement)
	}
	return text
}
