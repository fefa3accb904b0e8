package storage

import (
	"context"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
	"tidings/feeds/query"
)

// Leafing through the newest articles finds what the first letters of a word stand
// in. The search index would collect everything that every word beginning so has,
// ten seconds for a letter among a million articles; but then most articles
// have such a word, and a page is full soon.
const (
	shortPrefix = 3    // letters of a beginning that is short
	leafSample  = 64   // articles that are read to see whether most have it
	leafLeast   = 8    // of the sample must have it
	leafMost    = 2000 // articles that are read for a page
)

// leafed is the rank of what was found so: the order is by date then.
const leafed = 3.0

// leafThrough reads a list with the beginning of a word in it from the articles
// themselves. It reports false if too few articles have it: then the index is
// quicker.
func (s *session) leafThrough(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, bool, error) {
	goesOn := after.Rank == leafed
	if !goesOn && (after.Rank != 0 || !hasShortPrefix(p.words)) {
		return nil, false, nil
	}
	leaf := *p
	leaf.match, leaf.words = "", nil
	if leaf.order == feeds.Relevance {
		leaf.order = feeds.Newest
	}
	var found []key
	chunk := leafSample
	for read := 0; ; {
		one := leaf // walking adds its conditions
		keys, err := s.keys(ctx, &one, after, chunk)
		if err != nil {
			return nil, false, err
		}
		list, err := s.having(ctx, p.words, keys)
		if err != nil {
			return nil, false, err
		}
		found = append(found, list...)
		read += len(keys)
		switch {
		case !goesOn && len(found) < leafLeast:
			return nil, false, nil
		case len(found) >= limit || len(keys) < chunk:
			found = found[:min(limit, len(found))]
			if p.order == feeds.Relevance {
				for i := range found {
					found[i].rank = leafed
				}
			}
			return found, true, nil
		case !goesOn && read >= leafMost:
			return nil, false, nil
		}
		last := keys[len(keys)-1]
		after = feeds.Cursor{Date: last.date, ID: feeds.ArticleID(last.id)}
		chunk = min(2*chunk, 256)
	}
}

// hasShortPrefix reports whether a search asks for the beginning of words and says
// little of it.
func hasShortPrefix(e query.Expr) bool {
	var parts []query.Expr
	switch e := e.(type) {
	case query.And:
		parts = e
	case query.Or:
		parts = e
	case query.Not:
		return hasShortPrefix(e.X)
	case query.Term:
		tokens, prefix := language.FoldQuery(e.Text)
		return len(tokens) == 1 && (prefix || e.Prefix) && utf8.RuneCountInString(tokens[0]) <= shortPrefix
	}
	for _, x := range parts {
		if hasShortPrefix(x) {
			return true
		}
	}
	return false
}

// having keeps those articles of a list that have the words.
func (s *session) having(ctx context.Context, words query.Expr, keys []key) ([]key, error) {
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = k.id
	}
	list, err := s.articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	bodies, err := s.bodies(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []key
	for i, a := range list {
		if query.Match(words, &query.Subject{Article: a, Text: bodies[a.ID].Text}) {
			out = append(out, keys[i])
		}
	}
	return out, nil
}
