package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tidings/feeds"
)

// before is what replace must know of the article it replaces.
type before struct {
	title, image    string
	date            int64
	received, story int64
	words           int
	full            bool
	body            []byte
}

// replace stores the publisher's new version. It reports false if the article was
// deleted since Known was asked.
func (t *arrival) replace(in Incoming) (bool, error) {
	id := int64(in.Match.Article)
	var old before
	err := t.s.one(t.ctx, `SELECT h.title, h.image, a.date, h.received, a.story, h.words, h.full_text, b.data
		FROM articles AS a JOIN heads AS h ON h.id = a.id JOIN bodies AS b ON b.id = a.id WHERE a.id = ?`,
		[]any{id}, &old.title, &old.image, &old.date, &old.received, &old.story, &old.words, &old.full, &old.body)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := t.s.identify(in.Entry.Feed, id, in.Match.keys); err != nil {
		return false, err
	}
	a := in.Entry.Article
	a.Received = fromMillis(old.received)
	body, err := newBody(&a, in.Body, old)
	if err != nil {
		return false, err
	}
	edited, err := t.s.keepRevision(t.ctx, id, old, a.Title, body, t.now)
	if err != nil {
		return false, err
	}
	if err := t.s.insertHead(id, a); err != nil {
		return false, err
	}
	return true, t.update(id, a, in.Match.hash, body, old, edited)
}

// newBody keeps a full text that was fetched: the feed's new version does not have
// it, and the reader may be offline.
func newBody(a *feeds.Article, b feeds.Body, old before) ([]byte, error) {
	if old.full && b.Full == "" {
		was, err := unpack(old.body)
		if err != nil {
			return nil, err
		}
		b.Full, b.Text, a.Words = was.Full, was.Text, old.words
		if a.Image == "" {
			a.Image = old.image
		}
	}
	return pack(b), nil
}

func (t *arrival) update(id int64, a feeds.Article, hash int64, body []byte, old before, edited bool) error {
	if err := t.s.exec("UPDATE bodies SET data = ? WHERE id = ?", body, id); err != nil {
		return err
	}
	date := millis(a.Date())
	if date != old.date && old.story != 0 {
		t.moved = append(t.moved, old.story)
	}
	err := t.s.exec("UPDATE articles SET date = ?, hash = ?, derived = -abs(derived), changed = MAX(changed, ?) WHERE id = ?",
		date, hash, edited, id)
	if err != nil || !edited {
		return err
	}
	if err := t.s.exec("UPDATE articles SET prepared = 0 WHERE id = ?", id); err != nil {
		return err
	}
	return t.s.forgetLook(id)
}

// SaveFullText stores the text of an article's page: clean HTML, the same as plain
// text, its words, and a picture if the feed gave none. What was derived of the
// feed's text is due again.
func (db *DB) SaveFullText(ctx context.Context, id feeds.ArticleID, html, text string, words int, image string) error {
	err := db.write(ctx, func(s *session) error {
		var packed []byte
		err := s.one(ctx, "SELECT b.data FROM articles AS a JOIN bodies AS b ON b.id = a.id WHERE a.id = ?", []any{id}, &packed)
		if err != nil {
			return err
		}
		b, err := unpack(packed)
		if err != nil {
			return err
		}
		b.Full, b.Text = html, text
		if err := s.exec("UPDATE bodies SET data = ? WHERE id = ?", pack(b), id); err != nil {
			return err
		}
		err = s.exec("UPDATE heads SET words = ?1, full_text = 1, image = IIF(image = '', ?2, image) WHERE id = ?3", words, image, id)
		if err != nil {
			return err
		}
		if err := s.exec("UPDATE articles SET derived = -abs(derived) WHERE id = ?", id); err != nil {
			return err
		}
		return s.forgetLook(int64(id))
	})
	if err != nil {
		return fmt.Errorf("store the full text of article %d: %w", id, err)
	}
	return nil
}
