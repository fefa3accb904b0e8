package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// A feed that is cut off wherever, and then comes whole, gives every article once, in its
// order, and what was read stays read. The server says how long it is, or the parser
// finds out.
func TestAFeedThatIsCutOffAndThenWholeGivesEachArticleOnce(t *testing.T) {
	site := newPages(t)
	var items, want []string
	for i := range 5 {
		title := fmt.Sprintf("Lamp %d is lit", i)
		want = append(want, title)
		items = append(items, item(fmt.Sprint("a", i), title, fmt.Sprintf("In house %d they lit a lamp of its own &amp; looked out.", i), i+1))
	}
	whole := strings.ReplaceAll(rssOf("Paper", items...), "{site}", site.URL)
	serve := func(path, text string, length int) {
		p := page{kind: "application/rss+xml", text: text, header: map[string]string{"ETag": fmt.Sprintf(`"%d"`, len(text))}}
		if length > 0 {
			p.header["Content-Length"] = fmt.Sprint(length)
		}
		site.set(path, p)
	}
	var c calendar
	core := openCore(t, Config{Now: c.now, Fetch: fetch.Config{Pace: -1, PerHost: 8}})
	cuts := map[feeds.FeedID]string{}
	ids := map[string]feeds.FeedID{}
	for at := strings.Index(whole, "<item>"); at < len(whole); at += 61 {
		for path, length := range map[string]int{fmt.Sprintf("/said/%d", at): len(whole), fmt.Sprintf("/silent/%d", at): 0} {
			serve(path, whole[:at], length)
			id := subscribe(t, core, site.URL+path)
			cuts[id], ids[path] = fmt.Sprintf("%s: …%s", path, whole[max(0, at-20):at]), id
		}
	}
	refresh(t, core, Selection{})
	if _, err := core.MarkAllRead(t.Context(), feeds.Scope{}, 0); err != nil {
		t.Fatal(err)
	}
	read := map[feeds.ArticleID]bool{}
	for _, a := range listed(t, core, feeds.Scope{}) {
		read[a.ID] = true
	}
	for path := range ids {
		serve(path, whole, 0)
	}
	c.pass(24 * time.Hour)
	refresh(t, core, Selection{})
	for id, cut := range cuts {
		if got := titles(t, core, feeds.Scope{Feed: id}); !slices.Equal(got, want) {
			t.Errorf("%s: %q", cut, got)
		}
		for _, a := range listed(t, core, feeds.Scope{Feed: id}) {
			if read[a.ID] && !a.Status.Read {
				t.Errorf("%s: %q is unread again", cut, a.Title)
			}
		}
		if f := feedBy(t, core, id); f.Fetch.ETag != fmt.Sprintf(`"%d"`, len(whole)) || f.Fetch.Error != "" {
			t.Errorf("%s: %+v", cut, f.Fetch)
		}
	}
}
