package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// keptTries is how many results of asking are kept of a feed. Equal ones in a row
// are one, so that they reach back far.
const keptTries = 50

// saveTry keeps how asking a feed ended. A result as the one before, without articles,
// only counts there: most tries of most feeds find nothing new.
func (s *session) saveTry(t feeds.Try) error {
	if t.At.IsZero() {
		return nil
	}
	if t.New+t.Changed == 0 {
		n, err := s.change(`UPDATE tries SET last = ?, times = times + 1, error = ?, bytes = ?, took = ?
			WHERE id = (SELECT MAX(id) FROM tries WHERE feed = ?) AND status = ? AND class = ? AND url = ? AND new = 0 AND changed = 0`,
			millis(t.At), t.Error, t.Bytes, t.Took/time.Millisecond, t.Feed, t.Status, t.Class, t.URL)
		if err != nil || n > 0 {
			return err
		}
	}
	err := s.exec(`INSERT INTO tries (feed, first, last, times, status, class, error, bytes, took, new, changed, url)
		VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`, t.Feed, millis(t.At), millis(t.At), t.Status, t.Class, t.Error, t.Bytes,
		t.Took/time.Millisecond, t.New, t.Changed, t.URL)
	if err != nil {
		return err
	}
	return s.exec("DELETE FROM tries WHERE feed = ?1 AND id <= (SELECT id FROM tries WHERE feed = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
		t.Feed, keptTries)
}

// ForgetTry takes back the last try of a feed, if that was at a time, as if it had not been
// asked then: before is the state that it had.
func (db *DB) ForgetTry(ctx context.Context, feed feeds.FeedID, at time.Time, before feeds.FetchState) error {
	err := db.write(ctx, func(s *session) error {
		var checked int64
		err := s.one(ctx, "SELECT checked FROM feeds WHERE id = ? AND removed = 0", []any{feed}, &checked)
		if errors.Is(err, sql.ErrNoRows) || err == nil && checked != millis(at) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := s.saveState(Fetched{Feed: feed, State: before}); err != nil {
			return err
		}
		const last = "id = (SELECT MAX(id) FROM tries WHERE feed = ?) AND last = ?"
		if err := s.exec("DELETE FROM tries WHERE times = 1 AND "+last, feed, millis(at)); err != nil {
			return err
		}
		return s.exec("UPDATE tries SET times = times - 1, last = ? WHERE "+last, millis(before.Checked), feed, millis(at))
	})
	if err != nil {
		return fmt.Errorf("forget how feed %d was asked: %w", feed, err)
	}
	return nil
}

// Tries returns how the last times ended that a feed was asked, newest first.
func (db *DB) Tries(ctx context.Context, feed feeds.FeedID, limit int) ([]feeds.Try, error) {
	var out []feeds.Try
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			t := feeds.Try{Feed: feed}
			var first, last, took int64
			err := scan(&first, &last, &t.Times, &t.Status, &t.Class, &t.Error, &t.Bytes, &took, &t.New, &t.Changed, &t.URL)
			t.First, t.At, t.Took = fromMillis(first), fromMillis(last), time.Duration(took)*time.Millisecond
			out = append(out, t)
			return err
		}, `SELECT first, last, times, status, class, error, bytes, took, new, changed, url FROM tries
			WHERE feed = ? ORDER BY id DESC LIMIT ?`, feed, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("read how feed %d was asked: %w", feed, err)
	}
	return out, nil
}

// FeedSize is how many bytes the articles of a feed take in the file, about: their
// heads and texts, without the search index.
func (db *DB) FeedSize(ctx context.Context, feed feeds.FeedID) (bytes int64, err error) {
	err = db.read(ctx, func(s *session) error {
		return s.one(ctx, `SELECT IFNULL(SUM(length(b.data) + length(h.guid) + length(h.link) + length(h.title) + length(h.lead)
				+ length(h.image) + length(h.comments) + length(h.authors) + length(h.categories) + length(h.enclosures)
				+ length(h.links) + length(h.rights)), 0)
			FROM articles AS a INDEXED BY articles_feed CROSS JOIN heads AS h ON h.id = a.id CROSS JOIN bodies AS b ON b.id = a.id
			WHERE a.feed = ?`, []any{feed}, &bytes)
	})
	if err != nil {
		return 0, fmt.Errorf("measure feed %d: %w", feed, err)
	}
	return bytes, nil
}

// Weeks is how many articles of a feed have their dates in each of the last weeks,
// the one that ends now last.
func (db *DB) Weeks(ctx context.Context, feed feeds.FeedID, weeks int) ([]int, error) {
	const week = 7 * 24 * time.Hour
	out := make([]int, max(weeks, 0))
	now := db.now()
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var ago, n int
			if err := scan(&ago, &n); err != nil {
				return err
			}
			if ago < len(out) {
				out[len(out)-1-ago] += n
			}
			return nil
		}, `SELECT MAX(?1 - date, 0) / ?2, COUNT(*) FROM articles INDEXED BY articles_feed
			WHERE feed = ?3 AND date > ?1 - ?2 * ?4 GROUP BY 1`, millis(now), week.Milliseconds(), feed, len(out))
	})
	if err != nil {
		return nil, fmt.Errorf("count articles of feed %d by week: %w", feed, err)
	}
	return out, nil
}

// datesText is a list of dates as it is stored: seconds, with commas between.
func datesText(list []time.Time) string {
	var b []byte
	for i, t := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, t.Unix(), 10)
	}
	return string(b)
}

func datesFrom(text string) []time.Time {
	if text == "" {
		return nil
	}
	out := make([]time.Time, 0, strings.Count(text, ",")+1)
	for part := range strings.SplitSeq(text, ",") {
		if n, err := strconv.ParseInt(part, 10, 64); err == nil { // else damaged: it is found anew
			out = append(out, time.Unix(n, 0).UTC())
		}
	}
	return out
}
