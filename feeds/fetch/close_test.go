package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tidings/feeds"
)

// says is a Transport that always answers so.
func says(status int, pairs ...string) roundTrip {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: header(pairs...).Header, Body: http.NoBody}, nil
	}
}

func TestAClosedHostIsToldOnceAndKnownAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []feeds.Host
		c := New(Config{Transport: says(503, "Retry-After", "3600"), Closing: func(h feeds.Host) { told = append(told, h) }})
		defer c.Close()
		for _, path := range []string{"one", "two"} {
			_, _ = c.Get(t.Context(), Request{URL: "https://Example.org:443/" + path})
		}
		want := []feeds.Host{{Name: "example.org", Closed: time.Now().Add(time.Hour), Why: "It asks to be left alone for 1 hour."}}
		if !slices.Equal(told, want) || !slices.Equal(c.Closed(), want) {
			t.Errorf("told %v, closed %v; want %v", told, c.Closed(), want)
		}

		asked := 0
		next := New(Config{Closing: func(feeds.Host) { t.Error("told of what it was told") },
			Transport: roundTrip(func(*http.Request) (*http.Response, error) {
				asked++
				return says(200)(nil)
			})})
		defer next.Close()
		for _, h := range told {
			next.CloseHost(h)
		}
		if !slices.Equal(next.Closed(), want) {
			t.Errorf("restored %v", next.Closed())
		}
		time.Sleep(59 * time.Minute)
		for _, url := range []string{"http://example.org/", "https://example.org/"} {
			if _, err := next.Get(t.Context(), Request{URL: url}); ClassOf(err) != Busy || asked > 0 {
				t.Errorf("%s within the hour: %v", url, err)
			}
		}
		time.Sleep(time.Minute)
		if _, err := next.Get(t.Context(), Request{URL: "http://example.org/"}); err != nil || len(next.Closed()) > 0 {
			t.Errorf("after it: %v, closed %v", err, next.Closed())
		}
	})
}

func TestAHostIsClosedForADayAtMostWhateverWasStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Transport: says(200)})
		defer c.Close()
		c.CloseHost(feeds.Host{Name: "example.org", Closed: time.Now().AddDate(90, 0, 0)})
		c.CloseHost(feeds.Host{Name: "example.net", Closed: time.Now().Add(-time.Hour)})
		time.Sleep(24 * time.Hour)
		for _, url := range []string{"http://example.org/", "http://example.net/"} {
			if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestAHostThatWasClosedByAWrongClockIsClosedForADayAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Config{Transport: says(200)})
		defer c.Close()
		c.gate.closeHost(feeds.Host{Name: "example.org", Closed: time.Now().AddDate(4, 0, 0)}) // as the clock was then
		var e *Error
		if _, err := c.Get(t.Context(), Request{URL: "http://example.org/"}); !errors.As(err, &e) || e.Class != Busy || e.RetryAfter > 24*time.Hour {
			t.Errorf("%+v", e)
		}
		time.Sleep(24 * time.Hour) // takes no time in here
		if _, err := c.Get(t.Context(), Request{URL: "http://example.org/"}); err != nil {
			t.Error(err)
		}
	})
}

func TestAHostThatSaysTooOftenAgainIsLeftAloneLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status := 429
		c := New(Config{Transport: roundTrip(func(*http.Request) (*http.Response, error) { return says(status)(nil) })})
		defer c.Close()
		var got []time.Duration
		for range 10 {
			_, _ = c.Get(t.Context(), Request{URL: "http://example.org/"})
			got = append(got, time.Until(c.Closed()[0].Closed))
			time.Sleep(got[len(got)-1])
		}
		want := []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 240, 240}
		for i := range want {
			want[i] *= time.Minute
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %v\nwant %v", got, want)
		}
		status = 200
		_, _ = c.Get(t.Context(), Request{URL: "http://example.org/"})
		status = 429
		_, _ = c.Get(t.Context(), Request{URL: "http://example.org/"})
		if left := time.Until(c.Closed()[0].Closed); left > time.Minute {
			t.Errorf("after a good answer: %v", left)
		}
	})
}

func TestLimitsThatAServerNamesAreKept(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		header []string
		quiet  time.Duration
	}{
		"none left":                {200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "90"}, 90 * time.Second},
		"none left, with points":   {200, []string{"X-Ratelimit-Remaining", "0.0", "X-Ratelimit-Reset", "90.5"}, 90 * time.Second},
		"none left until a time":   {200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "{in}"}, 5 * time.Minute},
		"none left until ms":       {200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "{in}000"}, 5 * time.Minute},
		"none left until, written": {200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "{at}"}, 5 * time.Minute},
		"without the X":            {200, []string{"RateLimit-Remaining", "0", "RateLimit-Reset", "90"}, 90 * time.Second},
		"as the older draft":       {200, []string{"RateLimit", "limit=100, remaining=0, reset=90"}, 90 * time.Second},
		"as the newer draft":       {200, []string{"RateLimit", `"default";r=0;t=90`}, 90 * time.Second},
		"none left, not modified":  {304, []string{"RateLimit", `"default";r=0;t=90`}, 90 * time.Second},
		"none left for long":       {200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "86400"}, time.Hour},
		"some left":                {200, []string{"X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "90"}, 0},
		"no number":                {200, []string{"X-RateLimit-Remaining", "few", "X-RateLimit-Reset", "90"}, 0},
		"no time":                  {200, []string{"X-RateLimit-Remaining", "0"}, 0},
		"too many":                 {429, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "90"}, 90 * time.Second},
		"too many, not how many":   {429, []string{"X-RateLimit-Reset", "90"}, 90 * time.Second},
		"Retry-After goes before":  {429, []string{"Retry-After", "300", "X-RateLimit-Reset", "90"}, 5 * time.Minute},
		"forbidden for its limits": {403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "{in}"}, 5 * time.Minute},
		"forbidden otherwise":      {403, []string{"X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "{in}"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				at := fmt.Sprint(time.Now().Add(5 * time.Minute).Unix())
				pairs := slices.Clone(test.header)
				for i := range pairs {
					pairs[i] = strings.NewReplacer("{in}", at, "{at}", time.Now().Add(5*time.Minute).UTC().Format(time.RFC3339Nano)).Replace(pairs[i])
				}
				c := New(Config{Transport: says(test.status, pairs...)})
				defer c.Close()
				_, _ = c.Get(t.Context(), Request{URL: "http://example.org/", ETag: `"1"`})
				var quiet time.Duration
				if list := c.Closed(); len(list) > 0 {
					quiet = time.Until(list[0].Closed)
				}
				if quiet != test.quiet {
					t.Errorf("left alone for %v; want %v", quiet, test.quiet)
				}
			})
		})
	}
}

func TestAHostHasOneNameInAllItsAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://Example.org/feed":          "example.org",
		"http://me:secret@example.org:80/a": "example.org",
		"https://example.org.:443":          "example.org",
		"https://example.org:80/":           "example.org:80",
		"http://example.org:8080/":          "example.org:8080",
		"https://Bücher.example/":           "xn--bcher-kva.example",
		"https://xn--bcher-kva.example/":    "xn--bcher-kva.example",
		"http://[2001:DB8::1]/":             "[2001:db8::1]",
		"http://[::1]:8080/":                "[::1]:8080",
		"feed":                              "",
		"http://%zz/":                       "",
	} {
		if got := HostOf(address); got != want {
			t.Errorf("%s: %q; want %q", address, got, want)
		}
	}
}
