package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidings/app"
)

func TestAddSubscribesToASiteAndFetchesIt(t *testing.T) {
	n, url := room(t)
	source, _ := n.Source("harbour-post")
	d := emptyDesk(t)
	added := one[addedRecord](t, d.fine("add", "--json", "--folder", "Ports", url+source.Home))
	if want := len(n.Articles(source.Slug)); added.Report.New != want || added.Feed.Total != want {
		t.Errorf("%d new of %d, want %d", added.Report.New, added.Feed.Total, want)
	}
	if added.Feed.Name != source.Title || added.Feed.Folder != "Ports" || added.Feed.State != "fine" {
		t.Errorf("added %+v", added.Feed)
	}
	again := d.run("add", url+source.Home)
	if again.code != failure || !strings.Contains(again.err, "subscribed to this feed already") {
		t.Errorf("again: exit %d, %s", again.code, again.err)
	}
}

func TestAddListsWhatIsThereWithoutSubscribing(t *testing.T) {
	n, url := room(t)
	source, _ := n.Source("harbour-post")
	d := emptyDesk(t)
	found := lines[foundRecord](t, d.fine("add", "--list", "--json", url+source.Home))
	if len(found) == 0 {
		t.Fatal("nothing is listed")
	}
	if f := found[0]; f.Title != source.Title || !f.Read || f.Articles == 0 || len(f.Samples) == 0 || f.Format == "" || f.How == "" || f.Subscribed != 0 {
		t.Errorf("the first is %+v", f)
	}
	if out := d.fine("add", "--list", url+source.Home); !strings.Contains(out, source.Title) || !strings.Contains(out, found[0].Samples[0].Title) {
		t.Errorf("the list is\n%s", out)
	}
	if left := d.run("feeds"); !strings.Contains(left.err, "no subscriptions yet") {
		t.Errorf("subscribed to %+v", left)
	}
}

func TestAddTakesSeveralAddressesWithALineForEach(t *testing.T) {
	n, url := room(t)
	first, _ := n.Source("harbour-post")
	second, _ := n.Source("delta-courier")
	d := emptyDesk(t)
	d.fine("add", url+second.Home)
	typed := []string{"add", "--folder", "Ports", url + first.Home + "\n" + url + second.Home, url + "/nowhere/", url + first.Feed}
	got := d.run(typed...)
	if got.code != partly || !strings.Contains(got.err, "/nowhere/: ") || !strings.Contains(got.err, "404") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	for _, want := range []string{
		"Subscribed to " + first.Title + " (feed 2): ", "You are subscribed to " + second.Title + " already (feed 1).",
		"You are subscribed to " + first.Title + " already (feed 2).",
	} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not in\n%s", want, got.out)
		}
	}
	list := lines[feedRecord](t, d.fine("feeds", "--json"))
	if len(list) != 2 || list[0].Name != first.Title || list[0].Folder != "Ports" || list[0].Total != len(n.Articles(first.Slug)) || list[1].Folder != "" {
		t.Errorf("subscribed to %+v", list)
	}
}

func TestAddReadsAddressesFromStandardInput(t *testing.T) {
	n, url := room(t)
	first, _ := n.Source("harbour-post")
	second, _ := n.Source("delta-courier")
	d := emptyDesk(t)
	text := "# what I read\n\n" + url + first.Feed + " \"news\" \"~Harbour\"\n" + url + second.Home + "\nhttp://me:secret@127.0.0.1:1/feed\n"
	got := d.runWith(text, "add", "-", "--json")
	list := lines[outcome](t, got.out)
	if got.code != partly || len(list) != 3 || strings.Contains(got.out+got.err, "secret") {
		t.Fatalf("exit %d, %s%s", got.code, got.out, got.err)
	}
	for i, source := range []string{first.Title, second.Title} {
		if o := list[i]; o.Feed == nil || o.Feed.Name != source || o.Feed.Total == 0 || len(o.Found) == 0 || o.Error != "" || o.Already {
			t.Errorf("%s: %+v", source, o)
		}
	}
	if o := list[2]; o.Feed != nil || o.Address != "http://127.0.0.1:1/feed" || o.Error == "" {
		t.Errorf("a closed port: %+v", o)
	}
	if again := lines[outcome](t, d.runWith(text, "add", "-", "--json").out); !again[0].Already || again[0].Feed == nil {
		t.Errorf("again: %+v", again[0])
	}
	none := emptyDesk(t).run("add", url+"/nowhere/", url+"/nobody/")
	if none.code != failure || !strings.Contains(none.err, "None of these addresses") {
		t.Errorf("none: exit %d, %s", none.code, none.err)
	}
}

func TestAddListsWhatSeveralAddressesHave(t *testing.T) {
	n, url := room(t)
	first, _ := n.Source("harbour-post")
	d := emptyDesk(t)
	got := d.run("add", "--list", "--json", url+first.Home, url+"/nowhere/")
	list := lines[foundRecord](t, got.out)
	if last := list[len(list)-1]; got.code != partly || list[0].Address != url+first.Home || list[0].Title != first.Title || last.Address != url+"/nowhere/" || last.Error == "" {
		t.Errorf("exit %d, %+v", got.code, list)
	}
	if text := d.run("add", "--list", url+first.Home, url+"/nowhere/"); !strings.Contains(text.out, first.Home) || !strings.Contains(text.out, first.Title) || !strings.Contains(text.err, "404") {
		t.Errorf("for people: %+v", text)
	}
	if left := d.run("feeds"); !strings.Contains(left.err, "no subscriptions yet") {
		t.Errorf("subscribed to %+v", left)
	}
}

func TestAddSaysWhatIsWrong(t *testing.T) {
	_, url := room(t)
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"nothing to add":            {[]string{"add"}, misuse, "needs an address"},
		"nothing on standard input": {[]string{"add", "-"}, misuse, "no address on standard input"},
		"one feed of several sites": {[]string{"add", "--feed", "2", url + "/delta-courier/", url + "/harbour-post/"}, misuse, "of one address"},
		"no address":                {[]string{"add", "  "}, misuse, "does not look like"},
		"no such feed":              {[]string{"add", "--feed", "9", url + "/delta-courier/"}, misuse, "no feed 9"},
		"a page of nothing":         {[]string{"add", url + "/nowhere/"}, failure, "404"},
		"a closed port":             {[]string{"add", "http://127.0.0.1:1/"}, failure, "does not accept connections"},
	} {
		t.Run(name, func(t *testing.T) {
			got := emptyDesk(t).run(test.args...)
			if got.code != test.code || !strings.Contains(got.err, test.says) {
				t.Errorf("exit %d, %q; want %d and %q", got.code, got.err, test.code, test.says)
			}
		})
	}
}

func TestImportAndExportAreARoundTrip(t *testing.T) {
	n, url := room(t)
	d := emptyDesk(t)
	first := d.runWith(string(n.OPML(url)), "import", "-", "--json")
	got := one[map[string]int](t, first.out)
	if got["added"] != len(n.Sources()) || got["existing"] != 0 {
		t.Errorf("imported %v, want %d", got, len(n.Sources()))
	}
	exported := filepath.Join(t.TempDir(), "out.opml")
	d.fine("export", exported)
	other := emptyDesk(t)
	if out := other.fine("import", exported); !strings.Contains(out, "Subscribed to") {
		t.Errorf("import says %q", out)
	}
	type source struct{ name, folder, url string }
	list := func(d desk) (all []source) {
		for _, f := range lines[feedRecord](t, d.fine("feeds", "--json")) {
			all = append(all, source{f.Name, f.Folder, f.URL})
		}
		return all
	}
	a, b := list(d), list(other)
	if len(a) != len(b) {
		t.Fatalf("%d feeds became %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("%v became %v", a[i], b[i])
		}
	}
	file, err := os.ReadFile(exported)
	if err != nil {
		t.Fatal(err)
	}
	if out := d.fine("export"); len(out) != len(file) {
		t.Errorf("standard output has %d bytes, the file %d", len(out), len(file))
	}
	again := d.runWith(string(n.OPML(url)), "import", "-", "--json")
	if got := one[map[string]int](t, again.out); got["added"] != 0 || got["existing"] != len(n.Sources()) {
		t.Errorf("again: %v", got)
	}
}

func TestAnImportSaysBeforeWhatItWouldDo(t *testing.T) {
	n, url := room(t)
	source, _ := n.Source("harbour-post")
	d := emptyDesk(t)
	d.fine("add", url+source.Home)
	plain := lines[plannedRecord](t, d.runWith(string(n.OPML(url)), "import", "-", "--dry-run", "--json").out)
	asked := d.runWith(string(n.OPML(url)), "import", "-", "--dry-run", "--ask", "--json")
	list := lines[plannedRecord](t, asked.out)
	states := map[string]int{}
	for i, r := range list {
		states[r.State]++
		if r.State == "dead" && (r.Error == "" || plain[i].State != "new") || r.State == "subscribed" && r.Feed != 1 {
			t.Errorf("%+v, before %+v", r, plain[i])
		}
	}
	if asked.code != partly || states["dead"] != 1 || states["subscribed"] != 1 || states["new"] != len(n.Sources())-2 {
		t.Errorf("exit %d, %v", asked.code, states)
	}
	if text := d.runWith(string(n.OPML(url)), "import", "-", "--dry-run").out; !strings.Contains(text, "Nothing was changed.") || !strings.Contains(text, "1 you have") {
		t.Errorf("for people:\n%s", text)
	}
	if got := lines[feedRecord](t, d.fine("feeds", "--json")); len(got) != 1 {
		t.Errorf("subscribed to %d feeds", len(got))
	}
	if wrong := d.runWith("", "import", "-", "--ask"); wrong.code != misuse {
		t.Errorf("--ask alone: exit %d", wrong.code)
	}
}

func TestRefreshTwiceFindsNothingNewTheSecondTime(t *testing.T) {
	n, url := room(t)
	d := emptyDesk(t)
	d.runWith(string(n.OPML(url)), "import", "-")
	total, broken := 0, 0
	for _, s := range n.Sources() {
		if s.Broken {
			broken++
		} else {
			total += len(n.Articles(s.Slug))
		}
	}
	type refreshed struct {
		app.Report
		Errors []trouble `json:"errors"`
	}
	first := d.run("refresh", "--json")
	got := one[refreshed](t, first.out)
	if first.code != partly || got.New != total || got.Failed != broken || len(got.Errors) != broken {
		t.Errorf("first: exit %d, %+v; want %d articles and %d failures", first.code, got, total, broken)
	}
	second := d.run("refresh")
	if second.code != partly || !strings.Contains(second.out, "0 new articles") {
		t.Errorf("second: exit %d, %s", second.code, second.out)
	}
	if !strings.Contains(second.err, "has a problem of its own (500)") {
		t.Errorf("the broken feed is not explained: %q", second.err)
	}
	due := one[refreshed](t, d.fine("refresh", "--due", "--json"))
	if due.Feeds != 0 {
		t.Errorf("%d feeds are due right after a refresh", due.Feeds)
	}
	folder := d.run("refresh", "--folder", "asia", "--json")
	if got := one[refreshed](t, folder.out); got.Feeds == 0 || got.Feeds >= len(n.Sources()) || got.Unchanged != got.Feeds {
		t.Errorf("folder: %+v", got)
	}
	two := one[refreshed](t, d.fine("refresh", "1", "2", "2", "--json"))
	if two.Feeds != 2 || two.Unchanged != 2 {
		t.Errorf("two feeds: %+v", two)
	}
}

func TestFeedsSayHowTheyAre(t *testing.T) {
	d := fullDesk(t)
	list := lines[feedRecord](t, d.fine("feeds", "--json"))
	failing := 0
	for _, f := range list {
		if f.State == "failing" {
			failing++
			if f.Error == "" || f.Why == "" || f.Next == "" {
				t.Errorf("no reason: %+v", f)
			}
			out := d.fine("feeds", f.Name)
			for _, want := range []string{f.Error, "because", f.Why} {
				if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
					t.Errorf("%q is not in\n%s", want, out)
				}
			}
		} else if f.Total == 0 {
			t.Errorf("%s has no articles", f.Name)
		}
	}
	if failing != 1 {
		t.Errorf("%d feeds fail, want the broken one", failing)
	}
	fits(t, d.fine("feeds", "--width", "40"), 40)
}

func TestARemovedFeedComesBackWithUndo(t *testing.T) {
	d := fullDesk(t)
	before := d.fine("feeds", "--json")
	name := lines[feedRecord](t, before)[1].Name
	if out := d.fine("remove", "2"); !strings.Contains(out, name) {
		t.Errorf("remove says %q", out)
	}
	if got := d.run("feeds", "2"); got.code != nothing {
		t.Errorf("a removed feed: exit %d", got.code)
	}
	d.fine("undo")
	if after := d.fine("feeds", "--json"); after != before {
		t.Errorf("undone:\n%s\nbefore:\n%s", after, before)
	}
}
