package storage

import (
	"context"
	"fmt"
)

// recount counts everything again that is maintained otherwise, for a database
// that was rebuilt: nothing in it is taken for true but the articles themselves.
func (s *session) recount(ctx context.Context) error {
	for _, text := range []string{
		"UPDATE articles SET noted = 0, changed = 0, kept = 0",
		"UPDATE articles SET noted = 1 WHERE id IN (SELECT article FROM notes)",
		"UPDATE articles SET changed = 1 WHERE id IN (SELECT article FROM revisions)",
		"UPDATE bin SET noted = id IN (SELECT article FROM notes), kept = 0",
		"DELETE FROM muted WHERE mute NOT IN (SELECT id FROM mutes)",
		"UPDATE articles SET read = IIF(muted = 2, 0, read), muted = 0 WHERE muted > 0 AND id NOT IN (SELECT article FROM muted)",
		"UPDATE bin SET read = IIF(muted = 2, 0, read), muted = 0 WHERE muted > 0 AND id NOT IN (SELECT article FROM muted)",
		"UPDATE articles SET muted = 2 - read, read = 1 WHERE muted = 0 AND id IN (SELECT article FROM muted)",
		"UPDATE bin SET muted = 2 - read, read = 1 WHERE muted = 0 AND id IN (SELECT article FROM muted)",
		"UPDATE articles SET kept = 1 WHERE feed IN (SELECT id FROM feeds WHERE removed > 0)",
		`UPDATE feeds SET (unread, total) = (SELECT IFNULL(SUM(a.read = 0), 0), COUNT(*)
			FROM articles AS a INDEXED BY articles_feed WHERE a.feed = feeds.id)`,
		"DELETE FROM counters",
		`INSERT INTO counters
			SELECT 'articles', MAX((SELECT IFNULL(MAX(id), 0) FROM heads), (SELECT IFNULL(MAX(article), 0) FROM identities)) UNION ALL
			SELECT 'starred', COUNT(*) FROM articles WHERE starred = 1 UNION ALL
			SELECT 'later', COUNT(*) FROM articles WHERE later = 1 UNION ALL
			SELECT 'noted', COUNT(*) FROM articles WHERE noted = 1 UNION ALL
			SELECT 'kept', COUNT(*) FROM articles WHERE kept = 1 UNION ALL
			SELECT 'bin', COUNT(*) FROM bin WHERE unfeed = 0 UNION ALL
			SELECT 'unindexed', IFNULL(MAX(id), 0) FROM (SELECT id, derived FROM articles UNION ALL SELECT id, derived FROM bin)
				WHERE derived <> 0`,
		`INSERT INTO stories (id, lead, first, last, articles, sources)
			SELECT story, story, MIN(date), MAX(date), COUNT(*), COUNT(DISTINCT feed)
			FROM articles INDEXED BY articles_story WHERE story <> 0 GROUP BY story HAVING COUNT(*) > 1
			ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last,
				articles = excluded.articles, sources = excluded.sources`,
		`DELETE FROM stories WHERE
			(SELECT COUNT(*) FROM articles AS a INDEXED BY articles_story WHERE a.story <> 0 AND a.story = stories.id) < 2`,
		`UPDATE stories SET lead = (SELECT a.id FROM articles AS a INDEXED BY articles_story
				WHERE a.story <> 0 AND a.story = stories.id ORDER BY a.date, a.id LIMIT 1)
			WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = stories.lead AND a.story = stories.id)`,
		"UPDATE stories SET independent = " + independentSQL("stories.id"),
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.exec(text); err != nil {
			return fmt.Errorf("count again: %w", err)
		}
	}
	return nil
}
