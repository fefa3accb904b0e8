package app

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

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

func TestTheFolderOfPicturesIsBounded(t *testing.T) {
	p := newPictureCache(t.TempDir())
	if err := p.trim(); err != nil {
		t.Errorf("an empty folder: %v", err)
	}
	now := time.Now()
	small := bytes.Repeat([]byte("x"), 1000)
	for i, name := range []string{"old", "middle", "new"} {
		if err := write(p.file(name), small); err != nil {
			t.Fatal(err)
		}
		// A file with a hole has a size and takes no room.
		if err := os.Truncate(p.file(name), picturesBytes*2/5); err != nil {
			t.Fatal(err)
		}
		used := now.Add(time.Duration(i-3) * time.Hour)
		if err := os.Chtimes(p.file(name), used, used); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.trim(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(p.dir, "*", "*"))
	if err != nil || len(left) != 2 {
		t.Errorf("left are %v, %v", left, err)
	}
	if _, err := os.Stat(p.file("old")); err == nil {
		t.Error("the one that was not used for longest is still there")
	}
}
