package parse

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"tidings/feeds"
)

// TestCorpus measures parsing on documents that are no part of the repository;
// "make corpus" runs it. feed-eval scores what "tidingsctl parse" prints; dates and
// real feeds are compared here.
func TestCorpus(t *testing.T) {
	program, scorer := os.Getenv("TIDINGS_CTL"), os.Getenv("TIDINGS_FEED_EVAL")
	if program == "" || scorer == "" {
		t.Skip("“make corpus” runs this: it needs documents that are no part of the repository")
	}
	folder := filepath.Join(corpusFolder(), "feeds-feedparser")
	found := filepath.Join(t.TempDir(), "found.jsonl")
	gold := filepath.Join(folder, "gold.jsonl")
	runInto(t, found, program, "parse", "--json", "--from", gold)
	score := filepath.Join(t.TempDir(), "score.txt")
	runInto(t, score, scorer, "-gold", gold, "-pred", found)
	said, err := os.ReadFile(score)
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout.Write(said)
	unscored(t, gold, found)
	corpusDates(t, filepath.Join(folder, "dates.jsonl"))
	realFeeds(t)
}

// runInto runs a program with its output into a file.
func runInto(t *testing.T, name, program string, args ...string) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = file, os.Stderr
	if err := c.Run(); err != nil {
		t.Fatalf("%s %s: %v", program, args[0], err)
	}
}

// lines decodes a file of one JSON object a line.
func lines[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	s := bufio.NewScanner(bytes.NewReader(data))
	s.Buffer(nil, 64<<20)
	for s.Scan() {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, v)
	}
	return out
}

// unscored compares what the scorer does not read: info and copyright of a feed.
func unscored(t *testing.T, gold, found string) {
	type heading struct{ ID, Info, Copyright string }
	got := map[string]heading{}
	for _, f := range lines[struct {
		ID   string
		Feed heading
	}](t, found) {
		got[f.ID] = f.Feed
	}
	all, met := 0, 0
	for _, g := range lines[struct {
		ID     string
		Expect map[string]any
	}](t, gold) {
		for key, text := range map[string]string{"feed.info": got[g.ID].Info, "feed.copyright": got[g.ID].Copyright} {
			if want, ok := g.Expect[key].(string); ok {
				all++
				if plain(plain(want)) == plain(text) {
					met++
				} else {
					fmt.Printf("  %s %s: got %q, want %q\n", g.ID, key, text, want)
				}
			}
		}
	}
	fmt.Printf("info and copyright of feeds, which the scorer does not read, right as plain text: %d / %d\n\n", met, all)
}

func corpusDates(t *testing.T, name string) {
	all, right := 0, 0
	for _, d := range lines[struct{ Text, UTC string }](t, name) {
		all++
		if got, ok := Date(d.Text); ok && got.Format("2006-01-02T15:04:05") == d.UTC {
			right++
		} else {
			t.Errorf("date %q: got %v %v, want %s", d.Text, got, ok, d.UTC)
		}
	}
	fmt.Printf("dates right: %d / %d\n\n", right, all)
}

var (
	rawEntry = regexp.MustCompile(`(?s)<(?:item|entry)[ >].*?</(?:item|entry)>`)
	rawLink  = regexp.MustCompile(`<link[ >/]|<guid>|isPermaLink="true"|rdf:about`)
	rawDate  = regexp.MustCompile(`<(?:pubDate|dc:date|published|updated|modified|issued|created)>\s*[^<\s]`)
)

// realFeeds asks for what a reader needs of every article of real feeds: a title or
// a text, and where the document has them, a link and a date.
func realFeeds(t *testing.T) {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "real feed\tarticles\tno title\tno title, no text\tno link\tno date\tms\tsays\t")
	files, _ := filepath.Glob(filepath.Join(corpusFolder(), "feeds-misc", "*", "*.gz"))
	for _, name := range files {
		body := uncompressed(t, name)
		start := time.Now()
		doc, err := Feed(body, "", "https://feed.example/")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		took := time.Since(start)
		raw := rawEntry.FindAll(body, -1)
		var untitled, silent, linkless, dateless int
		for i, e := range doc.Entries {
			untitled += counted(e.Title == "")
			silent += counted(e.Title == "" && e.Summary == "" && e.Content == "" && len(e.Enclosures) == 0)
			linkless += counted(e.Link == "")
			dateless += counted(e.Published.IsZero())
			if len(raw) == len(doc.Entries) {
				checkRaw(t, filepath.Base(name), i, e, raw[i])
			}
		}
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t%s\t\n", filepath.Base(name), len(doc.Entries), untitled, silent, linkless, dateless,
			float64(took.Microseconds())/1000, strings.Join(doc.Warnings, "; "))
		if silent > 0 {
			t.Errorf("%s: %d articles have neither title nor text", name, silent)
		}
	}
	out.Flush()
}

func checkRaw(t *testing.T, name string, i int, e feeds.Entry, raw []byte) {
	t.Helper()
	if e.Link == "" && rawLink.Match(raw) {
		t.Errorf("%s: article %d has a link that was not found", name, i)
	}
	if e.Published.IsZero() && rawDate.Match(raw) {
		t.Errorf("%s: article %d has a date that was not found", name, i)
	}
}

// counted is one for what is true.
func counted(b bool) int {
	if b {
		return 1
	}
	return 0
}
