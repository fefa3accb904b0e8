package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"tidings/feeds"
)

// keepKey is the setting with the limit for everything: JSON of feeds.Keep.
const keepKey = "keep"

// valid is a limit without numbers that mean nothing.
func valid(k feeds.Keep) feeds.Keep {
	return feeds.Keep{Days: max(k.Days, feeds.KeepAll), Articles: max(k.Articles, feeds.KeepAll)}
}

// Keep is how much is kept of feeds for which neither they nor the folders around
// them say it. Zero is no limit.
func (db *DB) Keep(ctx context.Context) (feeds.Keep, error) {
	var k feeds.Keep
	err := db.read(ctx, func(s *session) (err error) {
		k, err = s.keep(ctx)
		return err
	})
	return k, err
}

func (s *session) keep(ctx context.Context) (feeds.Keep, error) {
	var k feeds.Keep
	var text string
	err := s.one(ctx, "SELECT value FROM settings WHERE key = ?", []any{keepKey}, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return k, nil
	}
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal([]byte(text), &k)
}

func (s *session) setKeep(k feeds.Keep) error {
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return s.set(keepKey, string(text))
}

// SetKeep says how much is kept of feeds for which nothing nearer says it.
func (db *DB) SetKeep(ctx context.Context, k feeds.Keep) error {
	return db.act(ctx, func(s *session) error {
		old, err := s.keep(ctx)
		if k = valid(k); err != nil || k == old {
			return err
		}
		if err := s.setKeep(k); err != nil {
			return err
		}
		return db.record(s, "Changed how much is kept", step{Do: doKeep, Keep: &old})
	})
}

// A Limit is what is to be kept of a feed or a folder; of everything if neither is
// named.
type Limit struct {
	Feed   feeds.FeedID
	Folder feeds.FolderID
	Keep   feeds.Keep
}

// An Outgo is what Tidy takes away from a feed.
type Outgo struct {
	Feed           feeds.Feed
	Articles       int
	Oldest, Newest time.Time // their dates
}

// A Preview is what Tidy takes away, by feed in the order of the sidebar.
type Preview struct {
	Feeds    []Outgo
	Articles int
}

// TidyPreview tells what Tidy would take away, with the limits as they are or, if
// change is not nil, as they would be with that one.
func (db *DB) TidyPreview(ctx context.Context, change *Limit) (Preview, error) {
	var out Preview
	err := db.read(ctx, func(s *session) error {
		list, err := s.limited(ctx, change)
		if err != nil {
			return err
		}
		for _, f := range list {
			o, err := s.outgo(ctx, f, db.now())
			if err != nil {
				return err
			}
			if o.Articles > 0 {
				out.Feeds = append(out.Feeds, o)
				out.Articles += o.Articles
			}
		}
		return nil
	})
	if err != nil {
		return Preview{}, fmt.Errorf("preview of tidying: %w", err)
	}
	return out, nil
}

// tidiedAtOnce bounds a transaction of Tidy.
const tidiedAtOnce = 1000

// Tidy puts into the bin what is beyond the limits, some at a time, so that nobody
// waits for long. What is starred, unread, noted, to be read later or kept of a feed
// that was removed stays. It is no step of the journal: RestoreArticles brings back
// what it took.
func (db *DB) Tidy(ctx context.Context) (articles int, err error) {
	var list []feeds.Feed
	err = db.read(ctx, func(s *session) (err error) {
		list, err = s.limited(ctx, nil)
		return err
	})
	for i := 0; i < len(list) && err == nil; i++ {
		for more := true; more && err == nil; {
			n := 0
			err = db.write(ctx, func(s *session) (err error) {
				n, err = s.tidy(ctx, list[i], db.now())
				return err
			})
			if err == nil {
				articles += n
			}
			more = n == tidiedAtOnce
		}
	}
	if err != nil {
		err = fmt.Errorf("tidy: %w", err)
	}
	return articles, err
}

// limited are the feeds for which there is a limit, with the one that holds for
// them, in the order of the sidebar.
func (s *session) limited(ctx context.Context, change *Limit) ([]feeds.Feed, error) {
	t, err := s.folders(ctx)
	if err != nil {
		return nil, err
	}
	general, err := s.keep(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.feeds(ctx, "removed = 0")
	if err != nil {
		return nil, err
	}
	t.sort(list)
	if change != nil {
		switch keep := valid(change.Keep); {
		case change.Feed != 0:
			for i := range list {
				if list[i].ID == change.Feed {
					list[i].Keep = keep
				}
			}
		case change.Folder != 0:
			f := t.byID[change.Folder]
			f.Keep = keep
			t.byID[change.Folder] = f
		default:
			general = keep
		}
	}
	var out []feeds.Feed
	for _, f := range list {
		if f.Keep = t.keep(f, general); f.Keep.Days > 0 || f.Keep.Articles > 0 {
			out = append(out, f)
		}
	}
	return out, nil
}

// keep is the limit that holds for a feed: of each kind the nearest that is set.
func (t tree) keep(f feeds.Feed, general feeds.Keep) feeds.Keep {
	k := f.Keep
	for id := f.Folder; id != 0; id = t.byID[id].Parent {
		k.Days, k.Articles = cmp.Or(k.Days, t.byID[id].Keep.Days), cmp.Or(k.Articles, t.byID[id].Keep.Articles)
	}
	return feeds.Keep{Days: cmp.Or(k.Days, general.Days), Articles: cmp.Or(k.Articles, general.Articles)}
}

// expendable is what a limit may take away.
const expendable = "read = 1 AND muted < 2 AND starred = 0 AND later = 0 AND noted = 0 AND kept = 0"

// beyond is the first article, from the latest on, that a feed's limit does not
// cover. All that are older or this one may go.
func (s *session) beyond(ctx context.Context, f feeds.Feed, now time.Time) (key, error) {
	edge := key{date: math.MinInt64}
	if f.Keep.Days > 0 {
		edge = key{date: millis(now.AddDate(0, 0, -f.Keep.Days)) - 1, id: math.MaxInt64}
	}
	if f.Keep.Articles <= 0 {
		return edge, nil
	}
	list, err := s.readKeys(ctx, "SELECT id, date FROM articles INDEXED BY articles_feed WHERE feed = ? ORDER BY date DESC, id DESC LIMIT 1 OFFSET ?",
		f.ID, f.Keep.Articles)
	if err == nil && len(list) > 0 && (list[0].date > edge.date || list[0].date == edge.date && list[0].id > edge.id) {
		edge = list[0]
	}
	return edge, err
}

func (s *session) outgo(ctx context.Context, f feeds.Feed, now time.Time) (Outgo, error) {
	out := Outgo{Feed: f}
	if f.Total == f.Unread {
		return out, nil
	}
	edge, err := s.beyond(ctx, f, now)
	if err != nil {
		return out, err
	}
	var oldest, newest int64
	err = s.one(ctx, `SELECT COUNT(*), IFNULL(MIN(date), 0), IFNULL(MAX(date), 0) FROM articles INDEXED BY articles_feed
		WHERE feed = ? AND (date, id) <= (?, ?) AND `+expendable, []any{f.ID, edge.date, edge.id}, &out.Articles, &oldest, &newest)
	out.Oldest, out.Newest = fromMillis(oldest), fromMillis(newest)
	return out, err
}

// tidy takes some articles of a feed away, the oldest first, and returns how many.
func (s *session) tidy(ctx context.Context, f feeds.Feed, now time.Time) (int, error) {
	edge, err := s.beyond(ctx, f, now)
	if err != nil {
		return 0, err
	}
	ids, err := s.ids(ctx, "SELECT id FROM articles INDEXED BY articles_feed WHERE feed = ? AND (date, id) <= (?, ?) AND "+
		expendable+" ORDER BY date, id LIMIT ?", f.ID, edge.date, edge.id, tidiedAtOnce)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	slices.Sort(ids)
	return len(ids), s.intoBin(ctx, ids, false, now)
}
