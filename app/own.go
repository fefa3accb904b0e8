package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/query"
	"tidings/feeds/topic"
	"tidings/storage"
)

// ErrTopicTaken says that there is a topic of this name already.
var ErrTopicTaken = storage.ErrTopicTaken

// How far back the stored articles are looked through for a topic of the reader's own.
const (
	soughtByWords  = 5000   // that have one of its spellings
	soughtBySearch = 20_000 // that its search finds
	soughtByLike   = 200    // that are like each example
	soughtAtOnce   = 400    // texts that are read together
)

// OwnTopics returns the reader's own topics in the order of the sidebar.
func (c *Core) OwnTopics(ctx context.Context) ([]feeds.OwnTopic, error) { return c.db.OwnTopics(ctx) }

// OwnTopicCounts tells how many unread articles each of the reader's own topics has,
// CountLimit at most.
func (c *Core) OwnTopicCounts(ctx context.Context) (map[feeds.OwnTopicID]int, error) {
	return c.db.OwnTopicCounts(ctx, CountLimit)
}

// SaveOwnTopic saves a new topic, last in the sidebar, if it has no ID; else it changes
// the one with this ID. If that changes what belongs to it, the stored articles are
// looked through, the newest first. The error is ErrTopicTaken for a name that another
// topic has, or what CheckSearch says of its search.
func (c *Core) SaveOwnTopic(ctx context.Context, o feeds.OwnTopic) (id feeds.OwnTopicID, err error) {
	o = tidied(o)
	err = c.derive.between(ctx, func() error {
		var members []feeds.ArticleID // nil: they stay
		same, err := c.sameTopic(ctx, o)
		if err == nil && !same {
			members, err = c.derive.lookThrough(ctx, o)
		}
		if err == nil {
			id, err = c.db.SaveOwnTopic(ctx, o, members)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	c.noteTopics(ctx)
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	return id, nil
}

// sameTopic reports whether the stored topic with this ID has the same articles.
func (c *Core) sameTopic(ctx context.Context, o feeds.OwnTopic) (bool, error) {
	list, err := c.db.OwnTopics(ctx)
	for _, x := range list {
		if x.ID == o.ID {
			return x.Kind == o.Kind && x.Search == o.Search && slices.Equal(x.Spellings, o.Spellings) &&
				slices.Equal(x.Examples, o.Examples) && slices.Equal(x.Unlike, o.Unlike), err
		}
	}
	return false, err
}

// tidied is a topic without what is empty or stands twice in it.
func tidied(o feeds.OwnTopic) feeds.OwnTopic {
	o.Name, o.Search = strings.TrimSpace(o.Name), strings.TrimSpace(o.Search)
	var spellings []string
	for _, s := range o.Spellings {
		if s = strings.Join(strings.Fields(s), " "); s != "" && !slices.Contains(spellings, s) {
			spellings = append(spellings, s)
		}
	}
	o.Spellings = spellings
	o.Unlike = slices.DeleteFunc(slices.Clone(o.Unlike), func(id feeds.ArticleID) bool { return slices.Contains(o.Examples, id) })
	return o
}

// DeleteOwnTopic forgets a topic of the reader's own. Its articles stay.
func (c *Core) DeleteOwnTopic(ctx context.Context, id feeds.OwnTopicID) error {
	if err := c.db.DeleteOwnTopic(ctx, id); err != nil {
		return fmt.Errorf("delete topic: %w", err)
	}
	c.noteTopics(ctx)
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	return nil
}

// TryOwnTopic returns the newest articles that a topic would hold among the stored ones.
func (c *Core) TryOwnTopic(ctx context.Context, o feeds.OwnTopic, most int) ([]feeds.Article, error) {
	ids, err := c.derive.lookThrough(ctx, tidied(o))
	if err != nil {
		return nil, err
	}
	list, err := c.db.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("try a topic: %w", err)
	}
	list = slices.DeleteFunc(list, func(a feeds.Article) bool { return !a.Deleted.IsZero() })
	slices.SortFunc(list, func(a, b feeds.Article) int {
		return cmp.Or(b.Date().Compare(a.Date()), cmp.Compare(b.ID, a.ID))
	})
	return list[:min(len(list), most)], nil
}

// lookThrough finds the stored articles that belong to a topic of the reader's own.
func (d *deriver) lookThrough(ctx context.Context, o feeds.OwnTopic) ([]feeds.ArticleID, error) {
	found := map[feeds.ArticleID]bool{}
	if o.Search != "" {
		ids, err := d.core.db.Find(ctx, feeds.Scope{Text: o.Search}, soughtBySearch)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			found[id] = true
		}
	}
	maybe, subject, err := d.candidates(ctx, o)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(maybe, soughtAtOnce) {
		work, err := d.core.db.Texts(ctx, some)
		if err != nil {
			return nil, err
		}
		for _, w := range work {
			if score, _ := subject.In(topicDoc(w.Article, w.Body.Text, w.Language, nil)); score > 0 {
				found[w.ID] = true
			}
		}
	}
	for _, id := range o.Examples {
		found[id] = true
	}
	for _, id := range o.Unlike {
		delete(found, id)
	}
	out := make([]feeds.ArticleID, 0, len(found))
	for id := range found {
		out = append(out, id)
	}
	slices.Sort(out)
	return out, nil
}

// candidates are stored articles that may have a spelling of a topic, or be like its
// examples, with what tells whether they do.
func (d *deriver) candidates(ctx context.Context, o feeds.OwnTopic) ([]feeds.ArticleID, *topic.Subject, error) {
	maybe := map[feeds.ArticleID]bool{}
	for _, spelling := range o.Spellings {
		ids, err := d.core.db.Find(ctx, feeds.Scope{Text: query.Quoted(spelling) + "*"}, soughtByWords)
		if err != nil {
			return nil, nil, err
		}
		for _, id := range ids {
			maybe[id] = true
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return nil, nil, err
	}
	for _, id := range o.Examples {
		if v := d.index.Vector(id); v != nil {
			for _, r := range d.index.Similar(v, soughtByLike) {
				maybe[r.Article] = true
			}
		}
	}
	subject, err := d.subject(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]feeds.ArticleID, 0, len(maybe))
	for id := range maybe {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, subject, nil
}

// noteTopics remembers the names of the reader's own topics, so that a search can be read
// while it is typed without asking the file.
func (c *Core) noteTopics(ctx context.Context) {
	list, err := c.db.OwnTopics(ctx)
	if err != nil {
		return // the former ones may do
	}
	names := make([]feeds.Topic, len(list))
	for i, o := range list {
		names[i] = o.Topic()
	}
	c.topics.Store(&names)
}

// ownNames are the names of the reader's own topics.
func (c *Core) ownNames() []feeds.Topic {
	if names := c.topics.Load(); names != nil {
		return slices.Clone(*names)
	}
	return nil
}

// parse reads a search, in which topics of the reader's own may be named.
func (c *Core) parse(text string) (query.Expr, error) {
	return query.Parse(text, c.now(), c.ownNames()...)
}
