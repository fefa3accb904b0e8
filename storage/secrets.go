package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"tidings/feeds"
)

// RemovedSecrets are the feeds that were removed before a time and of which there are
// secrets still.
func (db *DB) RemovedSecrets(ctx context.Context, before time.Time) ([]feeds.FeedID, error) {
	var list []feeds.FeedID
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var id feeds.FeedID
			err := scan(&id)
			list = append(list, id)
			return err
		}, "SELECT id FROM feeds WHERE secret = 1 AND removed > 0 AND removed < ?", millis(before))
	})
	if err != nil {
		return nil, fmt.Errorf("feeds with secrets: %w", err)
	}
	return list, nil
}

// ForgetSecret notes that there are no secrets of a feed any more.
func (db *DB) ForgetSecret(ctx context.Context, id feeds.FeedID) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("UPDATE feeds SET secret = 0 WHERE id = ?", id)
	})
}

// Logins are the feeds, also removed ones, in whose addresses there is a login. Only
// ID and URL are filled.
func (db *DB) Logins(ctx context.Context) ([]feeds.Feed, error) {
	var list []feeds.Feed
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var f feeds.Feed
			err := scan(&f.ID, &f.URL)
			if withoutLogin(f.URL) != f.URL {
				list = append(list, f)
			}
			return err
		}, "SELECT id, url FROM feeds WHERE url LIKE '%://%@%'")
	})
	if err != nil {
		return nil, fmt.Errorf("addresses with logins: %w", err)
	}
	return list, nil
}

// CutLogin gives a feed its address without the login that is kept elsewhere now. It
// is no act of the reader: Undo does not bring the login back, and what Undo would
// have brought back loses it as well.
func (db *DB) CutLogin(ctx context.Context, id feeds.FeedID, plain string) error {
	err := db.write(ctx, func(s *session) error {
		err := s.exec("UPDATE feeds SET url = ?, address = ?, moved_to = '', moved_times = 0, secret = 1 WHERE id = ?",
			plain, address(plain), id)
		if err != nil {
			return err
		}
		return s.cutJournal(ctx)
	})
	if err != nil {
		return fmt.Errorf("cut the login of feed %d: %w", id, err)
	}
	return nil
}

// cutJournal takes logins out of the addresses in the journal.
func (s *session) cutJournal(ctx context.Context) error {
	changed := map[int64][]step{}
	err := s.each(ctx, func(scan scan) error {
		var id int64
		var packed []byte
		if err := scan(&id, &packed); err != nil {
			return err
		}
		steps, err := stepsFrom(packed)
		for _, st := range steps {
			if st.Feed == nil {
				continue
			}
			if plain := withoutLogin(st.Feed.URL); plain != st.Feed.URL {
				st.Feed.URL, st.Feed.Fetch.MovedTo, st.Feed.Access.Secret = plain, "", true
				changed[id] = steps
			}
		}
		return err
	}, "SELECT id, undo FROM journal")
	if err != nil {
		return err
	}
	for id, steps := range changed {
		plain, err := json.Marshal(steps)
		if err != nil {
			return err
		}
		if err := s.exec("UPDATE journal SET undo = ? WHERE id = ?", compress(plain), id); err != nil {
			return err
		}
	}
	return nil
}

func withoutLogin(address string) string {
	plain, _ := feeds.CutLogin(address)
	return plain
}
