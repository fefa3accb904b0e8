package app

import (
	"testing"

	"tidings/feeds"
)

func TestPlacesAndSettingsOfFeedsSurviveARestart(t *testing.T) {
	p := newTraveller(t, 2)
	ctx := t.Context()
	a := articleCalled(t, p.core, "The lamp a1")
	place := feeds.Place{Block: 3, Key: "It weighs", Into: 0.5, Whole: 0.4}
	p.ok(p.core.SavePlace(ctx, a.ID, place))
	p.ok(p.core.SetFeedSetting(ctx, p.feed, "reading", `{"size": 20}`))
	p.ok(p.core.SetFeedSetting(ctx, 0, "reading", `{"size": 18}`))
	p.reopen()
	if got, err := p.core.Place(ctx, a.ID); err != nil || got != place {
		t.Errorf("%+v, %v", got, err)
	}
	for id, want := range map[feeds.FeedID]string{p.feed: `{"size": 20}`, 0: `{"size": 18}`, 99: ""} {
		if got, err := p.core.FeedSetting(ctx, id, "reading"); err != nil || got != want {
			t.Errorf("feed %d: %q, %v", id, got, err)
		}
	}
}
