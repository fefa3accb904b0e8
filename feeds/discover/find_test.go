package discover

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
)

var errMissing = errors.New("404")

// web is the answers to addresses. "FEED…" is a feed, "> address" a redirect,
// everything else a page.
type web map[string]string

type visit struct {
	web
	asked []string
}

func (v *visit) get(_ context.Context, address string) (Answer, error) {
	v.asked = append(v.asked, address)
	text, ok := v.web[address]
	if to, isRedirect := strings.CutPrefix(text, "> "); isRedirect {
		address = to
		text, ok = v.web[to]
	}
	if !ok {
		return Answer{}, errMissing
	}
	a := Answer{URL: address, ContentType: "text/html; charset=utf-8", Header: http.Header{}, Body: []byte(text)}
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
			[]string{"address http://b.example/rss"}, nil},
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
			"https://a.example":       `<a href="/1.rss">1</a><a href="/2.rss">2</a><a href="/3.rss">3</a><a href="/4.rss">4</a><a href="/5">RSS</a>`,
			"https://a.example/1.rss": "FEED", "https://a.example/2.rss": "FEED", "https://a.example/3.rss": "FEED"},
			[]string{"anchor https://a.example/1.rss", "anchor https://a.example/2.rss", "anchor https://a.example/3.rss", "anchor https://a.example/4.rss ?"}, nil},
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
		"a known site whose page says part of it": {"github.com/moon/tide", web{
			"https://github.com/moon/tide":                   `<link rel="alternate" type="application/atom+xml" href="/moon/tide/commits/main.atom">`,
			"https://github.com/moon/tide/commits/main.atom": "FEED"},
			[]string{"link https://github.com/moon/tide/commits/main.atom", "resolver https://github.com/moon/tide/releases.atom ?",
				"resolver https://github.com/moon/tide/commits.atom ?", "resolver https://github.com/moon/tide/tags.atom ?"}, nil},
		"a known site whose page is closed": {"https://www.reddit.com/r/tides", web{"https://www.reddit.com/r/tides/.rss": "FEED"},
			[]string{"resolver https://www.reddit.com/r/tides/.rss"}, nil},
		"a known site that asks for consent": {"https://www.youtube.com/channel/UC1", web{
			"https://www.youtube.com/channel/UC1": "> https://consent.example/", "https://consent.example/": "Agree?",
			"https://www.youtube.com/feeds/videos.xml?channel_id=UC1": "FEED"},
			[]string{"resolver https://www.youtube.com/feeds/videos.xml?channel_id=UC1"}, nil},
		"a name of the fediverse": {"@tide@social.example", web{
			"https://social.example/@tide": "needs scripts", "https://social.example/@tide.rss": "FEED"},
			[]string{"resolver https://social.example/@tide.rss"}, nil},
		"no feed":             {"a.example", web{"https://a.example": "text"}, nil, ErrNoFeed},
		"a feed that is gone": {"a.example", web{"https://a.example": declaresRSS}, nil, errMissing},
		"nobody there":        {"a.example", nil, nil, errMissing},
		"not an address":      {"a b c", nil, nil, ErrNotAddress},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visit{web: test.web}
			found, err := Find(t.Context(), test.text, v.get, isFeed)
			if !slices.Equal(inShort(found), test.want) || !errors.Is(err, test.err) {
				t.Errorf("%q, %v\nwant %q, %v", inShort(found), err, test.want, test.err)
			}
			if len(v.asked) > mostRequests {
				t.Errorf("%d requests: %q", len(v.asked), v.asked)
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
	if len(v.asked) != mostRequests {
		t.Errorf("%d requests: %q", len(v.asked), v.asked)
	}
}

func TestFindStopsWhenItsCallerGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	v := &visit{web: web{"https://a.example": declaresRSS}}
	_, err := Find(ctx, "a.example", func(ctx context.Context, address string) (Answer, error) {
		defer cancel()
		return v.get(ctx, address)
	}, isFeed)
	if !errors.Is(err, context.Canceled) || len(v.asked) != 1 {
		t.Errorf("%v after %q", err, v.asked)
	}
}
