package parse

import (
	"strings"

	"tidings/feeds"
)

// person reads an author as RSS has them: "Name", "mail@host", "mail@host (Name)",
// "Name (mail@host)", "Name <mail@host>", "mailto:mail@host".
func person(text string) feeds.Author {
	text = plainPerson(text)
	for _, brackets := range []string{"<>", "()", "[]"} {
		before, rest, ok := strings.Cut(text, brackets[:1])
		inside, after, closed := strings.Cut(rest, brackets[1:])
		if !ok || !closed || strings.TrimSpace(after) != "" {
			continue
		}
		before, inside = strings.TrimSpace(before), strings.TrimSpace(inside)
		switch {
		case isMail(inside):
			return feeds.Author{Name: unquote(before), Email: withoutScheme(inside)}
		case isMail(before):
			return feeds.Author{Name: unquote(inside), Email: withoutScheme(before)}
		}
	}
	if isMail(text) {
		return feeds.Author{Email: withoutScheme(text)}
	}
	if mail, name, ok := strings.Cut(text, " "); ok && isMail(mail) {
		return feeds.Author{Name: unquote(strings.TrimSpace(name)), Email: withoutScheme(mail)}
	}
	if isWeb(text) && !strings.Contains(text, " ") {
		return feeds.Author{URL: text}
	}
	return feeds.Author{Name: unquote(text)}
}

// plainPerson is plain text that keeps <mail@host>.
func plainPerson(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return oneLine(text)
	}
	return oneLine(unescape(withoutTags(text)))
}

// isMail reports whether a word is an e-mail address.
func isMail(s string) bool {
	name, host, ok := strings.Cut(withoutScheme(s), "@")
	return ok && name != "" && host != "" && !strings.ContainsAny(name+host, " @,;<>()\"")
}

func withoutScheme(mail string) string { return strings.TrimPrefix(mail, "mailto:") }

// unquote drops the quotation marks around a name.
func unquote(name string) string {
	if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
		return name[1 : len(name)-1]
	}
	return name
}

// people keeps the authors that say something, each once.
type people []feeds.Author

func (p *people) add(a feeds.Author) {
	if a == (feeds.Author{}) || len(*p) == maxParts {
		return
	}
	for i, other := range *p {
		if a.Name == other.Name && (a.Email == other.Email || a.Email == "" || other.Email == "") {
			if other.Email == "" {
				(*p)[i].Email = a.Email
			}
			if other.URL == "" {
				(*p)[i].URL = a.URL
			}
			return
		}
	}
	*p = append(*p, a)
}

// addAll adds an author, or several that each have an address: "mail@host (Name),
// mail@host (Name)".
func (p *people) addAll(text string) {
	if !strings.Contains(text, "), ") {
		p.add(person(text))
		return
	}
	list := strings.SplitAfter(text, "), ")
	all := make([]feeds.Author, 0, min(len(list), maxParts))
	for _, one := range list[:min(len(list), maxParts)] {
		a := person(strings.TrimSuffix(one, ", "))
		if a.Email == "" || a.Name == "" {
			p.add(person(text))
			return
		}
		all = append(all, a)
	}
	for _, a := range all {
		p.add(a)
	}
}
