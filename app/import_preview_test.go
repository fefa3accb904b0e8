package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestAnImportCanBeLookedAtBefore(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a", "A", "Text.", 1))
	site.feed("/b", "B", item("b", "B", "Text.", 1))
	site.set("/page", htmlPage("no feed"))
	core := openCore(t, Config{Fetch: impatient, Keyring: newRing()})
	known := subscribe(t, core, site.URL+"/a")
	list := fmt.Sprintf(`<opml><body><outline text="Asia"><outline text="South"><outline text="B" xmlUrl="%[1]s/b"/></outline>
		<outline text="A" xmlUrl="%[1]s/a"/></outline><outline text="B again" xmlUrl="%[1]s/b/"/><outline text="B" xmlUrl="%[1]s/b"/><outline text="Page" xmlUrl="%[1]s/page"/>
		<outline text="Gone" xmlUrl="%[2]s/gone"/></body></opml>`, site.URL, with("me:sesame", site.URL))
	for _, ask := range []bool{false, true} {
		var told []int
		all, err := core.PreviewImport(t.Context(), strings.NewReader(list), ask, func(n, of int) { told = append(told, n*10+of) })
		if err != nil || len(all.Feeds) != 5 || len(all.Warnings) != 0 {
			t.Fatalf("%+v, %v", all, err)
		}
		plan := all.Feeds
		if p := plan[0]; p.Title != "B" || p.Folder != "Asia/South" || !p.Fresh() || p.Err != nil {
			t.Errorf("new: %+v", p)
		}
		if p := plan[1]; p.Known != known || p.Fresh() || p.Folder != "Asia" {
			t.Errorf("subscribed to already: %+v", p)
		}
		if p := plan[2]; !p.Twice || p.Fresh() {
			t.Errorf("twice in the list: %+v", p)
		}
		if !ask {
			if plan[3].Err != nil || len(told) != 0 || site.total() != 0 {
				t.Errorf("asked without being told to: %+v", plan[3])
			}
			continue
		}
		if p := plan[3]; p.Err == nil || !strings.Contains(Explain(p.Err), "page") {
			t.Errorf("a page: %s", Explain(p.Err))
		}
		if p := plan[4]; p.Err == nil || strings.Contains(p.URL+p.Err.Error(), "sesame") || !strings.Contains(Explain(p.Err), fmt.Sprint(http.StatusNotFound)) {
			t.Errorf("gone: %+v", p)
		}
		if len(told) != 3 || told[2] != 33 || site.times("/a") != 0 || site.times("/b") != 1 {
			t.Errorf("told %v", told)
		}
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("subscribed to %d feeds, %v", len(list), err)
	}
}

func TestALookAtAnImportSaysInWhichFoldersAFeedWouldStand(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	plan, err := core.PreviewImport(t.Context(), strings.NewReader(`<opml><body><outline text="Asia"><outline text="A" xmlUrl="https://a.example/" category="/Sea,Asia"/></outline>
		<outline text="Daily"><outline text="A" xmlUrl="https://a.example/"/></outline></body></opml>`), false, nil)
	if err != nil || len(plan.Feeds) != 1 || plan.Feeds[0].Folder != "Asia" || fmt.Sprint(plan.Feeds[0].Also) != "[Sea Daily]" {
		t.Fatalf("%+v, %v", plan, err)
	}
	if _, _, err := core.Import(t.Context(), strings.NewReader(`<opml><body><outline text="Asia"><outline text="A" xmlUrl="https://a.example/" category="/Sea,Asia"/></outline>
		<outline text="Daily"><outline text="A" xmlUrl="https://a.example/"/></outline></body></opml>`)); err != nil {
		t.Fatal(err)
	}
	list, err := core.Feeds(t.Context())
	if err != nil || len(list) != 1 || len(list[0].Also) != 2 {
		t.Errorf("it stands in %+v, %v", list, err)
	}
}
