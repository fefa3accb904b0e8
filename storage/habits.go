package storage

import (
	"context"
	"fmt"
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
const habitArticles = 3000

// Habits tells what each feed has written since a time, as far as the newest 3,000
// articles tell it.
func (db *DB) Habits(ctx context.Context, since time.Time) (map[feeds.FeedID]Habit, error) {
	out := map[feeds.FeedID]Habit{}
	languages := map[feeds.FeedID]map[string]int{}
	err := db.read(ctx, func(s *session) error {
		own, err := s.ownNames(ctx)
		if err != nil {
			return err
		}
		return s.each(ctx, func(scan scan) error {
			var feed feeds.FeedID
			var date, topics int64
			var scores, language string
			if err := scan(&feed, &date, &topics, &scores, &language); err != nil {
				return err
			}
			h, ok := out[feed]
			if !ok { // the newest comes first
				h = Habit{Topics: map[feeds.Topic]int{}, Latest: fromMillis(date)}
				languages[feed] = map[string]int{}
			}
			h.Articles++
			for _, x := range withOwn(scoresFrom(scores), topics, own) {
				h.Topics[x.Topic]++
			}
			languages[feed][language]++
			if languages[feed][language] > languages[feed][h.Language] {
				h.Language = language
			}
			out[feed] = h
			return nil
		}, `SELECT feed, date, topics, scores, language FROM articles INDEXED BY articles_date
			WHERE date >= ? AND derived <> 0 ORDER BY date DESC LIMIT ?`, millis(since), habitArticles)
	})
	if err != nil {
		return nil, fmt.Errorf("what feeds write: %w", err)
	}
	return out, nil
}
