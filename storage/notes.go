package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
)

// Note is what the reader wrote about an article; empty: nothing.
func (db *DB) Note(ctx context.Context, id feeds.ArticleID) (string, error) {
	var text string
	err := db.read(ctx, func(s *session) (err error) {
		text, err = s.note(int64(id))
		return err
	})
	return text, err
}

// note is what the reader wrote about an article; empty: nothing.
func (s *session) note(id int64) (string, error) {
	var text string
	err := s.one(context.Background(), "SELECT text FROM notes WHERE article = ?", []any{id}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return text, err
}

// notes are what the reader wrote about some of the articles.
func (s *session) notes(ctx context.Context, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	err := s.each(ctx, func(scan scan) error {
		var id int64
		var text string
		err := scan(&id, &text)
		out[id] = text
		return err
	}, "SELECT n.article, n.text FROM json_each(?) AS j CROSS JOIN notes AS n ON n.article = j.value", jsonIDs(ids))
	return out, err
}

// SetNote writes a note about an article, in place of the one before; an empty one
// takes it away. It can be searched for at once. The error is feeds.ErrNotFound if
// there is no such article, or it is in the bin.
func (db *DB) SetNote(ctx context.Context, id feeds.ArticleID, text string) error {
	return db.writeNote(ctx, int64(id), text, nil)
}

// AmendNote is SetNote for a note that is being written, which began as before: however
// often it is stored meanwhile, it is one thing that Undo takes back, unless the reader did
// something else in between.
func (db *DB) AmendNote(ctx context.Context, id feeds.ArticleID, before, text string) error {
	before = strings.TrimSpace(before)
	return db.writeNote(ctx, int64(id), text, &before)
}

// writeNote stores a note. If it began as before, it goes on with what the journal ends
// with, where that takes back to there.
func (db *DB) writeNote(ctx context.Context, id int64, text string, before *string) error {
	text = strings.TrimSpace(text)
	err := db.act(ctx, func(s *session) error {
		old, err := s.note(id)
		if err != nil || old == text {
			return err
		}
		if err := s.one(ctx, "SELECT id FROM articles WHERE id = ?", []any{id}, new(int64)); err != nil {
			return err
		}
		if err := s.setNote(ctx, id, text, db.now()); err != nil {
			return err
		}
		if before != nil {
			goesOn, err := s.forgetNoteStep(ctx, id, *before)
			if err != nil {
				return err
			}
			if goesOn {
				old = *before
			}
		}
		if old == text {
			return nil // as if nothing had been written
		}
		object, err := s.object(ctx, []int64{id})
		if err != nil {
			return err
		}
		return db.record(s, noteChange(old, text)+object, step{Do: doNote, ID: id, Text: old})
	})
	if err != nil {
		return fmt.Errorf("write a note about article %d: %w", id, err)
	}
	return nil
}

// forgetNoteStep takes the last entry out of the journal if it takes back the note of an
// article to what it was before.
func (s *session) forgetNoteStep(ctx context.Context, id int64, before string) (bool, error) {
	var entry int64
	var packed []byte
	err := s.one(ctx, "SELECT id, undo FROM journal ORDER BY id DESC LIMIT 1", nil, &entry, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	steps, err := stepsFrom(packed)
	if err != nil || len(steps) != 1 || steps[0].Do != doNote || steps[0].ID != id || steps[0].Text != before {
		return false, err
	}
	return true, s.exec("DELETE FROM journal WHERE id = ?", entry)
}

func noteChange(old, text string) string {
	switch {
	case old == "":
		return "Wrote a note about "
	case text == "":
		return "Removed the note about "
	}
	return "Changed the note about "
}

// setNote stores a note, also of an article that waits in the bin, marks the
// article and indexes it again.
func (s *session) setNote(ctx context.Context, id int64, text string, now time.Time) error {
	table, was, derived := "articles", 0, 0
	err := s.one(ctx, "SELECT noted, derived FROM articles WHERE id = ?", []any{id}, &was, &derived)
	if errors.Is(err, sql.ErrNoRows) {
		table = "bin"
		err = s.one(ctx, "SELECT noted, derived FROM bin WHERE id = ?", []any{id}, &was, &derived)
	}
	if err != nil {
		return err
	}
	if text == "" {
		err = s.exec("DELETE FROM notes WHERE article = ?", id)
	} else {
		err = s.exec(`INSERT INTO notes (article, text, edited) VALUES (?, ?, ?)
			ON CONFLICT (article) DO UPDATE SET text = excluded.text, edited = excluded.edited`, id, text, millis(now))
	}
	if err != nil {
		return err
	}
	noted := asInt(text != "")
	if err := s.exec("UPDATE "+table+" SET noted = ? WHERE id = ?", noted, id); err != nil {
		return err
	}
	if table == "articles" { // what is in the bin is not counted
		if err := s.apply(tally{noted: noted - was}); err != nil {
			return err
		}
	}
	if derived == 0 { // it is indexed with its note when it is derived
		return nil
	}
	texts, err := s.indexTexts(ctx, []int64{id})
	if err != nil {
		return err
	}
	return s.index(id, texts[id], text, true)
}
