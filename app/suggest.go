package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/discover"
	"tidings/storage"
)

// What is looked at to suggest sites: links of a few months, of each source alike.
const (
	suggestMonths   = 4
	suggestTexts    = 60 // the newest articles of each feed
	suggestLinks    = 200
	suggestSources  = 2 // that must link to a site
	suggestSites    = 30
	suggestExamples = 3

	// A source links to a site out of habit, in its footer or because both are one
	// publisher's, if it does so in most of its articles, and in no fewer than these.
	habitLeast = 5
)

// noSites are domains that are no sites in the sense of a suggestion, however many link
// to them.
var noSites = func() map[string]bool {
	domains := map[string]bool{}
	for _, list := range []string{
		// Where everybody has a page, and a link is to a post and not to what one reads daily.
		"facebook.com fb.com instagram.com twitter.com x.com threads.net tiktok.com linkedin.com pinterest.com reddit.com youtube.com youtu.be vimeo.com bsky.app t.me telegram.org telegram.me whatsapp.com wa.me discord.com discord.gg twitch.tv vk.com weibo.com flickr.com",
		// What everybody links to because it is a work of reference, a shop or a tool.
		"wikipedia.org wikimedia.org wikidata.org archive.org archive.ph doi.org google.com apple.com microsoft.com amazon.com amazon.de amazon.co.uk amazon.co.jp github.com gitlab.com imdb.com spotify.com soundcloud.com paypal.com patreon.com ko-fi.com mozilla.org creativecommons.org w3.org openstreetmap.org zoom.us",
		// Addresses that only lead on, count, share or advertise.
		"t.co bit.ly ow.ly tinyurl.com goo.gl lnkd.in buff.ly dlvr.it is.gd feedburner.com doubleclick.net googleadservices.com googlesyndication.com outbrain.com taboola.com addtoany.com addthis.com sharethis.com getpocket.com gravatar.com list-manage.com mailchi.mp wp.com wp.me",
	} {
		for domain := range strings.FieldsSeq(list) {
			domains[domain] = true
		}
	}
	return domains
}()

// A SuggestedSite is one to which several of the reader's sources link, and which they do
// not subscribe to.
type SuggestedSite struct {
	Name     string // its host in readable letters, with the name on it where many publish
	URL      string // where its feeds are looked for
	Sources  []feeds.FeedID
	Articles int // that link to it
	Examples []SuggestedBy
	Latest   time.Time
}

// SuggestedBy is an article that links to a site.
type SuggestedBy struct {
	Article feeds.ArticleID
	Feed    feeds.FeedID
	Title   string
	Date    time.Time
}

// SuggestSites are the sites that most sources of the reader have linked to within four
// months, blogrolls among them. It looks at stored articles only: no server is asked, and
// nothing is told to anybody.
func (c *Core) SuggestSites(ctx context.Context) ([]SuggestedSite, error) {
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return nil, fmt.Errorf("suggest sites: %w", err)
	}
	s := suggesting{sites: map[string]*linkedSite{}, known: map[string]bool{}, publisher: map[feeds.FeedID]string{}}
	for _, f := range list {
		s.publisher[f.ID] = discover.Publisher(f)
		for _, address := range []string{f.Site, f.URL} {
			s.known[siteOf(address)] = true
		}
	}
	since := c.now().AddDate(0, -suggestMonths, 0)
	for _, f := range list {
		if f.Local() {
			continue
		}
		texts, err := c.db.LatestTexts(ctx, f.ID, since, suggestTexts)
		if err != nil {
			return nil, fmt.Errorf("suggest sites: %w", err)
		}
		s.read(f.ID, texts)
	}
	return s.best(), nil
}

// A suggesting collects the links of all sources.
type suggesting struct {
	known     map[string]bool // sites that are subscribed to
	publisher map[feeds.FeedID]string
	sites     map[string]*linkedSite
}

// A linkedSite is a site with who links to it.
type linkedSite struct {
	by    []SuggestedBy
	hosts map[string]int // beginnings of addresses, with how many articles have them
}

// read takes the links of the articles of a feed, the newest first.
func (s *suggesting) read(feed feeds.FeedID, texts []storage.Text) {
	times := map[string][]SuggestedBy{}
	hosts := map[string]map[string]int{}
	for _, t := range texts {
		seen := map[string]bool{}
		for _, address := range linksOf(t) {
			site := siteOf(address)
			if seen[site] || !s.suggests(site) {
				continue
			}
			seen[site] = true
			times[site] = append(times[site], SuggestedBy{t.Article, feed, t.Title, t.Date})
			if hosts[site] == nil {
				hosts[site] = map[string]int{}
			}
			hosts[site][siteFront(address, site)]++
		}
	}
	for site, by := range times {
		if len(by) >= habitLeast && 2*len(by) > len(texts) {
			continue
		}
		x := s.sites[site]
		if x == nil {
			x = &linkedSite{hosts: map[string]int{}}
			s.sites[site] = x
		}
		x.by = append(x.by, by...)
		for host, n := range hosts[site] {
			x.hosts[host] += n
		}
	}
}

// linksOf are the addresses to which an article leads; its own page may lie elsewhere.
func linksOf(t storage.Text) []string {
	list := []string{t.Link}
	for address := range content.Links(t.Body.Best()) {
		if list = append(list, address); len(list) == suggestLinks {
			break
		}
	}
	return slices.DeleteFunc(list, func(address string) bool {
		return !isPage(address) && !isHome(address)
	})
}

// isHome reports an address of a host alone, as blogrolls have them.
func isHome(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && strings.Trim(u.Path, "/") == ""
}

func (s *suggesting) suggests(site string) bool {
	domain, _, _ := strings.Cut(site, "/")
	return site != "" && !s.known[site] && !noSites[domain]
}

// siteFront is where a site begins, as an address leads there: its host, and what follows
// where the site is only a part of one.
func siteFront(address, site string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	front := u.Scheme + "://" + strings.ToLower(u.Host) + "/"
	if _, part, ok := strings.Cut(site, "/"); ok {
		front += part
	}
	return front
}

// best are the sites that most sources link to. Feeds of one publisher are one source.
func (s *suggesting) best() []SuggestedSite {
	var out []SuggestedSite
	by := newSources(s.publisher)
	for site, x := range s.sites {
		if y, ok := x.suggestion(site, by); ok {
			out = append(out, y)
		}
	}
	slices.SortFunc(out, func(a, b SuggestedSite) int {
		return cmp.Or(len(b.Sources)-len(a.Sources), b.Articles-a.Articles, b.Latest.Compare(a.Latest), strings.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), suggestSites)]
}

// suggestion is what is shown of a site; false: too few sources link to it.
func (x *linkedSite) suggestion(site string, by sources) (SuggestedSite, bool) {
	slices.SortFunc(x.by, func(a, b SuggestedBy) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(b.Article, a.Article))
	})
	out := SuggestedSite{Articles: len(x.by), Latest: x.by[0].Date}
	seen := map[feeds.FeedID]bool{}
	for _, b := range x.by { // an example of each source
		if source := by.of(b.Feed); !seen[source] {
			seen[source] = true
			out.Sources = append(out.Sources, b.Feed)
			if len(out.Examples) < suggestExamples {
				out.Examples = append(out.Examples, b)
			}
		}
	}
	fronts := slices.SortedFunc(maps.Keys(x.hosts), func(a, b string) int {
		return cmp.Or(x.hosts[b]-x.hosts[a], strings.Compare(b, a)) // with TLS rather than without
	})
	out.URL = fronts[0]
	_, shown, _ := strings.Cut(content.ShownAddress(fronts[0]), "://")
	out.Name = strings.TrimSuffix(strings.TrimPrefix(shown, "www."), "/")
	return out, len(out.Sources) >= suggestSources && out.URL != "" && site != ""
}
