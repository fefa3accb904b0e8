package storage

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tidings/feeds"
)

// A Habit is what a feed has written lately.
type Habit struct {
	Articles int
	Topics   map[feeds.Topic]int // articles about each
	Language string              // of most
	Latest   time.Time
}

// habitArticles is how many of the newest articles Habits looks at.
const habitArticles = 5000

// Habits tells what each feed has written since a time, as far as the newest 5,000
// articles tell it.
func (db *DB) Habits(ctx context.Context, since time.Time) (map[feeds.FeedID]Habit, error) {
	out := map[feeds.FeedID]Habit{}
	languages := map[feeds.FeedID]map[string]int{}
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var feed feeds.FeedID
			var date int64
			var scores, language string
			if err := scan(&feed, &date, &scores, &language); err != nil {
				return err
			}
			h, ok := out[feed]
			if !ok { // the newest comes first
				h = Habit{Topics: map[feeds.Topic]int{}, Latest: fromMillis(date)}
				languages[feed] = map[string]int{}
			}
			h.Articles++
			for _, x := range scoresFrom(scores) {
				h.Topics[x.Topic]++
			}
			languages[feed][language]++
			if languages[feed][language] > languages[feed][h.Language] {
				h.Language = language
			}
			out[feed] = h
			return nil
		}, `SELECT feed, date, scores, language FROM articles INDEXED BY articles_date
			WHERE date >= ? AND derived <> 0 ORDER BY date DESC LIMIT ?`, millis(since), habitArticles)
	})
	if err != nil {
		return nil, fmt.Errorf("what feeds write: %w", err)
	}
	return out, nil
}

// An Opening is an article that the reader opened.
type Opening struct {
	At      time.Time
	Feed    feeds.FeedID
	Topics  []feeds.TopicScore
	Starred bool
	Left    bool // before half of it was read, and not taken up again
}

// openings is how many of the latest Openings returns.
const openings = 2000

// Openings returns the latest articles that the reader opened since a time, at most
// 2,000 of them.
func (db *DB) Openings(ctx context.Context, since time.Time) ([]Opening, error) {
	var out []Opening
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var o Opening
			var at int64
			var scores string
			err := scan(&at, &o.Feed, &scores, &o.Starred, &o.Left)
			o.At, o.Topics = fromMillis(at), scoresFrom(scores)
			out = append(out, o)
			return err
		}, `SELECT o.at, a.feed, a.scores, a.starred, IFNULL(p.whole < 0.5, 0)
			FROM opens AS o INDEXED BY opens_at CROSS JOIN articles AS a ON a.id = o.article
			LEFT JOIN places AS p ON p.article = a.id WHERE o.at >= ? ORDER BY o.at DESC LIMIT ?`, millis(since), openings)
	})
	if err != nil {
		return nil, fmt.Errorf("what the reader opened: %w", err)
	}
	return out, nil
}

// LastOpening is when the reader opened an article last, and the names of their own
// topics.
func (db *DB) LastOpening(ctx context.Context) (time.Time, []feeds.Topic, error) {
	var at int64
	var own []feeds.Topic
	err := db.read(ctx, func(s *session) error {
		bits, err := s.ownBits(ctx)
		if err != nil {
			return err
		}
		own = slices.Sorted(maps.Values(bits))
		return s.one(ctx, "SELECT IFNULL(MAX(at), 0) FROM opens", nil, &at)
	})
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("what the reader opened last: %w", err)
	}
	return fromMillis(at), own, nil
}
