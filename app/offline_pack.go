package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// Preparation says how much of a scope is prepared.
type Preparation struct {
	Pictures bool  // not only the texts
	Most     int   // articles; zero: mostPrepared
	Bytes    int64 // of pictures; zero: as many as there is room for
}

// mostPrepared is how many articles are prepared unless the reader says it.
const mostPrepared = 1000

// Prepare fetches the articles of a scope ahead, the first of the list first, for a
// time without a network. It returns at once; Pack tells how far it is, and
// Change.Offline when that changes. What is ready stays until it is read.
func (c *Core) Prepare(ctx context.Context, in feeds.Scope, p Preparation) (Pack, error) {
	if p.Most <= 0 {
		p.Most = mostPrepared
	}
	ids, err := c.firstOf(ctx, in, p.Most)
	if err != nil {
		return Pack{}, fmt.Errorf("prepare: %w", err)
	}
	pack, err := c.db.BeginPack(ctx, ids, storage.Job{Text: true, Pictures: p.Pictures}, p.Bytes)
	if err != nil {
		return Pack{}, err
	}
	c.notify(Change{Offline: true})
	c.goOn()
	return pack, nil
}

// firstOf are the first articles of a scope.
func (c *Core) firstOf(ctx context.Context, in feeds.Scope, most int) ([]feeds.ArticleID, error) {
	var ids []feeds.ArticleID
	var after feeds.Cursor
	for len(ids) < most {
		page, err := c.db.Articles(ctx, in, after, min(200, most-len(ids)))
		if err != nil {
			return nil, err
		}
		for _, a := range page.Articles {
			ids = append(ids, a.ID)
		}
		if !page.More {
			break
		}
		after = page.Next
	}
	return ids, nil
}

// CancelPreparing ends what Prepare began. What has arrived stays.
func (c *Core) CancelPreparing(ctx context.Context) error {
	if err := c.db.CancelPacks(ctx); err != nil {
		return err
	}
	c.ahead.cancelPacks()
	c.notify(Change{Offline: true})
	return nil
}

// Pack tells how far one is; the latest if id is zero. The error is feeds.ErrNotFound
// if there is none.
func (c *Core) Pack(ctx context.Context, id int64) (Pack, error) { return c.db.Pack(ctx, id) }

// PackFailures are the articles of a pack that could not be fetched, or not all of
// them, with the reason.
func (c *Core) PackFailures(ctx context.Context, id int64) ([]Job, error) {
	list, err := c.db.Jobs(ctx, id, mostPrepared*10)
	var out []Job
	for _, j := range list {
		if j.Failed {
			out = append(out, j)
		}
	}
	return out, err
}

// Summary says in a sentence how a pack is or became.
func Summary(p Pack) string {
	var b strings.Builder
	switch {
	case p.Articles == 0:
		return "There is no article to prepare."
	case p.Ended.IsZero():
		fmt.Fprintf(&b, "Preparing: %s of %s ready", grouped(p.Done), number(p.Articles, "article"))
	case p.Done == 1:
		b.WriteString("1 article")
	default:
		b.WriteString(number(p.Done, "article"))
	}
	if p.Pictures > 0 {
		fmt.Fprintf(&b, " with %s", number(p.Pictures, "picture"))
	}
	if !p.Ended.IsZero() {
		b.WriteString(map[bool]string{true: " is ready", false: " are ready"}[p.Done == 1])
	}
	if p.Bytes > 0 {
		b.WriteString(", " + Size(p.Bytes))
	}
	if p.LeftOut > 0 {
		fmt.Fprintf(&b, "; there was no room for the pictures of %s", number(p.LeftOut, "article"))
	}
	if p.Failed > 0 {
		fmt.Fprintf(&b, "; %s could not be fetched", grouped(p.Failed))
	}
	if left := p.Articles - p.Done - p.Failed; p.Cancelled && left > 0 {
		fmt.Fprintf(&b, "; cancelled before the last %s", number(left, "article"))
	}
	return b.String() + "."
}

// number is a number with its noun: "1 article", "1,204 articles".
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Size is a number of bytes as people say it.
func Size(bytes int64) string {
	switch {
	case bytes < 1<<20:
		return fmt.Sprintf("%d kB", (bytes+1023)>>10)
	case bytes < 100<<20:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	case bytes < 1<<30:
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/(1<<30))
}

// FinishPack works until a pack has ended or the network is gone, and returns what
// became of it so far. Another program may do part of the work.
func (c *Core) FinishPack(ctx context.Context, id int64) (Pack, error) {
	for {
		if err := c.WorkQueue(ctx); err != nil {
			return Pack{}, fmt.Errorf("prepare: %w", err)
		}
		p, err := c.Pack(ctx, id)
		if err != nil || !p.Ended.IsZero() || !c.net.online() {
			return p, err
		}
		q, err := c.db.QueueState(ctx)
		if err != nil {
			return p, err
		}
		select {
		case <-ctx.Done():
			return p, ctx.Err()
		case <-time.After(min(max(q.Next.Sub(c.now()), packPause), packLook)):
		}
	}
}

const (
	// packPause is the least time between two looks at a pack, and packLook the most.
	packPause = 200 * time.Millisecond
	packLook  = 5 * time.Second
)
