package storage

import (
	"context"
	"slices"
)

// siblings are rows of a table with the same parent, in the order of position.
// Gaps do no harm, nor do equal positions: then the ID decides.
type siblings struct{ table, parent, cond string }

var (
	feedSiblings   = siblings{"feeds", "folder", "removed = 0"}
	folderSiblings = siblings{"folders", "parent", "1"}

	// One list each, whose parent is 0.
	searchSiblings = siblings{"searches", "0", "1"}
	ruleSiblings   = siblings{"rules", "0", "1"}
	ownSiblings    = siblings{"own_topics", "0", "1"}
)

func (s *session) siblings(ctx context.Context, in siblings, parent int64) ([]int64, error) {
	return s.ids(ctx, "SELECT id FROM "+in.table+" WHERE "+in.parent+" = ? AND "+in.cond+" ORDER BY position, id", parent)
}

// lastPosition is behind all siblings, also those that were removed and may come
// back.
func (s *session) lastPosition(ctx context.Context, in siblings, parent int64) (int, error) {
	var p int
	err := s.one(ctx, "SELECT IFNULL(MAX(position), -1) + 1 FROM "+in.table+" WHERE "+in.parent+" = ?", []any{parent}, &p)
	return p, err
}

// place is how many siblings stand before one.
func (s *session) place(ctx context.Context, in siblings, parent, id int64) (int, error) {
	ids, err := s.siblings(ctx, in, parent)
	return slices.Index(ids, id), err
}

// makeRoom numbers the siblings anew, without a place that is kept free for what
// moves there.
func (s *session) makeRoom(ctx context.Context, in siblings, parent, mover int64, place int) error {
	ids, err := s.siblings(ctx, in, parent)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id int64) bool { return id == mover })
	for i, id := range ids {
		if i >= place {
			i++
		}
		if err := s.exec("UPDATE "+in.table+" SET position = ? WHERE id = ? AND position <> ?", i, id, i); err != nil {
			return err
		}
	}
	return nil
}
