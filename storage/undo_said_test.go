package storage

import (
	"fmt"

	"tidings/feeds"
)

// readerSays is one thing by chance about topics and stories.
func (p *play) readerSays(absent func(error)) {
	ctx, t := p.t.Context(), p.t
	n := fmt.Sprint(p.IntN(4))
	topic := func() feeds.Topic {
		return pick(p, []feeds.Topic{feeds.World, feeds.Sport, "topic 0", "topic 1", "topic 2"})
	}
	own := feeds.OwnTopic{Name: "topic " + n, Spellings: []string{"spelling " + n}, Search: pick(p, []string{"", "title"}), Position: p.IntN(3)}
	mute := feeds.Mute{Name: "mute " + n, Scope: pick(p, []feeds.Scope{{Topics: []feeds.Topic{topic()}}, {Text: "title"}, {Feed: pick(p, p.feeds)}}),
		Unless: pick(p, []string{"", "is:starred", "topic:world"}), Sources: p.IntN(3), Until: noon.AddDate(0, 0, p.IntN(3))}
	switch p.IntN(9) {
	case 0:
		_, err := p.db.SaveOwnTopic(ctx, own, p.some())
		absent(err)
	case 1:
		own.ID = feeds.OwnTopicID(1 + p.IntN(3))
		_, err := p.db.SaveOwnTopic(ctx, own, p.some())
		absent(err)
	case 2:
		absent(p.db.DeleteOwnTopic(ctx, feeds.OwnTopicID(1+p.IntN(3))))
	case 3:
		absent(p.db.CorrectTopics(ctx, pick(p, p.ids), []feeds.Topic{topic(), topic()}))
	case 4:
		_, _, err := p.db.SaveMute(ctx, mute)
		check(t, err)
	case 5:
		mute.ID = feeds.MuteID(1 + p.IntN(3))
		_, _, err := p.db.SaveMute(ctx, mute)
		absent(err)
	case 6:
		absent(p.db.DeleteMute(ctx, feeds.MuteID(1+p.IntN(3))))
	case 7:
		story := feeds.StoryID(pick(p, p.ids))
		var moved []Moved
		for _, id := range p.some() {
			moved = append(moved, Moved{Article: id, Story: story, Score: 0.5, Why: "said " + n})
		}
		next, err := p.db.NextCorrection(ctx)
		check(t, err)
		said := feeds.StoryCorrection{ID: next, Kind: feeds.Together, A: pick(p, p.ids), B: pick(p, p.ids)}
		absent(p.db.CorrectStories(ctx, "Merged", []feeds.StoryCorrection{said}, nil, moved))
	case 8:
		a, err := p.db.Article(ctx, pick(p, p.ids))
		absent(err)
		if p.IntN(3) > 0 {
			absent(p.db.Follow(ctx, a.Story))
		} else {
			absent(p.db.Unfollow(ctx, a.Story))
		}
	}
}
