package terminal

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tidings/app"
)

// mover is a site whose feed leaves its first address when it is told to.
func mover(t *testing.T) (address string, move func()) {
	t.Helper()
	var moved atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/old.xml" && !moved.Load() || r.URL.Path == "/new.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>http://%s/</link>
				<item><title>Dam holds</title><guid isPermaLink="false">a</guid><pubDate>%s</pubDate><description>Text.</description></item></channel></rss>`,
				r.Host, time.Now().Add(-time.Hour).Format(time.RFC1123Z))
		case r.URL.Path == "/":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<html><head><title>Paper</title><link rel="alternate" type="application/rss+xml" href="/new.xml"></head><body>Hello</body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, func() { moved.Store(true) }
}

func TestAFeedThatIsGoneIsFoundAndFollowed(t *testing.T) {
	url, move := mover(t)
	d := emptyDesk(t)
	d.fine("add", url+"/old.xml")
	if out := d.fine("feeds", "--troubled"); !strings.Contains(out, "Your feed is well.") {
		t.Errorf("at first it says %q", out)
	}
	move()
	if got := d.run("feeds", "1", "--retry"); got.code != partly || !strings.Contains(got.out, "nothing at this address (404)") ||
		!strings.Contains(got.out, "tidingsctl feeds 1 --find-address") {
		t.Errorf("exit %d, %s%s", got.code, got.out, got.err)
	}
	list := lines[healthRecord](t, d.fine("feeds", "--troubled", "--json"))
	if len(list) != 1 || list[0].State != "failing" || !list[0].NeedsLook || list[0].Actions[0] != app.FindAddress {
		t.Errorf("troubled are %+v", list)
	}
	found := lines[homeRecord](t, d.fine("feeds", "1", "--find-address", "--json"))
	if len(found) != 1 || found[0].URL != url+"/new.xml" || found[0].Same != 1 {
		t.Fatalf("found %+v", found)
	}
	if out := d.fine("feeds", "1", "--find-address"); !strings.Contains(out, url+"/new.xml") || !strings.Contains(out, "Dam holds") {
		t.Errorf("found %s", out)
	}
	after := one[healthRecord](t, d.fine("feeds", "1", "--address", found[0].URL, "--json"))
	if after.State != "fine" || after.URL != url+"/new.xml" || after.Total != 1 {
		t.Errorf("after that it is %+v", after)
	}
	d.fine("undo")
	if f := one[healthRecord](t, d.fine("feeds", "1", "--json")); f.URL != url+"/old.xml" {
		t.Errorf("after undo it is at %s", f.URL)
	}
}

func TestAFeedIsPausedAndResumed(t *testing.T) {
	url, _ := mover(t)
	d := emptyDesk(t)
	d.fine("add", url+"/old.xml")
	if f := one[healthRecord](t, d.fine("feeds", "Paper", "--pause", "--json")); f.State != "paused" {
		t.Errorf("it is %s", f.State)
	}
	if out := d.fine("feeds"); !strings.Contains(out, "paused") {
		t.Errorf("the list says %s", out)
	}
	if f := one[healthRecord](t, d.fine("feeds", "Paper", "--resume", "--json")); f.State != "fine" || len(f.Weeks) == 0 {
		t.Errorf("it is %+v", f)
	}
}

func TestFeedsSaysWhatCannotBeDone(t *testing.T) {
	url, _ := mover(t)
	d := emptyDesk(t)
	d.fine("add", url+"/old.xml")
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"nothing named":        {[]string{"feeds", "--pause"}, misuse, "Name one feed"},
		"two things":           {[]string{"feeds", "1", "--pause", "--retry"}, misuse, "one thing to do"},
		"troubled with a feed": {[]string{"feeds", "1", "--troubled"}, misuse, "--troubled or --search without a feed"},
		"no address":           {[]string{"feeds", "1", "--address", "paper"}, misuse, "does not look like"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := d.run(test.args...); got.code != test.code || !strings.Contains(got.err, test.says) {
				t.Errorf("exit %d, %q; want %d and %q", got.code, got.err, test.code, test.says)
			}
		})
	}
}

func TestAFeedWhoseServerWantsToBeLeftAloneSaysThatItWasNotAsked(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	t.Cleanup(s.Close)
	d := emptyDesk(t)
	d.runWith(`<opml><body><outline text="Harbour news and everything else that happens on the whole coast" xmlUrl="`+s.URL+`/feed"/></body></opml>`, "import", "-")
	if got := d.run("refresh"); got.code != partly {
		t.Fatalf("at first: exit %d, %s", got.code, got.err)
	}
	got := d.run("feeds", "1", "--retry")
	if got.code != partly || !strings.Contains(got.err, "Not asked: Its server asks to be left alone for") {
		t.Errorf("exit %d, %q", got.code, got.err)
	}
	if out := d.fine("feeds"); !strings.Contains(out, "0 of 0      failing") {
		t.Errorf("beside a long name its state is cut off:\n%s", out)
	}
	if !strings.Contains(got.out, "articles  none yet") || strings.Contains(got.out, "a week") {
		t.Errorf("of nothing it says\n%s", got.out)
	}
}

func TestNumbersAreDrawnAsBars(t *testing.T) {
	if got := bars([]int{0, 1, 4, 7}); got != "▁▂▅█" {
		t.Errorf("drawn as %s", got)
	}
	if got := bars([]int{0, 0}); got != "▁▁" {
		t.Errorf("nothing is drawn as %s", got)
	}
}
