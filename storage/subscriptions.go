package storage

import (
	"cmp"
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
		var steps []step
		if id, steps, err = s.addFeed(ctx, f, db.now()); err != nil {
			return err
		}
		if err := db.notePublisher(ctx, s, id); err != nil {
			return err
		}
		return db.record(s, "Subscribed to "+quoted(f.Name()), steps...)
	})
	if err != nil && !errors.Is(err, feeds.ErrExists) {
		return 0, fmt.Errorf("subscribe to %s: %w", f.URL, err)
	}
	return id, err
}

// addFeed stores a feed, or brings back one that was removed, and returns the
// inverse.
func (s *session) addFeed(ctx context.Context, f feeds.Feed, now time.Time) (feeds.FeedID, []step, error) {
	position, err := s.lastPosition(ctx, feedSiblings, int64(f.Folder))
	if err != nil {
		return 0, nil, err
	}
	f.Position = position
	if id, err := s.formerly(ctx, address(f.URL)); err != nil || id != 0 {
		return id, nil, cmp.Or(err, feeds.ErrExists)
	}
	var removed int64
	err = s.one(ctx, "SELECT id, removed FROM feeds WHERE address = ? ORDER BY removed = 0 DESC, removed DESC LIMIT 1",
		[]any{address(f.URL)}, &f.ID, &removed)
	switch {
	case err == nil && removed == 0:
		return f.ID, nil, feeds.ErrExists
	case err == nil:
		steps, err := s.addAgain(ctx, f)
		return f.ID, steps, err
	case !errors.Is(err, sql.ErrNoRows):
		return 0, nil, err
	}
	if f.Added.IsZero() {
		f.Added = now
	}
	err = s.one(ctx, "INSERT INTO feeds (address, url, added) VALUES (?, ?, ?) RETURNING id",
		[]any{address(f.URL), f.URL, millis(f.Added)}, &f.ID)
	if err != nil {
		return 0, nil, err
	}
	return f.ID, []step{{Do: doRemoveFeed, ID: int64(f.ID)}}, s.writeFeed(f)
}

// addAgain brings back a feed that was removed, with its articles and what the
// reader had set. It is asked anew, so that its titles are filled in again.
func (s *session) addAgain(ctx context.Context, f feeds.Feed) ([]step, error) {
	old, err := s.feed(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	kept, err := s.ids(ctx, "SELECT id FROM articles INDEXED BY articles_kept WHERE kept = 1 AND feed = ? ORDER BY id", f.ID)
	if err != nil {
		return nil, err
	}
	if err := s.restoreFeed(ctx, f.ID); err != nil {
		return nil, err
	}
	err = s.exec(`UPDATE feeds SET etag = '', last_modified = '', validator_url = '', body_hash = '', next = 0,
		error = '', failures = 0, moved_to = '', moved_times = 0, gone = 0 WHERE id = ?`, f.ID)
	if err != nil {
		return nil, err
	}
	steps := []step{{Do: doWriteFeed, Feed: &old}, {Do: doRemoveFeed, ID: int64(f.ID), Articles: packIDs(kept)}}
	f.OwnTitle, f.Every = cmp.Or(f.OwnTitle, old.OwnTitle), cmp.Or(f.Every, old.Every)
	f.FullText, f.Keep = f.FullText || old.FullText, cmp.Or(f.Keep, old.Keep)
	f.Ready, f.Remote = cmp.Or(f.Ready, old.Ready), cmp.Or(f.Remote, old.Remote)
	f.Access = cmp.Or(f.Access, old.Access)
	return steps, s.writeFeed(f)
}

// writeFeed stores what the reader can change of a feed.
func (s *session) writeFeed(f feeds.Feed) error {
	return s.exec(`UPDATE feeds SET folder = ?, position = ?, address = ?, url = ?, site = ?, title = ?,
		own_title = ?, description = ?, language = ?, icon = ?, full_text = ?, every = ?, paused = ?,
		keep_days = ?, keep_articles = ?, ready = ?, remote = ?,
		user_agent = ?, proxy = ?, http1 = ?, insecure = ?, secret = ? WHERE id = ?`,
		f.Folder, f.Position, address(f.URL), f.URL, f.Site, f.Title, f.OwnTitle, f.Description,
		f.Language, f.Icon, f.FullText, int64(f.Every/time.Second), f.Paused,
		f.Keep.Days, f.Keep.Articles, f.Ready, f.Remote,
		f.Access.UserAgent, f.Access.Proxy, f.Access.HTTP1, f.Access.Insecure, f.Access.Secret, f.ID)
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
		if err := db.notePublisher(ctx, s, f.ID); err != nil {
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
	if f.URL != old.URL { // that it is gone was said of the other address
		err := s.exec("UPDATE feeds SET gone = 0, next = 0, why = '' WHERE id = ? AND gone = 1", f.ID)
		if err != nil {
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
	case f.Keep != old.Keep:
		return "Changed how much of " + name + " is kept"
	case f.Ready != old.Ready:
		return readyChange(name)
	case f.Remote != old.Remote:
		return remoteChange(name)
	case f.Access != old.Access:
		return "Changed how " + name + " is asked"
	}
	if settings(old) == settings(f) {
		return ""
	}
	return "Changed the settings of " + name
}

// settings are what the reader can change of a feed, to be compared.
func settings(f feeds.Feed) any {
	type set struct {
		site, title, description, language, icon string
		fullText                                 bool
		every                                    time.Duration
	}
	return set{f.Site, f.Title, f.Description, f.Language, f.Icon, f.FullText, f.Every.Truncate(time.Second)}
}

// SetFeedKeep says how much of a feed is kept.
func (db *DB) SetFeedKeep(ctx context.Context, id feeds.FeedID, keep feeds.Keep) error {
	return db.act(ctx, func(s *session) error {
		old, err := s.feed(ctx, id)
		if err != nil {
			return err
		}
		if keep = valid(keep); keep == old.Keep {
			return nil
		}
		err = s.exec("UPDATE feeds SET keep_days = ?, keep_articles = ? WHERE id = ?", keep.Days, keep.Articles, id)
		if err != nil {
			return err
		}
		if old.Position, err = s.place(ctx, feedSiblings, int64(old.Folder), int64(id)); err != nil {
			return err
		}
		return db.record(s, "Changed how much of "+quoted(old.Name())+" is kept", step{Do: doUpdateFeed, Feed: &old})
	})
}

// RemoveFeed unsubscribes. Articles that are starred, noted or to be read later stay
// and are marked as kept; the others are set aside. All come back with Undo, or when
// the feed is added again.
func (db *DB) RemoveFeed(ctx context.Context, id feeds.FeedID) error {
	return db.act(ctx, func(s *session) error {
		f, err := s.feed(ctx, id)
		if err != nil {
			return err
		}
		place, err := s.place(ctx, feedSiblings, int64(f.Folder), int64(id))
		if err != nil {
			return err
		}
		if err := s.removeFeed(ctx, id, nil, db.now()); err != nil {
			return fmt.Errorf("unsubscribe from %s: %w", f.URL, err)
		}
		return db.record(s, "Unsubscribed from "+quoted(f.Name()),
			step{Do: doSeatFeed, ID: int64(id), Parent: int64(f.Folder), Position: place},
			step{Do: doRestoreFeed, ID: int64(id)})
	})
}

// removeFeed also keeps articles that are none of those that stay by themselves.
func (s *session) removeFeed(ctx context.Context, id feeds.FeedID, kept []int64, now time.Time) error {
	n, err := s.change("UPDATE feeds SET removed = ? WHERE id = ? AND removed = 0", millis(now), id)
	if err != nil {
		return err
	}
	if n == 0 {
		return feeds.ErrNotFound
	}
	stay, err := s.change("UPDATE articles SET kept = 1 WHERE feed = ? AND kept = 0 AND (starred = 1 OR noted = 1 OR later = 1 OR "+within+")",
		id, jsonIDs(kept))
	if err != nil {
		return err
	}
	if err := s.apply(tally{kept: int(stay)}); err != nil {
		return err
	}
	ids, err := s.ids(ctx, "SELECT id FROM articles WHERE feed = ? AND kept = 0", id)
	if err != nil {
		return err
	}
	return s.intoBin(ctx, ids, true, now)
}

func (s *session) restoreFeed(ctx context.Context, id feeds.FeedID) error {
	if err := s.exec("UPDATE feeds SET removed = 0 WHERE id = ?", id); err != nil {
		return err
	}
	back, err := s.change("UPDATE articles SET kept = 0 WHERE feed = ? AND kept = 1", id)
	if err != nil {
		return err
	}
	if err := s.apply(tally{kept: -int(back)}); err != nil {
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
	Path []PathFolder // outermost first; empty: none
	Feed feeds.Feed
}

// A PathFolder is a folder of such a list. One that is there already keeps its settings.
type PathFolder struct {
	Name  string
	Every time.Duration // interval of its feeds; zero: none
}

// AddSubscriptions subscribes to all that are new, makes the folders that are
// missing, and leaves existing subscriptions as they are. It is one step of the
// journal.
func (db *DB) AddSubscriptions(ctx context.Context, list []Subscription) (added, existing int, err error) {
	err = db.act(ctx, func(s *session) error {
		steps, err := db.subscribeAll(ctx, s, list, func(_ feeds.FeedID, fresh bool) {
			if fresh {
				added++
			} else {
				existing++
			}
		})
		if err != nil || len(steps) == 0 {
			return err
		}
		return db.record(s, "Imported "+many(added, "subscription"), steps...)
	})
	return added, existing, err
}

// subscribeAll subscribes to a list and returns the steps that take it back; told hears of
// each which feed it is and whether it was not subscribed to before.
func (db *DB) subscribeAll(ctx context.Context, s *session, list []Subscription, told func(feeds.FeedID, bool)) ([]step, error) {
	var steps []step
	for _, sub := range list {
		folder, made, err := s.folderPath(ctx, sub.Path)
		if err != nil {
			return nil, err
		}
		steps = append(steps, made...)
		sub.Feed.Folder = folder
		id, inverse, err := s.addFeed(ctx, sub.Feed, db.now())
		if errors.Is(err, feeds.ErrExists) {
			told(id, false)
			continue
		}
		if err == nil {
			err = db.notePublisher(ctx, s, id)
		}
		if err != nil {
			return nil, fmt.Errorf("subscribe to %s: %w", sub.Feed.URL, err)
		}
		told(id, true)
		steps = append(steps, inverse...)
	}
	return steps, nil
}

// undoFeed gives a feed its former settings; what was fetched since then stays.
func (s *session) undoFeed(ctx context.Context, old feeds.Feed) error {
	now, err := s.feed(ctx, old.ID)
	if err != nil {
		return err
	}
	old.Title, old.Site, old.Description = now.Title, now.Site, now.Description
	old.Language, old.Icon = now.Language, now.Icon
	now.Position = -1 // old has its place among the siblings there were, which is no stored position
	return s.updateFeed(ctx, now, old)
}
