package discover

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var errMissing = errors.New("404")

// web is the answers to addresses. "FEED…" is a feed, "> address" a redirect,
// "> for good address" one for good, everything else a page.
type web map[string]string

type visit struct {
	web
	mu       sync.Mutex
	asked    []string
	requests int // redirects among them
}

func (v *visit) get(_ context.Context, address string, more func() bool) (Answer, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked = append(v.asked, address)
	v.requests++
	text, ok := v.web[address]
	moved := ""
	for to, isRedirect := strings.CutPrefix(text, "> "); isRedirect; to, isRedirect = strings.CutPrefix(text, "> ") {
		if !more() {
			return Answer{}, ErrTooMany
		}
		v.requests++
		if to, isRedirect = strings.CutPrefix(to, "for good "); isRedirect {
			moved = to
		}
		address = to
		text, ok = v.web[to]
	}
	if !ok {
		return Answer{}, errMissing
	}
	a := Answer{URL: address, Moved: moved, ContentType: "text/html; charset=utf-8", Header: http.Header{}, Body: []byte(text)}
	if isFeed(a) {
		a.ContentType = "application/rss+xml; charset=utf-8"
	}
	return a, nil
}

func isFeed(a Answer) bool { return strings.HasPrefix(string(a.Body), "FEED") }

// A result in short: address, "?" if it was not asked for, and how it was found.
func inShort(found []Found) []string {
	var list []string
	for _, f := range found {
		text := f.How + " " + f.URL
		if f.Answer == nil {
			text += " ?"
		}
		for _, c := range f.Also {
			text += " = " + c.URL
		}
		list = append(list, text)
	}
	return list
}

const declaresRSS = `<link rel="alternate" type="application/rss+xml" href="/rss">`

func TestFindFindsTheFeedsBehindAnAddress(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		web  web
		want []string
		err  error
	}{
		"a feed itself": {"https://a.example/rss", web{"https://a.example/rss": "FEED"},
			[]string{"address https://a.example/rss"}, nil},
		"a feed after a redirect, only over http": {"a.example", web{"http://a.example": "> http://b.example/rss", "http://b.example/rss": "FEED"},
			[]string{"address http://a.example"}, nil},
		"a feed that spells its address in another way": {"http://a.example/rss", web{"http://a.example/rss": "> https://www.a.example/rss", "https://www.a.example/rss": "FEED"},
			[]string{"address https://www.a.example/rss"}, nil},
		"a feed at an address for this visit": {"http://a.example/rss", web{"http://a.example/rss": "> http://a.example/rss?key=1", "http://a.example/rss?key=1": "FEED"},
			[]string{"address http://a.example/rss"}, nil},
		"a feed that has moved for good": {"http://a.example/rss", web{"http://a.example/rss": "> for good http://b.example/rss?key=1", "http://b.example/rss?key=1": "FEED"},
			[]string{"address http://b.example/rss?key=1"}, nil},
		"declared by the page": {"a.example", web{"https://a.example": declaresRSS, "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"declared and missing, but linked": {"a.example", web{
			"https://a.example": declaresRSS + `<a href="/x.rss">RSS</a>`, "https://a.example/x.rss": "FEED"},
			[]string{"anchor https://a.example/x.rss"}, nil},
		"declared under two addresses that are one": {"a.example", web{
			"https://a.example":     declaresRSS + `<link rel="feed" href="/old">`,
			"https://a.example/old": "> https://a.example/rss", "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"more than enough": {"a.example", web{
			"https://a.example":       `<a href="/1.rss">1</a><a href="/2.rss">2</a><a href="/3.rss">3</a><a href="/4.rss">4</a><a href="/5">RSS</a>`,
			"https://a.example/1.rss": "FEED", "https://a.example/2.rss": "a page", "https://a.example/3.rss": "FEED", "https://a.example/4.rss": "FEED"},
			[]string{"anchor https://a.example/1.rss", "anchor https://a.example/3.rss", "anchor https://a.example/4.rss"}, nil},
		"those not asked for are believed if they look like feeds": {"a.example", web{
			"https://a.example":       `<a href="/1.rss">1</a><a href="/2.rss">2</a><a href="/3.rss">3</a><a href="/4.rss">4</a><a href="/5.rss">5</a><a href="/6">RSS</a>`,
			"https://a.example/1.rss": "FEED", "https://a.example/2.rss": "FEED", "https://a.example/3.rss": "FEED", "https://a.example/4.rss": "FEED"},
			[]string{"anchor https://a.example/1.rss", "anchor https://a.example/2.rss", "anchor https://a.example/3.rss", "anchor https://a.example/4.rss", "anchor https://a.example/5.rss ?"}, nil},
		"a page that lists feeds": {"a.example", web{
			"https://a.example":                           `<a href="/service/rss-overview.html">RSS</a>`,
			"https://a.example/service/rss-overview.html": `<a href="/sport.xml">Sport</a>`, "https://a.example/sport.xml": "FEED"},
			[]string{"anchor https://a.example/sport.xml"}, nil},
		"an article, its site says more": {"https://a.example/2026/spring", web{
			"https://a.example/2026/spring": "text", "https://a.example/": declaresRSS, "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"a guess": {"a.example", web{"https://a.example": "text", "https://a.example/atom.xml": "FEED", "https://a.example/index.xml": "FEED"},
			[]string{"guess https://a.example/atom.xml"}, nil},
		"a guess that lists feeds": {"a.example", web{
			"https://a.example": "text", "https://a.example/rss": `<a href="/sport.rss">Sport</a>`, "https://a.example/sport.rss": "FEED"},
			[]string{"anchor https://a.example/sport.rss"}, nil},
		"a known site, without its page": {"github.com/moon/tide", web{
			"https://github.com/moon/tide/releases.atom": "FEED", "https://github.com/moon/tide/commits.atom": "FEED"},
			[]string{"resolver https://github.com/moon/tide/releases.atom", "resolver https://github.com/moon/tide/commits.atom"}, nil},
		"a feed of a known site": {"https://github.com/moon/tide/releases.atom", web{"https://github.com/moon/tide/releases.atom": "FEED"},
			[]string{"address https://github.com/moon/tide/releases.atom"}, nil},
		"a known site whose page alone says it": {"https://www.youtube.com/@harbour", web{
			"https://www.youtube.com/@harbour":                                             `<script>{"externalId":"UC0123456789012345678901"}</script>`,
			"https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901": "FEED"},
			[]string{"resolver https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901"}, nil},
		"a podcast by its number in a directory": {"https://podcasts.apple.com/vn/podcast/tide/id987654", web{
			"https://itunes.apple.com/lookup?entity=podcast&id=987654": `{"resultCount":1,"results":[{"collectionName":"Tide","feedUrl":"https://a.example/pod"}]}`,
			"https://a.example/pod": "FEED"},
			[]string{"resolver https://a.example/pod"}, nil},
		"a known site whose page is closed": {"https://www.reddit.com/r/tides", web{"https://www.reddit.com/r/tides/.rss": "FEED"},
			[]string{"resolver https://www.reddit.com/r/tides/.rss"}, nil},
		"a known site that asks for consent": {"https://www.youtube.com/channel/UC1", web{
			"https://www.youtube.com/channel/UC1": "> https://consent.example/", "https://consent.example/": "Agree?",
			"https://www.youtube.com/feeds/videos.xml?channel_id=UC1": "FEED"},
			[]string{"resolver https://www.youtube.com/feeds/videos.xml?channel_id=UC1"}, nil},
		"a name of the fediverse": {"@tide@social.example", web{
			"https://social.example/@tide": "needs scripts", "https://social.example/@tide.rss": "FEED"},
			[]string{"resolver https://social.example/@tide.rss"}, nil},
		"one feed in three formats": {"a.example", web{
			"https://a.example": `<link rel="alternate" type="application/rss+xml" title="Tide (RSS)" href="/feed/">
				<link rel="alternate" type="application/atom+xml" title="Tide (Atom)" href="/feed/atom/">
				<link rel="alternate" type="application/feed+json" title="Tide" href="/all.json">`,
			"https://a.example/feed/": "FEED", "https://a.example/feed/atom/": "FEED"},
			[]string{"link https://a.example/feed/ = https://a.example/feed/atom/ = https://a.example/all.json"}, nil},
		"comments are named and not asked for": {"a.example", web{
			"https://a.example": `<link rel="alternate" type="application/rss+xml" title="Comments on Tide" href="/comments/feed/">
				<link rel="alternate" type="application/rss+xml" title="Tide" href="/feed/">`,
			"https://a.example/feed/": "FEED", "https://a.example/comments/feed/": "FEED"},
			[]string{"link https://a.example/feed/", "link https://a.example/comments/feed/ ?"}, nil},
		"an address that has moved for good": {"https://a.example/rss", web{"https://a.example/rss": "> for good https://b.example/rss", "https://b.example/rss": "FEED"},
			[]string{"address https://b.example/rss"}, nil},
		"a page that sends on": {"a.example", web{
			"https://a.example": `<meta http-equiv="Refresh" content="0; URL='/home'">`, "https://a.example/home": declaresRSS, "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"a frame": {"a.example", web{
			"https://a.example": `<frameset><frame src="/main.html"></frameset>`, "https://a.example/main.html": declaresRSS, "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"a copy for phones": {"https://a.example/amp/1", web{
			"https://a.example/amp/1": `<link rel="canonical" href="/1">`, "https://a.example/1": declaresRSS, "https://a.example/rss": "FEED"},
			[]string{"link https://a.example/rss"}, nil},
		"a list of subscriptions": {"https://a.example/list.opml", web{
			"https://a.example/list.opml": `<opml><body><outline text="A" xmlUrl="https://b.example/rss"/><outline text="B" xmlUrl="https://c.example/rss"/></body></opml>`,
			"https://b.example/rss":       "FEED", "https://c.example/rss": "FEED"},
			[]string{"list https://b.example/rss", "list https://c.example/rss"}, nil},
		"where the program of the site has it": {"a.example", web{
			"https://a.example": `<meta name="generator" content="Jekyll v4">`, "https://a.example/feed.xml": "FEED"},
			[]string{"guess https://a.example/feed.xml"}, nil},
		"a site that has none for anybody": {"https://x.com/tide", web{"https://x.com/tide": "text", "https://x.com/feed": "FEED"}, nil, ErrNoFeed},
		"no feed":                          {"a.example", web{"https://a.example": "text"}, nil, ErrNoFeed},
		"a feed that is gone":              {"a.example", web{"https://a.example": declaresRSS}, nil, errMissing},
		"nobody there":                     {"a.example", nil, nil, errMissing},
		"not an address":                   {"a b c", nil, nil, ErrNotAddress},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visit{web: test.web}
			found, err := Find(t.Context(), test.text, v.get, isFeed)
			if !slices.Equal(inShort(found), test.want) || !errors.Is(err, test.err) {
				t.Errorf("%q, %v\nwant %q, %v", inShort(found), err, test.want, test.err)
			}
			if v.requests > MostRequests {
				t.Errorf("%d requests: %q", v.requests, v.asked)
			}
			slices.Sort(v.asked)
			if n := len(slices.Compact(slices.Clone(v.asked))); n != len(v.asked) {
				t.Errorf("asked twice: %q", v.asked)
			}
		})
	}
}

func TestASiteFullOfPromisesIsAskedEightTimes(t *testing.T) {
	v := &visit{web: web{}}
	links := ""
	for _, c := range "abcdefghijklmnop" {
		links += `<link rel="alternate" type="application/rss+xml" href="/` + string(c) + `"><a href="/` + string(c) + `.rss">x</a>`
		v.web["https://a.example/"+string(c)+".rss"] = "not a feed"
	}
	v.web["https://a.example/news/1"], v.web["https://a.example/"] = links, "text"
	if _, err := Find(t.Context(), "https://a.example/news/1", v.get, isFeed); !errors.Is(err, ErrNoFeed) {
		t.Error(err)
	}
	if v.requests != MostRequests {
		t.Errorf("%d requests: %q", v.requests, v.asked)
	}
}

func TestRedirectsAreCounted(t *testing.T) {
	v := &visit{web: web{"https://a.example": "> https://a.example/1"}}
	for i := range 20 {
		v.web[fmt.Sprintf("https://a.example/%d", i)] = fmt.Sprintf("> https://a.example/%d", i+1)
	}
	if _, err := Find(t.Context(), "a.example", v.get, isFeed); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	if v.requests != MostRequests {
		t.Errorf("%d requests: %q", v.requests, v.asked)
	}
}

func TestWhyASiteHasNoFeed(t *testing.T) {
	for name, test := range map[string]struct {
		text, url, why string
		web            web
	}{
		"nothing looks like one":      {"a.example", "https://a.example", NoneFound, web{"https://a.example": "text"}},
		"a promise is broken":         {"a.example", "https://a.example", Broken, web{"https://a.example": declaresRSS}},
		"it never has":                {"www.x.com/tide", "https://www.x.com/tide", Never, web{"https://www.x.com/tide": "text"}},
		"it never has, and is closed": {"x.com/tide", "https://x.com/tide", Never, web{}},
		"it asks for consent": {"https://www.youtube.com/@tide", "https://www.youtube.com/@tide", Consent, web{
			"https://www.youtube.com/@tide": "> https://consent.youtube.com/m", "https://consent.youtube.com/m": "Agree?"}},
	} {
		var none *NoFeedError
		_, err := Find(t.Context(), test.text, (&visit{web: test.web}).get, isFeed)
		if !errors.As(err, &none) || none.URL != test.url || none.Why != test.why || !errors.Is(err, ErrNoFeed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFindStopsWhenItsCallerGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	v := &visit{web: web{"https://a.example": declaresRSS}}
	_, err := Find(ctx, "a.example", func(ctx context.Context, address string, more func() bool) (Answer, error) {
		defer cancel()
		return v.get(ctx, address, more)
	}, isFeed)
	if !errors.Is(err, context.Canceled) || len(v.asked) != 1 {
		t.Errorf("%v after %q", err, v.asked)
	}
}

func TestDifferentHostsAreAskedAtTheSameTimeAndOneHostIsNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const form = `<link rel="alternate" type="application/rss+xml" title="%s" href="https://%s">`
		v := &visit{web: web{}}
		for _, at := range []string{"a.example/1", "b.example/1", "www.b.example/2", "c.example/1", "d.example/1"} {
			v.web["https://a.example"] += fmt.Sprintf(form, at, at)
			v.web["https://"+at] = "FEED"
		}
		now, most := map[string]int{}, 0
		get := func(ctx context.Context, address string, more func() bool) (Answer, error) {
			host := hostOf(address)
			v.mu.Lock()
			now[host]++
			most = max(most, len(now))
			if now[host] > 1 {
				t.Errorf("%d requests to %s", now[host], host)
			}
			v.mu.Unlock()
			time.Sleep(time.Second) // takes no time in here
			v.mu.Lock()
			delete(now, host)
			v.mu.Unlock()
			return v.get(ctx, address, more)
		}
		began := time.Now()
		found, err := Find(t.Context(), "a.example", get, isFeed)
		want := []string{"link https://a.example/1", "link https://b.example/1", "link https://www.b.example/2", "link https://c.example/1", "link https://d.example/1 ?"}
		if !slices.Equal(inShort(found), want) || err != nil {
			t.Errorf("%q, %v\nwant %q", inShort(found), err, want)
		}
		if took := time.Since(began); took != 3*time.Second || most != 2 {
			t.Errorf("it took %v, %d hosts at a time", took, most)
		}
	})
}

func TestRequestsAtTheSameTimeAreCountedTogether(t *testing.T) {
	v := &visit{web: web{}}
	for _, host := range "abcdefgh" {
		at := "https://" + string(host) + ".example"
		v.web["https://paper.example"] += `<link rel="alternate" type="application/rss+xml" title="` + at + `" href="` + at + `/0">`
		for i := range 20 {
			v.web[fmt.Sprintf("%s/%d", at, i)] = fmt.Sprintf("> %s/%d", at, i+1)
		}
	}
	if _, err := Find(t.Context(), "paper.example", v.get, isFeed); !errors.Is(err, ErrNoFeed) {
		t.Error(err)
	}
	if v.requests != MostRequests {
		t.Errorf("%d requests: %q", v.requests, v.asked)
	}
}
