package storage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"tidings/feeds"
)

// mutedBy are the stored articles that a mute is to hide.
func (db *DB) mutedBy(ctx context.Context, s *session, m feeds.Mute) ([]int64, error) {
	if m.Scope.Equal(feeds.Scope{}) {
		return nil, ErrMutesAll
	}
	p, err := db.wholePlan(ctx, s, m.Scope)
	if err != nil {
		return nil, err
	}
	found, err := s.all(ctx, p)
	if err != nil {
		return nil, err
	}
	return db.withoutExceptions(ctx, s, m, found)
}

// all are the articles of a plan by their IDs.
func (s *session) all(ctx context.Context, p *plan) ([]int64, error) {
	if p.match != "" {
		where, args := p.everything()
		return s.ids(ctx, "SELECT a.id FROM articles AS a WHERE "+where+" ORDER BY a.id", args...)
	}
	keys, err := s.keys(ctx, p, feeds.Cursor{}, math.MaxInt32)
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = k.id
	}
	slices.Sort(ids)
	return ids, err
}

// withoutExceptions leaves out what is shown although a mute covers it.
func (db *DB) withoutExceptions(ctx context.Context, s *session, m feeds.Mute, ids []int64) ([]int64, error) {
	if strings.TrimSpace(m.Unless) != "" {
		p, err := db.wholePlan(ctx, s, feeds.Scope{Text: m.Unless})
		if err != nil {
			return nil, err
		}
		shown, err := s.amongst(ctx, p, ids)
		if err != nil {
			return nil, err
		}
		ids = lacking(ids, shown)
	}
	if m.Sources > 0 {
		shown, err := s.ids(ctx, `SELECT a.id FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value
			CROSS JOIN stories AS t ON t.id = a.story AND t.independent >= ?`, jsonIDs(ids), m.Sources)
		if err != nil {
			return nil, err
		}
		ids = lacking(ids, shown)
	}
	return ids, nil
}

// A muting is what a mute did with articles: its inverse.
type muting struct {
	undo     action
	mute     feeds.MuteID
	articles []int64
}

// unmutings are the steps that take back what mutes did in this transaction because of
// something else.
func (s *session) unmutings() []step {
	var out []step
	for _, m := range s.mutings {
		out = append(out, step{Do: m.undo, ID: int64(m.mute), Articles: packIDs(slices.Sorted(slices.Values(m.articles)))})
	}
	return out
}

// hide lets a mute hide articles. What was unread counts as read until it is shown
// again.
func (s *session) hide(ctx context.Context, m feeds.MuteID, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	s.mutings = append(s.mutings, muting{doShow, m, ids})
	list := jsonIDs(ids)
	err := s.exec("INSERT OR IGNORE INTO muted (article, mute) SELECT j.value, ? FROM json_each(?) AS j CROSS JOIN heads AS h ON h.id = j.value", m, list)
	if err != nil {
		return err
	}
	var t tally
	err = s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var n int
		err := scan(&feed, &n)
		t.add(feed, 0, -n)
		return err
	}, "SELECT feed, COUNT(*) FROM articles WHERE muted = 0 AND read = 0 AND "+within+" GROUP BY feed", list)
	if err != nil {
		return err
	}
	for _, table := range []string{"articles", "bin"} {
		if err := s.exec("UPDATE "+table+" SET muted = 2 - read, read = 1 WHERE muted = 0 AND "+within, list); err != nil {
			return err
		}
	}
	return s.apply(t)
}

// show ends that a mute hides articles. They are seen again if no other mute hides
// them.
func (s *session) show(ctx context.Context, m feeds.MuteID, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	s.mutings = append(s.mutings, muting{doHide, m, ids})
	list := jsonIDs(ids)
	if err := s.exec("DELETE FROM muted WHERE mute = ? AND article IN (SELECT value FROM json_each(?))", m, list); err != nil {
		return err
	}
	const seen = "muted > 0 AND " + within + " AND NOT EXISTS (SELECT 1 FROM muted AS m WHERE m.article = id)"
	var t tally
	err := s.each(ctx, func(scan scan) error {
		var feed feeds.FeedID
		var n int
		err := scan(&feed, &n)
		t.add(feed, 0, n)
		return err
	}, "SELECT feed, COUNT(*) FROM articles WHERE muted = 2 AND "+seen+" GROUP BY feed", list)
	if err != nil {
		return err
	}
	for _, table := range []string{"articles", "bin"} {
		if err := s.exec("UPDATE "+table+" SET read = IIF(muted = 2, 0, read), muted = 0 WHERE "+seen, list); err != nil {
			return err
		}
	}
	return s.apply(t)
}

// muteAgain asks all mutes about articles that changed. A mute that cannot be
// understood is passed over: it hides what it hid.
func (db *DB) muteAgain(ctx context.Context, s *session, ids []int64) error {
	if len(ids) == 0 || s.undoing {
		return nil
	}
	mutes, err := db.mutes(ctx, s, "1")
	if err != nil {
		return err
	}
	for _, m := range mutes {
		if err := db.askMute(ctx, s, m, ids); err != nil {
			return fmt.Errorf("mute %s: %w", m.Name, err)
		}
	}
	return nil
}

func (db *DB) askMute(ctx context.Context, s *session, m feeds.Mute, ids []int64) error {
	p, err := db.wholePlan(ctx, s, m.Scope)
	var found []int64
	if err == nil {
		found, err = s.amongst(ctx, p, ids)
	}
	if err == nil {
		found, err = db.withoutExceptions(ctx, s, m, found)
	}
	if passedOver(err) {
		db.log.Warn("a mute was passed over", "mute", m.Name, "err", err)
		return nil
	}
	if err != nil {
		return err
	}
	had, err := s.ids(ctx, "SELECT m.article FROM json_each(?) AS j CROSS JOIN muted AS m ON m.article = j.value AND m.mute = ?", jsonIDs(ids), m.ID)
	if err != nil {
		return err
	}
	return errors.Join(s.show(ctx, m.ID, lacking(had, found)), s.hide(ctx, m.ID, lacking(found, had)))
}

// showLarge shows what is hidden of stories that have grown to as many sources as a
// mute asks for.
func (s *session) showLarge(ctx context.Context, mutes []feeds.Mute, stories []int64) error {
	for _, m := range mutes {
		if m.Sources <= 0 {
			continue
		}
		ids, err := s.ids(ctx, `SELECT a.id FROM json_each(?) AS j CROSS JOIN stories AS t ON t.id = j.value AND t.independent >= ?
			CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = t.id
			CROSS JOIN muted AS m ON m.article = a.id AND m.mute = ?`, jsonIDs(stories), m.Sources, m.ID)
		if err != nil {
			return err
		}
		if err := s.show(ctx, m.ID, ids); err != nil {
			return err
		}
	}
	return nil
}
