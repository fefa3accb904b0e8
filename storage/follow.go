package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
)

// A follow is a row of the stories that the reader follows. Times are Unix
// milliseconds.
type follow struct {
	Story int64 `json:"story"`
	Since int64 `json:"since"`
	Seen  int64 `json:"seen"`
	Told  int64 `json:"told,omitempty"`
	Quiet bool  `json:"quiet,omitempty"`
}

// quiet is how long a story has nothing new before it is called quiet.
const quiet = 7 * 24 * time.Hour

func (s *session) follow(ctx context.Context, story int64) (f follow, ok bool, err error) {
	f.Story = story
	err = s.one(ctx, "SELECT since, seen, told, quiet FROM followed WHERE story = ?", []any{story}, &f.Since, &f.Seen, &f.Told, &f.Quiet)
	if errors.Is(err, sql.ErrNoRows) {
		return follow{}, false, nil
	}
	return f, err == nil, err
}

func (s *session) putFollow(f follow) error {
	return s.exec("INSERT OR REPLACE INTO followed (story, since, seen, told, quiet) VALUES (?, ?, ?, ?, ?)", f.Story, f.Since, f.Seen, f.Told, f.Quiet)
}

func (s *session) dropFollow(story int64) error {
	n, err := s.change("DELETE FROM followed WHERE story = ?", story)
	if err == nil && n == 0 {
		err = feeds.ErrNotFound
	}
	return err
}

// Follow remembers that the reader wants to hear more of a story. The error is
// feeds.ErrNotFound if it has no articles.
func (db *DB) Follow(ctx context.Context, story feeds.StoryID) error {
	return db.act(ctx, func(s *session) error {
		if _, ok, err := s.follow(ctx, int64(story)); ok || err != nil {
			return err
		}
		list, err := s.storiesByID(ctx, []int64{int64(story)})
		if err == nil && len(list) == 0 {
			err = feeds.ErrNotFound
		}
		if err != nil {
			return err
		}
		now := db.now()
		err = s.putFollow(follow{Story: int64(story), Since: millis(now), Seen: millis(now), Quiet: now.Sub(list[0].Last) > quiet})
		if err != nil {
			return err
		}
		return db.record(s, "Followed the story "+quoted(list[0].Lead.Title), step{Do: doUnfollow, ID: int64(story)})
	})
}

// Unfollow forgets that. The error is feeds.ErrNotFound if the story is not followed.
func (db *DB) Unfollow(ctx context.Context, story feeds.StoryID) error {
	return db.act(ctx, func(s *session) error {
		old, ok, err := s.follow(ctx, int64(story))
		if err == nil && !ok {
			err = feeds.ErrNotFound
		}
		if err != nil {
			return err
		}
		list, err := s.storiesByID(ctx, []int64{int64(story)})
		if err != nil {
			return err
		}
		if err := s.dropFollow(int64(story)); err != nil {
			return err
		}
		what := "No longer followed a story"
		if len(list) > 0 {
			what = "No longer followed the story " + quoted(list[0].Lead.Title)
		}
		return db.record(s, what, step{Do: doFollow, Follow: &old})
	})
}

// Follows reports whether any story is followed.
func (db *DB) Follows(ctx context.Context) (bool, error) {
	var some bool
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT EXISTS (SELECT 1 FROM followed)", nil, &some)
	})
	return some, err
}

// StorySeen remembers that the reader has looked at a story. One that is not followed
// is passed over.
func (db *DB) StorySeen(ctx context.Context, story feeds.StoryID) error {
	return db.act(ctx, func(s *session) error {
		now := millis(db.now())
		if err := s.exec("UPDATE followed SET seen = ? WHERE story = ?", now, story); err != nil {
			return err
		}
		return s.exec("UPDATE developments SET told = 1 WHERE story = ? AND at <= ? AND told = 0", story, now)
	})
}

// Followed returns the stories that the reader follows: those with the latest article
// first, quiet ones last. Those of which all articles were deleted are left out.
func (db *DB) Followed(ctx context.Context) ([]feeds.FollowedStory, error) {
	var out []feeds.FollowedStory
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.followed(ctx, db.now())
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list followed stories: %w", err)
	}
	return out, nil
}

func (s *session) followed(ctx context.Context, now time.Time) ([]feeds.FollowedStory, error) {
	rows := map[feeds.StoryID]feeds.FollowedStory{}
	var ids []int64
	err := s.each(ctx, func(scan scan) error {
		var id, since, seen int64
		var fresh int
		err := scan(&id, &since, &seen, &fresh)
		ids = append(ids, id)
		rows[feeds.StoryID(id)] = feeds.FollowedStory{Since: fromMillis(since), Seen: fromMillis(seen), New: fresh}
		return err
	}, `SELECT story, since, seen, (SELECT COUNT(*) FROM developments AS d INDEXED BY developments_story
		WHERE d.story = followed.story AND d.at > followed.seen AND EXISTS (SELECT 1 FROM articles AS a WHERE a.id = d.article)) FROM followed`)
	if err != nil {
		return nil, err
	}
	list, err := s.storiesByID(ctx, ids)
	out := make([]feeds.FollowedStory, len(list))
	for i, st := range list {
		f := rows[st.ID]
		f.Story, f.Quiet = st, now.Sub(st.Last) > quiet
		out[i] = f
	}
	slices.SortStableFunc(out, func(a, b feeds.FollowedStory) int {
		return cmp.Or(asInt(a.Quiet)-asInt(b.Quiet), b.Last.Compare(a.Last), cmp.Compare(b.ID, a.ID))
	})
	return out, err
}

// develop notes which articles that were derived came to a story that is followed, in
// words of their own. A source that had not written about it makes them news, and so
// does a new day.
func (s *session) develop(ctx context.Context, list []feeds.Derived, now time.Time) error {
	var some bool
	if err := s.one(ctx, "SELECT EXISTS (SELECT 1 FROM followed)", nil, &some); err != nil || !some {
		return err
	}
	for _, d := range list {
		if d.CopyOf != 0 {
			continue
		}
		err := s.exec(`INSERT OR IGNORE INTO developments (article, story, at, news, told)
			SELECT a.id, a.story, ?3,
				NOT EXISTS (SELECT 1 FROM articles AS o INDEXED BY articles_story CROSS JOIN feeds AS g ON g.id = o.feed
					WHERE o.story <> 0 AND o.story = a.story AND o.id <> a.id AND `+publisher("g")+` = `+publisher("f")+`)
				OR NOT EXISTS (SELECT 1 FROM articles AS o INDEXED BY articles_story
					WHERE o.story <> 0 AND o.story = a.story AND o.id <> a.id AND o.date >= a.date - a.date % ?4),
				0
			FROM articles AS a CROSS JOIN feeds AS f ON f.id = a.feed
			WHERE a.id = ?1 AND EXISTS (SELECT 1 FROM followed WHERE story = ?2 AND since < ?3)`,
			d.Article, d.Story, millis(now), (24 * time.Hour).Milliseconds())
		if err != nil {
			return err
		}
	}
	return nil
}

// A Development is what the reader is to be told of a story that is followed.
type Development struct {
	Story    feeds.FollowedStory
	Articles []feeds.Article // that came, latest first; none if the story is quiet now
}

// Developments returns what the reader was not told yet, and takes it for told. Of each
// story there is at most one within a time. That a story is quiet is told once.
func (db *DB) Developments(ctx context.Context, within time.Duration) ([]Development, error) {
	some, err := db.HasDevelopments(ctx, within)
	if err != nil || !some {
		return nil, err
	}
	var out []Development
	err = db.write(ctx, func(s *session) error {
		list, err := s.followed(ctx, db.now())
		if err != nil {
			return err
		}
		for _, f := range list {
			d, err := s.development(ctx, f, db.now(), within)
			if err != nil {
				return err
			}
			if d != nil {
				out = append(out, *d)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("news of followed stories: %w", err)
	}
	return out, nil
}

// HasDevelopments reports whether Developments would return something. It writes
// nothing.
func (db *DB) HasDevelopments(ctx context.Context, within time.Duration) (bool, error) {
	var some bool
	err := db.read(ctx, func(s *session) error {
		now := db.now()
		return s.one(ctx, `SELECT EXISTS (SELECT 1 FROM followed AS f WHERE f.told <= ?1 AND EXISTS
				(SELECT 1 FROM developments AS d INDEXED BY developments_story WHERE d.story = f.story AND d.told = 0 AND d.news = 1))
			OR EXISTS (SELECT 1 FROM followed AS f WHERE f.quiet = 0 AND
				(SELECT MAX(a.date) FROM articles AS a INDEXED BY articles_story WHERE a.story <> 0 AND a.story = f.story) < ?2)`,
			[]any{millis(now.Add(-within)), millis(now.Add(-quiet))}, &some)
	})
	return some, err
}

func (s *session) development(ctx context.Context, f feeds.FollowedStory, now time.Time, within time.Duration) (*Development, error) {
	row, _, err := s.follow(ctx, int64(f.ID))
	if err != nil {
		return nil, err
	}
	if f.Quiet {
		if row.Quiet {
			return nil, nil
		}
		row.Quiet = true
		return &Development{Story: f}, s.putFollow(row)
	}
	if row.Told > millis(now.Add(-within)) {
		return nil, nil
	}
	ids, err := s.ids(ctx, `SELECT d.article FROM developments AS d INDEXED BY developments_story CROSS JOIN articles AS a ON a.id = d.article
		WHERE d.story = ? AND d.told = 0 AND d.news = 1 ORDER BY a.date DESC, a.id DESC`, f.ID)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	d := Development{Story: f}
	if d.Articles, err = s.articles(ctx, ids); err != nil {
		return nil, err
	}
	row.Told, row.Quiet = millis(now), false
	return &d, errors.Join(s.putFollow(row), s.exec("UPDATE developments SET told = 1 WHERE story = ? AND told = 0", f.ID))
}
