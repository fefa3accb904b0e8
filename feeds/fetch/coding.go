package fetch

import (
	"bytes"
	"fmt"
	"strings"
)

// sniffed is how many bytes of a body tell its coding.
const sniffed = 16

// codingOf is how a body is packed that begins with head: by what it begins with,
// which servers cannot mistake, else by its label; empty: it is not packed.
func codingOf(head []byte, label string) (string, error) {
	if coding := magic(head); coding != "" {
		return coding, nil
	}
	label = strings.ToLower(strings.TrimSpace(label))
	if len(head) == 0 || isText(head) {
		return "", nil // a label that was left on what somebody has unpacked on the way
	}
	switch label {
	case "", "identity", "none", "utf-8": // the last two are mistakes of servers
		return "", nil
	case "br", "deflate":
		return label, nil
	case "gzip", "x-gzip":
		if isZlib(head) {
			return "deflate", nil
		}
		return "gzip", nil // which it is not: the decoder says so
	case "zstd":
		return "zstd", nil
	}
	return "", fmt.Errorf("unknown Content-Encoding %q", label)
}

// magic is the coding that cannot begin in another way; empty: none of these.
func magic(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		return "gzip"
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd"
	}
	return ""
}

// isZlib reports whether a body begins as zlib's frame does (RFC 1950, section 2.2).
func isZlib(head []byte) bool {
	return len(head) >= 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0
}

// isText reports whether a body begins as documents do that are not packed. Brotli and
// deflate have no mark of their own, so a few letters are asked for.
func isText(head []byte) bool {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"))
	for _, begin := range []string{"<?xml", "<rss", "<feed", "<rdf", "<html", "<!doctype", "<!--", "<svg", "{\"", "[{\""} {
		if bytes.HasPrefix(text, []byte(begin)) {
			return true
		}
	}
	return false
}
