package storage

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestLinksAreStoredOnceAndHabitsAreCut(t *testing.T) {
	l := newLibrary(t)
	list, err := l.db.Articles(t.Context(), feeds.Scope{}, feeds.Cursor{}, 50)
	check(t, err)
	page, other := PageKey("https://ledger.example/page?utm_source=x"), PageKey("https://other.example/page")
	if page == 0 || page != PageKey("http://www.ledger.example/page/") || PageKey("mailto:x") != 0 {
		t.Fatal("a page is told by its canonical address")
	}
	var all []Link
	for _, a := range list.Articles {
		all = append(all, Link{page, a.Feed, a.ID, a.Date()})
	}
	all = append(all, Link{other, list.Articles[0].Feed, list.Articles[0].ID, list.Articles[0].Date()})
	for range 2 {
		check(t, l.db.SaveLinks(t.Context(), all))
	}
	got, err := l.db.SharedLinks(t.Context(), time.Time{})
	check(t, err)
	n := map[feeds.FeedID]int{}
	for i, x := range got {
		if n[x.Feed]++; x.Page != page || n[x.Feed] > Habitual {
			t.Errorf("%+v is number %d of its feed", x, n[x.Feed])
		}
		if i > 0 && x.Date.After(got[i-1].Date) {
			t.Error("the newest does not come first")
		}
	}
	if len(n) < 2 {
		t.Errorf("%d feeds link to it", len(n))
	}
	check(t, l.db.ForgetLinks(t.Context(), time.Now().AddDate(10, 0, 0)))
	if got, err := l.db.SharedLinks(t.Context(), time.Time{}); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}
