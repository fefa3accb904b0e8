package app

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// answers is how each bad server answers. All but the good one and the truncated
// one leave a sentence beside the feed.
var answers = map[string]struct {
	answer http.HandlerFunc
	want   string // the sentence; empty: all is well
}{
	"good":      {text("application/rss+xml", rssOf("Good", item("a", "Good news", "All is well.", 1))), ""},
	"truncated": {text("application/rss+xml", cutOff(rssOf("Cut", item("b", "First half", "Whole.", 1), item("c", "Second half", "Not whole, because the end is missing.", 1)))), ""},

	"plain text":                    {text("text/plain", "Hello there."), "The server sent plain text, not a feed."},
	"web page":                      {text("text/html", "<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Hello.</p></body></html>"), "There is a web page at this address, not a feed."},
	"a page of another kind as RSS": {text("application/rss+xml", "<!DOCTYPE html><html lang=en><body><h1>Please log in</h1></body></html>"), "There is a web page at this address, not a feed."},
	"other XML":                     {text("text/xml", `<?xml version="1.0"?><invoice><total>12</total></invoice>`), "The server sent XML that is not a feed."},
	"other JSON":                    {text("application/json", `{"status":"ok"}`), "The server sent JSON that is not a feed."},
	"subscriptions":                 {text("text/xml", `<?xml version="1.0"?><opml version="2.0"><body><outline text="A" xmlUrl="http://a.example/"/></body></opml>`), "This is a list of subscriptions (OPML), not a feed. It can be imported."},
	"empty body":                    {text("application/rss+xml", ""), "The server answered with an empty document."},

	"50 MB":                   {large, "The answer of 127.0.0.1 is too large for a feed."},
	"50 MB without saying so": {chunked, "The answer of 127.0.0.1 is too large for a feed."},
	"gzip bomb":               {bomb, "The answer of 127.0.0.1 is too large for a feed: a small file that unpacks into a huge one."},
	"not gzip":                {notPacked, "The answer of 127.0.0.1 makes no sense (not valid HTTP, or damaged)."},

	"redirect loop": {func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"?again", http.StatusFound)
	}, "127.0.0.1 sends us from one address to the next, and to no document."},
	"broken off": {brokenOff, "The connection to 127.0.0.1 broke off in the middle of the answer."},
	"no HTTP":    {noHTTP, "The answer of 127.0.0.1 makes no sense (not valid HTTP, or damaged)."},

	"login":        {status(401, 0), "127.0.0.1 wants a login (401)."},
	"forbidden":    {status(403, 0), "127.0.0.1 refuses to give us this feed (403)."},
	"not found":    {status(404, 0), "127.0.0.1 has nothing at this address (404)."},
	"gone":         {status(410, 0), "127.0.0.1 says that this feed is gone for good (410)."},
	"server error": {status(500, 0), "127.0.0.1 has a problem of its own (500)."},
	"too often":    {status(429, 3*time.Hour), "127.0.0.1 asks us to come back in 3 hours (429)."},
}

// sameSentence are cases whose reason is the same for a reader.
var sameSentence = map[string]bool{"a page of another kind as RSS": true, "50 MB without saying so": true, "no HTTP": true}

func text(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, strings.ReplaceAll(body, "{site}", "http://"+r.Host))
	}
}

func cutOff(document string) string { return document[:strings.Index(document, "because the end")] }

func status(code int, retry time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retry > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(int(retry.Seconds())))
		}
		http.Error(w, "no", code)
	}
}

// huge is a feed of 50 MB, a megabyte at a time.
func huge(w io.Writer) {
	_, _ = io.WriteString(w, "<rss version='2.0'><channel><title>Huge</title>")
	part := []byte(strings.Repeat("<item><title>Again</title></item>\n", 1<<20/34))
	for range 50 {
		if _, err := w.Write(part); err != nil {
			return // the client has seen enough
		}
	}
	_, _ = io.WriteString(w, "</channel></rss>")
}

func large(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", fmt.Sprint(50<<20))
	huge(w)
}

func chunked(w http.ResponseWriter, _ *http.Request) {
	w.(http.Flusher).Flush()
	huge(w)
}

// packedBomb is 50 MB in less than 100 kB.
var packedBomb = func() []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // the level is a valid one
	huge(z)
	_ = z.Close()
	return b.Bytes()
}

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(packedBomb())
}

func notPacked(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = io.WriteString(w, "It says that it is packed.")
}

func trickle(w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_, _ = w.Write([]byte(" "))
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func brokenOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100000")
	_, _ = io.WriteString(w, "<rss version='2.0'><channel>")
	panic(http.ErrAbortHandler)
}

func noHTTP(w http.ResponseWriter, _ *http.Request) {
	conn, to, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = to.WriteString("220 mail.example ESMTP\r\n")
	_ = to.Flush()
	_, _ = bufio.NewReader(conn).ReadByte()
}

func TestEveryBadServerGetsASentenceOfItsOwn(t *testing.T) {
	core := openCore(t, Config{})
	ids := map[string]feeds.FeedID{}
	want := map[string]string{}
	for name, a := range answers {
		ids[name], want[name] = subscribe(t, core, serve(t, a.answer)), a.want
	}
	ids["closed port"], want["closed port"] = subscribe(t, core, closedPort(t)+"/feed"), "127.0.0.1 does not accept connections."
	secure := httptest.NewUnstartedServer(answers["good"].answer)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of our complaint
	secure.StartTLS()
	t.Cleanup(secure.Close)
	ids["certificate"] = subscribe(t, core, secure.URL+"/feed")
	want["certificate"] = "The security certificate of 127.0.0.1 comes from an authority that this computer does not know."

	sum := refresh(t, core, Selection{})
	if sum.Feeds != len(ids) || sum.Failed != len(ids)-2 {
		t.Errorf("the refresh was %+v, want %d feeds and all but 2 to fail", sum, len(ids))
	}
	seen := map[string]string{}
	for name, id := range ids {
		f := feedBy(t, core, id)
		if f.Fetch.Error != want[name] {
			t.Errorf("%s: the sentence is %q, want %q", name, f.Fetch.Error, want[name])
		}
		if other, ok := seen[f.Fetch.Error]; ok && f.Fetch.Error != "" && !sameSentence[name] && !sameSentence[other] {
			t.Errorf("%s and %s have the same sentence: %s", name, other, f.Fetch.Error)
		}
		seen[f.Fetch.Error] = name
		if f.Fetch.Gone != (name == "gone") {
			t.Errorf("%s: gone is %v", name, f.Fetch.Gone)
		}
		if next := time.Until(f.Fetch.Next); name != "gone" && next < time.Minute {
			t.Errorf("%s is asked again in %v", name, next)
		}
	}
	for name, title := range map[string]string{"good": "Good news", "truncated": "First half"} {
		if got := titles(t, core, feeds.Scope{Feed: ids[name]}); len(got) == 0 || got[len(got)-1] != title && got[0] != title {
			t.Errorf("%s feed: %q are stored, want %q", name, got, title)
		}
	}
	if n := len(listed(t, core, feeds.Scope{})); n < 2 || n > 3 {
		t.Errorf("%d articles are stored, want those of the good and the truncated feed only", n)
	}
	if err := core.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func serve(t *testing.T, answer http.HandlerFunc) string {
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL + "/feed"
}

func TestSlowServersKeepNobodyWaiting(t *testing.T) {
	core := openCore(t, Config{Fetch: impatient})
	silent := subscribe(t, core, serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	slow := subscribe(t, core, serve(t, trickle))
	good := subscribe(t, core, serve(t, answers["good"].answer))
	if sum := refresh(t, core, Selection{}); sum.Feeds != 3 || sum.Failed != 2 {
		t.Errorf("the refresh was %+v", sum)
	}
	for id, want := range map[feeds.FeedID]string{
		silent: "127.0.0.1 did not answer in time.", slow: "127.0.0.1 answered so slowly that we stopped waiting.", good: "",
	} {
		if f := feedBy(t, core, id); f.Fetch.Error != want {
			t.Errorf("the sentence is %q, want %q", f.Fetch.Error, want)
		}
	}
	if got := titles(t, core, feeds.Scope{Feed: good}); len(got) != 1 {
		t.Errorf("beside them %q are stored", got)
	}
}

func closedPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

func TestEntitiesThatMultiplyDoNotFillTheMemory(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">`)
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, `<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	laughs.WriteString(`]>` + strings.TrimPrefix(rssOf("Laughs", item("a", "&l11;", "&l11;", 1), item("b", "Serious", "A text.", 2)), `<?xml version="1.0"?>`))
	site := newPages(t)
	site.set("/feed", page{kind: "application/rss+xml", text: laughs.String()})
	site.feed("/good", "Good", item("g", "Good news", "All is well.", 1))
	core := openCore(t, Config{})
	id := subscribe(t, core, site.URL+"/feed")
	subscribe(t, core, site.URL+"/good")
	refresh(t, core, Selection{})
	if f := feedBy(t, core, id); f.Fetch.Error != "" && !strings.HasSuffix(f.Fetch.Error, "not a feed.") {
		t.Errorf("the sentence is %q", f.Fetch.Error)
	}
	for _, a := range listed(t, core, feeds.Scope{}) {
		if len(a.Title) > 1000 || len(a.Lead) > 4000 {
			t.Errorf("an article has a title of %d bytes and a lead of %d", len(a.Title), len(a.Lead))
		}
	}
	if got := titles(t, core, feeds.Scope{Text: "title:good"}); len(got) != 1 {
		t.Errorf("beside it, %q are stored", got)
	}
}

func TestAFeedThatFailsKeepsItsArticlesAndComesBack(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Paper", item("a", "First", "One.", 3))
	core := openCore(t, Config{})
	id := subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	for _, bad := range []page{{status: 500}, {kind: "text/html", text: "<html><body>Maintenance</body></html>"}, {kind: "text/xml"}} {
		site.set("/feed", bad)
		refresh(t, core, Selection{Feed: id})
		f := feedBy(t, core, id)
		if f.Fetch.Error == "" || f.Total != 1 || f.Name() != "Paper" {
			t.Errorf("after %+v the feed is %+v", bad, f)
		}
	}
	if n := feedBy(t, core, id).Fetch.Failures; n != 3 {
		t.Errorf("%d failures in a row, want 3", n)
	}
	site.feed("/feed", "Paper", item("a", "First", "One.", 3), item("b", "Second", "Two.", 1))
	if sum := refresh(t, core, Selection{Feed: id}); sum.New != 1 {
		t.Errorf("afterwards %+v", sum)
	}
	if f := feedBy(t, core, id); f.Fetch.Error != "" || f.Fetch.Failures != 0 || f.Total != 2 {
		t.Errorf("it did not come back: %+v", f)
	}
}
