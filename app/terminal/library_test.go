package terminal

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// ids of the articles that a command lists.
func (d desk) ids(args ...string) []feeds.ArticleID {
	d.t.Helper()
	a := d.run(append(args, "--json")...)
	if a.code != fine && a.code != nothing {
		d.t.Fatalf("tidingsctl %s: exit %d, %s", strings.Join(args, " "), a.code, a.err)
	}
	var out []feeds.ArticleID
	for _, r := range lines[articleRecord](d.t, a.out) {
		out = append(out, r.ID)
	}
	return out
}

func TestSearchesAreSavedListedAndRemoved(t *testing.T) {
	d := fullDesk(t)
	if got := d.run("searches"); got.code != nothing || !strings.Contains(got.err, "searches add") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	d.fine("searches", "add", "Chips", "chip plant", "--topic", "business")
	d.fine("searches", "add", "Chips", "chip plant")
	list := lines[searchRecord](t, d.fine("searches", "--json"))
	if len(list) != 2 || list[1].Name != "Chips" || list[1].Scope.Text != "chip plant" || list[0].Scope.Topics[0] != feeds.Business {
		t.Fatalf("%+v", list)
	}
	found := lines[articleRecord](t, d.fine("search", "chip", "plant", "--unread", "--limit", "0", "--json"))
	if list[1].Unread != len(found) || len(found) == 0 {
		t.Errorf("%d unread, want %d", list[1].Unread, len(found))
	}
	fits(t, d.fine("searches"), 80)
	if got := d.run("searches", "remove", "chips"); got.code != misuse || !strings.Contains(got.err, "Several") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	d.fine("searches", "remove", fmt.Sprint(list[0].ID))
	d.fine("searches", "remove", "chips")
	if got := d.run("searches", "remove", "chips"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	if out := d.fine("undo"); !strings.Contains(out, "Removed the search “Chips”") {
		t.Errorf("undo says %q", out)
	}
	for _, args := range [][]string{{"add", "Nothing"}, {"add", "Wrong", "chip )"}} {
		if got := d.run(append([]string{"searches"}, args...)...); got.code != misuse || strings.Contains(got.err, "went wrong") {
			t.Errorf("%v: exit %d, %s", args, got.code, got.err)
		}
	}
}

func TestARuleIsTriedMadeAppliedAndTakenBack(t *testing.T) {
	d := fullDesk(t)
	want := d.ids("search", "chip plant", "--order", "newest", "--limit", "0")
	tried := d.ids("rules", "add", "star", "chip plant", "--dry-run")
	if len(tried) == 0 || !slices.Equal(tried, want) {
		t.Errorf("it would find %v, want %v", tried, want)
	}
	if got := d.run("rules"); got.code != nothing {
		t.Errorf("trying made a rule: %s", got.out)
	}
	made := one[map[string]int](t, d.fine("rules", "add", "star", "chip plant", "--existing", "--name", "Chips", "--json"))
	if made["changed"] != len(want) {
		t.Errorf("it changed %d, want %d", made["changed"], len(want))
	}
	if starred := d.ids("list", "starred", "--limit", "0"); !slices.Equal(starred, want) {
		t.Errorf("starred are %v", starred)
	}
	list := lines[ruleRecord](t, d.fine("rules", "--json"))
	if len(list) != 1 || list[0].Does != feeds.AddStar || list[0].Name != "Chips" || list[0].Scope.Text != "chip plant" {
		t.Errorf("%+v", list)
	}
	fits(t, d.fine("rules"), 80)
	d.fine("rules", "remove", "chips")
	d.fine("undo")
	d.fine("undo")
	if starred := d.ids("list", "starred"); len(starred) != 0 {
		t.Errorf("starred are %v", starred)
	}
	for _, args := range [][]string{{"burn", "chip"}, {"star"}, {"star", "chip )"}} {
		if got := d.run(append([]string{"rules", "add"}, args...)...); got.code != misuse {
			t.Errorf("%v: exit %d, %s", args, got.code, got.err)
		}
	}
}

func TestANoteIsWrittenReadAndTakenBack(t *testing.T) {
	d := fullDesk(t)
	if got := d.run("note", "5"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.out)
	}
	d.fine("note", "5", "Ask", "Ada about xyzzyplugh")
	if out := d.fine("note", "5"); strings.TrimSpace(out) != "Ask Ada about xyzzyplugh" {
		t.Errorf("%q", out)
	}
	if found := d.ids("search", "xyzzyplugh"); !slices.Equal(found, []feeds.ArticleID{5}) {
		t.Errorf("found %v", found)
	}
	if a := one[articleRecord](t, d.fine("show", "5", "--json")); !a.Noted || a.Note != "Ask Ada about xyzzyplugh" {
		t.Errorf("%+v", a)
	}
	if out := d.fine("show", "5"); !strings.Contains(out, "xyzzyplugh") {
		t.Error("show hides the note")
	}
	d.fine("note", "5", "--remove")
	if found := d.ids("search", "xyzzyplugh"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	d.fine("undo")
	if got := one[map[string]any](t, d.fine("note", "5", "--json")); got["note"] != "Ask Ada about xyzzyplugh" {
		t.Errorf("%v", got)
	}
	if got := d.run("note", "99999", "x"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
}

func TestWhatIsDeletedLiesInTheBinUntilItIsEmptied(t *testing.T) {
	d := fullDesk(t)
	d.fine("delete", "5", "6")
	d.fine("delete", "7")
	if got := d.ids("bin"); !slices.Equal(got, []feeds.ArticleID{7, 6, 5}) {
		t.Errorf("the bin has %v", got)
	}
	if got := d.ids("list", "bin"); len(got) != 3 {
		t.Errorf("listed are %v", got)
	}
	fits(t, d.fine("bin", "list"), 80)
	if a := one[articleRecord](t, d.fine("show", "5", "--json")); a.Deleted == "" || a.Text == "" {
		t.Errorf("%+v", a)
	}
	for _, args := range [][]string{{"star", "5"}, {"note", "5", "x"}, {"delete", "5"}} {
		if got := d.run(args...); got.code != nothing || !strings.Contains(got.err, "bin restore 5") {
			t.Errorf("%v: exit %d, %s", args, got.code, got.err)
		}
	}
	d.fine("bin", "restore", "5")
	if got := d.run("bin", "restore", "5"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	if got := one[map[string]int](t, d.fine("bin", "empty", "--json")); got["destroyed"] != 2 {
		t.Errorf("%v", got)
	}
	if got := d.run("show", "7"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.out)
	}
	d.fine("undo") // of the restoring
	if got := d.ids("bin"); !slices.Equal(got, []feeds.ArticleID{5}) {
		t.Errorf("the bin has %v", got)
	}
}

func TestALimitIsTriedSetAndCarriedOut(t *testing.T) {
	d := fullDesk(t)
	if out := d.fine("keep"); out != "Everything is kept.\n" {
		t.Errorf("%q", out)
	}
	d.fine("read", "--all")
	before := lines[feedRecord](t, d.fine("feeds", "--json"))
	name, total := before[0].Name, before[0].Total
	tried := lines[outgoRecord](t, d.fine("keep", "--feed", name, "--articles", "2", "--dry-run", "--json"))
	if len(tried) != 1 || tried[0].Articles != total-2 || tried[0].Oldest > tried[0].Newest {
		t.Errorf("%+v of %d", tried, total)
	}
	d.fine("keep", "--articles", "2")
	d.fine("keep", "--days", "all", "--articles", "all", "--folder", "Asia")
	d.fine("keep", "--feed", name, "--articles", "3")
	fits(t, d.fine("keep"), 80)
	limits := lines[keepRecord](t, d.fine("keep", "--json"))
	if len(limits) != 3 || limits[0].Articles != 2 || limits[1].Days != feeds.KeepAll || limits[2].Feed != before[0].ID || limits[2].Articles != 3 {
		t.Errorf("%+v", limits)
	}
	fits(t, d.fine("tidy", "--dry-run"), 80)
	sum := 0
	for _, o := range lines[outgoRecord](t, d.fine("tidy", "--dry-run", "--json")) {
		sum += o.Articles
	}
	if got := one[map[string]int](t, d.fine("tidy", "--json")); got["tidied"] != sum || sum == 0 {
		t.Errorf("%v, want %d", got, sum)
	}
	for _, f := range lines[feedRecord](t, d.fine("feeds", "--json")) {
		switch {
		case f.ID == before[0].ID && f.Total != 3, strings.HasPrefix(f.Folder, "Asia") && f.ID != before[0].ID && f.Total < 4:
			t.Errorf("%s in %s has %d articles", f.Name, f.Folder, f.Total)
		}
	}
	if got := len(d.ids("bin", "--limit", "0")); got != sum {
		t.Errorf("%d in the bin, want %d", got, sum)
	}
	for _, args := range [][]string{{"--days", "0"}, {"--days", "many"}, {"--feed", name}, {"--dry-run"}, {"--feed", name, "--folder", "Asia", "--days", "3"}} {
		if got := d.run(append([]string{"keep"}, args...)...); got.code != misuse {
			t.Errorf("%v: exit %d, %s", args, got.code, got.err)
		}
	}
}

func TestWhatIsMarkedIsKeptWhenItsFeedIsRemoved(t *testing.T) {
	d := fullDesk(t)
	feed := lines[feedRecord](t, d.fine("feeds", "--json"))[0]
	ids := d.ids("list", "--feed", fmt.Sprint(feed.ID))
	d.fine("star", fmt.Sprint(ids[0]))
	d.fine("note", fmt.Sprint(ids[1]), "mine")
	d.fine("remove", fmt.Sprint(feed.ID))
	got := lines[articleRecord](t, d.fine("list", "kept", "--json"))
	if len(got) != 2 || !got[0].Kept || got[0].Source != feed.Name {
		t.Errorf("%+v", got)
	}
	d.fine("undo")
	if got := d.run("list", "kept"); got.code != nothing {
		t.Errorf("kept are %s", got.out)
	}
}

func TestUndoSaysBeforehandWhatItTakesBack(t *testing.T) {
	d := emptyDesk(t)
	if got := d.run("undo", "--list"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.out)
	}
	d = fullDesk(t)
	d.fine("star", "5")
	d.fine("delete", "6")
	done := lines[doneRecord](t, d.fine("undo", "--list", "--limit", "2", "--json"))
	if len(done) != 2 || done[0].What != "Deleted 1 article" || done[0].At == "" {
		t.Errorf("%+v", done)
	}
	fits(t, d.fine("undo", "--list"), 80)
	if out := d.fine("undo"); !strings.Contains(out, "Deleted 1 article") {
		t.Errorf("%q", out)
	}
	d.fine("delete", "5")
	d.fine("bin", "empty")
	if got := d.run("undo"); got.code != nothing || !strings.Contains(got.err, "nothing of it is left") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
}
