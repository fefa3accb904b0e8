package app

import (
	"context"
	"fmt"

	"tidings/feeds"
	"tidings/feeds/digest"
)

const (
	// sentences of a summary.
	sentences = 3
	// digested is how many articles of a story are read to tell of it, the latest
	// ones, and digestedBytes how much of each.
	digested      = 120
	digestedBytes = 8000
)

// Summary is the three sentences that say best what an article says, each as it
// stands there, in its order. There are none of a text that is hardly longer.
func (c *Core) Summary(ctx context.Context, id feeds.ArticleID) ([]feeds.Sentence, error) {
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("summary: %w", err)
	}
	texts, err := c.db.PlainTexts(ctx, []feeds.ArticleID{id})
	if err != nil {
		return nil, fmt.Errorf("summary: %w", err)
	}
	t := digest.Text{Article: id, Feed: a.Feed, Time: a.Date(), Lang: a.Language, Title: a.Title, Text: texts[id]}
	return digest.Summary(t, sentences), nil
}

// StorySummary is the three sentences that say best what a story is about, from
// different sources, in the language of its headline.
func (c *Core) StorySummary(ctx context.Context, id feeds.StoryID) ([]feeds.Sentence, error) {
	st, members, err := c.db.Story(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("summary of a story: %w", err)
	}
	texts, err := c.texts(ctx, members)
	if err != nil {
		return nil, fmt.Errorf("summary of a story: %w", err)
	}
	return digest.Story(texts, st.Lead.Language, sentences), nil
}

// texts are the latest members of a story as digest reads them, in their order: the
// feeds of one publisher are one source there.
func (c *Core) texts(ctx context.Context, members []feeds.Member) ([]digest.Text, error) {
	members = members[max(0, len(members)-digested):]
	ids := make([]feeds.ArticleID, len(members))
	for i, m := range members {
		ids[i] = m.ID
	}
	bodies, err := c.db.PlainTexts(ctx, ids)
	if err != nil {
		return nil, err
	}
	publishers, err := c.db.Publishers(ctx)
	if err != nil {
		return nil, err
	}
	first := map[string]feeds.FeedID{}
	out := make([]digest.Text, len(members))
	for i, m := range members {
		feed := m.Feed
		if p := publishers[feed]; p != "" {
			if _, ok := first[p]; !ok {
				first[p] = feed
			}
			feed = first[p]
		}
		out[i] = digest.Text{Article: m.ID, Feed: feed, Time: m.Date(), Lang: m.Language, Title: m.Title,
			Text: beginning(bodies[m.ID], digestedBytes), CopyOf: m.CopyOf}
	}
	return out, nil
}

// beginning is at most so many bytes of a text, to the end of a character.
func beginning(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && text[most]&0xC0 == 0x80 {
		most--
	}
	return text[:most]
}
