package app

import (
	"cmp"
	"context"
	"hash/fnv"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/parse"
	"tidings/storage"
)

// ask fetches, parses and cleans one feed. It is false when the answer is not
// worth storing because the program is ending or the reader cancelled.
func (c *Core) ask(ctx context.Context, f feeds.Feed) (storage.Fetched, bool) {
	now := c.now()
	resp, err := c.fetch.Get(ctx, fetch.Request{
		URL: f.URL, ETag: f.Fetch.ETag, LastModified: f.Fetch.LastModified, ValidatorURL: f.Fetch.ValidatorURL,
	})
	if ctx.Err() != nil {
		return storage.Fetched{}, false
	}
	out := storage.Fetched{Feed: f.ID, Received: now}
	if err == nil && !resp.NotModified && fetch.Hash(resp.Body) != f.Fetch.BodyHash {
		c.cores <- struct{}{}
		if out.Meta, err = parse.Feed(resp.Body, resp.ContentType, resp.URL); err == nil {
			out.Articles, err = c.incoming(ctx, f, out.Meta, now)
		}
		<-c.cores
	}
	if ctx.Err() != nil {
		return storage.Fetched{}, false
	}
	if err != nil {
		out.Meta, out.Articles = nil, nil
		c.log.Info("feed not fetched", "feed", f.URL, "err", err)
	} else if out.Meta != nil && len(out.Meta.Warnings) > 0 {
		c.log.Info("feed mended", "feed", f.URL, "warnings", out.Meta.Warnings)
	}
	out.State = fetch.State(f.Fetch, resp, err, Explain(err), now)
	if out.Meta != nil {
		out.State.TTL, out.State.SkipHours, out.State.SkipDays = wishes(out.Meta)
	}
	f.Fetch = out.State
	r := rhythm(f, out.Meta)
	if out.Meta == nil && err == nil {
		r.Articles = c.dates(ctx, f.ID)
	}
	out.State.Next, out.State.Why = fetch.NextCheck(out.State, resp, err, r, now)
	return out, true
}

// incoming prepares the entries that are new or changed. All others stop here,
// before anything costly is done with them.
func (c *Core) incoming(ctx context.Context, f feeds.Feed, doc *feeds.Document, now time.Time) ([]storage.Incoming, error) {
	known, err := c.db.Known(ctx, f.ID, doc.Entries)
	if err != nil {
		return nil, err
	}
	var list []storage.Incoming
	for i, m := range known {
		if m.Kind != storage.New && m.Kind != storage.Changed {
			if e := doc.Entries[i]; m.Kind == storage.Unchanged && e.CommentCount > 0 {
				list = append(list, storage.Incoming{Entry: e, Match: m})
			}
			continue
		}
		list = append(list, prepare(doc.Entries[i], m, cmp.Or(doc.Site, f.Site), cmp.Or(doc.Language, f.Language), now))
	}
	return list, nil
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
func rhythm(f feeds.Feed, doc *feeds.Document) fetch.Rhythm {
	r := fetch.Rhythm{Every: f.Every, Jitter: jitter(f.URL), TTL: f.Fetch.TTL}
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
	if doc == nil {
		return r
	}
	for _, e := range doc.Entries {
		if !e.Published.IsZero() {
			r.Articles = append(r.Articles, e.Published)
		}
	}
	return r
}

// dates are those of a feed's newest stored articles, for an answer without a
// document. Without them the feed is taken for one whose rhythm is not known.
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
