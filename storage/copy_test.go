package storage

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"testing/fstest"

	"tidings/feeds"
)

// noise is a text that does not get smaller when it is packed.
func noise(r *rand.Rand, bytes int) string {
	out := make([]byte, bytes)
	for i := range out {
		out[i] = ' ' + byte(r.IntN(95))
	}
	return string(out)
}

// grow stores as many long articles in one feed.
func grow(t testing.TB, db *DB, feed feeds.FeedID, r *rand.Rand, articles int) {
	t.Helper()
	f := Fetched{Feed: feed, Received: noon}
	for i := range articles {
		e := entry(fmt.Sprintf("%x-%d", r.Uint64(), i), i)
		f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{HTML: noise(r, 5000)}})
	}
	_, err := db.SaveFetch(t.Context(), f)
	check(t, err)
}

// A copy of a file that is larger than the memory SQLite copies with, most of which is
// still in the log: pages there carry the checksum of what they were before.
func TestACopyIsWholeWhateverIsInTheLog(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	dir := t.TempDir()
	db := openFile(t, filepath.Join(dir, "tidings.db"))
	feed := addFeed(t, db, "harbour", 0)
	for i := range 4 {
		grow(t, db, feed, r, 400)
		path := filepath.Join(dir, fmt.Sprint(i, ".copy"))
		if err := db.Backup(t.Context(), path); err != nil {
			t.Fatalf("after %d articles: %v", 400*(i+1), err)
		}
		copied := openFile(t, path)
		check(t, copied.Check(t.Context()))
		if n := differences(holding(t, db), holding(t, copied)); n > 0 {
			t.Errorf("after %d articles %d differ", 400*(i+1), n)
		}
		check(t, copied.Close())
	}
}

// A file whose last words are in its log, because its program was killed, is copied and
// migrated by the next version and not taken for a damaged one.
func TestAFileWithALogIsMigrated(t *testing.T) {
	db := openFile(t, filepath.Join(t.TempDir(), "tidings.db"))
	grow(t, db, addFeed(t, db, "harbour", 0), rand.New(rand.NewPCG(33, 34)), 1000)
	later := fstest.MapFS{}
	names, err := fs.Glob(migrationFiles, "*.sql")
	check(t, err)
	for _, name := range names {
		later[name] = &fstest.MapFile{Data: []byte("SELECT 1")}
	}
	later["9999_later.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE later (id INTEGER PRIMARY KEY)")}
	s, err := db.writer.take(t.Context())
	check(t, err)
	defer db.writer.give(s)
	check(t, db.migrate(t.Context(), s, later))
	list, err := Backups(db.backups)
	check(t, err)
	if len(list) != 1 || list[0].Why != Upgraded {
		t.Errorf("no copy of the older one was made: %+v", list)
	}
}
