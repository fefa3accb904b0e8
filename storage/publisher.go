package storage

import (
	"context"
	"fmt"

	"tidings/feeds"
)

// publisher is whose a feed is, for statements: feeds without one are their own.
func publisher(feed string) string {
	return fmt.Sprintf("IIF(%s.publisher = '', CAST(%[1]s.id AS TEXT), %[1]s.publisher)", feed)
}

// independentSQL counts the publishers that write in words of their own about the story
// whose ID stands in its place: the copy of a text that is in the story too does not
// count, and of several copies of one that is not there the first does.
func independentSQL(story string) string {
	return `(SELECT COUNT(DISTINCT ` + publisher("f") + `) FROM articles AS a INDEXED BY articles_story
		CROSS JOIN feeds AS f ON f.id = a.feed LEFT JOIN derived AS d ON d.article = a.id
		WHERE a.story <> 0 AND a.story = ` + story + ` AND (IFNULL(d.copy_of, 0) = 0 OR
			NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.id = d.copy_of AND o.story = a.story) AND
			NOT EXISTS (SELECT 1 FROM articles AS o INDEXED BY articles_story CROSS JOIN derived AS e ON e.article = o.id
				WHERE o.story <> 0 AND o.story = a.story AND e.copy_of = d.copy_of AND (o.date, o.id) < (a.date, a.id))))`
}

// notePublisher keeps true whose a feed is, and what its stories count.
func (db *DB) notePublisher(ctx context.Context, s *session, id feeds.FeedID) error {
	if db.publisher == nil {
		return nil
	}
	f, err := s.feed(ctx, id)
	if err != nil {
		return err
	}
	n, err := s.change("UPDATE feeds SET publisher = ?1 WHERE id = ?2 AND publisher <> ?1", db.publisher(f), id)
	if err != nil || n == 0 {
		return err
	}
	stories, err := s.ids(ctx, "SELECT DISTINCT story FROM articles INDEXED BY articles_feed WHERE feed = ? AND story <> 0", id)
	if err != nil {
		return err
	}
	return s.refreshStories(stories)
}

// notePublishers does so for feeds of which it was never asked, as of a file that was
// made before.
func (db *DB) notePublishers(ctx context.Context, s *session) error {
	if db.publisher == nil {
		return nil
	}
	list, err := s.feeds(ctx, "publisher = ''")
	if err != nil || len(list) == 0 {
		return err
	}
	changed := false
	for _, f := range list {
		name := db.publisher(f)
		if name == "" {
			continue
		}
		changed = true
		if err := s.exec("UPDATE feeds SET publisher = ? WHERE id = ?", name, f.ID); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	return s.exec("UPDATE stories SET independent = " + independentSQL("stories.id"))
}
