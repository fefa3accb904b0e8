package app

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"tidings/feeds/story"
	"tidings/feeds/topic"
	"tidings/storage"
)

// derivedVersion changes when an algorithm does; everything derived is then made
// again, newest articles first.
const derivedVersion = story.Version*100 + topic.Version

const (
	// derivedBatch is how many articles are derived and stored at once.
	derivedBatch = 1200
	// remembered is how far back the story index reaches for related articles.
	remembered = 60 * 24 * time.Hour
	// indexed is how many articles it reaches back at most: 1.2 kB of memory each.
	indexed = 50_000

	modelKey  = "topic model"
	priorsKey = "what feeds write about"
	taughtKey = "topics that were taught"
	sinceKey  = "version that topics are learned since"
)

// deriver works off the articles that are stored but not yet thought about:
// language, topics, story, search index. It alone owns the story index and the
// topic model, in one process of all that have the profile open: the lock on
// "derive.lock" says which. Any stop is harmless, because what is not derived is
// found again.
type deriver struct {
	core  *Core
	wake  chan struct{} // full when there is something to derive
	later chan struct{} // the same, but a refresh that has just stored it will store more
	once  sync.Once
	lock  *flock.Flock
	turn  chan struct{} // full while somebody works off what is pending
	waits atomic.Int32  // who wants the turn, to replace the file or to say something

	version int // derivedVersion, but in tests

	mu    sync.Mutex // guards what follows, for Related
	index *story.Index
	model *topic.Model
	prior priors
	since int // the version in which model and prior began
	said  said
}

func newDeriver(c *Core) *deriver {
	return &deriver{
		core:  c,
		wake:  make(chan struct{}, 1),
		later: make(chan struct{}, 1),
		lock:  flock.New(filepath.Join(c.dir, "derive.lock")),
		turn:  make(chan struct{}, 1),

		version: derivedVersion,
	}
}

// Derive begins to work off what is not derived yet, if that is not going on
// already. It returns at once.
func (c *Core) Derive() { c.derive.begin(c.derive.wake) }

func (d *deriver) begin(how chan<- struct{}) {
	d.once.Do(func() { d.core.spawn(d.run) })
	select {
	case how <- struct{}{}:
	default:
	}
}

// DeriveAll works off everything that is not derived and returns when that is
// done. Another process that derives already is left to it.
func (c *Core) DeriveAll(ctx context.Context) error {
	ctx, cancel := c.while(ctx)
	defer cancel()
	return c.derive.all(ctx)
}

func (d *deriver) run() {
	for {
		select {
		case <-d.core.ctx.Done():
			return
		case <-d.wake:
		case <-d.later:
			d.settle()
		}
		select { // what was stored until now is derived now
		case <-d.later:
		default:
		}
		if err := d.all(d.core.ctx); err != nil && d.core.ctx.Err() == nil {
			d.core.log.Error("derive", "err", err)
		}
	}
}

// What a refresh stores is derived when nothing more was stored for a calm moment, or
// when that has not come for as long as patience lasts: until then the fetching has the
// machine for itself, and the articles are listed that much sooner.
const (
	calm     = 300 * time.Millisecond
	patience = 8 * time.Second
)

// settle waits until a refresh has stored what it brings, or something else is to be
// derived.
func (d *deriver) settle() {
	quiet, enough := time.NewTimer(calm), time.NewTimer(patience)
	defer quiet.Stop()
	defer enough.Stop()
	for {
		select {
		case <-d.core.ctx.Done():
			return
		case <-d.wake: // also at the end of the refresh
			return
		case <-enough.C:
			return
		case <-quiet.C:
			return
		case <-d.later:
			quiet.Reset(calm)
		}
	}
}

// own takes the lock. An index that was filled without it may lack what its
// owner derived since.
func (d *deriver) own() (bool, error) {
	if d.lock.Locked() {
		return true, nil
	}
	mine, err := d.lock.TryLock()
	if mine {
		d.forget()
	}
	return mine, err
}

// forget drops the index and what was learned; both are read again when they are needed.
func (d *deriver) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.index, d.model = nil, nil
}

// changedOutside says that another process wrote into the file.
func (d *deriver) changedOutside() {
	if !d.lock.Locked() {
		d.forget()
	}
}

func (d *deriver) release() { _ = d.lock.Close() }

// all works off what is pending. Whoever comes while somebody else does waits,
// so that nothing is thought about twice.
func (d *deriver) all(ctx context.Context) error {
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if mine, err := d.own(); err != nil || !mine {
		return err
	}
	for {
		work, err := d.pending(ctx, derivedBatch)
		if err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		if len(work) == 0 {
			return d.reindex(ctx)
		}
		if err := d.batch(ctx, work); err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		d.core.notify(Change{Derived: true, Followed: d.core.follows(ctx)})
		if d.waits.Load() > 0 {
			d.core.Derive() // goes on then
			return nil
		}
	}
}

// pending are articles to work on, in the order in which stories want them.
func (d *deriver) pending(ctx context.Context, limit int) ([]storage.Work, error) {
	reach := storage.Reach{Since: d.core.now().Add(-remembered), Most: indexed}
	return d.core.db.Pending(ctx, d.version, limit, reach)
}

// between runs f while nothing is derived: what the reader says about topics and stories
// is then neither lost nor half known by what is derived at the same time. It waits for
// a batch at most.
func (d *deriver) between(ctx context.Context, f func() error) error {
	d.waits.Add(1)
	defer d.waits.Add(-1)
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return f()
}

// reindexBatch is how many articles are indexed in one transaction.
const reindexBatch = 400

// reindex fills the search index after it was made anew, until there is other work.
func (d *deriver) reindex(ctx context.Context) error {
	for {
		left, err := d.core.db.Reindex(ctx, reindexBatch)
		if err != nil || left == 0 {
			return err
		}
		d.core.notify(Change{Derived: true})
		if work, err := d.pending(ctx, 1); err != nil || len(work) > 0 || d.waits.Load() > 0 {
			d.core.Derive()
			return err
		}
	}
}

// CatchUp works off everything that is not derived and keeps what was learned of
// it. A program that does one thing and ends calls it, where a window has its
// scheduler. If another process derives, it is left to that one.
func (c *Core) CatchUp(ctx context.Context) error {
	if err := c.DeriveAll(ctx); err != nil {
		return err
	}
	if !c.derive.lock.Locked() {
		return nil // what we know may be older than what its owner keeps
	}
	if err := c.derive.saveModel(ctx); err != nil {
		return fmt.Errorf("keep what was learned: %w", err)
	}
	return nil
}
