package app

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
)

// The network of a hotel or a train is captive until somebody accepts its conditions in a
// browser: it answers in place of all servers, with a page of its own or a redirect to
// one, and with a certificate of its own. What it says of a feed is no fact about that
// feed. It is told from a site that has given up its feed by this: feeds of several hosts
// get the same, one after the other, and no feed comes in between.

// pretends is what came in place of a feed, the same for all feeds of a captive network;
// empty: nothing that one would send.
func pretends(f feeds.Feed, resp *fetch.Response, err error) string {
	var e *fetch.Error
	var kind *parse.NotFeedError
	switch {
	case errors.As(err, &e) && e.Class == fetch.TLS && e.Flaw == fetch.WrongHost:
		return "a certificate"
	case errors.As(err, &e) && e.Status == http.StatusNetworkAuthenticationRequired: // RFC 6585, section 6
		return "a refusal"
	case resp == nil || !errors.Is(err, feeds.ErrNoList) && (!errors.As(err, &kind) || kind.Kind != "html"):
		return ""
	}
	asked, host := fetch.HostOf(f.URL), fetch.HostOf(resp.URL)
	if host != asked {
		return "host " + host
	}
	page := resp.Body // which may lead on to what was asked for
	for _, own := range []string{url.QueryEscape(f.URL), f.URL, asked} {
		page = bytes.ReplaceAll(page, []byte(own), nil)
	}
	return "page " + fetch.Hash(page)
}

// isOwnWord reports whether the server of a feed itself has answered, if with an error.
func isOwnWord(f feeds.Feed, err error) bool {
	var e *fetch.Error
	return err == nil || errors.As(err, &e) && e.Class == fetch.Status && fetch.HostOf(e.URL) == fetch.HostOf(f.URL)
}

// A pretence is what came in place of a feed of a host.
type pretence struct {
	what string // see pretends
	at   time.Time
}

// pretended takes note of a pretence, and reports whether the network went by that. If
// any host has given a feed since the start, one that did must be among those that
// pretend: a few old feeds may have ended at one page for good.
func (n *network) pretended(host, what string, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.pretences == nil {
		n.pretences = map[string]pretence{}
	}
	n.pretences[host] = pretence{what, now}
	same, known := 0, len(n.given) == 0
	for h, p := range n.pretences {
		switch {
		case now.Sub(p.at).Abs() > goneWithin:
			delete(n.pretences, h)
		case p.what == what:
			same++
			known = known || n.given[h]
		}
	}
	if n.captive || same < goneHosts || !known {
		return false
	}
	n.captive = true
	return n.turn(true, now)
}

// gave takes note of a feed that a host has given, or of the host's own word on why not, and
// reports whether the network came by that.
func (n *network) gave(host string, feed bool, now time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if feed {
		if n.given == nil || len(n.given) >= aliveKept {
			n.given = map[string]bool{}
		}
		n.given[host] = true
	}
	n.pretences = nil
	if !n.captive {
		return false
	}
	n.captive, n.blames = false, nil
	return n.turn(false, now)
}

// pretender is the error for an answer of a captive network; nil: it is none. The page of
// a hotel is not the text of an article.
func (n *network) pretender() error {
	if why := n.why(); why.Flaw == fetch.Captive {
		return why
	}
	return nil
}

// judge tells the network what asking a feed brought, and reports whether that may be the
// network's own word.
func (c *Core) judge(f feeds.Feed, resp *fetch.Response, err error) (doubtful bool) {
	host, now := fetch.HostOf(f.URL), c.now()
	what := pretends(f, resp, err)
	switch {
	case what != "":
		if c.net.pretended(host, what, now) {
			c.networkIs(host, err)
		}
	case isOwnWord(f, err):
		if c.net.gave(host, err == nil, now) {
			c.networkIs(host, err)
		}
	}
	return what != ""
}
