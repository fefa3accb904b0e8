package storage

import (
	"context"
	"errors"
	"fmt"

	"tidings/feeds"
)

// MoveFeed gives a feed the address that its publisher moved it to, which the reader
// can undo. The former address still leads to it: it is not subscribed to twice. It
// reports false, and does nothing, if the reader has taken the move back before. The
// error is feeds.ErrExists if another subscription has the new address.
func (db *DB) MoveFeed(ctx context.Context, id feeds.FeedID, to string) (moved bool, err error) {
	err = db.act(ctx, func(s *session) error {
		old, err := s.feed(ctx, id)
		if err != nil {
			return err
		}
		was, err := s.formerly(ctx, address(old.URL))
		if err != nil || was == id || address(to) == address(old.URL) && to == old.URL {
			return err
		}
		f := old
		f.URL = to
		if err := s.updateFeed(ctx, old, f); err != nil {
			return err
		}
		err = s.exec("INSERT INTO former (address, feed) VALUES (?, ?) ON CONFLICT DO UPDATE SET feed = excluded.feed", address(old.URL), id)
		if err != nil {
			return err
		}
		err = s.exec("UPDATE feeds SET moved_to = '', moved_times = 0 WHERE id = ?", id)
		if err != nil {
			return err
		}
		if err := db.notePublisher(ctx, s, id); err != nil {
			return err
		}
		if old.Position, err = s.place(ctx, feedSiblings, int64(old.Folder), int64(id)); err != nil {
			return err
		}
		moved = true
		return db.record(s, quoted(old.Name())+" has moved to "+to, step{Do: doUpdateFeed, Feed: &old})
	})
	if err != nil && !errors.Is(err, feeds.ErrExists) {
		err = fmt.Errorf("move feed %d to %s: %w", id, to, err)
	}
	return moved && err == nil, err
}

// formerly is the feed that had an address before it moved; zero: none.
func (s *session) formerly(ctx context.Context, address string) (feeds.FeedID, error) {
	ids, err := s.ids(ctx, "SELECT feed FROM former AS o JOIN feeds AS f ON f.id = o.feed AND f.removed = 0 WHERE o.address = ?", address)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return feeds.FeedID(ids[0]), nil
}
