package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tidings/feeds"
	"tidings/feeds/query"
)

// Searches returns the saved searches in the order of the sidebar. One that cannot
// be read, because a later version wrote it, is left out.
func (db *DB) Searches(ctx context.Context) ([]feeds.Search, error) {
	var out []feeds.Search
	err := db.read(ctx, func(s *session) (err error) {
		out, err = db.searches(ctx, s, "1")
		return err
	})
	return out, err
}

func (db *DB) searches(ctx context.Context, s *session, where string, args ...any) ([]feeds.Search, error) {
	var out []feeds.Search
	err := s.each(ctx, func(scan scan) error {
		x := feeds.Search{Position: len(out)}
		var scope string
		if err := scan(&x.ID, &x.Name, &scope); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(scope), &x.Scope); err != nil {
			db.log.Warn("a saved search cannot be read", "search", x.Name, "err", err)
			return nil
		}
		out = append(out, x)
		return nil
	}, "SELECT id, name, scope FROM searches WHERE "+where+" ORDER BY position, id", args...)
	return out, err
}

// SaveSearch stores a search: a new one, last in the list, if it has no ID; else
// name, scope and position of the one with this ID. The error is a *query.Error if
// its text cannot be understood, feeds.ErrNotFound if there is none with the ID.
func (db *DB) SaveSearch(ctx context.Context, x feeds.Search) (feeds.SearchID, error) {
	err := db.act(ctx, func(s *session) error {
		if _, err := db.parse(ctx, s, x.Scope.Text); err != nil {
			return err
		}
		if x.ID == 0 {
			return db.addSearch(ctx, s, &x)
		}
		old, err := db.search(ctx, s, x.ID)
		if err != nil || old.Name == x.Name && old.Position == x.Position && old.Scope.Equal(x.Scope) {
			return err
		}
		if err := s.putSearch(ctx, x); err != nil {
			return err
		}
		return db.record(s, "Changed the search "+quoted(x.Name), step{Do: doPutSearch, Search: &old})
	})
	if err != nil {
		return 0, fmt.Errorf("save the search %s: %w", x.Name, err)
	}
	return x.ID, nil
}

func (db *DB) addSearch(ctx context.Context, s *session, x *feeds.Search) error {
	if err := db.insertSearch(ctx, s, x); err != nil {
		return err
	}
	return db.record(s, "Saved the search "+quoted(x.Name), step{Do: doDropSearch, ID: int64(x.ID)})
}

// insertSearch stores a new search, last in the list, and gives it its ID.
func (db *DB) insertSearch(ctx context.Context, s *session, x *feeds.Search) error {
	var err error
	if x.Position, err = s.lastPosition(ctx, searchSiblings, 0); err != nil {
		return err
	}
	err = s.one(ctx, "INSERT INTO searches (name, scope) VALUES ('', '') RETURNING id", nil, &x.ID)
	if err != nil {
		return err
	}
	return s.putSearch(ctx, *x)
}

func (db *DB) search(ctx context.Context, s *session, id feeds.SearchID) (feeds.Search, error) {
	list, err := db.searches(ctx, s, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Search{}, err
	}
	list[0].Position, err = s.place(ctx, searchSiblings, 0, int64(id))
	return list[0], err
}

// putSearch writes a search with its ID, whether it is there or not.
func (s *session) putSearch(ctx context.Context, x feeds.Search) error {
	scope, err := json.Marshal(x.Scope)
	if err != nil {
		return err
	}
	if err := s.makeRoom(ctx, searchSiblings, 0, int64(x.ID), x.Position); err != nil {
		return err
	}
	return s.exec(`INSERT INTO searches (id, position, name, scope) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
		SET position = excluded.position, name = excluded.name, scope = excluded.scope`, x.ID, x.Position, x.Name, string(scope))
}

// DeleteSearch forgets a saved search.
func (db *DB) DeleteSearch(ctx context.Context, id feeds.SearchID) error {
	return db.act(ctx, func(s *session) error {
		old, err := db.search(ctx, s, id)
		if err != nil {
			return err
		}
		if err := s.drop("searches", int64(id)); err != nil {
			return err
		}
		return db.record(s, "Removed the search "+quoted(old.Name), step{Do: doPutSearch, Search: &old})
	})
}

// SearchCounts tells how many unread articles each saved search has, up to a limit.
// One that cannot be understood any more has none.
func (db *DB) SearchCounts(ctx context.Context, limit int) (map[feeds.SearchID]int, error) {
	list, err := db.Searches(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[feeds.SearchID]int, len(list))
	for _, x := range list { // each by itself, so that other readers come in between
		x.Scope.UnreadOnly = true
		n, err := db.CountArticles(ctx, x.Scope, limit)
		var wrong *query.Error
		if err != nil && !errors.As(err, &wrong) {
			return nil, err
		}
		out[x.ID] = min(n, limit)
	}
	return out, nil
}
