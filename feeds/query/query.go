// Package query is the search language: it reads what was typed into the search
// box as an expression and tells whether an article matches it.
//
//	flood "cold front" -football        words, a phrase, not this word
//	merkel OR scholz (cdu OR spd)       either; AND is understood
//	elect*                              words that begin so
//	title:flood author:"Thanh Hà"       in one part of the article; text, note
//	from:reuters folder:asia url:/world who published it
//	topic:world lang:vi story:4711      what Tidings found out
//	is:unread                           read, starred, later, noted, changed, offline, kept, muted
//	has:image words:>800                audio, fulltext, note
//	since:7d before:2026-01-02 on:2026  dates; today, yesterday, this-week, last-month
//	re:/colou?rs? of (rust|\d+)/        a regular expression, in title and text
//
// Parse makes an Expr, a tree of And, Or, Not and conditions. Conditions on text
// (Term) become an FTS5 query with MatchString; the store turns the others into
// its own conditions. Match evaluates a tree without a store, for rules. Words
// compare as language.Fold makes them, so that both give the same answer.
// Complete proposes how a search goes on; Fields is its help page.
//
// A colon makes no field by itself: what stands before it must be the name of one,
// so that times, addresses and titles are text. Only a name that is nearly one
// ("tittle:flood") is a mistake, because the search would find nothing and not say
// why.
package query

import (
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// An Expr is a search: And, Or, Not, Term, Is, Has, Since, Before, Length, Lang,
// Topic, From, Folder, Story, URL or Pattern. A nil Expr is every article.
type Expr interface{ expr() }

// And matches what each of its parts matches; it has at least two.
type And []Expr

// Or matches what any of its parts matches; it has at least two.
type Or []Expr

// Not matches what X does not.
type Not struct{ X Expr }

// A Term is text to be found. Text is as typed; it has at least one letter or
// digit. A text of several words matches in this order, side by side.
type Term struct {
	Field  Field
	Text   string
	Phrase bool // was in quotes
	Prefix bool // the last word may go on
}

// A Field says in which part of an article a Term is looked for.
type Field string

// The fields of a Term.
const (
	Anywhere Field = ""
	Title    Field = "title"
	Author   Field = "author"
	Text     Field = "text"
	Note     Field = "note" // the reader's own
)

// Is asks for what the reader did with an article, or what became of it.
type Is string

// What can be asked for with Is.
const (
	Read    Is = "read"
	Unread  Is = "unread"
	Starred Is = "starred"
	Later   Is = "later"
	Noted   Is = "noted"   // the reader wrote a note about it
	Changed Is = "changed" // its publisher edited it
	Offline Is = "offline" // its whole text and all its pictures are here, see feeds.Article.Offline
	Kept    Is = "kept"    // its feed was removed
	Muted   Is = "muted"   // hidden from other lists
)

// Has asks for what an article brings along.
type Has string

// What can be asked for with Has.
const (
	Image    Has = "image"    // a picture that leads it
	Audio    Has = "audio"    // an enclosure to listen to
	FullText Has = "fulltext" // the whole text was fetched from its page
)

// Since matches articles of that moment and later.
type Since struct{ Time time.Time }

// Before matches articles from before that moment.
type Before struct{ Time time.Time }

// Length matches articles of at least Min and at most Max words; a Max below
// zero is no limit.
type Length struct{ Min, Max int }

// Lang matches articles in a language: a BCP 47 tag in lower case. A bare
// language ("zh") matches with every script and region.
type Lang string

// Topic matches articles with this among their topics.
type Topic feeds.Topic

// From matches articles of feeds whose name contains this.
type From string

// Folder matches articles of feeds in a folder whose name contains this, at any
// depth.
type Folder string

// Story matches the articles of one story.
type Story feeds.StoryID

// URL matches articles whose link contains this, without regard to case.
type URL string

func (And) expr()     {}
func (Or) expr()      {}
func (Not) expr()     {}
func (Term) expr()    {}
func (Is) expr()      {}
func (Has) expr()     {}
func (Since) expr()   {}
func (Before) expr()  {}
func (Length) expr()  {}
func (Lang) expr()    {}
func (Topic) expr()   {}
func (From) expr()    {}
func (Folder) expr()  {}
func (Story) expr()   {}
func (URL) expr()     {}
func (Pattern) expr() {}

// An Error says what of a search cannot be understood.
type Error struct {
	Message string // a sentence for the reader
	Offset  int    // of the part in question, in bytes
	Length  int    // of the part in question, in bytes
}

func (e *Error) Error() string { return e.Message }

// Matches reports whether an article in a language (BCP 47) is meant.
func (l Lang) Matches(tag string) bool {
	tag = strings.ToLower(tag)
	return tag == string(l) || strings.HasPrefix(tag, string(l)+"-")
}

// Words are the words and phrases, as typed, that a matching article is
// likely to show: those that are looked for in its title, text or note and not
// excluded. Each stands there once; one that is the beginning of words ends with a
// star.
func Words(e Expr) []string {
	var out []string
	positive(e, func(e Expr) {
		if t, ok := e.(Term); ok && t.Field != Author {
			text := t.Text
			if t.Prefix {
				text += "*"
			}
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	})
	return out
}

// Speaks reports whether a search asks for a state, or against it.
func Speaks(e Expr, of Is) bool {
	any := func(list []Expr) bool {
		return slices.ContainsFunc(list, func(x Expr) bool { return Speaks(x, of) })
	}
	switch e := e.(type) {
	case Is:
		return e == of
	case Not:
		return Speaks(e.X, of)
	case And:
		return any(e)
	case Or:
		return any(e)
	}
	return false
}

// Patterns are the regular expressions of a search that are not excluded.
func Patterns(e Expr) []Pattern {
	var out []Pattern
	positive(e, func(e Expr) {
		if p, ok := e.(Pattern); ok {
			out = append(out, p)
		}
	})
	return out
}

// positive calls f for every condition that is not excluded.
func positive(e Expr, f func(Expr)) {
	switch e := e.(type) {
	case nil, Not:
	case And:
		for _, x := range e {
			positive(x, f)
		}
	case Or:
		for _, x := range e {
			positive(x, f)
		}
	default:
		f(e)
	}
}
