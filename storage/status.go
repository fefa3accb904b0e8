package storage

import (
	"context"
	"fmt"
	"slices"

	"tidings/feeds"
)

// A Change of status; nil leaves as it is.
type Change struct {
	Read, Starred, Later *bool

	// Quiet keeps it out of the journal: it came with something else, such as
	// showing an article, and is nothing the reader would undo.
	Quiet bool
}

// SetStatus changes what the reader did with articles.
func (db *DB) SetStatus(ctx context.Context, ids []feeds.ArticleID, c Change) error {
	return db.act(ctx, func(s *session) error {
		var steps []step
		list := int64s(ids)
		for _, field := range []struct {
			column string
			to     *bool
		}{{"read", c.Read}, {"starred", c.Starred}, {"later", c.Later}} {
			if field.to == nil {
				continue
			}
			changed, err := s.setStatus(ctx, field.column, *field.to, list)
			if err != nil {
				return fmt.Errorf("mark articles: %w", err)
			}
			if len(changed) > 0 {
				steps = append(steps, statusStep(field.column, !*field.to, changed))
			}
		}
		if len(steps) == 0 || c.Quiet {
			return nil
		}
		what, err := s.statusSentence(ctx, steps)
		if err != nil {
			return err
		}
		return db.record(s, what, steps...)
	})
}

// setStatus changes one column and returns which articles were not so before.
func (s *session) setStatus(ctx context.Context, column string, to bool, ids []int64) ([]int64, error) {
	return s.mark(ctx, column, to, "a.id IN (SELECT value FROM json_each(?))", jsonIDs(ids))
}

// mark is setStatus for the articles of a condition. The column is one of ours. It
// reads which they are feed by feed and changes them in the order of their IDs: a
// hundred thousand are a few hundred rows and one statement.
func (s *session) mark(ctx context.Context, column string, to bool, where string, args ...any) ([]int64, error) {
	var t tally
	var changed []int64
	by := 1
	if !to {
		by = -1
	}
	err := s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var n int
		var list string
		err := scan(&feed, &n, &list)
		changed = appendIDs(changed, list)
		if column == "read" {
			t.add(feed, 0, -by*n)
		}
		return err
	}, fmt.Sprintf("SELECT a.feed, COUNT(*), group_concat(a.id) FROM articles AS a WHERE a.%s = %d%s AND (%s) GROUP BY a.feed",
		column, asInt(!to), unmuted[column], where), args...)
	if err == nil && column == "read" {
		muted, e := s.ids(ctx, fmt.Sprintf("SELECT a.id FROM articles AS a WHERE a.muted > 0 AND a.muted = %d AND (%s)", 1+asInt(to), where), args...)
		changed, err = append(changed, muted...), e
	}
	if err != nil || len(changed) == 0 {
		return nil, err
	}
	switch column {
	case "starred":
		t.starred = by * len(changed)
	case "later":
		t.later = by * len(changed)
	}
	slices.Sort(changed)
	if column == "read" {
		return changed, s.markRead(to, changed, t)
	}
	err = s.exec(fmt.Sprintf("UPDATE articles SET %s = %d WHERE id IN (SELECT value FROM json_each(?))", column, asInt(to)), jsonIDs(changed))
	if err != nil {
		return nil, err
	}
	return changed, s.apply(t)
}

// unmuted is a condition for columns that say something else of what is muted.
var unmuted = map[string]string{"read": " AND a.muted = 0"}

// markRead marks articles that were not so before. What is muted counts as read in any
// case; it is noted what it is to be when it is seen again.
func (s *session) markRead(to bool, ids []int64, t tally) error {
	text := "UPDATE articles SET read = 1, muted = MIN(muted, 1) WHERE "
	if !to {
		text = "UPDATE articles SET read = muted > 0, muted = IIF(muted > 0, 2, 0) WHERE "
	}
	if err := s.exec(text+within, jsonIDs(ids)); err != nil {
		return err
	}
	return s.apply(t)
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// statusActions name the steps that set a column to false and to true.
var statusActions = map[string][2]action{
	"read":    {doUnread, doRead},
	"starred": {doUnstar, doStar},
	"later":   {doNotLater, doLater},
}

// status tells which column a step sets, and to what.
func (a action) status() (column string, to, ok bool) {
	for column, actions := range statusActions {
		if i := slices.Index(actions[:], a); i >= 0 {
			return column, i == 1, true
		}
	}
	return "", false, false
}

func statusStep(column string, to bool, ids []int64) step {
	return step{Do: statusActions[column][asInt(to)], Articles: packIDs(ids)}
}

// statusSentence says what was done, of which these steps are the inverse.
func (s *session) statusSentence(ctx context.Context, steps []step) (string, error) {
	ids, err := steps[0].Articles.ids()
	if err != nil {
		return "", err
	}
	object, err := s.object(ctx, ids)
	if err != nil {
		return "", err
	}
	if len(steps) > 1 {
		return "Changed the status of " + object, nil
	}
	return map[action]string{
		doUnread:   "Marked " + object + " as read",
		doRead:     "Marked " + object + " as unread",
		doUnstar:   "Starred " + object,
		doStar:     "Removed the star of " + object,
		doNotLater: "Put " + object + " aside to read later",
		doLater:    "Took " + object + " off the list to read later",
	}[steps[0].Do], nil
}

// object names articles in a sentence: one by its title, several by their number.
func (s *session) object(ctx context.Context, ids []int64) (string, error) {
	if len(ids) != 1 {
		return many(len(ids), "article"), nil
	}
	var title string
	if err := s.one(ctx, "SELECT title FROM heads WHERE id = ?", []any{ids[0]}, &title); err != nil {
		return "", err
	}
	if title == "" {
		return "1 article", nil
	}
	return quoted(title), nil
}

// MarkAllRead marks the articles of a scope as read, except those that arrived
// after newest (see feeds.Page; zero: all), which the reader cannot have seen.
// It returns how many were unread.
func (db *DB) MarkAllRead(ctx context.Context, in feeds.Scope, newest feeds.ArticleID) (int, error) {
	var n int
	err := db.act(ctx, func(s *session) error {
		p, err := db.plan(ctx, s, in)
		if err != nil || p.none {
			return err
		}
		where, args := p.everything()
		if newest != 0 {
			where += " AND a.id <= ?"
			args = append(args, newest)
		}
		changed, err := s.mark(ctx, "read", true, where, args...)
		if err != nil || len(changed) == 0 {
			return err
		}
		n = len(changed)
		return db.record(s, "Marked "+many(n, "article")+" as read", statusStep("read", false, changed))
	})
	if err != nil {
		return 0, fmt.Errorf("mark all as read: %w", err)
	}
	return n, nil
}
