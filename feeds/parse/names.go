package parse

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds"
)

// lastName parts the last of several names from those before it, in the languages that
// write their names with blanks: "A, B and C".
var lastName = regexp.MustCompile(`,? (?:and|und|et|y|e|i|en|och|og|ja|&) `)

// particles stand within a name in small letters.
var particles = map[string]bool{
	"da": true, "de": true, "del": true, "della": true, "den": true, "der": true, "di": true, "dos": true, "du": true,
	"el": true, "la": true, "le": true, "ten": true, "van": true, "von": true, "zu": true, "bin": true, "al": true,
}

// addNames adds an author, or several who are clearly that: three or more in a row with
// commas, an "and" before the last, and each of a first name and a surname. So neither
// "Surname, First name" nor "Marks and Mills" is taken apart.
func (p *people) addNames(text string) {
	whole := person(text)
	names := severalNames(whole.Name)
	if whole.Email != "" || len(names) == 0 {
		p.add(whole)
		return
	}
	for _, name := range names {
		p.add(feeds.Author{Name: name})
	}
}

// severalNames are the names in a text; none if it is not clear that there are several.
func severalNames(text string) []string {
	last := lastName.FindAllStringIndex(text, -1)
	if len(last) != 1 {
		return nil
	}
	names := append(strings.Split(text[:last[0][0]], ", "), text[last[0][1]:])
	if len(names) < 3 || len(names) > maxParts {
		return nil
	}
	for _, name := range names {
		if !isFullName(name) {
			return nil
		}
	}
	return names
}

// isFullName reports whether a text is two to four names, particles aside.
func isFullName(text string) bool {
	n := 0
	for word := range strings.FieldsSeq(text) {
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.IsUpper(first) && !strings.ContainsAny(word, "0123456789,;:/@()"):
			n++
		case n == 0 || !particles[word]:
			return false
		}
	}
	return n >= 2 && n <= 4
}
