package query

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"tidings/feeds"
)

// Names are what the reader has, for proposals; those to be proposed first come
// first.
type Names struct {
	Feeds, Folders, Authors []string
	Languages               []string      // BCP 47
	Topics                  []feeds.Topic // nil: the built-in ones
}

// A Completion is one way how a search that is being typed may go on.
type Completion struct {
	Text  string // the search when it is taken
	At    int    // the caret then, in bytes
	Label string // what a list shows: `from:"Harbour News"`
	Hint  string // what it finds
}

// maxCompletions is how many proposals there are at most.
const maxCompletions = 8

// Complete proposes how a search that is being typed may go on, best first; at is
// the caret in bytes. Behind the name of a field these are its values, elsewhere
// names of fields and conditions that begin as the word at the caret does. There
// are none where nothing is being typed, but at the beginning of a search, of a
// bracket and behind a minus.
func Complete(text string, at int, names Names) []Completion {
	at = min(max(at, 0), len(text))
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	c := completer{text: text, names: names}
	switch c.find(at) {
	case aName:
		c.proposeFields()
	case aValue:
		c.proposeValues()
	case aWord:
		c.proposeFields()
		c.proposeConditions()
	case aWordInside: // title:(flood since…
		c.proposeValues()
		c.proposeFields()
	}
	return c.out
}

// What stands at the caret.
type place int

const (
	nothing     place = iota
	aName             // of a field, with its colon
	aValue            // of a field
	aWord             // of no field
	aWordInside       // of a bracket with a field before it
)

// A completer collects proposals for one place of a search.
type completer struct {
	text     string
	names    Names
	from, to int    // what a proposal replaces
	typed    string // what is there of it before the caret, without quotes
	field    string // whose value it is
	out      []Completion
}

// find tells what is being typed at the caret.
func (c *completer) find(at int) place {
	tokens := lex(c.text)
	own, brackets := "", []string{""} // the field before the caret, and those of the open brackets
	starts := true                    // nothing, a bracket or a minus stands before the caret
	for i, t := range tokens {
		c.from, c.to, c.typed = at, at, ""
		c.field = cmp.Or(own, brackets[len(brackets)-1])
		if t.from >= at {
			return c.between(t, at, own != "", starts)
		}
		if t.kind == field && at == t.to && tokens[i+1].glued {
			c.field = strings.ToLower(t.text)
			return c.before(tokens[i+1], at)
		}
		if at <= t.to && t.kind >= field && !(at == t.to && t.kind == field) {
			return c.inside(t, at, own != "")
		}
		starts = t.kind == open || t.kind == minus
		switch t.kind {
		case field:
			own = strings.ToLower(t.text)
			continue
		case minus:
			continue
		case open:
			brackets = append(brackets, c.field)
		case closed:
			brackets = brackets[:max(len(brackets)-1, 1)]
		}
		own = ""
	}
	return nothing
}

// between is for a caret before the next token, with nothing typed.
func (c *completer) between(next token, at int, valued, starts bool) place {
	free := next.from > at || next.kind == end || next.kind == closed
	switch {
	case free && valued:
		return aValue
	case free && starts && c.field == "":
		return aWord
	}
	return nothing
}

// before is for a caret between the colon of a field and its value.
func (c *completer) before(next token, at int) place {
	switch next.kind {
	case word, quote:
		if !next.open {
			c.to = next.to
		}
	case end, closed:
	default:
		return nothing
	}
	return aValue
}

// inside is for a caret inside of a word, or at its end.
func (c *completer) inside(t token, at int, valued bool) place {
	c.from, c.to, c.typed = t.from, t.to, c.text[t.from:at]
	switch {
	case t.kind == field:
		return aName
	case t.kind == quote && c.field != "" && (t.open || at < t.to):
		_, size := utf8.DecodeRuneInString(c.typed)
		c.typed = c.typed[size:]
		if t.open { // it goes to the end, which was not meant
			c.to = at
		}
		return aValue
	case t.kind != word:
		return nothing
	case valued:
		return aValue
	case c.field != "":
		return aWordInside
	}
	return aWord
}

// add proposes to put something at the place; whole says that nothing is missing
// of it then, so that the next part may follow.
func (c *completer) add(insert, label, hint string, whole bool) {
	if len(c.out) >= maxCompletions || insert == c.text[c.from:c.to] {
		return
	}
	for _, x := range c.out {
		if x.Label == label {
			return
		}
	}
	rest, at := c.text[c.to:], c.from+len(insert)
	if whole && rest == "" {
		insert += " "
	}
	if whole && (rest == "" || rest[0] == ' ') {
		at++
	}
	c.out = append(c.out, Completion{Text: c.text[:c.from] + insert + rest, At: at, Label: label, Hint: hint})
}
