package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// network is what the answers of servers say of the network of this machine. The
// system says for sure that there is none only sometimes; else it is gone when
// several hosts in a row cannot be reached and nobody answers in between. If any host
// has answered since the start, one that did must be among them: of hundreds of feeds a
// few are dead for good.
type network struct {
	mu      sync.Mutex
	gone    bool
	since   time.Time            // of the present state; zero: since the start
	failing map[string]time.Time // hosts that could not be reached since the last answer, and when
	alive   map[string]bool      // hosts that have answered since the start
	blames  []blame              // failures that were stored since the last answer

	captive   bool                // gone, because it answers for others: see captive.go
	pretences map[string]pretence // since the last feed, by the host that was asked
	given     map[string]bool     // hosts that have given feeds since the start
}

const (
	// goneHosts is how many hosts must fail in a row.
	goneHosts = 3
	// goneWithin is in which time they must.
	goneWithin = 2 * time.Minute
)

func (n *network) online() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.gone
}

// lost is how long the network must be gone before feeds are left for later unasked: a
// few that fail at once may be the first of many that answer.
const lost = 5 * time.Second

// hopeless reports whether asking is of no use now.
func (n *network) hopeless(now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.gone && now.Sub(n.since) >= lost
}

// why is the error that says why there is no network.
func (n *network) why() *fetch.Error {
	n.mu.Lock()
	defer n.mu.Unlock()
	e := &fetch.Error{Class: fetch.Offline}
	if n.captive {
		e.Flaw = fetch.Captive
	}
	return e
}

func (n *network) state() (online bool, since time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.gone, n.since
}

// heard takes note of how a request ended and reports whether the network came or
// went by that.
func (n *network) heard(host string, err error, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	gone := n.gone
	switch class := fetch.ClassOf(err); {
	case n.captive: // whoever answers
	case err == nil, class == fetch.Status, class == fetch.TooLarge, class == fetch.Redirects, class == fetch.Slow, class == fetch.Protocol:
		gone, n.failing = false, nil
		n.blames = slices.DeleteFunc(n.blames, func(b blame) bool { return !b.pretended })
		n.answered(host)
	case class == fetch.Offline:
		gone = true
	case isNoWay(err): // there is a network, only not one that leads to this host
	case class == fetch.DNS, class == fetch.Refused, class == fetch.Timeout:
		gone = n.failed(host, now)
	}
	return n.turn(gone, now)
}

// turn makes the network gone or not, and reports whether it was otherwise.
func (n *network) turn(gone bool, now time.Time) bool {
	if n.gone == gone {
		return false
	}
	n.gone, n.since = gone, now
	return true
}

func isNoWay(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Flaw == fetch.NoWay
}

// failed takes note of a host that could not be reached, and reports whether the network
// is gone.
func (n *network) failed(host string, now time.Time) bool {
	for h, at := range n.failing {
		if now.Sub(at) > goneWithin {
			delete(n.failing, h)
		}
	}
	if n.failing == nil {
		n.failing = map[string]time.Time{}
	}
	n.failing[host] = now
	dead := 0
	for h := range n.failing {
		if !n.alive[h] {
			dead++
		}
	}
	enough := len(n.failing) >= goneHosts
	return n.gone || enough && (len(n.alive) == 0 || dead < len(n.failing))
}

// aliveKept bounds how many hosts are known to have answered.
const aliveKept = 5000

func (n *network) answered(host string) {
	if n.alive == nil || len(n.alive) >= aliveKept {
		n.alive = map[string]bool{}
	}
	n.alive[host] = true
}

// answered is told by the client of every request that has ended.
func (c *Core) answered(host string, err error) {
	if c.net.heard(host, err, c.now()) {
		c.networkIs(host, err)
	}
}

// networkIs follows the network that came or went, by what a host answered.
func (c *Core) networkIs(host string, err error) {
	c.notify(Change{Offline: true, Progress: true})
	if c.net.online() {
		c.log.Info("the network is back", "host", host)
		c.goOn()
		c.lookDue()
	} else {
		c.log.Info("the network is gone", "host", host, "err", err)
		c.spawn(func() { c.forgive(c.ctx) })
	}
}

// closing is told by the client of a host that wants to be left alone, and keeps that
// over a restart.
func (c *Core) closing(h feeds.Host) {
	c.spawn(func() {
		if err := c.db.SaveHost(c.ctx, h); err != nil && c.ctx.Err() == nil {
			c.log.Warn("remember a host that wants to be left alone", "host", h.Name, "err", err)
		}
	})
}

// leaveAlone leaves hosts alone that asked for it before the start.
func (c *Core) leaveAlone(ctx context.Context) {
	list, err := c.db.Hosts(ctx)
	if err != nil {
		c.log.Warn("hosts that want to be left alone", "err", err)
	}
	for _, h := range list {
		c.fetch.CloseHost(h)
	}
}

// expectAgain is how long what the client knows of how many feeds there are on each host
// is good enough for what is asked in the background.
const expectAgain = 10 * time.Minute

// expect tells the client how many feeds there are on each host.
func (c *Core) expect(ctx context.Context, byHand bool) error {
	now := c.now().UnixNano()
	if then := c.expected.Load(); !byHand && then != 0 && time.Duration(now-then).Abs() < expectAgain {
		return nil
	}
	list, err := c.db.FeedAddresses(ctx)
	if err != nil {
		return err
	}
	hosts := make(map[string]int, len(list))
	for _, address := range list {
		hosts[fetch.HostOf(address)]++
	}
	c.fetch.Expect(hosts)
	c.expected.Store(now)
	return nil
}
