package query

import (
	"slices"
	"strconv"
	"strings"

	"tidings/feeds"
	"tidings/feeds/language"
)

// aliases are other names of fields, understood but not proposed.
var aliases = map[string]string{"by": "author", "feed": "from", "after": "since"}

func (c *completer) proposeFields() {
	typed := strings.ToLower(c.typed)
	for _, f := range fieldHelp {
		if strings.HasPrefix(f.Name, typed) || typed != "" && hasAlias(f.Name, typed) {
			insert := f.Name + ":"
			if f.Name == "re" && !strings.HasSuffix(c.text[c.from:c.to], ":") {
				insert += "/"
			}
			c.add(insert, f.Name+":", f.Hint, false)
		}
	}
}

func hasAlias(name, typed string) bool {
	for alias, of := range aliases {
		if of == name && strings.HasPrefix(alias, typed) {
			return true
		}
	}
	return false
}

// The least letters of a word without a field that propose a condition: names of
// feeds are many.
const (
	lettersOfConditions = 2
	lettersOfNames      = 3
)

// proposeConditions proposes whole conditions by their value alone: is:unread for
// "unr".
func (c *completer) proposeConditions() {
	n := len([]rune(c.typed))
	if n < lettersOfConditions {
		return
	}
	for _, x := range isNames {
		c.value("is", x.name, x.hint, beginsWith(x.name, c.typed))
	}
	for _, x := range hasNames {
		c.value("has", x.name, x.hint, beginsWith(x.name, c.typed))
	}
	c.topics()
	if n >= lettersOfNames {
		c.named("from", c.names.Feeds)
		c.named("folder", c.names.Folders)
	}
}

// proposeValues proposes values of the field.
func (c *completer) proposeValues() {
	switch f := canonical(c.field); f {
	case "is":
		c.choices(f, isNames)
	case "has":
		c.choices(f, hasNames)
	case "topic":
		c.topics()
	case "from":
		c.named(f, c.names.Feeds)
	case "folder":
		c.named(f, c.names.Folders)
	case "author":
		c.named(f, c.names.Authors)
	case "lang":
		c.languages()
	case "since", "before", "on":
		c.dates(f)
	case "words":
		c.lengths()
	}
}

// canonical is the name under which a field is proposed.
func canonical(field string) string {
	if name, ok := aliases[field]; ok {
		return name
	}
	return field
}

// value proposes a value if ok: with the name of its field where none is there.
func (c *completer) value(field, value, hint string, ok bool) {
	if !ok {
		return
	}
	value = Quoted(value)
	insert := value
	if c.field == "" {
		insert = field + ":" + value
	}
	c.add(insert, field+":"+value, hint, true)
}

func beginsWith(name, typed string) bool { return strings.HasPrefix(name, strings.ToLower(typed)) }

func (c *completer) choices(field string, list []named) {
	for _, x := range list {
		c.value(field, x.name, x.hint, beginsWith(x.name, c.typed))
	}
}

// topics are proposed by the name that the reader sees, and found by their key too.
func (c *completer) topics() {
	list := c.names.Topics
	if list == nil {
		list = feeds.Topics
	}
	for _, t := range list {
		name := strings.ToLower(t.Name())
		c.value("topic", name, "about "+name, beginsWith(name, c.typed) || beginsWith(string(t), c.typed))
	}
}

var nameHints = map[string]string{"from": "this feed", "folder": "the feeds in this folder", "author": "this author"}

// named proposes names: those that begin as typed, then those with a word that does.
func (c *completer) named(field string, names []string) {
	typed, _ := language.FoldQuery(c.typed)
	if c.field == "" && len(typed) == 0 {
		return
	}
	var inner []string
	for _, name := range names {
		have := strings.Fields(language.Fold(name))
		switch {
		case len(have) == 0: // no search finds it
		case len(typed) == 0 || follow(have[:min(len(typed), len(have))], typed, true):
			c.value(field, name, nameHints[field], true)
		case follow(have, typed, true):
			inner = append(inner, name)
		}
	}
	for _, name := range inner {
		c.value(field, name, nameHints[field], true)
	}
}

// languages are found by their tag and by what they call themselves.
func (c *completer) languages() {
	typed, _ := language.FoldQuery(c.typed)
	for _, tag := range c.names.Languages {
		own := language.Name(tag)
		tag = strings.ToLower(tag)
		c.value("lang", tag, own, beginsWith(tag, c.typed) ||
			len(typed) > 0 && follow(strings.Fields(language.Fold(own)), typed, true))
	}
}

// agoUnits are the units of a time ago.
var agoUnits = []struct{ letter, name string }{{"d", "day"}, {"w", "week"}, {"m", "month"}, {"y", "year"}, {"h", "hour"}}

func (c *completer) dates(field string) {
	if n, err := strconv.ParseUint(c.typed, 10, 16); err == nil && n > 0 && len(c.typed) < 4 {
		for _, u := range agoUnits {
			c.value(field, c.typed+u.letter, c.typed+" "+plural(u.name, n)+" ago", field != "on" || u.letter == "d")
		}
		return
	}
	typed := strings.Join(strings.Fields(c.typed), "-")
	for i, d := range dateNames {
		if i == 2 && field != "on" { // behind the days; more than these say the same in other words
			c.value(field, "7d", "7 days ago", typed == "")
			c.value(field, "30d", "30 days ago", typed == "")
		}
		c.value(field, d.name, d.hint, beginsWith(d.name, typed))
	}
}

func plural(noun string, n uint64) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

func (c *completer) lengths() {
	for _, x := range []struct{ value, hint string }{
		{">800", "more than 800 words"}, {"<300", "fewer than 300 words"}, {"300..800", "from 300 to 800 words"},
	} {
		c.value("words", x.value, x.hint, strings.HasPrefix(x.value, c.typed))
	}
}

// Quoted is a value as it must be typed: in quotes if it would not be read as one
// word. Quotes in it, which a search does not see, become spaces.
func Quoted(value string) string {
	tokens := lex(value)
	plain := len(tokens) == 2 && tokens[0].kind == word && tokens[0].text == value && !strings.HasSuffix(value, "*") &&
		!slices.Contains([]string{"AND", "OR", "NOT"}, value)
	if plain {
		return value
	}
	parts := strings.FieldsFunc(value, func(r rune) bool { return quotes[r] != "" || isSpace(r) })
	return `"` + strings.Join(parts, " ") + `"`
}
