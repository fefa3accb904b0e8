package storage

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// A library is a store with known content.
type library struct {
	db       *DB
	articles []feeds.Article // as the store gives them back
	feeds    []feeds.FeedID
	inFolder map[feeds.FeedID]bool
	folder   feeds.FolderID
}

// newLibrary has 300 articles of five feeds, three of them in a folder, with all
// that scopes ask for spread over them, and many of the same date.
func newLibrary(t testing.TB) library {
	t.Helper()
	l := library{db: openNew(t), inFolder: map[feeds.FeedID]bool{}}
	var err error
	l.folder, err = l.db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	inner, err := l.db.AddFolder(t.Context(), l.folder, "Ports")
	check(t, err)
	for i, folder := range []feeds.FolderID{0, l.folder, l.folder, inner, 0} {
		id := addFeed(t, l.db, fmt.Sprint("feed", i), folder)
		l.feeds = append(l.feeds, id)
		l.inFolder[id] = folder != 0
	}
	r := rand.New(rand.NewPCG(5, 6))
	var list []Fetched
	for i := range 300 {
		name := fmt.Sprintf("%03d", i)
		if i%5 == 0 {
			name += " tide"
		}
		list = append(list, Fetched{Feed: l.feeds[r.IntN(5)], Received: noon,
			Articles: []Incoming{{Entry: entry(name, 30*r.IntN(100))}}})
	}
	saved, err := l.db.SaveFetches(t.Context(), list)
	check(t, err)
	var ids []feeds.ArticleID
	var derived []feeds.Derived
	var marked [3][]feeds.ArticleID
	for i, s := range saved {
		id := s.New[0]
		ids = append(ids, id)
		if i%7 != 0 {
			d := feeds.Derived{Article: id, Version: 1, Story: feeds.StoryID(ids[i/4*4]), Topics: pickTopics(r),
				Index: feeds.IndexText{Title: language.Fold(list[i].Articles[0].Entry.Title)}}
			derived = append(derived, d)
		}
		for j := range marked {
			if r.IntN(2+j*4) == 0 {
				marked[j] = append(marked[j], id)
			}
		}
	}
	check(t, l.db.SaveDerived(t.Context(), derived))
	yes := true
	for j, c := range []Change{{Read: &yes}, {Starred: &yes}, {Later: &yes}} {
		check(t, l.db.SetStatus(t.Context(), marked[j], c))
	}
	l.articles, err = l.db.ArticlesByID(t.Context(), ids)
	check(t, err)
	if len(l.articles) != 300 {
		t.Fatalf("%d articles", len(l.articles))
	}
	return l
}

func pickTopics(r *rand.Rand) []feeds.TopicScore {
	var out []feeds.TopicScore
	for _, i := range r.Perm(4)[:r.IntN(3)] {
		out = append(out, feeds.TopicScore{Topic: feeds.Topics[i], Score: 0.5})
	}
	return out
}

// has tells by itself whether an article is in scope. Articles without topics were
// not derived and cannot be found by their words.
func (l library) has(in feeds.Scope, a feeds.Article, indexed bool) bool {
	topic := func(list []feeds.Topic) bool {
		return slices.ContainsFunc(a.Topics, func(x feeds.TopicScore) bool { return slices.Contains(list, x.Topic) })
	}
	return (in.Feed == 0 || a.Feed == in.Feed) && (in.Folder == 0 || l.inFolder[a.Feed]) &&
		(len(in.Topics) == 0 || topic(in.Topics)) && !topic(in.Without) && (in.Story == 0 || a.Story == in.Story) &&
		(!in.UnreadOnly || !a.Status.Read) && (!in.StarredOnly || a.Status.Starred) && (!in.LaterOnly || a.Status.Later) &&
		!a.Date().Before(in.Since) && (in.Text == "" || indexed && strings.Contains(a.Title, in.Text))
}

func (l library) want(in feeds.Scope) []string {
	var list []feeds.Article
	for i, a := range l.articles {
		if l.has(in, a, i%7 != 0) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b feeds.Article) int {
		c := cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID))
		if in.Order == feeds.Oldest {
			return -c
		}
		return c
	})
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.Title
	}
	return out
}

// scopes are all combinations that differ in how they are read.
func (l library) scopes() []feeds.Scope {
	var out []feeds.Scope
	for bits := range 1 << 9 {
		on := func(i int) bool { return bits>>i&1 == 1 }
		var in feeds.Scope
		switch bits & 3 {
		case 1:
			in.Feed = l.feeds[2]
		case 2:
			in.Folder = l.folder
		case 3:
			in.Story = l.articles[40].Story
		}
		in.UnreadOnly, in.StarredOnly, in.LaterOnly = on(2), on(3), on(4)
		if on(5) {
			in.Topics = []feeds.Topic{feeds.World, feeds.Business}
		}
		if on(6) {
			in.Without, in.Since = []feeds.Topic{feeds.Politics}, noon.Add(-40*time.Hour)
		}
		if on(7) {
			in.Order = feeds.Oldest
		}
		if on(8) {
			in.Text = "tide"
		}
		out = append(out, in)
	}
	return out
}

// Every scope shows exactly its articles, in its order, however it is paged.
func TestEveryScopeShowsItsArticlesOnceInOrder(t *testing.T) {
	l := newLibrary(t)
	full := 0
	for _, in := range l.scopes() {
		want := l.want(in)
		if len(want) > 0 {
			full++
		}
		for _, limit := range []int{13, 500} {
			if got := titles(t, l.db, in, limit); !slices.Equal(got, want) {
				t.Fatalf("%+v by %d:\n got %v\nwant %v", in, limit, got, want)
			}
		}
	}
	if full < 200 {
		t.Errorf("only %d scopes have articles", full)
	}
}

// The same where so many articles are unread that feeds are not merged.
func TestUnreadArticlesOfATopicAreListedWhereManyAreUnread(t *testing.T) {
	was := manyUnread
	manyUnread = 3
	defer func() { manyUnread = was }()
	l := newLibrary(t)
	for _, order := range []feeds.Order{feeds.Newest, feeds.Oldest} {
		in := feeds.Scope{Folder: l.folder, UnreadOnly: true, Topics: []feeds.Topic{feeds.World, feeds.Business}, Order: order}
		if got, want := titles(t, l.db, in, 7), l.want(in); !slices.Equal(got, want) || len(want) < 8 {
			t.Errorf("got %v\nwant %v", got, want)
		}
	}
}

// The same where folders are so wide that the newest articles are likely theirs.
func TestWideFoldersShowTheirArticlesOnceInOrder(t *testing.T) {
	was := wide
	wide = 2
	defer func() { wide = was }()
	l := newLibrary(t)
	for _, in := range l.scopes() {
		if in.Folder == 0 || in.Text != "" {
			continue
		}
		if got, want := titles(t, l.db, in, 7), l.want(in); !slices.Equal(got, want) {
			t.Fatalf("%+v:\n got %v\nwant %v", in, got, want)
		}
	}
}

// What arrives while a list is paged neither hides nor repeats an article.
func TestPagingIsExactWhileArticlesArrive(t *testing.T) {
	for name, change := range map[string]func(l library, in *feeds.Scope){
		"all":    func(library, *feeds.Scope) {},
		"folder": func(l library, in *feeds.Scope) { in.Folder = l.folder },
		"topics": func(_ library, in *feeds.Scope) { in.Topics = []feeds.Topic{feeds.World, feeds.Business} },
		"text":   func(_ library, in *feeds.Scope) { in.Text = "tide" },
		"oldest": func(_ library, in *feeds.Scope) { in.Order = feeds.Oldest },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			var in feeds.Scope
			change(l, &in)
			want := l.want(in)
			seen := map[string]int{}
			var after feeds.Cursor
			for n := 0; ; n++ {
				page, err := l.db.Articles(t.Context(), in, after, 11)
				check(t, err)
				for _, a := range page.Articles {
					seen[a.Title]++
				}
				if !page.More {
					break
				}
				after = page.Next
				for i := range 3 {
					id := fetch(t, l.db, l.feeds[i], entry(fmt.Sprintf("late tide %d-%d", n, i), 50*n+i)).New
					derive(t, l.db, 0, []feeds.Topic{feeds.World}, id...)
				}
				if n > 200 {
					t.Fatal("no end")
				}
			}
			for _, title := range want {
				if seen[title] != 1 {
					t.Errorf("%s was shown %d times", title, seen[title])
				}
			}
			for title, n := range seen {
				if n > 1 {
					t.Errorf("%s was shown %d times", title, n)
				}
			}
		})
	}
}

func TestMarkingAllReadMarksTheScopeAndNotWhatCameLater(t *testing.T) {
	l := newLibrary(t)
	for i, in := range l.scopes() {
		if in.Order == feeds.Oldest || i%3 != 0 {
			continue
		}
		page, err := l.db.Articles(t.Context(), in, feeds.Cursor{}, 1)
		check(t, err)
		unread := in
		unread.UnreadOnly = true
		want := len(l.want(unread))
		late := fetch(t, l.db, l.feeds[2], entry(fmt.Sprint("late tide ", i), 0)).New
		derive(t, l.db, in.Story, []feeds.Topic{feeds.World}, late...)
		n, err := l.db.MarkAllRead(t.Context(), in, page.Newest)
		check(t, err)
		if n != want {
			t.Errorf("%+v: marked %d of %d", in, n, want)
		}
		if got := titles(t, l.db, unread, 100); len(got) > 1 || want > 0 && slices.Contains(got, l.want(unread)[0]) {
			t.Errorf("%+v: unread still %v", in, got)
		}
		if want > 0 {
			what, err := l.db.Undo(t.Context())
			check(t, err)
			if what != "Marked "+many(want, "article")+" as read" {
				t.Errorf("undid %q", what)
			}
		}
		check(t, l.db.DeleteArticles(t.Context(), late))
		if got := titles(t, l.db, unread, 100); !slices.Equal(got, l.want(unread)) {
			t.Fatalf("%+v: not as before", in)
		}
	}
	countsAreTrue(t, l.db)
}

func TestTopicsAreCountedWhateverIsChosen(t *testing.T) {
	l := newLibrary(t)
	in := feeds.Scope{Folder: l.folder, UnreadOnly: true}
	want := map[feeds.Topic]int{}
	for i, a := range l.articles {
		if l.has(in, a, i%7 != 0) {
			for _, x := range a.Topics {
				want[x.Topic]++
			}
		}
	}
	in.Topics, in.Without = []feeds.Topic{feeds.World}, []feeds.Topic{feeds.Business}
	got, err := l.db.TopicCounts(t.Context(), in)
	check(t, err)
	if len(want) < 3 || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestATopicWithoutAnIndexIsListedToo(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	ids := fetch(t, db, feed, entry("one", 1), entry("two", 2)).New
	derive(t, db, 0, []feeds.Topic{"fjords", feeds.World}, ids[1])
	for _, topics := range [][]feeds.Topic{{"fjords"}, {"fjords", feeds.Sport}} {
		if got := titles(t, db, feeds.Scope{Topics: topics}, 10); !slices.Equal(got, []string{"Title two"}) {
			t.Errorf("%v: %v", topics, got)
		}
	}
	if got := titles(t, db, feeds.Scope{Topics: []feeds.Topic{"unheard of"}}, 10); len(got) != 0 {
		t.Errorf("%v", got)
	}
	a, err := db.Article(t.Context(), ids[1])
	check(t, err)
	if !slices.Equal(a.Topics, []feeds.TopicScore{{Topic: "fjords", Score: 0.9}, {Topic: feeds.World, Score: 0.8}}) {
		t.Errorf("%v", a.Topics)
	}
}
