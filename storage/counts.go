package storage

import (
	"context"
	"time"

	"tidings/feeds"
)

// A tally collects by how much counts change in a transaction.
type tally struct {
	feeds            map[feeds.FeedID]feeds.Count
	starred, later   int
	noted, kept, bin int
}

func (t *tally) add(feed feeds.FeedID, total, unread int) {
	if t.feeds == nil {
		t.feeds = map[feeds.FeedID]feeds.Count{}
	}
	c := t.feeds[feed]
	t.feeds[feed] = feeds.Count{Total: c.Total + total, Unread: c.Unread + unread}
}

// apply adds a tally to the stored counts.
func (s *session) apply(t tally) error {
	for feed, c := range t.feeds {
		if c == (feeds.Count{}) {
			continue
		}
		if err := s.exec("UPDATE feeds SET total = total + ?, unread = unread + ? WHERE id = ?", c.Total, c.Unread, feed); err != nil {
			return err
		}
	}
	for name, by := range map[string]int{
		"starred": t.starred, "later": t.later, "noted": t.noted, "kept": t.kept, "bin": t.bin,
	} {
		if err := s.count(name, by); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) count(name string, by int) error {
	if by == 0 {
		return nil
	}
	return s.exec("UPDATE counters SET value = value + ? WHERE name = ?", by, name)
}

// Counts returns what the sidebar shows. Today is the unread articles of that
// time and later. Articles of feeds that were removed are counted in the totals.
func (db *DB) Counts(ctx context.Context, today time.Time) (feeds.Counts, error) {
	var c feeds.Counts
	err := db.read(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		if c, err = s.feedCounts(ctx, t); err != nil {
			return err
		}
		err = s.one(ctx, `SELECT (SELECT value FROM counters WHERE name = 'starred'),
			(SELECT value FROM counters WHERE name = 'later'),
			(SELECT value FROM counters WHERE name = 'kept'),
			(SELECT value FROM counters WHERE name = 'bin'),
			(SELECT COUNT(*) FROM articles INDEXED BY articles_unread WHERE read = 0 AND date >= ?)`,
			[]any{millis(today)}, &c.Starred, &c.Later, &c.Kept, &c.Bin, &c.Today)
		return err
	})
	return c, err
}

// feedCounts adds up the maintained counts of feeds, folder by folder. A feed counts
// once in a folder, also where it stands in there several times.
func (s *session) feedCounts(ctx context.Context, t tree) (feeds.Counts, error) {
	further, err := s.further(ctx)
	if err != nil {
		return feeds.Counts{}, err
	}
	several := map[feeds.FeedID]map[feeds.FolderID]bool{}
	c := feeds.Counts{Feeds: map[feeds.FeedID]feeds.Count{}, Folders: map[feeds.FolderID]feeds.Count{}}
	err = s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var folder feeds.FolderID
		var n feeds.Count
		var removed bool
		if err := scan(&feed, &folder, &n.Unread, &n.Total, &removed); err != nil {
			return err
		}
		c.Unread += n.Unread
		c.Total += n.Total
		if !removed {
			c.Feeds[feed] = n
			if also := further[feed]; len(also) > 0 {
				several[feed] = t.around(append(also, folder))
			} else {
				addCount(c.Folders, folder, n)
			}
		}
		return nil
	}, "SELECT id, folder, unread, total, removed > 0 FROM feeds")
	for i := len(t.order) - 1; i >= 0; i-- { // children before their parents
		f := t.order[i]
		addCount(c.Folders, f.Parent, c.Folders[f.ID])
	}
	delete(c.Folders, 0)
	for feed, around := range several {
		for id := range around {
			addCount(c.Folders, id, c.Feeds[feed])
		}
	}
	return c, err
}

func addCount(m map[feeds.FolderID]feeds.Count, id feeds.FolderID, n feeds.Count) {
	have := m[id]
	m[id] = feeds.Count{Unread: have.Unread + n.Unread, Total: have.Total + n.Total}
}
