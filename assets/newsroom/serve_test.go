package newsroom

import (
	"bytes"
	"compress/gzip"
	"context"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// ask sends a request to the handler; headers are pairs.
func ask(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://news.test"+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func quick(now time.Time) *Newsroom {
	n := New(now)
	n.Delay = 0
	return n
}

func TestEveryPageIsReachable(t *testing.T) {
	n := quick(now)
	h := n.Handler()
	if w := ask(h, "/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "港口日报") {
		t.Errorf("the index answers %d", w.Code)
	}
	for _, s := range n.Sources() {
		home := ask(h, s.Home)
		if home.Code != http.StatusOK || !strings.Contains(home.Body.String(), `href="`+s.Feed+`"`) {
			t.Errorf("%s: the front page answers %d or does not name the feed", s.Slug, home.Code)
		}
		for _, a := range n.Articles(s.Slug) {
			w := ask(h, a.path())
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<article>") {
				t.Errorf("%s answers %d", a.path(), w.Code)
			}
		}
	}
}

func TestAnArticlesPageHasTheWholeTextAndASurrounding(t *testing.T) {
	w := ask(New(now).Handler(), "/harbour-post/business/nine-agreements-signed")
	for _, part := range []string{
		"The certificate is the part", "Ada Lindqvist", "<nav>", "Read next", "<footer>",
		`<a href="/solder-and-sand/policy/what-a-test-centre-tests">`, `property="og:image" content="http://news.test/harbour-post/pictures/`,
	} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page lacks %q", part)
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	h := New(now).Handler()
	for _, path := range []string{
		"/nobody/", "/nobody/favicon.png", "/harbour-post/business/nothing", "/harbour-post/sport/nine-agreements-signed",
		"/harbour-post/pictures/nothing.jpg", "/harbour-post/pictures/nine-agreements-signed.gif", "/nobody/a/b",
	} {
		if w := ask(h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, w.Code)
		}
	}
}

func TestUnchangedFeedsAnswer304(t *testing.T) {
	n := quick(now)
	h := n.Handler()
	for _, s := range n.Sources() {
		if s.Broken {
			continue
		}
		first := ask(h, s.feedPath())
		if first.Code != http.StatusOK {
			t.Errorf("%s answers %d", s.Slug, first.Code)
		}
		etag, modified := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
		if w := ask(h, s.feedPath(), "If-None-Match", etag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s: %d with its ETag", s.Slug, w.Code)
		}
		if w := ask(h, s.feedPath(), "If-Modified-Since", modified); w.Code != http.StatusNotModified {
			t.Errorf("%s: %d with its date", s.Slug, w.Code)
		}
		if w := ask(h, s.feedPath(), "If-None-Match", `"other"`, "If-Modified-Since", modified); w.Code != http.StatusOK {
			t.Errorf("%s: %d with another ETag", s.Slug, w.Code)
		}
	}
}

func TestPublishingChangesTheValidators(t *testing.T) {
	n := New(now)
	h := n.Handler()
	before := ask(h, "/harbour-post/rss.xml")
	if err := n.Publish(Article{ID: "harbour-post/extra", Title: "Extra", Published: now, Text: "News."}); err != nil {
		t.Fatal(err)
	}
	after := ask(h, "/harbour-post/rss.xml", "If-None-Match", before.Header().Get("ETag"))
	if after.Code != http.StatusOK || !strings.Contains(after.Body.String(), "<title>Extra</title>") {
		t.Errorf("answers %d", after.Code)
	}
}

func TestTextIsCompressedForThoseWhoTakeIt(t *testing.T) {
	h := New(now).Handler()
	flat := ask(h, "/morgenblatt/feed/rss.xml")
	packed := ask(h, "/morgenblatt/feed/rss.xml", "Accept-Encoding", "gzip, br")
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("ETag") == flat.Header().Get("ETag") {
		t.Fatalf("headers %v", packed.Header())
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || !bytes.Equal(text, flat.Body.Bytes()) {
		t.Errorf("another text, %v", err)
	}
	if w := ask(h, "/morgenblatt/favicon.png", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a picture was compressed again")
	}
}

func TestEveryPictureDecodes(t *testing.T) {
	n := New(now)
	h := n.Handler()
	drawn := map[string]bool{} // one picture of each scene, and every favicon
	for _, s := range n.Sources() {
		check(t, h, s.Home+"favicon.png", markSize, markSize)
		for _, a := range n.Articles(s.Slug) {
			if a.Picture != "" && !drawn[a.Picture] {
				drawn[a.Picture] = true
				check(t, h, a.picturePath(), pictureWidth, pictureHeight)
			}
		}
	}
	if len(drawn) < 10 {
		t.Errorf("only %d scenes are used", len(drawn))
	}
}

func check(t *testing.T, h http.Handler, path string, width, height int) {
	t.Helper()
	w := ask(h, path)
	img, _, err := image.Decode(w.Body)
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	if size := img.Bounds().Size(); size != image.Pt(width, height) {
		t.Errorf("%s is %v", path, size)
	}
}

func TestPicturesOfAllScenesDifferAndStayTheSame(t *testing.T) {
	seen := map[string]string{}
	for name := range scenes {
		picture := string(drawPicture(name, "x"))
		if other := seen[picture]; other != "" {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[picture] = name
	}
	if !bytes.Equal(drawPicture("sea", "x"), drawPicture("sea", "x")) || bytes.Equal(drawPicture("sea", "x"), drawPicture("sea", "y")) {
		t.Error("a picture follows from its scene and name alone")
	}
	if !bytes.Equal(drawPicture("nothing", "x"), drawPicture("plain", "x")) {
		t.Error("an unknown scene is not plain")
	}
}

func TestOneSourceIsBrokenOneMovedOneSlow(t *testing.T) {
	n := quick(now)
	h := n.Handler()
	var broken, moved, slow int
	for _, s := range n.Sources() {
		switch {
		case s.Broken:
			broken++
			if w := ask(h, s.Feed); w.Code != http.StatusInternalServerError {
				t.Errorf("%s answers %d", s.Slug, w.Code)
			}
		case s.Moved != "":
			moved++
			if w := ask(h, s.Feed); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != s.Moved {
				t.Errorf("%s answers %d", s.Slug, w.Code)
			}
		case s.Slow:
			slow++
			if w := ask(h, s.Feed); w.Code != http.StatusOK {
				t.Errorf("%s answers %d", s.Slug, w.Code)
			}
		}
	}
	if broken != 1 || moved != 1 || slow != 1 {
		t.Errorf("%d broken, %d moved, %d slow", broken, moved, slow)
	}
}

func TestTheSlowSourceGivesUpWithItsReader(t *testing.T) {
	n := New(now)
	n.Delay = time.Hour
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := httptest.NewRecorder()
	n.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/lantern-review/feed.xml", nil))
	if w.Body.Len() != 0 {
		t.Errorf("it answered %s", w.Body)
	}
}

func TestStartServesUntilClosed(t *testing.T) {
	s, err := Start(now)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(s.URL + "/harbour-post/rss.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || !strings.Contains(string(text), s.URL+"/harbour-post/business/") {
		t.Errorf("the feed does not name its own address: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if answer, err := http.Get(s.URL); err == nil {
		answer.Body.Close()
		t.Error("it answers after Close")
	}
}

func BenchmarkPicture(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		drawPicture("port", "x")
	}
}
