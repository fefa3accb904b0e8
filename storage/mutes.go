package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
)

// ErrMutesAll says that a mute names nothing, and would hide everything.
var ErrMutesAll = errors.New("the mute does not say what to hide")

// Mutes returns what the reader does not want to see, in the order in which it was
// said. One that cannot be read, because a later version wrote it, is left out.
func (db *DB) Mutes(ctx context.Context) ([]feeds.Mute, error) {
	var out []feeds.Mute
	err := db.read(ctx, func(s *session) (err error) {
		if out, err = db.mutes(ctx, s, "1"); err != nil {
			return err
		}
		return s.countHidden(ctx, out)
	})
	return out, err
}

// countHidden tells how many articles mutes hide. Only a list that is shown asks: it
// costs a step for each of them, and all that is derived asks the mutes.
func (s *session) countHidden(ctx context.Context, list []feeds.Mute) error {
	for i := range list {
		err := s.one(ctx, "SELECT COUNT(*) FROM muted INDEXED BY muted_mute WHERE mute = ?", []any{list[i].ID}, &list[i].Hidden)
		if err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) mutes(ctx context.Context, s *session, where string, args ...any) ([]feeds.Mute, error) {
	var out []feeds.Mute
	err := s.each(ctx, func(scan scan) error {
		var m feeds.Mute
		var scope string
		var until int64
		if err := scan(&m.ID, &m.Name, &scope, &m.Unless, &m.Sources, &until); err != nil {
			return err
		}
		m.Until = fromMillis(until)
		if err := json.Unmarshal([]byte(scope), &m.Scope); err != nil {
			db.log.Warn("a mute cannot be read", "mute", m.Name, "err", err)
			return nil
		}
		out = append(out, m)
		return nil
	}, "SELECT id, name, scope, unless, sources, until FROM mutes WHERE "+where+" ORDER BY id", args...)
	return out, err
}

// SaveMute stores a mute: a new one if it has no ID; else all of the one with this ID.
// hidden tells how many of the stored articles it hides. The error is ErrMutesAll, a
// *query.Error if a text of it cannot be understood, or feeds.ErrNotFound.
func (db *DB) SaveMute(ctx context.Context, m feeds.Mute) (id feeds.MuteID, hidden int, err error) {
	m.Scope = mutable(m.Scope)
	err = db.act(ctx, func(s *session) error {
		found, err := db.mutedBy(ctx, s, m)
		if err != nil {
			return err
		}
		hidden = len(found)
		if m.ID == 0 {
			if err := s.one(ctx, "INSERT INTO mutes (name, scope, unless, sources, until) VALUES ('', '', '', 0, 0) RETURNING id", nil, &m.ID); err != nil {
				return err
			}
			if err := s.putMute(ctx, m, found); err != nil {
				return err
			}
			return db.record(s, "Muted "+quoted(m.Name)+db.until(m), step{Do: doDropMute, ID: int64(m.ID)})
		}
		old, had, err := db.mute(ctx, s, m.ID)
		if err != nil || sameMute(old, m) {
			return err
		}
		if err := s.putMute(ctx, m, found); err != nil {
			return err
		}
		return db.record(s, "Changed the mute "+quoted(m.Name)+db.until(m), step{Do: doPutMute, Mute: &old, Articles: packIDs(had)})
	})
	if err != nil {
		return 0, 0, fmt.Errorf("mute %s: %w", m.Name, err)
	}
	return m.ID, hidden, nil
}

// mutable is the part of a scope that can be muted: not what the reader did with
// articles, because a mute changes it.
func mutable(in feeds.Scope) feeds.Scope {
	in.UnreadOnly, in.StarredOnly, in.LaterOnly, in.KeptOnly, in.Bin = false, false, false, false, false
	in.Since, in.Order, in.ByStory = time.Time{}, feeds.Newest, false
	in.Text = strings.TrimSpace(in.Text)
	return in
}

func sameMute(a, b feeds.Mute) bool {
	return a.Name == b.Name && a.Scope.Equal(b.Scope) && a.Unless == b.Unless && a.Sources == b.Sources && millis(a.Until) == millis(b.Until)
}

// until is how a sentence about a mute ends.
func (db *DB) until(m feeds.Mute) string {
	switch now := db.now().In(m.Until.Location()); {
	case m.Until.IsZero():
		return ""
	case m.Until.Year() == now.Year():
		return " until " + m.Until.Format("2 January")
	}
	return " until " + m.Until.Format("2 January 2006")
}

// mute is one of them with the articles that it hides.
func (db *DB) mute(ctx context.Context, s *session, id feeds.MuteID) (feeds.Mute, []int64, error) {
	list, err := db.mutes(ctx, s, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Mute{}, nil, err
	}
	hides, err := s.ids(ctx, "SELECT article FROM muted INDEXED BY muted_mute WHERE mute = ? ORDER BY article", id)
	return list[0], hides, err
}

// DeleteMute forgets a mute. What it hid and was not read is unread again.
func (db *DB) DeleteMute(ctx context.Context, id feeds.MuteID) error {
	return db.act(ctx, func(s *session) error {
		old, had, err := db.mute(ctx, s, id)
		if err != nil {
			return err
		}
		if err := s.dropMute(ctx, id); err != nil {
			return err
		}
		return db.record(s, "No longer muted "+quoted(old.Name), step{Do: doPutMute, Mute: &old, Articles: packIDs(had)})
	})
}

// TryMute tells how many of the stored articles a mute would hide.
func (db *DB) TryMute(ctx context.Context, m feeds.Mute) (hidden int, err error) {
	m.Scope = mutable(m.Scope)
	err = db.read(ctx, func(s *session) error {
		found, err := db.mutedBy(ctx, s, m)
		hidden = len(found)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("try to mute %s: %w", m.Name, err)
	}
	return hidden, nil
}

// EndMutes forgets the mutes whose time is over and tells how many these were. It is no
// step of the journal.
func (db *DB) EndMutes(ctx context.Context) (ended int, err error) {
	const due = "until > 0 AND until <= ?"
	now := millis(db.now())
	var over bool
	err = db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT EXISTS (SELECT 1 FROM mutes WHERE "+due+")", []any{now}, &over)
	})
	if err == nil && over {
		err = db.write(ctx, func(s *session) error {
			ids, err := s.ids(ctx, "SELECT id FROM mutes WHERE "+due, now)
			for _, id := range ids {
				err = errors.Join(err, s.dropMute(ctx, feeds.MuteID(id)))
			}
			ended = len(ids)
			return err
		})
	}
	if err != nil {
		return 0, fmt.Errorf("end mutes: %w", err)
	}
	return ended, nil
}

// writeMute stores what a mute says, with its ID, whether it is there or not.
func (s *session) writeMute(m feeds.Mute) error {
	scope, err := json.Marshal(m.Scope)
	if err != nil {
		return err
	}
	return s.exec(`INSERT INTO mutes (id, name, scope, unless, sources, until) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
		SET name = excluded.name, scope = excluded.scope, unless = excluded.unless, sources = excluded.sources, until = excluded.until`,
		m.ID, m.Name, string(scope), m.Unless, m.Sources, millis(m.Until))
}

// putMute writes a mute, which hides these articles and no others then.
func (s *session) putMute(ctx context.Context, m feeds.Mute, hides []int64) error {
	if err := s.writeMute(m); err != nil {
		return err
	}
	had, err := s.ids(ctx, "SELECT article FROM muted INDEXED BY muted_mute WHERE mute = ?", m.ID)
	if err != nil {
		return err
	}
	if err := s.show(ctx, m.ID, lacking(had, hides)); err != nil {
		return err
	}
	return s.hide(ctx, m.ID, lacking(hides, had))
}

func (s *session) dropMute(ctx context.Context, id feeds.MuteID) error {
	had, err := s.ids(ctx, "SELECT article FROM muted INDEXED BY muted_mute WHERE mute = ?", id)
	if err != nil {
		return err
	}
	if err := s.show(ctx, id, had); err != nil {
		return err
	}
	return s.drop("mutes", int64(id))
}
