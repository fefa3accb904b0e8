package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Content names a file of the folder of pictures: the first half of the SHA-256 of
// what is in it.
type Content [16]byte

// ContentOf is the name of a picture.
func ContentOf(data []byte) Content {
	sum := sha256.Sum256(data)
	return Content(sum[:16])
}

// addressKey is an address as a number. Two of them are equal by chance once in
// 10^19 pairs.
func addressKey(address string) int64 {
	sum := sha256.Sum256([]byte(address))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// A Picture is what is known of the file that has what stands at an address.
type Picture struct {
	Content Content
	Bytes   int64
	Used    time.Time // when it was last shown, to about a day
	Needed  bool      // an article that the reader marked or prepared shows it; only of Pictures
}

// Picture tells which file has the picture at an address, or feeds.ErrNotFound.
func (db *DB) Picture(ctx context.Context, address string) (Picture, error) {
	var p Picture
	err := db.read(ctx, func(s *session) (err error) {
		p, err = scanPicture(func(into ...any) error {
			return s.one(ctx, "SELECT content, bytes, used FROM pictures WHERE address = ?", []any{addressKey(address)}, into...)
		})
		return err
	})
	return p, err
}

func scanPicture(scan scan, more ...any) (Picture, error) {
	var p Picture
	var content []byte
	var used int64
	err := scan(append([]any{&content, &p.Bytes, &used}, more...)...)
	copy(p.Content[:], content)
	p.Used = fromMillis(used)
	return p, err
}

// SavePicture notes that a file has the picture at an address, and which articles
// have one more picture by that.
func (db *DB) SavePicture(ctx context.Context, address string, c Content, bytes int) error {
	key := addressKey(address)
	err := db.write(ctx, func(s *session) error {
		err := s.exec("INSERT OR REPLACE INTO pictures (address, content, bytes, used) VALUES (?, ?, ?, ?)", key, c[:], bytes, millis(db.now()))
		if err != nil {
			return err
		}
		return s.recountPictures("id IN (SELECT article FROM article_pictures WHERE address = ?)", key)
	})
	if err != nil {
		return fmt.Errorf("note a picture: %w", err)
	}
	return nil
}

// UsedPicture notes that a picture was shown.
func (db *DB) UsedPicture(ctx context.Context, c Content) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("UPDATE pictures SET used = ? WHERE content = ?", millis(db.now()), c[:])
	})
}

// PictureBytes is what all files of pictures take together.
func (db *DB) PictureBytes(ctx context.Context) (int64, error) {
	var n int64
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT IFNULL(SUM(bytes), 0) FROM (SELECT DISTINCT content, bytes FROM pictures)", nil, &n)
	})
	return n, err
}

// neededSQL is a condition on an article a: its pictures must not be cleaned away.
const neededSQL = `(a.starred = 1 OR a.later = 1 OR a.noted = 1 OR a.kept = 1 OR a.prepared = 3 AND a.read = 0
	OR EXISTS (SELECT 1 FROM queue AS q WHERE q.article = a.id AND q.failed = 0))`

// Pictures returns every file of pictures once, those first that were not shown for
// longest.
func (db *DB) Pictures(ctx context.Context) ([]Picture, error) {
	var out []Picture
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var needed bool
			p, err := scanPicture(scan, &needed)
			p.Needed = needed
			out = append(out, p)
			return err
		}, `SELECT content, MAX(bytes), MAX(used) AS last, MAX(EXISTS (SELECT 1 FROM article_pictures AS x
			CROSS JOIN articles AS a ON a.id = x.article WHERE x.address = p.address AND `+neededSQL+`))
			FROM pictures AS p GROUP BY content ORDER BY last`)
	})
	if err != nil {
		return nil, fmt.Errorf("list pictures: %w", err)
	}
	return out, nil
}

// ForgetPictures notes that files are gone. Articles that were only read and have none
// of their pictures any more are looked at anew when they are opened again.
func (db *DB) ForgetPictures(ctx context.Context, list ...Content) error {
	err := db.write(ctx, func(s *session) error {
		var touched []int64
		for _, c := range list {
			ids, err := s.ids(ctx, `SELECT x.article FROM pictures AS p INDEXED BY pictures_content
				CROSS JOIN article_pictures AS x ON x.address = p.address WHERE p.content = ?`, c[:])
			if err != nil {
				return err
			}
			touched = append(touched, ids...)
			if err := s.exec("DELETE FROM pictures WHERE content = ?", c[:]); err != nil {
				return err
			}
		}
		if len(touched) == 0 {
			return nil
		}
		if err := s.recountPictures(within, jsonIDs(touched)); err != nil {
			return err
		}
		bare, err := s.ids(ctx, "SELECT a.id FROM articles AS a WHERE a.pictures = 1 AND NOT "+neededSQL+" AND a."+within, jsonIDs(touched))
		for _, id := range bare {
			if err := s.forgetLook(id); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("forget pictures: %w", err)
	}
	return nil
}

// Look notes which pictures an article has: of each the addresses that it can be had
// from, one of which is enough. It returns the numbers of those that are not here. An
// article that is not stored, or is in the bin, is passed over.
func (db *DB) Look(ctx context.Context, id feeds.ArticleID, pictures [][]string) (missing []int, err error) {
	err = db.write(ctx, func(s *session) error {
		err := s.one(ctx, "SELECT id FROM articles WHERE id = ?", []any{id}, new(int64))
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.forgetLook(int64(id)); err != nil {
			return err
		}
		for number, addresses := range pictures {
			for _, address := range addresses {
				err := s.exec("INSERT OR IGNORE INTO article_pictures (address, article, picture) VALUES (?, ?, ?)", addressKey(address), id, number)
				if err != nil {
					return err
				}
			}
		}
		if len(pictures) == 0 {
			return s.exec("UPDATE articles SET pictures = ? WHERE id = ?", feeds.PicturesAll, id)
		}
		if err := s.recountPictures("id = ?", id); err != nil {
			return err
		}
		numbers, err := s.ids(ctx, `SELECT x.picture FROM article_pictures AS x LEFT JOIN pictures AS p ON p.address = x.address
			WHERE x.article = ? GROUP BY x.picture HAVING COUNT(p.address) = 0`, id)
		for _, n := range numbers {
			missing = append(missing, int(n))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for the pictures of article %d: %w", id, err)
	}
	return missing, nil
}

// PictureInstead tells which file has the picture of an article that can also be had
// from an address; feeds.ErrNotFound if none is here.
func (db *DB) PictureInstead(ctx context.Context, address string) (Picture, error) {
	var p Picture
	err := db.read(ctx, func(s *session) (err error) {
		p, err = scanPicture(func(into ...any) error {
			return s.one(ctx, `SELECT p.content, p.bytes, p.used FROM article_pictures AS x
				CROSS JOIN article_pictures AS y INDEXED BY article_pictures_article ON y.article = x.article AND y.picture = x.picture
				CROSS JOIN pictures AS p ON p.address = y.address WHERE x.address = ? ORDER BY p.bytes DESC LIMIT 1`, []any{addressKey(address)}, into...)
		})
		return err
	})
	return p, err
}

// Showing are articles that show the picture at an address, as far as somebody looked,
// the latest first.
func (db *DB) Showing(ctx context.Context, address string) ([]feeds.ArticleID, error) {
	var out []feeds.ArticleID
	err := db.read(ctx, func(s *session) error {
		ids, err := s.ids(ctx, "SELECT article FROM article_pictures WHERE address = ? ORDER BY article DESC LIMIT 20", addressKey(address))
		for _, id := range ids {
			out = append(out, feeds.ArticleID(id))
		}
		return err
	})
	return out, err
}

// PicturesOf counts the pictures of an article that are here, and their bytes.
func (db *DB) PicturesOf(ctx context.Context, id feeds.ArticleID) (pictures int, bytes int64, err error) {
	err = db.read(ctx, func(s *session) error {
		return s.one(ctx, `SELECT COUNT(DISTINCT x.picture), IFNULL(SUM(p.bytes), 0) FROM article_pictures AS x INDEXED BY article_pictures_article
			CROSS JOIN pictures AS p ON p.address = x.address WHERE x.article = ?`, []any{id}, &pictures, &bytes)
	})
	return pictures, bytes, err
}

// recountPictures counts again for articles of a condition that were looked at and
// have pictures.
func (s *session) recountPictures(where string, args ...any) error {
	return s.exec(fmt.Sprintf(`UPDATE articles SET pictures = (
		SELECT CASE COUNT(DISTINCT IIF(p.address IS NULL, NULL, x.picture)) WHEN 0 THEN %d WHEN COUNT(DISTINCT x.picture) THEN %d ELSE %d END
		FROM article_pictures AS x LEFT JOIN pictures AS p ON p.address = x.address WHERE x.article = articles.id)
		WHERE id IN (SELECT article FROM article_pictures WHERE article = articles.id) AND `,
		feeds.PicturesNone, feeds.PicturesAll, feeds.PicturesSome)+where, args...)
}

// forgetLook makes an article one whose pictures nobody knows.
func (s *session) forgetLook(id int64) error {
	if err := s.exec("DELETE FROM article_pictures WHERE article = ?", id); err != nil {
		return err
	}
	return s.exec("UPDATE articles SET pictures = 0 WHERE id = ? AND pictures <> 0", id)
}

// forgetLooks is forgetLook for all articles, when it was lost what is here.
func (s *session) forgetLooks() error {
	for _, text := range []string{"DELETE FROM article_pictures", "UPDATE articles SET pictures = 0", "UPDATE bin SET pictures = 0"} {
		if err := s.exec(text); err != nil {
			return err
		}
	}
	return nil
}
