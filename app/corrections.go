package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/topic"
	"tidings/storage"
)

var (
	// ErrAlone says that an article is alone in its story, so that there is nothing to
	// take it out of.
	ErrAlone = errors.New("alone in its story")
	// ErrWhole says that all articles of a story were to be taken out of it, or none.
	ErrWhole = errors.New("not a part of the story")
)

// A TopicReason says why an article has a topic.
type TopicReason struct {
	Topic feeds.Topic
	Score float64
	Why   string // as it is shown: “league” in the headline; you said so
}

// CorrectTopics gives an article exactly these topics, perhaps none, whatever is thought
// of it later. Like articles that come are judged by it. One of the reader's own topics
// takes the article for an example.
func (c *Core) CorrectTopics(ctx context.Context, id feeds.ArticleID, right []feeds.Topic) error {
	err := c.derive.between(ctx, func() error { return c.db.CorrectTopics(ctx, id, right) })
	if err != nil {
		return err
	}
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	return nil
}

// TopicReasons says of each topic of an article why it has it.
func (c *Core) TopicReasons(ctx context.Context, id feeds.ArticleID) ([]TopicReason, error) {
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	body, err := c.db.Body(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reasons for topics: %w", err)
	}
	own, err := c.db.OwnTopics(ctx)
	if err != nil {
		return nil, fmt.Errorf("reasons for topics: %w", err)
	}
	said, err := c.db.TopicCorrections(ctx)
	if err != nil {
		return nil, fmt.Errorf("reasons for topics: %w", err)
	}
	d := c.derive
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	doc := topicDoc(a, body.Text, a.Language, d.prior[a.Feed].shares())
	var out []TopicReason
	for _, t := range a.Topics {
		r := TopicReason{Topic: t.Topic, Score: t.Score}
		i := slices.IndexFunc(own, func(o feeds.OwnTopic) bool { return o.Topic() == t.Topic })
		switch {
		case i >= 0:
			if r.Why, err = d.whyOwn(ctx, own[i], a, doc); err != nil {
				return nil, fmt.Errorf("reasons for topics: %w", err)
			}
		case slices.Contains(said[id], t.Topic):
			r.Why = "you said so"
		default:
			r.Why = d.model.Why(doc, t.Topic)
		}
		out = append(out, r)
	}
	return out, nil
}

// whyOwn says why an article belongs to a topic of the reader's own.
func (d *deriver) whyOwn(ctx context.Context, o feeds.OwnTopic, a feeds.Article, doc topic.Doc) (string, error) {
	if slices.Contains(o.Examples, a.ID) {
		return "you said so", nil
	}
	subject, err := d.subject(ctx, o)
	if err != nil {
		return "", err
	}
	if score, why := subject.In(doc); score > 0 {
		return why, nil
	}
	if o.Search != "" {
		return "found by " + strings.TrimSpace(o.Search), nil
	}
	return "", nil
}

// StoryCorrections are what the reader said about stories, in this order.
func (c *Core) StoryCorrections(ctx context.Context) ([]feeds.StoryCorrection, error) {
	return c.db.StoryCorrections(ctx)
}

// SplitStory makes some articles of a story a story of their own, which it returns. The
// error is ErrWhole if these are all of them, or none is of the story.
func (c *Core) SplitStory(ctx context.Context, id feeds.StoryID, out []feeds.ArticleID) (feeds.StoryID, error) {
	st, members, err := c.db.Story(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("split story %d: %w", id, err)
	}
	part, rest := parted(members, func(m feeds.Member) bool { return slices.Contains(out, m.ID) })
	if len(part) == 0 || len(rest) == 0 {
		return 0, fmt.Errorf("split story %d: %w", id, ErrWhole)
	}
	said := apartFrom(anchor(st, rest), part)
	what := fmt.Sprintf("Made %d articles of “%s” a story of their own", len(part), st.Lead.Title)
	if len(part) == 1 {
		what = "Made “" + part[0].Title + "” a story of its own"
	}
	if err := c.correctStories(ctx, what, said, nil, alone(part)); err != nil {
		return 0, err
	}
	a, err := c.db.Article(ctx, part[0].ID)
	return a.Story, err
}

// NotThisStory takes an article out of its story, to which it never comes back. The
// error is ErrAlone if nothing else is in it.
func (c *Core) NotThisStory(ctx context.Context, id feeds.ArticleID) error {
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return err
	}
	st, members, err := c.db.Story(ctx, a.Story)
	if err != nil {
		return fmt.Errorf("take article %d out of its story: %w", id, err)
	}
	part, rest := parted(members, func(m feeds.Member) bool { return m.ID == id })
	if len(part) == 0 || len(rest) == 0 {
		return ErrAlone
	}
	return c.correctStories(ctx, "Took “"+a.Title+"” out of its story", apartFrom(anchor(st, rest), part), nil, alone(part))
}

// MergeStories makes one story of several, which it returns.
func (c *Core) MergeStories(ctx context.Context, list ...feeds.StoryID) (feeds.StoryID, error) {
	var said []feeds.StoryCorrection
	var first feeds.Story
	var moves []storage.Moved
	for i, id := range list {
		st, members, err := c.db.Story(ctx, id)
		if err != nil {
			return 0, fmt.Errorf("merge story %d: %w", id, err)
		}
		if i == 0 {
			first = st
			continue
		}
		said = append(said, feeds.StoryCorrection{Kind: feeds.Together, A: first.Lead.ID, B: st.Lead.ID})
		for _, m := range members {
			moves = append(moves, storage.Moved{Article: m.ID, Story: first.ID, Score: 1, Why: "you put them together", CopyOf: m.CopyOf})
		}
	}
	if len(said) == 0 {
		return first.ID, nil
	}
	what := fmt.Sprintf("Merged %d stories into “%s”", len(list), first.Lead.Title)
	if err := c.correctStories(ctx, what, said, nil, moves); err != nil {
		return 0, err
	}
	a, err := c.db.Article(ctx, first.Lead.ID)
	return a.Story, err
}

// NeverJoin keeps the articles of two feeds out of each other's stories.
func (c *Core) NeverJoin(ctx context.Context, a, b feeds.FeedID) error {
	var names [2]string
	for i, id := range []feeds.FeedID{a, b} {
		f, err := c.db.Feed(ctx, id)
		if err != nil {
			return fmt.Errorf("keep feeds apart: %w", err)
		}
		names[i] = f.Name()
	}
	said := []feeds.StoryCorrection{{Kind: feeds.FeedsApart, FeedA: a, FeedB: b}}
	return c.correctStories(ctx, "Kept “"+names[0]+"” and “"+names[1]+"” apart", said, nil, nil)
}

// DropStoryCorrection takes back one thing that was said about stories.
func (c *Core) DropStoryCorrection(ctx context.Context, id feeds.CorrectionID) error {
	return c.correctStories(ctx, "Took back what was said about a story", nil, []feeds.CorrectionID{id}, nil)
}

// parted are the members that are such, and the others.
func parted(members []feeds.Member, such func(feeds.Member) bool) (part, rest []feeds.Member) {
	for _, m := range members {
		if such(m) {
			part = append(part, m)
		} else {
			rest = append(rest, m)
		}
	}
	return part, rest
}

// anchor is the article that stands for the rest of a story: its lead, if that stays.
func anchor(st feeds.Story, rest []feeds.Member) feeds.ArticleID {
	for _, m := range rest {
		if m.ID == st.Lead.ID {
			return m.ID
		}
	}
	return rest[0].ID
}

// apartFrom says that articles are not of an article's story, but of one of their own.
func apartFrom(a feeds.ArticleID, part []feeds.Member) []feeds.StoryCorrection {
	var said []feeds.StoryCorrection
	for _, m := range part {
		said = append(said, feeds.StoryCorrection{Kind: feeds.Apart, A: a, B: m.ID})
	}
	for _, m := range part[1:] {
		said = append(said, feeds.StoryCorrection{Kind: feeds.Together, A: part[0].ID, B: m.ID})
	}
	return said
}

// alone are articles moved into a story of their own.
func alone(part []feeds.Member) []storage.Moved {
	var moves []storage.Moved
	for _, m := range part {
		moves = append(moves, storage.Moved{Article: m.ID, Story: feeds.StoryID(part[0].ID), Score: 1, CopyOf: m.CopyOf})
	}
	return moves
}

// correctStories stores what the reader said about stories and what follows from that.
// Articles that the index does not reach move as is said in far.
func (c *Core) correctStories(ctx context.Context, what string, said []feeds.StoryCorrection, drop []feeds.CorrectionID, far []storage.Moved) error {
	d := c.derive
	err := d.between(ctx, func() error {
		d.mu.Lock()
		defer d.mu.Unlock()
		if err := d.load(ctx); err != nil {
			return err
		}
		before, err := d.listen(ctx)
		if err == nil {
			err = c.db.MoveToStories(ctx, before)
		}
		if err != nil {
			d.index = nil
			return err
		}
		next, err := c.db.NextCorrection(ctx)
		if err != nil {
			return err
		}
		for i := range said {
			said[i].ID = next + feeds.CorrectionID(i)
		}
		list := slices.DeleteFunc(slices.Clone(d.said.stories), func(x feeds.StoryCorrection) bool { return slices.Contains(drop, x.ID) })
		moved := d.constrain(append(list, said...))
		for _, m := range far {
			if d.index.Story(m.Article) == 0 {
				moved = append(moved, m)
			}
		}
		if err := c.db.CorrectStories(ctx, what, said, drop, moved); err != nil {
			d.index = nil // it is ahead of the file
			return err
		}
		d.said.stories, err = c.db.StoryCorrections(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("correct stories: %w", err)
	}
	c.notify(Change{Articles: true, Derived: true, Followed: true})
	return nil
}
