package storage

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// scaleFeeds is how many feeds the files have, whatever their size.
const scaleFeeds = 1000

// A shelf is a file of the press, and where its feeds are.
type shelf struct {
	db     *DB
	path   string
	size   int
	feeds  []feeds.FeedID // the busiest first
	nested feeds.FolderID // with three folders of 100 feeds each
	folder feeds.FolderID // with 60 feeds
}

// sizes of files that benchmarks use; TIDINGS_BENCH_SIZES=10000,100000 chooses
// others.
func sizes(t testing.TB) []int {
	t.Helper()
	text := os.Getenv("TIDINGS_BENCH_SIZES")
	if text == "" {
		text = "10000,100000,1000000"
	}
	var out []int
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		check(t, err)
		out = append(out, n)
	}
	return out
}

// benchFolder is where files stay between runs.
const benchFolder = "../build/bench"

// shelfName changes with the press and with the migrations, so that no benchmark
// reads what another version made.
func shelfName(t testing.TB, n int) string {
	t.Helper()
	h := sha256.New()
	names, err := fs.Glob(migrationFiles, "*.sql")
	check(t, err)
	for _, name := range names {
		b, err := fs.ReadFile(migrationFiles, name)
		check(t, err)
		h.Write(b)
	}
	return filepath.Join(benchFolder, fmt.Sprintf("press%d-%x-%d.db", pressVersion, h.Sum(nil)[:4], n))
}

// shelves that are open, by size.
var shelves = map[int]*shelf{}

// openShelf opens a copy of the file of n articles, which benchmarks may change.
// The file itself is made once and kept.
func openShelf(b *testing.B, n int) *shelf {
	b.Helper()
	if testing.Short() {
		b.Skip("takes minutes to make")
	}
	if s := shelves[n]; s != nil {
		return s
	}
	kept := shelfName(b, n)
	if _, err := os.Stat(kept); err != nil {
		makeShelf(b, kept, n)
	}
	s := &shelf{path: filepath.Join(benchFolder, fmt.Sprintf("work-%d.db", n)), size: n}
	check(b, copyFile(b.Context(), kept, s.path))
	var err error
	s.db, err = Open(b.Context(), s.path, Options{Now: func() time.Time { return noon }})
	check(b, err)
	s.find(b)
	shelves[n] = s
	return s
}

// closeShelves is for the end of all benchmarks.
func closeShelves() {
	for _, s := range shelves {
		_ = s.db.Close() // the copy goes next
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(s.path + suffix) // or the next run overwrites it
		}
	}
}

// makeShelf takes a few milliseconds an article on a busy machine. The file appears
// under its name when it is whole.
func makeShelf(b *testing.B, path string, n int) {
	b.Helper()
	check(b, os.MkdirAll(filepath.Dir(path), 0o755))
	part := path + ".part"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(part + suffix) // of a run that was stopped
	}
	start := time.Now()
	db, err := Open(b.Context(), part, Options{Now: func() time.Time { return noon }})
	check(b, err)
	fill(b, db, n)
	check(b, db.Close())
	check(b, os.Rename(part, path))
	b.Logf("made %s in %v", path, time.Since(start).Round(time.Second))
}

// fill stores n articles as they would arrive over years.
func fill(b *testing.B, db *DB, n int) {
	b.Helper()
	p := subscribe(b, db, n)
	type load struct {
		list []Fetched
		made [][]piece
	}
	loads := make(chan load, 2)
	go func() { // printing goes on while the last load is stored
		defer close(loads)
		for done := 0; done < n; done += 400 {
			list, made := p.prints(min(400, n-done))
			loads <- load{list, made}
		}
	}()
	count := 0
	for l := range loads {
		saved, err := db.SaveFetches(b.Context(), l.list)
		check(b, err)
		check(b, db.SaveDerived(b.Context(), derived(l.made, saved)))
		if count++; count%50 == 0 {
			check(b, db.Optimize(b.Context()))
		}
	}
	mark(b, db, p, n)
	for range 3 {
		check(b, db.Optimize(b.Context()))
	}
}

// subscribe makes folders and feeds. The busiest feeds lie everywhere.
func subscribe(b *testing.B, db *DB, n int) *press {
	b.Helper()
	p := newPress(n)
	folder := func(parent feeds.FolderID, name string) feeds.FolderID {
		id, err := db.AddFolder(b.Context(), parent, name)
		check(b, err)
		return id
	}
	outer := folder(0, "Nested")
	var places []feeds.FolderID // of every tenth feed
	for i := range 3 {
		places = append(places, folder(outer, fmt.Sprint("Inner ", i)))
	}
	places = append(places, 0, 0, folder(0, "Half"), folder(0, "Other half"))
	small := make([]feeds.FolderID, 5)
	for i := range small {
		small[i] = folder(0, fmt.Sprint("Small ", i))
	}
	for i := range scaleFeeds {
		in := small[i/10%5]
		if i%10 < len(places) {
			in = places[i%10]
		}
		id, err := db.AddFeed(b.Context(), feeds.Feed{URL: fmt.Sprintf("https://feed%d.example/rss", i), Title: fmt.Sprint("Feed ", i), Folder: in})
		check(b, err)
		p.addFeed(id)
	}
	return p
}

// mark is what a reader does: most that is old was read, of the newest little; one
// feed in twenty is never opened. Few articles are starred or put aside.
func mark(b *testing.B, db *DB, p *press, n int) {
	b.Helper()
	yes := true
	var starred, later []feeds.ArticleID
	for from := 1; from <= n; from += 20_000 {
		var read []feeds.ArticleID
		check(b, db.read(b.Context(), func(s *session) error {
			return s.each(b.Context(), func(scan scan) error {
				var id feeds.ArticleID
				var feed feeds.FeedID
				err := scan(&id, &feed)
				fresh := int(id) > n-n/50
				if x := p.IntN(100); fresh && x < 15 || !fresh && x < 97 && feed%20 != 3 {
					read = append(read, id)
				}
				switch p.IntN(max(n, 20_000) / 400) {
				case 0:
					starred = append(starred, id)
				case 1:
					later = append(later, id)
				}
				return err
			}, "SELECT id, feed FROM articles WHERE id >= ? AND id < ?", from, from+20_000)
		}))
		check(b, db.SetStatus(b.Context(), read, Change{Read: &yes, Quiet: true}))
	}
	check(b, db.SetStatus(b.Context(), starred, Change{Starred: &yes, Quiet: true}))
	check(b, db.SetStatus(b.Context(), later, Change{Later: &yes, Quiet: true}))
}

// find looks up what subscribe made.
func (s *shelf) find(b *testing.B) {
	b.Helper()
	list, err := s.db.Feeds(context.Background())
	check(b, err)
	s.feeds = make([]feeds.FeedID, len(list))
	for _, f := range list {
		s.feeds[f.ID-1] = f.ID
	}
	folders, err := s.db.Folders(b.Context())
	check(b, err)
	for _, f := range folders {
		switch f.Name {
		case "Nested":
			s.nested = f.ID
		case "Small 0":
			s.folder = f.ID
		}
	}
}
