package app

import (
	"context"

	"tidings/feeds"
	"tidings/feeds/topic"
)

const (
	// quorum is how many articles of a story before one have to have topics, so that
	// they are heard about its own.
	quorum = 2
	// heard is how many of them are heard at most, the latest.
	heard = 40
)

// vote lets stories be heard about the topics of articles that came to them, which are
// in the order of their dates.
func (d *deriver) vote(ctx context.Context, list []thought) error {
	mine, stories := map[feeds.ArticleID]bool{}, map[feeds.StoryID]bool{}
	var ids []feeds.StoryID
	for _, t := range list {
		mine[t.Article] = true
		if t.vector != nil && !stories[t.Story] {
			stories[t.Story] = true
			ids = append(ids, t.Story)
		}
	}
	before := map[feeds.StoryID][][]feeds.TopicScore{}
	err := d.core.db.StoryTopics(ctx, ids, func(in feeds.StoryID, of feeds.ArticleID, topics []feeds.TopicScore) {
		if !mine[of] {
			before[in] = append(before[in], topics)
		}
	})
	if err != nil {
		return err
	}
	for i := range list {
		t := &list[i]
		if t.vector == nil {
			continue
		}
		if others := before[t.Story]; len(others) >= quorum {
			t.Topics = topic.Vote(t.Topics, others[max(0, len(others)-heard):]...)
		}
		if len(t.Topics) > 0 {
			before[t.Story] = append(before[t.Story], t.Topics)
		}
	}
	return nil
}
