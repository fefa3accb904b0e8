package extract

import (
	"strings"
	"testing"
)

func TestBuiltInHintsCanBeRead(t *testing.T) {
	hints, wrong := ParseHints(builtIn)
	if len(hints) == 0 || len(wrong) > 0 {
		t.Errorf("%d hints, %v", len(hints), wrong)
	}
}

const ownHints = `# mine
harbour.example
	body: .story
	remove: .story .box
	title: h2.real
	author: .who b
	next: a.on
*.news.example/long/*
	body: main
`

func TestHintsSayWhereTheArticleIs(t *testing.T) {
	hints, wrong := ParseHints(ownHints)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	source := page("", `<h2 class="real">The quay</h2><p class="who"><b>Ann Example</b> and <b>Bo Sample</b></p><div class="story"><p>Only this is wanted.</p><p class="box">A box.</p></div>`+paragraphs+`<a class="on" href="/next-part">On</a>`)
	a, err := hints.Page([]byte(source), "text/html", "https://www.harbour.example/1")
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "Only this is wanted." || a.Title != "The quay" || a.Author != "Ann Example, Bo Sample" || a.Next != "https://www.harbour.example/next-part" {
		t.Errorf("%+v", a)
	}
	if a, err = hints.Page([]byte(source), "text/html", "https://other.example/1"); err != nil || !strings.Contains(a.Text, "old quay") {
		t.Errorf("another site: %v %+v", err, a)
	}
	if a, err = hints.Page([]byte(page("", paragraphs)), "text/html", "https://harbour.example/2"); err != nil || !strings.Contains(a.Text, "old quay") {
		t.Errorf("where there is no such element: %v %+v", err, a)
	}
}

func TestHintsFitSites(t *testing.T) {
	hints, _ := ParseHints(ownHints)
	for address, want := range map[string]bool{
		"https://harbour.example/": true, "http://www.harbour.example/a/b": true, "https://a.harbour.example/": false,
		"https://news.example/long/a": true, "https://a.b.news.example/long/": true, "https://a.news.example/short/": false, "https://fakenews.example/long/a": false, "no address": false,
	} {
		if got := hints.of(address) != nil; got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestWrongHintsAreSkipped(t *testing.T) {
	hints, wrong := ParseHints("\tbody: p\nexample.com\n\tbody: p[\n\tcolour: red\n\tbody p\n\tremove: i\n<script>\n\tbody: b\nother.example\n\tbody: main\n")
	if len(hints) != 2 || hints[0].body != nil || hints[0].remove == nil || hints[1].body == nil {
		t.Errorf("%+v", hints)
	}
	var said []string
	for _, err := range wrong {
		said = append(said, err.Error())
	}
	for _, want := range []string{"line 1: ", "line 3: ", "line 4: ", "line 5: ", "line 7: ", "line 8: "} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("nothing is said of %s: %v", want, said)
		}
	}
}
