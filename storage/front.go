package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Report is an article of a story as far as the weight of the story asks for it.
type Report struct {
	Article   feeds.ArticleID
	Feed      feeds.FeedID
	Publisher string // of the feed; empty: not known
	Date      time.Time
	Read      bool
	Copy      bool               // of an earlier article's text
	Topics    []feeds.TopicScore // the reader's own among them
}

// Candidates returns stories for a front page: those with articles in scope, the
// latest first, and, where the scope asks for no topics, those of most sources
// since in.Since. At most limit of each.
func (db *DB) Candidates(ctx context.Context, in feeds.Scope, limit int) ([]feeds.StoryID, error) {
	in.Order, in.Story, in.Text = feeds.Newest, 0, ""
	var out []int64
	err := db.read(ctx, func(s *session) error {
		p, err := db.plan(ctx, s, in)
		if err != nil || p.none {
			return err
		}
		if len(in.Topics) == 0 {
			out, err = s.ids(ctx, "SELECT id FROM stories INDEXED BY stories_last WHERE last >= ? AND "+shown+" ORDER BY independent DESC, last DESC LIMIT ?",
				millis(in.Since), limit)
			if err != nil {
				return err
			}
		}
		latest, err := s.newestIDs(ctx, p, 2*limit) // some are of one story
		if err != nil {
			return err
		}
		ids, err := s.ids(ctx, "SELECT a.story FROM ("+latest.text+
			") AS k CROSS JOIN articles AS a ON a.id = k.id WHERE a.story <> 0 ORDER BY a.date DESC, a.id DESC", latest.args...)
		out = append(out, firstDifferent(ids, limit)...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find stories for the front page: %w", err)
	}
	out = firstDifferent(out, len(out))
	stories := make([]feeds.StoryID, len(out))
	for i, id := range out {
		stories[i] = feeds.StoryID(id)
	}
	return stories, nil
}

// firstDifferent is a list without what it repeats, cut.
func firstDifferent(ids []int64, limit int) []int64 {
	seen := make(map[int64]bool, len(ids))
	var out []int64
	for _, id := range ids {
		if !seen[id] && len(out) < limit {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// Reports returns what is known of the articles of stories since a time, each in
// the order of time, without those that the reader muted.
func (db *DB) Reports(ctx context.Context, stories []feeds.StoryID, since time.Time) (map[feeds.StoryID][]Report, error) {
	out := make(map[feeds.StoryID][]Report, len(stories))
	err := db.read(ctx, func(s *session) error {
		own, err := s.ownNames(ctx)
		if err != nil {
			return err
		}
		publishers, err := s.publishers(ctx)
		if err != nil {
			return err
		}
		return s.each(ctx, func(scan scan) error {
			var story feeds.StoryID
			var r Report
			var date, topics int64
			var scores string
			err := scan(&story, &r.Article, &r.Feed, &date, &r.Read, &r.Copy, &topics, &scores)
			r.Publisher, r.Date, r.Topics = publishers[r.Feed], fromMillis(date), withOwn(scoresFrom(scores), topics, own)
			out[story] = append(out[story], r)
			return err
		}, `SELECT a.story, a.id, a.feed, a.date, a.read, IFNULL(d.copy_of, 0) <> 0, a.topics, a.scores
			FROM json_each(?) AS j CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value AND a.date >= ?
			LEFT JOIN derived AS d ON d.article = a.id WHERE a.muted = 0 ORDER BY j.key, a.date, a.id`,
			jsonIDs(stories), sinceMillis(since))
	})
	if err != nil {
		return nil, fmt.Errorf("read reports of stories: %w", err)
	}
	return out, nil
}

// publishers tells whose each feed is.
func (s *session) publishers(ctx context.Context) (map[feeds.FeedID]string, error) {
	out := map[feeds.FeedID]string{}
	err := s.each(ctx, func(scan scan) error {
		var id feeds.FeedID
		var publisher string
		err := scan(&id, &publisher)
		out[id] = publisher
		return err
	}, "SELECT id, publisher FROM feeds")
	return out, err
}

// sinceMillis is before everything for the zero time.
func sinceMillis(t time.Time) int64 {
	if t.IsZero() {
		return -1 << 62
	}
	return t.UnixMilli()
}

// StoriesByID returns stories in the order of a list, without those of which nothing
// is stored.
func (db *DB) StoriesByID(ctx context.Context, ids []feeds.StoryID) ([]feeds.Story, error) {
	var out []feeds.Story
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.storiesByID(ctx, int64s(ids))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read stories: %w", err)
	}
	return out, nil
}

// Members returns articles as members of their stories, in the order of a list.
// Which of them is the first report, it does not say.
func (db *DB) Members(ctx context.Context, ids []feeds.ArticleID) ([]feeds.Member, error) {
	var out []feeds.Member
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.members(ctx, int64s(ids))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read members of stories: %w", err)
	}
	for i := range out {
		out[i].First = false
	}
	return out, nil
}

// NewestArticle is the last article that arrived.
func (db *DB) NewestArticle(ctx context.Context) (feeds.ArticleID, error) {
	var id feeds.ArticleID
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT value FROM counters WHERE name = 'articles'", nil, &id)
	})
	return id, err
}

// AgreedTopics are the topics that reports of one story agree on most.
func AgreedTopics(list []Report) []feeds.TopicScore {
	sums := map[feeds.Topic]float64{}
	for _, r := range list {
		for _, x := range r.Topics {
			sums[x.Topic] += x.Score
		}
	}
	return storyTopics(sums, len(list))
}
