package query

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// A needle is worth looking for from so many bytes on, and together with so many
// others at most.
const (
	leastNeedle = 3
	mostNeedles = 8
)

// needles are texts of which one stands in everything that a regular expression
// matches, if there are such; their letters are small and match capitals too. To
// look for them first is many times as fast as the expression.
func needles(source string) []string {
	re, err := syntax.Parse(source, syntax.Perl|syntax.FoldCase)
	if err != nil {
		return nil
	}
	list := required(re)
	if len(list) > mostNeedles || shortest(list) < leastNeedle {
		return nil
	}
	return list
}

// shortest is the least length of several texts; 0 if there are none.
func shortest(list []string) int {
	if len(list) == 0 {
		return 0
	}
	return len(slices.MinFunc(list, func(a, b string) int { return len(a) - len(b) }))
}

// required are literals of which each match has at least one.
func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{plainest(re.Rune)}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if list := required(sub); shortest(list) > shortest(best) {
				best = list
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			list := required(sub)
			if shortest(list) == 0 {
				return nil
			}
			all = append(all, list...)
		}
		return all
	}
	return nil
}

// plainest is the longest run of characters that have no other form than a small
// and a capital letter of ASCII. K and S have: the Kelvin sign and the long s.
func plainest(runes []rune) string {
	var best, run strings.Builder
	end := func() {
		if run.Len() > best.Len() {
			best.Reset()
			best.WriteString(run.String())
		}
		run.Reset()
	}
	for _, r := range runes {
		if unicode.SimpleFold(r) != r && (r >= 0x80 || strings.ContainsRune("kKsS", r)) {
			end()
			continue
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		run.WriteRune(r)
	}
	end()
	return best.String()
}

// hasNeedle reports whether a needle stands in a text.
func hasNeedle(text, needle string) bool {
	small, capital := needle[0], needle[0]
	if small >= 'a' && small <= 'z' {
		capital -= 'a' - 'A'
	}
	// Where each form comes next, so that no letter is passed twice.
	nextSmall, nextCapital := -1, -1
	for at := 0; at+len(needle) <= len(text); at++ {
		nextSmall, nextCapital = nextByte(text, small, nextSmall, at), nextByte(text, capital, nextCapital, at)
		at = min(nextSmall, nextCapital)
		if at+len(needle) <= len(text) && sameLetters(text[at:at+len(needle)], needle) {
			return true
		}
	}
	return false
}

// nextByte is where c stands at or behind at; known is the last answer.
func nextByte(text string, c byte, known, at int) int {
	if known >= at {
		return known
	}
	if i := strings.IndexByte(text[at:], c); i >= 0 {
		return at + i
	}
	return len(text)
}

// sameLetters compares with a needle of the same length.
func sameLetters(text, needle string) bool {
	for i := range len(needle) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != needle[i] {
			return false
		}
	}
	return true
}
