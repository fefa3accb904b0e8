package storage

import (
	"context"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/query"
)

// Ranks of what was found by words that are too common to tell one article from
// another. FTS5 counts all articles of a word whenever it ranks one, which takes
// a second for the commonest among a million. Such a search gives what has the
// words in the title, then the rest, the newest first in both. bm25 gives negative
// ranks, so that the cursor tells which of the two it belongs to.
const (
	inTitle  = 1.0
	anywhere = 2.0
)

// maxRanked is how many articles a word may have to be ranked by bm25.
const maxRanked = 5000

// ranked orders by how well the words match; the title counts most.
func (s *session) ranked(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	if after.Rank >= inTitle {
		return s.inTiers(ctx, p, after, limit)
	}
	telling, err := s.telling(ctx, p.words)
	if err != nil {
		return nil, err
	}
	match, ok := query.MatchString(telling)
	if !ok {
		return s.inTiers(ctx, p, after, limit)
	}
	return s.byScore(ctx, p, match, after, limit)
}

// telling is the part of a search by which articles are ranked: without words that
// are common, or nil if it cannot be taken apart or nothing is left.
func (s *session) telling(ctx context.Context, words query.Expr) (query.Expr, error) {
	switch e := words.(type) {
	case query.And:
		var out query.And
		for _, x := range e {
			if _, excludes := x.(query.Not); excludes {
				continue
			}
			t, err := s.telling(ctx, x)
			if err != nil {
				return nil, err
			}
			if t != nil {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	case query.Or:
		for _, x := range e {
			if t, err := s.telling(ctx, x); t == nil || err != nil {
				return nil, err
			}
		}
		return e, nil
	case query.Term:
		match, ok := query.MatchString(e)
		if !ok {
			return nil, nil
		}
		many, err := s.ids(ctx, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", match, maxRanked)
		if err == nil && len(many) == 0 {
			return e, nil
		}
		return nil, err
	}
	return nil, nil
}

// byScore ranks by those words of a search that match is made of.
func (s *session) byScore(ctx context.Context, p *plan, match string, after feeds.Cursor, limit int) ([]key, error) {
	conds, args := p.where, p.args
	if match != p.match {
		conds = append(slices.Clone(conds), "a.id IN (SELECT rowid FROM search WHERE search MATCH ?)")
		args = append(slices.Clone(args), p.match)
	}
	text := `SELECT a.id AS id, a.date AS date, bm25(search, 8.0, 4.0, 1.0, 4.0) AS rank
		FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE ` +
		strings.Join(slices.Concat([]string{"search MATCH ?"}, conds), " AND ")
	args = append([]any{match}, args...)
	if after.ID != 0 { // the first page need not rank twice
		text = "SELECT id, date, rank FROM (" + text + ") WHERE (rank, -id) > (?, ?)"
		args = append(args, after.Rank, -int64(after.ID))
	}
	var out []key
	err := s.each(ctx, func(scan scan) error {
		var k key
		err := scan(&k.id, &k.date, &k.rank)
		out = append(out, k)
		return err
	}, text+" ORDER BY rank, id DESC LIMIT ?", append(args, limit)...)
	return out, err
}

// inTiers gives what has the words in the title, then the rest.
func (s *session) inTiers(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	title := "title : (" + p.match + ")" // wider than p.match only if that excludes something
	var out []key
	for _, tier := range []struct {
		rank  float64
		match string
	}{
		{inTitle, "(" + p.match + ") AND (" + title + ")"},
		{anywhere, "(" + p.match + ") NOT (" + title + ")"},
	} {
		if after.Rank > tier.rank || len(out) == limit {
			continue
		}
		from := after
		if after.Rank < tier.rank {
			from = feeds.Cursor{}
		}
		list, err := s.newest(ctx, p, tier.match, from, limit-len(out))
		if err != nil {
			return nil, err
		}
		for _, k := range list {
			k.rank = tier.rank
			out = append(out, k)
		}
	}
	return out, nil
}
