package storage

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/feeds/query"
)

// Twins are a store whose articles are also there to be matched one by one.
type twins struct {
	db       *DB
	subjects []*query.Subject // newest first
}

// Words of the articles of twins, in several scripts.
var shelfWords = strings.Fields("flood dam harbour Đà Nẵng straße 東京港口 罷工 서울에서 élection elections c++ 2026 ชาวโลก القاهرة covid-19")

func newTwins(t testing.TB) twins {
	t.Helper()
	db := openNew(t)
	asia, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	ports, err := db.AddFolder(t.Context(), asia, "Ports of call")
	check(t, err)
	sh := twins{db: db}
	r := rand.New(rand.NewPCG(1, 2))
	some := func(n int) string {
		var out []string
		for range r.IntN(n) {
			out = append(out, shelfWords[r.IntN(len(shelfWords))])
		}
		return strings.Join(out, " ")
	}
	notes := map[feeds.ArticleID]string{}
	texts := map[feeds.ArticleID]string{}
	var ids []feeds.ArticleID
	names := map[feeds.FeedID]*query.Subject{}
	for i, f := range []struct {
		name    string
		folder  feeds.FolderID
		folders []string
	}{{"Orbit Wire", 0, nil}, {"Delta Courier", asia, []string{"Asia"}}, {"Báo Cảng", ports, []string{"Ports of call", "Asia"}}} {
		feed := addFeed(t, db, fmt.Sprint("feed", i), f.folder)
		stored, err := db.Feed(t.Context(), feed)
		check(t, err)
		stored.OwnTitle = f.name
		check(t, db.UpdateFeed(t.Context(), stored))
		names[feed] = &query.Subject{Feed: f.name, Folders: f.folders}
		for j := range 25 {
			e := entry(fmt.Sprint(i, "-", j, []string{"/World", "/sport", ""}[r.IntN(3)]), r.IntN(60*24*80))
			e.Title, e.Words = some(6), r.IntN(240)
			e.Authors = []feeds.Author{{Name: some(3)}, {Name: some(2)}}
			e.Language = []string{"en", "vi", "zh-Hant", "zh"}[r.IntN(4)]
			if r.IntN(3) == 0 {
				e.Image = "https://a.example/1.jpg"
			}
			if r.IntN(3) == 0 {
				e.Enclosures = []feeds.Enclosure{{URL: "https://a.example/1.mp3", Type: []string{"audio/mpeg", "video/mp4"}[r.IntN(2)]}}
			}
			if r.IntN(4) == 0 {
				e.Link = ""
			}
			body := feeds.Body{Text: some(20) + "\n" + some(20)}
			saved, err := db.SaveFetch(t.Context(), Fetched{Feed: feed, Received: noon, Articles: []Incoming{{Entry: e, Body: body}}})
			check(t, err)
			id := saved.New[0]
			ids = append(ids, id)
			if r.IntN(4) == 0 {
				check(t, db.SaveFullText(t.Context(), id, "<p>x</p>", body.Text, e.Words, ""))
			}
			texts[id] = body.Text
			if r.IntN(4) == 0 {
				notes[id] = some(5) + " mine"
			}
			sh.mark(t, r, id, notes[id])
			a, err := db.Article(t.Context(), id)
			check(t, err)
			check(t, db.SaveDerived(t.Context(), []feeds.Derived{{Article: id, Version: 1, Language: e.Language, Story: feeds.StoryID(id / 3),
				Topics: pickTopics(r), Index: IndexText(a, body.Text)}}))
		}
	}
	list, err := db.ArticlesByID(t.Context(), ids)
	check(t, err)
	slices.SortFunc(list, func(a, b feeds.Article) int { return cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID)) })
	for _, a := range list {
		s := *names[a.Feed]
		s.Article, s.Text, s.Note = a, texts[a.ID], notes[a.ID]
		sh.subjects = append(sh.subjects, &s)
	}
	return sh
}

// mark does with an article what the reader and the publisher may do.
func (sh twins) mark(t testing.TB, r *rand.Rand, id feeds.ArticleID, note string) {
	yes, ids := true, []feeds.ArticleID{id}
	for _, c := range []Change{{Read: &yes}, {Starred: &yes}, {Later: &yes}} {
		if r.IntN(3) == 0 {
			check(t, sh.db.SetStatus(t.Context(), ids, c))
		}
	}
	check(t, sh.db.write(t.Context(), func(s *session) error {
		if note != "" {
			if err := s.exec("INSERT INTO notes VALUES (?, ?, 0)", id, note); err != nil {
				return err
			}
		}
		return s.exec("UPDATE articles SET noted = ?, changed = ?, kept = ?, pictures = ?, muted = IIF(read, ?, 0) WHERE id = ?", note != "", r.IntN(4) == 0, r.IntN(4) == 0, r.IntN(4), r.IntN(4)/2, id)
	}))
}

// disagree says where the store and query.Match find different articles.
func (sh twins) disagree(t testing.TB, text string) (message string, found int) {
	t.Helper()
	expr, err := query.Parse(text, noon)
	check(t, err)
	var want []feeds.ArticleID
	shown := sh.showsMuted(t, text)
	for _, s := range sh.subjects {
		if query.Match(expr, s) && (shown || !s.Article.Muted) {
			want = append(want, s.Article.ID)
		}
	}
	for _, order := range []feeds.Order{feeds.Newest, feeds.Oldest, feeds.Relevance} {
		got := sh.ids(t, feeds.Scope{Text: text, Order: order})
		if order == feeds.Oldest {
			slices.Reverse(got)
		}
		if order == feeds.Relevance {
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			return fmt.Sprintf("%s (order %d): found %v, matched %v", text, order, got, want), len(want)
		}
	}
	return "", len(want)
}

// showsMuted reports whether a search is of a kind that finds what is muted: it speaks of
// that, or asks for what the reader put aside or for one story.
func (sh twins) showsMuted(t testing.TB, text string) bool {
	t.Helper()
	shows := false
	check(t, sh.db.read(t.Context(), func(s *session) error {
		p, err := sh.db.plan(t.Context(), s, feeds.Scope{Text: text})
		if err == nil {
			shows = !slices.Contains(p.where, "a.muted = 0")
		}
		return err
	}))
	return shows
}

func (sh twins) ids(t testing.TB, in feeds.Scope) (out []feeds.ArticleID) {
	t.Helper()
	var after feeds.Cursor
	for {
		page, err := sh.db.Articles(t.Context(), in, after, 7)
		check(t, err)
		for _, a := range page.Articles {
			out = append(out, a.ID)
		}
		if !page.More {
			return out
		}
		after = page.Next
	}
}

// conditionsOfEachKind has every field and value of the language.
var conditionsOfEachKind = []string{
	"flood", "da nang", `"đà nẵng"`, "elect*", "東京", "罷", "서울", "strasse", "โลก", "covid-19", "mine",
	"title:flood", "author:dam", `author:"nang flood"`, "text:harbour", "note:mine", "note:flood", "title:elect*", "title:(dam OR flood)",
	"from:orbit", `from:"bao cang"`, "from:delta", "from:nothing", "folder:asia", `folder:"ports of"`, "folder:nothing",
	"topic:world", "topic:politics", "topic:sport", "story:4", "story:5", "lang:en", "lang:zh", "lang:zh-hant",
	"is:unread", "is:read", "is:starred", "is:later", "is:changed", "is:offline", "is:noted", "is:kept", "is:muted",
	"has:image", "has:audio", "has:fulltext", "has:note",
	"since:2026-02-10", "since:30d", "since:last-month", "before:2026-01", "before:this-month", "on:2026-02", "on:2026-01-15", "on:last-week",
	"words:>120", "words:<=60", "words:60..120", "url:/WORLD", "url:news.example", "url:nowhere",
	"re:/dam|har.our/", `re:/^flood/`, "re:/(?-i)Đà/", `re:/C\+\+/i`, `re:/mine/`, "re:/京港/",
}

func TestTheStoreAndMatchAgreeOnEveryCondition(t *testing.T) {
	sh := newTwins(t)
	some := 0
	for _, text := range conditionsOfEachKind {
		for _, text := range []string{text, "-" + text} {
			message, n := sh.disagree(t, text)
			if message != "" {
				t.Error(message)
			}
			if n > 0 && n < len(sh.subjects) {
				some++
			}
		}
	}
	if some < len(conditionsOfEachKind)*3/2 {
		t.Errorf("only %d conditions tell articles apart", some)
	}
}

func TestTheStoreAndMatchAgreeOnWhatIsPutTogether(t *testing.T) {
	sh := newTwins(t)
	r := rand.New(rand.NewPCG(3, 4))
	var build func(depth int) string
	build = func(depth int) string {
		if depth == 0 || r.IntN(3) == 0 {
			return conditionsOfEachKind[r.IntN(len(conditionsOfEachKind))]
		}
		var parts []string
		for range 2 + r.IntN(2) {
			parts = append(parts, []string{"", "", "-"}[r.IntN(3)]+build(depth-1))
		}
		return "(" + strings.Join(parts, []string{" ", " OR "}[r.IntN(2)]) + ")"
	}
	for range 150 {
		if message, _ := sh.disagree(t, build(3)); message != "" {
			t.Fatal(message)
		}
	}
}

// What marks few articles is walked by the index of the marks.
func TestMarksWalkTheirIndex(t *testing.T) {
	sh := newTwins(t)
	l := library{db: sh.db}
	for text, want := range map[string]string{
		"is:noted": "articles_noted", "has:note lang:en": "articles_noted", "is:changed is:unread": "articles_changed",
		"is:kept from:orbit": "articles_kept", "is:kept folder:asia is:noted": "articles_",
		"re:/flood/": "articles_date",
	} {
		lines := strings.Join(l.explain(t, feeds.Scope{Text: text}), "\n")
		if !strings.Contains(lines, "INDEX "+want) || strings.Contains(lines, "TEMP B-TREE") {
			t.Errorf("%s: %s", text, lines)
		}
	}
}

// Marking by a search that no index answers reaches just what the list shows.
func TestASearchOfEveryKindIsAlsoAPlaceToAct(t *testing.T) {
	sh := newTwins(t)
	for _, text := range []string{"is:noted re:/flood/", "is:kept -is:changed", "re:/dam/ harbour"} {
		in := feeds.Scope{Text: text, UnreadOnly: true}
		want := len(sh.ids(t, in))
		n, err := sh.db.MarkAllRead(t.Context(), in, 0)
		check(t, err)
		if n != want || len(sh.ids(t, in)) != 0 {
			t.Errorf("%s: %d of %d are read, %d are left", text, n, want, len(sh.ids(t, in)))
		}
	}
}

// What a regular expression by itself costs: it unpacks one text after another.
func BenchmarkPattern(b *testing.B) {
	db := openNew(b)
	feed := addFeed(b, db, "harbour", 0)
	f := Fetched{Feed: feed, Received: noon}
	const n = 2000
	for i := range n {
		text := strings.Repeat(fmt.Sprint("The harbour of Delta was closed on day ", i, ". "), 60)
		f.Articles = append(f.Articles, Incoming{Entry: entry(fmt.Sprint(i), i), Body: feeds.Body{HTML: "<p>" + text + "</p>", Text: text}})
	}
	_, err := db.SaveFetch(b.Context(), f)
	check(b, err)
	b.ReportAllocs()
	for b.Loop() {
		page, err := db.Articles(b.Context(), feeds.Scope{Text: `re:/harbor \d+/`}, feeds.Cursor{}, 50)
		check(b, err)
		if len(page.Articles) != 0 {
			b.Fatal(len(page.Articles))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/article")
}
