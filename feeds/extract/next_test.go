package extract

import (
	"net/url"
	"strings"
	"testing"

	"tidings/feeds/content"
)

func TestTheNextPageIsKnownByItsAddress(t *testing.T) {
	const link = `<div class="pages"><a href="%">Next</a></div>`
	for name, test := range map[string]struct{ location, href, want string }{
		"a number below":         {"https://example.com/a/story", "/a/story/2", "https://example.com/a/story/2"},
		"a word and a number":    {"https://example.com/a/story/", "/a/story/page/2/", "https://example.com/a/story/page/2/"},
		"a question":             {"https://example.com/a?id=7", "/a?id=7&page=2", "https://example.com/a?id=7&page=2"},
		"a number in the name":   {"https://example.com/a/story.html", "story-2.html", "https://example.com/a/story-2.html"},
		"Seite":                  {"https://example.com/a/story", "/a/story/seite-2", "https://example.com/a/story/seite-2"},
		"the third":              {"https://example.com/a/story/2", "/a/story/3", "https://example.com/a/story/3"},
		"the third, asked":       {"https://example.com/a?page=2", "/a?page=3", "https://example.com/a?page=3"},
		"the last but one":       {"https://example.com/a/story", "/a/story/3", ""},
		"the one before":         {"https://example.com/a/story/3", "/a/story/2", ""},
		"another article":        {"https://example.com/a/story", "/a/other", ""},
		"another article's page": {"https://example.com/a/story", "/a/other/2", ""},
		"a year":                 {"https://example.com/a/story", "/a/story/2026", ""},
		"another site":           {"https://example.com/a/story", "https://other.example/a/story/2", ""},
		"of the comments":        {"https://example.com/a/story", "/a/story/comment-page-2/#comments", ""},
	} {
		a, err := Page([]byte(page("", paragraphs+strings.ReplaceAll(link, "%", test.href))), "text/html", test.location)
		if err != nil {
			t.Fatal(err)
		}
		if a.Next != test.want {
			t.Errorf("%s: got %q", name, a.Next)
		}
	}
	a, err := Page([]byte(page("", paragraphs+`<div id="comments"><a href="?page=2">2</a></div>`)), "text/html", "https://example.com/a/story")
	if err != nil || a.Next != "" {
		t.Errorf("of comments below: %v %q", err, a.Next)
	}
	a, err = Page([]byte(page(`<link rel="next" href="https://example.com/a/story?page=2">`, paragraphs)), "text/html", "https://example.com/a/story")
	if err != nil || a.Next != "https://example.com/a/story?page=2" {
		t.Errorf("in the head: %v %q", err, a.Next)
	}
}

func TestNumbered(t *testing.T) {
	for address, want := range map[string]int{
		"https://example.com/": 1, "https://example.com/2": 1, "https://example.com/a/51": 1, "https://example.com/a/02": 1, "https://example.com/a-7.html": 7,
	} {
		u, _ := url.Parse(address)
		if _, got := numbered(u); got != want {
			t.Errorf("%s: %d", address, got)
		}
	}
}

func TestAppend(t *testing.T) {
	article := func(title, source string) *Article {
		html := content.Clean(source, "")
		return &Article{Title: title, HTML: html, Text: content.Text(html)}
	}
	const lead = "<p>What the harbour will be in ten years.</p>"
	first := lead + "<p>" + sentence + "</p>"
	second := "<p>The second page tells what the quay costs and who has to pay for the stones, the cranes and the new light at its end.</p>"
	for name, test := range map[string]struct {
		title, more string
		want        bool
	}{
		"more of it":          {"The harbour", lead + second, true},
		"more, with a number": {"The harbour – page 2", lead + second, true},
		"the same again":      {"The harbour", first, false},
		"hardly more":         {"The harbour", first + "<p>End.</p>", false},
		"another article":     {"The market", second, false},
	} {
		a := article("The harbour", first)
		next := article(test.title, test.more)
		next.Next = "https://example.com/3"
		if got := a.Append(next); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
		if test.want && (strings.Count(a.HTML, "in ten years") != 1 || !strings.Contains(a.Text, "who has to pay") || a.Next != next.Next || a.Words < 40) {
			t.Errorf("%s: %+v", name, a)
		}
	}
}
