package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
	"tidings/storage"
)

// An answer is what asking a feed brought, before it is stored.
type answer struct {
	storage.Fetched
	unasked     bool // the host wants to be left alone
	unreachable bool // no server answered: perhaps it is this machine that has no network
	pretended   bool // perhaps the network answered in place of the server: see captive.go
	renamed     int  // old articles that came under other names

	held *fetch.Response // to be released when the answer is worked off; nil: nothing is held
}

// ask fetches, parses and cleans one feed. It is false when the answer is not
// worth storing because the program is ending, the reader cancelled, or there is no
// network, which says nothing about the feed.
func (c *Core) ask(ctx context.Context, f feeds.Feed) (answer, bool) {
	now := c.now()
	leave := c.origins.enter(ctx, f.Source())
	defer leave()
	req, err := c.request(ctx, f)
	if f.Source() == feeds.OnWeb && fetch.WantsWhole(f.Fetch, now) {
		req.ETag, req.LastModified = "", ""
	}
	var resp *fetch.Response
	if err == nil {
		req.Hold = true
		resp, err = c.obtain(ctx, f, req)
	}
	if ctx.Err() != nil || fetch.ClassOf(err) == fetch.Offline {
		resp.Release()
		return answer{}, false
	}
	out := answer{Fetched: storage.Fetched{Feed: f.ID, Received: now}, held: resp}
	if err == nil && !resp.NotModified && resp.BodyHash() != f.Fetch.BodyHash { // of a page, that of its entries is kept
		err = c.understand(ctx, f, resp, &out)
	}
	if ctx.Err() != nil {
		resp.Release()
		return answer{}, false
	}
	if err != nil {
		out.Meta, out.Articles = nil, nil
		c.log.Info("feed not fetched", "feed", withoutLogin(f.URL), "err", err)
	} else if out.Meta != nil && len(out.Meta.Warnings) > 0 {
		c.log.Info("feed mended", "feed", withoutLogin(f.URL), "warnings", out.Meta.Warnings)
	}
	out.pretended = f.Source() == feeds.OnWeb && c.judge(f, resp, err)
	out.note(f, resp, err, now)
	c.schedulesNext(ctx, &out, f, resp, err, now)
	if resp != nil {
		resp.Body = nil // the answer may wait for a while until it is stored
	}
	return out, true
}

// errNotUnderstood says that reading a document failed where it must not.
var errNotUnderstood = errors.New("a defect of Tidings met in a document")

// understand reads the document of an answer, as many at once as there are cores. A
// document that meets a defect of ours or of a library must not end the program, which
// would ask for it again at each start.
func (c *Core) understand(ctx context.Context, f feeds.Feed, resp *fetch.Response, out *answer) (err error) {
	c.cores <- struct{}{}
	defer func() {
		<-c.cores
		if r := recover(); r != nil {
			c.log.Error("feed not understood", "feed", withoutLogin(f.URL), "panic", r, "stack", string(debug.Stack()))
			err = errNotUnderstood
		}
	}()
	if out.Meta, err = readAs(f.Recipe, resp, out.Received); err == nil {
		out.Articles, out.renamed, err = c.incoming(ctx, f, out.Meta, out.Received)
	}
	return err
}

// read parses the document of an answer. An article that is cut off in the middle is
// left for the next try: without its end it cannot be known again.
func read(resp *fetch.Response) (*feeds.Document, error) {
	if feeds.SourceOf(resp.URL) != feeds.OnWeb {
		return readSource(resp)
	}
	doc, err := parse.Feed(resp.Body, resp.ContentType, resp.URL)
	if err != nil {
		if resp.Cut { // which is why
			err = resp.CutBy
		}
		return nil, err
	}
	doc.Language = cmp.Or(doc.Language, parse.ContentLanguage(resp.Header.Get("Content-Language")))
	if doc.Half {
		doc.Entries = doc.Entries[:len(doc.Entries)-1]
	}
	doc.Entries = slices.DeleteFunc(doc.Entries, saysNothing)
	return doc, nil
}

// saysNothing reports whether there is nothing of an entry that could be shown.
func saysNothing(e feeds.Entry) bool {
	return e.Title == "" && e.Summary == "" && e.Content == "" && e.Link == "" && e.Image == "" && len(e.Enclosures) == 0
}

// note keeps what was found: in the state of the feed and as a try.
func (a *answer) note(f feeds.Feed, resp *fetch.Response, err error, now time.Time) {
	a.State = fetch.State(f.Fetch, resp, err, notFeedWords(f, err), now)
	switch fetch.ClassOf(err) {
	case fetch.Busy:
		a.unasked = true
		return
	case fetch.DNS, fetch.Refused, fetch.Timeout:
		a.unreachable = true
	}
	a.Try = feeds.Try{At: now, Status: a.State.Status, Class: a.State.Class, Error: a.State.Error, Took: a.State.Took}
	if resp != nil {
		a.Try.Bytes = int64(len(resp.Body))
		if resp.URL != withoutLogin(f.URL) {
			a.Try.URL = resp.URL
		}
	}
	if a.Meta == nil {
		return
	}
	if !f.Recipe.Proper() {
		a.notePage(f.Fetch, now)
	}
	a.State.TTL, a.State.SkipHours, a.State.SkipDays = wishes(a.Meta)
	a.State.Dates = newest(a.Meta.Entries, now)
	if f.Source() == feeds.InMailbox { // of which only what is new was read
		a.State.Dates = latest(append(a.State.Dates, f.Fetch.Dates...))
	}
	if a.renamed >= manyRenamed {
		a.Try.Error = fmt.Sprintf("The feed gives %d old articles new names. They were recognised.", a.renamed)
	}
	if resp.Cut || a.Meta.Partial {
		a.incomplete(f.Fetch, resp.CutBy)
	}
}

// manyRenamed is how many old articles under other names are worth a word.
const manyRenamed = 3

// incomplete lets the next try have the whole document: what came of this one is
// stored, but neither we nor the server take it for all there is, and what it does not
// say may have been in the rest.
func (a *answer) incomplete(old feeds.FetchState, cut error) {
	a.State.ETag, a.State.LastModified, a.State.ValidatorURL = "", "", ""
	a.State.BodyHash, a.State.Changed = old.BodyHash, old.Changed
	a.State.TTL = cmp.Or(a.State.TTL, old.TTL)
	a.State.SkipHours, a.State.SkipDays = cmp.Or(a.State.SkipHours, old.SkipHours), cmp.Or(a.State.SkipDays, old.SkipDays)
	if len(a.State.Dates) < len(old.Dates) {
		a.State.Dates = old.Dates
	}
	a.Try.Error = "The document is damaged. What could be read of it is here."
	if cut != nil {
		a.Try.Error = Explain(cut) + " What came before is here."
	}
}

// schedulesNext says when the feed is asked again. What was not asked keeps its time,
// if that is later than the one when it could be.
func (c *Core) schedulesNext(ctx context.Context, a *answer, f feeds.Feed, resp *fetch.Response, err error, now time.Time) {
	if err == nil && a.Meta == nil && len(a.State.Dates) == 0 {
		a.State.Dates = c.dates(ctx, f.ID)
	}
	old := f.Fetch
	f.Fetch = a.State
	a.State.Next, a.State.Why = nextLook(a.State, resp, err, f, now)
	if !f.Recipe.Proper() {
		a.restsPage(f, now)
	}
	a.State.Why = c.meets(ctx, f, a.State) + a.State.Why
	if a.unasked && old.Next.After(a.State.Next) {
		a.State.Next, a.State.Why = old.Next, old.Why
	}
}

// incoming prepares the entries that are new or changed. All others stop here,
// before anything costly is done with them. It also counts old articles whose feed
// gives them other names now.
func (c *Core) incoming(ctx context.Context, f feeds.Feed, doc *feeds.Document, now time.Time) (list []storage.Incoming, renamed int, err error) {
	known, err := c.db.Known(ctx, f.ID, doc.Entries)
	if err != nil {
		return nil, 0, err
	}
	for i, m := range known {
		renamed += btoi(m.NewID)
		if m.Kind != storage.New && m.Kind != storage.Changed {
			if m.ToStore() {
				list = append(list, storage.Incoming{Entry: doc.Entries[i], Match: m})
			} else if e := doc.Entries[i]; m.Kind == storage.Unchanged && e.CommentCount > 0 {
				list = append(list, storage.Incoming{Entry: e, Match: m})
			}
			continue
		}
		in := prepare(doc.Entries[i], m, cmp.Or(doc.Site, f.Site), cmp.Or(doc.Language, f.Language), now)
		if wasThere(f, in.Entry) {
			in.Entry.Received = now.Add(-beforeFirst)
		}
		list = append(list, in)
	}
	return list, renamed, nil
}

// wishes are what a document says of when to ask, as they are stored.
func wishes(doc *feeds.Document) (ttl time.Duration, hours uint32, days uint8) {
	for _, h := range doc.SkipHours {
		if h >= 0 && h < 24 {
			hours |= 1 << h
		}
	}
	for _, d := range doc.SkipDays {
		if d >= time.Sunday && d <= time.Saturday {
			days |= 1 << d
		}
	}
	return doc.TTL, hours, days
}

// rhythm is what a feed itself says about when it is worth asking.
func rhythm(f feeds.Feed) fetch.Rhythm {
	r := fetch.Rhythm{Articles: f.Fetch.Dates, Every: f.Every, Jitter: jitter(f.URL), TTL: f.Fetch.TTL}
	for h := range 24 {
		if f.Fetch.SkipHours&(1<<h) != 0 {
			r.SkipHours = append(r.SkipHours, h)
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if f.Fetch.SkipDays&(1<<d) != 0 {
			r.SkipDays = append(r.SkipDays, d)
		}
	}
	return r
}

// datesKept is how many dates of articles tell a feed's rhythm.
const datesKept = 20

// newest are the dates of a document's newest articles, newest first. The future does
// not count.
func newest(entries []feeds.Entry, now time.Time) []time.Time {
	var list []time.Time
	for _, e := range entries {
		if !e.Published.IsZero() && !e.Published.After(now) {
			list = append(list, e.Published)
		}
	}
	return latest(list)
}

// latest are the latest of some dates, newest first, as many as are kept.
func latest(list []time.Time) []time.Time {
	slices.SortFunc(list, func(a, b time.Time) int { return b.Compare(a) })
	return list[:min(len(list), datesKept)]
}

// dates are those of a feed's newest stored articles, where its documents have none.
// Without them the feed is taken for one whose rhythm is not known.
func (c *Core) dates(ctx context.Context, id feedID) []time.Time {
	p, err := c.db.Articles(ctx, feeds.Scope{Feed: id}, feeds.Cursor{}, 10)
	if err != nil {
		c.log.Warn("rhythm of a feed not known", "err", err)
	}
	var list []time.Time
	for _, a := range p.Articles {
		list = append(list, a.Date())
	}
	return list
}

// jitter is a feed's own share of the spread, from 0 to 1: feeds that became due
// together do not stay together.
func jitter(url string) float64 {
	h := fnv.New32a()
	h.Write([]byte(url))
	return float64(h.Sum32()) / (1 << 32)
}
