package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
)

// A step is one thing that Undo does. An entry of the journal has those that take
// back what the reader did; Undo does the last first.
type step struct {
	Do       action        `json:"do"`
	ID       int64         `json:"id,omitempty"`
	Parent   int64         `json:"parent,omitempty"`
	Position int           `json:"position,omitempty"`
	Articles idSet         `json:"articles,omitempty"`
	Feed     *feeds.Feed   `json:"feed,omitempty"`
	Folder   *feeds.Folder `json:"folder,omitempty"`
}

// An action is the name of what a step does. Names are in the file and stay.
type action string

const (
	doRead          action = "read" // and so on: sets the status of Articles
	doUnread        action = "unread"
	doStar          action = "star"
	doUnstar        action = "unstar"
	doLater         action = "later"
	doNotLater      action = "not later"
	doRestore       action = "restore"        // Articles come back from the bin
	doRemoveFeed    action = "remove feed"    // ID
	doRestoreFeed   action = "restore feed"   // ID, with its articles
	doUpdateFeed    action = "update feed"    // to Feed
	doPlaceFeed     action = "place feed"     // ID, in folder Parent at Position
	doPlaceFolder   action = "place folder"   // the same for a folder
	doDropFolder    action = "drop folder"    // ID, which is empty again
	doRestoreFolder action = "restore folder" // Folder, with its ID
	doUpdateFolder  action = "update folder"  // to Folder
)

// maxSteps is how far back the journal goes.
const maxSteps = 1000

// record writes what the reader did into the journal, with the steps that take it
// back. It must run in the transaction that did it.
func (db *DB) record(s *session, what string, steps ...step) error {
	plain, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	err = s.exec("INSERT INTO journal (at, what, undo) VALUES (?, ?, ?)", millis(db.now()), what, compress(plain))
	if err != nil {
		return err
	}
	return s.exec("DELETE FROM journal WHERE id <= (SELECT MAX(id) FROM journal) - ?", maxSteps)
}

// Undo takes back the last thing the reader did that was not taken back yet, and
// says what that was. It can be called again for the thing before, also after a
// restart, until ErrNothingToUndo.
func (db *DB) Undo(ctx context.Context) (what string, err error) {
	err = db.act(ctx, func(s *session) error {
		var id int64
		var packed []byte
		err := s.one(ctx, "SELECT id, what, undo FROM journal ORDER BY id DESC LIMIT 1", nil, &id, &what, &packed)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNothingToUndo
		}
		if err != nil {
			return err
		}
		if err := s.undo(ctx, packed, db.now()); err != nil {
			return fmt.Errorf("undo %q: %w", what, err)
		}
		return s.exec("DELETE FROM journal WHERE id = ?", id)
	})
	if err != nil {
		return "", err
	}
	return what, nil
}

// A Done is something that the reader did and can undo.
type Done struct {
	At   time.Time
	What string // a sentence
}

// History is what Undo would take back, in this order.
func (db *DB) History(ctx context.Context, limit int) ([]Done, error) {
	var out []Done
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var at int64
			var d Done
			err := scan(&at, &d.What)
			d.At = fromMillis(at)
			out = append(out, d)
			return err
		}, "SELECT at, what FROM journal ORDER BY id DESC LIMIT ?", limit)
	})
	return out, err
}

func (s *session) undo(ctx context.Context, packed []byte, now time.Time) error {
	plain, err := expand(packed)
	if err != nil {
		return err
	}
	var steps []step
	if err := json.Unmarshal(plain, &steps); err != nil {
		return err
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if err := s.do(ctx, steps[i], now); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) do(ctx context.Context, st step, now time.Time) error {
	if column, on, ok := st.Do.status(); ok {
		ids, err := st.Articles.ids()
		if err != nil {
			return err
		}
		_, err = s.setStatus(ctx, column, on, ids)
		return err
	}
	switch st.Do {
	case doRestore:
		ids, err := st.Articles.ids()
		if err != nil {
			return err
		}
		return s.outOfBin(ctx, ids)
	case doRemoveFeed:
		return s.removeFeed(ctx, feeds.FeedID(st.ID), now)
	case doRestoreFeed:
		return s.restoreFeed(ctx, feeds.FeedID(st.ID))
	case doUpdateFeed:
		return s.undoFeed(ctx, *st.Feed)
	case doPlaceFeed:
		return s.exec("UPDATE feeds SET folder = ?, position = ? WHERE id = ?", st.Parent, st.Position, st.ID)
	case doPlaceFolder:
		return s.exec("UPDATE folders SET parent = ?, position = ? WHERE id = ?", st.Parent, st.Position, st.ID)
	case doDropFolder:
		return s.dropFolder(ctx, feeds.FolderID(st.ID))
	case doRestoreFolder:
		f := st.Folder
		return s.exec("INSERT INTO folders (id, parent, name, position, closed, keep_days, keep_articles) VALUES (?, ?, ?, ?, ?, ?, ?)",
			f.ID, f.Parent, f.Name, f.Position, f.Closed, f.Keep.Days, f.Keep.Articles)
	case doUpdateFolder:
		return s.updateFolder(ctx, *st.Folder)
	}
	return fmt.Errorf("the journal has a step %q that is not known", st.Do)
}

// undoFeed gives a feed its former settings; what was fetched since then stays.
func (s *session) undoFeed(ctx context.Context, old feeds.Feed) error {
	now, err := s.feed(ctx, old.ID)
	if err != nil {
		return err
	}
	old.Title, old.Site, old.Description = now.Title, now.Site, now.Description
	old.Language, old.Icon = now.Language, now.Icon
	return s.updateFeed(ctx, now, old)
}

// dropFolder deletes a folder. Feeds that were removed while they were in it have
// no folder then.
func (s *session) dropFolder(ctx context.Context, id feeds.FolderID) error {
	if _, err := s.emptyFolder(ctx, feeds.Folder{ID: id}); err != nil {
		return err
	}
	return s.exec("DELETE FROM folders WHERE id = ?", id)
}
