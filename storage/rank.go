package storage

import (
	"context"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/query"
)

// FTS5 counts all articles of a word whenever it ranks one, which grows with the
// file. Words that many articles have are left out of the ranking;
// when no other is left, those of the latest articles that have the words in the
// title come first, and then the rest, the newest first in both.
//
// The rank of such a list says which of the two an article is in, and from which
// ID on titles counted, so that the next page goes on as the first began. Those of
// bm25 are negative.
type tier int

const (
	inTitle  tier = 1
	anywhere tier = 2
)

func (t tier) rank(low int64) float64 { return float64(4*low + int64(t)) }

func tierOf(rank float64) (tier, int64) { return tier(int64(rank) % 4), int64(rank) / 4 }

// maxTitles is how many articles that have the words are looked at for titles.
const maxTitles = 20_000

// ranked orders by how well the words match; the title counts most.
func (s *session) ranked(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	p = p.clone()
	p.order = feeds.Newest // within a rank
	if after.Rank > 0 {
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
		many, err := s.isCommon(ctx, match)
		if err == nil && !many {
			return e, nil
		}
		return nil, err
	}
	return nil, nil
}

// byScore ranks by those words of a search that match is made of.
func (s *session) byScore(ctx context.Context, p *plan, match string, after feeds.Cursor, limit int) ([]key, error) {
	p = p.clone()
	p.filterAll()
	conds, args := p.where, p.args
	if match != p.match {
		conds = append(conds, "a.id IN (SELECT rowid FROM search WHERE search MATCH ?)")
		args = append(args, p.match)
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
	at, low := tierOf(after.Rank)
	if after.ID == 0 {
		var err error
		if at, low, err = s.firstTier(ctx, p); err != nil {
			return nil, err
		}
	}
	var out []key
	if at == inTitle {
		titled := p.clone()
		titled.match = inTitles(p.match)
		titled.add("search.rowid >= ?", low)
		var err error
		if out, err = s.sorted(ctx, titled, after, limit); err != nil {
			return nil, err
		}
		setRank(out, inTitle.rank(low))
		after = feeds.Cursor{}
	}
	rest, err := s.untitled(ctx, p, low, after, limit-len(out))
	return append(out, rest...), err
}

// firstTier is where a list begins. Beginnings of words are not looked for in
// titles: the index would collect the words once more.
func (s *session) firstTier(ctx context.Context, p *plan) (at tier, low int64, err error) {
	if hasPrefix(p.words) {
		return anywhere, 0, nil
	}
	low, err = s.latest(ctx, p.match, maxTitles)
	return inTitle, max(low, 1), err
}

// inTitles is a search for what has everything in the title.
func inTitles(match string) string { return "(" + match + ") AND (title : (" + match + "))" }

// untitled is what was found without that which titles from an ID on have; with
// zero, all.
func (s *session) untitled(ctx context.Context, p *plan, low int64, after feeds.Cursor, limit int) ([]key, error) {
	if limit == 0 {
		return nil, nil
	}
	titled := map[int64]bool{}
	if low > 0 {
		ids, err := s.ids(ctx, "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ?", inTitles(p.match), low)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			titled[id] = true
		}
	}
	var out []key
	for {
		list, err := s.byDate(ctx, p, after, limit)
		if err != nil {
			return nil, err
		}
		for _, k := range list {
			if !titled[k.id] && len(out) < limit {
				out = append(out, k)
			}
		}
		if len(list) < limit || len(out) == limit {
			setRank(out, anywhere.rank(low))
			return out, nil
		}
		after = list[len(list)-1].cursor()
	}
}

func setRank(list []key, rank float64) {
	for i := range list {
		list[i].rank = rank
	}
}
