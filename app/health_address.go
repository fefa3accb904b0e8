package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
	"tidings/storage"
)

// A NewHome is where a feed may be now.
type NewHome struct {
	Found
	Same int    // articles in its document that are stored already, as those of the feed
	Why  string // a sentence: where it was found
}

// errNoHome says that a feed was not found anywhere else.
var errNoHome = errors.New("no other address found")

// addressRequests is how many requests a search for a new address makes at most,
// redirects among them.
const addressRequests = discover.MostRequests

// errEnough ends a search for a new address.
var errEnough = errors.New("asked for enough")

// NewAddress looks for where a feed is now: where redirects lead, at its address with
// https or without www, on the page of its site, on the front page of its host, and on
// the pages that its newest articles lead to by now. It makes eight requests at most,
// one after the other. What has articles in it that are stored comes first. The
// error is errNoHome if nothing was found.
func (c *Core) NewAddress(ctx context.Context, id feeds.FeedID) ([]NewHome, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("find the new address of feed %d: %w", id, err)
	}
	s := &homeSearch{core: c, feed: f, asks: c.finderOf(ctx, f), left: addressRequests, asked: map[string]bool{plainAddress(f.URL): true}}
	err = s.run(ctx)
	if err == nil && len(s.found) == 0 {
		err = errNoHome
	}
	if err != nil {
		return nil, fmt.Errorf("find the new address of %s: %w", f.URL, err)
	}
	slices.SortStableFunc(s.found, func(a, b NewHome) int { return cmp.Compare(b.Same, a.Same) })
	return s.found, nil
}

// finderOf asks for pages with the login of a feed, at its own host.
func (c *Core) finderOf(ctx context.Context, f feeds.Feed) *finder {
	l := Lookup{Text: f.URL}
	if s := c.secretsIfAny(ctx, f); s.User != "" {
		l.Login = url.UserPassword(s.User, s.Password)
	}
	return &finder{core: c, lookup: l}
}

// A homeSearch is one NewAddress.
type homeSearch struct {
	core  *Core
	feed  feeds.Feed
	asks  *finder
	left  int             // requests
	asked map[string]bool // addresses without what does not matter
	found []NewHome
}

// run follows one idea after another until a document is found that has articles of
// the feed in it. That there is nothing at an address is no error of the search.
func (s *homeSearch) run(ctx context.Context) error {
	links, err := s.articleLinks(ctx)
	if err != nil {
		return err
	}
	ideas := []func() error{
		func() error { return s.look(ctx, s.feed.Fetch.MovedTo, "Its server names this address for good.") },
	}
	for _, other := range otherForms(s.feed.URL) {
		ideas = append(ideas, func() error { return s.look(ctx, other, "It is its address in another form.") })
	}
	ideas = append(ideas,
		func() error { return s.look(ctx, s.feed.Site, "The page of its site names it.") },
		func() error { return s.look(ctx, frontOf(s.feed.URL), "The front page of its host names it.") })
	for _, link := range links {
		ideas = append(ideas, func() error { return s.look(ctx, link, "The page of one of its articles names it.") })
	}
	for _, idea := range ideas {
		err := idea()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errEnough) || s.sure():
			return nil
		case err != nil:
			return err
		}
	}
	return nil
}

// sure reports whether one of the documents surely is the feed.
func (s *homeSearch) sure() bool {
	return slices.ContainsFunc(s.found, func(h NewHome) bool { return h.Same > 0 })
}

// look asks for an address. If there is a feed, it is kept; if there is a page, so are
// the first feeds that it names.
func (s *homeSearch) look(ctx context.Context, address, why string) error {
	a, ok, err := s.get(ctx, address)
	if !ok || err != nil {
		return err
	}
	if took, err := s.take(ctx, a, why); took || err != nil {
		return err
	}
	at, err := url.Parse(a.URL)
	if err != nil || !strings.Contains(a.ContentType, "html") {
		return nil // neither a feed nor a page: another idea
	}
	if !sameHost(a.URL, address) {
		why = "Its site has moved to " + hostOf(a.URL) + ", which names it."
	}
	for i, cand := range discover.Page(a.Body, a.Header, at) {
		if i == fewNamed {
			break
		}
		a, ok, err := s.get(ctx, cand.URL)
		if err != nil {
			return err
		}
		if ok {
			if _, err := s.take(ctx, a, why); err != nil || s.sure() {
				return err
			}
		}
	}
	return nil
}

// fewNamed is how many of the feeds that a page names are asked for.
const fewNamed = 2

// get asks for an address that was not asked for yet; ok is false if there is nothing.
// The error is errEnough, that there is no network, or that of the context.
func (s *homeSearch) get(ctx context.Context, address string) (a discover.Answer, ok bool, err error) {
	plain := plainAddress(address)
	if plain == "" || s.asked[plain] {
		return a, false, nil
	}
	if !s.more() {
		return a, false, errEnough
	}
	s.asked[plain] = true
	a, err = s.asks.get(ctx, address, s.more)
	switch {
	case fetch.ClassOf(err) == fetch.Offline:
		return a, false, err
	case err != nil:
		return a, false, ctx.Err()
	}
	return a, true, nil
}

// more takes one of the requests that are left; false: there is none.
func (s *homeSearch) more() bool {
	if s.left <= 0 {
		return false
	}
	s.left--
	return true
}

// take keeps a document that is a feed, unless it is the one that is left.
func (s *homeSearch) take(ctx context.Context, a discover.Answer, why string) (bool, error) {
	doc, err := parse.Feed(a.Body, a.ContentType, a.URL)
	if err != nil {
		return false, nil // a page, or something else
	}
	if plainAddress(a.URL) == plainAddress(s.feed.URL) {
		return true, nil // it is back
	}
	s.asked[plainAddress(a.URL)] = true
	h := NewHome{Found: Found{URL: a.URL}, Why: why}
	h.read(a)
	known, err := s.core.db.Known(ctx, s.feed.ID, doc.Entries)
	if err != nil {
		return false, err
	}
	for _, m := range known {
		if m.Kind != storage.New && m.Kind != storage.Duplicate {
			h.Same++
		}
	}
	if other, err := s.core.db.FeedByURL(ctx, h.URL); err == nil && other.ID != s.feed.ID {
		h.Subscribed = other.ID
	}
	if !slices.ContainsFunc(s.found, func(o NewHome) bool { return plainAddress(o.URL) == plainAddress(h.URL) }) {
		s.found = append(s.found, h)
	}
	return true, nil
}

// articleLinks are the pages of the newest articles: where a site has moved, they lead
// to the new one.
func (s *homeSearch) articleLinks(ctx context.Context) ([]string, error) {
	p, err := s.core.db.Articles(ctx, feeds.Scope{Feed: s.feed.ID}, feeds.Cursor{}, 2)
	var list []string
	for _, a := range p.Articles {
		list = append(list, a.Link)
	}
	return list, err
}

// otherForms are an address with https and with or without www.
func otherForms(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	var out []string
	if u.Scheme == "http" && u.Port() == "" {
		safe := *u
		safe.Scheme = "https"
		out = append(out, safe.String())
	}
	other := *u
	if name, had := strings.CutPrefix(u.Host, "www."); had {
		other.Host = name
	} else if strings.Count(u.Hostname(), ".") == 1 {
		other.Host = "www." + u.Host
	} else {
		return out
	}
	if u.Port() == "" {
		other.Scheme = "https"
	}
	return append(out, other.String())
}

// frontOf is the front page of an address's host.
func frontOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}

// plainAddress is an address as it counts for whether it was asked for; empty: it is
// none of the web.
func plainAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	u.Path = strings.TrimSuffix(u.Path, "/")
	u.Host = strings.ToLower(u.Host)
	return u.String()
}

// sameHost compares hosts whatever their www is.
func sameHost(a, b string) bool { return hostOf(a) == hostOf(b) }

// ChangeAddress gives a feed another address and asks there at once. Its articles stay:
// what the new document has of them is known again. Undo gives the old address back.
func (c *Core) ChangeAddress(ctx context.Context, id feeds.FeedID, address string) (Report, error) {
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return Report{}, fmt.Errorf("change an address: %w", err)
	}
	if file, ok := typedPath(address); ok && f.Source() == feeds.OnDisk {
		address = withQueryOf(f.URL, file)
	} else if f.Local() || plainAddress(address) == "" {
		return Report{}, fmt.Errorf("change the address of %s: %w", f.Name(), discover.ErrNotAddress)
	}
	if !sameHost(f.URL, address) {
		f.Access.Insecure = false // it was the other's certificate that the reader accepted
	}
	f.URL = address
	if err := c.ChangeFeed(ctx, f); err != nil {
		return Report{}, err
	}
	return c.Refresh(ctx, Selection{Feed: id})
}
