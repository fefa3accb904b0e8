package content

import "strings"

func (w *writer) lines(s string) {
	for {
		line, rest, more := strings.Cut(s, "\n")
		w.text(line)
		if !more {
			return
		}
		w.WriteString("<br>")
		s = rest
	}
}

func (w *writer) text(s string) {
	for {
		i := strings.IndexAny(s, "&<>")
		if i < 0 {
			w.WriteString(s)
			return
		}
		w.WriteString(s[:i])
		w.WriteString(entities[s[i]])
		s = s[i+1:]
	}
}

var entities = map[byte]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;"}

// attr writes an attribute, unless its value is empty.
func (w *writer) attr(key, val string) {
	if val == "" {
		return
	}
	w.WriteByte(' ')
	w.WriteString(key)
	w.WriteString(`="`)
	w.value(val)
	w.WriteByte('"')
}

// value writes the value of an attribute.
func (w *writer) value(val string) {
	for {
		i := strings.IndexAny(val, `&<>"`)
		if i < 0 {
			break
		}
		w.WriteString(val[:i])
		w.WriteString(entities[val[i]])
		val = val[i+1:]
	}
	w.WriteString(val)
}
