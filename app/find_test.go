package app

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"tidings/feeds/discover"
	"tidings/feeds/fetch"
)

// A tallied site counts all requests, and how many of them it served at a time.
type tallied struct {
	*httptest.Server
	mu            sync.Mutex
	asked         []string
	now, together int
}

func newTallied(t *testing.T, serve http.HandlerFunc) *tallied {
	s := &tallied{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.String())
		s.now++
		s.together = max(s.together, s.now)
		s.mu.Unlock()
		serve(w, r)
		s.mu.Lock()
		s.now--
		s.mu.Unlock()
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *tallied) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func writePage(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, text)
}

func TestASearchMakesEightRequestsAtMost(t *testing.T) {
	var many strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many, link+`<a href="/%d.rss">RSS</a>`, fmt.Sprint("Section ", i), fmt.Sprintf("/section%d/feed", i), i)
	}
	for name, serve := range map[string]http.HandlerFunc{
		"promises that are pages": func(w http.ResponseWriter, _ *http.Request) { writePage(w, many.String()) },
		"promises that are feeds": func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/feed") {
				fmt.Fprint(w, rssOf(r.URL.Path, item(r.URL.Path, "A", "Text.", 1)))
				return
			}
			writePage(w, many.String())
		},
		"nothing at all": func(w http.ResponseWriter, _ *http.Request) { writePage(w, "Welcome.") },
		"redirects without end": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		},
		"each promise behind redirects": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				writePage(w, many.String())
				return
			}
			if n := len(r.URL.Query().Get("n")); n < 3 {
				http.Redirect(w, r, r.URL.Path+"?n="+strings.Repeat("x", n+1), http.StatusFound)
				return
			}
			writePage(w, "Welcome.")
		},
		"errors": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
	} {
		t.Run(name, func(t *testing.T) {
			site := newTallied(t, serve)
			core := openCore(t, Config{Fetch: impatient})
			var told []int
			_, _ = core.FindWith(t.Context(), Lookup{Text: site.URL + "/news/1", Tell: func(host string, n int) {
				if told = append(told, n); !strings.HasPrefix(host, "127.0.0.1:") {
					t.Errorf("%s is asked", host)
				}
			}})
			asked := site.requests()
			if len(asked) > MostRequests || site.together > 1 {
				t.Errorf("%d requests, %d at a time: %q", len(asked), site.together, asked)
			}
			if len(told) != len(asked) || told[len(told)-1] != len(asked) {
				t.Errorf("told of requests %v, %d were made", told, len(asked))
			}
		})
	}
}

func TestASearchAsksDifferentHostsAtTheSameTime(t *testing.T) {
	var both sync.WaitGroup // each waits until the other is asked, too
	both.Add(2)
	feed := func(w http.ResponseWriter, r *http.Request) {
		both.Done()
		both.Wait()
		fmt.Fprint(w, rssOf(r.Host, item(r.Host, "A", "Text.", 1)))
	}
	one, two := newTallied(t, feed), newTallied(t, feed)
	site := newTallied(t, func(w http.ResponseWriter, _ *http.Request) {
		writePage(w, fmt.Sprintf(link, "One", one.URL+"/feed")+fmt.Sprintf(link, "Two", two.URL+"/feed"))
	})
	var told []int
	got, err := openCore(t, Config{Fetch: impatient}).FindWith(t.Context(), Lookup{Text: site.URL, Tell: func(_ string, n int) { told = append(told, n) }})
	if err != nil || len(got) != 2 || got[0].URL != one.URL+"/feed" || !got[0].Read || !got[1].Read || !slices.Equal(told, []int{1, 2, 3}) {
		t.Errorf("found are %+v, %v; told %v", got, err, told)
	}
}

func TestOneFeedInSeveralFormatsIsShownOnce(t *testing.T) {
	long := strings.Repeat("A sentence of several words follows another one. ", 40)
	site := newPages(t)
	site.set("/", htmlPage(fmt.Sprintf(link, "Leads", "/leads")+fmt.Sprintf(link, "Whole texts", "/whole")+
		`<link rel="alternate" type="application/atom+xml" title="Whole texts, Atom" href="/whole/atom">`+
		fmt.Sprintf(link, "Comments on The Paper", "/comments/feed")+fmt.Sprintf(link, "Sport", "/sport")))
	site.feed("/leads", "The Paper", item("a", "A", "Text.", 1), item("b", "B", "Text.", 2))
	site.feed("/whole", "The Paper", item("a", "A", long, 1), item("b", "B", long, 2))
	site.feed("/sport", "Sport", item("a", "A", "Text.", 1))
	site.feed("/comments/feed", "Comments", item("c", "C", "Text.", 1))
	core := openCore(t, Config{Fetch: impatient})
	got, err := core.Find(t.Context(), site.URL)
	if err != nil || len(got) != 3 {
		t.Fatalf("found are %+v, %v", got, err)
	}
	first := got[0]
	if first.URL != site.URL+"/whole" || !first.FullText || first.Format != "RSS" || !first.Read || first.How != discover.ByLink {
		t.Errorf("the first is %+v", first)
	}
	if want := []Also{{site.URL + "/leads", "RSS"}, {site.URL + "/whole/atom", "Atom"}}; len(first.Also) != 2 || !slices.Contains(first.Also, want[0]) || !slices.Contains(first.Also, want[1]) {
		t.Errorf("it is also %+v", first.Also)
	}
	if last := got[2]; got[1].Title != "Sport" || !last.Comments || last.Read || site.times("/comments/feed") != 0 || site.times("/whole/atom") != 0 {
		t.Errorf("the last is %+v", last)
	}
}

func TestASubscriptionIsKnownUnderItsOtherAddresses(t *testing.T) {
	site := newPages(t)
	site.set("/", htmlPage(fmt.Sprintf(link, "News", "/new.xml")+`<link rel="alternate" type="application/atom+xml" title="News" href="/news.atom">`))
	site.feed("/new.xml", "The Paper", item("a", "A", "Text.", 1))
	core := openCore(t, Config{Fetch: impatient})
	known := subscribe(t, core, site.URL+"/news.atom")
	got, err := core.Find(t.Context(), site.URL)
	if err != nil || len(got) != 1 || got[0].Subscribed != known || got[0].Under != site.URL+"/news.atom" {
		t.Errorf("found are %+v, %v", got, err)
	}
}

func TestALoginGoesToItsOwnHostOnlyAndIntoNoAddress(t *testing.T) {
	other := newTallied(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("another host was given the login")
		}
		fmt.Fprint(w, rssOf("Elsewhere", item("b", "B", "Text.", 1)))
	})
	site := newTallied(t, func(w http.ResponseWriter, r *http.Request) {
		if name, password, _ := r.BasicAuth(); name != "me" || password != "secret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.URL.Path == "/feed" {
			fmt.Fprint(w, rssOf("For subscribers", item("a", "A", "Text.", 1)))
			return
		}
		writePage(w, fmt.Sprintf(link, "Ours", "/feed")+fmt.Sprintf(link, "Theirs", other.URL+"/feed"))
	})
	core := openCore(t, Config{Fetch: impatient})
	if _, err := core.Find(t.Context(), site.URL); !WantsLogin(err) {
		t.Errorf("without the login: %v", err)
	}
	with := strings.Replace(site.URL, "http://", "http://me:secret@", 1)
	for _, l := range []Lookup{{Text: site.URL, Login: url.UserPassword("me", "secret")}, {Text: with}, {Text: with + "/feed"}} {
		got, err := core.FindWith(t.Context(), l)
		if err != nil || got[0].URL != site.URL+"/feed" || !got[0].Read {
			t.Errorf("%s leads to %+v, %v", l.Text, got, err)
		}
	}
	if len(other.requests()) == 0 {
		t.Error("the other host was not asked")
	}
}

func TestNoPasswordIsAskedForWhereNoneWillDo(t *testing.T) {
	for kind, want := range map[string]bool{"": true, "Basic realm=x": true, "NTLM": false, "Bearer": false} {
		site := newTallied(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", kind)
			w.WriteHeader(http.StatusUnauthorized)
		})
		_, err := openCore(t, Config{Fetch: impatient}).Find(t.Context(), site.URL)
		if WantsLogin(err) != want || !want && !strings.Contains(Explain(err), "(401)") {
			t.Errorf("%q: %t, %s", kind, WantsLogin(err), Explain(err))
		}
	}
}

func TestSeveralAddressesAreLookedAtInTheirOrder(t *testing.T) {
	site := newPages(t)
	site.set("/", htmlPage(fmt.Sprintf(link, "News", "/news")))
	site.feed("/news", "News", item("a", "A", "Text.", 1))
	site.feed("/sport", "Sport", item("b", "B", "Text.", 1))
	core := openCore(t, Config{Fetch: impatient})
	got := core.FindAll(t.Context(), []string{site.URL, "what is this", site.URL + "/sport", site.URL + "/news"}, nil)
	if len(got) != 3 || got[0].URL != site.URL+"/news" || !errors.Is(got[1].Err, discover.ErrNotAddress) || got[2].URL != site.URL+"/sport" {
		t.Errorf("found are %+v", got)
	}
}

// The address of a feed failed, and then its page names it.
func TestAnAddressThatFailedHidesNoFeed(t *testing.T) {
	failed := make(chan struct{})
	var once sync.Once
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first := false
		switch r.URL.Path {
		case "/feed":
			if once.Do(func() { first = true }); first {
				w.WriteHeader(http.StatusInternalServerError)
				close(failed)
				return
			}
			fmt.Fprint(w, rssOf("News"))
		default:
			<-failed
			writePage(w, fmt.Sprintf(link, "News", "/feed"))
		}
	}))
	t.Cleanup(site.Close)
	core := openCore(t, Config{Fetch: fetch.Config{PerHost: 2, Pace: -1}})
	got := core.FindAll(t.Context(), []string{site.URL + "/feed", site.URL}, nil)
	if len(got) != 2 || got[0].Err == nil || got[1].Err != nil || got[1].URL != site.URL+"/feed" {
		t.Errorf("found are %+v", got)
	}
}

func TestASiteWithoutAFeedIsNamed(t *testing.T) {
	broken := &fetch.Error{Class: fetch.Status, Status: 401, URL: "https://paper.example/rss"}
	for want, err := range map[string]*discover.NoFeedError{
		"paper.example has no feed that could be found. Sections, topics and authors often have their own: try the address of such a page.": {URL: "https://www.paper.example/", Why: discover.NoneFound},
		"paper.example names a feed that cannot be read. paper.example wants a login (401).":                                                {URL: "https://paper.example/", Why: discover.Broken, Err: broken},
		"x.com has no feeds for anybody. Many who publish there have a site or a newsletter as well: try its address.":                      {URL: "https://x.com/tide", Why: discover.Never},
	} {
		if got := Explain(fmt.Errorf("find: %w", err)); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}
