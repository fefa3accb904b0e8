package app

import (
	"reflect"
	"testing"
	"time"

	"tidings/storage"
)

func TestArticlesReadTogetherSayWhatEachSaysAlone(t *testing.T) {
	core := openCore(t, Config{})
	list := pendingWork(newPress(3, time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)), 1, 7*30)
	list[3].Language, list[40].Language = "", "en-GB" // the publisher says nothing, or what may be wrong
	list[5].Body.Text = ""
	if _, _, err := core.derive.think(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	b, _, err := core.derive.brief(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	together := b.read(list)
	for i, w := range list {
		alone := b.read([]storage.Work{w})[0]
		if !reflect.DeepEqual(together[i], alone) {
			t.Errorf("article %d: %+v together, %+v alone", w.ID, together[i].Derived, alone.Derived)
		}
	}
	if got := b.read(nil); len(got) != 0 {
		t.Errorf("of no articles %d were read", len(got))
	}
}
