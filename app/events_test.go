package app

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	web "tidings/internal/internet"
)

// An event is something that happens to one feed in a week.
type event struct {
	host  string
	fault web.Fault
	to    string // where the feed is subscribed in the end; empty: as at first
}

// hoursOn is a fault from some hours after the beginning on, for some hours; zero: to the end.
func hoursOn(began time.Time, from, hours int, f web.Fault) web.Fault {
	f.From = began.Add(time.Duration(from) * anHour)
	if hours > 0 {
		f.Until = f.From.Add(time.Duration(hours) * anHour)
	}
	return f
}

// Whatever happens to a feed in a week: every article is there once, nothing that was
// read turns unread, and only what has moved for good is asked elsewhere.
func TestInAWeekOfEventsNoArticleIsLostTwiceThereOrUnreadAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("a week")
	}
	inBubble(t, func(t *testing.T) {
		s := newStay(t)
		began := s.now()
		moved := func(code int, to string) web.Fault { return web.Fault{Kind: web.Moved, Code: code, To: to} }
		events := []event{
			{host: "quiet", fault: web.Fault{}},
			{host: "gone", fault: hoursOn(began, 30, 0, web.Fault{Kind: web.Status, Code: 410})},
			{host: "old", fault: hoursOn(began, 24, 0, moved(301, "http://new.example/feed")), to: "http://new.example/feed"},
			{host: "holiday", fault: hoursOn(began, 24, 24, moved(302, "http://elsewhere.example/feed"))},
			{host: "slip", fault: hoursOn(began, 24, 30, moved(301, "http://elsewhere.example/slip"))},
			{host: "ids", fault: hoursOn(began, 60, 0, web.Fault{Kind: web.NewGUIDs})},
			{host: "one-id", fault: web.Fault{Kind: web.SameGUID}},
			{host: "campaign", fault: web.Fault{Kind: web.MovedLinks}},
			{host: "tags", fault: web.Fault{Kind: web.ETagEach}},
			{host: "forgetful", fault: web.Fault{Kind: web.ForgetsAll}},
			{host: "tomorrow", fault: web.Fault{Kind: web.ModifiedTomorrow}},
			{host: "future", fault: web.Fault{Kind: web.FutureDates}},
			{host: "undated", fault: web.Fault{Kind: web.NoDates}},
			{host: "broken", fault: hoursOn(began, 40, 10, web.Fault{Kind: web.BrokenHalf})},
			{host: "cut", fault: hoursOn(began, 40, 10, web.Fault{Kind: web.ResetWithin})},
			{host: "cookie", fault: web.Fault{Kind: web.CookieWall}},
			{host: "page", fault: hoursOn(began, 40, 10, web.Fault{Kind: web.PageInstead})},
			{host: "empty", fault: hoursOn(began, 40, 10, web.Fault{Kind: web.Empty})},
			{host: "lazy", fault: hoursOn(began, 40, 10, web.Fault{Kind: web.NotModifiedEver})},
			{host: "login", fault: hoursOn(began, 40, 10, moved(302, "/login"))},
		}
		s.world.Host("portal.example")
		s.world.Faults = []web.Fault{hoursOn(began, 80, 1, web.Fault{Kind: web.Portal})}
		papers := map[string]*web.Feed{}
		var addresses []string
		for _, e := range events {
			f := s.world.Host(e.host+".example").Feed("/feed", &web.Feed{Every: 2 * anHour, Shown: 200, Words: 30, Faults: []web.Fault{e.fault}})
			papers[e.host] = f
			addresses = append(addresses, f.URL())
		}
		s.world.Host("new.example").Twin("/feed", papers["old"])
		s.world.Host("elsewhere.example").Twin("/feed", papers["holiday"])
		s.world.Host("elsewhere.example").Twin("/slip", papers["slip"])
		s.open()
		defer s.close()
		s.subscribe(addresses)
		s.start()
		time.Sleep(50 * anHour)
		if _, err := s.core.MarkAllRead(t.Context(), feeds.Scope{}, 0); err != nil {
			t.Fatal(err)
		}
		read := s.byHost()
		time.Sleep(118 * anHour)
		now := s.byHost()
		for _, e := range events {
			s.judge(e, papers[e.host], read, now)
		}
		s.left("gone.example", http.StatusGone, 0)
		s.left("old.example", http.StatusMovedPermanently, 5*aDay)
	})
}

// byHost are the feeds by the host that their articles are at.
func (s *stay) byHost() map[string]feeds.Feed {
	out := map[string]feeds.Feed{}
	for _, f := range s.feeds() {
		p, err := s.core.Articles(s.t.Context(), feeds.Scope{Feed: f.ID}, feeds.Cursor{}, 1)
		if err != nil || len(p.Articles) == 0 {
			s.t.Fatalf("%s has no articles: %v", f.URL, err)
		}
		host, _, _ := strings.Cut(strings.TrimPrefix(p.Articles[0].Link, "http://"), ".")
		out[host] = f
	}
	return out
}

func (s *stay) judge(e event, paper *web.Feed, read, now map[string]feeds.Feed) {
	s.t.Helper()
	f, was := now[e.host], read[e.host]
	want := paper.Published(f.Fetch.Checked)
	if e.host == "gone" {
		want = was.Total
		if !f.Fetch.Gone {
			s.t.Errorf("gone: %+v", f.Fetch)
		}
	} else if f.Fetch.Error != "" {
		s.t.Errorf("%s: %s", e.host, f.Fetch.Error)
	}
	if f.Total != want {
		s.t.Errorf("%s has %d articles, want %d", e.host, f.Total, want)
	}
	if unread := f.Total - was.Total; f.Unread != unread {
		s.t.Errorf("%s has %d unread articles, want %d: all were read when there were %d", e.host, f.Unread, unread, was.Total)
	}
	address := paper.URL()
	if e.to != "" {
		address = e.to
	}
	if f.URL != address {
		s.t.Errorf("%s is asked at %s, want %s", e.host, f.URL, address)
	}
}

// left complains if a host was asked long after it said so by a status.
func (s *stay) left(host string, status int, within time.Duration) {
	s.t.Helper()
	var said time.Time
	for _, v := range s.world.Visits() {
		if v.Host != host {
			continue
		}
		if !said.IsZero() && v.At.Sub(said) > within {
			s.t.Errorf("%s was asked %v after it had said %d", host, v.At.Sub(said), status)
			return
		}
		if said.IsZero() && v.Status == status {
			said = v.At
		}
	}
	if said.IsZero() {
		s.t.Errorf("%s never said %d", host, status)
	}
}

func TestAfterANightsSleepFeedsAreAskedLiveliestFirstAndNotInABurst(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := newStay(t)
		papers := s.press(180)
		s.open()
		defer s.close()
		s.subscribe(addressesOf(papers))
		s.start()
		time.Sleep(4 * anHour)
		asleep := s.now()
		before := s.feeds()
		s.slept.Add(int64(8 * anHour))
		awake := s.now()
		time.Sleep(10 * time.Minute)
		s.polite(hostsOf(papers))
		s.stored(papers)
		due, visits := 0, 0
		for _, f := range before {
			if f.Fetch.Next.Before(awake) {
				due++
			}
		}
		bySecond := map[int64]int{}
		for _, v := range s.world.Visits() {
			if v.At.Before(awake) {
				if v.At.After(asleep) {
					t.Errorf("%s was asked while the machine slept", v.Host)
				}
				continue
			}
			visits++
			bySecond[v.At.Unix()]++
		}
		for at, n := range bySecond {
			if n > 2*dueAtOnce {
				t.Errorf("%d requests in the second %d after it woke", n, at-awake.Unix())
			}
		}
		if visits < due || visits > due+10 {
			t.Errorf("%d feeds were due and %d requests came", due, visits)
		}
		lively, sleepy := s.rank(papers, awake, anHour), s.rank(papers, awake, aDay)
		if lively >= sleepy {
			t.Errorf("feeds with news each hour were asked %.1f s after it woke, those with news each day %.1f s", lively, sleepy)
		}
	})
}

// rank is when feeds of a rhythm were first asked after a time, in seconds, on average.
func (s *stay) rank(papers []paper, from time.Time, rhythm time.Duration) float64 {
	places := map[string]bool{}
	for _, p := range papers {
		_, place, _ := strings.Cut(p.address, "://")
		places[place] = p.Every == rhythm
	}
	var sum float64
	n := 0
	for _, v := range s.world.Visits() {
		if place := v.Host + v.Path; places[place] && v.At.After(from) {
			places[place] = false
			sum += v.At.Sub(from).Seconds()
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// A day without a network: the system says so, or the line is dead behind the router. In
// the second case the first few feeds cannot know, and what was stored of them is taken back.
func TestADayWithoutNetworkIsWaitedForAndBlamesNoFeed(t *testing.T) {
	kinds, count := []web.Kind{web.NoNetwork, web.NoSuchHost, web.Unreachable}, 120 // on three hosts: one alone may be dead
	if testing.Short() {
		kinds = kinds[:2]
	}
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := newStay(t)
				papers := s.press(count)
				gone, back := s.now().Add(4*anHour), s.now().Add(28*anHour)
				s.world.Faults = []web.Fault{{Kind: kind, From: gone, Until: back}}
				s.open()
				defer s.close()
				s.subscribe(addressesOf(papers))
				s.start()
				time.Sleep(27 * anHour)
				s.blamed()
				time.Sleep(anHour + 10*time.Minute)
				s.probed(gone.Add(10*time.Minute), back)
				s.stored(papers)
				for address, f := range s.feeds() {
					if f.Fetch.Checked.Before(back) && f.Fetch.Next.Before(s.now()) {
						t.Errorf("%s was due and not asked when the network was back: %+v", address, f.Fetch)
					}
				}
			})
		})
	}
}

// blamed complains of feeds that are said to have failed.
func (s *stay) blamed() {
	s.t.Helper()
	for address, f := range s.feeds() {
		if f.Fetch.Failures > 0 || f.Fetch.Error != "" {
			s.t.Errorf("%s is blamed for the network: %+v", address, f.Fetch)
		}
	}
}

// probed complains of more than one try a minute between two times.
func (s *stay) probed(from, until time.Time) {
	s.t.Helper()
	byMinute, tries := map[int64]int{}, 0
	for _, d := range s.world.Dials() {
		if d.At.After(from) && d.At.Before(until) {
			byMinute[d.At.Unix()/60]++
			tries++
		}
	}
	if minutes := int(until.Sub(from).Minutes()); tries > minutes+1 || tries < minutes/10 {
		s.t.Errorf("without a network it tried %d times in %d minutes", tries, minutes)
	}
	for minute, n := range byMinute {
		if n > 2 { // of two minutes that touch
			s.t.Errorf("%d tries in the minute %d", n, minute)
		}
	}
}
