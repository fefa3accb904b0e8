package extract_test

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"tidings/feeds/content"
	"tidings/feeds/extract"
)

// TestCorpus measures extraction on real pages, which are no part of the
// repository; "make corpus" runs it. What "tidingsctl extract" finds is scored
// by extract-eval, and every page and every text of a feed goes through extract
// and content.
func TestCorpus(t *testing.T) {
	dir, program, scorer := os.Getenv("TIDINGS_CORPUS"), os.Getenv("TIDINGS_CTL"), os.Getenv("TIDINGS_EXTRACT_EVAL")
	if dir == "" {
		t.Skip("“make corpus” runs this: it needs pages that are no part of the repository")
	}
	sets, err := filepath.Glob(filepath.Join(dir, "pages-*", "gold.jsonl.gz"))
	if err != nil || len(sets) == 0 {
		t.Fatalf("there are no sets of pages in %s: %v", dir, err)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "set\tpages\tprecision\trecall\tF1\tpictures\tlinks\tCPU ms a page\t")
	var pages []document
	for _, gold := range sets {
		list := documents(t, gold)
		pages = append(pages, list...)
		found := filepath.Join(t.TempDir(), "found.jsonl")
		took := run(t, found, program, "extract", "--from", gold)
		score := filepath.Join(t.TempDir(), "score.txt")
		run(t, score, scorer, "-gold", gold, "-pred", found)
		said, err := os.ReadFile(score)
		if err != nil {
			t.Fatal(err)
		}
		p, r, f := figure(said, ` P ([0-9.]+)`), figure(said, ` R ([0-9.]+)`), figure(said, ` F1 ([0-9.]+)`)
		fmt.Fprintf(out, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%.1f\t\n", filepath.Base(filepath.Dir(gold)), len(list), p, r, f,
			figure(said, `img recall ([0-9.]+)`), figure(said, `link recall ([0-9.]+)`), float64(took.Microseconds())/1000/float64(len(list)))
	}
	out.Flush()
	fmt.Println()
	fmt.Fprintln(out, "one after the other\tdocuments\tmedian ms\tworst ms\t")
	texts := feedTexts(t, dir, program)
	var extracted, cleaned []time.Duration
	for _, d := range pages {
		body := unpacked(t, d.File)
		extracted = append(extracted, timed(func() { _, _ = extract.Page(body, "", d.URL) }))
		cleaned = append(cleaned, timed(func() { content.Process(string(body), d.URL) }))
	}
	var short []time.Duration
	for _, s := range texts {
		short = append(short, timed(func() { content.Process(s, "https://example.com/") }))
		_, _ = extract.Page([]byte(s), "text/html; charset=utf-8", "https://example.com/")
	}
	fmt.Fprintln(out, row("extract, pages", extracted))
	fmt.Fprintln(out, row("content, pages", cleaned))
	fmt.Fprintln(out, row("content, texts of feeds", short))
	out.Flush()
}

// A document of a set: its page is in File.
type document struct{ URL, File string }

func documents(t *testing.T, gold string) []document {
	t.Helper()
	var list []document
	lines := bufio.NewScanner(bytes.NewReader(unpacked(t, gold)))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		d.File = filepath.Join(filepath.Dir(gold), d.File)
		list = append(list, d)
	}
	return list
}

// feedTexts are the texts of all articles in the corpora of feeds.
func feedTexts(t *testing.T, dir, program string) []string {
	t.Helper()
	parsed := filepath.Join(t.TempDir(), "parsed.jsonl")
	var out []string
	read := func() {
		data, err := os.ReadFile(parsed)
		if err != nil {
			t.Fatal(err)
		}
		lines := json.NewDecoder(bytes.NewReader(data))
		for {
			var doc struct {
				Items []struct{ Summary, Content string }
			}
			if lines.Decode(&doc) != nil {
				return
			}
			for _, x := range doc.Items {
				if s := cmp.Or(x.Content, x.Summary); s != "" {
					out = append(out, s)
				}
			}
		}
	}
	lists, _ := filepath.Glob(filepath.Join(dir, "feeds-*", "gold.jsonl*"))
	for _, list := range lists {
		run(t, parsed, program, "parse", "--from", list)
		read()
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "feeds-*", "*", "*.gz")); len(files) > 0 {
		run(t, parsed, program, append([]string{"parse", "--json"}, files...)...)
		read()
	}
	return out
}

// run runs a program with its output into a file and returns the processor time
// that it took.
func run(t *testing.T, into, program string, args ...string) time.Duration {
	t.Helper()
	file, err := os.Create(into)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = file, os.Stderr
	if err := c.Run(); err != nil {
		t.Fatalf("%s %s: %v", program, args[0], err)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// figure is what a pattern finds in a scorer's answer; a dash: nothing.
func figure(said []byte, pattern string) string {
	if m := regexp.MustCompile(pattern).FindSubmatch(said); m != nil {
		return string(m[1])
	}
	return "–"
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func row(name string, took []time.Duration) string {
	if len(took) == 0 {
		return strings.Join([]string{name, "0", "–", "–", ""}, "\t")
	}
	slices.Sort(took)
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	return strings.Join([]string{name, fmt.Sprint(len(took)), ms(took[len(took)/2]), ms(took[len(took)-1]), ""}, "\t")
}
