package storage

import (
	"context"
	"slices"
	"strings"

	"tidings/feeds"
)

// found reads a list with words in it.
func (s *session) found(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	list, done, err := s.leafThrough(ctx, p, after, limit)
	if done || err != nil {
		return list, err
	}
	p = p.clone()
	p.filterAll()
	switch p.order {
	case feeds.Relevance:
		return s.ranked(ctx, p, after, limit)
	case feeds.Oldest:
		return s.window(ctx, p, p.match, span{1 << 62, 0}, after, limit)
	}
	return s.newest(ctx, p, p.match, after, limit)
}

// A span of IDs, both ends in it.
type span struct{ high, low int64 }

func (s *session) window(ctx context.Context, p *plan, match string, in span, after feeds.Cursor, limit int) ([]key, error) {
	than, order := p.direction()
	conds := slices.Concat([]string{"search MATCH ?", "search.rowid BETWEEN ? AND ?"}, p.where,
		[]string{"(a.date, a.id) " + than + " (?, ?)"})
	return s.readKeys(ctx, "SELECT a.id, a.date FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE "+
		strings.Join(conds, " AND ")+" "+order+" LIMIT ?",
		slices.Concat([]any{match, in.low, in.high}, p.args, p.start(after), []any{limit})...)
}

// newest looks through the search index in windows of IDs, the latest first. IDs
// follow the time of arrival, and an article is never dated later than that; so
// once the page is full of articles newer than anything below, it is complete. A
// word that stands in every fourth article then costs as little as a rare one.
func (s *session) newest(ctx context.Context, p *plan, match string, after feeds.Cursor, limit int) ([]key, error) {
	high, err := s.lastBlock(ctx)
	if err != nil {
		return nil, err
	}
	var all []key
	for size := int64(1); high >= 0; size, high = size*4, high-size {
		low := max(0, high-size+1)
		list, err := s.window(ctx, p, match, span{(high+1)*blockSize - 1, low * blockSize}, after, limit)
		if err != nil {
			return nil, err
		}
		all = p.first(append(all, list...), limit)
		if low == 0 {
			break
		}
		if len(all) < limit {
			continue
		}
		below, err := s.newestBelow(ctx, low)
		if err != nil {
			return nil, err
		}
		if all[limit-1].date >= below {
			break
		}
	}
	return all, nil
}

// blockSize is how many IDs share a row of horizons.
const blockSize = 1024

// lastBlock is the latest block of IDs; -1: there is none.
func (s *session) lastBlock(ctx context.Context) (block int64, err error) {
	err = s.one(ctx, "SELECT IFNULL(MAX(block), -1) FROM horizons", nil, &block)
	return block, err
}

// newestBelow is the latest date in all blocks before one.
func (s *session) newestBelow(ctx context.Context, block int64) (date int64, err error) {
	err = s.one(ctx, "SELECT IFNULL(MAX(newest), 0) FROM horizons WHERE block < ?", []any{block}, &date)
	return date, err
}
