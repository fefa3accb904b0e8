package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/fetch"
	"tidings/feeds/listing"
	"tidings/feeds/parse"
)

// A Found feed is what a person who pasted an address can subscribe to.
type Found struct {
	URL      string
	How      string       // it was found, as discover calls it
	Format   string       // "RSS", "Atom", "RDF", "JSON Feed"; for a Recipe "Page", "Page data", "Site map"; empty: not known
	Recipe   feeds.Recipe // how a page or map is read that is no feed; zero: it is a feed
	Comments bool         // it has what readers wrote
	Also     []Also       // the same articles under other addresses, mostly in other formats

	Read        bool // its document was read, else only its address, title and format are known
	Title       string
	Site        string
	Description string
	Language    string
	Articles    int       // in the document
	PerWeek     float64   // new articles a week; zero: not known
	Newest      time.Time // zero: no dates
	FullText    bool      // the feed seems to hold whole articles
	Samples     []Sample  // the newest headlines
	Headlines   []Sample  // of a page: the first of its list

	Subscribed feeds.FeedID // zero: not
	Under      string       // the address of that subscription, if it is another
	Err        error        // it, or an address of several, could not be read

	Each []Found // what it stands for, if it is several feeds at once: see Expand

	typed bool             // the reader typed it as it is, and it was not found on a page
	login *url.Userinfo    // that its server wants
	links map[string]bool  // of its articles
	words int              // of an article
	named bool             // titles are made of addresses
	page  *discover.Answer // that Recipe is for
}

// Listed reports whether it is one entry of a list of subscriptions, of which a person
// may want several.
func (f Found) Listed() bool { return f.How == discover.ByList || f.How == BySender }

// Also is another address of a feed that was found.
type Also struct {
	URL    string `json:"url"`
	Format string `json:"format,omitempty"` // as Found.Format
}

// A Sample is a headline of a feed that was found.
type Sample struct {
	Title     string
	Published time.Time
}

// A Lookup says where feeds are looked for.
type Lookup struct {
	Text  string                   // what a person pasted: a feed, a page, a host name
	Login *url.Userinfo            // at the host of Text, and nowhere else; nil: none
	Page  bool                     // the page itself is wanted, whatever feeds its site has
	Tell  func(host string, n int) // hears before each request whom it asks, and how many that makes, one call after another; nil: nobody
}

// MostRequests is how often servers are asked in one Lookup.
const MostRequests = discover.MostRequests

// Addresses are those in a text that is a list of them, nil if it is not.
func Addresses(text string) []string {
	if IsSource(text) {
		return nil
	}
	return discover.Several(text)
}

// Find looks for feeds at whatever a person pasted: a feed, a page, a host name.
func (c *Core) Find(ctx context.Context, text string) ([]Found, error) {
	return c.FindWith(ctx, Lookup{Text: text})
}

// FindWith looks for feeds, the best first. It makes MostRequests requests at most, redirects
// among them.
func (c *Core) FindWith(ctx context.Context, l Lookup) ([]Found, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	if IsSource(l.Text) {
		list, err := c.findSource(ctx, l)
		if err != nil {
			return nil, fmt.Errorf("look at %s: %w", withoutLogin(l.Text), err)
		}
		return list, nil
	}
	l.separate()
	f := &finder{core: c, lookup: l}
	list, err := f.find(ctx)
	if err != nil {
		return nil, fmt.Errorf("find feeds at %s: %w", l.Text, err)
	}
	for i := range list {
		if err := c.findSubscription(ctx, &list[i]); err != nil {
			return nil, fmt.Errorf("find feeds at %s: %w", l.Text, err)
		}
	}
	return list, nil
}

// find finds feeds or, where there are none or the page itself is wanted, ways to read it.
func (f *finder) find(ctx context.Context) ([]Found, error) {
	if f.lookup.Page {
		return f.openPage(ctx)
	}
	candidates, err := discover.Find(ctx, f.lookup.Text, f.get, func(a discover.Answer) bool {
		_, err := parse.Feed(a.Body, a.ContentType, a.URL)
		return err == nil || listing.IsMap(a.Body)
	})
	var none *discover.NoFeedError
	if errors.As(err, &none) && (none.Why == discover.NoneFound || none.Why == discover.Broken) {
		offers, noOffer := f.offers(ctx)
		if len(offers) > 0 {
			return offers, nil
		}
		return nil, cmp.Or(noOffer, err)
	}
	if err != nil {
		return nil, err
	}
	var list []Found
	for _, cand := range candidates {
		list = append(list, f.found(ctx, cand))
	}
	return fold(list), nil
}

// atOnce is how many addresses are looked at at the same time. What they ask of one host
// waits for each other all the same: see fetch.Client.
const atOnce = 4

// Looked is what came of one address of several.
type Looked struct {
	Text  string // that was looked at, without a login in it
	Found []Found
	Err   error // why Found is empty
}

// FindEach looks at several addresses and answers in their order. done, if not nil, hears
// how many are looked at, one call after another.
func (c *Core) FindEach(ctx context.Context, texts []string, done func(n int)) []Looked {
	list := make([]Looked, len(texts))
	var group errgroup.Group
	group.SetLimit(atOnce)
	var telling sync.Mutex
	ready := 0
	for i, text := range texts {
		group.Go(func() error {
			found, err := c.FindWith(ctx, Lookup{Text: text})
			list[i] = Looked{withoutLogin(text), found, err}
			telling.Lock()
			defer telling.Unlock()
			if ready++; done != nil {
				done(ready)
			}
			return nil
		})
	}
	_ = group.Wait() // what fails is in the list
	return list
}

// FindAll looks at several addresses. In their order, it gives the best feed of each that
// has one, each feed once, and Err for each that has none. done is as that of FindEach.
func (c *Core) FindAll(ctx context.Context, texts []string, done func(n int)) []Found {
	var list []Found
	seen := map[string]bool{}
	for _, looked := range c.FindEach(ctx, texts, done) {
		if looked.Err != nil {
			list = append(list, Found{URL: looked.Text, Title: looked.Text, Err: looked.Err})
			continue
		}
		if best := looked.Found[0]; !seen[best.URL] {
			seen[best.URL] = true
			list = append(list, best)
		}
	}
	return list
}

// separate takes a login out of the address: it is a secret, and is not to be stored as
// a part of one. With a login, nothing is asked without encryption unless the address
// says so.
func (l *Lookup) separate() {
	urls, err := discover.Address(l.Text)
	if err != nil {
		return
	}
	u, err := url.Parse(urls[0])
	if err != nil {
		return
	}
	if l.Login = cmp.Or(l.Login, u.User); l.Login != nil {
		u.User = nil
		l.Text = u.String()
	}
}

// A finder is one FindWith.
type finder struct {
	core   *Core
	lookup Lookup

	telling sync.Mutex
	asked   int               // requests
	pages   []discover.Answer // that came, in their order
}

// get asks for a page or a feed; more is asked before each request after the first.
func (f *finder) get(ctx context.Context, address string, more func() bool) (discover.Answer, error) {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GetConn: f.tell})
	enough := false
	r := fetch.Request{URL: address, More: func() bool {
		enough = !more()
		return !enough
	}}
	if f.isOwn(address) {
		r.User = f.lookup.Login
	}
	a, err := f.core.answerTo(ctx, r)
	if err == nil {
		f.keep(a)
	}
	if enough && err != nil {
		err = fmt.Errorf("ask for %s: %w", address, discover.ErrTooMany)
	}
	return a, err
}

// tell counts a request, and says whom it asks, one call after another.
func (f *finder) tell(host string) {
	f.telling.Lock()
	defer f.telling.Unlock()
	if f.asked++; f.lookup.Tell != nil {
		f.lookup.Tell(plainHost(host), f.asked)
	}
}

// isOwn reports whether an address is of the host that the login is for. What was given
// for an encrypted address goes to no other.
func (f *finder) isOwn(address string) bool {
	plainly := strings.HasPrefix(f.lookup.Text, "https:") && strings.HasPrefix(address, "http:")
	return f.lookup.Login != nil && !plainly && fetch.HostOf(address) == fetch.HostOf(f.lookup.Text)
}

// plainHost is a host as a person calls it, without the port that is the usual one.
func plainHost(host string) string {
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	return strings.TrimPrefix(host, "www.")
}

// answerTo asks for a page or a feed. Pages come in UTF-8; feeds as they are, because
// the parser wants to decode them itself.
func (c *Core) answerTo(ctx context.Context, r fetch.Request) (discover.Answer, error) {
	r.Accept = fetch.AcceptPage
	resp, err := c.fetch.Get(ctx, r)
	if err != nil {
		return discover.Answer{}, err
	}
	moved, _ := cutLogin(resp.Permanent)
	a := discover.Answer{URL: resp.URL, Moved: moved, ContentType: resp.ContentType, Header: resp.Header, Body: resp.Body}
	if strings.Contains(resp.ContentType, "html") && !strings.Contains(resp.ContentType, "xhtml") {
		a.Body, a.ContentType = parse.UTF8(resp.Body, resp.ContentType), "text/html; charset=utf-8"
	}
	return a, nil
}

// WantsLogin reports whether an error says that a server wants a name and a password.
func WantsLogin(err error) bool {
	var e *fetch.Error
	if fetch.ClassOf(err) == fetch.Login {
		return true
	}
	return errors.As(err, &e) && e.Status == http.StatusUnauthorized && fetch.OtherLogin(e) == ""
}

// found is a candidate with what its document says.
func (f *finder) found(ctx context.Context, cand discover.Found) Found {
	if cand.Answer != nil && listing.IsMap(cand.Answer.Body) {
		return f.mapAt(ctx, cand.URL, *cand.Answer)
	}
	out := Found{URL: cand.URL, How: cand.How, Title: cand.Title, Comments: cand.Comments, Format: formatOfType(cand.Type)}
	for _, twin := range cand.Also {
		out.Also = append(out.Also, Also{URL: twin.URL, Format: formatOfType(twin.Type)})
	}
	if cand.Answer != nil {
		out.read(*cand.Answer)
	}
	if out.Title == "" {
		out.Title = hostOf(cand.URL)
	}
	if f.isOwn(cand.URL) {
		out.login = f.lookup.Login
	}
	return out
}

// findSubscription notes whether a feed is subscribed to already, under any of the
// addresses that are known of it.
func (c *Core) findSubscription(ctx context.Context, f *Found) error {
	addresses := []string{f.URL}
	for _, also := range f.Also {
		addresses = append(addresses, also.URL)
	}
	for _, address := range addresses {
		known, err := c.db.FeedByURL(ctx, address)
		switch {
		case errors.Is(err, feeds.ErrNotFound):
			continue
		case err != nil:
			return err
		}
		f.Subscribed = known.ID
		if known.URL != f.URL {
			f.Under = known.URL
		}
		return nil
	}
	return nil
}

// fold joins what is one feed under several addresses: the better one stays, and names
// the others. What could not be read comes last, before it comments; else the order
// stays.
func fold(list []Found) []Found {
	var out []Found
	for _, f := range list {
		i := slices.IndexFunc(out, func(o Found) bool { return o.sameAs(f) })
		if i < 0 {
			out = append(out, f)
			continue
		}
		better, other := out[i], f
		if other.betterThan(better) {
			better, other = other, better
		}
		better.Also = append(append(better.Also, Also{URL: other.URL, Format: other.Format}), other.Also...)
		out[i] = better
	}
	slices.SortStableFunc(out, func(a, b Found) int {
		return cmp.Or(btoi(a.Err != nil)-btoi(b.Err != nil), btoi(a.Comments)-btoi(b.Comments))
	})
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
