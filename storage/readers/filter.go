package readers

import (
	"strconv"
	"strings"
)

// translate says an expression of Newsboat's filters (doc/newsboat.asciidoc there, "Filter
// language") in the search language of Tidings. It reports false for what cannot be said:
// better no search than one that finds something else.
func translate(expression string) (string, bool) {
	p := filterParser{words: filterTokens(expression)}
	text, ok := p.or()
	return text, ok && p.at == len(p.words) && len(p.words) > 0
}

// filterParser walks through the words of an expression.
type filterParser struct {
	words []string
	at    int
	depth int
}

func (p *filterParser) next() string {
	if p.at >= len(p.words) {
		return ""
	}
	p.at++
	return p.words[p.at-1]
}

func (p *filterParser) accept(word string) bool {
	if p.at < len(p.words) && strings.EqualFold(p.words[p.at], word) {
		p.at++
		return true
	}
	return false
}

func (p *filterParser) or() (string, bool) {
	text, ok := p.and()
	for ok && p.accept("or") {
		var more string
		more, ok = p.and()
		text = "(" + text + " OR " + more + ")"
	}
	return text, ok
}

func (p *filterParser) and() (string, bool) {
	text, ok := p.one()
	for ok && p.accept("and") {
		var more string
		more, ok = p.one()
		text += " " + more
	}
	return text, ok
}

// deepestFilter is how many parentheses stand in each other at most.
const deepestFilter = 50

func (p *filterParser) one() (string, bool) {
	if p.accept("(") {
		if p.depth++; p.depth > deepestFilter {
			return "", false
		}
		text, ok := p.or()
		return "(" + text + ")", ok && p.accept(")")
	}
	field, operator, value := strings.ToLower(p.next()), p.next(), p.next()
	return condition(field, operator, value)
}

// condition is a comparison. Patterns (=~) are those of another library and stay behind.
func condition(field, operator, value string) (string, bool) {
	not := ""
	if strings.HasPrefix(operator, "!") {
		not, operator = "-", operator[1:]
	}
	quoted := `"` + strings.ReplaceAll(value, `"`, " ") + `"`
	if strings.TrimSpace(value) == "" {
		return "", false
	}
	is, contains := operator == "=" || operator == "==", operator == "#"
	switch {
	case field == "unread" && is:
		if (value == "yes") == (not == "") {
			return "is:unread", true
		}
		return "is:read", true
	case field == "title" && contains:
		return not + "title:" + quoted, true
	case (field == "content" || field == "description") && contains:
		return not + "text:" + quoted, true
	case field == "author" && (is || contains):
		return not + "author:" + quoted, true
	case field == "feedtitle" && (is || contains):
		return not + "from:" + quoted, true
	case field == "tags" && contains:
		return not + "folder:" + quoted, true
	case field == "feedlink", field == "link" && contains:
		return "", false
	case field == "age" && not == "":
		return age(operator, value)
	}
	return "", false
}

// age is how many days ago an article was published, at most or at least.
func age(operator, value string) (string, bool) {
	days, err := strconv.Atoi(value)
	if err != nil || days < 0 || days > 36_500 {
		return "", false
	}
	switch operator {
	case "<", "<=":
		return "since:" + strconv.Itoa(days) + "d", true
	case ">", ">=":
		return "before:" + strconv.Itoa(days) + "d", true
	case "between":
		return "", false
	}
	return "", false
}

// filterTokens parts an expression into names, operators, texts without their quotes, and
// parentheses.
func filterTokens(s string) []string {
	var out []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		n := 1
		switch {
		case s[0] == '"' || s[0] == '\'':
			end := strings.IndexByte(s[1:], s[0])
			if end < 0 {
				return nil
			}
			out = append(out, s[1:1+end])
			s = s[end+2:]
			continue
		case s[0] == '(' || s[0] == ')':
		case strings.ContainsRune("=!<>#~", rune(s[0])):
			n = len(s) - len(strings.TrimLeft(s, "=!<>#~"))
		default:
			if n = strings.IndexAny(s, " \t=!<>#~()\"'"); n < 0 {
				n = len(s)
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}
