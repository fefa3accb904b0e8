package newsroom

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var now = time.Date(2031, time.March, 4, 10, 30, 0, 0, time.UTC)

func TestEverySourceIsComplete(t *testing.T) {
	languages := map[string]bool{}
	articles := 0
	n := New(now)
	for _, s := range n.Sources() {
		if s.Title == "" || s.Folder == "" || s.Description == "" || s.Feed == s.Home ||
			s.related == "" || s.footer == "" || len(s.menu) == 0 && s.Slug != "orbit-wire" {
			t.Errorf("%s lacks something: %+v", s.Slug, s)
		}
		if weekdays[s.Language] == nil {
			t.Errorf("%s: no weekdays in %q", s.Slug, s.Language)
		}
		languages[s.Language] = true
		articles += len(n.Articles(s.Slug))
	}
	if len(languages) < 10 || articles < 230 {
		t.Errorf("%d articles in %d languages", articles, len(languages))
	}
}

func TestEveryArticleIsComplete(t *testing.T) {
	n := New(now)
	for _, s := range n.Sources() {
		for _, a := range n.Articles(s.Slug) {
			switch {
			case a.Title == "" || a.Lead() == "" || utf8.RuneCountInString(a.Text) < 60:
				t.Errorf("%s is too short", a.ID)
			case !a.Published.Before(now) || now.Sub(a.Published) > 7*24*time.Hour:
				t.Errorf("%s is of %v", a.ID, a.Published)
			case strings.ContainsAny(a.Title+a.Text, "{}"):
				t.Errorf("%s has a date that was not filled in", a.ID)
			case a.Event != "" && a.Background != "":
				t.Errorf("%s is event and background", a.ID)
			case a.Picture == "" && a.Caption != "":
				t.Errorf("%s has a caption without a picture", a.ID)
			}
			if _, ok := scenes[a.Picture]; a.Picture != "" && !ok {
				t.Errorf("%s: no scene %q", a.ID, a.Picture)
			}
			for _, m := range linkPattern.FindAllStringSubmatch(a.Text, -1) {
				if _, ok := n.Article(ID(m[2])); !ok {
					t.Errorf("%s links to %s, which is not there", a.ID, m[2])
				}
			}
		}
	}
}

func TestArticlesAreNewestFirst(t *testing.T) {
	n := New(now)
	for _, s := range n.Sources() {
		if !slices.IsSortedFunc(n.Articles(s.Slug), newestFirst) {
			t.Errorf("%s is not in order", s.Slug)
		}
	}
}

func TestEventsAreCoveredBySeveralSources(t *testing.T) {
	wide := 0
	for event, ids := range New(now).Events() {
		sources := map[string]bool{}
		for _, id := range ids {
			sources[id.Source()] = true
		}
		if len(sources) < 2 {
			t.Errorf("%s is covered by %v alone", event, ids)
		}
		if len(sources) >= 3 {
			wide++
		}
	}
	if wide < 8 {
		t.Errorf("%d events have three sources or more", wide)
	}
}

func TestEventsAreOldestFirstAndLastForDays(t *testing.T) {
	n := New(now)
	ids := n.Events()["port-strike"]
	if ids[0] != "orbit-wire/rotterdam-dockers-walk-out" {
		t.Errorf("the first report is %s", ids[0])
	}
	first, _ := n.Article(ids[0])
	last, _ := n.Article(ids[len(ids)-1])
	if last.Published.Sub(first.Published) < 72*time.Hour {
		t.Errorf("it lasts from %v to %v", first.Published, last.Published)
	}
}

func TestBackgroundBelongsToAnEventOrStandsAlone(t *testing.T) {
	n := New(now)
	background := n.Background()
	for _, event := range []string{"trade-channel", "port-strike", "spring-tide", "comet"} {
		if len(background[event]) == 0 || len(n.Events()[event]) == 0 {
			t.Errorf("%s has background %v", event, background[event])
		}
	}
}

func TestWireCopiesAreTheAgencysWords(t *testing.T) {
	n := New(now)
	from, _ := n.Article("orbit-wire/trade-channel-nine-documents")
	for _, id := range []ID{"harbour-post/trade-channel-wire", "delta-courier/trade-channel-wire"} {
		a, _ := n.Article(id)
		if a.Text != from.Text || a.Event != from.Event || !a.Published.After(from.Published) {
			t.Errorf("%s is no copy: %+v", id, a)
		}
	}
}

func TestTheSameNowMakesTheSameNews(t *testing.T) {
	a, b := New(now), New(now)
	for _, s := range a.Sources() {
		if !slices.Equal(a.Articles(s.Slug), b.Articles(s.Slug)) {
			t.Errorf("%s differs", s.Slug)
		}
	}
}

func TestPublishAddsANewestArticle(t *testing.T) {
	n := New(now)
	news := Article{ID: "harbour-post/extra", Title: "Extra", Published: now, Picture: "sea", Text: "Read all about it."}
	if err := n.Publish(news); err != nil {
		t.Fatal(err)
	}
	if got := n.Articles("harbour-post")[0]; got != news {
		t.Errorf("first is %+v", got)
	}
	if err := n.Publish(news); err == nil {
		t.Error("it was published twice")
	}
	for _, id := range []ID{"", "nobody/x", "harbour-post/"} {
		if err := n.Publish(Article{ID: id}); err == nil {
			t.Errorf("%q was published", id)
		}
	}
}

func TestLinkIDNamesTheArticleOfAPage(t *testing.T) {
	for link, want := range map[string]ID{
		"http://127.0.0.1:8080/harbour-post/business/nine":      "harbour-post/nine",
		"http://127.0.0.1:8080/harbour-post/business/nine?a=b#": "harbour-post/nine",
		"/orbit-wire/article/x":                                 "orbit-wire/x",
		"http://127.0.0.1:8080/harbour-post/":                   "",
		"http://127.0.0.1:8080/":                                "",
		"::":                                                    "",
	} {
		if got := LinkID(link); got != want {
			t.Errorf("LinkID(%q) = %q, want %q", link, got, want)
		}
	}
}

func FuzzLinkID(f *testing.F) {
	f.Add("http://127.0.0.1:8080/harbour-post/business/nine?a=b#c")
	f.Add("//x/a%2Fb/c/d")
	f.Add("%zz")
	f.Fuzz(func(t *testing.T, link string) {
		if id := LinkID(link); id != "" && id.Source()+"/"+id.Name() != string(id) {
			t.Errorf("%q is %q", link, id)
		}
	})
}

func TestEmbeddedTextsAreSmall(t *testing.T) {
	const most = 1 << 20
	files, err := sourceFiles.ReadDir("sources")
	if err != nil {
		t.Fatal(err)
	}
	total := int64(len(pageText))
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += info.Size()
	}
	if total > most {
		t.Errorf("%d bytes", total)
	}
}
