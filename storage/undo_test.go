package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// readerDoes is one thing by chance that the journal must be able to take back.
func (p *play) readerDoes() {
	ctx, t := p.t.Context(), p.t
	on, n := p.IntN(2) == 0, fmt.Sprint(p.IntN(4))
	feed, list := pick(p, p.feeds), p.some()
	scope := pick(p, []feeds.Scope{{}, {Text: "text of " + n}, {Feed: feed}, {Topics: []feeds.Topic{feeds.World}}, {UnreadOnly: true, Text: "title"}})
	absent := func(err error) { // by chance, it may not be there (any more)
		for _, ok := range []error{feeds.ErrNotFound, feeds.ErrExists, ErrFolderExists, ErrFolderLoop, ErrTopicTaken} {
			if errors.Is(err, ok) {
				return
			}
		}
		check(t, err)
	}
	switch p.IntN(41) {
	case 0:
		check(t, p.db.SetStatus(ctx, list, Change{Read: &on}))
	case 1:
		check(t, p.db.SetStatus(ctx, list, Change{Starred: &on, Later: &on}))
	case 2:
		_, err := p.db.MarkAllRead(ctx, scope, 0)
		check(t, err)
	case 3:
		check(t, p.db.DeleteArticles(ctx, list))
	case 4, 5:
		check(t, p.db.RestoreArticles(ctx, p.some()))
	case 6, 7:
		if len(p.ids) > 0 {
			absent(p.db.SetNote(ctx, pick(p, p.ids), pick(p, []string{"", "my note", "another note"})))
		}
	case 8:
		_, err := p.db.SaveSearch(ctx, feeds.Search{Name: "search " + n, Scope: scope})
		check(t, err)
	case 9:
		_, err := p.db.SaveSearch(ctx, feeds.Search{ID: feeds.SearchID(1 + p.IntN(4)), Name: "search " + n, Scope: scope, Position: p.IntN(3)})
		absent(err)
	case 10:
		absent(p.db.DeleteSearch(ctx, feeds.SearchID(1+p.IntN(4))))
	case 11:
		_, _, err := p.db.SaveRule(ctx, feeds.Rule{Name: "rule " + n, Scope: scope, Do: pick(p, feeds.Actions), Paused: on}, p.IntN(2) == 0)
		check(t, err)
	case 12:
		_, _, err := p.db.SaveRule(ctx, feeds.Rule{ID: feeds.RuleID(1 + p.IntN(4)), Name: "rule " + n, Scope: scope,
			Do: pick(p, feeds.Actions), Position: p.IntN(3)}, on)
		absent(err)
	case 13:
		absent(p.db.DeleteRule(ctx, feeds.RuleID(1+p.IntN(4))))
	case 14:
		check(t, p.db.SetKeep(ctx, feeds.Keep{Days: p.IntN(4), Articles: p.IntN(9)}))
	case 15:
		check(t, p.db.SetFeedKeep(ctx, feed, feeds.Keep{Articles: p.IntN(9) - 1}))
	case 16:
		absent(p.db.SetFolderKeep(ctx, feeds.FolderID(1+p.IntN(4)), feeds.Keep{Days: p.IntN(9) - 1}))
	case 17:
		absent(p.db.RemoveFeed(ctx, feed))
	case 18: // one that was removed comes back
		f, err := p.db.Feed(ctx, feed)
		check(t, err)
		_, err = p.db.AddFeed(ctx, feeds.Feed{URL: f.URL, Title: "again"})
		absent(err)
	case 19:
		if on {
			_, err := p.db.AddFolder(ctx, feeds.FolderID(p.IntN(3)), "folder "+n)
			absent(err)
		} else {
			absent(p.db.MoveFolder(ctx, feeds.FolderID(1+p.IntN(5)), feeds.FolderID(p.IntN(3)), p.IntN(3)))
		}
	case 20:
		absent(p.db.RemoveFolder(ctx, feeds.FolderID(1+p.IntN(4))))
	case 22:
		absent(p.db.SetFeedReady(ctx, feed, feeds.Ready(p.IntN(4))))
	case 23:
		absent(p.db.SetFolderReady(ctx, feeds.FolderID(1+p.IntN(4)), feeds.Ready(p.IntN(4))))
	case 24:
		check(t, p.db.SetReady(ctx, feeds.Ready(p.IntN(4))))
	case 25:
		absent(p.db.SetFeedRemote(ctx, feed, feeds.Remote(p.IntN(3))))
	case 26:
		check(t, p.db.SetRemote(ctx, feeds.Remote(p.IntN(3))))
	case 27, 28, 29, 30, 31, 32, 33, 34, 35, 36:
		p.readerSays(absent)
	case 37, 38, 39:
		p.readerPlaces(feed)
	case 40:
		absent(p.imports(feed, feeds.Status{Read: on, Starred: !on}))
	case 21:
		f, err := p.db.Feed(ctx, feed)
		check(t, err)
		f.OwnTitle, f.Paused = "own "+n, on
		f.Folder, f.Position = 0, p.IntN(3)
		if _, err := p.db.FeedByURL(ctx, f.URL); err == nil { // else it is removed
			check(t, p.db.UpdateFeed(ctx, f))
		}
	}
}

// readerPlaces changes by chance in which folders a feed stands.
func (p *play) readerPlaces(feed feeds.FeedID) {
	ctx, t := p.t.Context(), p.t
	folders, err := p.db.Folders(ctx)
	check(t, err)
	f, err := p.db.Feed(ctx, feed)
	check(t, err)
	if _, err := p.db.FeedByURL(ctx, f.URL); err != nil || len(folders) == 0 {
		return // it is removed, or there is no folder
	}
	in := pick(p, folders).ID
	switch p.IntN(4) {
	case 0, 1:
		f.Stand(in)
	case 2:
		f.Leave(pick(p, f.Stands()))
	case 3:
		f.MoveTo(in)
	}
	check(t, p.db.UpdateFeed(ctx, f))
}

// imports brings articles that are here and such that are not, in two transactions.
func (p *play) imports(feed feeds.FeedID, status feeds.Status) error {
	f, err := p.db.Feed(p.t.Context(), pick(p, p.feeds)) // it may be removed, and comes again
	check(p.t, err)
	b, err := p.db.BeginImport(p.t.Context(), "Imported", []Subscription{{Path: []PathFolder{{Name: "folder 1"}}, Feed: feeds.Feed{URL: f.URL}}}, nil)
	if err != nil {
		return err
	}
	for i, to := range []feeds.FeedID{feed, b.Feeds[0]} {
		var entries []feeds.Entry
		for _, id := range p.some() {
			a, err := p.db.Article(p.t.Context(), id)
			if errors.Is(err, feeds.ErrNotFound) {
				continue
			}
			check(p.t, err)
			entries = append(entries, feeds.Entry{Article: feeds.Article{GUID: a.GUID, Link: a.Link, Title: a.Title, Published: a.Published}})
		}
		entries = append(entries, entry(fmt.Sprint("brought ", i, p.IntN(5)), 10*i))
		if _, err := p.db.SaveBrought(p.t.Context(), &b.Import, "Imported", to, brought(p.t, p.db, to, status, entries...)); err != nil {
			return err
		}
	}
	return nil
}

// dump is what the reader sees and what is kept of it, as text.
func dump(t *testing.T, db *DB) string {
	t.Helper()
	var out strings.Builder
	check(t, db.read(t.Context(), func(s *session) error {
		for _, text := range []string{
			"SELECT 'article', id, feed, date, hash, read, starred, later, story, topics, scores, language, derived, noted, changed, kept, pictures, prepared, muted FROM articles ORDER BY id",
			"SELECT 'bin', id, feed, read, starred, later, story, topics, scores, noted, changed, kept, pictures, prepared, removed, unfeed, muted FROM bin ORDER BY id",
			"SELECT 'note', article, text FROM notes ORDER BY article",
			"SELECT 'noted', rowid FROM search WHERE search MATCH 'note : note' ORDER BY rowid",
			"SELECT 'head', id, title FROM heads ORDER BY id",
			"SELECT 'revision', article, title FROM revisions ORDER BY id",
			"SELECT 'story', id, first, last, articles, sources, independent FROM stories ORDER BY id",
			"SELECT 'search', id, name, scope FROM searches ORDER BY position, id",
			"SELECT 'rule', id, name, scope, does, paused FROM rules ORDER BY position, id",
			"SELECT 'own topic', id, name, kind, spellings, search, examples, unlike FROM own_topics ORDER BY position, id",
			"SELECT 'bit', id, bit FROM own_topics ORDER BY id",
			"SELECT 'index', name FROM sqlite_schema WHERE name LIKE 'articles_topic%' ORDER BY name",
			"SELECT 'topics said', article, scores FROM topic_corrections ORDER BY article",
			"SELECT 'mute', id, name, scope, unless, sources, until FROM mutes ORDER BY id",
			"SELECT 'muted', article, mute FROM muted ORDER BY article, mute",
			"SELECT 'stories said', id, kind, a, b FROM story_corrections ORDER BY id",
			"SELECT 'placed', article, score, why, copy_of FROM derived ORDER BY article",
			"SELECT 'followed', story, since, seen, told, quiet FROM followed ORDER BY story",
			"SELECT 'folder', id, parent, name, keep_days, keep_articles, ready FROM folders ORDER BY parent, position, id",
			"SELECT 'feed', id, folder, url, own_title, paused, keep_days, keep_articles, ready, remote, unread, total FROM feeds WHERE removed = 0 ORDER BY folder, position, id",
			"SELECT 'further', feed, folder FROM further ORDER BY feed, place",
			"SELECT 'removed', id, own_title, keep_days, keep_articles, ready, remote, unread, total FROM feeds WHERE removed > 0 ORDER BY id",
			"SELECT 'counter', name, value FROM counters WHERE name <> 'articles'", // that one is the last ID
			"SELECT 'choice', key, value FROM settings WHERE key IN ('ready', 'remote pictures') ORDER BY key",
		} {
			if err := dumpRows(t, s, text, &out); err != nil {
				return err
			}
		}
		k, err := s.keep(t.Context())
		fmt.Fprintln(&out, "keep", k, err)
		return nil
	}))
	return out.String()
}

func dumpRows(t *testing.T, s *session, text string, out *strings.Builder) error {
	st, err := s.stmt(text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(t.Context())
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		fmt.Fprintln(out, row...)
	}
	return rows.Err()
}

// difference is the lines that one of two dumps has and the other has not.
func difference(a, b string) string {
	var out []string
	la, lb := strings.Split(a, "\n"), strings.Split(b, "\n")
	for _, x := range la {
		if !slices.Contains(lb, x) {
			out = append(out, "- "+x)
		}
	}
	for _, x := range lb {
		if !slices.Contains(la, x) {
			out = append(out, "+ "+x)
		}
	}
	if len(out) == 0 && a != b {
		return "in another order:\n" + a + "\n\n" + b
	}
	return strings.Join(out, "\n")
}

// Whatever the reader did, in whatever order, each Undo leads to exactly what was
// before, also after restarts.
func TestEverythingIsTakenBackExactly(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tidings.db")
			p := newPlayOn(t, openFile(t, path), seed)
			p.stock()
			steps := func() int {
				list, err := p.db.History(t.Context(), maxSteps)
				check(t, err)
				return len(list)
			}
			restart := func() {
				check(t, p.db.Close())
				p.db = openFile(t, path)
			}
			began := steps()
			before := map[int]string{began: dump(t, p.db)} // by number of steps
			var what []string
			for range 60 {
				p.readerDoes()
				n := steps()
				if before[n] == "" {
					before[n] = dump(t, p.db)
				}
				if p.IntN(20) == 0 {
					restart()
				}
			}
			countsAreTrue(t, p.db)
			for n := steps(); n > began; n-- {
				done, err := p.db.Undo(t.Context())
				check(t, err)
				what = append(what, done)
				if got := dump(t, p.db); got != before[n-1] {
					t.Fatalf("taking back %q leaves, after %q:\n%s", done, what, difference(before[n-1], got))
				}
				if p.IntN(10) == 0 {
					restart()
				}
			}
			if len(what) < 20 {
				t.Errorf("only %d steps", len(what))
			}
			countsAreTrue(t, p.db)
			check(t, p.db.Check(t.Context()))
		})
	}
}

// stock fills a play with folders, feeds and articles.
func (p *play) stock() {
	for i := range 4 {
		id, err := p.db.AddFolder(p.t.Context(), feeds.FolderID(i/2), fmt.Sprint("folder ", i))
		check(p.t, err)
		p.folders = append(p.folders, id)
		p.addFeed()
	}
	for i, feed := range p.feeds {
		var entries []feeds.Entry
		for j := range 8 {
			entries = append(entries, entry(fmt.Sprint(i, "-", j), p.IntN(5000)))
		}
		ids := fetch(p.t, p.db, feed, entries...).New
		derive(p.t, p.db, feeds.StoryID(ids[0]), []feeds.Topic{feeds.World}, ids[:4]...)
		derive(p.t, p.db, 0, []feeds.Topic{feeds.Sport}, ids[4:]...)
		p.ids = append(p.ids, ids...)
	}
}

// Tidy is no step; what it took comes back when the reader takes back what let it.
func TestUndoBringsBackWhatWasTidiedAwayMeanwhile(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 60*24*9), entry("two", 60*24*8), entry("three", 1)).New
	check(t, db.SetKeep(t.Context(), feeds.Keep{Days: 7}))
	check(t, db.SetNote(t.Context(), ids[1], "to be remembered"))
	yes, no := true, false
	check(t, db.SetStatus(t.Context(), ids, Change{Starred: &yes}))
	before := dump(t, db)
	_, err := db.MarkAllRead(t.Context(), feeds.Scope{}, 0)
	check(t, err)
	check(t, db.SetStatus(t.Context(), ids, Change{Starred: &no}))
	check(t, db.SetNote(t.Context(), ids[1], ""))
	n, err := db.Tidy(t.Context())
	check(t, err)
	if n != 2 {
		t.Fatalf("%d were tidied away", n)
	}
	undo(t, db, "Removed the note about “Title two”")
	undo(t, db, "Removed the star of 3 articles")
	undo(t, db, "Marked 3 articles as read")
	if got := dump(t, db); got != before {
		t.Error(difference(before, got))
	}
	countsAreTrue(t, db)
}

func TestAnUndoOfWhatIsGoneSaysSoAndTheNextGoesOn(t *testing.T) {
	db := openNew(t)
	now := noon
	db.now = func() time.Time { return now }
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2), entry("three", 3)).New
	yes := true
	check(t, db.SetNote(t.Context(), ids[2], "mine"))
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Starred: &yes}))
	check(t, db.SetNote(t.Context(), ids[0], "gone soon"))
	check(t, db.SetStatus(t.Context(), ids[:2], Change{Read: &yes}))
	check(t, db.DeleteArticles(t.Context(), ids[:1]))
	n, err := db.ClearBin(t.Context())
	check(t, err)
	if n != 1 {
		t.Errorf("%d destroyed", n)
	}
	undo(t, db, "Marked 2 articles as read") // of which one is left; the deletion is forgotten
	for range 2 {
		if what, err := db.Undo(t.Context()); !errors.Is(err, ErrGone) || what != "" {
			t.Errorf("%q, %v", what, err)
		}
	}
	undo(t, db, "Wrote a note about “Title three”")
	countsAreTrue(t, db)
}

func TestARemovedFeedComesBackToItsPlaceWithItsSettings(t *testing.T) {
	db := openNew(t)
	addFeed(t, db, "a", 0)
	c := addFeed(t, db, "c", 0)
	b := addFeed(t, db, "b", 0)
	f, err := db.Feed(t.Context(), b)
	check(t, err)
	f.Position, f.OwnTitle, f.Keep = 1, "my b", feeds.Keep{Days: 30}
	check(t, db.UpdateFeed(t.Context(), f))
	is(t, sidebar(t, db), "a", "my b", "c")
	check(t, db.RemoveFeed(t.Context(), b))
	f, err = db.Feed(t.Context(), c)
	check(t, err)
	f.Position = 0
	check(t, db.UpdateFeed(t.Context(), f))
	undo(t, db, "Moved “c”")
	undo(t, db, "Unsubscribed from “my b”")
	is(t, sidebar(t, db), "a", "my b", "c")

	check(t, db.RemoveFeed(t.Context(), b))
	again, err := db.AddFeed(t.Context(), feeds.Feed{URL: f.URL})
	if !errors.Is(err, feeds.ErrExists) || again != c {
		t.Errorf("%v, %v", again, err)
	}
	again = addFeed(t, db, "b", 0)
	if f, err = db.Feed(t.Context(), again); err != nil || again != b || f.OwnTitle != "my b" || f.Keep.Days != 30 {
		t.Errorf("%+v, %v", f, err)
	}
	undo(t, db, "Subscribed to “b”")
	undo(t, db, "Unsubscribed from “my b”")
	is(t, sidebar(t, db), "a", "my b", "c")
}
