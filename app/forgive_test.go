package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tidings/feeds"
)

// A feed whose host could not be reached again and again, before others showed that it was
// the network, is as it was: also what was noted of the tries.
func TestWhatTheNetworkDidIsTakenBack(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n := &internet{}
		core := openCore(t, Config{Fetch: fetchWith(n)})
		ids := subscribeMany(t, core, 4)
		refresh(t, core, Selection{})
		before, tries := feedBy(t, core, ids[0]).Fetch, triesOf(t, core, ids[0])
		n.set(true)
		for range 3 {
			time.Sleep(time.Hour) // takes no time in here
			refresh(t, core, Selection{Feed: ids[0]})
		}
		if f := feedBy(t, core, ids[0]).Fetch; f.Failures != 3 {
			t.Fatalf("while only one host is known to be away: %+v", f)
		}
		for _, id := range ids {
			refresh(t, core, Selection{Feed: id})
		}
		synctest.Wait()
		after := feedBy(t, core, ids[0]).Fetch
		if after.Failures != 0 || after.Error != "" || !after.Checked.Equal(before.Checked) || !after.Next.Equal(before.Next) || after.Why != before.Why {
			t.Errorf("%+v, before %+v", after, before)
		}
		if got := triesOf(t, core, ids[0]); !slices.Equal(got, tries) {
			t.Errorf("%+v, before %+v", got, tries)
		}
		for _, id := range ids {
			if f := feedBy(t, core, id).Fetch; f.Failures > 0 {
				t.Errorf("feed %d: %+v", id, f)
			}
		}
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
}

func triesOf(t *testing.T, core *Core, id feeds.FeedID) []feeds.Try {
	t.Helper()
	list, err := core.db.Tries(t.Context(), id, 10)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
