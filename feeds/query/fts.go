package query

import "strings"

// Split parts a search into a condition on text that MatchString can express
// and the rest; both must be true, and each may be nil.
func Split(e Expr) (text, rest Expr) {
	all, ok := e.(And)
	if !ok && e != nil {
		all = And{e}
	}
	var yes, no, others And
	for _, x := range all {
		n, negated := x.(Not)
		switch {
		case expressible(x):
			yes = append(yes, x)
		case negated && expressible(n.X):
			no = append(no, x)
		default:
			others = append(others, x)
		}
	}
	if yes == nil { // FTS5 cannot only exclude
		return nil, e
	}
	return one(append(yes, no...)), one(others)
}

func expressible(e Expr) bool {
	_, ok := MatchString(e)
	return ok
}

// one is the shortest form of a conjunction.
func one(all And) Expr {
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// MatchString is a search as FTS5 wants it (sqlite.org/fts5.html, section 3),
// for a table with the columns title, author, text and note that holds folded
// text. It reports false for what FTS5 cannot express: conditions other than Terms, and
// those that only exclude.
func MatchString(e Expr) (string, bool) {
	var b strings.Builder
	if !match(&b, e) {
		return "", false
	}
	return b.String(), true
}

func match(b *strings.Builder, e Expr) bool {
	switch e := e.(type) {
	case Term:
		return matchTerm(b, e)
	case Or:
		return matchList(b, e, " OR ")
	case And:
		return matchAnd(b, e)
	}
	return false
}

// matchTerm writes a phrase; its words are letters, digits and marks only.
func matchTerm(b *strings.Builder, t Term) bool {
	words, prefix := t.tokens()
	if len(words) == 0 {
		return false
	}
	if t.Field != Anywhere {
		b.WriteString(string(t.Field))
		b.WriteString(" : ")
	}
	b.WriteByte('"')
	b.WriteString(strings.Join(words, " "))
	b.WriteByte('"')
	if prefix {
		b.WriteByte('*')
	}
	return true
}

func matchList(b *strings.Builder, list []Expr, op string) bool {
	b.WriteByte('(')
	for i, x := range list {
		if i > 0 {
			b.WriteString(op)
		}
		if !match(b, x) {
			return false
		}
	}
	b.WriteByte(')')
	return true
}

// matchAnd puts what is excluded behind the rest, because NOT of FTS5 has a left
// side.
func matchAnd(b *strings.Builder, all And) bool {
	var yes, no []Expr
	for _, x := range all {
		if n, ok := x.(Not); ok {
			no = append(no, n.X)
		} else {
			yes = append(yes, x)
		}
	}
	if len(yes) == 0 {
		return false
	}
	if len(no) == 0 {
		return matchList(b, yes, " AND ")
	}
	b.WriteByte('(')
	ok := matchList(b, yes, " AND ")
	b.WriteString(" NOT ")
	ok = ok && matchList(b, no, " OR ")
	b.WriteByte(')')
	return ok
}
