package app

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tidings/assets/newsroom"
	"tidings/feeds"
)

// room is a core on the demo newsroom after its first refresh. Each test has its
// own: what one does, another does not see.
func room(t *testing.T) (*Demo, map[newsroom.ID]feeds.Article) {
	t.Helper()
	return roomAt(t, time.Now)
}

func roomAt(t *testing.T, now func() time.Time) (*Demo, map[newsroom.ID]feeds.Article) {
	t.Helper()
	d, err := OpenDemo(t.Context(), Config{Dir: t.TempDir(), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // some tests have closed it
	d.server.Delay = 0
	// Nothing is derived before all is there: which source answers first then
	// does not matter.
	d.derive.turn <- struct{}{}
	if _, err := d.Refresh(t.Context(), Selection{}); err != nil {
		t.Fatal(err)
	}
	<-d.derive.turn
	if err := d.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := map[newsroom.ID]feeds.Article{}
	for _, a := range listed(t, d.Core, feeds.Scope{}) {
		all[newsroom.LinkID(a.Link)] = a
	}
	return d, all
}

func TestEverySourceOfTheNewsroomIsStored(t *testing.T) {
	d, all := room(t)
	list, err := d.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(d.server.Sources()) {
		t.Errorf("%d feeds, want %d", len(list), len(d.server.Sources()))
	}
	for _, s := range d.server.Sources() {
		f := list[slices.IndexFunc(list, func(f feeds.Feed) bool { return strings.Contains(f.URL, "/"+s.Slug+"/") })]
		if f.Name() != s.Title {
			t.Errorf("%s is called %q, want %q", s.Slug, f.Name(), s.Title)
		}
		if s.Broken {
			if f.Fetch.Error != "127.0.0.1 has a problem of its own (500)." || f.Total != 0 {
				t.Errorf("the broken source %s says %q and has %d articles", s.Slug, f.Fetch.Error, f.Total)
			}
			continue
		}
		if want := len(d.server.Articles(s.Slug)); f.Total != want || f.Fetch.Error != "" {
			t.Errorf("%s has %d articles and says %q, want %d and nothing", s.Slug, f.Total, f.Fetch.Error, want)
		}
		for _, a := range d.server.Articles(s.Slug) {
			got, ok := all[a.ID]
			if !ok || got.Title != a.Title || got.Published.Sub(a.Published).Abs() > time.Minute {
				t.Errorf("%s is stored as %q of %v, want %q of %v", a.ID, got.Title, got.Published, a.Title, a.Published)
			}
			if got.Language != s.Language {
				t.Errorf("the language of %s is %q, want %q", a.ID, got.Language, s.Language)
			}
		}
	}
}

func TestASecondRefreshOfTheNewsroomBringsNothing(t *testing.T) {
	d, all := room(t)
	sum := refresh(t, d.Core, Selection{})
	if want := (Report{Feeds: 17, Unchanged: 16, Failed: 1}); sum != want {
		t.Errorf("the second refresh was %+v, want %+v", sum, want)
	}
	list, err := d.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Fetch.Error == "" && f.Fetch.Status != 304 {
			t.Errorf("%s answered %d, want 304", f.Name(), f.Fetch.Status)
		}
	}
	if n := len(listed(t, d.Core, feeds.Scope{})); n != len(all) {
		t.Errorf("%d articles, want %d", n, len(all))
	}
}

func TestAMovedSourceIsFollowed(t *testing.T) {
	var day calendar
	d, all := roomAt(t, day.now)
	var moved newsroom.Source
	for _, s := range d.server.Sources() {
		if s.Moved != "" {
			moved = s
		}
	}
	id := all[d.server.Articles(moved.Slug)[0].ID].Feed
	for range 2 {
		day.pass(24 * time.Hour)
		refresh(t, d.Core, Selection{Feed: id})
	}
	f := feedBy(t, d.Core, id)
	if want := d.URL() + moved.Moved; f.URL != want {
		t.Errorf("the subscription is to %s, want %s", f.URL, want)
	}
	if f.Total != len(d.server.Articles(moved.Slug)) {
		t.Errorf("it has %d articles after it moved", f.Total)
	}
	if sum := refresh(t, d.Core, Selection{Feed: id}); sum.Unchanged != 1 {
		t.Errorf("at its new address: %+v", sum)
	}
}

func TestEverythingIsReadableWithoutTheServer(t *testing.T) {
	d, all := room(t)
	starred := all["harbour-post/port-strike-outline"]
	if err := d.SetStarred(t.Context(), true, starred.ID); err != nil {
		t.Fatal(err)
	}
	dir := d.Dir()
	if err := d.Close(); err != nil { // the core and the server
		t.Fatal(err)
	}

	core := openCore(t, Config{Dir: dir})
	if n := len(listed(t, core, feeds.Scope{})); n != len(all) {
		t.Errorf("%d articles, want %d", n, len(all))
	}
	for id, a := range all {
		if body, err := core.Body(t.Context(), a.ID); err != nil || body.Text == "" {
			t.Errorf("the text of %s is %q, %v", id, body.Text, err)
		}
	}
	if got := titles(t, core, feeds.Scope{StarredOnly: true}); !slices.Equal(got, []string{starred.Title}) {
		t.Errorf("starred are %q", got)
	}
	c, err := core.Coverage(t.Context(), starred.ID)
	if err != nil || len(c.Members) < 2 {
		t.Errorf("full coverage has %d articles, %v", len(c.Members), err)
	}
	if found := listed(t, core, feeds.Scope{Text: "rotterdam"}); len(found) < 5 {
		t.Errorf("%d articles are found", len(found))
	}

	sum := refresh(t, core, Selection{})
	if sum.Failed != sum.Feeds || sum.Feeds == 0 {
		t.Errorf("the refresh was %+v, want all to fail", sum)
	}
	list, err := core.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Fetch.Error != "127.0.0.1 does not accept connections." || f.Fetch.ETag == "" && f.Total > 0 && f.Fetch.LastModified == "" {
			t.Errorf("%s says %q, with validators %q, %q", f.Name(), f.Fetch.Error, f.Fetch.ETag, f.Fetch.LastModified)
		}
	}
	if n := len(listed(t, core, feeds.Scope{})); n != len(all) {
		t.Errorf("after that %d articles, want %d", n, len(all))
	}
}

func TestBreakingNewsArrivesAndJoinsItsStory(t *testing.T) {
	d, all := room(t)
	of, _ := d.server.Article("harbour-post/ferry-to-alexandria")
	extra := of
	extra.ID, extra.Title = "pacific-sentinel/ferry-extra", of.Title+", and carry trains"
	extra.Published, extra.Section, extra.Picture, extra.Caption = time.Time{}, "", "", ""
	var told atomic.Bool
	heard := make(chan struct{})
	stop := d.Listen(func(ch Change) {
		if ch.Articles && told.CompareAndSwap(false, true) {
			close(heard)
		}
	})
	defer stop()
	if err := d.server.Publish(extra); err != nil {
		t.Fatal(err)
	}
	if sum := refresh(t, d.Core, Selection{}); sum.New != 1 {
		t.Fatalf("the refresh was %+v", sum)
	}
	<-heard
	a := articleCalled(t, d.Core, extra.Title)
	if want := all["harbour-post/ferry-to-alexandria"].Story; a.Story != want {
		t.Errorf("it is in story %d, want %d", a.Story, want)
	}
}
