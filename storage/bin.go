package storage

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// The bin holds what was taken out of articles: what the reader, a rule or Tidy
// deleted, which Scope.Bin lists, and what went with its feed (unfeed), which comes
// back with it. Heads, bodies, notes and the search index keep what they hold of an
// article until it is destroyed.

const articleColumns = "id, feed, date, hash, read, starred, later, story, topics, scores, language, derived, noted, changed, pictures, prepared, muted"

// within is a condition on IDs, for a list as jsonIDs makes it.
const within = "id IN (SELECT value FROM json_each(?))"

// DeleteArticles takes articles away. They can be brought back with Undo or
// RestoreArticles until the bin is emptied; their identities stay, so that their
// feeds do not bring them back.
func (db *DB) DeleteArticles(ctx context.Context, ids []feeds.ArticleID) error {
	return db.act(ctx, func(s *session) error {
		there, err := s.ids(ctx, "SELECT id FROM articles WHERE "+within+" ORDER BY id", jsonIDs(ids))
		if err != nil || len(there) == 0 {
			return err
		}
		if err := s.intoBin(ctx, there, false, db.now()); err != nil {
			return err
		}
		return db.record(s, "Deleted "+many(len(there), "article"), step{Do: doRestore, Articles: packIDs(there)})
	})
}

// RestoreArticles brings articles back from the bin. Those that are not there are
// passed over. An article whose feed was removed comes back as one that was kept.
func (db *DB) RestoreArticles(ctx context.Context, ids []feeds.ArticleID) error {
	return db.act(ctx, func(s *session) error {
		steps, err := s.binnedAs(ctx, ids)
		if err != nil || len(steps) == 0 {
			return err
		}
		n := 0
		for _, st := range steps {
			there, err := st.Articles.ids()
			if err != nil {
				return err
			}
			n += len(there)
			if err := s.outOfBin(ctx, there); err != nil {
				return err
			}
		}
		return db.record(s, "Restored "+many(n, "article"), steps...)
	})
}

// binnedAs are the steps that put articles back into the bin as they are in it
// now. There is one for all that were deleted at once.
func (s *session) binnedAs(ctx context.Context, ids []feeds.ArticleID) ([]step, error) {
	var steps []step
	var lists [][]int64
	err := s.each(ctx, func(scan scan) error {
		st := step{Do: doDelete}
		var id int64
		err := scan(&id, &st.At, &st.Unfeed)
		last := len(steps) - 1
		if last < 0 || steps[last].At != st.At || steps[last].Unfeed != st.Unfeed {
			steps, lists = append(steps, st), append(lists, nil)
			last++
		}
		lists[last] = append(lists[last], id)
		return err
	}, "SELECT id, removed, unfeed FROM bin WHERE "+within+" ORDER BY removed, unfeed, id", jsonIDs(ids))
	for i := range steps {
		steps[i].Articles = packIDs(lists[i])
	}
	return steps, err
}

// intoBin moves articles out of sight; unfeed says that their feed goes.
func (s *session) intoBin(ctx context.Context, ids []int64, unfeed bool, now time.Time) error {
	list := jsonIDs(ids)
	t, stories, err := s.tallyOf(ctx, "articles", list, -1)
	if err != nil {
		return err
	}
	n, err := s.change("INSERT INTO bin ("+articleColumns+", kept, unfeed, removed) SELECT "+articleColumns+
		", 0, ?, ? FROM articles WHERE "+within, unfeed, millis(now), list)
	if err != nil {
		return err
	}
	if !unfeed {
		t.bin = int(n)
	}
	if err := s.exec("DELETE FROM articles WHERE "+within, list); err != nil {
		return err
	}
	if err := s.apply(t); err != nil {
		return err
	}
	return s.refreshStories(stories)
}

// outOfBin brings articles back; those that were destroyed meanwhile stay away.
func (s *session) outOfBin(ctx context.Context, ids []int64) error {
	list := jsonIDs(ids)
	var deleted int
	if err := s.one(ctx, "SELECT COUNT(*) FROM bin WHERE unfeed = 0 AND "+within, []any{list}, &deleted); err != nil {
		return err
	}
	// Their feed may have come or gone since; while they are in the bin, it does not matter.
	err := s.exec("UPDATE bin SET kept = IFNULL((SELECT removed > 0 FROM feeds WHERE feeds.id = bin.feed), 1) WHERE "+within, list)
	if err != nil {
		return err
	}
	t, stories, err := s.tallyOf(ctx, "bin", list, 1)
	if err != nil {
		return err
	}
	t.bin = -deleted
	err = s.exec("INSERT INTO articles ("+articleColumns+", kept) SELECT "+articleColumns+", kept FROM bin WHERE "+within, list)
	if err != nil {
		return err
	}
	if err := s.exec("DELETE FROM bin WHERE "+within, list); err != nil {
		return err
	}
	if err := s.recountPictures("id IN (SELECT value FROM json_each(?))", list); err != nil { // some may be gone
		return err
	}
	if err := s.apply(t); err != nil {
		return err
	}
	return s.refreshStories(stories)
}

// tallyOf is what articles of a table add to the counts, or with -1 take from
// them, and their stories.
func (s *session) tallyOf(ctx context.Context, table, list string, sign int) (tally, []int64, error) {
	var t tally
	var stories []int64
	err := s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var story int64
		var read, starred, later, noted, kept int
		err := scan(&feed, &story, &read, &starred, &later, &noted, &kept)
		t.add(feed, sign, sign*(1-read))
		t.starred += sign * starred
		t.later += sign * later
		t.noted += sign * noted
		t.kept += sign * kept
		if story != 0 {
			stories = append(stories, story)
		}
		return err
	}, "SELECT feed, story, read, starred, later, noted, kept FROM "+table+" WHERE "+within, list)
	slices.Sort(stories)
	return t, slices.Compact(stories), err
}

// binned walks what was deleted, the latest first, and behind a cursor whose date
// is that of the deletion.
func (s *session) binned(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	text, args := p.binSQL(after, limit)
	return s.readKeys(ctx, text, args...)
}

func (p *plan) binSQL(after feeds.Cursor, limit int) (string, []any) {
	than, order := p.direction()
	where, args := p.condition()
	text := "SELECT a.id, a.removed FROM bin AS a INDEXED BY bin_deleted WHERE a.unfeed = 0 AND " + where +
		" AND (a.removed, a.id) " + than + " (?, ?) " + strings.ReplaceAll(order, "a.date", "a.removed") + " LIMIT ?"
	return text, slices.Concat(args, p.start(after), []any{limit})
}

// destroyedAtOnce bounds a transaction that destroys.
const destroyedAtOnce = 1000

// EmptyBin destroys what was taken away before a time, also with its feed: it
// cannot be undone any more, and the steps of the journal until then are forgotten.
// The identities of the articles stay, so that they do not come back.
func (db *DB) EmptyBin(ctx context.Context, before time.Time) (articles int, err error) {
	err = db.write(ctx, func(s *session) error {
		return s.exec("DELETE FROM journal WHERE at < ?", millis(before))
	})
	if err != nil {
		return 0, fmt.Errorf("empty the bin: %w", err)
	}
	return db.destroyAll(ctx, "removed < ?", millis(before))
}

// ClearBin is EmptyBin by the reader: it destroys now what the bin shows. What went
// with its feed still comes back with it. Steps of the journal that brought back
// nothing else are forgotten.
func (db *DB) ClearBin(ctx context.Context) (articles int, err error) {
	var last int64 // what is deleted while this goes on stays
	err = db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT IFNULL(MAX(removed), ?) FROM bin WHERE unfeed = 0", []any{int64(math.MinInt64)}, &last)
	})
	if err != nil {
		return 0, fmt.Errorf("empty the bin: %w", err)
	}
	if articles, err = db.destroyAll(ctx, "unfeed = 0 AND removed <= ?", last); err != nil || articles == 0 {
		return articles, err
	}
	return articles, db.act(ctx, func(s *session) error { return s.dropGone(ctx) })
}

// destroyAll destroys what a condition on the bin names, some at a time, so that
// nobody waits for long. A stop in between loses nothing else.
func (db *DB) destroyAll(ctx context.Context, where string, args ...any) (articles int, err error) {
	for more := true; more && err == nil; {
		err = db.write(ctx, func(s *session) error {
			ids, err := s.ids(ctx, "SELECT id FROM bin WHERE "+where+" ORDER BY removed LIMIT ?", append(args, destroyedAtOnce)...)
			if err != nil {
				return err
			}
			articles += len(ids)
			more = len(ids) == destroyedAtOnce
			return s.destroy(ctx, ids)
		})
	}
	if err != nil {
		err = fmt.Errorf("empty the bin: %w", err)
	}
	return articles, err
}

// destroy deletes articles of the bin with everything that belongs to them.
func (s *session) destroy(ctx context.Context, ids []int64) error {
	list := jsonIDs(ids)
	var shown int
	if err := s.one(ctx, "SELECT COUNT(*) FROM bin WHERE unfeed = 0 AND "+within, []any{list}, &shown); err != nil {
		return err
	}
	for _, text := range []string{
		"INSERT OR REPLACE INTO destroyed (article, published) SELECT id, published FROM heads WHERE " + within,
		"DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?))",
		"DELETE FROM revisions WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM derived WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM notes WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM article_pictures WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM queue WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM places WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM muted WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM developments WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM opens WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM replies WHERE article IN (SELECT value FROM json_each(?))",
		"DELETE FROM bodies WHERE " + within,
		"DELETE FROM heads WHERE " + within,
		"DELETE FROM bin WHERE " + within,
	} {
		if err := s.exec(text, list); err != nil {
			return err
		}
	}
	return s.apply(tally{bin: -shown})
}
