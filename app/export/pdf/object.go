package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// ref is the number of an object, from 1.
type ref int

// String is how objects refer to each other.
func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// alloc gives out a number for an object that is written later.
func (w *Writer) alloc() ref {
	w.objects = append(w.objects, 0)
	return ref(len(w.objects))
}

// begin begins an object; objects do not overlap.
func (w *Writer) begin(r ref) {
	w.objects[r-1] = w.at
	w.print(int(r), " 0 obj\n")
}

func (w *Writer) end() { w.print("endobj\n") }

// print writes strings and what has one.
func (w *Writer) print(parts ...any) {
	if w.err != nil {
		return
	}
	for _, p := range parts {
		var s string
		switch p := p.(type) {
		case string:
			s = p
		case int:
			s = strconv.Itoa(p)
		default:
			s = fmt.Sprint(p)
		}
		n, err := w.to.WriteString(s)
		w.at += int64(n)
		if err != nil {
			w.err = err
			return
		}
	}
}

// stream writes an object that is data, compressed; entries are those of its
// dictionary besides length and filter.
func (w *Writer) stream(r ref, entries string, data []byte) {
	w.raw(r, entries+"/Filter/FlateDecode", deflated(data))
}

// raw writes data as they are.
func (w *Writer) raw(r ref, entries string, data []byte) {
	w.begin(r)
	w.print("<<", entries, "/Length ", len(data), ">>\nstream\n")
	if w.err == nil {
		var n int
		n, w.err = w.to.Write(data)
		w.at += int64(n)
	}
	w.print("\nendstream\n")
	w.end()
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b) // cannot fail: a buffer takes everything
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// number is a measure with as many digits as can be seen.
func number(v float64) string {
	if math.IsNaN(v) || math.Abs(v) > 1e6 { // no page is so large
		return "0"
	}
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// text is a string for people: UTF-16 with its mark, in digits.
func text(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// literal is a string of ASCII; other bytes are left out.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c >= 0x20 && c < 0x7F:
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
	return b.String()
}

// escapeName is a name of any bytes.
func escapeName(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_' {
			b.WriteByte(c)
		} else if c != 0 {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
