package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// A value as typed, before a field gives it a meaning.
type value struct {
	text   string
	phrase bool
	prefix bool
	now    time.Time
	own    []feeds.Topic // the reader's
}

// A maker makes a condition of a value. The condition is nil if the value says
// nothing; the message is a sentence about a value that cannot be understood.
type maker func(value) (e Expr, message string)

// fields are the names that may stand before a colon.
var fields = map[string]maker{
	"title":  text(Title),
	"author": text(Author),
	"by":     text(Author),
	"text":   text(Text),
	"note":   text(Note),
	"from":   name(func(s string) Expr { return From(s) }),
	"feed":   name(func(s string) Expr { return From(s) }),
	"folder": name(func(s string) Expr { return Folder(s) }),
	"url":    name(func(s string) Expr { return URL(s) }),
	"is":     choice("is:", isNames),
	"has":    choice("has:", hasNames),
	"topic":  topic,
	"story":  story,
	"lang":   lang,
	"words":  length,
	"since":  since,
	"after":  since,
	"before": before,
	"on":     on,
	"re":     anywhere, // what follows it is a pattern, which Parse reads itself
}

// anywhere makes conditions of values without a field. An address that was
// pasted stands for the article it leads to.
func anywhere(v value) (Expr, string) {
	if !v.phrase && (strings.HasPrefix(v.text, "https://") || strings.HasPrefix(v.text, "http://")) {
		if link := feeds.CanonicalLink(v.text); link != "" {
			return URL(link), ""
		}
	}
	return text(Anywhere)(v)
}

func text(in Field) maker {
	return func(v value) (Expr, string) {
		t := Term{Field: in, Text: strings.TrimSpace(v.text), Phrase: v.phrase, Prefix: v.prefix}
		if words, _ := t.tokens(); len(words) == 0 {
			return nil, ""
		}
		return t, ""
	}
}

func name(of func(string) Expr) maker {
	return func(v value) (Expr, string) {
		if s := strings.TrimSpace(v.text); s != "" {
			return of(s), ""
		}
		return nil, ""
	}
}

// A named condition is one of the values of a field.
type named struct {
	name string
	expr Expr
	hint string // what it finds
}

var isNames = []named{
	{"unread", Unread, "not read yet"},
	{"read", Read, "read"},
	{"starred", Starred, "with a star"},
	{"later", Later, "put aside to read later"},
	{"noted", Noted, "with a note of yours"},
	{"changed", Changed, "edited by the publisher"},
	{"offline", Offline, "text and pictures are here"},
	{"kept", Kept, "kept from a feed that was removed"},
	{"muted", Muted, "hidden because you muted it"},
}

var hasNames = []named{
	{"image", Image, "with a picture"},
	{"audio", Audio, "with something to listen to"},
	{"fulltext", FullText, "text fetched from the page"},
	{"note", Noted, "with a note of yours"},
}

// choice takes one of a few values, or the beginning of just one.
func choice(field string, values []named) maker {
	names := make([]string, len(values))
	for i, x := range values {
		names[i] = x.name
	}
	return func(v value) (Expr, string) {
		if v.text == "" {
			return nil, ""
		}
		if i := pick(names, v.text); i >= 0 {
			return values[i].expr, ""
		}
		return nil, fmt.Sprintf("After “%s” comes %s.", field, alternatives(names))
	}
}

// pick is the index of the name that is meant, or the one that begins so if
// there is just one; otherwise it is negative.
func pick(names []string, typed string) int {
	typed = strings.ToLower(typed)
	found := -1
	for i, n := range names {
		if n == typed {
			return i
		}
		if strings.HasPrefix(n, typed) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func alternatives(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// topic takes a built-in topic by its key or by the name that the reader sees, and
// one of the reader's own by its name.
func topic(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	all := slices.Concat(feeds.Topics, v.own)
	var keys, names []string
	for _, t := range all {
		keys = append(keys, strings.ToLower(string(t)))
		names = append(names, strings.ToLower(t.Name()))
	}
	i := pick(keys, v.text)
	if i < 0 {
		i = pick(names, v.text)
	}
	if i < 0 {
		return nil, fmt.Sprintf("There is no topic “%s”; topics are %s.", v.text, strings.Join(names, ", "))
	}
	return Topic(all[i]), ""
}

func story(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(v.text, "#"), 10, 64)
	if err != nil || id <= 0 {
		return nil, "After “story:” comes the number of a story."
	}
	return Story(id), ""
}

// lang takes a BCP 47 tag; only its form is checked, since publishers make up
// their own.
func lang(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	tag := strings.ToLower(strings.ReplaceAll(v.text, "_", "-"))
	for i, part := range strings.Split(tag, "-") {
		if len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) || !alphanumeric(part) {
			return nil, "After “lang:” comes a language such as en, vi or zh-hant."
		}
	}
	return Lang(tag), ""
}

func alphanumeric(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// length takes >800, >=800, <300, <=300, 300..800, or 800 for at least so many.
func length(v value) (Expr, string) {
	s := v.text
	if strings.Trim(s, "<>=.") == "" {
		return nil, ""
	}
	lo, hi, ranged := strings.Cut(s, "..")
	least, most := 0, -1
	var ok bool
	switch {
	case ranged:
		ok = number(lo, &least) && (hi == "" || number(hi, &most))
	case strings.HasPrefix(s, ">="):
		ok = number(s[2:], &least)
	case strings.HasPrefix(s, "<="):
		ok = number(s[2:], &most)
	case strings.HasPrefix(s, ">"):
		ok = number(s[1:], &least)
		least++
	case strings.HasPrefix(s, "<"):
		ok = number(s[1:], &most)
		most = max(most-1, 0)
	default:
		ok = number(s, &least)
	}
	if !ok {
		return nil, "After “words:” comes a number, such as >800, <300 or 300..800."
	}
	return Length{Min: least, Max: most}, ""
}

func number(s string, into *int) bool {
	n, err := strconv.ParseUint(s, 10, 31)
	*into = int(n)
	return err == nil
}
