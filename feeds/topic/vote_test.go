package topic

import (
	"slices"
	"testing"

	"tidings/feeds"
)

func TestAStoryIsHeardAboutTheTopicsOfItsArticles(t *testing.T) {
	score := func(topic feeds.Topic, x float64) feeds.TopicScore { return feeds.TopicScore{Topic: topic, Score: x} }
	sport := []feeds.TopicScore{score(feeds.Sport, 0.8)}
	for name, test := range map[string]struct {
		own, want []feeds.TopicScore
	}{
		"it says nothing itself": {nil, []feeds.TopicScore{score(feeds.Sport, 0.4)}},
		"it agrees":              {sport, sport},
		"it is in doubt":         {[]feeds.TopicScore{score(feeds.Crime, 0.3), score(feeds.Sport, 0.2)}, []feeds.TopicScore{score(feeds.Sport, 0.5)}},
		"it is sure":             {[]feeds.TopicScore{score(feeds.Crime, 0.9)}, []feeds.TopicScore{score(feeds.Crime, 0.45), score(feeds.Sport, 0.4)}},
	} {
		if got := Vote(test.own, sport, sport); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
