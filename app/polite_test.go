package app

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"tidings/feeds"
	"tidings/feeds/fetch"
	web "tidings/internal/internet"
)

const (
	anHour = time.Hour
	aDay   = 24 * anHour
)

// A stay is a reader's time on the model of the internet: a core that refreshes by
// itself, and what the servers saw of it.
type stay struct {
	t     *testing.T
	dir   string
	world *web.World
	slept atomic.Int64 // how much of the clock no timer saw: the machine slept
	limit int64        // of bodies, in bytes; zero: the usual one
	core  *Core

	mu    sync.Mutex // guards core too, which a restart replaces
	early []string   // requests before their time
}

// havePacked is done when storage has packed a text: what it packs with is made with the
// first one, and must not belong to a bubble, because the next needs it too.
var havePacked sync.Once

// inBubble runs a test in a time of its own.
func inBubble(t *testing.T, test func(t *testing.T)) {
	havePacked.Do(func() {
		core := openCore(t, Config{})
		if err := core.Unsubscribe(t.Context(), subscribe(t, core, "http://packed.example/")); err != nil { // which can be undone
			t.Fatal(err)
		}
	})
	synctest.Test(t, test)
}

// newStay is a stay in a bubble of its own time. Close it before the bubble ends.
func newStay(t *testing.T) *stay {
	s := &stay{t: t, dir: t.TempDir()}
	s.world = web.New(t, 6, s.now)
	s.world.Arrived = s.arrived
	// Another program derives: what articles are about is no concern of servers.
	lock := flock.New(filepath.Join(s.dir, "derive.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lock.Close() })
	return s
}

func (s *stay) now() time.Time { return time.Now().Add(time.Duration(s.slept.Load())) }

func (s *stay) open() {
	core, err := Open(s.t.Context(), Config{Dir: s.dir, Now: s.now, Fetch: fetch.Config{Transport: s.world.Transport(), MaxBody: s.limit}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	s.core = core
	s.mu.Unlock()
}

func (s *stay) close() {
	if err := s.core.Close(); err != nil {
		s.t.Error(err)
	}
}

// restart is the end of the program and its next start.
func (s *stay) restart() {
	s.close()
	s.open()
	s.start()
}

// start lets the core ask by itself. Its guard stays out: a copy of the file each hour
// of a clock that runs fast is no concern of servers.
func (s *stay) start() { s.core.spawn(s.core.schedule) }

// subscribe subscribes to all of the addresses.
func (s *stay) subscribe(addresses []string) {
	var opml strings.Builder
	opml.WriteString(`<opml version="2.0"><body>`)
	for _, a := range addresses {
		fmt.Fprintf(&opml, `<outline type="rss" text="%s" xmlUrl="%s"/>`, a, a)
	}
	opml.WriteString(`</body></opml>`)
	if added, _, err := s.core.Import(s.t.Context(), bytes.NewReader([]byte(opml.String()))); err != nil || added != len(addresses) {
		s.t.Fatalf("%d of %d feeds, %v", added, len(addresses), err)
	}
}

// arrived notes requests for a feed before the time that is stored for it.
func (s *stay) arrived(v web.Visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, scheme := range []string{"http://", "https://"} {
		f, err := s.core.db.FeedByURL(context.Background(), scheme+v.Host+v.Path)
		if err == nil && v.At.Before(f.Fetch.Next) {
			s.early = append(s.early, fmt.Sprintf("%s%s at %v, not before %v: %s", v.Host, v.Path, v.At, f.Fetch.Next, f.Fetch.Why))
		}
	}
}

// feeds are all that is subscribed, by address.
func (s *stay) feeds() map[string]feeds.Feed {
	list, err := s.core.Feeds(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]feeds.Feed{}
	for _, f := range list {
		out[f.URL] = f
	}
	return out
}

// A paper is a feed of the model with what a test knows of it.
type paper struct {
	*web.Feed
	address string
}

// press are 500 feeds on 40 hosts, one of them with 60 feeds, half a dozen with 30,
// some with one. Every fifth host speaks HTTPS only.
func (s *stay) press(feeds int) []paper {
	var list []paper
	sizes := []int{60, 30, 30, 30, 30, 30, 30, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15}
	rhythms := []time.Duration{anHour, 3 * anHour, 3 * anHour, 8 * anHour, 8 * anHour, 8 * anHour, aDay, aDay, aDay, aDay, aDay, 3 * aDay, 3 * aDay, 3 * aDay, 7 * aDay, 0}
	for host := 0; len(list) < feeds; host++ {
		size := 4
		switch {
		case host < len(sizes):
			size = sizes[host]
		case host >= 34:
			size = 1 + host%2
		}
		h := s.world.Host(hostName(host))
		h.Latency = time.Duration(50+host*37%150) * time.Millisecond
		for i := range min(size, feeds-len(list)) {
			n := len(list)
			f := h.Feed(fmt.Sprintf("/feed%d", i), &web.Feed{
				Every: rhythms[(n+n/16)%len(rhythms)], Format: []web.Format{web.RSS, web.Atom, web.RSS, web.JSON}[n%4],
				Coding: []string{"gzip", "br", ""}[n%3], NoETag: n%11 == 5, NoModified: n%11 == 6, Shown: 60, Words: 40,
			})
			address := f.URL()
			if host%5 == 4 {
				address = strings.Replace(address, "http:", "https:", 1)
			}
			list = append(list, paper{f, address})
		}
	}
	return list
}

func hostName(n int) string { return fmt.Sprintf("paper%d.example", n) }

func addressesOf(list []paper) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.address)
	}
	return out
}

// polite complains of whatever a server could complain of.
func (s *stay) polite(feedsOf map[string]int) {
	s.t.Helper()
	for _, e := range s.early {
		s.t.Errorf("before its time: %s", e)
	}
	quiet, last := map[string]time.Time{}, map[string]time.Time{}
	for _, v := range s.world.Visits() {
		at := v.At.Format("2 January 15:04:05.000")
		most := 1
		if feedsOf[v.Host] > 20 {
			most = 2
		}
		if v.Under > most || v.Open > most {
			s.t.Errorf("%s, %s%s: %d requests at once over %d connections, for %d feeds", at, v.Host, v.Path, v.Under, v.Open, feedsOf[v.Host])
		}
		if v.At.Before(quiet[v.Host]) {
			s.t.Errorf("%s, %s%s was asked although the host is to be left alone until %v", at, v.Host, v.Path, quiet[v.Host])
		}
		if gap := v.At.Sub(last[v.Host]); gap < 200*time.Millisecond && v.Status != 0 {
			s.t.Errorf("%s, %s%s: %v after the request before", at, v.Host, v.Path, gap)
		}
		if !v.Known {
			s.t.Errorf("%s, %s%s was not asked with the validators that it gave: %q, %q", at, v.Host, v.Path,
				v.Header.Get("If-None-Match"), v.Header.Get("If-Modified-Since"))
		}
		if v.Status == http.StatusOK && !v.Fresh {
			s.t.Errorf("%s, %s%s sent what was known already", at, v.Host, v.Path)
		}
		last[v.Host] = v.At
		if v.Quiet.After(quiet[v.Host]) {
			quiet[v.Host] = v.Quiet
		}
	}
}

// hostsOf are how many feeds there are on each host.
func hostsOf(list []paper) map[string]int {
	out := map[string]int{}
	for _, p := range list {
		host, _, _ := strings.Cut(strings.SplitN(p.address, "://", 2)[1], "/")
		out[host]++
	}
	return out
}

// stored complains of articles that are missing or stored twice. published says until
// when a feed could be read; zero: until it was asked last.
func (s *stay) stored(list []paper) {
	s.t.Helper()
	have := s.feeds()
	last := map[string]time.Time{}
	for _, v := range s.world.Visits() {
		if v.Status == http.StatusOK || v.Status == http.StatusNotModified {
			last[v.Host+v.Path] = v.At
		}
	}
	for _, p := range list {
		_, place, _ := strings.Cut(p.address, "://")
		f, ok := have[p.address]
		if want := p.Published(last[place]); !ok || f.Total != want {
			s.t.Errorf("%s has %d articles, want %d: %+v", p.address, f.Total, want, f.Fetch)
		}
	}
}

// Two hosts ask to be left alone meanwhile, and the program is started again while one
// of them does.
func TestAWeekOf500FeedsAnnoysNobody(t *testing.T) {
	count, length := 500, 7*aDay
	if testing.Short() {
		count, length = 120, 16*anHour
	}
	inBubble(t, func(t *testing.T) {
		s := newStay(t)
		papers := s.press(count)
		began := s.now()
		s.world.Host(hostName(1)).Faults = []web.Fault{{Kind: web.Status, Code: 429, RetryAfter: "10800", From: began.Add(4 * anHour), Until: began.Add(5 * anHour)}}
		s.world.Host(hostName(2)).Faults = []web.Fault{{Kind: web.Status, Code: 503, RetryAfter: began.Add(12 * anHour).UTC().Format(http.TimeFormat),
			From: began.Add(10 * anHour), Until: began.Add(11 * anHour)}}
		s.open()
		defer func() { s.close() }() // the last one
		s.subscribe(addressesOf(papers))
		s.start()
		time.Sleep(6 * anHour)
		s.restart()
		time.Sleep(length - 6*anHour)
		s.polite(hostsOf(papers))
		s.stored(papers)
		quiet := map[string]bool{}
		for _, v := range s.world.Visits() {
			quiet[v.Host] = quiet[v.Host] || !v.Quiet.IsZero()
		}
		if len(quiet) == 0 || !quiet[hostName(1)] || !quiet[hostName(2)] {
			t.Errorf("who asked to be left alone: %v", quiet)
		}
		t.Log(s.table(papers, length))
	})
}

// table says what was asked, by the rhythm of the feeds.
func (s *stay) table(list []paper, length time.Duration) string {
	type row struct{ feeds, requests, unchanged, full, bytes int }
	rows, of := map[time.Duration]*row{}, map[string]*row{}
	for _, p := range list {
		_, place, _ := strings.Cut(p.address, "://")
		if rows[p.Every] == nil {
			rows[p.Every] = &row{}
		}
		of[place] = rows[p.Every]
		rows[p.Every].feeds++
	}
	for _, v := range s.world.Visits() {
		r := of[v.Host+v.Path]
		if r == nil {
			continue
		}
		r.requests++
		r.bytes += int(v.Bytes)
		switch v.Status {
		case http.StatusNotModified:
			r.unchanged++
		case http.StatusOK:
			r.full++
		}
	}
	days := length.Hours() / 24
	var b strings.Builder
	b.WriteString("\n| an article | feeds | requests | a feed and day | 304 | with news | kB a feed and day |\n|---|---|---|---|---|---|---|\n")
	for _, every := range []time.Duration{anHour, 3 * anHour, 8 * anHour, aDay, 3 * aDay, 7 * aDay, 0} {
		if r := rows[every]; r != nil {
			each := float64(r.feeds) * days
			fmt.Fprintf(&b, "| every %v | %d | %d | %.1f | %d %% | %d %% | %.1f |\n", every, r.feeds, r.requests, float64(r.requests)/each,
				100*r.unchanged/max(r.requests, 1), 100*r.full/max(r.requests, 1), float64(r.bytes)/1000/each)
		}
	}
	return b.String()
}
