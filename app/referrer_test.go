package app

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"
)

// shy is a server that answers only who comes from a page that it knows.
type shy struct {
	*httptest.Server
	mu     sync.Mutex
	wants  func(referrer string, r *http.Request) bool
	answer int // to others; 200: with a page
	said   []string
}

func newShy(t *testing.T, answer int, wants func(referrer string, r *http.Request) bool) *shy {
	s := &shy{answer: answer, wants: wants}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		said := r.Header.Get("Referer")
		s.said = append(s.said, said)
		switch {
		case s.wants(said, r):
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "a picture")
		case s.answer == 200:
			_, _ = io.WriteString(w, "<!DOCTYPE html><html><body>Not from here</body></html>")
		default:
			w.WriteHeader(s.answer)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// heard are the referrers that the server was told since the last call.
func (s *shy) heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.said
	s.said = nil
	return out
}

func TestAReferrerIsNamedOnlyToWhoWantsOneAndRemembered(t *testing.T) {
	for name, answer := range map[string]int{"403": 403, "404": 404, "451": 451, "a page": 200} {
		core, site, a := lamp(t)
		s := newShy(t, answer, func(said string, _ *http.Request) bool { return said == site.URL+"/" })
		if _, err := core.db.Look(t.Context(), a.ID, [][]string{{s.URL + "/1.png"}, {s.URL + "/2.png"}}); err != nil {
			t.Fatal(err)
		}
		picture(t, core, s.URL+"/1.png")
		if said := s.heard(); !slices.Equal(said, []string{"", site.URL + "/"}) {
			t.Errorf("%s: at first it was told %q", name, said)
		}
		dir := core.Dir()
		if err := core.Close(); err != nil {
			t.Fatal(err)
		}
		later := time.Now()
		core = openCore(t, Config{Dir: dir, Now: func() time.Time { return later }})
		picture(t, core, s.URL+"/2.png")
		if said := s.heard(); !slices.Equal(said, []string{site.URL + "/"}) {
			t.Errorf("%s: after a restart it was told %q", name, said)
		}
		later = later.Add(ruleLasts + time.Hour)
		if kind := core.pictures.referrers.rule(t.Context(), core, hostAndPort(t, s.URL)); kind != noReferrer {
			t.Errorf("%s: a month later the rule is %q", name, kind)
		}
	}
}

func hostAndPort(t *testing.T, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

func TestAHostMayWantItsOwnAddress(t *testing.T) {
	core := openCore(t, Config{})
	s := newShy(t, 403, func(said string, r *http.Request) bool { return said == "http://"+r.Host+"/" })
	picture(t, core, s.URL+"/1.png")
	picture(t, core, s.URL+"/2.png")
	if said := s.heard(); !slices.Equal(said, []string{"", s.URL + "/", s.URL + "/"}) {
		t.Errorf("it was told %q", said)
	}
}

func TestAHostThatRefusesEverybodyIsNotAskedThriceForEachPicture(t *testing.T) {
	core := openCore(t, Config{})
	s := newShy(t, 403, func(string, *http.Request) bool { return false })
	for i := range 3 {
		if _, err := core.Picture(t.Context(), fmt.Sprint(s.URL, "/", i, ".png")); err == nil {
			t.Error("it gave a picture")
		}
	}
	if said := s.heard(); len(said) != 4 {
		t.Errorf("it was told %q", said)
	}
}

func TestAReferrerTellsNoMoreThanTheOriginToAnotherSite(t *testing.T) {
	for _, test := range []struct{ page, picture, want string }{
		{"https://news.example/world/secret?who=me#top", "https://img.example/1.png", "https://news.example/"},
		{"https://News.example/world?a=1#top", "https://news.example/1.png", "https://News.example/world?a=1"},
		{"https://me:pass@news.example/world", "https://img.example/1.png", "https://news.example/"},
		{"https://me:pass@news.example/world", "https://news.example/1.png", "https://news.example/world"},
		{"https://news.example/world", "http://img.example/1.png", ""},
		{"http://news.example/world", "https://img.example/1.png", "http://news.example/"},
		{"https://news.example:8443/world", "https://news.example/1.png", "https://news.example:8443/"},
		{"mailto:me@news.example", "https://img.example/1.png", ""},
		{"", "https://img.example/1.png", ""},
	} {
		u, err := url.Parse(test.picture)
		if err != nil {
			t.Fatal(err)
		}
		if got := referrerFor(test.page, u); got != test.want {
			t.Errorf("%s for %s: %q, want %q", test.page, test.picture, got, test.want)
		}
	}
}

func TestWhatWorkedBeforeIsGivenUpWhenItDoesNotWorkAnyMore(t *testing.T) {
	core := openCore(t, Config{})
	strict := true
	s := newShy(t, 403, func(said string, r *http.Request) bool { return (said == "http://"+r.Host+"/") == strict })
	picture(t, core, s.URL+"/1.png")
	s.mu.Lock()
	strict = false
	s.mu.Unlock()
	picture(t, core, s.URL+"/2.png")
	s.heard()
	picture(t, core, s.URL+"/3.png")
	if said := s.heard(); !slices.Equal(said, []string{""}) {
		t.Errorf("it was told %q", said)
	}
}
