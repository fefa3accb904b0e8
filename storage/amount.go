package storage

import (
	"context"
	"fmt"
	"slices"

	"tidings/feeds"
)

// CountArticles tells how many articles are in scope, and most+1 if there are more
// than most.
func (db *DB) CountArticles(ctx context.Context, in feeds.Scope, most int) (int, error) {
	var n int
	err := db.read(ctx, func(s *session) error {
		in.Order = feeds.Newest
		p, err := db.plan(ctx, s, in)
		if err != nil {
			return err
		}
		n, err = s.amount(ctx, p, most+1)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count articles: %w", err)
	}
	return n, nil
}

// fewUnread is up to how many unread articles are looked up in what a search finds,
// rather than the other way round.
const fewUnread = 20_000

// amount counts the articles of a plan up to a limit. Of words and unread articles
// it walks those that are fewer: the words may stand in every fourth of a million
// articles of which ten are unread, or in ten articles while all are unread.
func (s *session) amount(ctx context.Context, p *plan, limit int) (int, error) {
	if p.none || limit <= 0 {
		return 0, nil
	}
	if p.match == "" || p.bin || p.byStory {
		keys, err := s.keys(ctx, p, feeds.Cursor{}, limit)
		return len(keys), err
	}
	if p.unread {
		unread, err := s.unread(ctx, p.feeds)
		if err != nil {
			return 0, err
		}
		if unread <= fewUnread {
			return s.amountOfUnread(ctx, p, unread, limit)
		}
	}
	return s.amountOfWords(ctx, p, limit)
}

// amountOfWords asks about the articles that the search index finds, the latest
// first.
func (s *session) amountOfWords(ctx context.Context, p *plan, limit int) (int, error) {
	where, args := p.without().everything()
	var n int
	err := s.one(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM search CROSS JOIN articles AS a ON a.id = search.rowid
		WHERE search MATCH ? AND `+where+` ORDER BY search.rowid DESC LIMIT ?)`,
		slices.Concat([]any{p.match}, args, []any{limit}), &n)
	return n, err
}

// unread is how many articles of feeds are unread; nil: of all.
func (s *session) unread(ctx context.Context, list []int64) (int, error) {
	text, args := "SELECT IFNULL(SUM(unread), 0) FROM feeds", []any{}
	if list != nil {
		text, args = text+" WHERE "+within, []any{jsonIDs(list)}
	}
	var n int
	err := s.one(ctx, text, args, &n)
	return n, err
}

// amountOfUnread asks the search index about the unread articles alone.
func (s *session) amountOfUnread(ctx context.Context, p *plan, unread, limit int) (int, error) {
	keys, err := s.keys(ctx, p.without(), feeds.Cursor{}, unread)
	if err != nil {
		return 0, err
	}
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = k.id
	}
	found, err := s.matching(ctx, p.match, ids, limit)
	return len(found), err
}

// without is a plan without its words.
func (p *plan) without() *plan {
	bare := p.clone()
	bare.words, bare.match = nil, ""
	return bare
}

// farApart is the distance of IDs from which on two articles are looked up apart:
// finding the place of one in the search index takes about as long as reading this
// many places behind it.
const farApart = 256

// matching returns which of the articles a search finds, the latest up to a limit.
// It reads the search index around them only.
func (s *session) matching(ctx context.Context, match string, ids []int64, limit int) ([]int64, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	var out []int64
	for end := len(ids); end > 0 && len(out) < limit; {
		begin := end - 1
		for begin > 0 && ids[begin]-ids[begin-1] < farApart {
			begin--
		}
		near := ids[begin:end]
		end = begin
		err := s.each(ctx, func(scan scan) error {
			var id int64
			err := scan(&id)
			if _, ok := slices.BinarySearch(near, id); ok && len(out) < limit {
				out = append(out, id)
			}
			return err
		}, "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC",
			match, near[0], near[len(near)-1])
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
