package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"tidings/feeds"
)

// A Moved is an article that is in another story now, or is there for another reason.
type Moved struct {
	Article feeds.ArticleID
	Story   feeds.StoryID
	Score   float64
	Why     string
	CopyOf  feeds.ArticleID
	Vector  []byte `json:"-"` // nil: as it is
}

// StoryCorrections are what the reader said about stories, in this order.
func (db *DB) StoryCorrections(ctx context.Context) ([]feeds.StoryCorrection, error) {
	var out []feeds.StoryCorrection
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.storyCorrections(ctx, "1")
		return err
	})
	return out, err
}

func (s *session) storyCorrections(ctx context.Context, where string, args ...any) ([]feeds.StoryCorrection, error) {
	var out []feeds.StoryCorrection
	err := s.each(ctx, func(scan scan) error {
		var c feeds.StoryCorrection
		var at int64
		err := scan(&c.ID, &c.Kind, &c.A, &c.B, &c.FeedA, &c.FeedB, &at)
		c.At = fromMillis(at)
		out = append(out, c)
		return err
	}, "SELECT id, kind, a, b, feed_a, feed_b, at FROM story_corrections WHERE "+where+" ORDER BY id", args...)
	return out, err
}

// NextCorrection is the ID that the next correction of stories is to have; the ones after
// it follow.
func (db *DB) NextCorrection(ctx context.Context) (feeds.CorrectionID, error) {
	var id feeds.CorrectionID
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT IFNULL((SELECT seq FROM sqlite_sequence WHERE name = 'story_corrections'), 0) + 1", nil, &id)
	})
	return id, err
}

// CorrectStories adds to what the reader said about stories (with the IDs of
// NextCorrection), takes away some of what was
// said, and moves articles as follows from that. what says it in a sentence.
func (db *DB) CorrectStories(ctx context.Context, what string, add []feeds.StoryCorrection, drop []feeds.CorrectionID, moved []Moved) error {
	return db.act(ctx, func(s *session) error {
		var steps []step
		for _, id := range drop {
			old, err := s.storyCorrections(ctx, "id = ?", id)
			if err == nil && len(old) == 0 {
				err = feeds.ErrNotFound
			}
			if err != nil {
				return err
			}
			if err := s.drop("story_corrections", int64(id)); err != nil {
				return err
			}
			steps = append(steps, step{Do: doPutCorrection, Correction: &old[0]})
		}
		for _, c := range add {
			c.At = db.now()
			if err := s.putCorrection(c); err != nil {
				return err
			}
			steps = append(steps, step{Do: doDropCorrection, ID: int64(c.ID)})
		}
		before, err := s.placements(ctx, moved)
		if err != nil {
			return err
		}
		follows, err := db.move(ctx, s, moved)
		if err != nil {
			return err
		}
		steps = append(steps, step{Do: doMove, Moved: before})
		return db.record(s, what, slices.Concat(steps, follows, s.unmutings())...)
	})
}

// putCorrection writes a correction with its ID.
func (s *session) putCorrection(c feeds.StoryCorrection) error {
	return s.exec("INSERT INTO story_corrections (id, kind, a, b, feed_a, feed_b, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		c.ID, c.Kind, c.A, c.B, c.FeedA, c.FeedB, millis(c.At))
}

// placements are where articles are now that are to be moved.
func (s *session) placements(ctx context.Context, moved []Moved) ([]Moved, error) {
	ids := make([]int64, len(moved))
	for i, m := range moved {
		ids[i] = int64(m.Article)
	}
	var out []Moved
	err := s.each(ctx, func(scan scan) error {
		var m Moved
		err := scan(&m.Article, &m.Story, &m.Score, &m.Why, &m.CopyOf)
		out = append(out, m)
		return err
	}, `SELECT a.id, a.story, d.score, d.why, d.copy_of FROM json_each(?) AS j
		CROSS JOIN (SELECT id, story FROM articles UNION ALL SELECT id, story FROM bin) AS a ON a.id = j.value
		CROSS JOIN derived AS d ON d.article = a.id ORDER BY a.id`, jsonIDs(ids))
	return out, err
}

// MoveToStories stores that articles are in other stories now.
func (db *DB) MoveToStories(ctx context.Context, moved []Moved) error {
	if len(moved) == 0 {
		return nil
	}
	err := db.write(ctx, func(s *session) error {
		_, err := db.move(ctx, s, moved)
		return err
	})
	if err != nil {
		return fmt.Errorf("move articles to their stories: %w", err)
	}
	return nil
}

// move also lets the reader follow on where a story that is followed has gone, and
// returns the steps that take that back.
func (db *DB) move(ctx context.Context, s *session, moved []Moved) ([]step, error) {
	var stories []int64
	to := map[int64]map[int64]int{} // by the story before: how many went where
	for _, m := range moved {
		was, err := s.moveOne(ctx, m)
		if errors.Is(err, feeds.ErrNotFound) {
			continue // destroyed meanwhile
		}
		if err != nil {
			return nil, err
		}
		stories = append(stories, was, int64(m.Story))
		if was != int64(m.Story) {
			if to[was] == nil {
				to[was] = map[int64]int{}
			}
			to[was][int64(m.Story)]++
		}
	}
	slices.Sort(stories)
	stories = slices.Compact(stories)
	if err := s.refreshStories(stories); err != nil {
		return nil, err
	}
	steps, err := s.followOn(ctx, to)
	if err != nil {
		return nil, err
	}
	return steps, db.showGrown(ctx, s, stories)
}

func (s *session) moveOne(ctx context.Context, m Moved) (was int64, err error) {
	err = s.one(ctx, "SELECT story FROM articles WHERE id = ?1 UNION ALL SELECT story FROM bin WHERE id = ?1", []any{m.Article}, &was)
	if errors.Is(err, sql.ErrNoRows) {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return 0, err
	}
	if was != int64(m.Story) {
		for _, table := range []string{"articles", "bin"} {
			if err := s.exec("UPDATE "+table+" SET story = ? WHERE id = ?", m.Story, m.Article); err != nil {
				return 0, err
			}
		}
	}
	if err := s.exec("UPDATE developments SET story = ? WHERE article = ?", m.Story, m.Article); err != nil {
		return 0, err
	}
	var vector any // NULL: as it is
	if m.Vector != nil {
		vector = m.Vector
	}
	return was, s.exec("UPDATE derived SET score = ?, why = ?, copy_of = ?, vector = IFNULL(?, vector) WHERE article = ?",
		m.Score, m.Why, m.CopyOf, vector, m.Article)
}

// followOn finds stories that are followed and have no article left: the reader follows
// the story that most of them went to.
func (s *session) followOn(ctx context.Context, to map[int64]map[int64]int) ([]step, error) {
	var steps []step
	from := make([]int64, 0, len(to))
	for id := range to {
		from = append(from, id)
	}
	slices.Sort(from)
	for _, id := range from {
		old, ok, err := s.follow(ctx, id)
		if err != nil {
			return nil, err
		}
		var left bool
		if ok {
			err = s.one(ctx, "SELECT EXISTS (SELECT 1 FROM articles WHERE story <> 0 AND story = ?)", []any{id}, &left)
		}
		if err != nil {
			return nil, err
		}
		if !ok || left {
			continue
		}
		next := follow{}
		for story, n := range to[id] {
			if cmp.Or(cmp.Compare(n, to[id][next.Story]), cmp.Compare(next.Story, story)) > 0 {
				next.Story = story
			}
		}
		have, too, err := s.follow(ctx, next.Story)
		if err != nil {
			return nil, err
		}
		next.Since, next.Seen, next.Told, next.Quiet = old.Since, old.Seen, old.Told, old.Quiet
		steps = append(steps, step{Do: doFollow, Follow: &old})
		if too {
			next.Since, next.Seen, next.Told = min(old.Since, have.Since), min(old.Seen, have.Seen), max(old.Told, have.Told)
			next.Quiet = old.Quiet && have.Quiet
			steps = append(steps, step{Do: doFollow, Follow: &have})
		} else {
			steps = append(steps, step{Do: doUnfollow, ID: next.Story})
		}
		if err := errors.Join(s.dropFollow(id), s.putFollow(next)); err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// showGrown asks the mutes about stories that may have grown.
func (db *DB) showGrown(ctx context.Context, s *session, stories []int64) error {
	if s.undoing {
		return nil
	}
	mutes, err := db.mutes(ctx, s, "sources > 0")
	if err != nil {
		return err
	}
	return s.showLarge(ctx, mutes, stories)
}
