package fetch

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestARedirectIsPermanentIfEveryHopIs(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		codes := map[string]int{"p": 301, "q": 308, "f": 302, "o": 303, "t": 307}
		step, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "-")
		if code := codes[step]; code != 0 {
			http.Redirect(w, r, "/"+rest+"#part", code)
		}
	})
	c := newClient(t, Config{})
	for path, permanent := range map[string]bool{
		"end": false, "p-end": true, "q-end": true, "p-q-end": true,
		"f-end": false, "o-end": false, "t-end": false, "p-f-end": false, "f-p-end": false,
	} {
		resp, err := c.Get(t.Context(), Request{URL: server.URL + "/" + path})
		if err != nil {
			t.Fatal(err)
		}
		if resp.URL != server.URL+"/end" {
			t.Errorf("%s: ends at %s", path, resp.URL)
		}
		want := ""
		if permanent {
			want = server.URL + "/end"
		}
		if resp.Permanent != want {
			t.Errorf("%s: permanent %q; want %q", path, resp.Permanent, want)
		}
	}
}

func TestAFeedIsGoneOnlyWhereItIsItselfOrHasMovedForGood(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/gone", http.StatusMovedPermanently)
		case "/for-now":
			http.Redirect(w, r, "/gone?until=noon", http.StatusFound)
		default:
			w.WriteHeader(http.StatusGone)
		}
	})
	for path, want := range map[string]bool{"/gone": true, "/moved": true, "/for-now": false} {
		_, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL + path})
		if s := State(feeds.FetchState{}, nil, err, "", monday); s.Gone != want || s.Status != http.StatusGone {
			t.Errorf("%s: %+v", path, s)
		}
	}
}

func TestAnAddressWithoutEndIsNoMove(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			http.Redirect(w, r, "/"+strings.Repeat("x", 5000), http.StatusMovedPermanently)
		}
	})
	if resp, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL + "/feed"}); err != nil || resp.Permanent != "" {
		t.Errorf("%+v, %v", resp, err)
	}
}

func TestADowngradeIsFollowedAndNotPermanent(t *testing.T) {
	plain := "http://example.org/feed"
	c := newClient(t, Config{Transport: answers{
		"https://example.org/feed": {StatusCode: 301, Header: http.Header{"Location": {plain}}},
		plain:                      {StatusCode: 200},
	}})
	resp, err := c.Get(t.Context(), Request{URL: "https://example.org/feed"})
	if err != nil || resp.URL != plain || resp.Permanent != "" {
		t.Errorf("%+v, %v", resp, err)
	}
}

func TestNothingOfTheReaderGoesToAnotherHost(t *testing.T) {
	var other http.Header
	stranger := serve(t, func(w http.ResponseWriter, r *http.Request) { other = r.Header })
	var own http.Header
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/out":
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "s"})
			http.Redirect(w, r, stranger.URL, http.StatusFound)
		case "/in":
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "s"})
			http.Redirect(w, r, "/end", http.StatusFound)
		case "/end":
			if own = r.Header; own.Get("Authorization") == "" {
				w.WriteHeader(http.StatusUnauthorized)
			}
		}
	})
	c := newClient(t, Config{})
	login := http.Header{"Authorization": {"Bearer secret"}, "Cookie": {"id=secret"}, "X-Api-Key": {"secret"}}
	for name, r := range map[string]Request{
		"headers": {URL: server.URL + "/out", Header: login},
		"address": {URL: strings.Replace(server.URL, "//", "//me:secret@", 1) + "/out"},
		"login":   {URL: server.URL + "/out", User: url.UserPassword("me", "secret")},
		"both":    {URL: server.URL + "/out", User: url.UserPassword("me", "secret"), Header: login},
	} {
		if _, err := c.Get(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"Authorization", "Cookie", "X-Api-Key", "Referer"} {
			if other.Get(key) != "" {
				t.Errorf("%s: another host got %s: %s", name, key, other.Get(key))
			}
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL + "/in", Header: login}); err != nil {
		t.Fatal(err)
	}
	if own.Get("Authorization") != "Bearer secret" || !strings.Contains(own.Get("Cookie"), "session=s") {
		t.Errorf("the same host got %v", own)
	}
	if _, err := c.Get(t.Context(), Request{URL: server.URL + "/in", User: url.UserPassword("you", "secret")}); err != nil {
		t.Fatal(err)
	}
	if name, password, _ := (&http.Request{Header: own}).BasicAuth(); name != "you" || password != "secret" {
		t.Errorf("the login got lost on its own host: %v", own)
	}
	resp, err := c.Get(t.Context(), Request{URL: strings.Replace(server.URL, "//", "//me:secret@", 1) + "/in"})
	if err != nil || strings.Contains(resp.URL, "secret") {
		t.Errorf("%+v, %v", resp, err)
	}
	if name, password, _ := (&http.Request{Header: own}).BasicAuth(); name != "me" || password != "secret" {
		t.Errorf("the login in the address got lost: %v", own)
	}
}

func TestALoginFollowsItsHostToHTTPSAndNotBack(t *testing.T) {
	for name, test := range map[string]struct {
		from, to string
		want     bool
	}{
		"upgrade":          {"http://example.org/a", "https://example.org/a", true},
		"upgrade, port":    {"http://example.org/a", "https://example.org:8443/a", false},
		"upgrade of port":  {"http://example.org:8080/a", "https://example.org/a", false},
		"downgrade":        {"https://example.org/a", "http://example.org/a", false},
		"subdomain":        {"https://example.org/a", "https://www.example.org/a", false},
		"other port":       {"https://example.org/a", "https://example.org:8443/a", false},
		"default port":     {"https://example.org/a", "https://EXAMPLE.org:443/b", true},
		"name written out": {"https://b%C3%BCcher.example/a", "https://xn--bcher-kva.example/b", true},
		"final dot, TLS":   {"http://example.org/a", "https://example.org./b", true},
	} {
		seen := map[string]http.Header{}
		c := newClient(t, Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			seen[r.URL.String()] = r.Header
			resp := &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}
			if r.URL.String() == test.from {
				resp.StatusCode = 302
				resp.Header.Set("Location", test.to)
			}
			return resp, nil
		})})
		for _, r := range []Request{
			{URL: test.from, Header: http.Header{"Authorization": {"secret"}}},
			{URL: test.from, Header: http.Header{"X-Key": {"secret"}}, User: url.User("me")},
		} {
			if _, err := c.Get(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			h := seen[test.to]
			if got := h.Get("Authorization") != "" || h.Get("X-Key") != ""; got != test.want {
				t.Errorf("%s: got %v; want %v", name, h, test.want)
			}
		}
	}
}

func TestACookieThatIsAskedForOnTheWayIsGivenBack(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("consent"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "consent", Value: "1", Path: "/"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}
	})
	c := newClient(t, Config{})
	for range 2 { // nothing of it is kept
		if _, err := c.Get(t.Context(), Request{URL: server.URL}); err != nil {
			t.Error(err)
		}
	}
}

func TestValidatorsGoAsAPairToTheAddressThatGaveThem(t *testing.T) {
	const etag, modified = `W/"a,b"`, "Mon, 5 Jan 2026 08:12:00 +0700" // not the form of RFC 9110, but what it sent
	target := ""
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		tag, date := r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")
		switch {
		case r.URL.Path == "/from":
			if tag+date != "" {
				t.Errorf("the redirecting address got %q, %q", tag, date)
			}
			http.Redirect(w, r, target, http.StatusFound)
		case tag == etag && date == modified:
			w.WriteHeader(304)
		case tag+date != "":
			t.Errorf("half a pair: %q, %q", tag, date)
		}
	})
	c := newClient(t, Config{})
	for name, test := range map[string]struct {
		url, by, target string
		notModified     bool
	}{
		"own address":      {url: "/feed", notModified: true},
		"after a redirect": {url: "/from", by: "/feed", target: "/feed", notModified: true},
		"redirect changed": {url: "/from", by: "/feed", target: "/other"},
		"no redirect more": {url: "/feed", by: "/old"},
		"redirect is new":  {url: "/from", by: "", target: "/none"},
	} {
		target = test.target
		r := Request{URL: server.URL + test.url, ETag: etag, LastModified: modified}
		if test.by != "" {
			r.ValidatorURL = server.URL + test.by
		}
		if name == "redirect is new" {
			r.ETag, r.LastModified = "", ""
		}
		resp, err := c.Get(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if resp.NotModified != test.notModified || resp.NotModified && (resp.Status != 304 || len(resp.Body) != 0) {
			t.Errorf("%s: %+v", name, resp)
		}
	}
}

func TestAValidatorThatCannotBeSentIsLeftOut(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			t.Error("sent")
		}
	})
	if _, err := newClient(t, Config{}).Get(t.Context(), Request{URL: server.URL, ETag: "a\nb"}); err != nil {
		t.Error(err)
	}
}
