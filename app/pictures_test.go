package app

import (
	"context"
	"net/http"
	"testing"

	"golang.org/x/sync/errgroup"
)

func TestAPictureIsAskedOnceAndThenKept(t *testing.T) {
	site := newPages(t)
	site.set("/a.png", page{kind: "image/png", text: "a picture"})
	core := openCore(t, Config{})
	var rows errgroup.Group
	for range 20 {
		rows.Go(func() error {
			data, err := core.Picture(t.Context(), site.URL+"/a.png")
			if string(data) != "a picture" {
				t.Errorf("it is %q", data)
			}
			return err
		})
	}
	if err := rows.Wait(); err != nil {
		t.Error(err)
	}
	dir := core.Dir()
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	site.Close()
	core = openCore(t, Config{Dir: dir})
	if data, err := core.Picture(t.Context(), site.URL+"/a.png"); err != nil || string(data) != "a picture" {
		t.Errorf("without the server it is %q, %v", data, err)
	}
	if n := site.times("/a.png"); n != 1 {
		t.Errorf("it was asked %d times", n)
	}
}

func TestAPictureThatIsNotThereIsAskedAgain(t *testing.T) {
	site := newPages(t)
	core := openCore(t, Config{})
	if _, err := core.Picture(t.Context(), site.URL+"/a.png"); Explain(err) != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("it is explained by %q", Explain(err))
	}
	site.set("/a.png", page{kind: "image/png", text: "a picture"})
	if data, err := core.Picture(t.Context(), site.URL+"/a.png"); err != nil || len(data) == 0 {
		t.Errorf("it is %q, %v", data, err)
	}
}

func TestAPictureTellsNobodyWhoReads(t *testing.T) {
	site := newPages(t)
	var got http.Header
	inner := site.Config.Handler
	site.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		inner.ServeHTTP(w, r)
	})
	site.set("/a.png", page{kind: "image/png", text: "a picture", header: map[string]string{"Set-Cookie": "who=you"}})
	core := openCore(t, Config{})
	for _, name := range []string{"/a.png", "/a.png?2"} {
		if _, err := core.Picture(t.Context(), site.URL+name); err != nil {
			t.Fatal(err)
		}
		if got.Get("Cookie") != "" || got.Get("Referer") != "" {
			t.Errorf("it was asked with %v", got)
		}
	}
}

func TestWhoStopsWaitingForAPictureIsFree(t *testing.T) {
	g := newGates(t)
	defer close(g.shut("/a.png"))
	core := openCore(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-g.asked
		cancel()
	}()
	if _, err := core.Picture(ctx, g.URL+"/a.png"); err != context.Canceled {
		t.Errorf("it ends with %v", err)
	}
}
