package app

import (
	"context"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/story"
	"tidings/storage"
)

const (
	// relatedShown is how many related articles stand below one.
	relatedShown = 5
	// keyTerms of an article are looked for in older ones, of which olderRead are
	// compared with it.
	keyTerms  = 8
	olderRead = 12
)

// related are the articles that share the subject of one but not its event: those
// that the story index remembers, and older ones that the search index finds.
func (c *Core) related(ctx context.Context, a feeds.Article) ([]feeds.Relation, error) {
	found, err := c.derive.related(ctx, a, relatedShown)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	ids := make([]feeds.ArticleID, len(found))
	for i, r := range found {
		ids[i] = r.Article
	}
	articles, err := c.db.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []feeds.Relation
	for _, r := range found {
		i := slices.IndexFunc(articles, func(x feeds.Article) bool { return x.ID == r.Article })
		if i >= 0 && articles[i].Deleted.IsZero() { // else deleted since
			out = append(out, feeds.Relation{Article: articles[i], Score: r.Score, Why: r.Why})
		}
	}
	return out, nil
}

// related does not hold the index while older articles are read.
func (d *deriver) related(ctx context.Context, a feeds.Article, k int) ([]story.Relation, error) {
	body, err := d.core.db.Body(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	doc := storyDoc(a, body.Text, a.Language)
	t, err := d.traces(ctx, doc)
	if err != nil {
		return nil, err
	}
	older, err := d.older(ctx, t)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil { // again, if it was dropped meanwhile
		return nil, err
	}
	return d.index.Rank(story.Stored{Vector: t.vector, Story: a.Story}, older, k), nil
}

// traces are what older articles are looked for by.
type traces struct {
	vector *story.Vector
	terms  []story.KeyTerm
	from   feeds.ArticleID // where the index begins; zero: it is empty
	since  time.Time
}

func (d *deriver) traces(ctx context.Context, doc story.Doc) (traces, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return traces{}, err
	}
	t := traces{vector: d.index.Vector(doc.Article), terms: d.index.KeyTerms(doc, keyTerms)}
	if t.vector == nil { // older than the index reaches, or not derived yet
		t.vector = story.Make(doc)
	}
	if t.from, t.since = d.index.Reach(); t.from == 0 {
		t.since = d.core.now()
	}
	return t, nil
}

// older are articles from before the index that have several of the terms.
func (d *deriver) older(ctx context.Context, t traces) ([]story.Stored, error) {
	words := make([]storage.WeighedWord, len(t.terms))
	for i, x := range t.terms {
		words[i] = storage.WeighedWord{Text: x.Text, Weight: x.Weight}
	}
	list, err := d.core.db.Older(ctx, words, t.since, t.from, olderRead)
	if err != nil {
		return nil, err
	}
	var out []story.Stored
	for _, w := range list {
		out = append(out, story.Stored{Vector: story.Make(storyDoc(w.Article, w.Body.Text, w.Language)), Story: w.Story})
	}
	return out, nil
}
