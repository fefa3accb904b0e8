package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// edition serves what a press wrote: each feed under a host name of its own, so
// that limits for one host play no part, and packed once, so that serving costs
// little.
type edition struct {
	*httptest.Server
	pages   [2][][]byte // today's documents and tomorrow's, with two new articles each
	late    atomic.Bool // tomorrow has come
	latency func(feed int) time.Duration

	full, unchanged atomic.Int64 // answers
}

// fresh is how many articles tomorrow's document has that today's had not.
const fresh = 2

// newEdition prints 70 % of the feeds as RSS, the others as Atom.
func newEdition(tb testing.TB, languages, feeds, articles, size int, latency func(int) time.Duration) *edition {
	p := newPress(7, time.Now())
	e := &edition{latency: latency}
	for i := range feeds {
		print := rss
		if i%10 >= 7 {
			print = atom
		}
		t, list := p.newspaper(languages, i, articles+fresh, size)
		e.pages[0] = append(e.pages[0], packed(print(site(i), t, list[fresh:])))
		e.pages[1] = append(e.pages[1], packed(print(site(i), t, list[:articles])))
	}
	e.Server = httptest.NewServer(e)
	tb.Cleanup(e.Close)
	return e
}

func site(feed int) string { return fmt.Sprintf("http://feed%d.test", feed) }

func feedURL(feed int) string { return site(feed) + "/feed" }

// latencies of 50 to 200 ms, a feed's own always the same.
func latencies(feed int) time.Duration {
	return time.Duration(50+feed*37%151) * time.Millisecond
}

func (e *edition) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(strings.TrimPrefix(r.Host, "feed"), ".")
	feed, err := strconv.Atoi(name)
	if err != nil || feed >= len(e.pages[0]) {
		http.NotFound(w, r)
		return
	}
	day := 0
	if e.late.Load() {
		day = 1
	}
	if e.latency != nil {
		select {
		case <-time.After(e.latency(feed)):
		case <-r.Context().Done():
			return
		}
	}
	etag := fmt.Sprintf(`"%d-%d"`, feed, day)
	w.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		e.unchanged.Add(1)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	e.full.Add(1)
	w.Header().Set("Content-Type", "application/xml")
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Length", strconv.Itoa(len(e.pages[day][feed])))
	_, _ = w.Write(e.pages[day][feed]) // a client that is gone is its own affair
}

// transport finds every host at the server.
func (e *edition) transport() *http.Transport {
	var d net.Dialer
	return &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return d.DialContext(ctx, network, e.Listener.Addr().String())
		},
		DisableCompression: true,
		MaxIdleConns:       64,
		IdleConnTimeout:    10 * time.Second,
		ReadBufferSize:     16 << 10,
	}
}
