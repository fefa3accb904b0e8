package app

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/opml"
)

const link = `<link rel="alternate" type="application/rss+xml" title="%s" href="%s">`

func htmlPage(head string) page {
	return page{kind: "text/html; charset=utf-8", text: "<!DOCTYPE html><html><head><title>A site</title>" + head + "</head><body><p>Welcome.</p></body></html>"}
}

func TestASitesAddressLeadsToItsFeed(t *testing.T) {
	site := newPages(t)
	long := strings.Repeat("A sentence of several words follows another one. ", 40)
	site.set("/", htmlPage(fmt.Sprintf(link, "News", "/feed.xml")))
	site.feed("/feed.xml", "The Paper", item("a", "Old", long, 7*24+1), item("b", "New", long, 1))
	core := openCore(t, Config{})
	for _, text := range []string{site.URL, site.URL + "/feed.xml", "  " + strings.TrimPrefix(site.URL, "http://") + " "} {
		got, err := core.Find(t.Context(), text)
		if err != nil || len(got) != 1 {
			t.Errorf("%q leads to %+v, %v", text, got, err)
			continue
		}
		f := got[0]
		if f.URL != site.URL+"/feed.xml" || f.Title != "The Paper" || f.Language != "en" || f.Articles != 2 || !f.FullText || f.Subscribed != 0 {
			t.Errorf("%q leads to %+v", text, f)
		}
		if len(f.Samples) != 2 || f.Samples[0].Title != "New" || f.PerWeek < 0.9 || f.PerWeek > 1.1 || time.Since(f.Newest) > 2*time.Hour {
			t.Errorf("the preview is %+v", f)
		}
	}
}

func TestAPageMayHaveSeveralFeeds(t *testing.T) {
	site := newPages(t)
	site.set("/", htmlPage(fmt.Sprintf(link, "Gone", "/gone.xml")+fmt.Sprintf(link, "World", "/world.xml")+fmt.Sprintf(link, "Sport", "/sport.xml")))
	site.feed("/world.xml", "World", item("a", "A", "Text.", 1))
	site.feed("/sport.xml", "Sport", item("b", "B", "Text.", 1))
	core := openCore(t, Config{})
	known := subscribe(t, core, site.URL+"/sport.xml")
	got, err := core.Find(t.Context(), site.URL)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range got {
		names = append(names, f.Title)
	}
	if !slices.Equal(names, []string{"World", "Sport"}) {
		t.Fatalf("found are %q, want those that are there", names)
	}
	if got[0].Subscribed != 0 || got[1].Subscribed != known {
		t.Errorf("subscribed to %d and %d, want none and %d", got[0].Subscribed, got[1].Subscribed, known)
	}
}

func TestWhatIsNoFeedIsSaid(t *testing.T) {
	site := newPages(t)
	site.set("/", htmlPage(""))
	core := openCore(t, Config{Fetch: impatient})
	for text, want := range map[string]error{site.URL: discover.ErrNoFeed, "what is this": discover.ErrNotAddress, "": discover.ErrNotAddress} {
		if got, err := core.Find(t.Context(), text); !errors.Is(err, want) {
			t.Errorf("%q leads to %+v, %v; want %v", text, got, err, want)
		}
	}
	if _, err := core.Find(t.Context(), closedPort(t)); Explain(err) != "127.0.0.1 does not accept connections." {
		t.Errorf("a closed port is explained by %q", Explain(err))
	}
}

func TestAFeedIsSubscribedOnce(t *testing.T) {
	core := openCore(t, Config{})
	id := subscribe(t, core, "https://paper.example/feed")
	again, err := core.Subscribe(t.Context(), Found{URL: "https://paper.example/feed"}, 0)
	if !errors.Is(err, feeds.ErrExists) || again != id {
		t.Errorf("the second time gives %d, %v", again, err)
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("there are %d feeds, %v", len(list), err)
	}
}

// outline is a list of subscriptions without what does not matter.
func outline(list []opml.Outline) string {
	var b strings.Builder
	for _, o := range list {
		if o.Folder() {
			fmt.Fprintf(&b, "%s(%s)", o.Title, outline(o.Children))
			continue
		}
		if o.Again {
			fmt.Fprintf(&b, "[again %s|%s]", o.OwnTitle, o.URL)
			continue
		}
		fmt.Fprintf(&b, "[%s|%s|%s|%v|%v|%v]", o.Title, o.OwnTitle, o.URL, o.FullText, o.Every, o.Paused)
	}
	return b.String()
}

func TestSubscriptionsComeBackFromAFileAsTheyWere(t *testing.T) {
	ctx := t.Context()
	core := openCore(t, Config{})
	news, err := core.AddFolder(ctx, 0, "News & views")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := core.AddFolder(ctx, news, "Việt Nam")
	if err != nil {
		t.Fatal(err)
	}
	tags, err := core.AddFolder(ctx, 0, "TCP/IP") // no path
	if err != nil {
		t.Fatal(err)
	}
	if err := core.SetFolderEvery(ctx, tags, 3*time.Hour); err != nil {
		t.Fatal(err)
	}
	for i, folder := range []feeds.FolderID{0, news, inner} {
		id, err := core.Subscribe(ctx, Found{URL: fmt.Sprintf("https://paper%d.example/feed?a=1&b=2", i), Title: fmt.Sprint("Paper ", i)}, folder)
		if err != nil {
			t.Fatal(err)
		}
		f := feedBy(t, core, id)
		f.OwnTitle, f.FullText, f.Every, f.Paused = fmt.Sprint("My <paper> ", i), i == 1, time.Duration(i)*time.Hour, i == 2
		if folder == inner { // the list has this one before the place of its own
			f.Stand(news)
			f.Stand(tags)
		}
		if err := core.ChangeFeed(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := core.Export(ctx, &file); err != nil {
		t.Fatal(err)
	}
	want, err := opml.Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}

	other := openCore(t, Config{})
	added, existing, err := other.Import(ctx, bytes.NewReader(file.Bytes()))
	if added != 3 || existing != 0 || err != nil {
		t.Errorf("%d were added, %d were there, %v", added, existing, err)
	}
	var back bytes.Buffer
	if err := other.Export(ctx, &back); err != nil {
		t.Fatal(err)
	}
	got, err := opml.Read(&back)
	if err != nil || outline(got.Outlines) != outline(want.Outlines) || !strings.Contains(outline(got.Outlines), "News & views(Việt Nam([Paper 2|My <paper> 2|") {
		t.Errorf("they came back as\n%s, want\n%s, %v", outline(got.Outlines), outline(want.Outlines), err)
	}
	if list, err := other.Feeds(ctx); err != nil || len(list[0].Also) != 2 {
		t.Errorf("it stands in %+v, %v", list, err)
	}
	if folders, err := other.Folders(ctx); err != nil || len(folders) != 3 || folders[2].Name != "TCP/IP" || folders[2].Every != 3*time.Hour {
		t.Errorf("the folders came back as %+v, %v", folders, err)
	}
	if added, existing, err = other.Import(ctx, bytes.NewReader(file.Bytes())); added != 0 || existing != 3 || err != nil {
		t.Errorf("the second time %d were added, %d were there, %v", added, existing, err)
	}
}

func TestAnImportIsOneStep(t *testing.T) {
	core := openCore(t, Config{})
	_, _, err := core.Import(t.Context(), strings.NewReader(`<opml version="2.0"><body><outline text="F">
		<outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlUrl="https://b.example/"/></outline></body></opml>`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := core.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d feeds are left, %v", len(list), err)
	}
	if _, _, err := core.Import(t.Context(), strings.NewReader("Dear reader,")); !errors.Is(err, opml.ErrNotOPML) {
		t.Errorf("a letter is imported with %v", err)
	}
}

func TestAFolderNeedsAName(t *testing.T) {
	core := openCore(t, Config{})
	if _, err := core.AddFolder(t.Context(), 0, "  "); err == nil {
		t.Error("a folder has no name")
	}
	a, err := core.AddFolder(t.Context(), 0, " News ")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := core.AddFolder(t.Context(), 0, "News"); err != nil || a != b {
		t.Errorf("there are two folders of one name: %d and %d, %v", a, b, err)
	}
}

func TestAFolderIsRefreshedWithTheFeedsThatStandThereToo(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a", "A", "Text.", 1))
	site.feed("/b", "B", item("b", "B", "Text.", 1))
	site.feed("/c", "C", item("c", "C", "Text.", 1))
	core := openCore(t, Config{Fetch: impatient, Keyring: newRing()})
	daily, err := core.AddFolder(t.Context(), 0, "Daily")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := core.AddFolder(t.Context(), daily, "Ports")
	if err != nil {
		t.Fatal(err)
	}
	a, b := feedBy(t, core, subscribe(t, core, site.URL+"/a")), feedBy(t, core, subscribe(t, core, site.URL+"/b"))
	subscribe(t, core, site.URL+"/c")
	a.MoveTo(daily)
	b.Stand(inner)
	for _, f := range []feeds.Feed{a, b} {
		if err := core.ChangeFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	r, err := core.Refresh(t.Context(), Selection{Folder: daily})
	if err != nil || r.Feeds != 2 || site.times("/c") != 0 || site.times("/b") != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
