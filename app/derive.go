package app

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/language"
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
	// indexed is how many articles it reaches back at most: 1.4 kB of memory each.
	indexed  = 30_000
	modelKey = "topic model"
)

// deriver works off the articles that are stored but not yet thought about:
// language, topics, story, search index. It alone owns the story index and the
// topic model, in one process of all that have the profile open: the lock on
// "derive.lock" says which. Any stop is harmless, because what is not derived is
// found again.
type deriver struct {
	core  *Core
	wake  chan struct{}
	once  sync.Once
	lock  *flock.Flock
	turn  chan struct{} // full while somebody works off what is pending
	waits atomic.Int32  // who wants the turn to replace the file

	mu    sync.Mutex // guards what follows, for Related
	index *story.Index
	model *topic.Model
	prior priors
}

func newDeriver(c *Core) *deriver {
	return &deriver{
		core: c,
		wake: make(chan struct{}, 1),
		lock: flock.New(filepath.Join(c.dir, "derive.lock")),
		turn: make(chan struct{}, 1),
	}
}

// Derive begins to work off what is not derived yet, if that is not going on
// already. It returns at once.
func (c *Core) Derive() {
	d := c.derive
	d.once.Do(func() { c.spawn(d.run) })
	select {
	case d.wake <- struct{}{}:
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
		}
		if err := d.all(d.core.ctx); err != nil && d.core.ctx.Err() == nil {
			d.core.log.Error("derive", "err", err)
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

// forget drops the index; it is filled again when it is needed.
func (d *deriver) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.index = nil
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
		work, err := d.core.db.Pending(ctx, derivedVersion, derivedBatch)
		if err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		if len(work) == 0 {
			return d.reindex(ctx)
		}
		if err := d.batch(ctx, work); err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		d.core.notify(Change{Derived: true})
		if d.waits.Load() > 0 {
			d.core.Derive() // goes on then
			return nil
		}
	}
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
		if work, err := d.core.db.Pending(ctx, derivedVersion, 1); err != nil || len(work) > 0 || d.waits.Load() > 0 {
			d.core.Derive()
			return err
		}
	}
}

// batch derives some articles: what depends on one article alone on all cores,
// what depends on the others one after another in the order of their dates, so
// that the result does not depend on which feed answered first.
func (d *deriver) batch(ctx context.Context, work []storage.Work) error {
	slices.SortStableFunc(work, func(a, b storage.Work) int { return a.Article.Date().Compare(b.Article.Date()) })
	derived, err := d.think(ctx, work)
	if err != nil {
		return err
	}
	// Before what says that it was done: a stop in between does it again.
	if err := d.core.noteLinks(ctx, work); err != nil {
		return err
	}
	if err := d.core.db.SaveDerived(ctx, derived); err != nil {
		d.forget() // the index is ahead of the file
		return err
	}
	return d.core.db.SetLeads(ctx, d.leads(derived))
}

// leads are the most typical articles of the stories that grew.
func (d *deriver) leads(derived []feeds.Derived) map[feeds.StoryID]feeds.ArticleID {
	d.mu.Lock()
	defer d.mu.Unlock()
	leads := map[feeds.StoryID]feeds.ArticleID{}
	for _, x := range derived {
		if feeds.StoryID(x.Article) == x.Story || leads[x.Story] != 0 || d.index == nil {
			continue
		}
		if lead := d.index.Typical(x.Story); lead != 0 {
			leads[x.Story] = lead
		}
	}
	return leads
}

// thought is what is known of an article before it is compared with others.
type thought struct {
	feeds.Derived
	reading topic.Reading
	vector  *story.Vector
}

func (d *deriver) think(ctx context.Context, work []storage.Work) ([]feeds.Derived, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	list := make([]thought, len(work))
	var cores errgroup.Group
	cores.SetLimit(runtime.GOMAXPROCS(0))
	for i, w := range work {
		cores.Go(func() error {
			list[i] = d.alone(w)
			return nil
		})
	}
	_ = cores.Wait() // the functions return no errors
	derived := make([]feeds.Derived, len(list))
	for i := range list {
		t := &list[i]
		d.model.Absorb(t.reading)
		d.prior.add(work[i].Article.Feed, t.Topics)
		p := d.index.Place(t.vector)
		t.Story, t.Score, t.Why, t.CopyOf = p.Story, p.Score, p.Why, p.CopyOf
		t.Vector, _ = t.vector.MarshalBinary() // cannot fail; after Place, which notes copies in it
		derived[i] = t.Derived
	}
	return derived, nil
}

// alone is what depends on one article alone.
func (d *deriver) alone(w storage.Work) thought {
	a, text := w.Article, w.Body.Text
	lang := language.Of(a.Title, text, a.Language)
	t := thought{
		reading: topic.Read(topicDoc(a, text, lang, d.prior[a.Feed].shares())),
		vector:  story.Make(storyDoc(a, text, lang)),
	}
	t.Derived = feeds.Derived{
		Article:  a.ID,
		Version:  derivedVersion,
		Language: lang,
		Topics:   d.model.Judge(t.reading),
		Index:    storage.IndexText(a, text),
	}
	return t
}

// related are the articles that share the subject of a stored one but not its
// event.
func (d *deriver) related(ctx context.Context, a feeds.Article, k int) ([]story.Relation, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	v := d.index.Vector(a.ID)
	if v == nil { // older than the index reaches, or not derived yet
		body, err := d.core.db.Body(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		v = story.Make(storyDoc(a, body.Text, a.Language))
	}
	return d.index.Related(v, k), nil
}

// load fills the index and the model from the file, once.
func (d *deriver) load(ctx context.Context) error {
	if d.index != nil {
		return nil
	}
	model := topic.New()
	if saved, err := d.core.db.Blob(ctx, modelKey); err == nil && len(saved) > 0 {
		if err := model.UnmarshalBinary(saved); err != nil {
			d.core.log.Warn("topic model dropped", "err", err)
			model = topic.New()
		}
	}
	index := story.NewIndex(story.Options{Keep: remembered, MaxDocs: indexed})
	restore := func(_ feeds.ArticleID, _ feeds.FeedID, _ time.Time, in feeds.StoryID, data []byte) error {
		if v, err := story.Decode(data); err == nil { // else of an older version, and made again
			index.Restore(v, in)
		}
		return nil
	}
	err := d.core.db.Vectors(ctx, d.core.now().Add(-remembered), restore)
	if err != nil {
		return fmt.Errorf("load stories: %w", err)
	}
	d.index, d.model, d.prior = index, model, priors{}
	return nil
}

// saveModel keeps what the topic model has learned.
func (d *deriver) saveModel(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.model == nil {
		return nil
	}
	data, err := d.model.MarshalBinary()
	if err != nil {
		return err
	}
	return d.core.db.SetBlob(ctx, modelKey, data)
}

func topicDoc(a feeds.Article, text, lang string, prior map[feeds.Topic]float64) topic.Doc {
	return topic.Doc{Title: a.Title, Text: text, Lang: lang, Link: a.Link, Categories: a.Categories, FeedPrior: prior}
}

func storyDoc(a feeds.Article, text, lang string) story.Doc {
	return story.Doc{Article: a.ID, Feed: a.Feed, Time: a.Date(), Lang: lang, Title: a.Title, Text: text}
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
