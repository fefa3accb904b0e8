package terminal

import (
	"strings"
	"testing"
)

func TestEachMarkCanBeTakenBack(t *testing.T) {
	d := fullDesk(t)
	state := func() [3]bool {
		a := one[articleRecord](t, d.fine("show", "--json", "5"))
		return [3]bool{a.Read, a.Starred, a.Later}
	}
	for _, step := range []struct {
		command string
		want    [3]bool
	}{
		{"read", [3]bool{true, false, false}},
		{"star", [3]bool{true, true, false}},
		{"later", [3]bool{true, true, true}},
		{"unread", [3]bool{false, true, true}},
		{"unstar", [3]bool{false, false, true}},
		{"notlater", [3]bool{false, false, false}},
	} {
		before := state()
		d.fine(step.command, "5")
		if got := state(); got != step.want {
			t.Errorf("%s: %v, want %v", step.command, got, step.want)
		}
		d.fine("undo")
		if got := state(); got != before {
			t.Errorf("%s taken back: %v, want %v", step.command, got, before)
		}
		d.fine(step.command, "5")
	}
}

func TestAllOfAScopeIsRead(t *testing.T) {
	d := fullDesk(t)
	before := len(lines[articleRecord](t, d.fine("list", "unread", "--limit", "0", "--json")))
	asia := len(lines[articleRecord](t, d.fine("list", "unread", "--folder", "Asia", "--limit", "0", "--json")))
	if got := one[map[string]int](t, d.fine("read", "--all", "--folder", "Asia", "--json")); got["marked"] != asia {
		t.Errorf("marked %d, want %d", got["marked"], asia)
	}
	if got := d.run("list", "unread", "--folder", "Asia"); got.code != nothing {
		t.Errorf("unread after that: exit %d, %s", got.code, got.out)
	}
	if out := d.fine("undo"); !strings.HasPrefix(out, "Taken back: ") {
		t.Errorf("undo says %q", out)
	}
	if after := len(lines[articleRecord](t, d.fine("list", "unread", "--limit", "0", "--json"))); after != before {
		t.Errorf("%d unread after undo, want %d", after, before)
	}
}

func TestMarksAreForAllArticlesNamedOrNone(t *testing.T) {
	d := fullDesk(t)
	if got := d.run("star", "5", "99999"); got.code != nothing || !strings.Contains(got.err, "99999") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	if got := d.run("list", "starred"); got.code != nothing {
		t.Errorf("starred: %s", got.out)
	}
}
