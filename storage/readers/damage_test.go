package readers

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// large is a Newsboat database of many pages.
func large(t testing.TB, articles int) string {
	t.Helper()
	path := newsboat(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for i := range articles {
		_, err := tx.Exec(`INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags) VALUES (?, ?, '', ?, 'https://quay.example/feed', ?, ?, ?, '')`,
			fmt.Sprint("g", i), fmt.Sprint("Number ", i), fmt.Sprint("https://quay.example/", i), 1700000000+i, strings.Repeat("Words of the article. ", 60), i%2)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads everything and returns how many articles came.
func read(t *testing.T, p Place) (n int, lost int, err error) {
	l, err := Open(t.Context(), p)
	if err != nil {
		return 0, 0, err
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	for i := range l.Feeds {
		if err := l.Articles(t.Context(), i, func(Article) error { n++; return nil }); err != nil {
			return n, l.Lost, err
		}
	}
	return n, l.Lost, nil
}

func TestOfADamagedFileIsReadWhatCanBe(t *testing.T) {
	const articles = 600
	path := large(t, articles)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(6, 4))
	most := 0
	for round := range 40 {
		broken := append([]byte(nil), whole...)
		switch round % 3 {
		case 0: // a page of noise, not the first
			at := 4096 * (1 + r.IntN(len(broken)/4096-1))
			for i := range 4096 {
				broken[at+i] = byte(r.Uint32())
			}
		case 1: // cut off
			broken = broken[:r.IntN(len(broken))]
		case 2: // bytes anywhere
			for range 30 {
				broken[r.IntN(len(broken))] ^= byte(1 + r.IntN(255))
			}
		}
		file := write(t, filepath.Join(t.TempDir(), "cache.db"), string(broken))
		n, lost, err := read(t, Place{Kind: Newsboat, Path: file})
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrUnknown) {
			t.Fatalf("round %d: %v", round, err)
		}
		if round%3 == 0 && err == nil {
			most = max(most, n)
			if n+lost < articles/4 {
				t.Logf("round %d: %d read, %d lost", round, n, lost)
			}
		}
	}
	if most < articles/2 {
		t.Errorf("of a file with one bad page %d of %d articles at most were read", most, articles)
	}
}

func TestWhatBelongsToNoReaderIsRefused(t *testing.T) {
	dir := t.TempDir()
	for name, path := range map[string]string{
		"text":            write(t, filepath.Join(dir, "a.db"), "Dear reader,"),
		"empty":           write(t, filepath.Join(dir, "b.db"), ""),
		"another":         made(t, "c.db", "CREATE TABLE cakes (id INTEGER)"),
		"a folder":        dir,
		"a view":          made(t, "d.db", "CREATE VIEW rss_item AS SELECT 1 AS guid, 2 AS feedurl, 3 AS unread", "CREATE TABLE rss_feed (rssurl, title)"),
		"only the header": write(t, filepath.Join(dir, "e.db"), string(magic)),
	} {
		for _, k := range Kinds {
			if _, _, err := read(t, Place{Kind: k, Path: path}); err == nil {
				t.Errorf("%s was read as %s", name, k)
			}
		}
		if name == "a view" {
			continue
		}
		if p, err := Recognise(t.Context(), path); err == nil {
			t.Errorf("%s was taken for %+v", name, p)
		}
	}
	if _, err := Recognise(t.Context(), filepath.Join(dir, "nothing")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestAFileIsReadWhileItsProgramWritesAndStaysAsItIs(t *testing.T) {
	path := newsboat(t)
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, s := range []string{
		`INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES ('w', 'In the log', '', '', 'https://quay.example/feed', 1700000000, '', 1)`,
		"BEGIN IMMEDIATE", // it writes just now
		`INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES ('v', 'Not yet', '', '', 'https://quay.example/feed', 1700000000, '', 1)`,
	} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	before := files(t, filepath.Dir(path))
	l := opened(t, Place{Kind: Newsboat, Path: path})
	list := all(t, l)
	if _, ok := list["In the log"]; !ok {
		t.Errorf("what stands in the log is missing: %v", list)
	}
	if _, ok := list["Not yet"]; ok {
		t.Error("what is not committed was read")
	}
	if after := files(t, filepath.Dir(path)); after != before {
		t.Errorf("the files changed:\n%s\n%s", before, after)
	}
	if _, err := db.Exec("COMMIT"); err != nil {
		t.Errorf("the program was disturbed: %v", err)
	}
}

// files are the names and contents of a folder.
func files(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, e := range list {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintf("%s %d %x\n", e.Name(), len(b), b[:min(64, len(b))])
	}
	return text
}

func TestNoCopyIsLeftBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	l, err := Open(t.Context(), Place{Kind: QuiteRSS, Path: quiteRSS(t)})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Place{Kind: Liferea, Path: quiteRSS(t)}); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
	old := filepath.Join(dir, copyPrefix+"1")
	if err := os.Mkdir(old, 0o700); err != nil {
		t.Fatal(err)
	}
	sweep(dir, time.Now())
	if _, err := os.Stat(old); err != nil {
		t.Error("a copy in use was swept away")
	}
	sweep(dir, time.Now().Add(25*time.Hour))
	if list, _ := filepath.Glob(filepath.Join(dir, copyPrefix+"*")); len(list) != 0 {
		t.Errorf("left behind: %v", list)
	}
}

func TestHugeAndOddValuesAreBounded(t *testing.T) {
	path := newsboat(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(`INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES ('h', ?, x'ff00fe', 4711, 'https://quay.example/feed', 'soon', ?, 'what')`,
		strings.Repeat("long ", 1000), strings.Repeat("x", maxText+10))
	if err != nil {
		t.Fatal(err)
	}
	l := opened(t, Place{Kind: Newsboat, Path: path})
	found := false
	for title, a := range all(t, l) {
		if !strings.HasPrefix(title, "long long") {
			continue
		}
		found = true
		if len(a.Content) != maxText || len(title) > 2010 || !a.Published.IsZero() || !utf8.ValidString(a.Authors[0].Name) {
			t.Errorf("%d bytes, title of %d, %v, %q", len(a.Content), len(title), a.Published, a.Authors)
		}
	}
	if !found {
		t.Error("it is missing")
	}
}
