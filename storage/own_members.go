package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

// setMembers makes these and no other articles those of a topic, as far as they are
// stored.
func (db *DB) setMembers(ctx context.Context, s *session, o ownTopic, members []int64) error {
	had, err := s.withBit(ctx, o.bit)
	if err != nil {
		return err
	}
	gone, came := lacking(had, members), lacking(members, had)
	for _, table := range []string{"articles", "bin"} {
		err := errors.Join(
			s.exec("UPDATE "+table+" SET topics = topics & ~? WHERE "+within, o.mask(), jsonIDs(gone)),
			s.exec("UPDATE "+table+" SET topics = topics | ? WHERE "+within, o.mask(), jsonIDs(came)))
		if err != nil {
			return err
		}
	}
	return db.muteAgain(ctx, s, append(gone, came...))
}

// lacking are the IDs of one list that another lacks.
func lacking(list, other []int64) []int64 {
	have := make(map[int64]bool, len(other))
	for _, id := range other {
		have[id] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(id int64) bool { return have[id] })
}

// ownOf says which of the reader's own topics an article that is derived belongs to,
// but for their searches, as a mask. Examples always do.
func ownOf(all []ownTopic, d feeds.Derived) int64 {
	var mask int64
	for _, o := range all {
		in := slices.Contains(d.Own, o.ID) || slices.Contains(o.Examples, d.Article)
		if in && !slices.Contains(o.Unlike, d.Article) {
			mask |= o.mask()
		}
	}
	return mask
}

// searchOwn adds articles that were derived to the topics whose searches find them.
func (db *DB) searchOwn(ctx context.Context, s *session, all []ownTopic, ids []int64) error {
	for _, o := range all {
		if strings.TrimSpace(o.Search) == "" {
			continue
		}
		p, err := db.wholePlan(ctx, s, feeds.Scope{Text: o.Search})
		if passedOver(err) {
			db.log.Warn("the search of a topic was passed over", "topic", o.Name, "err", err)
			continue
		}
		if err != nil {
			return err
		}
		found, err := s.amongst(ctx, p, ids)
		if err != nil {
			return err
		}
		found = lacking(found, int64s(o.Unlike))
		if err := s.exec("UPDATE articles SET topics = topics | ? WHERE "+within, o.mask(), jsonIDs(found)); err != nil {
			return err
		}
	}
	return nil
}

// OwnTopicCounts tells how many unread articles each of the reader's own topics has, up
// to a limit.
func (db *DB) OwnTopicCounts(ctx context.Context, limit int) (map[feeds.OwnTopicID]int, error) {
	list, err := db.OwnTopics(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[feeds.OwnTopicID]int, len(list))
	for _, o := range list {
		n, err := db.CountArticles(ctx, feeds.Scope{Topics: []feeds.Topic{o.Topic()}, UnreadOnly: true}, limit)
		if err != nil {
			return nil, err
		}
		out[o.ID] = min(n, limit)
	}
	return out, nil
}

// Find returns the IDs of the first articles of a scope, also of those that are muted.
func (db *DB) Find(ctx context.Context, in feeds.Scope, limit int) ([]feeds.ArticleID, error) {
	var out []feeds.ArticleID
	err := db.read(ctx, func(s *session) error {
		p, err := db.wholePlan(ctx, s, in)
		if err != nil {
			return err
		}
		keys, err := s.keys(ctx, p, feeds.Cursor{}, limit)
		for _, k := range keys {
			out = append(out, feeds.ArticleID(k.id))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find articles: %w", err)
	}
	return out, nil
}

// Texts are the texts of articles, as far as they are stored.
func (db *DB) Texts(ctx context.Context, ids []feeds.ArticleID) ([]Work, error) {
	var out []Work
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.works(ctx, int64s(ids))
		return err
	})
	return out, err
}
