package storage

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// The environment of a test binary that is to work until it is killed.
const (
	childTask = "TIDINGS_STORAGE_TASK"
	childFile = "TIDINGS_STORAGE_FILE"
)

// runs is how often each task is killed.
const runs = 34

// child does one thing again and again, and prints a line for whatever the
// database has said is done.
func child(task, path string) error {
	ctx := context.Background()
	fmt.Println("begun")
	db, err := Open(ctx, path, Options{Log: discard})
	if err != nil {
		return err
	}
	fmt.Println("opened")
	for i := 0; ; i++ {
		if err := tasks[task](ctx, db, i); err != nil {
			return err
		}
	}
}

var tasks = map[string]func(context.Context, *DB, int) error{
	"refresh": refreshTask,
	"mark":    markTask,
	"migrate": func(context.Context, *DB, int) error { select {} }, // opening is all
	"backup": func(ctx context.Context, db *DB, _ int) error {
		b, err := db.MakeBackup(ctx, Regular)
		fmt.Println("copied", b.Path)
		return err
	},
	"vacuum": func(ctx context.Context, db *DB, i int) error {
		if err := refreshTask(ctx, db, i); err != nil {
			return err
		}
		page, err := db.Articles(ctx, feeds.Scope{Order: feeds.Oldest}, feeds.Cursor{}, 15)
		if err != nil {
			return err
		}
		var ids []feeds.ArticleID
		for _, a := range page.Articles {
			ids = append(ids, a.ID)
		}
		if err := db.DeleteArticles(ctx, ids); err != nil {
			return err
		}
		for _, id := range ids {
			fmt.Println("deleted", id)
		}
		if _, err := db.EmptyBin(ctx, time.Now().Add(time.Hour)); err != nil {
			return err
		}
		return db.Optimize(ctx)
	},
	"restore": func(ctx context.Context, db *DB, i int) error {
		dir := filepath.Dir(db.path)
		if err := db.Restore(ctx, filepath.Join(dir, []string{"one.copy", "two.copy"}[i%2])); err != nil {
			return err
		}
		fmt.Println("restored", i%2)
		return nil
	},
}

// refreshTask stores articles as a refresh does.
func refreshTask(ctx context.Context, db *DB, i int) error {
	list, err := db.Feeds(ctx)
	if err != nil {
		return err
	}
	f := Fetched{Feed: list[0].ID}
	for j := range 10 {
		e := entry(fmt.Sprintf("%d-%d-%d", os.Getpid(), i, j), i)
		f.Articles = append(f.Articles, Incoming{Entry: e, Body: feeds.Body{HTML: e.Content, Text: e.Title}})
	}
	saved, err := db.SaveFetch(ctx, f)
	if err != nil {
		return err
	}
	for _, id := range saved.New {
		fmt.Println("stored", id)
	}
	var derived []feeds.Derived
	for k, id := range saved.New {
		derived = append(derived, feeds.Derived{Article: id, Version: 1, Story: feeds.StoryID(saved.New[k/2*2]),
			Index: feeds.IndexText{Title: language.Fold(f.Articles[k].Entry.Title)}})
	}
	return db.SaveDerived(ctx, derived)
}

func markTask(ctx context.Context, db *DB, i int) error {
	if i%2 == 0 {
		n, err := db.MarkAllRead(ctx, feeds.Scope{}, 0)
		fmt.Println("marked", n)
		return err
	}
	_, err := db.Undo(ctx)
	fmt.Println("undone")
	return err
}

// A killing is a task that is killed at some moment: the time its process has.
type killing struct {
	t    *testing.T
	path string
	r    *rand.Rand
}

// run returns what the child was told is done.
func (k killing) run(task string, most time.Duration) []string {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 20*time.Millisecond+time.Duration(k.r.Int64N(int64(most))))
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childTask+"="+task, childFile+"="+k.path)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	check(k.t, err)
	check(k.t, cmd.Start())
	data, err := io.ReadAll(bufio.NewReader(out))
	if err != nil && !errors.Is(err, fs.ErrClosed) {
		k.t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if said.Len() > 0 {
		k.t.Errorf("%s: %s", task, said.String())
	}
	lines := strings.Split(string(data), "\n")
	return lines[:len(lines)-1] // the last one is cut off
}

// open opens the file after a kill and looks whether it is whole.
func (k killing) open() *DB {
	k.t.Helper()
	db, err := Open(k.t.Context(), k.path, Options{Log: discard})
	check(k.t, err)
	if loss, mended := db.Loss(); mended {
		k.t.Errorf("a kill damaged the file: %+v", loss)
	}
	check(k.t, db.Check(k.t.Context()))
	countsAreTrue(k.t, db)
	return db
}

// has reports whether an article is stored.
func has(t *testing.T, db *DB, line string) bool {
	t.Helper()
	var id feeds.ArticleID
	if _, err := fmt.Sscan(line, &id); err != nil {
		t.Fatal(line, err)
	}
	a, err := db.Article(t.Context(), id)
	return err == nil && a.Deleted.IsZero()
}

func rounds(t *testing.T) int {
	if testing.Short() {
		return 2
	}
	return runs
}

func newKilling(t *testing.T) killing {
	path := filepath.Join(t.TempDir(), "tidings.db")
	db := openFile(t, path)
	feed := addFeed(t, db, "harbour", 0)
	var list []feeds.Entry
	for i := range 400 {
		list = append(list, entry(fmt.Sprint("first-", i), i))
	}
	ids := fetch(t, db, feed, list...).New
	derive(t, db, 0, []feeds.Topic{feeds.World}, ids...)
	check(t, db.Close())
	return killing{t, path, rand.New(rand.NewPCG(11, 12))}
}

func TestKilledWhileRefreshing(t *testing.T) {
	k := newKilling(t)
	for range rounds(t) {
		lines := k.run("refresh", 150*time.Millisecond)
		db := k.open()
		for _, line := range lines {
			if id, ok := strings.CutPrefix(line, "stored "); ok && !has(t, db, id) {
				t.Errorf("%s is missing", line)
			}
		}
		check(t, db.Close())
	}
}

func TestKilledWhileMarkingAllAsRead(t *testing.T) {
	k := newKilling(t)
	for range rounds(t) {
		lines := k.run("mark", 150*time.Millisecond)
		db := k.open()
		history, err := db.History(t.Context(), 10)
		check(t, err)
		counts, err := db.Counts(t.Context(), noon)
		check(t, err)
		if unread := counts.Unread; unread != 400 && unread != 0 || (unread == 0) != (len(history) > 0 && strings.HasPrefix(history[0].What, "Marked")) {
			t.Errorf("%d unread, %v in the journal, after %v", unread, history, lines)
		}
		if counts.Unread == 0 { // the journal brings it back
			if _, err := db.Undo(t.Context()); err != nil {
				t.Error(err)
			}
			countsAreTrue(t, db)
		}
		check(t, db.Close())
	}
}

func TestKilledWhileBackingUp(t *testing.T) {
	k := newKilling(t)
	for range rounds(t) {
		lines := k.run("backup", 150*time.Millisecond)
		check(t, k.open().Close())
		for _, line := range lines {
			if path, ok := strings.CutPrefix(line, "copied "); ok {
				if _, err := os.Stat(path); err != nil {
					t.Error(err)
				}
			}
		}
		list, err := Backups(filepath.Join(filepath.Dir(k.path), "backups"))
		check(t, err)
		for _, b := range list {
			check(t, Verify(t.Context(), b.Path))
			check(t, os.Remove(b.Path))
		}
	}
}

func TestKilledWhileTidying(t *testing.T) {
	k := newKilling(t)
	for range rounds(t) {
		lines := k.run("vacuum", 200*time.Millisecond)
		db := k.open()
		gone := map[string]bool{}
		for _, line := range lines {
			if id, ok := strings.CutPrefix(line, "deleted "); ok {
				gone[id] = true
			}
		}
		missing := 0
		for _, line := range lines {
			if id, ok := strings.CutPrefix(line, "stored "); ok && !gone[id] && !has(t, db, id) {
				missing++
			}
		}
		if missing > 15 { // those of the last deletion, which was not acknowledged any more
			t.Errorf("%d are missing", missing)
		}
		for id := range gone {
			if has(t, db, id) {
				t.Errorf("%s is back", id)
			}
		}
		check(t, db.Close())
	}
}

func TestKilledWhileRestoring(t *testing.T) {
	k := newKilling(t)
	dir := filepath.Dir(k.path)
	db := openFile(t, k.path)
	check(t, db.Backup(t.Context(), filepath.Join(dir, "one.copy")))
	addFeed(t, db, "orbit", 0)
	check(t, db.Backup(t.Context(), filepath.Join(dir, "two.copy")))
	check(t, db.Close())
	for range rounds(t) {
		k.run("restore", 200*time.Millisecond)
		db := k.open()
		list, err := db.Feeds(t.Context())
		check(t, err)
		if n := len(holding(t, db)); len(list) < 1 || len(list) > 2 || n != 400+len(list)+1 {
			t.Errorf("neither of the two: %d feeds, %d", len(list), n)
		}
		check(t, db.ThinBackups(t.Context(), 1))
		check(t, db.Close())
	}
}

// newOld is a file as the first version made it, without checksums.
func newOld(t testing.TB, path string, articles int) {
	t.Helper()
	first, err := fs.ReadFile(migrationFiles, "0001_first.sql")
	check(t, err)
	plain := uri(path, map[string][]string{"_pragma": {"auto_vacuum(incremental)", "journal_mode(wal)", "synchronous(off)"}})
	p := newPool(plain, 1)
	s, err := p.take(t.Context())
	check(t, err)
	db := &DB{path: path, log: discard, now: time.Now}
	check(t, db.migrate(t.Context(), s, fstest.MapFS{"0001_first.sql": {Data: first}}))
	check(t, s.exec("INSERT INTO feeds (address, url, title, added, unread, total) VALUES ('a.example/feed', 'https://a.example/feed', 'Harbour Post', 1, ?, ?)", articles, articles))
	check(t, s.exec("UPDATE counters SET value = ? WHERE name = 'articles'", articles))
	body := pack(feeds.Body{HTML: "<p>The text of an old article, which is to stay.</p>", Text: "The text of an old article, which is to stay."})
	check(t, s.exec("BEGIN"))
	for id := 1; id <= articles; id++ {
		date := millis(noon.Add(-time.Duration(id) * time.Minute))
		check(t, s.exec("INSERT INTO articles (id, feed, date, hash, story, derived) VALUES (?, 1, ?, 7, ?, 1)", id, date, (id+1)/2*2-1))
		check(t, s.exec(`INSERT INTO heads (id, guid, link, title, lead, image, comments, authors, categories, enclosures, published, updated, received, words)
			VALUES (?1, 'guid' || ?1, '', 'Title ' || ?1, '', '', '', '', '', '', ?2, 0, ?2, 9)`, id, date))
		check(t, s.exec("INSERT INTO bodies (id, data) VALUES (?, ?)", id, body))
		check(t, s.exec("INSERT INTO identities (feed, key, article) VALUES (1, ?1, ?1)", id))
		check(t, s.exec("INSERT INTO derived (article, score, why, copy_of, vector) VALUES (?, 1, '', 0, x'01')", id))
		if id%64 == 0 {
			check(t, s.exec("INSERT INTO horizons (block, newest) VALUES (?, ?) ON CONFLICT DO NOTHING", id/1024, millis(noon)))
		}
	}
	check(t, s.exec(`INSERT INTO revisions (article, replaced, title, data) SELECT 5, 1, 'Older title', data FROM bodies WHERE id = 5`))
	check(t, s.exec("INSERT INTO search (rowid, title) SELECT id, 'title ' || id FROM articles"))
	check(t, s.exec("COMMIT"))
	p.give(s)
	check(t, p.close())
}

func TestAnOldFileGainsChecksumsAndKeepsEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tidings.db")
	newOld(t, path, 500)
	var stages []string
	db, err := Open(t.Context(), path, Options{Log: discard, Progress: func(stage string, done, total int64) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
	}})
	check(t, err)
	defer db.Close()
	if len(stages) < 2 || stages[0] != "copy" {
		t.Errorf("progress: %v", stages)
	}
	if _, lost := db.Loss(); lost || old(path) {
		t.Error("it is not what it should be")
	}
	check(t, db.Check(t.Context()))
	countsAreTrue(t, db)
	if list := titles(t, db, feeds.Scope{}, 100); len(list) != 500 || list[0] != "Title 1" {
		t.Errorf("%d articles", len(list))
	}
	a, err := db.Article(t.Context(), 5)
	check(t, err)
	if !a.Changed || a.Story != 5 {
		t.Errorf("%+v", a)
	}
	for left := 1; left > 0; { // what search knew is found again
		left, err = db.Reindex(t.Context(), 128)
		check(t, err)
	}
	is(t, titles(t, db, feeds.Scope{Text: "title:499"}, 9), "Title 499")
	copies, err := Backups(db.backups)
	check(t, err)
	if len(copies) != 1 || copies[0].Why != Upgraded {
		t.Fatalf("the old file is kept: %+v", copies)
	}
	check(t, db.Restore(t.Context(), copies[0].Path)) // and can be restored
	check(t, db.Check(t.Context()))
	if old(path) || len(titles(t, db, feeds.Scope{}, 100)) != 500 {
		t.Error("the old file was put back as it was")
	}
}

func TestKilledWhileMigrating(t *testing.T) {
	template := filepath.Join(t.TempDir(), "old.db")
	newOld(t, template, 4000)
	k := killing{t, "", rand.New(rand.NewPCG(13, 14))}
	stopped := 0
	for range rounds(t) {
		k.path = filepath.Join(t.TempDir(), "tidings.db")
		check(t, copyFile(t.Context(), template, k.path))
		lines := k.run("migrate", 700*time.Millisecond)
		if len(lines) < 2 {
			stopped++
		}
		db := k.open()
		if n := len(titles(t, db, feeds.Scope{}, 1000)); n != 4000 {
			t.Errorf("%d articles after %v", n, lines)
		}
		check(t, db.Close())
	}
	if stopped == 0 && !testing.Short() {
		t.Error("it was never killed in the middle")
	}
}

// scalar reads one number.
func scalar(t testing.TB, db *DB, text string) int {
	t.Helper()
	var n sql.NullInt64
	check(t, db.read(t.Context(), func(s *session) error { return s.one(t.Context(), text, nil, &n) }))
	return int(n.Int64)
}
