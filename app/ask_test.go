package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tidings/feeds"
)

// day lets a day go by and asks a feed by hand.
func day(t *testing.T, c *calendar, core *Core, id feeds.FeedID) Report {
	t.Helper()
	c.pass(24 * time.Hour)
	return refresh(t, core, Selection{Feed: id})
}

func moves(to string) page {
	return page{kind: "text/html", status: http.StatusMovedPermanently, header: map[string]string{"Location": to}}
}

func TestAFeedThatMovedCanBeBroughtBackAndStays(t *testing.T) {
	site := newPages(t)
	site.feed("/new", "Paper", item("a", "One", "Text.", 5))
	site.set("/old", moves("/new"))
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id := subscribe(t, core, site.URL+"/old")
	for range 4 {
		day(t, &c, core, id)
	}
	if f := feedBy(t, core, id); f.URL != site.URL+"/new" {
		t.Fatalf("after days of redirects it is asked at %s", f.URL)
	}
	if n := core.Notices(); len(n) != 1 || n[0].Key != MovedNotice || !strings.Contains(n[0].Text, "“Paper” has moved to ") {
		t.Errorf("notices: %+v", n)
	}
	if again, err := core.Subscribe(t.Context(), Found{URL: site.URL + "/old"}, 0); err == nil || again != id {
		t.Errorf("it was subscribed at its old address once more: %d, %v", again, err)
	}
	if what, err := core.Undo(t.Context()); err != nil || !strings.Contains(what, "has moved to") {
		t.Errorf("undid %q, %v", what, err)
	}
	for range 5 {
		day(t, &c, core, id)
	}
	if f := feedBy(t, core, id); f.URL != site.URL+"/old" || f.Total != 1 {
		t.Errorf("what the reader took back was done again: %s, %d articles", f.URL, f.Total)
	}
}

func TestAFeedThatMovesOntoAnotherStaysAndSaysSo(t *testing.T) {
	site := newPages(t)
	site.feed("/new", "Paper", item("a", "One", "Text.", 5))
	site.set("/old", moves("/new"))
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id, other := subscribe(t, core, site.URL+"/old"), subscribe(t, core, site.URL+"/new")
	refresh(t, core, Selection{Feed: other})
	for range 5 {
		day(t, &c, core, id)
	}
	f := feedBy(t, core, id)
	if f.URL != site.URL+"/old" || !strings.HasPrefix(f.Fetch.Why, "It has moved to the address of “Paper”, which you have too") {
		t.Errorf("%s: %q", f.URL, f.Fetch.Why)
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%d subscriptions, %v", len(list), err)
	}
}

func TestAFeedThatIsGoneIsToldOnceAndRevivedByHand(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "One", "Text.", 5))
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	site.set("/feed", page{kind: "text/html", status: http.StatusGone})
	day(t, &c, core, id)
	if n := core.Notices(); len(n) != 1 || n[0].Key != RetiredNotice {
		t.Errorf("notices: %+v", n)
	}
	if err := core.Dismiss(t.Context(), RetiredNotice); err != nil {
		t.Error(err)
	}
	c.pass(30 * 24 * time.Hour)
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 0 {
		t.Errorf("it is asked although it is gone: %+v", sum)
	}
	day(t, &c, core, id) // by hand, and gone still
	if n := core.Notices(); len(n) != 0 {
		t.Errorf("told again: %+v", n)
	}
	site.feed("/feed", "Paper", item("b", "Two", "Text.", 1))
	if sum := day(t, &c, core, id); sum.New != 1 {
		t.Errorf("revived: %+v", sum)
	}
	c.pass(2 * 24 * time.Hour)
	if sum := refresh(t, core, Selection{Due: true}); sum.Feeds != 1 {
		t.Errorf("it is not asked any more after it came back: %+v", sum)
	}
}

// A document that ends too early gives what came, and the server is asked for all of
// it the next time.
func TestADocumentThatIsCutOffIsStoredWithoutItsValidators(t *testing.T) {
	site := newPages(t)
	whole := rssOf("Paper", item("a", "One", "Text.", 5), item("b", "Two", "Text.", 4))
	tag := map[string]string{"ETag": `"1"`}
	site.set("/feed", page{kind: "application/rss+xml", text: whole[:strings.Index(whole, "</item>")+len("</item>")],
		header: map[string]string{"ETag": `"1"`, "Content-Length": "5000"}})
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id := subscribe(t, core, site.URL+"/feed")
	if sum := refresh(t, core, Selection{}); sum.New == 0 || sum.Failed != 0 {
		t.Errorf("%+v", sum)
	}
	if list, err := core.db.Tries(t.Context(), id, 1); err != nil || !strings.HasSuffix(list[0].Error, "What came before is here.") {
		t.Errorf("%+v, %v", list, err)
	}
	if s := feedBy(t, core, id).Fetch; s.ETag != "" || s.LastModified != "" {
		t.Errorf("validators of a part: %q, %q", s.ETag, s.LastModified)
	}
	site.set("/feed", page{kind: "application/rss+xml", text: whole, header: tag})
	day(t, &c, core, id)
	if s := feedBy(t, core, id); s.Fetch.ETag != `"1"` || s.Total != 2 {
		t.Errorf("after the whole: %q, %d articles", s.Fetch.ETag, s.Total)
	}
}

func TestAPageInPlaceOfAFeedLeavesItsValidators(t *testing.T) {
	site := newPages(t)
	tag := map[string]string{"ETag": `"1"`}
	site.set("/feed", page{kind: "application/rss+xml", text: rssOf("Paper", item("a", "One", "Text.", 5)), header: tag})
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	site.set("/feed", page{kind: "text/html", text: "<html><title>Log in</title></html>", header: map[string]string{"ETag": `"2"`}})
	if sum := day(t, &c, core, id); sum.Failed != 1 {
		t.Errorf("%+v", sum)
	}
	if s := feedBy(t, core, id).Fetch; s.ETag != `"1"` || s.Error == "" || s.Failures != 1 {
		t.Errorf("%+v", s)
	}
}

// A host that asks to be left alone is not asked again, also after a restart, not even
// by hand; its other feeds wait, and say why.
func TestAClosedHostIsLeftAloneAlsoAfterARestart(t *testing.T) {
	site := newPages(t)
	busy := page{kind: "text/plain", status: http.StatusServiceUnavailable, header: map[string]string{"Retry-After": "7200"}}
	site.set("/a", busy)
	site.feed("/b", "Paper", item("a", "One", "Text.", 5))
	dir := t.TempDir()
	core, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	a, b := subscribe(t, core, site.URL+"/a"), subscribe(t, core, site.URL+"/b")
	refresh(t, core, Selection{Feed: a})
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	core = openCore(t, Config{Dir: dir})
	sum := refresh(t, core, Selection{Feed: b})
	if sum.Feeds != 0 || sum.Skipped != 1 || !strings.Contains(sum.Why, "left alone for 2 hours") {
		t.Errorf("%+v", sum)
	}
	if f := feedBy(t, core, b); !strings.Contains(f.Fetch.Why, "left alone") || f.Fetch.Error != "" || !f.Fetch.Checked.IsZero() {
		t.Errorf("%+v", f.Fetch)
	}
	if sum := refresh(t, core, Selection{}); sum.Skipped != 2 || site.times("/a") != 1 || site.times("/b") != 0 {
		t.Errorf("%+v; asked %d and %d times", sum, site.times("/a"), site.times("/b"))
	}
}

func TestWhoAsksForAllSparesWhatWasJustAsked(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "One", "Text.", 5))
	var c calendar
	core := openCore(t, Config{Now: c.now})
	subscribe(t, core, site.URL+"/feed")
	for i, want := range []int{1, 0, 1} {
		if i == 2 {
			c.pass(61 * time.Second)
		}
		if sum := refresh(t, core, Selection{Spare: true}); sum.Feeds != want {
			t.Errorf("time %d: %+v", i, sum)
		}
	}
}

func TestTriesAreKept(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "One", "Text.", 5))
	var c calendar
	core := openCore(t, Config{Now: c.now})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	site.set("/feed", page{kind: "text/plain", status: http.StatusNotFound})
	day(t, &c, core, id)
	day(t, &c, core, id)
	list, err := core.db.Tries(t.Context(), id, 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if l := list[0]; l.Status != 404 || l.Times != 2 || l.Class != "status" || l.Error == "" {
		t.Errorf("the last: %+v", l)
	}
	if l := list[1]; l.Status != 200 || l.New != 1 || l.Bytes == 0 || l.Class != "" {
		t.Errorf("the first: %+v", l)
	}
}

// A few servers say "not modified" for ever.
func TestAServerThatAlwaysSaysNotModifiedIsFoundOut(t *testing.T) {
	text := atomic.Value{}
	text.Store(rssOf("Paper", item("a", "A", "Text.", 1)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, text.Load())
	}))
	t.Cleanup(server.Close)
	var passed atomic.Int64
	core := openCore(t, Config{Fetch: impatient, Now: func() time.Time { return time.Now().Add(time.Duration(passed.Load())) }})
	subscribe(t, core, server.URL)
	refresh(t, core, Selection{})
	text.Store(rssOf("Paper", item("b", "B", "Text.", 1)))
	for n, want := range []int{0, 1, 0} {
		passed.Add(int64(5 * 24 * time.Hour))
		if sum := refresh(t, core, Selection{}); sum.New != want {
			t.Errorf("after %d days: %+v, want %d new", 5*(n+1), sum, want)
		}
	}
}

func TestADefectInReadingADocumentIsAnErrorOfItsFeed(t *testing.T) {
	core := openCore(t, Config{})
	for range cap(core.cores) + 1 { // and gives its core back
		err := core.understand(t.Context(), feeds.Feed{}, nil, &answer{}) // which reads what is not there
		if says := Explain(err); !strings.Contains(says, "defect") {
			t.Errorf("%v: %s", err, says)
		}
	}
}
