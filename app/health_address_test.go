package app

import (
	"strings"
	"testing"

	"tidings/feeds"
)

// total is how many documents were asked for.
func (s *pages) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, x := range s.asked {
		n += x
	}
	return n
}

// left makes a site whose feed was read and is not there any more.
func left(t *testing.T) (*pages, *Core, feeds.FeedID) {
	t.Helper()
	s := newPages(t)
	s.feed("/old/feed.xml", "Paper", item("a", "Dam holds", "Text.", 2), item("b", "Dam breaks", "Text.", 1))
	core := openCore(t, Config{})
	id := subscribe(t, core, s.URL+"/old/feed.xml")
	refresh(t, core, Selection{})
	s.set("/old/feed.xml", page{kind: "text/html", text: "<p>Nothing here</p>", status: 404})
	refresh(t, core, Selection{})
	return s, core, id
}

func naming(feed string) page {
	return page{kind: "text/html", text: `<html><head><title>Paper</title><link rel="alternate" type="application/rss+xml" title="Paper" href="` + feed + `"></head><body>Hello</body></html>`}
}

func TestTheNewAddressOfAFeedIsFoundWithoutABurst(t *testing.T) {
	for name, test := range map[string]struct {
		page      string // that names the feed
		want, why string
		same      int
	}{
		"on the page of its site":    {"/", "/new.xml", "The page of its site", 2},
		"on the page of an article":  {"/articles/b", "/new.xml", "one of its articles", 2},
		"nowhere":                    {"", "", "", 0},
		"a page names another paper": {"/", "/other.xml", "The page of its site", 0},
	} {
		t.Run(name, func(t *testing.T) {
			s, core, id := left(t)
			s.feed("/new.xml", "Paper", item("a", "Dam holds", "Text.", 2), item("b", "Dam breaks", "Text.", 1), item("c", "Dam repaired", "Text.", 0))
			s.feed("/other.xml", "Other", item("x", "Something else", "Text of it.", 0))
			if test.page != "" {
				s.set(test.page, naming(test.want))
			}
			before := s.total()
			found, err := core.NewAddress(t.Context(), id)
			if n := s.total() - before; n > addressRequests {
				t.Errorf("asked %d times", n)
			}
			if test.want == "" {
				if !IsMissing(err) || len(found) > 0 {
					t.Errorf("found %+v, %v", found, err)
				}
				return
			}
			if err != nil || len(found) != 1 || found[0].URL != s.URL+test.want || found[0].Same != test.same || !strings.Contains(found[0].Why, test.why) {
				t.Errorf("found %+v, %v", found, err)
			}
		})
	}
}

func TestAPermanentRedirectIsTheFirstPlaceToLook(t *testing.T) {
	s := newPages(t)
	s.set("/old", page{header: map[string]string{"Location": "/new"}, status: 301})
	s.feed("/new", "Paper", item("a", "Dam holds", "Text.", 2))
	core := openCore(t, Config{})
	id := subscribe(t, core, s.URL+"/old")
	refresh(t, core, Selection{})
	before := s.total()
	found, err := core.NewAddress(t.Context(), id)
	if err != nil || len(found) != 1 || found[0].URL != s.URL+"/new" || found[0].Same != 1 || s.total() != before+1 {
		t.Errorf("found %+v, %v in %d requests", found, err, s.total()-before)
	}
}

func TestANewAddressKeepsTheArticlesAndCanBeUndone(t *testing.T) {
	ctx := t.Context()
	s, core, id := left(t)
	p, err := core.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, 10)
	if err != nil || len(p.Articles) != 2 {
		t.Fatal(p.Articles, err)
	}
	if err := core.SetRead(ctx, true, p.Articles[0].ID); err != nil {
		t.Fatal(err)
	}
	s.feed("/new.xml", "Paper", item("a", "Dam holds", "Text.", 2), item("b", "Dam breaks", "Text.", 1), item("c", "Dam repaired", "Text.", 0))
	r, err := core.ChangeAddress(ctx, id, s.URL+"/new.xml")
	if err != nil || r.New != 1 || r.Failed != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	h, err := core.Health(ctx, id)
	if err != nil || h.Feed.URL != s.URL+"/new.xml" || h.Verdict != Fine || h.Feed.Total != 3 || h.Feed.Unread != 2 {
		t.Errorf("%s, %d of %d unread at %s, %v", h.Verdict, h.Feed.Unread, h.Feed.Total, h.Feed.URL, err)
	}
	if len(h.Weeks) != healthWeeks || h.Weeks[healthWeeks-1] != 3 || h.Bytes == 0 || h.PerWeek() != 3 {
		t.Errorf("%v in %d bytes", h.Weeks, h.Bytes)
	}
	if _, err := core.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if f, err := core.Feed(ctx, id); err != nil || f.URL != s.URL+"/old/feed.xml" {
		t.Errorf("after undo it is %s, %v", f.URL, err)
	}
}

func TestTheAddressOfASubscriptionIsNotTakenTwice(t *testing.T) {
	s, core, id := left(t)
	s.feed("/new.xml", "Paper", item("a", "Dam holds", "Text.", 2))
	s.set("/", naming("/new.xml"))
	other := subscribe(t, core, s.URL+"/new.xml")
	found, err := core.NewAddress(t.Context(), id)
	if err != nil || len(found) != 1 || found[0].Subscribed != other {
		t.Errorf("found %+v, %v", found, err)
	}
	if _, err := core.ChangeAddress(t.Context(), id, s.URL+"/new.xml"); err == nil {
		t.Error("two subscriptions have one address")
	}
}

func TestFeedsThatAreNotFineAreListedTheWorstFirst(t *testing.T) {
	ctx := t.Context()
	s, core, broken := left(t)
	s.feed("/fine", "Fine", item("c", "New", "Text.", 1))
	s.feed("/silent", "Silent", item("d", "Old", "Text.", 24*300))
	fine, silent := subscribe(t, core, s.URL+"/fine"), subscribe(t, core, s.URL+"/silent")
	refresh(t, core, Selection{})
	list, err := core.Troubled(ctx)
	if err != nil || len(list) != 2 || list[0].Feed.ID != broken || list[0].Verdict != Failing || list[1].Feed.ID != silent || list[1].Verdict != Quiet {
		t.Errorf("%+v, %v", list, err)
	}
	f, err := core.Feed(ctx, fine)
	if err != nil {
		t.Fatal(err)
	}
	f.Paused = true
	if err := core.ChangeFeed(ctx, f); err != nil {
		t.Fatal(err)
	}
	if list, err = core.Troubled(ctx); err != nil || len(list) != 3 || list[2].Verdict != Paused || list[2].NeedsLook() {
		t.Errorf("%+v, %v", list, err)
	}
}
