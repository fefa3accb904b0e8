package app

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
		if got := voted(test.own, sport, sport); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatAFeedWritesAboutIsKnownAfterARestart(t *testing.T) {
	d := newDesk(t)
	for i := range 14 {
		d.report("harbour", "League match "+string(rune('a'+i)), "The league match between two football clubs ended in a draw; the striker scored.", 10*i)
	}
	d.check(d.core.CatchUp(t.Context()))
	before := d.core.derive.prior[d.feeds["harbour"]].shares()
	d.core.derive.forget()
	d.core.derive.mu.Lock()
	defer d.core.derive.mu.Unlock()
	d.check(d.core.derive.load(t.Context()))
	if after := d.core.derive.prior[d.feeds["harbour"]].shares(); after[feeds.Sport] < 0.3 || after[feeds.Sport] != before[feeds.Sport] {
		t.Errorf("%v, before %v", after, before)
	}
}
