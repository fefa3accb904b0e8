package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
)

const feedColumns = `id, folder, position, url, site, title, own_title, description, language, icon,
	added, full_text, every, paused, etag, last_modified, body_hash, checked, changed, next, why,
	status, error, failures, moved_to, moved_times, gone, unread, total`

func scanFeed(scan scan) (feeds.Feed, error) {
	var f feeds.Feed
	var added, every, checked, changed, next int64
	s := &f.Fetch
	err := scan(&f.ID, &f.Folder, &f.Position, &f.URL, &f.Site, &f.Title, &f.OwnTitle, &f.Description,
		&f.Language, &f.Icon, &added, &f.FullText, &every, &f.Paused, &s.ETag, &s.LastModified,
		&s.BodyHash, &checked, &changed, &next, &s.Why, &s.Status, &s.Error, &s.Failures,
		&s.MovedTo, &s.MovedTimes, &s.Gone, &f.Unread, &f.Total)
	f.Added, f.Every = fromMillis(added), time.Duration(every)*time.Second
	s.Checked, s.Changed, s.Next = fromMillis(checked), fromMillis(changed), fromMillis(next)
	return f, err
}

func (s *session) feeds(ctx context.Context, where string, args ...any) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := s.each(ctx, func(scan scan) error {
		f, err := scanFeed(scan)
		out = append(out, f)
		return err
	}, "SELECT "+feedColumns+" FROM feeds WHERE "+where, args...)
	return out, err
}

// feed reads one feed, also one that was removed.
func (s *session) feed(ctx context.Context, id feeds.FeedID) (feeds.Feed, error) {
	list, err := s.feeds(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Feed{}, err
	}
	return list[0], nil
}

// Feeds returns the subscriptions in the order of the sidebar: in each folder the
// folders inside it, then its feeds.
func (db *DB) Feeds(ctx context.Context) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := db.read(ctx, func(s *session) error {
		tree, err := s.folders(ctx)
		if err != nil {
			return err
		}
		rank := map[feeds.FolderID]int{0: len(tree.order)}
		for i, f := range tree.order {
			rank[f.ID] = i
		}
		out, err = s.feeds(ctx, "removed = 0")
		slices.SortFunc(out, func(a, b feeds.Feed) int {
			return cmp.Or(cmp.Compare(rank[a.Folder], rank[b.Folder]),
				cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
		})
		return err
	})
	return out, err
}

// Feed returns one feed, or feeds.ErrNotFound. It also knows feeds that were
// removed, because articles the reader starred still name them.
func (db *DB) Feed(ctx context.Context, id feeds.FeedID) (feeds.Feed, error) {
	var f feeds.Feed
	err := db.read(ctx, func(s *session) (err error) {
		f, err = s.feed(ctx, id)
		return err
	})
	return f, err
}

// FeedByURL returns the subscription to an address, or feeds.ErrNotFound.
func (db *DB) FeedByURL(ctx context.Context, url string) (feeds.Feed, error) {
	var f feeds.Feed
	err := db.read(ctx, func(s *session) error {
		list, err := s.feeds(ctx, "address = ? AND removed = 0", address(url))
		if err == nil && len(list) == 0 {
			err = feeds.ErrNotFound
		}
		if err == nil {
			f = list[0]
		}
		return err
	})
	return f, err
}

// address is by what two subscriptions compare equal.
func address(url string) string {
	if a := feeds.CanonicalLink(url); a != "" {
		return a
	}
	return url
}

// AddFeed subscribes to a feed and puts it last in its folder. The error is
// feeds.ErrExists if there is a subscription to it already; the ID is then that
// of the existing one. A feed that was removed comes back with its articles.
func (db *DB) AddFeed(ctx context.Context, f feeds.Feed) (feeds.FeedID, error) {
	var id feeds.FeedID
	err := db.act(ctx, func(s *session) error {
		var err error
		if id, err = s.addFeed(ctx, f, db.now()); err != nil {
			return err
		}
		return db.record(s, "Subscribed to "+quoted(f.Name()), step{Do: doRemoveFeed, ID: int64(id)})
	})
	if err != nil && !errors.Is(err, feeds.ErrExists) {
		return 0, fmt.Errorf("subscribe to %s: %w", f.URL, err)
	}
	return id, err
}

// addFeed stores a feed. One that was removed comes back and is asked anew, so
// that its titles are filled in again.
func (s *session) addFeed(ctx context.Context, f feeds.Feed, now time.Time) (feeds.FeedID, error) {
	var removed int64
	err := s.one(ctx, "SELECT id, removed FROM feeds WHERE address = ? ORDER BY removed LIMIT 1",
		[]any{address(f.URL)}, &f.ID, &removed)
	switch {
	case err == nil && removed == 0:
		return f.ID, feeds.ErrExists
	case err == nil:
		err = s.restoreFeed(ctx, f.ID)
		if err == nil {
			err = s.exec(`UPDATE feeds SET etag = '', last_modified = '', body_hash = '', next = 0,
				error = '', failures = 0, moved_to = '', moved_times = 0, gone = 0 WHERE id = ?`, f.ID)
		}
	case errors.Is(err, sql.ErrNoRows):
		if f.Added.IsZero() {
			f.Added = now
		}
		err = s.one(ctx, "INSERT INTO feeds (address, url, added) VALUES (?, ?, ?) RETURNING id",
			[]any{address(f.URL), f.URL, millis(f.Added)}, &f.ID)
	}
	if err != nil {
		return 0, err
	}
	if f.Position, err = s.lastPosition(ctx, "feeds", "folder", int64(f.Folder)); err != nil {
		return 0, err
	}
	return f.ID, s.writeFeed(f)
}

// lastPosition is the position behind all siblings.
func (s *session) lastPosition(ctx context.Context, table, parent string, id int64) (int, error) {
	var p int
	err := s.one(ctx, "SELECT IFNULL(MAX(position), -1) + 1 FROM "+table+" WHERE "+parent+" = ?", []any{id}, &p)
	return p, err
}

// writeFeed stores what the reader can change of a feed.
func (s *session) writeFeed(f feeds.Feed) error {
	return s.exec(`UPDATE feeds SET folder = ?, position = ?, address = ?, url = ?, site = ?, title = ?,
		own_title = ?, description = ?, language = ?, icon = ?, full_text = ?, every = ?, paused = ?
		WHERE id = ?`,
		f.Folder, f.Position, address(f.URL), f.URL, f.Site, f.Title, f.OwnTitle, f.Description,
		f.Language, f.Icon, f.FullText, int64(f.Every/time.Second), f.Paused, f.ID)
}

// UpdateFeed stores the titles, address, folder, position and settings of a feed;
// not what was fetched, and no counts. A new position moves the siblings behind
// it. The error is feeds.ErrExists if another subscription has the address.
func (db *DB) UpdateFeed(ctx context.Context, f feeds.Feed) error {
	err := db.act(ctx, func(s *session) error {
		old, err := s.feed(ctx, f.ID)
		if err != nil {
			return err
		}
		what := feedChange(old, f)
		if what == "" {
			return nil
		}
		if err := s.updateFeed(ctx, old, f); err != nil {
			return err
		}
		return db.record(s, what, step{Do: doUpdateFeed, Feed: &old})
	})
	if err != nil {
		return fmt.Errorf("change %s: %w", f.URL, err)
	}
	return nil
}

func (s *session) updateFeed(ctx context.Context, old, f feeds.Feed) error {
	var taken int
	err := s.one(ctx, "SELECT COUNT(*) FROM feeds WHERE address = ? AND removed = 0 AND id <> ?",
		[]any{address(f.URL), f.ID}, &taken)
	if err != nil {
		return err
	}
	if taken > 0 {
		return feeds.ErrExists
	}
	if f.Folder != old.Folder || f.Position != old.Position {
		if err := s.makeRoom(ctx, "feeds", "folder", int64(f.Folder), int64(f.ID), f.Position); err != nil {
			return err
		}
	}
	return s.writeFeed(f)
}

// makeRoom renumbers the siblings of what moves to a position among them.
func (s *session) makeRoom(ctx context.Context, table, parent string, parentID, mover int64, position int) error {
	ids, err := s.ids(ctx, "SELECT id FROM "+table+" WHERE "+parent+" = ? AND id <> ? ORDER BY position, id",
		parentID, mover)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if i >= position {
			i++
		}
		if err := s.exec("UPDATE "+table+" SET position = ? WHERE id = ? AND position <> ?", i, id, i); err != nil {
			return err
		}
	}
	return nil
}

// feedChange says in a sentence what the reader changed; empty: nothing.
func feedChange(old, f feeds.Feed) string {
	name := quoted(old.Name())
	switch {
	case f.Folder != old.Folder || f.Position != old.Position:
		return "Moved " + name
	case f.URL != old.URL:
		return "Changed the address of " + name
	case f.OwnTitle != old.OwnTitle:
		return fmt.Sprintf("Renamed %s to %s", name, quoted(f.Name()))
	case f.Paused && !old.Paused:
		return "Paused " + name
	case !f.Paused && old.Paused:
		return "Resumed " + name
	}
	old.Fetch, old.Unread, old.Total, old.Added, old.Every = f.Fetch, f.Unread, f.Total, f.Added, old.Every.Truncate(time.Second)
	f.Every = f.Every.Truncate(time.Second)
	if old == f {
		return ""
	}
	return "Changed the settings of " + name
}

// RemoveFeed unsubscribes. Its articles are set aside and come back with Undo, or
// when the feed is added again; those that are starred stay where they are.
func (db *DB) RemoveFeed(ctx context.Context, id feeds.FeedID) error {
	return db.act(ctx, func(s *session) error {
		f, err := s.feed(ctx, id)
		if err != nil {
			return err
		}
		if err := s.removeFeed(ctx, id, db.now()); err != nil {
			return fmt.Errorf("unsubscribe from %s: %w", f.URL, err)
		}
		return db.record(s, "Unsubscribed from "+quoted(f.Name()), step{Do: doRestoreFeed, ID: int64(id)})
	})
}

func (s *session) removeFeed(ctx context.Context, id feeds.FeedID, now time.Time) error {
	n, err := s.change("UPDATE feeds SET removed = ? WHERE id = ? AND removed = 0", millis(now), id)
	if err != nil {
		return err
	}
	if n == 0 {
		return feeds.ErrNotFound
	}
	ids, err := s.ids(ctx, "SELECT id FROM articles WHERE feed = ? AND starred = 0", id)
	if err != nil {
		return err
	}
	return s.intoBin(ctx, ids, true, now)
}

func (s *session) restoreFeed(ctx context.Context, id feeds.FeedID) error {
	if err := s.exec("UPDATE feeds SET removed = 0 WHERE id = ?", id); err != nil {
		return err
	}
	ids, err := s.ids(ctx, "SELECT id FROM bin WHERE feed = ? AND unfeed = 1", id)
	if err != nil {
		return err
	}
	return s.outOfBin(ctx, ids)
}

// A Subscription of a list that is imported.
type Subscription struct {
	Path []string // names of folders, outermost first; empty: none
	Feed feeds.Feed
}

// AddSubscriptions subscribes to all that are new, makes the folders that are
// missing, and leaves existing subscriptions as they are. It is one step of the
// journal.
func (db *DB) AddSubscriptions(ctx context.Context, list []Subscription) (added, existing int, err error) {
	err = db.act(ctx, func(s *session) error {
		var steps []step
		for _, sub := range list {
			folder, made, err := s.folderPath(ctx, sub.Path)
			if err != nil {
				return err
			}
			steps = append(steps, made...)
			sub.Feed.Folder = folder
			id, err := s.addFeed(ctx, sub.Feed, db.now())
			if errors.Is(err, feeds.ErrExists) {
				existing++
				continue
			}
			if err != nil {
				return fmt.Errorf("subscribe to %s: %w", sub.Feed.URL, err)
			}
			added++
			steps = append(steps, step{Do: doRemoveFeed, ID: int64(id)})
		}
		if len(steps) == 0 {
			return nil
		}
		return db.record(s, "Imported "+many(added, "subscription"), steps...)
	})
	return added, existing, err
}

// DueFeeds returns the feeds that are to be asked at a time, longest due first.
func (db *DB) DueFeeds(ctx context.Context, now time.Time) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.feeds(ctx, "removed = 0 AND paused = 0 AND gone = 0 AND next <= ? ORDER BY next", millis(now))
		return err
	})
	return out, err
}

// NextDue is when the next feed is to be asked; the zero time if none is. It may
// be in the past.
func (db *DB) NextDue(ctx context.Context) (time.Time, error) {
	var next sql.NullInt64
	var at time.Time
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT MIN(next) FROM feeds WHERE removed = 0 AND paused = 0 AND gone = 0", nil, &next)
	})
	switch {
	case err != nil || !next.Valid:
	case next.Int64 == 0: // never asked: due since ever, which is not the zero time
		at = time.UnixMilli(0).UTC()
	default:
		at = fromMillis(next.Int64)
	}
	return at, err
}
