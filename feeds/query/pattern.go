package query

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// maxPattern is how long a regular expression may be, in bytes.
const maxPattern = 1000

// A Pattern matches articles in whose title or text a regular expression finds
// something. Capitals make no difference unless it says (?-i), and ^ and $ are at
// the ends of lines.
type Pattern struct {
	Source  string
	re      *regexp.Regexp
	needles []string // one of them stands in every match; nil: not known
}

// NewPattern compiles a regular expression as package regexp knows it.
func NewPattern(source string) (Pattern, error) {
	if _, err := syntax.Parse(source, syntax.Perl); err != nil { // by itself, so that the error cites no more
		return Pattern{}, err
	}
	re, err := regexp.Compile("(?im)" + source)
	return Pattern{source, re, needles(source)}, err
}

// In reports whether the pattern finds something in a title or text.
func (p Pattern) In(text string) bool {
	if p.needles != nil && !slices.ContainsFunc(p.needles, func(needle string) bool { return hasNeedle(text, needle) }) {
		return false
	}
	return p.re != nil && p.re.MatchString(text)
}

// Places are the first ranges of bytes, at most n, where the pattern finds
// something, for highlights.
func (p Pattern) Places(text string, n int) [][2]int {
	if p.re == nil {
		return nil
	}
	var out [][2]int
	for _, r := range p.re.FindAllStringIndex(text, n) {
		if r[0] < r[1] {
			out = append(out, [2]int{r[0], r[1]})
		}
	}
	return out
}

// makePattern reads a pattern. What it returns is nil while it is being typed.
func (p *parser) makePattern(t token) Expr {
	if t.text == "" {
		return nil
	}
	if len(t.text) > maxPattern {
		p.fail(t, fmt.Sprintf("A regular expression may have %d characters.", maxPattern))
		return nil
	}
	if t.flags != "" && !strings.EqualFold(t.flags, "i") {
		t.from = t.to - len(t.flags)
		p.fail(t, "After the last slash only i may stand; capitals count with (?-i) at the beginning.")
		return nil
	}
	x, err := NewPattern(t.text)
	if err == nil {
		return x
	}
	if t.open {
		return nil
	}
	var wrong *syntax.Error
	if errors.As(err, &wrong) && wrong.Expr != "" {
		if i := strings.Index(t.text, wrong.Expr); i >= 0 {
			t.from += 1 + i
			t.to = t.from + len(wrong.Expr)
		}
		p.fail(t, patternMessage(wrong.Code))
		return nil
	}
	p.fail(t, patternMessage(""))
	return nil
}

var patternMessages = map[syntax.ErrorCode]string{
	syntax.ErrMissingParen:          "In this regular expression a bracket is not closed; \\( is the sign itself.",
	syntax.ErrUnexpectedParen:       "In this regular expression a bracket closes nothing; \\) is the sign itself.",
	syntax.ErrMissingBracket:        "In this regular expression a [ is not closed; \\[ is the sign itself.",
	syntax.ErrMissingRepeatArgument: "In this regular expression nothing stands before a sign that repeats it.",
	syntax.ErrInvalidRepeatOp:       "In this regular expression two signs that repeat follow each other.",
	syntax.ErrInvalidRepeatSize:     "In this regular expression something is repeated too often.",
	syntax.ErrInvalidEscape:         "In this regular expression the sign after \\ has no meaning.",
	syntax.ErrTrailingBackslash:     "In this regular expression nothing follows the \\ at its end.",
	syntax.ErrInvalidCharClass:      "In this regular expression a set of characters in [ ] is not right.",
	syntax.ErrInvalidCharRange:      "In this regular expression a range of characters is not right.",
	syntax.ErrInvalidPerlOp:         "In this regular expression what follows (? is not known; it cannot look ahead or behind.",
	syntax.ErrInvalidNamedCapture:   "In this regular expression the name of a group is not right.",
	syntax.ErrLarge:                 "This regular expression is too large.",
	syntax.ErrNestingDepth:          "This regular expression has too many brackets inside each other.",
}

func patternMessage(code syntax.ErrorCode) string {
	if m, ok := patternMessages[code]; ok {
		return m
	}
	return "This regular expression cannot be read."
}
