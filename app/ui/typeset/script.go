package typeset

import "github.com/go-text/typesetting/language"

// scriptOf is the script of a character; Common for what all scripts share.
func scriptOf(r rune) language.Script {
	if r < 128 {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return language.Latin
		}
		return language.Common
	}
	s := language.LookupScript(r)
	if s == language.Inherited || s == language.Unknown {
		return language.Common
	}
	return s
}

// scripts gives every character a script (UAX #24): what is common takes that
// of what stands before it, at the start that of what follows, and a closing
// bracket that of its opening one.
func scripts(text []rune) []language.Script {
	out := make([]language.Script, len(text))
	var open [16]language.Script // of brackets; deeper ones are not told apart
	depth, last, first := 0, language.Common, language.Common
	for i, r := range text {
		s := scriptOf(r)
		if s == language.Common {
			s = last
			switch {
			case !maybeBracket(r):
			case isOpening(r):
				if depth < len(open) {
					open[depth] = last
				}
				depth++
			case depth > 0:
				depth--
				if depth < len(open) && open[depth] != language.Common {
					s = open[depth]
				}
			}
		} else if first == language.Common {
			first = s
		}
		last = s
		out[i] = s
	}
	for i := range out {
		if out[i] != language.Common {
			break
		}
		out[i] = first
	}
	return out
}

func isOpening(r rune) bool {
	switch r {
	case '(', '[', '{':
		return true
	case ')', ']', '}':
		return false
	}
	return counterpart(r) > r
}
