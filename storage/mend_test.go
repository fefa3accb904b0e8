package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// newWorn is a closed database that has pages of every kind: tables and indexes of
// several levels, texts that take several pages, free pages, the search index.
func newWorn(t testing.TB, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "tidings.db")
	db := openFile(t, path)
	folder, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	r := rand.New(rand.NewPCG(5, 6))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%x ", r.IntN(1<<20))
		}
		return strings.TrimSpace(b.String())
	}
	var all []feeds.ArticleID
	for i := range 6 {
		feed := addFeed(t, db, fmt.Sprint("source", i), folder)
		var entries []feeds.Entry
		for j := range 60 {
			e := entry(fmt.Sprintf("%d-%d", i, j), i*60+j)
			e.Title, e.Content = words(8), "<p>"+words(40)+"</p>"
			if j%20 == 0 {
				e.Content = "<p>" + words(3000) + "</p>" // several pages
			}
			entries = append(entries, e)
		}
		f := fetched(t, db, feed, entries...)
		for k := range f.Articles {
			f.Articles[k].Body.Text = f.Articles[k].Entry.Content
		}
		saved, err := db.SaveFetch(t.Context(), f)
		check(t, err)
		var list []feeds.Derived
		for k, id := range saved.New {
			story := feeds.StoryID(id)
			if k%3 == 1 {
				story--
			}
			a := f.Articles[k]
			list = append(list, feeds.Derived{Article: id, Version: 1, Language: "en", Story: story, Vector: []byte(words(30)),
				Index: feeds.IndexText{Title: language.Fold(a.Entry.Title), Text: language.Fold(a.Body.Text)}})
		}
		check(t, db.SaveDerived(t.Context(), list))
		all = append(all, saved.New...)
	}
	yes := true
	check(t, db.SetStatus(t.Context(), all[10:40], Change{Read: &yes}))
	check(t, db.SetStatus(t.Context(), all[20:25], Change{Starred: &yes}))
	check(t, db.DeleteArticles(t.Context(), all[100:170]))
	_, err = db.EmptyBin(t.Context(), noon.Add(time.Hour)) // leaves free pages
	check(t, err)
	check(t, db.SetSetting(t.Context(), "theme", "dark"))
	check(t, db.Close())
	return path
}

// kinds sorts the pages of a database by what they hold.
func kinds(t testing.TB, path string) map[string][]int {
	t.Helper()
	p := newPool(frozen.reader(path), 1)
	defer p.close()
	s, err := p.take(t.Context())
	check(t, err)
	defer p.give(s)
	out := map[string][]int{}
	known := map[int]bool{}
	check(t, s.each(t.Context(), func(scan scan) error {
		var name, kind string
		var page int
		err := scan(&name, &kind, &page)
		if strings.HasPrefix(name, "search") {
			name = "search"
		} else if strings.HasPrefix(name, "articles_") {
			name = "index"
		}
		out[name+" "+kind] = append(out[name+" "+kind], page)
		known[page] = true
		return err
	}, "SELECT name, pagetype, pageno FROM dbstat"))
	info, err := os.Stat(path)
	check(t, err)
	for page := 1; page <= int(info.Size()/4096); page++ {
		if !known[page] {
			out["free or map"] = append(out["free or map"], page)
		}
	}
	return out
}

// flipped copies a file with one bit of it changed.
func flipped(t testing.TB, from, to string, page, at int) {
	t.Helper()
	data, err := os.ReadFile(from)
	check(t, err)
	data[(page-1)*4096+at] ^= 1 << (at % 8)
	check(t, os.WriteFile(to, data, 0o600))
}

// holding is what a reader would miss: titles, texts, what was done.
func holding(t testing.TB, db *DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	var after feeds.Cursor
	for more := true; more; {
		page, err := db.Articles(t.Context(), feeds.Scope{}, after, 100)
		check(t, err)
		for _, a := range page.Articles {
			body, err := db.Body(t.Context(), a.ID)
			check(t, err)
			out[fmt.Sprint("article ", a.ID)] = fmt.Sprint(a.Title, a.Feed, a.Status, a.Published, a.Authors, body.HTML)
		}
		after, more = page.Next, page.More
	}
	list, err := db.Feeds(t.Context())
	check(t, err)
	for _, f := range list {
		out[fmt.Sprint("feed ", f.ID)] = fmt.Sprint(f.Title, f.URL, f.Unread, f.Total, f.Folder)
	}
	out["theme"], err = db.Setting(t.Context(), "theme")
	check(t, err)
	return out
}

func differences(a, b map[string]string) int {
	n := 0
	for k, v := range a {
		if b[k] != v {
			n++
		}
	}
	return n
}

// A byte that changed on the disk is noticed in whatever page it is. With a backup
// nothing is lost; without one, no more than stood in that page.
func TestAFlippedByteIsMended(t *testing.T) {
	for _, backed := range []bool{true, false} {
		t.Run(map[bool]string{true: "with a backup", false: "without one"}[backed], func(t *testing.T) {
			whole := newWorn(t, t.TempDir())
			db := openFile(t, whole)
			before := holding(t, db)
			check(t, db.Close())
			pages := kinds(t, whole)
			if len(pages) < 25 {
				t.Errorf("only these kinds of pages: %v", pages)
			}
			r := rand.New(rand.NewPCG(7, 8))
			names := slices.Sorted(func(yield func(string) bool) {
				for name := range pages {
					if !yield(name) {
						return
					}
				}
			})
			places := 100
			if testing.Short() {
				places = 5
			}
			for i := range places {
				name := names[i%len(names)]
				page := pages[name][r.IntN(len(pages[name]))]
				at := r.IntN(4096)
				dir := filepath.Join(t.TempDir(), "profile")
				path := filepath.Join(dir, "tidings.db")
				check(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o700))
				flipped(t, whole, path, page, at)
				if backed {
					check(t, copyFile(t.Context(), whole, filepath.Join(dir, "backups", backupName(noon, Regular))))
				}
				db, err := Open(t.Context(), path, Options{Log: discard})
				if err != nil {
					t.Errorf("%s, page %d, byte %d: %v", name, page, at, err)
					continue
				}
				loss, told := db.Loss()
				after := holding(t, db)
				n := differences(before, after)
				switch {
				case !told:
					t.Errorf("%s, page %d, byte %d: nothing is said", name, page, at)
				case backed && n > 0:
					t.Errorf("%s, page %d, byte %d: %d differ; %+v", name, page, at, n, loss)
				case n > 0 && loss.Rescued == 0 && !loss.Any():
					t.Errorf("%s, page %d, byte %d: %d differ and it does not say so; %+v", name, page, at, n, loss)
				case n > 2 && !loss.Any(): // an article and the count of its feed
					t.Errorf("%s, page %d, byte %d: %d differ; %+v", name, page, at, n, loss)
				}
				check(t, db.Check(t.Context()))
				countsAreTrue(t, db)
				if _, err := os.Stat(loss.Aside); err != nil {
					t.Errorf("the damaged file is not set aside: %v", err)
				}
				check(t, db.Close())
			}
		})
	}
}

// A file of which nothing can be read is set aside, and its backup takes its place.
func TestAFileThatIsNoDatabaseAnyMoreIsReplacedByItsBackup(t *testing.T) {
	path := newWorn(t, t.TempDir())
	db := openFile(t, path)
	before := holding(t, db)
	_, err := db.MakeBackup(t.Context(), Regular)
	check(t, err)
	check(t, db.Close())
	check(t, os.WriteFile(path, []byte(strings.Repeat("garbage", 10000)), 0o600))
	db = openFile(t, path)
	loss, told := db.Loss()
	if n := differences(before, holding(t, db)); n > 0 || !told || loss.FromBackup == 0 || !loss.Backup.Equal(noon) {
		t.Errorf("%d differ; %+v", n, loss)
	}
	if _, told := db.Loss(); told {
		t.Error("it is told twice")
	}
}

// Damage that is met while the database is open is told, and mended without
// closing: what is asked meanwhile waits.
func TestDamageIsMendedWhileTheDatabaseIsOpen(t *testing.T) {
	path := newWorn(t, t.TempDir())
	var met error
	db, err := Open(t.Context(), path, Options{Log: discard, Damage: func(err error) { met = err }})
	check(t, err)
	defer db.Close()
	pages := kinds(t, path)
	data, err := os.ReadFile(path)
	check(t, err)
	for _, page := range pages["bodies leaf"] {
		data[page*4096-2000] ^= 1
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	check(t, err)
	_, err = f.WriteAt(data, 0)
	check(t, err)
	check(t, f.Close())
	if err := db.QuickCheck(t.Context()); !errors.Is(err, ErrDamaged) || met == nil {
		t.Fatalf("%v, %v", err, met)
	}
	loss, err := db.Mend(t.Context(), met)
	check(t, err)
	check(t, db.Check(t.Context()))
	countsAreTrue(t, db)
	if loss.Rescued == 0 || len(holding(t, db)) < 290 {
		t.Errorf("%+v", loss)
	}
}

// A file that another program has open is not replaced.
func TestNobodyLosesTheFileUnderTheirHands(t *testing.T) {
	path := newWorn(t, t.TempDir())
	db, other := openFile(t, path), openFile(t, path)
	b, err := db.MakeBackup(t.Context(), Wanted)
	check(t, err)
	if err := db.Restore(t.Context(), b.Path); !errors.Is(err, ErrInUse) {
		t.Errorf("%v", err)
	}
	addFeed(t, db, "harbour", 0)
	addFeed(t, other, "orbit", 0)
}

func TestARestoredBackupIsWhatItWas(t *testing.T) {
	path := newWorn(t, t.TempDir())
	db := openFile(t, path)
	before := holding(t, db)
	b, err := db.MakeBackup(t.Context(), Wanted)
	check(t, err)
	addFeed(t, db, "later", 0)
	_, err = db.MarkAllRead(t.Context(), feeds.Scope{}, 0)
	check(t, err)
	changed := holding(t, db)
	check(t, db.Restore(t.Context(), b.Path))
	if n := differences(before, holding(t, db)); n > 0 {
		t.Errorf("%d differ", n)
	}
	check(t, db.Check(t.Context()))
	addFeed(t, db, "harbour", 0) // it can be written

	list, err := Backups(db.backups)
	check(t, err)
	if len(list) != 2 || list[0].Why != Replaced && list[1].Why != Replaced {
		t.Fatalf("what was replaced is not kept: %+v", list)
	}
	for _, b := range list { // and can be restored too
		if b.Why == Replaced {
			check(t, db.Restore(t.Context(), b.Path))
		}
	}
	if n := differences(changed, holding(t, db)); n > 0 {
		t.Errorf("taken back: %d differ", n)
	}
}

func TestABackupThatIsNotWholeIsNotRestored(t *testing.T) {
	path := newWorn(t, t.TempDir())
	db := openFile(t, path)
	before := holding(t, db)
	b, err := db.MakeBackup(t.Context(), Wanted)
	check(t, err)
	flipped(t, b.Path, b.Path, 7, 300)
	if err := db.Restore(t.Context(), b.Path); !errors.Is(err, ErrBadCopy) {
		t.Errorf("%v", err)
	}
	if n := differences(before, holding(t, db)); n > 0 {
		t.Errorf("%d differ", n)
	}
}

// A swap that was stopped at any of its steps is finished at the next start.
func TestASwapThatWasStoppedIsFinished(t *testing.T) {
	for moved := range 4 {
		dir := t.TempDir()
		path := newWorn(t, dir)
		in, aside := path+".in", filepath.Join(dir, "backups", backupName(noon, Replaced))
		check(t, os.MkdirAll(filepath.Dir(aside), 0o700))
		check(t, copyFile(context.Background(), path, in))
		check(t, os.WriteFile(path+"-wal", []byte("the log of the old one"), 0o600))
		check(t, writeSync(swapFile(path), fmt.Appendf(nil, `{"in":%q,"aside":%q}`, in, aside)))
		if moved > 0 {
			check(t, os.Rename(path+"-wal", aside+"-wal"))
		}
		if moved > 1 {
			check(t, os.Rename(path, aside))
		}
		if moved > 2 {
			check(t, os.Rename(in, path))
		}
		db := openFile(t, path)
		if _, lost := db.Loss(); lost || len(holding(t, db)) < 290 {
			t.Errorf("stopped after %d", moved)
		}
		check(t, db.Close())
		if _, err := os.Stat(swapFile(path)); err == nil {
			t.Errorf("stopped after %d: it is not finished", moved)
		}
	}
}

func TestBackupsAreThinned(t *testing.T) {
	var list []Backup
	for h := range 24 * 100 { // one an hour for a hundred days
		made := noon.Add(-time.Duration(h) * time.Hour)
		list = append(list, Backup{Path: backupName(made, Regular), Made: made, Bytes: 10})
	}
	keep := func(list []Backup, budget int64) []Backup {
		gone := map[string]bool{}
		for _, b := range thin(list, noon, budget) {
			gone[b.Path] = true
		}
		return slices.DeleteFunc(slices.Clone(list), func(b Backup) bool { return gone[b.Path] })
	}
	all := keep(list, 1<<40)
	if n := len(all); n < 24+6+7 || n > 24+8+9 {
		t.Errorf("%d stay", n)
	}
	if oldest := all[len(all)-1]; noon.Sub(oldest.Made) < 50*24*time.Hour {
		t.Errorf("the oldest is of %v", oldest.Made)
	}
	if again := keep(all, 1<<40); len(again) != len(all) {
		t.Errorf("thinned twice, %d of %d stay", len(again), len(all))
	}
	if few := keep(list, 100); len(few) != 10 || !few[0].Made.Equal(noon) {
		t.Errorf("within 100 bytes: %d", len(few))
	}
	if few := keep(list, 1); len(few) != 2 {
		t.Errorf("the latest two stay: %d", len(few))
	}
}

// A clock that was years ahead for a while leaves copies from the future. They are kept as
// long as there is room, and push out none that was made since.
func TestBackupsFromTheFuturePushOutNone(t *testing.T) {
	var list []Backup
	for h := range 10 {
		made := noon.AddDate(4, 0, 0).Add(-time.Duration(h) * time.Hour)
		list = append(list, Backup{Path: backupName(made, Regular), Made: made, Bytes: 10})
	}
	latest := Backup{Path: backupName(noon, Regular), Made: noon, Bytes: 10}
	list = append(list, latest)
	if gone := thin(list, noon, 1<<30); len(gone) > 0 {
		t.Errorf("there is room, and %d go", len(gone))
	}
	if gone := thin(list, noon, 30); slices.Contains(gone, latest) || len(gone) != 8 {
		t.Errorf("%v go", gone)
	}
	if first := byAge(list, noon)[0]; first != latest {
		t.Errorf("the latest is said to be that of %v", first.Made)
	}
}
