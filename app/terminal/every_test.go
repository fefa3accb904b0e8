package terminal

import (
	"strings"
	"testing"
)

func TestAnIntervalHoldsForAFeedOrAFolder(t *testing.T) {
	d := emptyDesk(t)
	d.runWith(`<opml><body><outline text="Asia"><outline text="Harbour" xmlUrl="https://harbour.example/feed"/></outline></body></opml>`, "import", "-")
	if out := d.fine("every"); !strings.Contains(out, "by its rhythm") {
		t.Errorf("at first: %s", out)
	}
	if r := one[everyRecord](t, d.fine("every", "--json", "asia", "3h")); r.Folder == 0 || r.Feed != 0 || r.Every != 3*3600 {
		t.Errorf("%+v", r)
	}
	if out := d.fine("every", "harbour", "15m"); !strings.Contains(out, "every 15 minutes") {
		t.Errorf("of a feed: %s", out)
	}
	out := d.fine("every")
	if !strings.Contains(out, "Asia: asked every 3 hours") || !strings.Contains(out, "Harbour: asked every 15 minutes") {
		t.Errorf("both: %s", out)
	}
	if out := d.fine("export", "-"); !strings.Contains(out, `text="Asia" tidings:every="3h0m0s"`) {
		t.Errorf("the list has %s", out)
	}
	d.fine("undo")
	if out := d.fine("every"); strings.Contains(out, "Harbour") {
		t.Errorf("after an undo: %s", out)
	}
	for _, typed := range []string{"3", "h", "0h", "-1d", "3y", "99999d"} {
		if a := d.run("every", "--", "asia", typed); a.code != misuse {
			t.Errorf("%q: exit %d", typed, a.code)
		}
	}
}
