package content

// Characters that change the direction of text (UAX 9). Overrides are dropped:
// they serve to make one text look like another. Embeddings become isolates,
// which leave alone what is around them, and isolates end with their line.
const (
	isolateEnd   = "\u2069"
	maxIsolates  = 8
	leftIsolate  = "\u2066"
	rightIsolate = "\u2067"
)

// directs reports whether s begins with a character that changes the direction
// of text. All of them have three bytes.
func directs(s string) bool {
	if len(s) < 3 || s[0] != 0xE2 {
		return false
	}
	return s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE || s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9
}

// direct takes such a character.
func (l *inline) direct(s string, as look) {
	switch s {
	case "\u202A":
		s = leftIsolate
	case "\u202B":
		s = rightIsolate
	case "\u202C":
		s = isolateEnd
	case "\u202D", "\u202E":
		return
	}
	switch {
	case as.link != "": // a link shows nothing but its own text, as it is
	case s == isolateEnd && l.isolates > 0:
		l.isolates--
		l.solid(s, as)
	case s != isolateEnd && l.isolates < maxIsolates:
		l.isolates++
		l.isolated = true
		l.solid(s, as)
	}
}

// endIsolates ends those that are open.
func (l *inline) endIsolates() {
	for ; l.isolates > 0; l.isolates-- {
		l.put(isolateEnd, look{})
	}
}

func isDirecting(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// blankOrDirecting reports whether a character shows nothing by itself.
func blankOrDirecting(r rune) bool { return blank(r) || isDirecting(r) }
