package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// openCore opens a core that asks one host as often as it likes. It is closed
// when the test ends.
func openCore(tb testing.TB, c Config) *Core {
	tb.Helper()
	if c.Dir == "" {
		c.Dir = tb.TempDir()
	}
	if c.Fetch.Pace == 0 {
		c.Fetch.Pace = -1
	}
	if c.Fetch.PerHost == 0 {
		c.Fetch.PerHost = 32
	}
	core, err := Open(tb.Context(), c)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := core.Close(); err != nil {
			tb.Error(err)
		}
	})
	return core
}

// pages is a site whose pages can be changed while it is served.
type pages struct {
	*httptest.Server
	mu    sync.Mutex
	bytes map[string]page
	asked map[string]int
}

type page struct {
	kind, text string
	status     int // zero: 200
	header     map[string]string
}

func newPages(tb testing.TB) *pages {
	s := &pages{bytes: map[string]page{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(s)
	tb.Cleanup(s.Close)
	return s
}

func (s *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	p, ok := s.bytes[r.URL.Path]
	s.asked[r.URL.Path]++
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	for k, v := range p.header {
		w.Header().Set(k, v)
	}
	w.Header().Set("Content-Type", p.kind)
	if p.status != 0 {
		w.WriteHeader(p.status)
	}
	_, _ = w.Write([]byte(strings.ReplaceAll(p.text, "{site}", s.URL))) // a client that is gone is its own affair
}

// set makes or changes a page; "{site}" in it is where the site is served.
func (s *pages) set(path string, p page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes[path] = p
}

func (s *pages) feed(path, title string, items ...string) {
	s.set(path, page{kind: "application/rss+xml", text: rssOf(title, items...)})
}

func (s *pages) times(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// rssOf is a small feed of items.
func rssOf(title string, items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>` + title +
		`</title><link>{site}/</link><description>For a test</description><language>en</language>` +
		strings.Join(items, "") + `</channel></rss>`
}

// item of a feed that appeared some hours before the test.
func item(name, title, text string, hours int) string {
	return `<item><title>` + title + `</title><link>{site}/articles/` + name + `</link><guid isPermaLink="false">` + name +
		`</guid><pubDate>` + time.Now().Add(-time.Duration(hours)*time.Hour).Format(time.RFC1123Z) +
		`</pubDate><description>` + text + `</description></item>`
}

func subscribe(tb testing.TB, core *Core, url string) feeds.FeedID {
	tb.Helper()
	id, err := core.Subscribe(tb.Context(), Found{URL: url}, 0)
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

// refresh asks what is selected and waits until everything is derived.
func refresh(tb testing.TB, core *Core, sel Selection) Report {
	tb.Helper()
	sum, err := core.Refresh(tb.Context(), sel)
	if err != nil {
		tb.Fatal(err)
	}
	if err := core.DeriveAll(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return sum
}

// titles of the articles in a scope, in its order.
func titles(tb testing.TB, core *Core, in feeds.Scope) []string {
	tb.Helper()
	var out []string
	for _, a := range listed(tb, core, in) {
		out = append(out, a.Title)
	}
	return out
}

func listed(tb testing.TB, core *Core, in feeds.Scope) []feeds.Article {
	tb.Helper()
	var out []feeds.Article
	var after feeds.Cursor
	for {
		p, err := core.Articles(tb.Context(), in, after, 100)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, p.Articles...)
		if !p.More {
			return out
		}
		after = p.Next
	}
}

// articleCalled is the article with a title.
func articleCalled(tb testing.TB, core *Core, title string) feeds.Article {
	tb.Helper()
	for _, a := range listed(tb, core, feeds.Scope{}) {
		if a.Title == title {
			return a
		}
	}
	tb.Fatalf("no article is called %q", title)
	return feeds.Article{}
}

func feedBy(tb testing.TB, core *Core, id feeds.FeedID) feeds.Feed {
	tb.Helper()
	f, err := core.Feed(tb.Context(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// impatient gives up soon, for servers that never answer.
var impatient = fetch.Config{Timeout: 10 * time.Second, Idle: 5 * time.Second}

// fetchWith asks through a transport of the test's own.
func fetchWith(rt http.RoundTripper) fetch.Config { return fetch.Config{Transport: rt} }

// A calendar goes with the real one and can be put forward.
type calendar struct{ ahead atomic.Int64 }

func (c *calendar) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *calendar) pass(d time.Duration) { c.ahead.Add(int64(d)) }
