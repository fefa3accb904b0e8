package storage

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Link says that an article links to a page.
type Link struct {
	Page    int64 // see PageKey
	Feed    feeds.FeedID
	Article feeds.ArticleID
	Date    time.Time // of the article
}

// PageKey is the number of a page by which links to it compare equal; zero for what
// is not an address of a page.
func PageKey(address string) int64 {
	link := feeds.CanonicalLink(address)
	if link == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(link))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// Habitual is in how many articles a feed links to the same page when it does so out
// of habit: below each of its articles. Further ones are not stored.
const Habitual = 5

// SaveLinks remembers links. Doing it twice changes nothing.
func (db *DB) SaveLinks(ctx context.Context, list []Link) error {
	if len(list) == 0 {
		return nil
	}
	err := db.write(ctx, func(s *session) error {
		pages := make([]int64, 0, len(list))
		for _, l := range list {
			err := s.exec(`INSERT OR IGNORE INTO links (page, feed, article, date) SELECT ?1, ?2, ?3, ?4
				WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM links WHERE page = ?1 AND feed = ?2 LIMIT ?5)) < ?5`,
				l.Page, l.Feed, l.Article, millis(l.Date), Habitual)
			if err != nil {
				return err
			}
			pages = append(pages, l.Page)
		}
		return s.exec(`UPDATE links SET shared = 1 WHERE page IN (SELECT value FROM json_each(?)) AND shared = 0
			AND EXISTS (SELECT 1 FROM links AS o WHERE o.page = links.page AND o.feed <> links.feed)`, jsonIDs(pages))
	})
	if err != nil {
		return fmt.Errorf("store links: %w", err)
	}
	return nil
}

// sharedLinks is how many of the newest SharedLinks returns.
const sharedLinks = 20_000

// SharedLinks returns the links since a time to pages that articles of several feeds
// link to, the newest first: without copies of another's text, and without what the
// reader muted.
func (db *DB) SharedLinks(ctx context.Context, since time.Time) ([]Link, error) {
	var out []Link
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var l Link
			var date int64
			err := scan(&l.Page, &l.Feed, &l.Article, &date)
			l.Date = fromMillis(date)
			out = append(out, l)
			return err
		}, `SELECT l.page, l.feed, l.article, l.date FROM links AS l INDEXED BY links_shared
			CROSS JOIN articles AS a ON a.id = l.article LEFT JOIN derived AS d ON d.article = l.article
			WHERE l.shared = 1 AND l.date >= ? AND a.muted = 0 AND IFNULL(d.copy_of, 0) = 0
			ORDER BY l.date DESC LIMIT ?`, millis(since), sharedLinks)
	})
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	return out, nil
}

// forgottenAtOnce bounds a transaction that forgets links.
const forgottenAtOnce = 5000

// ForgetLinks forgets the links of articles before a time.
func (db *DB) ForgetLinks(ctx context.Context, before time.Time) error {
	for more := true; more; {
		err := db.write(ctx, func(s *session) error {
			n, err := s.change(`DELETE FROM links WHERE (page, feed, article) IN
				(SELECT page, feed, article FROM links INDEXED BY links_date WHERE date < ? LIMIT ?)`, millis(before), forgottenAtOnce)
			more = n == forgottenAtOnce
			return err
		})
		if err != nil {
			return fmt.Errorf("forget links: %w", err)
		}
	}
	return nil
}

// A Headline is an article as far as its beginning tells what it speaks of.
type Headline struct {
	Article  feeds.ArticleID
	Feed     feeds.FeedID
	Date     time.Time
	Language string
	Title    string
	Lead     string
	CopyOf   feeds.ArticleID
}

// Headlines returns the newest articles since a time and before another, at most
// limit of them, without those that the reader muted.
func (db *DB) Headlines(ctx context.Context, since, before time.Time, limit int) ([]Headline, error) {
	var out []Headline
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var h Headline
			var date int64
			err := scan(&h.Article, &h.Feed, &date, &h.Language, &h.Title, &h.Lead, &h.CopyOf)
			h.Date = fromMillis(date)
			out = append(out, h)
			return err
		}, `SELECT a.id, a.feed, a.date, a.language, h.title, h.lead, IFNULL(d.copy_of, 0)
			FROM articles AS a INDEXED BY articles_date CROSS JOIN heads AS h ON h.id = a.id
			LEFT JOIN derived AS d ON d.article = a.id
			WHERE a.date >= ? AND a.date < ? AND a.muted = 0 ORDER BY a.date DESC, a.id DESC LIMIT ?`,
			millis(since), millis(before), limit)
	})
	if err != nil {
		return nil, fmt.Errorf("read headlines: %w", err)
	}
	return out, nil
}
