package typeset

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// maxBrackets is how many brackets may be open at a time (UAX #9, BD16).
const maxBrackets = 63

// brackets gives both brackets of a pair the same direction (N0).
func (s *sequence) brackets() {
	own := direction(s.level)
	for _, pair := range s.bracketPairs() {
		found, opposite := false, false
		for i := pair[0] + 1; i < pair[1]; i++ {
			switch c := s.class(i); {
			case isNeutral(c) || c == bidi.NSM:
			case strongOf(c) == own:
				found = true
			default:
				opposite = true
			}
		}
		switch {
		case found:
			s.setPair(pair, own)
		case opposite:
			before := s.sos
			for i := pair[0] - 1; i >= 0; i-- {
				if c := s.class(i); !isNeutral(c) {
					before = strongOf(c)
					break
				}
			}
			if before == own {
				s.setPair(pair, own)
			} else {
				s.setPair(pair, opposed(own))
			}
		}
	}
}

func opposed(c bidi.Class) bidi.Class {
	if c == bidi.L {
		return bidi.R
	}
	return bidi.L
}

// setPair gives a direction to both brackets and to the marks that follow them.
func (s *sequence) setPair(pair [2]int, c bidi.Class) {
	for _, i := range pair {
		s.set(i, c)
		for j := i + 1; j < len(s.at) && s.p.orig[s.at[j]] == bidi.NSM; j++ {
			s.set(j, c)
		}
	}
}

// bracketPairs finds the pairs in the order of their opening brackets (BD16).
func (s *sequence) bracketPairs() [][2]int {
	type opened struct {
		closing rune
		at      int
	}
	var stack []opened
	var pairs [][2]int
	for i, at := range s.at {
		r := s.p.text[at]
		if !maybeBracket(r) || s.class(i) != bidi.ON {
			continue
		}
		props, _ := bidi.LookupRune(r)
		switch {
		case !props.IsBracket():
		case props.IsOpeningBracket():
			if len(stack) == maxBrackets {
				return nil
			}
			stack = append(stack, opened{sameBracket(counterpart(r)), i})
		default:
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].closing == sameBracket(r) {
					pairs = append(pairs, [2]int{stack[k].at, i})
					stack = stack[:k]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	return pairs
}

// maybeBracket tells cheaply that most characters are no brackets.
func maybeBracket(r rune) bool {
	switch r {
	case '(', ')', '[', ']', '{', '}':
		return true
	}
	return r >= 0xF3A && (r <= 0xF3D || r >= 0x169B && r <= 0x169C || r >= 0x2045 && r <= 0x301B || r >= 0xFE59)
}

// counterpart is the closing bracket to an opening one.
func counterpart(r rune) rune {
	for _, c := range bidi.ReverseString(string(r)) {
		return c
	}
	return r
}

// sameBracket joins the two angle brackets that Unicode holds to be the same.
func sameBracket(r rune) rune {
	if r == 0x232A {
		return 0x3009
	}
	return r
}
