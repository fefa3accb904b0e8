package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/mail"
)

const diskFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour log</title><link>https://harbour.example/</link>
<item><title>First</title><guid>1</guid><link>https://harbour.example/1</link><description>One.</description></item>%s</channel></rss>`

// sourceCore is a core whose clock is far enough from that of the files which it reads.
func sourceCore(t *testing.T) (*Core, *clock) {
	at := &clock{time.Now().Add(time.Hour)}
	return openCore(t, Config{Now: at.now, Local: t.TempDir()}), at
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// addTyped subscribes to what a person typed, and reads it.
func addTyped(t *testing.T, c *Core, text string) feeds.Feed {
	t.Helper()
	found, err := c.Find(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	id, err := c.Subscribe(t.Context(), found[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	return readAgain(t, c, id)
}

func readAgain(t *testing.T, c *Core, id feeds.FeedID) feeds.Feed {
	t.Helper()
	if _, err := c.Refresh(t.Context(), Selection{Feed: id}); err != nil {
		t.Fatal(err)
	}
	f, err := c.Feed(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAFileIsAFeed(t *testing.T) {
	c, at := sourceCore(t)
	file := filepath.Join(t.TempDir(), "my news.xml")
	writeFile(t, file, fmt.Sprintf(diskFeed, ""))
	f := addTyped(t, c, file)
	if f.Title != "Harbour log" || f.Total != 1 || f.Fetch.Error != "" || f.Source() != feeds.OnDisk {
		t.Fatalf("%+v", f)
	}
	if next := f.Fetch.Next.Sub(at.now()).Round(time.Second); next != diskEvery {
		t.Errorf("it is looked at again in %v", next)
	}
	f = readAgain(t, c, f.ID)
	h, err := c.Health(t.Context(), f.ID)
	if err != nil || h.Verdict != Fine || h.Tries[0].Bytes != 0 || h.Feed.Fetch.Status != 0 {
		t.Errorf("a file that is as it was was read again: %+v, %v", h, err)
	}
	writeFile(t, file, fmt.Sprintf(diskFeed, "<item><title>Second</title><guid>2</guid></item>"))
	if f = readAgain(t, c, f.ID); f.Total != 2 {
		t.Errorf("%d articles after the file was changed", f.Total)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	f = readAgain(t, c, f.ID)
	if f.Fetch.Class != "missing" || !strings.Contains(f.Fetch.Error, file) || f.Total != 2 {
		t.Errorf("class %q, error %q, %d articles", f.Fetch.Class, f.Fetch.Error, f.Total)
	}
	if h, err = c.Health(t.Context(), f.ID); err != nil || h.Verdict != Failing || strings.Contains(h.Says(at.now())+h.Advice.Text+f.Fetch.Why, "server") || LooksElsewhere(f) {
		t.Errorf("%q %q %q, %v", h.Says(at.now()), h.Advice.Text, f.Fetch.Why, err)
	}
}

func TestAFileThatMovedGetsItsNewPath(t *testing.T) {
	c, _ := sourceCore(t)
	dir := t.TempDir()
	old, moved := filepath.Join(dir, "old.xml"), filepath.Join(dir, "new.xml")
	writeFile(t, old, fmt.Sprintf(diskFeed, ""))
	f := addTyped(t, c, old)
	if err := os.Rename(old, moved); err != nil {
		t.Fatal(err)
	}
	if r, err := c.ChangeAddress(t.Context(), f.ID, moved); err != nil || r.Failed > 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if f, _ = c.Feed(t.Context(), f.ID); f.URL != fileAddress(moved) || f.Total != 1 {
		t.Errorf("%s, %d articles", f.URL, f.Total)
	}
}

func TestPathsAreToldFromAddresses(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	writeFile(t, filepath.Join(dir, "a feed.xml"), "x")
	for text, want := range map[string]string{
		filepath.Join(dir, "a feed.xml"):             fileAddress(filepath.Join(dir, "a feed.xml")),
		`"` + filepath.Join(dir, "a feed.xml") + `"`: fileAddress(filepath.Join(dir, "a feed.xml")),
		"~/a feed.xml":                              fileAddress(filepath.Join(dir, "a feed.xml")),
		`C:\Users\tide\feed.xml`:                    fileAddress(`C:\Users\tide\feed.xml`),
		"file:///srv/mail/box.mbox?of=list.example": "file:///srv/mail/box.mbox?of=list.example",
		"mbox:/srv/mail/box":                        "file:///srv/mail/box",
		"exec:news --all":                           "exec:news --all",
		"imaps://tide@mail.example/News":            "imaps://tide@mail.example/News",
		"/r/golang":                                 "",
		"example.org/feed.xml":                      "",
		"file://server/share/feed.xml":              "",
		"https://example.org/a.xml":                 "",
		"exec:":                                     "",
		`exec:news "not closed`:                     "",
	} {
		if got, ok := sourceAddress(text); ok && got != want || ok != (want != "") {
			t.Errorf("sourceAddress(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

// newsletter is an invented issue.
func newsletter(n int, from, subject string) string {
	return fmt.Sprintf("From: %s\nSubject: %s\nMessage-Id: <%d@%s>\nDate: %s\nContent-Type: text/html\n\n<table><tr><td><p>Issue %d of it.</p></td></tr></table>\n",
		from, subject, n, "post.example", time.Date(2026, 11, 1+n, 8, 0, 0, 0, time.UTC).Format(time.RFC1123Z), n)
}

func TestAMailboxIsOneFeedOrOneForEachSender(t *testing.T) {
	c, _ := sourceCore(t)
	file := filepath.Join(t.TempDir(), "Newsletters.mbox")
	var box []byte
	for i := range 3 {
		box = mail.Append(box, []byte(newsletter(i, "Tide Weekly <w@tide.example>", fmt.Sprint("Tide ", i))))
	}
	box = mail.Append(box, []byte(newsletter(7, "Desk <d@desk.example>", "Desk notes")))
	writeFile(t, file, string(box))
	found, err := c.Find(t.Context(), file)
	if err != nil || len(found) != 4 {
		t.Fatalf("%d found, %v", len(found), err)
	}
	if w := found[0]; w.Title != "Newsletters" || w.Articles != 4 || w.Samples[0].Title != "Desk notes" {
		t.Errorf("the whole: %+v", w)
	}
	each := Expand(found[1:2])
	if len(each) != 2 || each[0].Title != "Tide Weekly" || each[0].Articles != 3 || each[1].Title != "Desk" {
		t.Fatalf("each: %+v", each)
	}
	for i, want := range []int{3, 1} {
		id, err := c.Subscribe(t.Context(), each[i], 0)
		if err != nil {
			t.Fatal(err)
		}
		if f := readAgain(t, c, id); f.Total != want || f.Name() != each[i].Title {
			t.Errorf("%s has %d articles (%s)", f.Name(), f.Total, f.Fetch.Error)
		}
	}
	if found, err = c.Find(t.Context(), file); err != nil || len(Expand(found[1:2])) != 0 {
		t.Errorf("what is subscribed is offered again: %v, %v", found, err)
	}
}

func TestAFolderOfMessagesIsAFeed(t *testing.T) {
	for name, put := range map[string]func(dir string, n int) string{
		"a file for each": func(dir string, n int) string { return filepath.Join(dir, fmt.Sprintf("%d.eml", n)) },
		"a Maildir":       func(dir string, n int) string { return filepath.Join(dir, "new", fmt.Sprintf("%d.M1.host", 1000+n)) },
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := sourceCore(t)
			dir := t.TempDir()
			if name == "a Maildir" {
				for _, part := range []string{"cur", "new", "tmp"} {
					if err := os.Mkdir(filepath.Join(dir, part), 0o700); err != nil {
						t.Fatal(err)
					}
				}
			}
			writeFile(t, put(dir, 1), newsletter(1, "w@tide.example", "One"))
			f := addTyped(t, c, dir)
			if f.Total != 1 {
				t.Fatalf("%d articles: %s", f.Total, f.Fetch.Error)
			}
			writeFile(t, put(dir, 2), newsletter(2, "w@tide.example", "Two"))
			if f = readAgain(t, c, f.ID); f.Total != 2 || f.Unread != 2 {
				t.Errorf("%d articles: %s", f.Total, f.Fetch.Error)
			}
		})
	}
}

func TestAnEmptyMaildirIsNoError(t *testing.T) {
	c, _ := sourceCore(t)
	dir := filepath.Join(t.TempDir(), "News")
	for _, part := range []string{"cur", "new"} {
		if err := os.MkdirAll(filepath.Join(dir, part), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if f := addTyped(t, c, dir); f.Fetch.Error != "" || f.Name() != "News" {
		t.Errorf("%q, %q", f.Name(), f.Fetch.Error)
	}
}

func TestWhatIsNoFeedOnDiskIsSaid(t *testing.T) {
	c, _ := sourceCore(t)
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "note.txt"), "Buy bread.")
	writeFile(t, filepath.Join(dir, "list.opml"), `<opml><body><outline xmlUrl="https://a.example/f"/></body></opml>`)
	for text, want := range map[string]string{
		filepath.Join(dir, "note.txt"):  "There is neither a feed nor mail in " + filepath.Join(dir, "note.txt") + ".",
		filepath.Join(dir, "list.opml"): "This is a list of subscriptions (OPML), not a feed. It can be imported.",
		filepath.Join(dir, "gone.xml"):  "There is no file " + filepath.Join(dir, "gone.xml") + ". Was it moved, or is a drive missing?",
		dir:                             "There are no messages (.eml) in the folder " + dir + ", and it is no Maildir.",
	} {
		if _, err := c.Find(t.Context(), text); Explain(err) != want {
			t.Errorf("%s: %q", text, Explain(err))
		}
	}
}

func TestFilesAreReadWithoutANetwork(t *testing.T) {
	c, at := sourceCore(t)
	file := filepath.Join(t.TempDir(), "log.xml")
	writeFile(t, file, fmt.Sprintf(diskFeed, ""))
	f := addTyped(t, c, file)
	c.net.turn(true, at.now().Add(-time.Hour))
	writeFile(t, file, fmt.Sprintf(diskFeed, "<item><title>Second</title><guid>2</guid></item>"))
	if _, err := c.Refresh(t.Context(), Selection{}); err != nil {
		t.Fatal(err)
	}
	if f, _ = c.Feed(t.Context(), f.ID); f.Total != 2 {
		t.Errorf("%d articles", f.Total)
	}
}

func TestAPageCannotNameAFileOrACommand(t *testing.T) {
	c, _ := sourceCore(t)
	if err := c.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	site := newPages(t)
	site.bytes["/"] = page{kind: "text/html", text: `<link rel="alternate" type="application/rss+xml" href="exec:news"><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"><a href="file:///x.rss">RSS</a>`}
	found, err := c.Find(t.Context(), site.URL)
	if err == nil || len(found) > 0 {
		t.Errorf("found %+v", found)
	}
	if _, err := c.Subscribe(t.Context(), Found{URL: "exec:news"}, 0); !errors.Is(err, discover.ErrNotAddress) {
		t.Errorf("a command that nobody typed: %v", err)
	}
}
