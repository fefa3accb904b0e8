package query

import (
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// Limits of a search: what is above them was not typed by a person, and would
// be more than the index takes.
const (
	maxParts = 200
	maxDepth = 20
)

// Parse reads a search as it was typed. Relative dates are counted from now and
// days begin in its location. A search that was typed in part means what is
// there so far: brackets and quotes are closed, an operator without its right
// side and a field without a value are left out. What has no letter and no digit
// is left out too. The Expr is nil if nothing remains; the error is an *Error.
// Topics beside the built-in ones are known if they are given.
func Parse(text string, now time.Time, own ...feeds.Topic) (Expr, error) {
	p := &parser{tokens: lex(text), now: now, own: own}
	return p.parse()
}

// RenameTopic is a search in which a topic of the reader's own has its new name
// wherever the old one is asked for; own are their names as they were. A search that
// cannot be understood stays as it is.
func RenameTopic(text string, now time.Time, own []feeds.Topic, from, to feeds.Topic) string {
	p := &parser{tokens: lex(text), now: now, own: own}
	if _, err := p.parse(); err != nil {
		return text
	}
	for _, x := range slices.Backward(p.topics) {
		if x.topic == from {
			text = text[:x.from] + Quoted(string(to)) + text[x.to:]
		}
	}
	return text
}

func (p *parser) parse() (Expr, error) {
	e := p.or(anywhere, 0)
	if p.err == nil && p.next().kind == closed {
		p.fail(p.next(), "This bracket closes nothing.")
	}
	if p.err != nil {
		return nil, p.err
	}
	return e, nil
}

// A parser goes through the tokens once. After the first error it stops.
type parser struct {
	tokens []token
	pos    int
	now    time.Time
	own    []feeds.Topic
	topics []askedTopic
	parts  int
	err    *Error
}

// An askedTopic is a topic with the place of its name in the search, in bytes.
type askedTopic struct {
	topic    feeds.Topic
	from, to int
}

func (p *parser) next() token { return p.tokens[p.pos] }

func (p *parser) skip() token {
	t := p.tokens[p.pos]
	if t.kind != end {
		p.pos++
	}
	return t
}

func (p *parser) fail(t token, message string) {
	if p.err == nil {
		p.err = &Error{Message: message, Offset: t.from, Length: t.to - t.from}
	}
}

// is reports whether the next token is an operator: a word in capitals.
func (p *parser) is(op string) bool {
	t := p.next()
	return t.kind == word && t.text == op
}

// or reads alternatives up to the end or a closing bracket. Words without a
// field of their own are made conditions by in.
func (p *parser) or(in maker, depth int) Expr {
	var some Or
	for {
		switch e := p.and(in, depth).(type) {
		case nil:
		case Or: // of a bracket
			some = append(some, e...)
		default:
			some = append(some, e)
		}
		if p.err != nil || !p.is("OR") {
			break
		}
		p.skip()
	}
	switch len(some) {
	case 0:
		return nil
	case 1:
		return some[0]
	}
	return some
}

// and reads what must all be true.
func (p *parser) and(in maker, depth int) Expr {
	var all And
	for p.err == nil {
		if k := p.next().kind; k == end || k == closed || p.is("OR") {
			break
		}
		if p.is("AND") {
			p.skip()
			continue
		}
		switch e := p.not(in, depth).(type) {
		case nil:
		case And: // of a bracket
			all = append(all, e...)
		default:
			all = append(all, e)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// not reads one part and what stands before it: signs that negate it and the
// names of fields, of which the last one counts.
func (p *parser) not(in maker, depth int) Expr {
	negated, named := false, false
	for {
		t := p.next()
		if t.kind == field {
			in, named = fields[strings.ToLower(t.text)], true
		} else if t.kind == minus || p.is("NOT") {
			negated = !negated
		} else {
			break
		}
		p.skip()
	}
	e := p.part(in, named, depth)
	if e == nil || !negated {
		return e
	}
	if n, ok := e.(Not); ok {
		return n.X
	}
	return Not{e}
}

// part reads a bracket or a value; named says that the name of a field stands
// before it.
func (p *parser) part(in maker, named bool, depth int) Expr {
	switch t := p.next(); t.kind {
	case open:
		return p.bracket(in, depth)
	case pattern:
		if p.skip(); p.counted(t) {
			return p.makePattern(t)
		}
	case word, quote:
		if p.is("OR") || p.is("AND") {
			return nil
		}
		if message := misspelt(t.text); message != "" && t.kind == word && !named {
			t.to = t.from + strings.IndexFunc(t.text, isColon)
			p.fail(t, message)
			return nil
		}
		return p.value(in)
	}
	return nil
}

func (p *parser) bracket(in maker, depth int) Expr {
	t := p.skip()
	if depth == maxDepth {
		p.fail(t, "There are too many brackets inside each other.")
		return nil
	}
	e := p.or(in, depth+1)
	if p.next().kind == closed {
		p.skip()
	}
	return e
}

// counted counts a part and reports whether there may be so many.
func (p *parser) counted(t token) bool {
	if p.parts++; p.parts > maxParts {
		p.fail(t, "This search has too many parts.")
	}
	return p.err == nil
}

// value reads a word or quotation and makes a condition of it.
func (p *parser) value(in maker) Expr {
	t := p.skip()
	if !p.counted(t) {
		return nil
	}
	v := value{text: t.text, phrase: t.kind == quote, now: p.now, own: p.own}
	switch next := p.next(); {
	case v.phrase && next.kind == word && next.glued && next.text == "*":
		p.skip()
		v.prefix = true
	case !v.phrase:
		v.text = strings.TrimRight(v.text, "*")
		v.prefix = v.text != t.text
	}
	e, message := in(v)
	if message != "" {
		p.fail(t, message)
		return nil
	}
	if about, ok := e.(Topic); ok {
		p.topics = append(p.topics, askedTopic{feeds.Topic(about), t.from, t.to})
	}
	return e
}
