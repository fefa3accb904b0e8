package storage

import (
	"context"
	"fmt"
	"strings"

	"tidings/feeds"
	"tidings/feeds/language"
)

// Unindexed is how many IDs still wait for Reindex: about the number of articles
// that search does not find yet.
func (db *DB) Unindexed(ctx context.Context) (int, error) {
	var n int
	err := db.read(ctx, func(s *session) error { return s.one(ctx, unindexedSQL, nil, &n) })
	return n, err
}

const unindexedSQL = "SELECT value FROM counters WHERE name = 'unindexed'"

// Reindex puts the texts of up to limit articles into the search index, latest
// first, after a migration or a repair made it anew. It returns how many IDs are
// left; a stop in between loses nothing.
func (db *DB) Reindex(ctx context.Context, limit int) (left int, err error) {
	err = db.write(ctx, func(s *session) error {
		if err := s.one(ctx, unindexedSQL, nil, &left); err != nil || left == 0 {
			return err
		}
		ids, err := s.ids(ctx, `SELECT id FROM articles WHERE id <= ?1 AND derived <> 0 UNION ALL
			SELECT id FROM bin WHERE id <= ?1 AND derived <> 0 ORDER BY id DESC LIMIT ?2`, left, limit)
		if err != nil {
			return err
		}
		left = 0
		if len(ids) == limit {
			left = int(ids[limit-1]) - 1
		}
		list, err := s.indexTexts(ctx, ids)
		if err != nil {
			return err
		}
		notes, err := s.notes(ctx, ids)
		if err != nil {
			return err
		}
		for i := len(ids) - 1; i >= 0; i-- { // the index wants ascending IDs
			if err := s.index(ids[i], list[ids[i]], notes[ids[i]], true); err != nil {
				return err
			}
		}
		return s.exec("UPDATE counters SET value = ? WHERE name = 'unindexed'", left)
	})
	if err != nil {
		return 0, fmt.Errorf("index articles: %w", err)
	}
	return left, nil
}

// indexTexts makes the texts of articles, as the search index wants them.
func (s *session) indexTexts(ctx context.Context, ids []int64) (map[int64]feeds.IndexText, error) {
	list, err := s.articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	bodies, err := s.bodies(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]feeds.IndexText, len(ids))
	for _, a := range list {
		out[int64(a.ID)] = IndexText(a, bodies[a.ID].Text)
	}
	return out, nil
}

// IndexText is the text of an article as the search index wants it.
func IndexText(a feeds.Article, text string) feeds.IndexText {
	names := make([]string, len(a.Authors))
	for i, x := range a.Authors {
		names[i] = x.Name
	}
	return feeds.IndexText{
		Title:  language.Fold(a.Title),
		Author: language.Fold(strings.Join(names, " ")),
		Text:   language.Fold(text),
	}
}

// index puts a text into the search index, with the reader's note; again says
// that something may be there already.
func (s *session) index(id int64, t feeds.IndexText, note string, again bool) error {
	if again {
		if err := s.exec("DELETE FROM search WHERE rowid = ?", id); err != nil {
			return err
		}
	}
	return s.exec("INSERT INTO search (rowid, title, author, text, note) VALUES (?, ?, ?, ?, ?)",
		id, t.Title, t.Author, t.Text, language.Fold(note))
}
