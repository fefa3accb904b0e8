package app

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tidings/feeds/fetch"
)

// Some servers of pictures answer only who comes from a page of theirs. Nothing is
// said at first; where that is refused, the article's page is named, then the
// picture's own host, and what worked is remembered for the host. Another site learns
// no more than the origin of the page.
type referrers struct {
	mu    sync.Mutex
	rules map[string]referrerRule // by host; nil: not read yet
}

// A referrerRule is what a host wants.
type referrerRule struct {
	Kind referrerKind `json:"kind"`
	At   time.Time    `json:"at"`
}

// A referrerKind is stored and stays.
type referrerKind string

const (
	noReferrer   referrerKind = ""     // nothing is said
	pageReferrer referrerKind = "page" // the article's page, or its origin to another site
	ownReferrer  referrerKind = "own"  // the origin of the picture itself
	vainReferrer referrerKind = "vain" // the host refused whatever was said
)

const (
	// ruleLasts is how long a rule is believed, and vainLasts that nothing helps.
	ruleLasts = 30 * 24 * time.Hour
	vainLasts = 24 * time.Hour
	// rulesKept bounds how many hosts have a rule.
	rulesKept    = 1000
	referrersKey = "referrers"
)

// referrerTries are the ways to ask for one picture.
type referrerTries struct {
	ctx     context.Context
	core    *Core
	address *url.URL
	rule    referrerKind
	left    []referrerKind
	said    map[string]bool // referrers that were tried
	refused bool            // the last try was
	err     error           // of the first try; the others only guess
}

// A referrerTry is one of them.
type referrerTry struct {
	kind     referrerKind
	referrer string
}

func (r *referrers) tries(ctx context.Context, c *Core, address string) *referrerTries {
	t := &referrerTries{ctx: ctx, core: c, said: map[string]bool{}}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		t.left = []referrerKind{noReferrer} // the client says what is wrong with it
		return t
	}
	t.address = u
	t.rule = r.rule(ctx, c, u.Host)
	switch t.rule {
	case noReferrer:
		t.left = []referrerKind{noReferrer, pageReferrer, ownReferrer}
	case vainReferrer:
		t.left = []referrerKind{noReferrer}
	default:
		t.left = []referrerKind{t.rule, noReferrer, pageReferrer, ownReferrer}
	}
	return t
}

// next is the next way that differs from those before.
func (t *referrerTries) next() (referrerTry, bool) {
	for len(t.left) > 0 {
		kind := t.left[0]
		t.left = t.left[1:]
		said := t.say(kind)
		if kind != noReferrer && said == "" || t.said[said] {
			continue
		}
		t.said[said] = true
		return referrerTry{kind, said}, true
	}
	// A picture that is not there says nothing about the others.
	if t.refused && statusOf(t.err) != http.StatusNotFound && t.rule != vainReferrer {
		t.core.pictures.referrers.learn(t.ctx, t.core, t.address.Host, vainReferrer)
	}
	return referrerTry{}, false
}

// failed notes how a try ended. Only what looks like a refusal is worth another.
func (t *referrerTries) failed(err error) {
	if t.err == nil {
		t.err = err
	}
	t.refused = isRefusal(err)
	if !t.refused {
		t.left = nil
	}
}

func (t *referrerTries) worked(with referrerTry) {
	if with.kind != t.rule {
		t.core.pictures.referrers.learn(t.ctx, t.core, t.address.Host, with.kind)
	}
}

// say is the referrer of a kind; empty: there is none.
func (t *referrerTries) say(kind referrerKind) string {
	switch kind {
	case ownReferrer:
		return origin(t.address)
	case pageReferrer:
		ids, err := t.core.db.Showing(t.ctx, t.address.String())
		if err != nil || len(ids) == 0 {
			return ""
		}
		a, err := t.core.db.Article(t.ctx, ids[0])
		if err != nil {
			return ""
		}
		return referrerFor(a.Link, t.address)
	}
	return ""
}

// referrerFor is what the server of a picture may learn of the page that shows it: its
// address if both have the same origin, else its origin, and nothing where the
// connection is less safe.
func referrerFor(page string, picture *url.URL) string {
	u, err := url.Parse(page)
	switch {
	case err != nil, u.Host == "", u.Scheme != "http" && u.Scheme != "https", u.Scheme == "https" && picture.Scheme == "http":
		return ""
	case origin(u) != origin(picture):
		return origin(u)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u.String()
}

func origin(u *url.URL) string {
	return strings.ToLower(u.Scheme + "://" + u.Host + "/")
}

// isRefusal reports whether a server may want a referrer: it says no, or sends a page
// in place of the picture.
func isRefusal(err error) bool {
	switch statusOf(err) {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusNotAcceptable, http.StatusUnavailableForLegalReasons:
		return true
	}
	return errors.Is(err, errNotPicture)
}

// statusOf is the HTTP status of a refusal; zero for other errors.
func statusOf(err error) int {
	var e *fetch.Error
	if errors.As(err, &e) && e.Class == fetch.Status {
		return e.Status
	}
	return 0
}

// rule is what a host wants, as far as it is known.
func (r *referrers) rule(ctx context.Context, c *Core, host string) referrerKind {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.load(ctx, c)
	rule := r.rules[strings.ToLower(host)]
	if rule.old(c.now()) {
		return noReferrer
	}
	return rule.Kind
}

func (r referrerRule) old(now time.Time) bool {
	lasts := ruleLasts
	if r.Kind == vainReferrer {
		lasts = vainLasts
	}
	return now.Sub(r.At) > lasts
}

// load reads the rules. What cannot be read is learned again.
func (r *referrers) load(ctx context.Context, c *Core) {
	if r.rules != nil {
		return
	}
	r.rules = map[string]referrerRule{}
	data, err := c.db.Blob(ctx, referrersKey)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &r.rules)
	}
	if err != nil {
		c.log.Info("rules of referrers not read", "err", err)
	}
}

func (r *referrers) learn(ctx context.Context, c *Core, host string, kind referrerKind) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.load(ctx, c)
	r.rules[strings.ToLower(host)] = referrerRule{kind, c.now().UTC()}
	if kind == noReferrer {
		delete(r.rules, strings.ToLower(host))
	}
	for h, rule := range r.rules {
		if rule.old(c.now()) || len(r.rules) > rulesKept && h != strings.ToLower(host) {
			delete(r.rules, h)
		}
	}
	data, err := json.Marshal(r.rules)
	if err == nil {
		err = c.db.SetBlob(context.WithoutCancel(ctx), referrersKey, data)
	}
	if err != nil {
		c.log.Info("rules of referrers not kept", "err", err)
	}
}
