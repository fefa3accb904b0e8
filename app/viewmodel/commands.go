package viewmodel

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Command is something that can be done, with the key that does it too.
type Command struct {
	Name string
	Keys string // empty: none
	Do   func()
}

// Commands are those whose name has every word that was typed, at the beginning of one
// of its own words. Those that begin with the first of them stand first.
func Commands(list []Command, typed string) []Command {
	words := strings.Fields(strings.ToLower(typed))
	var first, rest []Command
	for _, c := range list {
		parts := strings.FieldsFunc(strings.ToLower(c.Name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		begins := func(word string) bool {
			return slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, word) })
		}
		if slices.ContainsFunc(words, func(word string) bool { return !begins(word) && !inName(c.Name, word) }) {
			continue
		}
		if len(words) > 0 && len(parts) > 0 && strings.HasPrefix(parts[0], words[0]) {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// CommandHead is what tells a command from others: keys explain behind a colon or a
// comma what a menu only names.
func CommandHead(name string) string {
	if i := strings.IndexAny(name, ":,"); i > 0 {
		name = name[:i]
	}
	return strings.ToLower(strings.TrimSuffix(name, "…"))
}

// inName finds a word inside a name whose script does not part words, such as the name
// of a Chinese source.
func inName(name, word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return r >= 0x0E00 && strings.Contains(strings.ToLower(name), word)
}
