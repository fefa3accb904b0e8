package storage

import (
	"context"
	"slices"
	"time"

	"tidings/feeds"
)

const articleColumns = "id, feed, date, hash, read, starred, later, story, topics, scores, language, derived, noted, changed, kept"

// DeleteArticles takes articles away. They can be brought back with Undo until
// EmptyBin; their identities stay, so that their feeds do not bring them back.
func (db *DB) DeleteArticles(ctx context.Context, ids []feeds.ArticleID) error {
	return db.act(ctx, func(s *session) error {
		there, err := s.ids(ctx, "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", jsonIDs(ids))
		if err != nil || len(there) == 0 {
			return err
		}
		if err := s.intoBin(ctx, there, false, db.now()); err != nil {
			return err
		}
		return db.record(s, "Deleted "+many(len(there), "article"), step{Do: doRestore, Articles: packIDs(there)})
	})
}

// intoBin moves articles out of sight; unfeed says that their feed goes.
func (s *session) intoBin(ctx context.Context, ids []int64, unfeed bool, now time.Time) error {
	list := jsonIDs(ids)
	stories, err := s.countOut(ctx, "articles", list, -1)
	if err != nil {
		return err
	}
	err = s.exec("INSERT INTO bin ("+articleColumns+", unfeed, removed) SELECT "+articleColumns+
		", ?, ? FROM articles WHERE id IN (SELECT value FROM json_each(?))", unfeed, millis(now), list)
	if err != nil {
		return err
	}
	if err := s.exec("DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", list); err != nil {
		return err
	}
	return s.refreshStories(stories)
}

// outOfBin brings articles back; those that were destroyed meanwhile stay away.
func (s *session) outOfBin(ctx context.Context, ids []int64) error {
	list := jsonIDs(ids)
	stories, err := s.countOut(ctx, "bin", list, 1)
	if err != nil {
		return err
	}
	err = s.exec("INSERT INTO articles ("+articleColumns+") SELECT "+articleColumns+
		" FROM bin WHERE id IN (SELECT value FROM json_each(?))", list)
	if err != nil {
		return err
	}
	if err := s.exec("DELETE FROM bin WHERE id IN (SELECT value FROM json_each(?))", list); err != nil {
		return err
	}
	return s.refreshStories(stories)
}

// countOut adds articles of a table to the counts, or takes them out with -1, and
// returns their stories.
func (s *session) countOut(ctx context.Context, table, list string, sign int) ([]int64, error) {
	var t tally
	var stories []int64
	err := s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var story int64
		var read, starred, later int
		err := scan(&feed, &story, &read, &starred, &later)
		t.add(feed, sign, sign*(1-read))
		t.starred += sign * starred
		t.later += sign * later
		if story != 0 {
			stories = append(stories, story)
		}
		return err
	}, "SELECT feed, story, read, starred, later FROM "+table+" WHERE id IN (SELECT value FROM json_each(?))", list)
	if err != nil {
		return nil, err
	}
	slices.Sort(stories)
	return slices.Compact(stories), s.apply(t)
}
