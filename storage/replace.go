package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// before is what replace must know of the article it replaces.
type before struct {
	title, image                    string
	authors, categories, enclosures string
	date, published, updated        int64
	received, story                 int64
	words                           int
	full                            bool
	pictures                        feeds.Pictures
	body                            []byte
}

// replace stores the publisher's new version. It reports false if nothing is different
// that a reader would notice, or the article was deleted since Known was asked.
func (t *arrival) replace(in Incoming) (bool, error) {
	id := int64(in.Match.Article)
	var old before
	err := t.s.one(t.ctx, `SELECT h.title, h.image, h.authors, h.categories, h.enclosures, a.date, h.published, h.updated,
		h.received, a.story, h.words, h.full_text, a.pictures, b.data
		FROM articles AS a JOIN heads AS h ON h.id = a.id JOIN bodies AS b ON b.id = a.id WHERE a.id = ?`,
		[]any{id}, &old.title, &old.image, &old.authors, &old.categories, &old.enclosures, &old.date, &old.published, &old.updated,
		&old.received, &old.story, &old.words, &old.full, &old.pictures, &old.body)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := t.s.identify(in.Entry.Feed, id, in.Match); err != nil {
		return false, err
	}
	a := in.Entry.Article
	a.Received = fromMillis(old.received)
	a.Published = believable(a.Published, old)
	was, err := unpack(old.body)
	if err != nil {
		return false, err
	}
	edited, err := t.s.isEdited(t.ctx, id, old.title, was, a.Title, in.Body)
	if err != nil {
		return false, err
	}
	return t.put(id, a, in, old, was, edited)
}

// put stores a version of which is known whether it was edited.
func (t *arrival) put(id int64, a feeds.Article, in Incoming, old before, was feeds.Body, edited bool) (bool, error) {
	if !edited && old.pictures == feeds.PicturesAll { // those of the new addresses are not here
		in.Body.HTML, in.Body.Text, a.Image = was.HTML, was.Text, old.image
	}
	body := newBody(&a, in.Body, old, was)
	if edited {
		if err := t.s.keepRevision(t.ctx, id, old, t.now); err != nil {
			return false, err
		}
	}
	differs, err := old.differs(a)
	if err != nil {
		return false, err
	}
	if err := t.s.insertHead(id, a); err != nil {
		return false, err
	}
	return edited || differs, t.update(id, a, in.Match.hash, body, old, edited, edited || differs)
}

// believable is when a new version says that it was published. What becomes later than
// the article's arrival is when the server wrote the document, or when the article was
// edited: it does not move for that.
func believable(published time.Time, old before) time.Time {
	if old.published != 0 && millis(published) > max(old.received, old.published) {
		return fromMillis(old.published)
	}
	return published
}

// differs reports whether a reader would notice another author, category, file or date.
func (old before) differs(a feeds.Article) (bool, error) {
	authors, err := listText(a.Authors)
	if err != nil {
		return false, err
	}
	categories, err := listText(a.Categories)
	if err != nil {
		return false, err
	}
	var files []feeds.Enclosure
	if err := listFrom(old.enclosures, &files); err != nil {
		return false, err
	}
	return authors != old.authors || categories != old.categories || !sameFiles(files, a.Enclosures) ||
		millis(a.Published) != old.published, nil
}

// sameFiles compares lists of files without what is signed in their addresses.
func sameFiles(a, b []feeds.Enclosure) bool {
	return slices.EqualFunc(a, b, func(a, b feeds.Enclosure) bool {
		x, _, _ := strings.Cut(a.URL, "?")
		y, _, _ := strings.Cut(b.URL, "?")
		return x == y
	})
}

// newBody keeps a full text that was fetched: the feed's new version does not have
// it, and the reader may be offline.
func newBody(a *feeds.Article, b feeds.Body, old before, was feeds.Body) []byte {
	if old.full && b.Full == "" {
		b.Full, b.Text, a.Words = was.Full, was.Text, old.words
		if a.Image == "" {
			a.Image = old.image
		}
	}
	return pack(b)
}

// update writes what is not in the head. What was derived is due again if the article
// differs from before.
func (t *arrival) update(id int64, a feeds.Article, hash int64, body []byte, old before, edited, differs bool) error {
	another := !bytes.Equal(body, old.body)
	if another {
		if err := t.s.exec("UPDATE bodies SET data = ? WHERE id = ?", body, id); err != nil {
			return err
		}
	}
	date := millis(a.Date())
	if date != old.date && old.story != 0 {
		t.moved = append(t.moved, old.story)
	}
	err := t.s.exec("UPDATE articles SET date = ?1, hash = ?2, derived = IIF(?3, -abs(derived), derived), changed = MAX(changed, ?4) WHERE id = ?5",
		date, hash, differs, edited, id)
	if err != nil || !another {
		return err
	}
	if edited {
		if err := t.s.exec("UPDATE articles SET prepared = 0 WHERE id = ?", id); err != nil {
			return err
		}
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
