package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// paper is a feed of n articles, hours apart, the newest first.
func paper(n int) []feeds.Entry {
	var out []feeds.Entry
	for i := range n {
		name := fmt.Sprintf("report-%d", i)
		e := entry(name, 60*i+1)
		e.GUID, e.Link = "https://harbour.example/?p="+fmt.Sprint(100-i), "https://harbour.example/2026/"+name
		e.Title = fmt.Sprintf("%s of the %s", []string{"Flood", "Festival", "Strike", "Election", "Harvest"}[i%5], []string{"north", "river", "old town", "coast"}[i%4])
		e.Content = fmt.Sprintf("<p>What happened on day %d, told by those who were there.</p>", i)
		out = append(out, e)
	}
	return out
}

// each is a paper whose articles were changed one by one.
func each(list []feeds.Entry, change func(int, *feeds.Entry)) []feeds.Entry {
	out := slices.Clone(list)
	for i := range out {
		change(i, &out[i])
	}
	return out
}

// A feed that gives all its old articles new names is noticed: nothing doubles, nothing
// is unread again, what was deleted stays deleted, and only what is new is new.
func TestNewNamesForOldArticlesMakeNothingUnread(t *testing.T) {
	guid := func(i int, e *feeds.Entry) { e.GUID = fmt.Sprint("urn:new:", i) }
	domain := func(i int, e *feeds.Entry) {
		guid(i, e)
		e.Link = strings.Replace(e.Link, "harbour.example", "news.harbour-post.example", 1)
	}
	anew := func(i int, e *feeds.Entry) {
		guid(i, e)
		e.Link = fmt.Sprint("https://harbour.example/a/", i)
	}
	edited := func(change func(int, *feeds.Entry)) func(int, *feeds.Entry) {
		return func(i int, e *feeds.Entry) {
			change(i, e)
			e.Content = strings.Replace(e.Content, "told", "reported", 1)
		}
	}
	undated := func(i int, e *feeds.Entry) { e.Published = time.Time{} }
	for name, test := range map[string]struct{ before, change func(int, *feeds.Entry) }{
		"GUIDs":                                 {nil, guid},
		"https for http":                        {func(_ int, e *feeds.Entry) { e.Link = strings.Replace(e.Link, "https", "http", 1) }, guid},
		"GUIDs in other letters":                {nil, func(_ int, e *feeds.Entry) { e.GUID = strings.ToUpper(e.GUID) }},
		"GUIDs with a slash more":               {nil, func(_ int, e *feeds.Entry) { e.GUID += "/" }},
		"another domain":                        {nil, domain},
		"another domain, texts edited":          {nil, edited(domain)},
		"another path":                          {nil, anew},
		"another path, texts edited":            {nil, edited(anew)},
		"another path, titles and texts edited": {nil, func(i int, e *feeds.Entry) { edited(anew)(i, e); e.Title += " (updated)" }},
		"another domain, texts edited, no dates": {undated, func(i int, e *feeds.Entry) {
			edited(domain)(i, e)
			undated(i, e)
		}},
		"dates that are gone":             {nil, func(i int, e *feeds.Entry) { edited(domain)(i, e); undated(i, e) }},
		"links that are gone":             {nil, func(i int, e *feeds.Entry) { guid(i, e); e.Link = "" }},
		"GUIDs that are gone":             {nil, func(_ int, e *feeds.Entry) { e.GUID = "" }},
		"neither GUID nor link, edited":   {nil, edited(func(_ int, e *feeds.Entry) { e.GUID, e.Link = "", "" })},
		"GUIDs and links that come first": {func(_ int, e *feeds.Entry) { e.GUID, e.Link = "", "" }, edited(anew)},
	} {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			feed := addFeed(t, db, "harbour", 0)
			old := paper(12)
			if test.before != nil {
				old = each(old, test.before)
			}
			ids := fetch(t, db, feed, old...).New
			yes := true
			check(t, db.SetStatus(t.Context(), ids, Change{Read: &yes}))
			check(t, db.DeleteArticles(t.Context(), ids[3:4]))
			fresh := with(entry("fresh", 0), func(e *feeds.Entry) { e.Title = "A ship came in" })
			come := append([]feeds.Entry{fresh}, each(old, test.change)...)
			matches, err := db.Known(t.Context(), feed, come)
			check(t, err)
			for i, m := range matches {
				want := []Kind{Unchanged, Changed}
				switch i {
				case 0:
					want = []Kind{New}
				case 4:
					want = []Kind{Deleted}
				}
				if !slices.Contains(want, m.Kind) {
					t.Errorf("entry %d is %v", i, m.Kind)
				}
				if i > 0 && !m.NewID && name != "https for http" && name != "GUIDs that are gone" {
					t.Errorf("entry %d has no new name", i)
				}
			}
			fetch(t, db, feed, come...)
			if c := counts(t, db); c.Total != 12 || c.Unread != 1 {
				t.Errorf("%d articles, %d unread", c.Total, c.Unread)
			}
			if again := fetch(t, db, feed, come...); len(again.New) > 0 {
				t.Errorf("the next time %d are new", len(again.New))
			}
		})
	}
}

// Articles that are like old ones in one way are new all the same.
func TestArticlesThatAreLikeOldOnesAreNew(t *testing.T) {
	day := func(e *feeds.Entry, days int) { e.Published = e.Published.AddDate(0, 0, days) }
	for name, change := range map[string]func(int, *feeds.Entry){
		"the next edition of a daily paper": func(i int, e *feeds.Entry) {
			e.GUID, e.Link = fmt.Sprint("day 2, ", i), e.Link+"-b"
			day(e, 1)
		},
		"the same pages a day later": func(i int, e *feeds.Entry) { e.GUID = fmt.Sprint("day 2, ", i); day(e, 1) },
		"one GUID for all": func(i int, e *feeds.Entry) {
			e.GUID, e.Link, e.Title = "0", e.Link+"-b", fmt.Sprint("Quite another matter ", i*i)
			day(e, 1)
		},
		"all at the same minute": func(i int, e *feeds.Entry) {
			e.GUID, e.Link, e.Title, e.Published = fmt.Sprint("x", i), fmt.Sprint("https://harbour.example/x/", i), fmt.Sprint("Nr. ", 7919*(i+1)), noon.Add(-time.Minute)
			e.Content = fmt.Sprint("Text ", i)
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			feed := addFeed(t, db, "harbour", 0)
			old := paper(10)
			fetch(t, db, feed, old...)
			if saved := fetch(t, db, feed, each(old, change)...); len(saved.New) != 10 {
				t.Errorf("%d are new, %d changed", len(saved.New), len(saved.Changed))
			}
		})
	}
}

// Feeds of one article at a time whose GUID never changes bring articles all the same.
func TestOneGUIDForAllArticlesIsNoticedAlsoOneByOne(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for i := range 4 {
		for _, title := range []string{"", " (updated)"} {
			fetch(t, db, feed, with(paper(5)[i], func(e *feeds.Entry) {
				e.GUID, e.Published = "0", noon.AddDate(0, 0, i-10)
				e.Title += title
			}))
		}
	}
	if got := titles(t, db, feeds.Scope{}, 9); len(got) != 4 {
		t.Errorf("%q", got)
	}
}

// Several articles a day that all link to the same page, one in the document at a time.
func TestALinkSharedByAllIsNoticedAlsoOneByOne(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for i := range 4 {
		fetch(t, db, feed, with(paper(5)[i], func(e *feeds.Entry) { e.Link = "https://harbour.example/programme" }))
	}
	if got := titles(t, db, feeds.Scope{}, 9); len(got) != 4 {
		t.Errorf("%q", got)
	}
}

func TestArticlesWithoutNamesWhoseTextChangesStayOne(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	bare := each(paper(5), func(_ int, e *feeds.Entry) { e.GUID, e.Link, e.Published = "", "", time.Time{} })
	for n := range 4 {
		fetch(t, db, feed, each(bare, func(_ int, e *feeds.Entry) { e.Content += fmt.Sprintf("<p>%d views</p>", n) })...)
	}
	if c := counts(t, db); c.Total != 5 {
		t.Errorf("%d articles", c.Total)
	}
}

func TestArticlesWithoutDatesStandInTheOrderOfTheirDocument(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	for name, date := range map[string]time.Time{"missing": {}, "far ahead": noon.AddDate(30, 0, 0), "of the day": noon.Truncate(24 * time.Hour)} {
		f := addFeed(t, db, strings.ReplaceAll(name, " ", "-"), 0)
		fetch(t, db, f, each(paper(4), func(i int, e *feeds.Entry) { e.Title, e.Published = fmt.Sprint(i), date })...)
		is(t, titles(t, db, feeds.Scope{Feed: f}, 9), "0", "1", "2", "3")
	}
	fetch(t, db, feed, entry("old", 60))
	if got := titles(t, db, feeds.Scope{}, 99); got[len(got)-1] == "Title old" {
		t.Error("an article of an hour ago stands behind what is of this morning")
	}
}

// A date that is that of the fetch moves nothing, and an article whose text changes by
// itself at each fetch gets neither revision nor mark.
func TestWhatChangesAtEveryFetchChangesNothing(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	restless := func(n int) []feeds.Entry {
		return each(paper(6), func(i int, e *feeds.Entry) {
			e.Published = noon.Add(time.Duration(n) * time.Hour)
			e.Link += fmt.Sprint("?utm_content=", n)
			e.Image = fmt.Sprintf("https://i.example/%d.jpg?sig=%d", i, n)
			e.Content += fmt.Sprintf(`<p>%d views</p><p>%d hours ago</p><img src="https://i.example/%d.jpg?sig=%d"><h3>More</h3><ul><li><a href="/%d">What else no. %d</a></li></ul>`,
				n*31, n+1, i, n, n, n)
		})
	}
	first := fetched(t, db, feed, restless(0)...)
	first.Received = noon
	saved, err := db.SaveFetch(t.Context(), first)
	check(t, err)
	ids := saved.New
	derive(t, db, 0, nil, ids...)
	order := titles(t, db, feeds.Scope{}, 9)
	for n := 1; n < 6; n++ {
		f := fetched(t, db, feed, restless(n)...)
		f.Received = noon.Add(time.Duration(n) * time.Hour)
		if saved, err = db.SaveFetch(t.Context(), f); err != nil || len(saved.New)+len(saved.Changed) > 0 {
			t.Errorf("fetch %d: %d new, %d changed, %v", n, len(saved.New), len(saved.Changed), err)
		}
	}
	is(t, titles(t, db, feeds.Scope{}, 9), order...)
	for _, id := range ids {
		a, err := db.Article(t.Context(), id)
		check(t, err)
		past, err := db.Revisions(t.Context(), id)
		check(t, err)
		if a.Changed || len(past) > 0 || !a.Date().Equal(noon) || !strings.HasSuffix(a.Image, "sig=5") {
			t.Errorf("%d revisions, of %v, picture %s", len(past), a.Date(), a.Image)
		}
	}
	if work, err := db.Pending(t.Context(), 1, 10, Reach{}); err != nil || len(work) > 0 {
		t.Errorf("%d articles are to be derived again, %v", len(work), err)
	}
}

// A number that no list of counters knows makes one revision and not one at each fetch.
func TestAnUnknownCounterMakesOneRevision(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	var id feeds.ArticleID
	for n := range 8 {
		saved := fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Content += fmt.Sprintf("<p>Vaka: %d</p>", n) }))
		if n == 0 {
			id = saved.New[0]
		}
	}
	if past, err := db.Revisions(t.Context(), id); err != nil || len(past) != 1 {
		t.Errorf("%d revisions, %v", len(past), err)
	}
	fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Content += "<p>Vaka: 9</p><p>The harbour is closed.</p>" }))
	if past, err := db.Revisions(t.Context(), id); err != nil || len(past) != 2 {
		t.Errorf("after a true change %d revisions, %v", len(past), err)
	}
}

func TestOfflinePicturesSurviveAddressesThatAreSignedAnew(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	signed := func(n int) feeds.Entry {
		return with(entry("one", 1), func(e *feeds.Entry) { e.Content += fmt.Sprintf(`<img src="https://i.example/1.jpg?sig=%d">`, n) })
	}
	id := fetch(t, db, feed, signed(1)).New[0]
	check(t, db.write(t.Context(), func(s *session) error {
		return s.exec("UPDATE articles SET pictures = ? WHERE id = ?", feeds.PicturesAll, id)
	}))
	fetch(t, db, feed, signed(2))
	b, err := db.Body(t.Context(), id)
	check(t, err)
	if a, err := db.Article(t.Context(), id); err != nil || a.Pictures != feeds.PicturesAll || !strings.Contains(b.HTML, "sig=1") {
		t.Errorf("%v, %s, %v", a.Pictures, b.HTML, err)
	}
}
