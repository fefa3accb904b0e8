package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/opml"
	"tidings/storage"
)

// A Plan is what an import would do.
type Plan struct {
	Feeds    []Planned
	Searches []string // names of searches that are saved there
	Warnings []string // what is left out of the list, and what stands there more than once
}

// Total counts the articles of a plan.
func (p Plan) Total() (articles, unread, starred int) {
	for _, f := range p.Feeds {
		articles += f.Articles
		unread += f.Unread
		starred += f.Starred
	}
	return articles, unread, starred
}

// A Planned subscription is what an import would make of a feed in a list.
type Planned struct {
	Title  string
	URL    string
	Folder string       // with those around it: "Asia/South"; empty: none
	Also   []string     // further folders in which the feed would stand
	Path   []string     // the same, each by itself
	Known  feeds.FeedID // subscribed to already, perhaps under another address; zero: not
	Twice  bool         // it stands in the list before, in another form of its address
	Err    error        // its server was asked, and gave no feed
	// Failing is why one that is subscribed to could not be had the last time; empty: all is well.
	Failing string

	Articles, Unread, Starred int // that another reader has of it

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
	plan, err := c.plan(ctx, list, takeLogins(list), doc.Warnings)
	if err != nil {
		return plan, err
	}
	if ask {
		c.askPlanned(ctx, plan.Feeds, done)
	}
	return plan, ctx.Err()
}

// plan says what becomes of subscriptions, in their order.
func (c *Core) plan(ctx context.Context, list []storage.Subscription, logins map[string]*url.Userinfo, warnings []string) (Plan, error) {
	var all []Planned
	seen := map[string]bool{}
	also := map[string][]string{}
	for _, s := range list {
		p := Planned{Title: s.Feed.Name(), URL: s.Feed.URL, login: logins[s.Feed.URL]}
		for _, folder := range s.Path {
			p.Path = append(p.Path, folder.Name)
		}
		p.Folder = strings.Join(p.Path, "/")
		key := plainAddress(p.URL)
		if s.Again {
			also[key] = append(also[key], p.Folder)
			continue
		}
		if p.Twice, seen[key] = seen[key], true; p.Twice {
			also[key] = append(also[key], p.Folder)
		}
		known, err := c.db.FeedByURL(ctx, p.URL)
		switch {
		case err == nil:
			p.Known, p.Failing = known.ID, known.Fetch.Error
		case !errors.Is(err, feeds.ErrNotFound):
			return Plan{}, fmt.Errorf("look at a list: %w", err)
		}
		all = append(all, p)
	}
	for i, p := range all {
		if p.Fresh() {
			all[i].Also = furtherPaths(also[plainAddress(p.URL)], p.Folder)
		}
	}
	return Plan{Feeds: all, Warnings: warnings}, nil
}

// furtherPaths are folders beside the own one of a feed, each once.
func furtherPaths(list []string, own string) []string {
	var out []string
	for _, path := range list {
		if path != "" && path != own && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
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
