package app

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
	"tidings/feeds/story"
	"tidings/feeds/topic"
	"tidings/storage"
)

// batch derives some articles: what depends on one article alone on all cores, what
// depends on the others together, so that the result does not depend on which feed
// answered first. Earlier articles may move because of them.
func (d *deriver) batch(ctx context.Context, work []storage.Work) error {
	derived, moved, err := d.think(ctx, work)
	if err != nil {
		return err
	}
	// Before what says that it was done: a stop in between does it again.
	if err := d.core.noteLinks(ctx, work); err != nil {
		return err
	}
	if err := d.core.db.SaveDerived(ctx, derived, moved...); err != nil {
		d.forget() // the index is ahead of the file
		return err
	}
	return d.core.db.SetLeads(ctx, d.leads(derived, moved))
}

// leads are the most typical articles of the stories that grew.
func (d *deriver) leads(derived []feeds.Derived, moved []storage.Moved) map[feeds.StoryID]feeds.ArticleID {
	d.mu.Lock()
	defer d.mu.Unlock()
	leads := map[feeds.StoryID]feeds.ArticleID{}
	note := func(id feeds.ArticleID, in feeds.StoryID) {
		if feeds.StoryID(id) == in || leads[in] != 0 || d.index == nil {
			return
		}
		if lead := d.index.Typical(in); lead != 0 {
			leads[in] = lead
		}
	}
	for _, x := range derived {
		note(x.Article, x.Story)
	}
	for _, x := range moved {
		note(x.Article, x.Story)
	}
	return leads
}

// thought is what is known of an article before it is compared with others.
type thought struct {
	feeds.Derived
	feed    feeds.FeedID
	heard   bool // the model has learned of it before
	reading topic.Reading
	vector  *story.Vector // nil: it stays where it is
}

// think also returns the earlier articles that are in another story now. It holds the
// index only while articles are compared with others, so that what is related to the one
// on the screen waits for no more than that.
func (d *deriver) think(ctx context.Context, work []storage.Work) ([]feeds.Derived, []storage.Moved, error) {
	b, moved, err := d.brief(ctx, work)
	if err != nil {
		return nil, nil, err
	}
	list := b.read(work)
	more, err := d.join(ctx, b, list)
	if err != nil {
		return nil, nil, err
	}
	if err := d.vote(ctx, list); err != nil {
		return nil, nil, err
	}
	derived := make([]feeds.Derived, len(list))
	for i := range list {
		derived[i] = list[i].Derived
	}
	return derived, append(moved, more...), nil
}

// A briefing has what is to be known to read an article by itself. Nothing of it changes
// while articles are read, but for the model, which allows that.
type briefing struct {
	version int
	heard   int // an article of this version or a later one has taught the model already
	index   *story.Index
	model   *topic.Model
	said    said
	shares  map[feeds.FeedID]map[feeds.Topic]float64
}

// brief takes in what was said since, and returns the articles that are in other stories
// because of it.
func (d *deriver) brief(ctx context.Context, work []storage.Work) (briefing, []storage.Moved, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return briefing{}, nil, err
	}
	moved, err := d.listen(ctx)
	if err != nil {
		return briefing{}, nil, err
	}
	b := briefing{d.version, d.since, d.index, d.model, d.said, map[feeds.FeedID]map[feeds.Topic]float64{}}
	for _, w := range work {
		if _, ok := b.shares[w.Feed]; !ok {
			b.shares[w.Feed] = d.prior[w.Feed].shares()
		}
	}
	return b, moved, nil
}

// join compares articles that were read, in the order of their dates, with others, and
// lets the model learn from those that are new to it.
func (d *deriver) join(ctx context.Context, b briefing, list []thought) ([]storage.Moved, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var moved []storage.Moved
	if d.index != b.index { // dropped meanwhile
		if err := d.load(ctx); err != nil {
			return nil, err
		}
		var err error
		if moved, err = d.listen(ctx); err != nil {
			return nil, err
		}
	}
	at := make(map[feeds.ArticleID]*thought, len(list))
	var vectors []*story.Vector
	for i := range list {
		t := &list[i]
		at[t.Article] = t
		if !t.heard {
			d.model.Absorb(t.reading)
			d.prior.add(t.feed, t.Topics)
		}
		if t.vector != nil {
			vectors = append(vectors, t.vector)
		}
	}
	for _, p := range d.index.Add(vectors) {
		m := placed(p)
		if t := at[p.Article]; t != nil {
			t.Story, t.Score, t.Why, t.CopyOf, t.Vector = m.Story, m.Score, m.Why, m.CopyOf, m.Vector
		} else {
			moved = append(moved, m)
		}
	}
	return moved, nil
}

// placed is a placement as it is stored.
func placed(p story.Placed) storage.Moved {
	vector, _ := p.Vector.MarshalBinary() // cannot fail
	return storage.Moved{Article: p.Article, Story: p.Story, Score: p.Score, Why: p.Why, CopyOf: p.CopyOf, Vector: vector}
}

// load fills the index and the model from the file, once.
func (d *deriver) load(ctx context.Context) error {
	if d.index != nil {
		return nil
	}
	index := story.NewIndex(story.Options{Keep: remembered, MaxDocs: indexed})
	restore := func(_ feeds.ArticleID, _ feeds.FeedID, _ time.Time, in feeds.StoryID, data []byte) error {
		if v, err := story.Decode(data); err == nil { // else of an older version, and made again
			index.Restore(v, in)
		}
		return nil
	}
	err := d.core.db.Vectors(ctx, d.core.now().Add(-remembered), d.version, restore)
	if err != nil {
		return fmt.Errorf("load stories: %w", err)
	}
	if d.model == nil {
		d.recall(ctx)
	}
	d.said.stories = nil // the index is to hear of them
	d.index = index
	return nil
}

func topicDoc(a feeds.Article, text, lang string, prior map[feeds.Topic]float64) topic.Doc {
	return topic.Doc{Title: a.Title, Text: text, Lang: lang, Link: a.Link, Categories: a.Categories, FeedPrior: prior}
}

func storyDoc(a feeds.Article, text, lang string) story.Doc {
	return story.Doc{Article: a.ID, Feed: a.Feed, Time: a.Date(), Lang: lang, Title: a.Title, Text: text}
}
