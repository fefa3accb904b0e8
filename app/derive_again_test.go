package app

import (
	"bytes"
	"reflect"
	"testing"

	"tidings/feeds"
)

// learned is what the deriver has learned, as it is kept.
func learned(d *desk) ([]byte, priors) {
	d.Helper()
	m := d.core.derive
	m.mu.Lock()
	defer m.mu.Unlock()
	data, err := m.model.MarshalBinary()
	d.check(err)
	return data, m.prior
}

// deriveAgain is what happens in a new version of the program.
func (d *desk) deriveAgain() {
	d.Helper()
	d.check(d.core.derive.saveModel(d.Context()))
	d.core.derive.version++
	d.core.derive.forget()
	d.check(d.core.DeriveAll(d.Context()))
}

func TestWhatIsDerivedAgainTeachesNothingTwice(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	for _, n := range []string{"one", "two"} {
		ids = append(ids, d.report("goal", "League match "+n, "The striker scored a late goal for the football club in the league match, and the coach of the team wept.", 10))
	}
	d.check(d.core.derive.saveModel(t.Context()))
	d.core.derive.forget()
	d.check(d.core.DeriveAll(t.Context()))
	d.core.derive.mu.Lock()
	d.check(d.core.derive.load(t.Context()))
	d.core.derive.mu.Unlock()
	model, prior := learned(d) // as it is read back: counts are rounded
	for range 2 {
		d.deriveAgain()
		if again, prior2 := learned(d); !bytes.Equal(again, model) || !reflect.DeepEqual(prior2, prior) {
			t.Error("something was learned twice")
		}
	}
	if n := d.core.derive.prior[d.feeds["harbour"]].Articles; n != 1 {
		t.Errorf("%v articles of a feed with one were counted", n)
	}
	for _, id := range ids[3:] {
		if got := topicsOf(d.article(id)); len(got) == 0 || got[0] != feeds.Sport {
			t.Errorf("article %d has the topics %v", id, got)
		}
	}
}

func TestWhatWasLearnedIsLearnedAgainWhenItCannotBeRead(t *testing.T) {
	d := newDesk(t)
	d.ferry()
	d.check(d.core.derive.saveModel(t.Context()))
	d.check(d.core.db.SetBlob(t.Context(), modelKey, []byte("of another form")))
	d.core.derive.version++
	d.core.derive.forget()
	d.check(d.core.DeriveAll(t.Context()))
	for range 2 {
		for _, source := range []string{"harbour", "delta", "gull"} {
			if x := d.core.derive.prior[d.feeds[source]]; x == nil || x.Articles != 1 {
				t.Errorf("of %s %+v is known", source, x)
			}
		}
		d.deriveAgain()
	}
}
