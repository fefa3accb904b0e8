package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tidings/internal/internet"
)

func kindsOf(w *internet.World) (kinds []string, statuses []int) {
	for _, v := range w.Visits() {
		kind, _, _ := strings.Cut(v.Header.Get("Authorization"), " ")
		kinds, statuses = append(kinds, kind), append(statuses, v.Status)
	}
	return kinds, statuses
}

func TestALoginIsLearntOnceAndThenCostsOneRequestAFeed(t *testing.T) {
	for name, test := range map[string]struct {
		address string
		login   *internet.Login
		want    string // the forms in which the login was sent, to feeds a, b, a
	}{
		"Digest":                            {"http://paper.example", &internet.Login{Kinds: []string{"SHA-256", "MD5"}}, "-,Digest,Digest,Digest"},
		"Digest of old servers":             {"http://paper.example", &internet.Login{Kinds: []string{"MD5"}}, "-,Digest,Digest,Digest"},
		"Digest rather than Basic":          {"http://paper.example", &internet.Login{Kinds: []string{"Basic", "MD5"}}, "-,Digest,Digest,Digest"},
		"Digest behind what we do not have": {"http://paper.example", &internet.Login{Kinds: []string{"Negotiate", `Digest realm="x", nonce="y", algorithm=SHA-1`, "MD5"}}, "-,Digest,Digest,Digest"},
		"Digest with a nonce for each":      {"http://paper.example", &internet.Login{Kinds: []string{"MD5"}, Uses: 1, Next: true}, "-,Digest,Digest,Digest"},
		"Digest whose nonces are used up":   {"http://paper.example", &internet.Login{Kinds: []string{"MD5"}, Uses: 2}, "-,Digest,Digest,Digest,Digest"},
		"Digest with TLS":                   {"https://paper.example", &internet.Login{Kinds: []string{"MD5"}}, "Basic,Digest,Digest,Digest"},
		"Basic without TLS":                 {"http://paper.example", &internet.Login{Kinds: []string{"Basic"}}, "-,Basic,Basic,Basic"},
		"Basic with TLS":                    {"https://paper.example", &internet.Login{Kinds: []string{"Basic"}}, "Basic,Basic,Basic"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
				test.login.User, test.login.Password = "me", "sesame"
				h := w.Host("paper.example")
				h.Login = test.login
				h.Feed("/a", &internet.Feed{})
				h.Feed("/b", &internet.Feed{})
				for _, path := range []string{"/a", "/b?c=d", "/a"} {
					if _, err := c.Get(t.Context(), Request{URL: test.address + path, User: url.UserPassword("me", "sesame")}); err != nil {
						t.Fatal(err)
					}
				}
				kinds, statuses := kindsOf(w)
				for i, kind := range kinds {
					if kind == "" {
						kinds[i] = "-"
					}
				}
				if got := strings.Join(kinds, ","); got != test.want {
					t.Errorf("%s; want %s; %v", got, test.want, statuses)
				}
			})
		})
	}
}

func TestTheSecondRequestOfAChallengeKeepsThePace(t *testing.T) {
	inWorld(t, Config{Pace: 3 * time.Second}, func(t *testing.T, w *internet.World, c *Client) {
		h := w.Host("paper.example")
		h.Login = &internet.Login{User: "me", Password: "sesame", Kinds: []string{"MD5"}}
		h.Feed("/a", &internet.Feed{})
		if _, err := c.Get(t.Context(), Request{URL: "http://paper.example/a", User: url.UserPassword("me", "sesame")}); err != nil {
			t.Fatal(err)
		}
		v := w.Visits()
		if len(v) != 2 || v[1].At.Sub(v[0].At) < 3*time.Second || h.Count().MostUnder != 1 {
			t.Errorf("%d requests, %v", len(v), h.Count())
		}
	})
}

func TestAServerThatForgotItsNoncesIsAnsweredAnew(t *testing.T) {
	inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
		login := &internet.Login{User: "me", Password: "sesame", Kinds: []string{"MD5"}}
		h := w.Host("paper.example")
		h.Login = login
		h.Feed("/a", &internet.Feed{})
		for range 2 {
			if _, err := c.Get(t.Context(), Request{URL: "http://paper.example/a", User: url.UserPassword("me", "sesame")}); err != nil {
				t.Fatal(err)
			}
			login.Restart()
		}
		if kinds, _ := kindsOf(w); len(kinds) != 4 {
			t.Errorf("requests with %q", kinds)
		}
	})
}

func TestAWrongPasswordIsSaidOnce(t *testing.T) {
	for name, test := range map[string]struct {
		kinds []string
		want  int // requests, then for the next try
		again int
	}{
		"Digest":         {[]string{"SHA-256", "MD5"}, 2, 2}, // the second time, the nonce may have been too old
		"Basic":          {[]string{"Basic"}, 2, 1},
		"either":         {[]string{"Basic", "MD5"}, 2, 2},
		"neither":        {[]string{"NTLM", "Negotiate"}, 1, 1},
		"no kind at all": {nil, 2, 1},
	} {
		inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
			h := w.Host("paper.example")
			h.Login = &internet.Login{User: "me", Password: "sesame", Kinds: test.kinds}
			h.Feed("/a", &internet.Feed{})
			for _, want := range []int{test.want, test.again} {
				before := len(w.Visits())
				_, err := c.Get(t.Context(), Request{URL: "http://paper.example/a", User: url.UserPassword("me", "open")})
				var e *Error
				if !errors.As(err, &e) || e.Status != http.StatusUnauthorized {
					t.Errorf("%s: %v", name, err)
				}
				if got := len(w.Visits()) - before; got != want {
					t.Errorf("%s: %d requests, want %d", name, got, want)
				}
			}
		})
	}
}

func TestAServerThatNeverHasEnoughIsGivenUp(t *testing.T) {
	requests := 0
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		w.Header().Set("Www-Authenticate", `Digest realm="a", nonce="`+strings.Repeat("n", requests)+`", qop="auth", stale=true`)
		w.WriteHeader(http.StatusUnauthorized)
	})
	_, err := newClient(t, Config{MaxRedirects: 4}).Get(t.Context(), Request{URL: server.URL, User: url.UserPassword("me", "sesame")})
	var e *Error
	if !errors.As(err, &e) || e.Status != http.StatusUnauthorized || requests != 5 {
		t.Errorf("%d requests, %v", requests, err)
	}
}

func TestALoginIsAnsweredToItsOwnHostOnly(t *testing.T) {
	inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
		home, other := w.Host("paper.example"), w.Host("other.example")
		home.Feed("/a", &internet.Feed{Faults: []internet.Fault{{Kind: internet.Moved, To: "http://other.example/a"}}})
		home.Login = &internet.Login{User: "me", Password: "sesame", Kinds: []string{"MD5"}}
		other.Login = &internet.Login{User: "me", Password: "sesame", Kinds: []string{"MD5", "Basic"}}
		other.Feed("/a", &internet.Feed{})
		_, err := c.Get(t.Context(), Request{URL: "http://paper.example/a", User: url.UserPassword("me", "sesame")})
		var e *Error
		if !errors.As(err, &e) || e.Status != http.StatusUnauthorized {
			t.Error(err)
		}
		for _, v := range w.Visits() {
			if v.Host == "other.example" && v.Header.Get("Authorization") != "" {
				t.Errorf("the other host was told %s", v.Header.Get("Authorization"))
			}
		}
	})
}

func TestWhatIsHiddenFromStrangersIsAskedForWithTheLogin(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := r.BasicAuth(); !ok {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c := newClient(t, Config{})
	if _, err := c.Get(t.Context(), Request{URL: server.URL, User: url.UserPassword("me", "sesame")}); err != nil {
		t.Error(err)
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL}); err == nil {
		t.Error("a stranger was let in")
	}
}

func TestARecordingIsOpenedWithADigest(t *testing.T) {
	inWorld(t, Config{}, func(t *testing.T, w *internet.World, c *Client) {
		h := w.Host("paper.example")
		h.Login = &internet.Login{User: "me", Password: "sesame", Kinds: []string{"SHA-256"}, Next: true, Uses: 1}
		h.Feed("/a", &internet.Feed{})
		for range 2 {
			s, err := c.Open(context.WithoutCancel(t.Context()), Request{URL: "http://paper.example/a", Accept: AcceptSound, User: url.UserPassword("me", "sesame")}, 0)
			if err != nil {
				t.Fatal(err)
			}
			_ = s.Close()
		}
		if kinds, _ := kindsOf(w); len(kinds) != 3 {
			t.Errorf("requests with %q", kinds)
		}
	})
}
