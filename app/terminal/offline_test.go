package terminal

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// postDesk is a profile with one source of the newsroom, which is served.
func postDesk(t *testing.T) desk {
	n, url := room(t)
	source, _ := n.Source("harbour-post")
	d := emptyDesk(t)
	d.fine("add", "--folder", "Ports", url+source.Home)
	return d
}

func TestAListIsPreparedForTheTrain(t *testing.T) {
	d := postDesk(t)
	if o := one[offlineRecord](t, d.fine("offline", "--json")); !o.Online || o.Waiting != 0 || o.Pack != nil || o.Budget == 0 {
		t.Errorf("before: %+v", o)
	}
	got := d.run("offline", "prepare", "--most", "5", "--pictures", "--json")
	if got.code != fine && got.code != partly {
		t.Fatalf("exit %d, %s", got.code, got.err)
	}
	p := one[packRecord](t, got.out)
	if p.Articles != 5 || p.Done+p.Failed != 5 || p.Done == 0 || p.Ended == "" || len(p.Failures) != p.Failed || (p.Failed > 0) != (got.code == partly) {
		t.Errorf("%+v, exit %d", p, got.code)
	}
	offline := 0
	for _, a := range lines[articleRecord](t, d.fine("list", "--limit", "0", "--json")) {
		if a.Offline {
			offline++
			if a.Pictures != "all" {
				t.Errorf("%+v", a)
			}
		}
	}
	if offline < p.Done {
		t.Errorf("%d are offline, %d were prepared", offline, p.Done)
	}
	said := d.fine("offline")
	if !strings.Contains(said, "Pictures take") || !strings.Contains(said, fmt.Sprintf("%d article", p.Done)) {
		t.Errorf("it says %s", said)
	}
	fits(t, said, 80)
	id := d.ids("search", "is:offline", "--order", "newest", "--limit", "1")[0]
	if out := d.fine("show", fmt.Sprint(id)); !strings.Contains(out, "with its pictures is here") {
		t.Errorf("show says %s", out)
	}
}

func TestPreparingWithoutAServerSaysWhatWaits(t *testing.T) {
	d := fullDesk(t)
	d.fine("later", "3")
	d.fine("offline", "keep", "marked", "off")
	d.fine("offline", "keep", "marked", "pictures")
	if got := d.run("offline", "fetch"); got.code != fine {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	jobs := lines[jobRecord](t, d.fine("offline", "queue", "--json"))
	if len(jobs) != 1 || jobs[0].ID != 3 || jobs[0].Why != "mark" || jobs[0].Error == "" || jobs[0].Next == "" || jobs[0].Failed {
		t.Errorf("%+v", jobs)
	}
	out := d.fine("offline", "queue")
	if !strings.Contains(out, "you marked it") || !strings.Contains(out, "does not accept connections") {
		t.Errorf("it says %s", out)
	}
	fits(t, out, 80)
	d.fine("offline", "drop", "3")
	if got := d.run("offline", "queue"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.out)
	}
	if out := d.fine("undo"); !strings.Contains(out, "off the queue") {
		t.Errorf("undo says %q", out)
	}
	if o := one[offlineRecord](t, d.fine("offline", "--json")); o.Waiting != 1 {
		t.Errorf("%+v", o)
	}
}

func TestWhatIsKeptReadyIsChosenByName(t *testing.T) {
	d := postDesk(t)
	d.fine("offline", "keep", "all", "text")
	d.fine("offline", "keep", "Ports", "pictures")
	d.fine("offline", "keep", "1", "off")
	chosen := map[string]string{}
	for _, r := range lines[readyRecord](t, d.fine("offline", "keep", "--json")) {
		chosen[r.Name] = r.Ready
	}
	if chosen["all"] != "text" || chosen["Ports"] != "pictures" || chosen["marked"] != "pictures" || len(chosen) != 4 {
		t.Errorf("%v", chosen)
	}
	fits(t, d.fine("offline", "keep"), 80)
	d.fine("offline", "keep", "1", "default")
	o := one[offlineRecord](t, d.fine("offline", "fetch", "--json"))
	if o.Waiting != 0 || o.Bytes == 0 {
		t.Errorf("%+v", o)
	}
	if cleaned := one[map[string]int64](t, d.fine("offline", "clean", "--json")); cleaned["files"] != 0 {
		t.Errorf("pictures of what is unread and kept ready are gone: %v", cleaned)
	}
	d.fine("read", "--all")
	if cleaned := one[map[string]int64](t, d.fine("offline", "clean", "--json")); cleaned["files"] == 0 || cleaned["bytes"] == 0 {
		t.Errorf("cleaned %v", cleaned)
	}
	if out := d.fine("offline", "pictures", "1", "off"); !strings.Contains(out, "pictures off from now on") {
		t.Errorf("it says %q", out)
	}
	for _, args := range [][]string{{"keep", "1"}, {"keep", "1", "much"}, {"pictures", "1", "maybe"}, {"budget", "much"}, {"budget"},
		{"prepare", "--days", "-1"}, {"prepare", "--size", "-3MB"}, {"prepare", "everything"}, {"drop", "x"}} {
		if got := d.run(append([]string{"offline"}, args...)...); got.code != misuse {
			t.Errorf("%v: exit %d, %s", args, got.code, got.err)
		}
	}
	if got := d.run("offline", "keep", "Nowhere", "text"); got.code != nothing {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
}

func TestSizesAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]int64{
		"": 0, "500MB": 500 << 20, "500 mb": 500 << 20, "2g": 2 << 30, "1.5GB": 3 << 29, "12k": 12 << 10, "100": 100, "100b": 100,
	} {
		if got, err := bytesOf(typed); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", typed, got, err, want)
		}
	}
	for _, typed := range []string{"much", "-1", "0", "1TB", "1e300", "NaN", "MB"} {
		if got, err := bytesOf(typed); err == nil {
			t.Errorf("%q is read as %d", typed, got)
		}
	}
	d := postDesk(t)
	if o := one[offlineRecord](t, d.fine("offline", "budget", "3GB", "--json")); o.Budget != 3<<30 {
		t.Errorf("%+v", o)
	}
	if o := one[offlineRecord](t, d.fine("offline", "budget", "default", "--json")); o.Budget != 2<<30 {
		t.Errorf("%+v", o)
	}
}

func TestTheWordsForWhatIsHereAreOfBothKinds(t *testing.T) {
	var all []string
	for _, p := range []feeds.Pictures{feeds.PicturesUnknown, feeds.PicturesNone, feeds.PicturesSome, feeds.PicturesAll} {
		for _, full := range []bool{false, true} {
			all = append(all, hereWords(feeds.Article{FullText: full, Pictures: p}))
		}
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != 8 {
		t.Errorf("%q", all)
	}
}
