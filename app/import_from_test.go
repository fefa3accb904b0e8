package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/opml"
	"tidings/storage"
	"tidings/storage/readers"
)

// newsboat is a home with a database of Newsboat in it: articles of feeds, by their addresses.
func newsboat(tb testing.TB, urls string, articles ...[]any) (home string) {
	tb.Helper()
	home = tb.TempDir()
	dir := filepath.Join(home, ".newsboat")
	if err := os.Mkdir(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "urls"), []byte(urls), 0o600); err != nil {
		tb.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "cache.db"))
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	run := func(text string, args ...any) {
		if _, err := tx.Exec(text, args...); err != nil {
			tb.Fatal(err)
		}
	}
	run(`CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL)`)
	run(`CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL DEFAULT '', url VARCHAR(1024) NOT NULL,
		feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0)`)
	for _, a := range articles {
		run(`INSERT INTO rss_item (feedurl, guid, title, url, pubDate, content, unread, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, a...)
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	return home
}

func homes(home string) *Homes {
	return &Homes{Home: home, Data: filepath.Join(home, "data"), Config: filepath.Join(home, "config"), System: "linux"}
}

// TestWhatAnotherReaderKeptComesAlong imports, refreshes from the real server, and undoes.
func TestWhatAnotherReaderKeptComesAlong(t *testing.T) {
	site := newPages(t)
	site.feed("/quay", "The Quay Courier", item("ferry", "Ferry", "The ferry sails.", 1), item("crane", "Crane", "The crane stands.", 2))
	site.feed("/here", "Here", item("tide", "Tide", "The tide comes.", 3))
	old := time.Now().Add(-2 * time.Hour).Unix()
	quay := site.URL + "/quay"
	home := newsboat(t, fmt.Sprintf("%s Sea \"~My quay\"\n%s/here\n\"query:Ferries:title # \\\"ferry\\\"\"\n", quay, site.URL),
		[]any{quay, "ferry", "Ferry", site.URL + "/articles/ferry", time.Now().Add(-time.Hour).Unix(), "The ferry sails.", 0, ""},
		[]any{quay, "crane", "Crane", site.URL + "/articles/crane", old, "The crane stands. <script>x()</script>", 1, "s"},
		[]any{quay, "long ago", "Fish &amp; chips", site.URL + "/articles/long", 1200000000, "<p>Fish was landed.</p>", 0, "s"},
		[]any{site.URL + "/here", "tide", "Tide", site.URL + "/articles/tide", time.Now().Add(-3 * time.Hour).Unix(), "The tide comes.", 0, "s"})
	core := openCore(t, Config{Fetch: impatient, Keyring: newRing(), Homes: homes(home)})
	here := subscribe(t, core, site.URL+"/here")
	refresh(t, core, Selection{Feed: here})
	asked := site.total()

	found := core.OtherReaders()
	if len(found) != 1 || found[0].Name() != "Newsboat" {
		t.Fatalf("%+v", found)
	}
	plan, err := core.PreviewFrom(t.Context(), found[0], false, nil)
	if err != nil {
		t.Fatal(err)
	}
	if articles, unread, starred := plan.Total(); articles != 4 || unread != 1 || starred != 3 || len(plan.Feeds) != 2 || plan.Feeds[1].Known != here || len(plan.Searches) != 1 {
		t.Errorf("%+v", plan)
	}
	var told []int
	sum, err := core.ImportFrom(t.Context(), found[0], nil, func(n, of int) { told = append(told, n*10+of) })
	if err != nil {
		t.Fatal(err)
	}
	want := Imported{Added: 1, Existing: 1, Articles: 3, Read: 1, Starred: 1, Searches: 1}
	if fmt.Sprint(sum) != fmt.Sprint(want) || len(told) != 2 || told[1] != 44 {
		t.Errorf("%+v, told %v", sum, told)
	}
	if site.total() != asked {
		t.Errorf("%d requests were made", site.total()-asked)
	}
	titles := map[string]feeds.Article{}
	for _, a := range listed(t, core, feeds.Scope{}) {
		titles[a.Title] = a
	}
	if a := titles["Fish & chips"]; !a.Status.Read || !a.Status.Starred || a.Date().Unix() != 1200000000 || a.Lead != "Fish was landed." {
		t.Errorf("%+v", a)
	}
	if a := titles["Tide"]; !a.Status.Read || !a.Status.Starred {
		t.Errorf("%+v", a)
	}

	again, err := core.ImportFrom(t.Context(), found[0], nil, nil)
	if err != nil || again.Any() {
		t.Errorf("a second import: %+v, %v", again, err)
	}
	sum2 := refresh(t, core, Selection{})
	if sum2.New != 0 {
		t.Errorf("a refresh brought %+v", sum2)
	}
	unread := listed(t, core, feeds.Scope{UnreadOnly: true})
	if len(unread) != 1 || unread[0].Title != "Crane" || unread[0].Changed {
		t.Errorf("unread after the refresh: %+v", unread)
	}
	if got := listed(t, core, feeds.Scope{Text: "landed"}); len(got) != 1 {
		t.Errorf("it is not found: %+v", got)
	}
	what, err := core.Undo(t.Context())
	if err != nil || what != "Imported 1 subscription, 3 articles and 1 saved search; 2 marks taken over for what was here from Newsboat" {
		t.Errorf("%q, %v", what, err)
	}
	left := listed(t, core, feeds.Scope{})
	if len(left) != 1 || left[0].Title != "Tide" || left[0].Status.Read || left[0].Status.Starred {
		t.Errorf("%+v", left)
	}
	if list, _ := core.Feeds(t.Context()); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestAnImportTakesWhatWasChosenAndCanBeStopped(t *testing.T) {
	var articles [][]any
	for i := range 620 {
		articles = append(articles, []any{"https://quay.example/feed", fmt.Sprint("g", i), fmt.Sprint("Number ", i), fmt.Sprint("https://quay.example/", i), 1700000000 + i, "Text.", i % 2, ""})
	}
	home := newsboat(t, "https://quay.example/feed\nhttps://other.example/feed\n", articles...)
	core := openCore(t, Config{Homes: homes(home)})
	o := core.OtherReaders()[0]
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	sum, err := core.ImportFrom(ctx, o, map[string]bool{"https://other.example/feed": true}, func(n, of int) { stop() })
	if !errors.Is(err, context.Canceled) || sum.Articles != 500 || sum.Added != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	what, err := core.Undo(t.Context())
	if err != nil || what != "Imported 1 subscription and 500 articles from Newsboat" {
		t.Errorf("%q, %v", what, err)
	}
	if list := listed(t, core, feeds.Scope{}); len(list) != 0 {
		t.Errorf("%d articles are left", len(list))
	}
	if sum, err = core.ImportFrom(t.Context(), o, nil, nil); err != nil || sum.Articles != 620 || sum.Added != 2 {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestWhatIsNoReaderIsSaidToBeNone(t *testing.T) {
	core := openCore(t, Config{Homes: &Homes{}})
	dir := t.TempDir()
	text := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(text, []byte("Dear reader,"), 0o600); err != nil {
		t.Fatal(err)
	}
	o, err := core.OriginAt(t.Context(), text)
	if err != nil || !o.IsList() {
		t.Fatalf("%+v, %v", o, err)
	}
	if _, err := core.ImportFrom(t.Context(), o, nil, nil); !errors.Is(err, opml.ErrNotOPML) {
		t.Error(err)
	}
	if _, err := core.OriginAt(t.Context(), dir); !errors.Is(err, readers.ErrUnknown) || !strings.Contains(Explain(err), "neither") {
		t.Error(err)
	}
	bad := Origin{readers.Place{Kind: readers.Liferea, Path: text}}
	if _, err := core.PreviewFrom(t.Context(), bad, false, nil); !errors.Is(err, readers.ErrUnknown) {
		t.Error(err)
	}
	if Explain(storage.ErrImportUndone) == "" || len(core.OtherReaders()) != 0 {
		t.Error("something is found where nothing is")
	}
	list := filepath.Join(dir, "list.opml")
	if err := os.WriteFile(list, []byte(`<opml><body><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="https://b.example/f"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	if o, err = core.OriginAt(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	sum, err := core.ImportFrom(t.Context(), o, map[string]bool{"https://b.example/f": true}, nil)
	if err != nil || sum.Added != 1 || sum.Said() != "Imported 1 subscription" {
		t.Errorf("%+v, %v", sum, err)
	}
}

// BenchmarkImportFrom imports articles of 300 words from another reader.
func BenchmarkImportFrom(b *testing.B) {
	const total = 20_000
	text := "<p>" + strings.Repeat("Words of an article about the harbour and its ferries. ", 30) + "</p>"
	var articles [][]any
	for i := range total {
		feed := fmt.Sprintf("https://f%d.example/feed", i%100)
		articles = append(articles, []any{feed, fmt.Sprint("g", i), fmt.Sprint("Number ", i), fmt.Sprintf("https://f%d.example/%d", i%100, i), 1600000000 + 600*i, fmt.Sprint(text, i), i % 2, ""})
	}
	var urls strings.Builder
	for i := range 100 {
		fmt.Fprintf(&urls, "https://f%d.example/feed\n", i)
	}
	home := newsboat(b, urls.String(), articles...)
	var used time.Duration // of the processors, which others may use too
	for b.Loop() {
		core := openCore(b, Config{Homes: homes(home)})
		before := cpu()
		if sum, err := core.ImportFrom(b.Context(), core.OtherReaders()[0], nil, nil); err != nil || sum.Articles != total {
			b.Fatalf("%+v, %v", sum, err)
		}
		used += cpu() - before
	}
	b.ReportMetric(float64(total*b.N)/used.Seconds(), "articles/cpu-s")
	b.ReportMetric(float64(total*b.N)/b.Elapsed().Seconds(), "articles/s")
}
