package fetch

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

const (
	// firstQuiet is how long a host is left alone that says "too many requests" and not
	// for how long. It doubles each time that this happens in a row.
	firstQuiet = time.Minute
	// mostQuiet bounds that.
	mostQuiet = 4 * time.Hour
	// mostSpent bounds how long a host is left alone because it will give no more
	// answers, although it has given one.
	mostSpent = time.Hour
)

// Closed are the hosts that want to be left alone, in order of their names.
func (c *Client) Closed() []feeds.Host {
	g := c.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	var list []feeds.Host
	for name, h := range g.hosts {
		if h.closedUntil.After(now) {
			list = append(list, feeds.Host{Name: name, Closed: h.closedUntil, Why: h.why})
		}
	}
	slices.SortFunc(list, func(a, b feeds.Host) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// CloseHost leaves a host alone until the time that it named, a day at most. It is
// for what Config.Closing told before a restart, and tells nobody.
func (c *Client) CloseHost(h feeds.Host) {
	latest := time.Now().Add(longest) // whatever a clock that was wrong has stored
	if h.Closed.After(latest) {
		h.Closed = latest
	}
	c.gate.closeHost(h)
}

// busy is the error for a host that wants to be left alone.
func (g *gate) busy(h *host) *Error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if h.closedUntil.IsZero() {
		return nil
	}
	now := time.Now()
	if latest := now.Add(longest).Round(0); h.closedUntil.After(latest) {
		h.closedUntil = latest // the clock has been set since
	}
	left := h.closedUntil.Sub(now)
	if left <= 0 {
		h.closedUntil, h.why = time.Time{}, ""
		return nil
	}
	return &Error{Class: Busy, RetryAfter: left}
}

// closeHost keeps every request from a host until then, and reports whether that is
// longer than it was closed anyway.
func (g *gate) closeHost(shut feeds.Host) bool {
	h := g.use(shut.Name)
	defer g.unuse(h)
	g.mu.Lock()
	defer g.mu.Unlock()
	later := shut.Closed.After(h.closedUntil)
	if later {
		h.closedUntil, h.why = shut.Closed.Round(0), shut.Why // of the clock on the wall: the other stands while the machine sleeps
	}
	return later
}

func (g *gate) shut(key string, now time.Time, quiet time.Duration, why string) {
	h := feeds.Host{Name: key, Closed: now.Add(quiet), Why: why}
	if g.closeHost(h) && g.tell != nil {
		g.tell(h)
	}
}

// refused makes the error of a status that is not what we want, and leaves the
// host alone if it asks for that. What is only about one address, such as "not
// found", closes no host. It is nil if the server is to be asked once more, with the login
// in the form that it wants.
func (c *Client) refused(answer *http.Response, t *trip, now time.Time) *Error {
	if t.challenged(answer) {
		return nil
	}
	e := &Error{Class: Status, Status: answer.StatusCode, Elsewhere: !t.permanent, RetryAfter: retryAfter(answer.Header, now), Header: answer.Header}
	key := hostKey(t.at)
	switch {
	case e.Status == http.StatusProxyAuthRequired:
		e.Class, e.Flaw = Proxy, ProxyLogin
	case e.Status == http.StatusTooManyRequests:
		quiet := cmp.Or(e.RetryAfter, c.gate.refusal(key))
		c.gate.shut(key, now, quiet, "It says that it is asked too often.")
	case e.RetryAfter > 0 && (e.Status == http.StatusForbidden || e.Status >= 500):
		c.gate.shut(key, now, e.RetryAfter, "It asks to be left alone for "+about(e.RetryAfter)+".")
	}
	return e
}

// refusal is how long a host is left alone that does not say for how long.
func (g *gate) refusal(key string) time.Duration {
	h := g.use(key)
	defer g.unuse(h)
	g.mu.Lock()
	defer g.mu.Unlock()
	h.refusals++
	return min(firstQuiet<<min(h.refusals-1, 16), mostQuiet)
}

// answered takes note of a good answer, after which a host may want to be left alone
// all the same.
func (c *Client) answered(answer *http.Response, t *trip, now time.Time) {
	t.accepted(answer)
	key := hostKey(t.at)
	c.gate.mu.Lock()
	if h := c.gate.hosts[key]; h != nil {
		h.refusals = 0
	}
	c.gate.mu.Unlock()
	if quiet := min(spent(answer.Header, now), mostSpent); quiet > 0 {
		c.gate.shut(key, now, quiet, "It gives no more answers for "+about(quiet)+".")
	}
}
