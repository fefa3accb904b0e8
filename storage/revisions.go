package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
	"time"

	"github.com/klauspost/compress/zstd"

	"tidings/feeds"
	"tidings/feeds/compare"
)

// A Revision is an article as it was before its publisher changed it.
type Revision struct {
	Title    string
	Body     feeds.Body
	Replaced time.Time
}

// Revisions returns what an article was before, latest first. One that differs from
// another that damage took is passed over.
func (db *DB) Revisions(ctx context.Context, id feeds.ArticleID) ([]Revision, error) {
	var out []Revision
	err := db.read(ctx, func(s *session) error {
		plains := map[int64][]byte{0: nil} // by ID; a revision comes behind the one it differs from
		return s.each(ctx, func(scan scan) error {
			var r Revision
			var rev, replaced, base int64
			var data []byte
			if err := scan(&rev, &r.Title, &replaced, &data, &base); err != nil {
				return err
			}
			r.Replaced = fromMillis(replaced)
			whole, ok := plains[base]
			if !ok {
				return nil
			}
			plain, err := expandFrom(data, whole)
			if err != nil {
				return err
			}
			plains[rev] = plain
			r.Body, err = split(plain)
			out = append(out, r)
			return err
		}, "SELECT id, title, replaced, data, base FROM revisions WHERE article = ? ORDER BY id DESC", id)
	})
	if err != nil {
		return nil, fmt.Errorf("read revisions of article %d: %w", id, err)
	}
	return out, nil
}

// maxRevisions bounds what live reports leave behind.
const maxRevisions = 50

// isEdited reports whether a new version is one that its author changed. What only
// counts something that compare.Trivial does not know shows in the first revision, and
// makes no other.
func (s *session) isEdited(ctx context.Context, article int64, title string, was feeds.Body, newTitle string, b feeds.Body) (bool, error) {
	switch {
	case !compare.SameTitle(title, newTitle):
		return true, nil
	case compare.Trivial(was.HTML, b.HTML):
		return false, nil
	case !compare.OnlyNumbers(was.HTML, b.HTML):
		return true, nil
	}
	var data []byte
	err := s.one(ctx, "SELECT data FROM revisions WHERE article = ? AND base = 0 ORDER BY id DESC LIMIT 1", []any{article}, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	last, err := unpack(data)
	return err != nil || !compare.OnlyNumbers(last.HTML, b.HTML), nil // what cannot be read must not keep news away
}

// keepRevision keeps the old title and text. The latest revision is whole; the one
// before it becomes what differs from it, so that the oldest can go without harm to any
// other.
func (s *session) keepRevision(ctx context.Context, article int64, old before, now time.Time) error {
	var previous, latest int64
	var data []byte
	err := s.one(ctx, "SELECT id, data FROM revisions WHERE article = ? AND base = 0 ORDER BY id DESC LIMIT 1", []any{article}, &previous, &data)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	err = s.one(ctx, "INSERT INTO revisions (article, replaced, title, data) VALUES (?, ?, ?, ?) RETURNING id",
		[]any{article, millis(now), old.title, old.body}, &latest)
	if err != nil {
		return err
	}
	if smaller := shrink(data, old.body); smaller != nil {
		if err := s.exec("UPDATE revisions SET data = ?, base = ? WHERE id = ?", smaller, latest, previous); err != nil {
			return err
		}
	}
	return s.exec(`DELETE FROM revisions WHERE article = ?1 AND id <=
		(SELECT id FROM revisions WHERE article = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`, article, maxRevisions)
}

// maxWindow bounds the memory of compressing one text with another.
const maxWindow = 8 << 20

// dictionary is the number that frames give to what they differ from.
const dictionary = 1

// shrink is a packed text as what differs from another packed one; nil if that is
// not smaller. What cannot be read is left alone: it must not keep news away.
func shrink(data, from []byte) []byte {
	if data == nil {
		return nil
	}
	plain, err := expand(data)
	if err != nil {
		return nil
	}
	base, err := expand(from)
	if err != nil || len(base) < 8 || len(plain)+len(base) > maxWindow { // too short for zstd, or too long
		return nil
	}
	small, err := compressFrom(plain, base)
	if err != nil || len(small) >= len(data) {
		return nil
	}
	return small
}

// compressFrom compresses a text that has much in common with another. A better level
// halves the 70 bytes of a mended sentence and takes six times as long, while nobody
// else can write.
func compressFrom(plain, base []byte) ([]byte, error) {
	window := max(zstd.MinWindowSize, 1<<bits.Len(uint(len(plain)+len(base))))
	e, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(dictionary, base), zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true), zstd.WithWindowSize(min(window, maxWindow)), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	return e.EncodeAll(plain, nil), e.Close()
}

// expandFrom is expand for a frame that differs from a plain text; nil: a whole one.
func expandFrom(data, base []byte) ([]byte, error) {
	if base == nil {
		return expand(data)
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionary, base), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxMemory(maxPlain), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	plain, err := d.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	return plain, nil
}
