package app

import (
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
	web "tidings/internal/internet"
)

// The network of a hotel answers for everybody: with a redirect to its page, with that page
// itself, and with a certificate of its own.
func TestANightBehindACaptivePortalIsWaitedForAndBlamesNoFeed(t *testing.T) {
	for _, kind := range []web.Kind{web.Portal, web.PortalInside} {
		for _, scheme := range []string{"http", "https"} {
			t.Run(fmt.Sprint(kind, ", ", scheme), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					s := newStay(t)
					s.world.Host("portal.example")
					papers := map[string]*web.Feed{}
					var addresses []string
					for i := range 16 {
						host := s.world.Host(fmt.Sprintf("paper%d.example", i%8))
						f := host.Feed(fmt.Sprintf("/feed%d", i), &web.Feed{Every: anHour, Words: 20, Shown: 100})
						address := scheme + f.URL()[len("http"):]
						papers[address], addresses = f, append(addresses, address)
					}
					gone, back := s.now().Add(4*anHour), s.now().Add(12*anHour)
					s.world.Faults = []web.Fault{{Kind: kind, From: gone, Until: back}}
					s.open()
					defer s.close()
					s.subscribe(addresses)
					s.start()
					time.Sleep(11 * anHour) // takes no time in here
					s.blamed()
					if o, err := s.core.Offline(t.Context()); err != nil || o.Online || o.Captive == "" {
						t.Errorf("the network is taken for one: %+v, %v", o, err)
					}
					time.Sleep(anHour + 10*time.Minute) // nor does this
					s.blamed()
					for address, f := range s.feeds() {
						if want := papers[address].Published(f.Fetch.Checked); f.Fetch.Checked.Before(back) || f.Total != want {
							t.Errorf("%s has %d articles, want %d: %+v", address, f.Total, want, f.Fetch)
						}
					}
					if o, err := s.core.Offline(t.Context()); err != nil || !o.Online || o.Captive != "" {
						t.Errorf("after the login: %+v, %v", o, err)
					}
					asked := 0
					for _, d := range s.world.Dials() {
						if d.At.After(gone.Add(10*time.Minute)) && d.At.Before(back) && d.Host != "portal.example" {
							asked++
						}
					}
					if minutes := int(back.Sub(gone).Minutes()); asked > minutes+5 {
						t.Errorf("%d feeds were tried in %d minutes", asked, minutes)
					}
				})
			})
		}
	}
}

func TestACaptiveNetworkIsToldFromSitesThatEnded(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	const feed = ""
	type event struct {
		after time.Duration
		host  string
		what  string // feed: it gave one
	}
	for name, test := range map[string]struct {
		events []event
		online bool
	}{
		"three lead to one page":                       {[]event{{0, "a", "host p"}, {1, "b", "host p"}, {1, "c", "host p"}}, false},
		"one host again and again":                     {[]event{{0, "a", "host p"}, {1, "a", "host p"}, {1, "a", "host p"}}, true},
		"three lead to pages of their own":             {[]event{{0, "a", "page 1"}, {1, "b", "page 2"}, {1, "c", "page 3"}}, true},
		"a feed in between":                            {[]event{{0, "a", "host p"}, {1, "b", "host p"}, {1, "d", feed}, {1, "c", "host p"}}, true},
		"over an hour":                                 {[]event{{0, "a", "host p"}, {time.Hour, "b", "host p"}, {time.Hour, "c", "host p"}}, true},
		"three that never gave a feed, beside one":     {[]event{{0, "d", feed}, {1, "a", "host p"}, {1, "b", "host p"}, {1, "c", "host p"}}, true},
		"one of them gave a feed":                      {[]event{{0, "a", feed}, {1, "a", "host p"}, {1, "b", "host p"}, {1, "c", "host p"}}, false},
		"somebody logged in":                           {[]event{{0, "a", "host p"}, {1, "b", "host p"}, {1, "c", "host p"}, {1, "b", feed}}, true},
		"its page answers for a picture in the middle": {[]event{{0, "a", "host p"}, {1, "b", "host p"}, {1, "c", "host p"}, {1, "", "picture"}}, false},
	} {
		var n network
		at := now
		for _, e := range test.events {
			at = at.Add(e.after)
			switch e.what {
			case feed:
				n.heard(e.host, nil, at)
				n.gave(e.host, true, at)
			case "picture":
				n.heard(e.host, nil, at)
			default:
				n.heard("p", nil, at)
				n.pretended(e.host, e.what, at)
			}
		}
		if n.online() != test.online {
			t.Errorf("%s: online %v", name, n.online())
		}
	}
}

func TestThePageOfACaptiveNetworkIsNoArticle(t *testing.T) {
	site := newPages(t)
	site.feed("/feed", "Harbour", item("a", "The lamp", teaser, 1))
	site.set("/articles/a", page{kind: "text/html", text: lighthouse()})
	core := openCore(t, Config{Fetch: impatient})
	subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	id := listed(t, core, feeds.Scope{})[0].ID
	for _, host := range []string{"a.example", "b.example", fetch.HostOf(site.URL)} {
		core.net.pretended(host, "host portal.example", core.now())
	}
	if err := core.FullText(t.Context(), id); fetch.ClassOf(err) != fetch.Offline {
		t.Errorf("%v", err)
	}
	refresh(t, core, Selection{}) // which brings the feed
	if err := core.FullText(t.Context(), id); err != nil {
		t.Error(err)
	}
}

func TestWhatACaptiveNetworkWouldSendIsRecognised(t *testing.T) {
	page := &parse.NotFeedError{Kind: "html"}
	f := feeds.Feed{URL: "http://paper.example/feed"}
	at := func(url, body string) *fetch.Response { return &fetch.Response{URL: url, Body: []byte(body)} }
	other := pretends(feeds.Feed{URL: "http://post.example/rss"}, at("http://post.example/rss", `<a href="/in?to=http%3A%2F%2Fpost.example%2Frss">`), page)
	for name, test := range map[string]struct {
		resp *fetch.Response
		err  error
		want string
	}{
		"a feed":              {at(f.URL, ""), nil, ""},
		"not there":           {nil, &fetch.Error{Class: fetch.Status, Status: 404}, ""},
		"another page":        {at("http://portal.example/login", ""), page, "host portal.example"},
		"the page in place":   {at(f.URL, `<a href="/in?to=http%3A%2F%2Fpaper.example%2Ffeed">`), page, other},
		"something else":      {at(f.URL, ""), &parse.NotFeedError{Kind: "pdf"}, ""},
		"another certificate": {nil, &fetch.Error{Class: fetch.TLS, Flaw: fetch.WrongHost}, "a certificate"},
		"one that is too old": {nil, &fetch.Error{Class: fetch.TLS, Flaw: fetch.Expired}, ""},
		"a status of its own": {nil, &fetch.Error{Class: fetch.Status, Status: 511}, "a refusal"},
	} {
		if got := pretends(f, test.resp, test.err); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
