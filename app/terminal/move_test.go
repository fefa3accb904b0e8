package terminal

import (
	"strings"
	"testing"
)

func TestAFeedStandsInSeveralFolders(t *testing.T) {
	d := emptyDesk(t)
	d.runWith(`<opml><body><outline text="Asia"><outline text="South"><outline text="Harbour" xmlUrl="https://harbour.example/feed"/></outline></outline>
		<outline text="Lighthouse" xmlUrl="https://lighthouse.example/feed"/></body></opml>`, "import", "-")
	if out := d.fine("move", "harbour", "Daily", "--also", "--create"); !strings.Contains(out, "Harbour stands in Asia/South, also in Daily.") {
		t.Errorf("also: %s", out)
	}
	if r := one[feedRecord](t, d.fine("move", "lighthouse", "asia", "--json")); r.Folder != "Asia" || len(r.Also) != 0 {
		t.Errorf("moved: %+v", r)
	}
	if out := d.fine("feeds"); !strings.Contains(out, "also in Daily") {
		t.Errorf("listed: %s", out)
	}
	for _, r := range lines[feedRecord](t, d.fine("feeds", "--json")) {
		if also := strings.Join(r.Also, "|"); (r.Name == "Harbour") != (also == "Daily") {
			t.Errorf("%s: %q", r.Name, also)
		}
	}
	if out := d.fine("feeds", "harbour"); !strings.Contains(out, "Asia/South") || !strings.Contains(out, "Daily") {
		t.Errorf("about it: %s", out)
	}
	if out := d.fine("move", "harbour", "asia/south", "--out"); !strings.Contains(out, "Harbour stands in Daily.") {
		t.Errorf("out of its place: %s", out)
	}
	d.fine("undo")
	if out := d.fine("move", "harbour", "/", "--only"); !strings.Contains(out, "Harbour stands in no folder.") {
		t.Errorf("only: %s", out)
	}
	for _, args := range [][]string{{"harbour", "Asia", "--out"}, {"harbour", "Nowhere"}, {"nobody", "Asia"}} {
		if a := d.run(append([]string{"move"}, args...)...); a.code != nothing {
			t.Errorf("%v: exit %d", args, a.code)
		}
	}
	for _, args := range [][]string{{"harbour", "/", "--also"}, {"harbour"}, {"harbour", "Asia", "--also", "--only"}} {
		if a := d.run(append([]string{"move"}, args...)...); a.code != misuse {
			t.Errorf("%v: exit %d", args, a.code)
		}
	}
}

func TestFeedsAreListedByWords(t *testing.T) {
	d := emptyDesk(t)
	d.runWith(`<opml><body><outline text="Asia"><outline text="Café Harbour" xmlUrl="https://harbour.example/feed"/></outline>
		<outline text="Lighthouse" xmlUrl="https://lighthouse.example/feed"/></body></opml>`, "import", "-")
	for words, want := range map[string]string{"cafe": "Café Harbour", "asia": "Café Harbour", "house": "Lighthouse", "lighthouse.example": "Lighthouse"} {
		if list := lines[feedRecord](t, d.fine("feeds", "--search", words, "--json")); len(list) != 1 || list[0].Name != want {
			t.Errorf("%s: %+v", words, list)
		}
	}
	if a := d.run("feeds", "--search", "nobody"); a.code != nothing {
		t.Errorf("exit %d", a.code)
	}
	if a := d.run("feeds", "1", "--search", "cafe"); a.code != misuse {
		t.Errorf("exit %d", a.code)
	}
	if out := d.fine("suggest"); !strings.Contains(out, "No site") {
		t.Errorf("suggested: %s", out)
	}
}
