package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tidings/feeds"
)

// The keys of choices for everything, in settings.
const (
	readyKey  = "ready"
	markedKey = "marked ready"
	remoteKey = "remote pictures"
)

func readyChange(name string) string { return "Changed what of " + name + " is kept ready" }

func remoteChange(name string) string { return "Changed whether " + name + " shows pictures" }

// Ready is what is fetched ahead of feeds for which neither they nor the folders
// around them say it; ReadyOff unless the reader chose.
func (db *DB) Ready(ctx context.Context) (feeds.Ready, error) {
	n, err := db.choice(ctx, readyKey)
	return cmp.Or(feeds.Ready(n), feeds.ReadyOff), err
}

// SetReady changes that.
func (db *DB) SetReady(ctx context.Context, r feeds.Ready) error {
	return db.setChoice(ctx, readyKey, int(cmp.Or(r, feeds.ReadyOff)), "Changed what is kept ready")
}

// SetFeedReady says what of a feed is fetched ahead.
func (db *DB) SetFeedReady(ctx context.Context, id feeds.FeedID, r feeds.Ready) error {
	return db.changeFeed(ctx, id, func(f *feeds.Feed) { f.Ready = r })
}

// SetFolderReady says what is fetched ahead of the feeds in a folder, as far as they
// and folders inside do not say it.
func (db *DB) SetFolderReady(ctx context.Context, id feeds.FolderID, r feeds.Ready) error {
	return db.changeFolder(ctx, id, func(f *feeds.Folder) string {
		f.Ready = r
		return readyChange("the folder " + quoted(f.Name))
	})
}

// MarkedReady is what is fetched ahead of articles that the reader marked;
// ReadyPictures unless the reader chose.
func (db *DB) MarkedReady(ctx context.Context) (feeds.Ready, error) {
	n, err := db.choice(ctx, markedKey)
	return cmp.Or(feeds.Ready(n), feeds.ReadyPictures), err
}

// SetMarkedReady changes that.
func (db *DB) SetMarkedReady(ctx context.Context, r feeds.Ready) error {
	return db.setChoice(ctx, markedKey, int(cmp.Or(r, feeds.ReadyPictures)), "Changed what of marked articles is kept ready")
}

// Remote says whether pictures are fetched from their servers where a feed does not
// say it; RemoteShown unless the reader chose.
func (db *DB) Remote(ctx context.Context) (feeds.Remote, error) {
	n, err := db.choice(ctx, remoteKey)
	return cmp.Or(feeds.Remote(n), feeds.RemoteShown), err
}

// SetRemote changes that.
func (db *DB) SetRemote(ctx context.Context, r feeds.Remote) error {
	return db.setChoice(ctx, remoteKey, int(cmp.Or(r, feeds.RemoteShown)), "Changed whether pictures are shown")
}

// SetFeedRemote says whether the pictures of a feed are fetched from their servers.
func (db *DB) SetFeedRemote(ctx context.Context, id feeds.FeedID, r feeds.Remote) error {
	return db.changeFeed(ctx, id, func(f *feeds.Feed) { f.Remote = r })
}

// changeFeed changes settings of a feed, not its place or its address.
func (db *DB) changeFeed(ctx context.Context, id feeds.FeedID, change func(*feeds.Feed)) error {
	return db.act(ctx, func(s *session) error {
		old, err := s.feed(ctx, id)
		if err != nil {
			return err
		}
		f := old
		change(&f)
		what := feedChange(old, f)
		if what == "" {
			return nil
		}
		if err := s.writeFeed(f); err != nil {
			return err
		}
		if old.Position, err = s.place(ctx, feedSiblings, int64(old.Folder), int64(id)); err != nil {
			return err
		}
		return db.record(s, what, step{Do: doUpdateFeed, Feed: &old})
	})
}

// Readiness is what is fetched ahead of each feed, as it and what is around it say; of all
// feeds if none are named.
func (db *DB) Readiness(ctx context.Context, ids ...feeds.FeedID) (map[feeds.FeedID]feeds.Ready, error) {
	which, args := "", []any(nil)
	if len(ids) > 0 {
		text, err := listText(ids)
		if err != nil {
			return nil, err
		}
		which, args = " AND id IN (SELECT value FROM json_each(?))", []any{text}
	}
	out := map[feeds.FeedID]feeds.Ready{}
	err := db.read(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		general, err := s.choice(ctx, readyKey)
		if err != nil {
			return err
		}
		return s.each(ctx, func(scan scan) error {
			var id feeds.FeedID
			var folder feeds.FolderID
			var r feeds.Ready
			err := scan(&id, &folder, &r)
			for ; folder != 0 && r == feeds.ReadyAsAround; folder = t.byID[folder].Parent {
				r = t.byID[folder].Ready
			}
			out[id] = cmp.Or(r, feeds.Ready(general), feeds.ReadyOff)
			return err
		}, "SELECT id, folder, ready FROM feeds WHERE removed = 0"+which, args...)
	})
	if err != nil {
		return nil, fmt.Errorf("what is kept ready: %w", err)
	}
	return out, nil
}

func (db *DB) choice(ctx context.Context, key string) (int, error) {
	var n int
	err := db.read(ctx, func(s *session) (err error) {
		n, err = s.choice(ctx, key)
		return err
	})
	return n, err
}

// choice is a number that the reader chose; zero: none yet.
func (s *session) choice(ctx context.Context, key string) (int, error) {
	var n int
	err := s.one(ctx, "SELECT value FROM settings WHERE key = ?", []any{key}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, err
}

func (db *DB) setChoice(ctx context.Context, key string, to int, what string) error {
	return db.act(ctx, func(s *session) error {
		old, err := s.choice(ctx, key)
		if err != nil || old == to {
			return err
		}
		if err := s.choose(key, to); err != nil {
			return err
		}
		return db.record(s, what, step{Do: doChoose, Text: key, ID: int64(old)})
	})
}

func (s *session) choose(key string, to int) error {
	if to == 0 {
		return s.exec("DELETE FROM settings WHERE key = ?", key)
	}
	return s.set(key, to)
}
