package storage

import (
	"math"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestThePlaceInAnArticleIsRemembered(t *testing.T) {
	d := newDesk(t, 3)
	ctx, id := t.Context(), d.ids[0]
	place := func() feeds.Place {
		t.Helper()
		p, err := d.db.Place(ctx, id)
		check(t, err)
		return p
	}
	if p := place(); p != (feeds.Place{}) {
		t.Errorf("an article that was not opened: %+v", p)
	}
	want := feeds.Place{Block: 7, Key: "The old one had burned", Into: 0.25, Whole: 0.5}
	check(t, d.db.SavePlace(ctx, id, want))
	check(t, d.db.Close())
	d.db = d.open()
	if p := place(); p != want {
		t.Errorf("after a restart: %+v", p)
	}
	check(t, d.db.SavePlace(ctx, id, feeds.Place{Block: 9, Key: strings.Repeat("ệ", 400), Into: math.NaN(), Whole: 0.6}))
	if p := place(); p.Block != 9 || p.Into != 0 || len(p.Key) > startBytes || !strings.HasPrefix(strings.Repeat("ệ", 400), p.Key) {
		t.Errorf("%+v", p)
	}
	check(t, d.db.SavePlace(ctx, id, feeds.Place{Block: 20, Into: 0.5, Whole: 0.99}))
	if p := place(); p != (feeds.Place{}) {
		t.Errorf("read to the end: %+v", p)
	}
	check(t, d.db.SavePlace(ctx, 999, want)) // not stored any more
	if p, err := d.db.Place(ctx, 999); err != nil || p != (feeds.Place{}) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestPlacesAreBounded(t *testing.T) {
	d := newDesk(t, 1)
	ctx := t.Context()
	check(t, d.db.write(ctx, func(s *session) error {
		return s.exec(`WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO places SELECT i, 1, '', 0.5, 0.5, i FROM n`, 1000+placesKept)
	}))
	check(t, d.db.SavePlace(ctx, d.ids[0], feeds.Place{Block: 3, Whole: 0.5}))
	check(t, d.db.read(ctx, func(s *session) error {
		var places int
		err := s.one(ctx, "SELECT COUNT(*) FROM places", nil, &places)
		if places != placesKept {
			t.Errorf("%d places", places)
		}
		return err
	}))
	if p, err := d.db.Place(ctx, d.ids[0]); err != nil || p.Block != 3 {
		t.Errorf("the latest is %+v, %v", p, err)
	}
}
