package app

import (
	"time"
)

const (
	// every is the longest the scheduler sleeps: the clock of a laptop that
	// slept, or a feed added by another process, is noticed by then.
	every = time.Minute
	// watched is how often another process's writing is looked for.
	watched = 4 * time.Second
	// settled is how often what was learned is kept and the file is tidied.
	settled = 10 * time.Minute
	// binned is how long what was deleted or unsubscribed can be taken back.
	binned = 30 * 24 * time.Hour
)

// schedule refreshes the feeds whose time has come, until the core closes.
func (c *Core) schedule() {
	tidy := c.now().Add(settled)
	var probed time.Time
	for {
		wait := every
		if c.canStore() == nil {
			wait = c.askDue(&probed)
		}
		if c.db.ReadOnly() == nil {
			c.endMutes(c.ctx)
			c.tellNews(c.ctx)
		}
		if now := c.now(); now.After(tidy) {
			tidy = now.Add(settled)
			c.settle()
		}
		select {
		case <-c.ctx.Done():
			c.settle()
			return
		case <-c.due:
		case <-time.After(wait):
		}
	}
}

// settle keeps what was learned and lets the file tidy itself. When the core
// closes, nobody is to wait for long.
func (c *Core) settle() {
	if c.db.ReadOnly() != nil || c.notices.has(FullNotice) {
		return
	}
	within := 3 * time.Second
	if c.ctx.Err() != nil {
		within = time.Second
	}
	ctx, cancel := contextWithin(within)
	defer cancel()
	if err := c.derive.saveModel(ctx); err != nil {
		c.log.Warn("keep topic model", "err", err)
	}
	if err := c.trimPictures(ctx); err != nil {
		c.log.Warn("trim pictures", "err", err)
	}
	if c.ctx.Err() == nil {
		if _, err := c.Tidy(ctx); err != nil && ctx.Err() == nil && c.ctx.Err() == nil {
			c.log.Warn("tidy", "err", err)
		}
	}
	if _, err := c.db.EmptyBin(ctx, c.now().Add(-binned)); err != nil {
		c.log.Warn("empty bin", "err", err)
	}
	if err := c.db.ForgetVectors(ctx, c.now().Add(-2*remembered)); err != nil {
		c.log.Warn("forget vectors", "err", err)
	}
	if err := c.db.ForgetLinks(ctx, c.now().AddDate(0, 0, -linkDays)); err != nil {
		c.log.Warn("forget links", "err", err)
	}
	if err := c.db.ForgetOld(ctx, c.now().Add(-remembered)); err != nil {
		c.log.Warn("forget what was opened", "err", err)
	}
	if err := c.db.Optimize(ctx); err != nil {
		c.log.Warn("optimize", "err", err)
	}
}

// watch tells listeners what another process wrote into the file.
func (c *Core) watch() {
	tick := time.NewTicker(watched)
	defer tick.Stop()
	last, err := c.db.DataVersion(c.ctx) // zero if it fails: begun at the next tick
	if err != nil {
		c.log.Warn("watch other programs", "err", err)
	}
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-tick.C:
		}
		now, err := c.db.DataVersion(c.ctx)
		if err != nil {
			continue
		}
		if last != 0 && now != last {
			c.derive.changedOutside()
			c.noteTopics(c.ctx)
			c.notify(Change{Feeds: true, Articles: true, Derived: true, Offline: true, Followed: true})
			c.Derive()
		}
		last = now
	}
}
