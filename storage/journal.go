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
	Do       action           `json:"do"`
	ID       int64            `json:"id,omitempty"`
	Parent   int64            `json:"parent,omitempty"`
	Position int              `json:"position,omitempty"`
	Articles idSet            `json:"articles,omitempty"`
	At       int64            `json:"at,omitempty"` // Unix milliseconds
	Unfeed   bool             `json:"unfeed,omitempty"`
	Text     string           `json:"text,omitempty"`
	Feed     *feeds.Feed      `json:"feed,omitempty"`
	Folder   *feeds.Folder    `json:"folder,omitempty"`
	Search   *feeds.Search    `json:"search,omitempty"`
	Rule     *feeds.Rule      `json:"rule,omitempty"`
	Folders  []feeds.FolderID `json:"folders,omitempty"`
	Keep     *feeds.Keep      `json:"keep,omitempty"`

	Topic      *feeds.OwnTopic        `json:"topic,omitempty"`
	Said       *said                  `json:"said,omitempty"`
	Mute       *feeds.Mute            `json:"mute,omitempty"`
	Correction *feeds.StoryCorrection `json:"correction,omitempty"`
	Moved      []Moved                `json:"moved,omitempty"`
	Follow     *follow                `json:"follow,omitempty"`
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
	doDelete        action = "delete"         // Articles go back into the bin, where they were since At
	doForget        action = "forget"         // Articles were never here
	doNote          action = "note"           // the note about article ID becomes Text
	doRemoveFeed    action = "remove feed"    // ID; Articles are kept in any case
	doRestoreFeed   action = "restore feed"   // ID, with its articles
	doUpdateFeed    action = "update feed"    // to Feed
	doWriteFeed     action = "write feed"     // the same for one that is removed
	doSeatFeed      action = "seat feed"      // ID, as number Position of folder Parent
	doPlaceFeed     action = "place feed"     // ID, in folder Parent at Position
	doPlaceFolder   action = "place folder"   // the same for a folder
	doFurther       action = "further"        // feed ID stands in Folders too
	doDropFolder    action = "drop folder"    // ID, which is empty again
	doRestoreFolder action = "restore folder" // Folder, with its ID
	doUpdateFolder  action = "update folder"  // to Folder
	doDropSearch    action = "drop search"    // ID
	doPutSearch     action = "put search"     // as Search, with its ID
	doDropRule      action = "drop rule"      // ID
	doPutRule       action = "put rule"       // as Rule, with its ID
	doKeep          action = "keep"           // Keep is the limit for everything
	doChoose        action = "choose"         // ID is the choice for everything under the key Text
	doQueue         action = "queue"          // Articles wait again for what ID says, see Job

	doDropTopic      action = "drop topic"      // ID, of the reader's own
	doPutTopic       action = "put topic"       // as Topic, with its ID, the bit ID and these Articles
	doTeachTopic     action = "teach topic"     // Topic has these examples
	doTopics         action = "topics"          // article ID has the topics Said
	doDropMute       action = "drop mute"       // ID
	doPutMute        action = "put mute"        // as Mute, with its ID; it hides Articles
	doHide           action = "hide"            // the mute ID hides Articles
	doShow           action = "show"            // the mute ID does not hide Articles
	doNameMute       action = "name mute"       // what Mute says, with what it hides now
	doDropCorrection action = "drop correction" // ID, about stories
	doPutCorrection  action = "put correction"  // as Correction, with its ID
	doMove           action = "move"            // articles are in the stories Moved
	doFollow         action = "follow"          // as Follow
	doUnfollow       action = "unfollow"        // the story ID
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
// restart, until ErrNothingToUndo. What an undo is about may be gone: then the rest
// of it is taken back, or ErrGone says that there is none, and the next Undo goes on
// with what was before.
func (db *DB) Undo(ctx context.Context) (what string, err error) {
	undone := 0
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
		if undone, err = db.undo(ctx, s, packed); err != nil {
			return fmt.Errorf("undo %q: %w", what, err)
		}
		return s.exec("DELETE FROM journal WHERE id = ?", id)
	})
	switch {
	case err != nil:
		return "", err
	case undone == 0:
		return "", fmt.Errorf("undo %q: %w", what, ErrGone)
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

// undo takes the steps of an entry, the last first, and returns how many could be
// taken.
func (db *DB) undo(ctx context.Context, s *session, packed []byte) (int, error) {
	steps, err := stepsFrom(packed)
	if err != nil {
		return 0, err
	}
	s.undoing = true
	done := 0
	for i := len(steps) - 1; i >= 0; i-- {
		switch err := db.attempt(ctx, s, steps[i]); {
		case err == nil:
			done++
		case !isGone(err):
			return 0, err
		}
	}
	return done, nil
}

// isGone reports whether a step failed because of what happened since: it is to be
// passed over, or all that was done before it could never be taken back.
func isGone(err error) bool {
	for _, gone := range []error{sql.ErrNoRows, feeds.ErrNotFound, feeds.ErrExists, ErrFolderExists, ErrFolderLoop} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return false
}

// attempt takes a step as a whole or not at all. One that sets the status of
// articles needs no savepoint, which would keep a copy of every page it changes: it
// fails for what is gone only when it has changed nothing.
func (db *DB) attempt(ctx context.Context, s *session, st step) error {
	if _, _, ok := st.Do.status(); ok {
		return db.do(ctx, s, st)
	}
	if err := s.exec("SAVEPOINT step"); err != nil {
		return err
	}
	err := db.do(ctx, s, st)
	if err != nil {
		if e := s.exec("ROLLBACK TO step"); e != nil {
			return e
		}
	}
	if e := s.exec("RELEASE step"); e != nil {
		return e
	}
	return err
}

func (db *DB) do(ctx context.Context, s *session, st step) error {
	now := db.now()
	if column, on, ok := st.Do.status(); ok {
		return s.undoStatus(ctx, st, column, on)
	}
	switch st.Do {
	case doRestore:
		ids, err := s.stillThere(ctx, st, "bin")
		if err != nil {
			return err
		}
		return s.outOfBin(ctx, ids)
	case doDelete:
		ids, err := s.stillThere(ctx, st, "articles")
		if err != nil {
			return err
		}
		return s.intoBin(ctx, ids, st.Unfeed, fromMillis(st.At))
	case doForget:
		return s.unmake(ctx, st, db)
	case doNote:
		if st.Text != "" {
			if err := s.untidy(ctx, []int64{st.ID}); err != nil {
				return err
			}
		}
		return s.setNote(ctx, st.ID, st.Text, now)
	case doRemoveFeed:
		kept, err := st.Articles.ids()
		if err != nil {
			return err
		}
		return s.removeFeed(ctx, feeds.FeedID(st.ID), kept, now)
	case doRestoreFeed:
		return s.restoreFeed(ctx, feeds.FeedID(st.ID))
	case doWriteFeed:
		return errors.Join(s.writeFeed(*st.Feed), db.notePublisher(ctx, s, st.Feed.ID))
	case doSeatFeed:
		if err := s.makeRoom(ctx, feedSiblings, st.Parent, st.ID, st.Position); err != nil {
			return err
		}
		return s.seat(st.ID, st.Parent, st.Position)
	case doUpdateFeed:
		if err := s.undoFeed(ctx, *st.Feed); err != nil {
			return err
		}
		return db.notePublisher(ctx, s, st.Feed.ID)
	case doDropSearch:
		return s.drop("searches", st.ID)
	case doPutSearch:
		return s.putSearch(ctx, *st.Search)
	case doDropRule:
		return s.drop("rules", st.ID)
	case doPutRule:
		return s.putRule(ctx, *st.Rule)
	case doKeep:
		return s.setKeep(*st.Keep)
	case doChoose:
		return s.choose(st.Text, int(st.ID))
	case doQueue:
		return s.queueAgain(ctx, st, now)
	case doPlaceFeed:
		return s.seat(st.ID, st.Parent, st.Position)
	case doFurther:
		return s.setFurther(feeds.FeedID(st.ID), st.Folders)
	case doPlaceFolder:
		return s.exec("UPDATE folders SET parent = ?, position = ? WHERE id = ?", st.Parent, st.Position, st.ID)
	case doDropFolder:
		return s.dropFolder(ctx, feeds.FolderID(st.ID))
	case doRestoreFolder:
		f := st.Folder
		if err := s.makeRoom(ctx, folderSiblings, int64(f.Parent), int64(f.ID), f.Position); err != nil {
			return err
		}
		return s.exec("INSERT INTO folders (id, parent, name, position, closed, keep_days, keep_articles, ready, every) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			f.ID, f.Parent, f.Name, f.Position, f.Closed, f.Keep.Days, f.Keep.Articles, f.Ready, int64(f.Every/time.Second))
	case doUpdateFolder:
		return s.updateFolder(ctx, *st.Folder)
	}
	return db.unsay(ctx, s, st)
}

// undoStatus gives articles their former status, also those that Tidy took away
// because of the one they have now.
func (s *session) undoStatus(ctx context.Context, st step, column string, on bool) error {
	ids, err := st.Articles.ids()
	if err != nil {
		return err
	}
	if st.Do == doUnread || st.Do == doStar || st.Do == doLater {
		if err := s.untidy(ctx, ids); err != nil {
			return err
		}
	}
	changed, err := s.setStatus(ctx, column, on, ids)
	if err != nil || len(changed) > 0 || len(ids) == 0 {
		return err
	}
	_, err = s.stillThere(ctx, st, "articles")
	return err
}

// untidy brings articles back that Tidy took away: they are about to have again what
// would have kept them. What the reader deleted since is back already, because its
// undo came before.
func (s *session) untidy(ctx context.Context, ids []int64) error {
	var binned int
	err := s.one(ctx, "SELECT value FROM counters WHERE name = 'bin'", nil, &binned)
	if err != nil || binned == 0 {
		return err
	}
	tidied, err := s.ids(ctx, "SELECT id FROM bin WHERE unfeed = 0 AND "+within, jsonIDs(ids))
	if err != nil || len(tidied) == 0 {
		return err
	}
	return s.outOfBin(ctx, tidied)
}

// stillThere are the articles of a step that are in a table; feeds.ErrNotFound if
// there were some and none is.
func (s *session) stillThere(ctx context.Context, st step, table string) ([]int64, error) {
	ids, err := st.Articles.ids()
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	there, err := s.ids(ctx, "SELECT id FROM "+table+" WHERE "+within+" ORDER BY id", jsonIDs(ids))
	if err == nil && len(there) == 0 {
		err = feeds.ErrNotFound
	}
	return there, err
}

// drop deletes a row of a table, which is one of ours.
func (s *session) drop(table string, id int64) error {
	n, err := s.change("DELETE FROM "+table+" WHERE id = ?", id)
	if err == nil && n == 0 {
		err = feeds.ErrNotFound
	}
	return err
}

// dropGone forgets the entries of the journal that would only bring back articles
// that are destroyed: they would promise what Undo cannot do.
func (s *session) dropGone(ctx context.Context) error {
	var hopeless []int64
	entries := map[int64][]step{}
	err := s.each(ctx, func(scan scan) error {
		var id int64
		var packed []byte
		if err := scan(&id, &packed); err != nil {
			return err
		}
		steps, err := stepsFrom(packed)
		entries[id] = steps
		return err
	}, "SELECT id, undo FROM journal")
	if err != nil {
		return err
	}
	for id, steps := range entries {
		left := false
		for _, st := range steps {
			if st.Do != doRestore {
				left = true
			} else if _, err := s.stillThere(ctx, st, "heads"); err == nil { // in the bin, or restored
				left = true
			} else if !isGone(err) {
				return err
			}
		}
		if !left {
			hopeless = append(hopeless, id)
		}
	}
	return s.exec("DELETE FROM journal WHERE "+within, jsonIDs(hopeless))
}
