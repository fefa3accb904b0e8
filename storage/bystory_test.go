package storage

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"tidings/feeds"
)

// wantByStory are the first titles of each story in a scope, in the order of the list.
func (l library) wantByStory(in feeds.Scope) []string {
	seen := map[feeds.StoryID]bool{}
	byTitle := map[string]feeds.Article{}
	for _, a := range l.articles {
		byTitle[a.Title] = a
	}
	var out []string
	for _, title := range l.want(in) {
		a := byTitle[title]
		if a.Story == 0 || !seen[a.Story] {
			out = append(out, title)
		}
		seen[a.Story] = true
	}
	return out
}

func TestAListByStoryHasTheFirstArticleOfEachStory(t *testing.T) {
	l := newLibrary(t)
	for _, in := range l.scopes() {
		if in.Story != 0 {
			continue
		}
		want := l.wantByStory(in)
		in.ByStory = true
		for _, limit := range []int{7, 500} {
			if got := titles(t, l.db, in, limit); !slices.Equal(got, want) {
				t.Fatalf("%+v by %d:\n got %v\nwant %v", in, limit, got, want)
			}
		}
		if n, err := l.db.CountArticles(t.Context(), in, 900); err != nil || n != len(want) {
			t.Fatalf("%+v: counted %d of %d, %v", in, n, len(want), err)
		}
	}
}

func TestWhatUnfoldsIsTheRestOfTheStoryInScope(t *testing.T) {
	l := newLibrary(t)
	for _, in := range l.scopes() {
		in.ByStory = true
		page, err := l.db.Articles(t.Context(), in, feeds.Cursor{}, 20)
		check(t, err)
		for _, head := range page.Articles {
			if head.Story == 0 || in.Story != 0 {
				continue
			}
			rest, err := l.db.StoryArticles(t.Context(), head.Story, in)
			check(t, err)
			var got, want []feeds.ArticleID
			unread, sources := 0, map[feeds.FeedID]bool{}
			for _, a := range rest {
				got = append(got, a.ID)
			}
			all := slices.Clone(l.articles)
			slices.SortFunc(all, func(a, b feeds.Article) int { return cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID)) })
			for _, a := range all {
				if a.Story != head.Story || !l.has(in, a, true) {
					continue
				}
				sources[a.Feed] = true
				unread += 1 - asInt(a.Status.Read)
				if a.ID != head.ID {
					want = append(want, a.ID)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%+v story %d: got %v, want %v", in, head.Story, got, want)
			}
			if c := page.Stories[head.Story]; c != (feeds.StoryCount{Articles: len(want) + 1, Sources: len(sources), Unread: unread}) {
				t.Fatalf("%+v story %d: %+v", in, head.Story, c)
			}
		}
	}
}

func TestMarkingAListByStoryReachesWhatIsFolded(t *testing.T) {
	l := newLibrary(t)
	n, err := l.db.MarkAllRead(t.Context(), feeds.Scope{ByStory: true, UnreadOnly: true}, 0)
	check(t, err)
	if left := titles(t, l.db, feeds.Scope{UnreadOnly: true}, 500); len(left) != 0 || n < 100 {
		t.Errorf("%d marked, %d left", n, len(left))
	}
}

// A story of hundreds of articles in a row takes one row, and so does each page.
func TestALargeStoryIsOneRow(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	var entries []feeds.Entry
	for i := range 200 {
		entries = append(entries, entry(fmt.Sprintf("%03d", i), i))
	}
	ids := fetch(t, db, feed, entries...).New
	derive(t, db, feeds.StoryID(ids[150]), nil, ids[:190]...)
	derive(t, db, 0, nil, ids[190:]...)
	got := titles(t, db, feeds.Scope{ByStory: true}, 4)
	want := []string{"Title 000"}
	for i := 190; i < 200; i++ {
		want = append(want, fmt.Sprintf("Title %03d", i))
	}
	is(t, got, want...)
}
