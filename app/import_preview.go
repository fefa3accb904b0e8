package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/opml"
)

// A Plan is what an import would do.
type Plan struct {
	Feeds    []Planned
	Warnings []string // what is left out of the list, and what stands there more than once
}

// A Planned subscription is what an import would make of a feed in a list.
type Planned struct {
	Title  string
	URL    string
	Folder string       // with those around it: "Asia/South"; empty: none
	Known  feeds.FeedID // subscribed to already, perhaps under another address; zero: not
	Twice  bool         // it stands in the list before, in another form of its address
	Err    error        // its server was asked, and gave no feed

	login *url.Userinfo
}

// Fresh reports whether an import would subscribe to it.
func (p Planned) Fresh() bool { return p.Known == 0 && !p.Twice }

// PreviewImport says what Import would do with a list, in its order, and changes nothing.
// If ask is true, the servers of feeds that would be new are asked, each once. done, if not
// nil, hears how many of how many were, one call after another.
func (c *Core) PreviewImport(ctx context.Context, r io.Reader, ask bool, done func(n, of int)) (Plan, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	doc, err := opml.Read(r)
	if err != nil {
		return Plan{}, fmt.Errorf("look at a list: %w", err)
	}
	list := subscriptions(doc.Outlines, nil, c.now())
	logins := takeLogins(list)
	var all []Planned
	seen := map[string]bool{}
	for _, s := range list {
		p := Planned{Title: s.Feed.Name(), URL: s.Feed.URL, login: logins[s.Feed.URL]}
		var path []string
		for _, folder := range s.Path {
			path = append(path, folder.Name)
		}
		p.Folder = strings.Join(path, "/")
		key := plainAddress(p.URL)
		p.Twice, seen[key] = seen[key], true
		known, err := c.db.FeedByURL(ctx, p.URL)
		switch {
		case err == nil:
			p.Known = known.ID
		case !errors.Is(err, feeds.ErrNotFound):
			return Plan{}, fmt.Errorf("look at a list: %w", err)
		}
		all = append(all, p)
	}
	if ask {
		c.askPlanned(ctx, all, done)
	}
	return Plan{all, doc.Warnings}, ctx.Err()
}

// askPlanned asks for the feeds that would be new, as politely as a refresh does.
func (c *Core) askPlanned(ctx context.Context, all []Planned, done func(n, of int)) {
	var fresh []*Planned
	for i := range all {
		if all[i].Fresh() {
			fresh = append(fresh, &all[i])
		}
	}
	var group errgroup.Group
	group.SetLimit(32)
	var telling sync.Mutex
	ready := 0
	for _, p := range fresh {
		group.Go(func() error {
			p.Err = c.tryPlanned(ctx, *p)
			telling.Lock()
			defer telling.Unlock()
			if ready++; done != nil {
				done(ready, len(fresh))
			}
			return nil
		})
	}
	_ = group.Wait() // what fails is said of each
}

func (c *Core) tryPlanned(ctx context.Context, p Planned) error {
	f := feeds.Feed{URL: p.URL}
	if f.Source() == feeds.ByCommand {
		return nil // which does not run before the reader allows it
	}
	resp, err := c.obtain(ctx, f, fetch.Request{URL: p.URL, User: p.login})
	if err == nil {
		_, err = read(resp)
	}
	if err != nil {
		return fmt.Errorf("try %s: %w", p.URL, err)
	}
	return nil
}
