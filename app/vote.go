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

	// As topic.Model.Judge has it.
	mostTopics = 3
	leastSure  = 0.27
	besideBest = 0.5
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
			t.Topics = voted(t.Topics, others[max(0, len(others)-heard):]...)
		}
		if len(t.Topics) > 0 {
			before[t.Story] = append(before[t.Story], t.Topics)
		}
	}
	return nil
}

// voted are the topics of an article: half its own, half those that the articles before
// it have on average. A story has one subject, of which a short report says little.
func voted(own []feeds.TopicScore, others ...[]feeds.TopicScore) []feeds.TopicScore {
	var out []feeds.TopicScore
	for _, x := range topic.Average(own, topic.Average(others...)) {
		if len(out) == mostTopics || x.Score < leastSure || len(out) > 0 && x.Score < out[0].Score*besideBest {
			break
		}
		out = append(out, x)
	}
	return out
}
