package app

import (
	"context"
	"slices"

	"tidings/feeds"
)

// A blame is a failure that was stored although it may be this machine that has no
// network: the first few that fail cannot know.
type blame struct {
	failed, before feeds.FetchState
	feed           feedID
	pretended      bool // a server answered, or the network in its place
}

// blamesKept bounds how many failures are remembered.
const blamesKept = 1000

// blame remembers failures until any server answers, those in which one seemed to do so
// until any gives a feed.
func (n *network) blame(list []blame) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.blames = append(n.blames, list...)
	n.blames = n.blames[max(0, len(n.blames)-blamesKept):]
}

// innocent are the feeds that were blamed since a server answered, if the network is
// gone. Each is told once.
func (n *network) innocent() []blame {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.gone {
		return nil
	}
	list := n.blames
	n.blames = nil
	return list
}

// blame remembers what was stored of servers that could not be reached, or for which the
// network may have answered, and takes it back if the network turned out to be gone meanwhile.
func (c *Core) blame(ctx context.Context, list []answer, r *run) {
	var blames []blame
	for _, a := range list {
		blames = append(blames, blame{a.State, r.byID[a.Feed].Fetch, a.Feed, a.pretended})
	}
	c.net.blame(blames)
	c.forgive(ctx)
}

// forgive takes back the failures of feeds for which the network was to blame.
func (c *Core) forgive(ctx context.Context) {
	list := c.net.innocent()
	for _, b := range slices.Backward(list) { // a feed may have failed several times
		if err := c.db.ForgetTry(ctx, b.feed, b.failed.Checked, b.before); err != nil && ctx.Err() == nil {
			c.log.Warn("failure not taken back", "feed", b.feed, "err", err)
		}
	}
	if len(list) > 0 {
		c.notify(Change{Feeds: true})
	}
}
