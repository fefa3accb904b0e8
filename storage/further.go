package storage

import (
	"context"

	"tidings/feeds"
)

// furtherSQL lists the further folders of a feed in the order in which they were
// added, as group_concat writes it; empty: there are none.
const furtherSQL = `IFNULL((SELECT group_concat(folder) FROM (SELECT x.folder FROM further AS x WHERE x.feed = feeds.id ORDER BY x.place)), '')`

// furtherFrom reads such a list.
func furtherFrom(text string) []feeds.FolderID {
	if text == "" {
		return nil
	}
	var out []feeds.FolderID
	for _, id := range appendIDs(nil, text) {
		out = append(out, feeds.FolderID(id))
	}
	return out
}

// standing are the further folders of a feed, each once and without its own.
func standing(f feeds.Feed) []feeds.FolderID {
	g := feeds.Feed{Folder: f.Folder}
	for _, id := range f.Also {
		g.Stand(id)
	}
	return g.Also
}

// setFurther says in which folders a feed stands beside its own. Folders that are not
// there, and its own, are passed over.
func (s *session) setFurther(feed feeds.FeedID, list []feeds.FolderID) error {
	if err := s.exec("DELETE FROM further WHERE feed = ?", feed); err != nil || len(list) == 0 {
		return err
	}
	return s.exec(`INSERT OR IGNORE INTO further (feed, folder, place)
		SELECT f.id, j.value, j.key FROM json_each(?) AS j JOIN folders AS x ON x.id = j.value
		JOIN feeds AS f ON f.id = ? AND f.folder <> x.id ORDER BY j.key`, jsonIDs(list), feed)
}

// further are the further folders of all feeds that have some.
func (s *session) further(ctx context.Context) (map[feeds.FeedID][]feeds.FolderID, error) {
	out := map[feeds.FeedID][]feeds.FolderID{}
	err := s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var folder feeds.FolderID
		err := scan(&feed, &folder)
		out[feed] = append(out[feed], folder)
		return err
	}, "SELECT feed, folder FROM further ORDER BY feed, place")
	return out, err
}

// around are folders with all that they lie in, each once.
func (t tree) around(list []feeds.FolderID) map[feeds.FolderID]bool {
	out := map[feeds.FolderID]bool{}
	for _, id := range list {
		for ; id != 0 && !out[id]; id = t.byID[id].Parent {
			out[id] = true
		}
	}
	return out
}

// leaveFolder takes feeds out of a folder that stand in others too, and returns the
// inverse. One whose own place it was gets the first of the others instead.
func (s *session) leaveFolder(ctx context.Context, id feeds.FolderID) ([]step, error) {
	list, err := s.feeds(ctx, "folder = ?1 AND id IN (SELECT feed FROM further) OR id IN (SELECT feed FROM further WHERE folder = ?1) ORDER BY folder, position, id", id)
	if err != nil {
		return nil, err
	}
	var steps []step
	for _, f := range list {
		steps = append(steps, step{Do: doFurther, ID: int64(f.ID), Folders: f.Also})
		if f.Folder != id {
			if err := s.exec("DELETE FROM further WHERE feed = ? AND folder = ?", f.ID, id); err != nil {
				return nil, err
			}
			continue
		}
		steps = append(steps, step{Do: doPlaceFeed, ID: int64(f.ID), Parent: int64(id), Position: f.Position})
		next, err := s.lastPosition(ctx, feedSiblings, int64(f.Also[0]))
		if err != nil {
			return nil, err
		}
		if err := s.exec("UPDATE feeds SET folder = ?, position = ? WHERE id = ?", f.Also[0], next, f.ID); err != nil {
			return nil, err
		}
		if err := s.setFurther(f.ID, f.Also[1:]); err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// seat gives a feed another place of its own; it does not stand there also.
func (s *session) seat(feed, folder int64, position int) error {
	if err := s.exec("UPDATE feeds SET folder = ?, position = ? WHERE id = ?", folder, position, feed); err != nil {
		return err
	}
	return s.exec("DELETE FROM further WHERE feed = ? AND folder = ?", feed, folder)
}
