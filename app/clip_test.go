package app

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

func TestAPageIsPutAsideAsAnArticleOfItsOwn(t *testing.T) {
	site := newPages(t)
	core := openCore(t, Config{Fetch: fetch.Config{Pace: -1}})
	site.set("/lamp", page{kind: "text/html", text: lighthouse()})
	id, err := core.Clip(t.Context(), " "+site.URL+"/lamp?utm_source=mail ")
	if err != nil {
		t.Fatal(err)
	}
	a, err := core.Article(t.Context(), id)
	if err != nil || a.Title != "The lamp" || !a.Status.Later || a.Status.Read || !a.FullText || a.Link != site.URL+"/lamp" || !strings.HasPrefix(a.Lead, teaser) {
		t.Errorf("the article is %+v, %v", a, err)
	}
	body, err := core.Body(t.Context(), id)
	if err != nil || !strings.Contains(body.Best(), "eleven seconds") {
		t.Errorf("the body is %+v, %v", body, err)
	}
	if again, err := core.Clip(t.Context(), site.URL+"/lamp"); err != nil || again != id {
		t.Errorf("put aside again it is article %d, %v; want %d", again, err, id)
	}
	if r := refresh(t, core, Selection{}); r.Feeds != 0 {
		t.Errorf("a refresh asks %d feeds, though there are only saved pages", r.Feeds)
	}
	if r := refresh(t, core, Selection{Feed: a.Feed}); r.Feeds != 0 || r.Failed != 0 {
		t.Errorf("a refresh of the saved pages is %+v", r)
	}
	var list bytes.Buffer
	if err := core.Export(t.Context(), &list); err != nil || strings.Contains(list.String(), feeds.SavedPages) {
		t.Errorf("the exported list is %s, %v", list.String(), err)
	}
}

func TestAPageThatIsAnArticleAlreadyIsOnlyMarked(t *testing.T) {
	core, site, a := lamp(t)
	id, err := core.Clip(t.Context(), a.Link)
	if err != nil || id != a.ID {
		t.Fatalf("article %d, %v; want %d", id, err, a.ID)
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%d feeds, %v", len(list), err)
	}
	if !articleCalled(t, core, "The lamp").Status.Later {
		t.Errorf("it is not to be read later; site %s", site.URL)
	}
}

func TestWhatIsNoPageIsNotSaved(t *testing.T) {
	core := openCore(t, Config{})
	for _, address := range []string{"", "mailto:a@b.example", "javascript:alert(1)", "file:///etc/passwd"} {
		if _, err := core.Clip(t.Context(), address); !errors.Is(err, errNoPage) || Explain(err) == "" {
			t.Errorf("%q: %v", address, err)
		}
	}
}
