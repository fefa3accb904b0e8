package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode makes UTF-8 of a page: by its byte order mark, by the HTTP header, as
// it is when all of it is valid UTF-8, by what the page says, by guessing. Most
// pages are UTF-8, and what those say of themselves is wrong more often than
// not; so being valid counts for more.
func decode(body []byte, contentType string) string {
	if e := byMark(body); e != nil {
		return decoded(body, e)
	}
	valid := utf8.Valid(body)
	if e, name := byHeader(contentType); e != nil && (name != "utf-8" || !valid) {
		if !(valid && !ascii(body) && singleByte(name)) {
			return decoded(body, e)
		}
	}
	if valid {
		return string(body)
	}
	if e, name := charset.Lookup(byMeta(body)); e != nil && name != "utf-8" {
		return decoded(body, e)
	} else if e != nil && nearlyUTF8(body) {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	if r, err := chardet.NewHtmlDetector().DetectBest(sample(body)); err == nil {
		if e, _ := charset.Lookup(r.Charset); e != nil {
			return decoded(body, e)
		}
	}
	return decoded(body, charmap.Windows1252)
}

func decoded(body []byte, e encoding.Encoding) string {
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(out), "\uFEFF"), "\uFFFD")
}

func byMark(body []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8BOM
	case bytes.HasPrefix(body, []byte("\xFF\xFE")), bytes.HasPrefix(body, []byte("<\x00!\x00")), bytes.HasPrefix(body, []byte("<\x00h\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(body, []byte("\xFE\xFF")), bytes.HasPrefix(body, []byte("\x00<\x00!")), bytes.HasPrefix(body, []byte("\x00<\x00h")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

func byHeader(contentType string) (encoding.Encoding, string) {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil || params["charset"] == "" {
		return nil, ""
	}
	return charset.Lookup(params["charset"])
}

// singleByte reports whether every text is valid in an encoding, so that a
// header that names it proves nothing: servers send it for all they have.
func singleByte(name string) bool {
	return strings.HasPrefix(name, "windows-") || strings.HasPrefix(name, "iso-8859-")
}

func ascii(body []byte) bool {
	for _, c := range body {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// byMeta is the encoding that a page's <meta> names.
func byMeta(body []byte) string {
	head := bytes.ToLower(body[:min(len(body), 8192)])
	for {
		i := bytes.Index(head, []byte("charset"))
		if i < 0 {
			return ""
		}
		head = head[i+len("charset"):]
		v := bytes.TrimLeft(head, " \t\n")
		if !bytes.HasPrefix(v, []byte("=")) {
			continue
		}
		v = bytes.TrimLeft(v[1:], " \t\n\"'")
		if end := bytes.IndexAny(v, "\"'> ;/\n"); end > 0 {
			return string(v[:end])
		}
	}
}

// nearlyUTF8 reports whether only a few bytes are not UTF-8: a page put
// together of parts.
func nearlyUTF8(body []byte) bool {
	bad, wide := 0, 0
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			wide++
		}
		i += n
	}
	return bad*4 < wide
}

// sample is enough of a page to guess from.
func sample(body []byte) []byte { return body[:min(len(body), 64<<10)] }
