package terminal

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidings/app"
)

func write(t *testing.T, dir, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(text []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(text)
	_ = z.Close()
	return b.Bytes()
}

const smallFeed = `<rss version="2.0"><channel><title>Quay Notes</title><link>https://quay.example/</link>
<item><title>Low water</title><link>/low-water</link><guid>q1</guid><description>&lt;p&gt;The tide went out.&lt;/p&gt;</description>
<pubDate>Mon, 05 Jan 2026 08:00:00 +0100</pubDate><enclosure url="/tide.mp3" type="audio/mpeg" length="1200"/></item></channel></rss>`

func TestParsePrintsOneLineForEachInputInOrder(t *testing.T) {
	d, dir := emptyDesk(t), t.TempDir()
	write(t, dir, "a.xml", []byte(smallFeed))
	write(t, dir, "b.xml.gz", zipped([]byte(smallFeed)))
	write(t, dir, "c.html", []byte("<!doctype html><p>not a feed"))
	list := write(t, dir, "list.jsonl.gz", zipped([]byte(`{"id":"1","file":"a.xml","ct":"text/xml","loc":"https://quay.example/feed"}
{"id":"2","file":"b.xml.gz"}
{"id":"3","file":"c.html"}
not json

{"id":"5","file":"missing.xml"}
{"id":"6"}
`)))
	got := lines[app.ParsedFeed](t, d.fine("parse", "--from", list))
	var ids, worked []string
	for _, f := range got {
		ids = append(ids, f.ID)
		if f.Err == "" {
			worked = append(worked, f.ID)
		}
	}
	if fmt.Sprint(ids) != "[1 2 3  5 6]" || fmt.Sprint(worked) != "[1 2]" {
		t.Errorf("ids %q, worked %q", ids, worked)
	}
	item := got[0].Items[0]
	if got[0].Feed.Title != "Quay Notes" || item.Published != "2026-01-05T07:00:00" || item.Link != "https://quay.example/low-water" ||
		item.ID != "q1" || !strings.Contains(item.Summary, "The tide went out.") || item.Enclosures[0].Length != "1200" {
		t.Errorf("parsed %+v", got[0])
	}
}

func TestParseReadsFilesStandardInputAndAddresses(t *testing.T) {
	d, dir := emptyDesk(t), t.TempDir()
	file := write(t, dir, "a.xml", []byte(smallFeed))
	if f := one[app.ParsedFeed](t, d.fine("parse", "--json", file)); f.ID != "" || len(f.Items) != 1 {
		t.Errorf("file: %+v", f)
	}
	if got := d.runWith(smallFeed, "parse", "-"); got.code != fine || !strings.Contains(got.out, "Low water") {
		t.Errorf("standard input: exit %d, %q, %q", got.code, got.out, got.err)
	}
	_, url := room(t)
	if got := d.fine("parse", "--json", url+"/delta-courier/feed.xml"); len(one[app.ParsedFeed](t, got).Items) == 0 {
		t.Errorf("address: %s", got)
	}
	if got := d.run("parse", "--json", filepath.Join(dir, "none")); got.code != failure || one[app.ParsedFeed](t, got.out).Err == "" {
		t.Errorf("missing file: exit %d, %s", got.code, got.out)
	}
}

func TestExtractFindsTheArticleOfAPage(t *testing.T) {
	n, url := room(t)
	article := n.Articles("harbour-post")[0]
	d, dir := emptyDesk(t), t.TempDir()
	source, _ := n.Source("harbour-post")
	address := one[app.ParsedFeed](t, d.fine("parse", "--json", url+source.Feed)).Items[0].Link
	page := get(t, address)
	write(t, dir, "page.html.gz", zipped(page))
	list := write(t, dir, "list.jsonl", fmt.Appendf(nil, `{"id":"p","url":%q,"file":"page.html.gz"}
{"id":"q","url":"http://x.example/","file":"none.html"}
`, address))
	got := lines[app.ExtractedPage](t, d.fine("extract", "--from", list))
	if len(got) != 2 || got[0].ID != "p" || got[0].URL != address || got[1].Err == "" {
		t.Fatalf("%+v", got)
	}
	words := strings.Fields(article.Lead())
	if !strings.Contains(got[0].Text, strings.Join(words[:3], " ")) || !strings.Contains(got[0].HTML, "<p>") || got[0].Lang == "" {
		t.Errorf("extracted %+v", got[0])
	}
	file := filepath.Join(dir, "page.html.gz")
	if alone := one[app.ExtractedPage](t, d.fine("extract", "--json", "--url", address, file)); alone.Text != got[0].Text {
		t.Errorf("alone: %+v", alone)
	}
	fits(t, d.fine("extract", address), 80)
}

func TestExtractSaysInASentenceWhyThereIsNoArticle(t *testing.T) {
	d, dir := emptyDesk(t), t.TempDir()
	write(t, dir, "wall.html", []byte("<html><body><p>Please enable JavaScript to go on.</p></body></html>"))
	for name, test := range map[string]struct {
		file, want string
	}{
		"a page that refuses": {"wall.html", "wants to see that a person asks"},
		"no file":             {"none.html", "There is no file "},
	} {
		got := d.run("extract", filepath.Join(dir, test.file))
		if got.code != failure || !strings.Contains(strings.Join(strings.Fields(got.out+got.err), " "), test.want) {
			t.Errorf("%s: exit %d, %q, %q", name, got.code, got.out, got.err)
		}
	}
}

func get(t *testing.T, address string) []byte {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestAnalyseKeepsTheOrderAndSurvivesBadLines(t *testing.T) {
	d := emptyDesk(t)
	docs := `{"id":"b","title":"Ferry Sula runs aground off Brevik","text":"The ferry Sula ran aground off Brevik on Monday with 212 people on board. Nobody was hurt, the harbour master of Brevik said.","date":"2026-01-06T09:00:00Z","url":"https://two.example/1"}
{"id":"a","title":"Ferry Sula aground near Brevik, 212 on board","text":"With 212 people on board the ferry Sula ran aground near Brevik on Monday, the harbour master said. Nobody was hurt.","date":"2026-01-06T08:00:00Z","url":"https://one.example/1"}
broken
{"title":"no id"}
{"id":"c","title":"Parliament of Vesterland votes on school meals","text":"Members of parliament voted for free meals in all schools."}
`
	got := d.runWith(docs, "analyse", "-", "--related", "2")
	if got.code != fine {
		t.Fatalf("exit %d, %s", got.code, got.err)
	}
	type result struct {
		app.Analysis
		Err string `json:"err"`
	}
	list := lines[result](t, got.out)
	if len(list) != 5 || list[0].ID != "b" || list[1].ID != "a" || list[2].Err == "" || list[3].Err == "" || list[4].ID != "c" {
		t.Fatalf("%+v", list)
	}
	if list[0].Cluster != list[1].Cluster || list[0].Cluster == list[4].Cluster || list[0].Lang != "en" {
		t.Errorf("%+v", list)
	}
	if got := d.runWith("broken\n", "analyse", "-"); got.code != failure {
		t.Errorf("nothing but a bad line: exit %d", got.code)
	}
}

func TestResultsComeInTheOrderOfTheInputs(t *testing.T) {
	var got []int
	slow := make(chan struct{})
	err := inOrder(t.Context(), 50, func(i int) int {
		if i == 0 {
			<-slow // ends last of those that run beside it
		} else if i == 1 {
			close(slow)
		}
		return i
	}, func(i int) error {
		got = append(got, i)
		return nil
	})
	if err != nil || len(got) != 50 {
		t.Fatalf("%d results, %v", len(got), err)
	}
	for i, n := range got {
		if i != n {
			t.Fatalf("%v", got)
		}
	}
	stop := errors.New("enough")
	if err := inOrder(t.Context(), 50, func(i int) int { return i }, func(int) error { return stop }); err != stop {
		t.Errorf("the error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := inOrder(ctx, 1000, func(i int) int { return i }, func(int) error { return nil }); err == nil {
		t.Error("a cancelled run ended well")
	}
}
