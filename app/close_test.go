package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/storage"
)

// halfDeaf serves the feeds of a ticker; to every other request it says nothing until who
// asked has gone. Some requests after it was told to, it calls enough.
type halfDeaf struct {
	ticker *ticker
	mu     sync.Mutex
	left   int
	enough func()
}

func (s *halfDeaf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.left--; s.left == 0 {
		s.enough()
	}
	s.mu.Unlock()
	switch {
	case strings.HasPrefix(r.URL.Path, "/paper"):
		s.ticker.ServeHTTP(w, r)
	case strings.HasPrefix(r.URL.Path, "/begins"):
		w.Header().Set("Content-Type", "audio/mpeg")
		_, _ = io.WriteString(w, "ID3 the beginning")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	default:
		<-r.Context().Done()
	}
}

// Whatever goes on when the core closes ends at once, and the next start finds what was
// stored and a file in order.
func TestACoreIsClosedWhileEverythingGoesOn(t *testing.T) {
	site := &halfDeaf{ticker: &ticker{n: map[string]int{}}, enough: func() {}}
	server := httptest.NewServer(site)
	defer server.Close()
	dir := t.TempDir()
	before := 0
	for round, requests := range []int{1, 4, 8, 11} {
		core, err := Open(t.Context(), Config{Dir: dir, Fetch: fetch.Config{Pace: -1, PerHost: 16}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range papers {
			_, _ = core.Subscribe(t.Context(), Found{URL: fmt.Sprintf("%s/paper%d", server.URL, i)}, 0) // only once
		}
		_, _ = core.Subscribe(t.Context(), Found{URL: server.URL + "/silent"}, 0)
		list, err := core.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 400)
		if err != nil || len(list.Articles) < before {
			t.Fatalf("round %d: %d articles, %d before; %v", round, len(list.Articles), before, err)
		}
		before = len(list.Articles)
		now := make(chan struct{})
		site.mu.Lock()
		site.left, site.enough = requests, sync.OnceFunc(func() { close(now) })
		site.mu.Unlock()
		ctx := context.WithoutCancel(t.Context()) // only closing ends it
		var all sync.WaitGroup
		again := func(f func() error) {
			all.Go(func() {
				for core.ctx.Err() == nil && f() == nil {
				}
			})
		}
		core.Start()
		again(func() error { _, err := core.Refresh(ctx, Selection{}); return err })
		again(func() error { _, err := core.Refresh(ctx, Selection{Feed: 1}); return err })
		again(func() error {
			core.FindAll(ctx, []string{server.URL + "/a", server.URL + "/b"}, func(int) {})
			return nil
		})
		again(func() error { _, err := core.BackUp(ctx); return err })
		again(func() error { return core.DeriveAll(ctx) })
		again(func() error { _, err := core.Prepare(ctx, feeds.Scope{}, Preparation{}); return err })
		again(func() error { _, err := core.Picture(ctx, server.URL+"/picture"); return err })
		again(func() error { return readSome(ctx, core) })
		if len(list.Articles) > 0 {
			all.Go(func() { _ = core.FullText(ctx, list.Articles[0].ID) })
			all.Go(func() { _, _ = core.Mend(ctx) })
		}
		rec, err := core.Recording(server.URL+"/begins", func(error) {})
		if err == nil {
			all.Go(func() { _, _ = rec.ReadAt(ctx, make([]byte, 1<<20), 0) })
		}
		<-now
		if err := core.Close(); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		all.Wait()
	}
	core := openCore(t, Config{Dir: dir})
	if err := core.Check(t.Context()); err != nil {
		t.Error(err)
	}
	backups, err := core.Backups()
	if err != nil {
		t.Error(err)
	}
	for _, b := range backups {
		if err := storage.Verify(t.Context(), b.Path); err != nil {
			t.Error(err)
		}
	}
}
