package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// A tree of folders.
type tree struct {
	order []feeds.Folder // as the sidebar shows them: a folder, then what is inside
	byID  map[feeds.FolderID]feeds.Folder
	end   map[feeds.FolderID]int // when the feeds of a folder come: after the folders inside
}

// folders reads them all; there are never many.
func (s *session) folders(ctx context.Context) (tree, error) {
	t := tree{byID: map[feeds.FolderID]feeds.Folder{}, end: map[feeds.FolderID]int{}}
	children := map[feeds.FolderID][]feeds.Folder{}
	err := s.each(ctx, func(scan scan) error {
		var f feeds.Folder
		var every int64
		err := scan(&f.ID, &f.Parent, &f.Name, &f.Position, &f.Closed, &f.Keep.Days, &f.Keep.Articles, &f.Ready, &every)
		f.Every = time.Duration(every) * time.Second
		t.byID[f.ID] = f
		children[f.Parent] = append(children[f.Parent], f)
		return err
	}, "SELECT id, parent, name, position, closed, keep_days, keep_articles, ready, every FROM folders")
	var walk func(feeds.FolderID)
	walk = func(id feeds.FolderID) {
		list := children[id]
		slices.SortFunc(list, func(a, b feeds.Folder) int {
			return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
		})
		for _, f := range list {
			t.order = append(t.order, f)
			walk(f.ID)
		}
		t.end[id] = len(t.end)
	}
	walk(0)
	return t, err
}

// inside is a folder with all folders in it.
func (t tree) inside(id feeds.FolderID) []feeds.FolderID {
	out := []feeds.FolderID{id}
	for _, f := range t.order { // parents come before their children
		if slices.Contains(out, f.Parent) {
			out = append(out, f.ID)
		}
	}
	return out
}

// child finds a folder by name.
func (t tree) child(parent feeds.FolderID, name string) (feeds.FolderID, bool) {
	for _, f := range t.order {
		if f.Parent == parent && f.Name == name {
			return f.ID, true
		}
	}
	return 0, false
}

// Folders returns all folders in the order of the sidebar, each before those
// inside it, with their counts.
func (db *DB) Folders(ctx context.Context) ([]feeds.Folder, error) {
	var out []feeds.Folder
	err := db.read(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		c, err := s.feedCounts(ctx, t)
		out = t.order
		for i, f := range out {
			out[i].Unread, out[i].Total = c.Folders[f.ID].Unread, c.Folders[f.ID].Total
		}
		return err
	})
	return out, err
}

// FolderIntervals are how often the feeds of each folder are asked, by itself or as the
// folder around it says; zero where nobody says it.
func (db *DB) FolderIntervals(ctx context.Context) (map[feeds.FolderID]time.Duration, error) {
	out := map[feeds.FolderID]time.Duration{}
	err := db.read(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		for _, f := range t.order { // a folder comes before those inside
			out[f.ID] = cmp.Or(f.Every, out[f.Parent])
		}
		return err
	})
	return out, err
}

// AddFolder makes a folder, last in its parent. If there is one of this name in
// the parent already, that one is returned.
func (db *DB) AddFolder(ctx context.Context, parent feeds.FolderID, name string) (feeds.FolderID, error) {
	var id feeds.FolderID
	err := db.act(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		var made []step
		if id, made, err = s.addFolder(ctx, t, parent, name); err != nil || len(made) == 0 {
			return err
		}
		return db.record(s, "Made the folder "+quoted(name), made...)
	})
	if err != nil {
		return 0, fmt.Errorf("make folder %s: %w", name, err)
	}
	return id, nil
}

// addFolder returns the inverse if the folder is new.
func (s *session) addFolder(ctx context.Context, t tree, parent feeds.FolderID, name string) (feeds.FolderID, []step, error) {
	if id, ok := t.child(parent, name); ok {
		return id, nil, nil
	}
	if _, ok := t.byID[parent]; !ok && parent != 0 {
		return 0, nil, feeds.ErrNotFound
	}
	position, err := s.lastPosition(ctx, folderSiblings, int64(parent))
	if err != nil {
		return 0, nil, err
	}
	var id feeds.FolderID
	err = s.one(ctx, "INSERT INTO folders (parent, name, position) VALUES (?, ?, ?) RETURNING id",
		[]any{parent, name, position}, &id)
	return id, []step{{Do: doDropFolder, ID: int64(id)}}, err
}

// folderPath finds or makes nested folders. Names that are blank are passed over.
func (s *session) folderPath(ctx context.Context, path []PathFolder) (feeds.FolderID, []step, error) {
	var steps []step
	parent := feeds.FolderID(0)
	for _, f := range path {
		name := strings.TrimSpace(f.Name)
		if name == "" {
			continue
		}
		t, err := s.folders(ctx)
		if err != nil {
			return 0, nil, err
		}
		id, made, err := s.addFolder(ctx, t, parent, name)
		if err != nil {
			return 0, nil, err
		}
		if len(made) > 0 && f.Every > 0 {
			if err := s.exec("UPDATE folders SET every = ? WHERE id = ?", int64(f.Every/time.Second), id); err != nil {
				return 0, nil, err
			}
		}
		parent, steps = id, append(steps, made...)
	}
	return parent, steps, nil
}

// RenameFolder gives a folder another name. ErrFolderExists says that a sibling
// has it.
func (db *DB) RenameFolder(ctx context.Context, id feeds.FolderID, name string) error {
	return db.changeFolder(ctx, id, func(f *feeds.Folder) string {
		what := fmt.Sprintf("Renamed the folder %s to %s", quoted(f.Name), quoted(name))
		f.Name = name
		return what
	})
}

// MoveFolder puts a folder with all that is in it into another, at a position
// among the folders there. ErrFolderLoop says that this is inside itself.
func (db *DB) MoveFolder(ctx context.Context, id, parent feeds.FolderID, position int) error {
	return db.changeFolder(ctx, id, func(f *feeds.Folder) string {
		f.Parent, f.Position = parent, position
		return "Moved the folder " + quoted(f.Name)
	})
}

// SetFolderKeep says how much of the feeds in a folder is kept, as far as they and
// folders inside do not say it themselves.
func (db *DB) SetFolderKeep(ctx context.Context, id feeds.FolderID, keep feeds.Keep) error {
	return db.changeFolder(ctx, id, func(f *feeds.Folder) string {
		f.Keep = valid(keep)
		return "Changed how much of the folder " + quoted(f.Name) + " is kept"
	})
}

// SetFolderClosed remembers whether the sidebar shows what is inside. It is not
// in the journal: nobody wants to undo it.
func (db *DB) SetFolderClosed(ctx context.Context, id feeds.FolderID, closed bool) error {
	return db.write(ctx, func(s *session) error {
		n, err := s.change("UPDATE folders SET closed = ? WHERE id = ?", closed, id)
		if err == nil && n == 0 {
			err = feeds.ErrNotFound
		}
		return err
	})
}

func (db *DB) changeFolder(ctx context.Context, id feeds.FolderID, change func(*feeds.Folder) string) error {
	return db.act(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		old, ok := t.byID[id]
		if !ok {
			return feeds.ErrNotFound
		}
		if old.Position, err = s.place(ctx, folderSiblings, int64(old.Parent), int64(id)); err != nil {
			return err
		}
		f := old
		what := change(&f)
		if f == old {
			return nil
		}
		if err := t.allows(f); err != nil {
			return fmt.Errorf("change folder %s: %w", old.Name, err)
		}
		if err := s.updateFolder(ctx, f); err != nil {
			return err
		}
		return db.record(s, what, step{Do: doUpdateFolder, Folder: &old})
	})
}

// allows says why a folder cannot become f.
func (t tree) allows(f feeds.Folder) error {
	if _, ok := t.byID[f.Parent]; !ok && f.Parent != 0 {
		return feeds.ErrNotFound
	}
	if slices.Contains(t.inside(f.ID), f.Parent) {
		return ErrFolderLoop
	}
	if id, ok := t.child(f.Parent, f.Name); ok && id != f.ID {
		return ErrFolderExists
	}
	return nil
}

func (s *session) updateFolder(ctx context.Context, f feeds.Folder) error {
	if err := s.makeRoom(ctx, folderSiblings, int64(f.Parent), int64(f.ID), f.Position); err != nil {
		return err
	}
	return s.exec("UPDATE folders SET parent = ?, name = ?, position = ?, keep_days = ?, keep_articles = ?, ready = ?, every = ? WHERE id = ?",
		f.Parent, f.Name, f.Position, f.Keep.Days, f.Keep.Articles, f.Ready, int64(f.Every/time.Second), f.ID)
}

// RemoveFolder takes a folder away; what is in it moves up to its parent, behind
// what is there. Feeds that stand in other folders too only lose this place.
func (db *DB) RemoveFolder(ctx context.Context, id feeds.FolderID) error {
	return db.act(ctx, func(s *session) error {
		t, err := s.folders(ctx)
		if err != nil {
			return err
		}
		f, ok := t.byID[id]
		if !ok {
			return feeds.ErrNotFound
		}
		if f.Position, err = s.place(ctx, folderSiblings, int64(f.Parent), int64(id)); err != nil {
			return err
		}
		steps, err := s.emptyFolder(ctx, f)
		if err != nil {
			return err
		}
		if err := s.exec("DELETE FROM folders WHERE id = ?", id); err != nil {
			return err
		}
		return db.record(s, "Removed the folder "+quoted(f.Name), append(steps, step{Do: doRestoreFolder, Folder: &f})...)
	})
}

// emptyFolder moves what is in a folder to its parent, but for feeds that stand elsewhere
// too, and returns the inverse.
func (s *session) emptyFolder(ctx context.Context, f feeds.Folder) ([]step, error) {
	steps, err := s.leaveFolder(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	for i, in := range []siblings{feedSiblings, folderSiblings} {
		next, err := s.lastPosition(ctx, in, int64(f.Parent))
		if err != nil {
			return nil, err
		}
		err = s.each(ctx, func(scan scan) error {
			st := step{Do: []action{doPlaceFeed, doPlaceFolder}[i], Parent: int64(f.ID)}
			err := scan(&st.ID, &st.Position)
			steps = append(steps, st)
			return err
		}, "SELECT id, position FROM "+in.table+" WHERE "+in.parent+" = ? ORDER BY position, id", f.ID)
		if err != nil {
			return nil, err
		}
		err = s.exec("UPDATE "+in.table+" SET "+in.parent+" = ?, position = position + ? WHERE "+in.parent+" = ?",
			f.Parent, next, f.ID)
		if err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// dropFolder deletes a folder. Feeds that were removed while they were in it have
// no folder then.
func (s *session) dropFolder(ctx context.Context, id feeds.FolderID) error {
	if _, err := s.emptyFolder(ctx, feeds.Folder{ID: id}); err != nil {
		return err
	}
	return s.exec("DELETE FROM folders WHERE id = ?", id)
}
