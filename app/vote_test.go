package app

import (
	"testing"

	"tidings/feeds"
)

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
