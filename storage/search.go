package storage

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tidings/feeds"
	"tidings/feeds/language"
	"tidings/feeds/query"
)

// What a search finds is read in one of three ways, whichever costs least: all
// articles of rare words, sorted (sorted); of common words, articles in the order
// of the list, of which the index says which have them (sieved); the texts
// themselves, for the first letters of words (leaf.go). rank.go puts the best
// first.

// common is how many articles have a word that is common. Tests make it small.
var common = 5000

// found reads a list with words in it.
func (s *session) found(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	list, done, err := s.leafThrough(ctx, p, after, limit)
	if done || err != nil {
		return list, err
	}
	if p.order == feeds.Relevance {
		return s.ranked(ctx, p, after, limit)
	}
	return s.byDate(ctx, p, after, limit)
}

// byDate reads what was found in the order of dates.
func (s *session) byDate(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	if !hasPrefix(p.words) { // asking for a beginning many times costs too much
		many, err := s.isCommon(ctx, p.match)
		if err != nil {
			return nil, err
		}
		if many {
			list, done, err := s.sieved(ctx, p, after, limit)
			if done || err != nil {
				return list, err
			}
		}
	}
	return s.sorted(ctx, p, after, limit)
}

// isCommon reports whether many articles have the words.
func (s *session) isCommon(ctx context.Context, match string) (bool, error) {
	low, err := s.latest(ctx, match, common)
	return low > 0, err
}

// latest is the lowest ID of so many latest articles that have the words; zero if
// there are not more than these.
func (s *session) latest(ctx context.Context, match string, n int) (low int64, err error) {
	ids, err := s.ids(ctx, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", match, n)
	if len(ids) == 1 {
		low = ids[0] + 1
	}
	return low, err
}

// sorted reads everything that has the words.
func (s *session) sorted(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	p = p.clone()
	p.filterAll()
	than, order := p.direction()
	conds := slices.Concat([]string{"search MATCH ?"}, p.where, []string{"(a.date, a.id) " + than + " (?, ?)"})
	return s.readKeys(ctx, "SELECT a.id, a.date FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE "+
		strings.Join(conds, " AND ")+" "+order+" LIMIT ?",
		slices.Concat([]any{p.match}, p.args, p.start(after), []any{limit})...)
}

// The sieve begins with so many articles for each of the page, and gives up when
// it has read sieveMost: then the words are rare in this scope.
const (
	sieveFirst = 4
	sieveMost  = 20_000
)

// sieved walks the scope without the words and keeps what the index says has them.
// It costs the same at any depth, and reports false if it gave up.
func (s *session) sieved(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, bool, error) {
	all := p.clone()
	all.match, all.words = "", nil
	var found []key
	for read, chunk := 0, sieveFirst*limit; read < sieveMost; chunk = min(2*chunk, sieveMost/4) {
		keys, err := s.keys(ctx, all, after, chunk)
		if err != nil {
			return nil, false, err
		}
		have, err := s.having(ctx, p.match, keys)
		if err != nil {
			return nil, false, err
		}
		for _, k := range keys {
			if have[k.id] {
				found = append(found, k)
			}
		}
		if len(found) >= limit || len(keys) < chunk {
			return found[:min(limit, len(found))], true, nil
		}
		read += len(keys)
		after = keys[len(keys)-1].cursor()
	}
	return nil, false, nil
}

// nearby is how far IDs lie apart that are asked for together: to pass what lies
// between costs less than to begin again.
const nearby = 2048

// having tells which of some articles have the words. IDs follow the time of
// arrival, so that the articles of a few days are a few ranges.
func (s *session) having(ctx context.Context, match string, keys []key) (map[int64]bool, error) {
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = k.id
	}
	slices.Sort(ids)
	have := make(map[int64]bool, len(ids))
	err := s.each(ctx, func(scan scan) error {
		var id int64
		err := scan(&id)
		have[id] = true
		return err
	}, `WITH r (low, high) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?))
		SELECT search.rowid FROM r CROSS JOIN search
		WHERE search MATCH ? AND search.rowid BETWEEN r.low AND r.high
		AND +search.rowid IN (SELECT value FROM json_each(?))`, ranges(ids), match, jsonIDs(ids))
	return have, err
}

// ranges are the spans of IDs without large gaps, as JSON.
func ranges(sorted []int64) string {
	b := []byte{'['}
	for i, id := range sorted {
		if i > 0 && id-sorted[i-1] <= nearby {
			continue
		}
		if i > 0 {
			b = append(strconv.AppendInt(append(b, ','), sorted[i-1], 10), "],"...)
		}
		b = strconv.AppendInt(append(b, '['), id, 10)
	}
	if len(sorted) > 0 {
		b = append(strconv.AppendInt(append(b, ','), sorted[len(sorted)-1], 10), ']')
	}
	return string(append(b, ']'))
}

// hasPrefix reports whether a search asks for the beginning of words.
func hasPrefix(e query.Expr) bool {
	return hasTerm(e, func(tokens []string, prefix bool) bool { return prefix })
}

// hasTerm reports whether a search has a term that is such.
func hasTerm(e query.Expr, is func(tokens []string, prefix bool) bool) bool {
	any := func(list []query.Expr) bool {
		return slices.ContainsFunc(list, func(x query.Expr) bool { return hasTerm(x, is) })
	}
	switch e := e.(type) {
	case query.And:
		return any(e)
	case query.Or:
		return any(e)
	case query.Not:
		return hasTerm(e.X, is)
	case query.Term:
		tokens, prefix := language.FoldQuery(e.Text)
		return len(tokens) > 0 && is(tokens, prefix || e.Prefix)
	}
	return false
}
