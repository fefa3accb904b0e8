package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
)

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
	position, err := s.lastPosition(ctx, feedSiblings, int64(f.Folder))
	if err != nil {
		return 0, err
	}
	f.Position = position
	var removed int64
	err = s.one(ctx, "SELECT id, removed FROM feeds WHERE address = ? ORDER BY removed LIMIT 1",
		[]any{address(f.URL)}, &f.ID, &removed)
	switch {
	case err == nil && removed == 0:
		return f.ID, feeds.ErrExists
	case err == nil:
		err = s.restoreFeed(ctx, f.ID)
		if err == nil {
			err = s.exec(`UPDATE feeds SET etag = '', last_modified = '', validator_url = '', body_hash = '', next = 0,
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
	return f.ID, s.writeFeed(f)
}

// writeFeed stores what the reader can change of a feed.
func (s *session) writeFeed(f feeds.Feed) error {
	return s.exec(`UPDATE feeds SET folder = ?, position = ?, address = ?, url = ?, site = ?, title = ?,
		own_title = ?, description = ?, language = ?, icon = ?, full_text = ?, every = ?, paused = ?,
		keep_days = ?, keep_articles = ? WHERE id = ?`,
		f.Folder, f.Position, address(f.URL), f.URL, f.Site, f.Title, f.OwnTitle, f.Description,
		f.Language, f.Icon, f.FullText, int64(f.Every/time.Second), f.Paused,
		f.Keep.Days, f.Keep.Articles, f.ID)
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
		place, err := s.place(ctx, feedSiblings, int64(old.Folder), int64(old.ID))
		if err != nil {
			return err
		}
		if err := s.updateFeed(ctx, old, f); err != nil {
			return err
		}
		old.Position = place
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
		if err := s.makeRoom(ctx, feedSiblings, int64(f.Folder), int64(f.ID), f.Position); err != nil {
			return err
		}
	}
	return s.writeFeed(f)
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
