package storage

import (
	"context"
	"slices"
	"strings"

	"tidings/feeds"
)

// found reads a list with words in it.
func (s *session) found(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	unread := ""
	if p.unread {
		unread = "a.read = 0"
	}
	p.filterBy(unread, "feeds", "any", "marks", "kept")
	if p.story != 0 {
		p.add("a.story = ?", p.story)
	}
	switch p.order {
	case feeds.Relevance:
		return s.ranked(ctx, p, after, limit)
	case feeds.Oldest:
		return s.window(ctx, p, span{1 << 62, 0}, after, limit)
	}
	return s.newest(ctx, p, after, limit)
}

// A span of IDs, both ends in it.
type span struct{ high, low int64 }

func (s *session) window(ctx context.Context, p *plan, in span, after feeds.Cursor, limit int) ([]key, error) {
	than, order := p.direction()
	conds := slices.Concat([]string{"search MATCH ?", "search.rowid BETWEEN ? AND ?"}, p.where,
		[]string{"(a.date, a.id) " + than + " (?, ?)"})
	return s.readKeys(ctx, "SELECT a.id, a.date FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE "+
		strings.Join(conds, " AND ")+" "+order+" LIMIT ?",
		slices.Concat([]any{p.match, in.low, in.high}, p.args, p.start(after), []any{limit})...)
}

// newest looks through the search index in windows of IDs, the latest first. IDs
// follow the time of arrival, and an article is never dated later than that; so
// once the page is full of articles newer than anything below, it is complete. A
// word that stands in every fourth article then costs as little as a rare one.
func (s *session) newest(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	h, err := s.horizons(ctx)
	if err != nil {
		return nil, err
	}
	var all []key
	for size, high := int64(4), int64(len(h)-1); high >= 0; size, high = size*4, high-size {
		low := max(0, high-size+1)
		list, err := s.window(ctx, p, span{(high+1)*blockSize - 1, low * blockSize}, after, limit)
		if err != nil {
			return nil, err
		}
		all = p.first(append(all, list...), limit)
		if low == 0 || len(all) == limit && all[limit-1].date >= h[low-1] {
			break
		}
	}
	return all, nil
}

// blockSize is how many IDs share a row of horizons.
const blockSize = 1024

// horizons returns for each block of IDs the latest date in it and all before it.
func (s *session) horizons(ctx context.Context) ([]int64, error) {
	var out []int64
	err := s.each(ctx, func(scan scan) error {
		var block int
		var newest int64
		if err := scan(&block, &newest); err != nil {
			return err
		}
		if len(out) > 0 {
			newest = max(newest, out[len(out)-1])
		}
		for len(out) <= block {
			out = append(out, newest)
		}
		return nil
	}, "SELECT block, newest FROM horizons ORDER BY block")
	return out, err
}

// maxRanked bounds the work of ranking: of more matches, the latest are ranked. A
// word that common says little about relevance.
const maxRanked = 10000

// ranked orders by how well the words match; the title counts most.
func (s *session) ranked(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	lows, err := s.ids(ctx, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", p.match, maxRanked)
	if err != nil {
		return nil, err
	}
	low := int64(0)
	if len(lows) > 0 {
		low = lows[0] + 1
	}
	conds := slices.Concat([]string{"search MATCH ?", "search.rowid >= ?"}, p.where)
	text := `SELECT a.id AS id, a.date AS date, bm25(search, 8.0, 4.0, 1.0) AS rank
		FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE ` + strings.Join(conds, " AND ")
	args := slices.Concat([]any{p.match, low}, p.args)
	if after.ID != 0 { // the first page need not rank twice
		text = "SELECT id, date, rank FROM (" + text + ") WHERE (rank, -id) > (?, ?)"
		args = append(args, after.Rank, -int64(after.ID))
	}
	var out []key
	err = s.each(ctx, func(scan scan) error {
		var k key
		err := scan(&k.id, &k.date, &k.rank)
		out = append(out, k)
		return err
	}, text+" ORDER BY rank, id DESC LIMIT ?", append(args, limit)...)
	return out, err
}
