package query

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func parse(t *testing.T, text string) Expr {
	t.Helper()
	e, err := Parse(text, now)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

func TestMatchString(t *testing.T) {
	for text, want := range map[string]string{
		"Flood":                       `"flood"`,
		"flood dam":                   `("flood" AND "dam")`,
		"flood OR dam":                `("flood" OR "dam")`,
		"flood -dam":                  `(("flood") NOT ("dam"))`,
		"flood -dam -levee":           `(("flood") NOT ("dam" OR "levee"))`,
		"flood -(dam OR levee)":       `(("flood") NOT (("dam" OR "levee")))`,
		"(a1 -b1) OR c1":              `((("a1") NOT ("b1")) OR "c1")`,
		"-flood":                      "",
		"flood OR -dam":               "",
		"flood is:read":               "",
		`"Cold Front"`:                `"cold front"`,
		"elect*":                      `"elect"*`,
		"covid-19":                    `"covid 19"`,
		"title:Đường":                 `title : "duong"`,
		`author:"Thanh Hà"`:           `author : "thanh ha"`,
		"text:(dam OR levee)":         `(text : "dam" OR text : "levee")`,
		`"NEAR(x y)" AND "} : ^ + x"`: `("near x y" AND "x")`,
		"总理":                          `"总理"`,
		"俄":                           `"俄"*`,
	} {
		got, ok := MatchString(parse(t, text))
		if got != want || ok != (want != "") {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
		if ok {
			checkMatchString(t, got)
		}
	}
}

var phrases = regexp.MustCompile(`^[\pL\pN\p{Mn}\p{Mc}\p{Co}]+( [\pL\pN\p{Mn}\p{Mc}\p{Co}]+)*$`)

// checkMatchString fails unless everything in quotes is letters, digits, marks
// and spaces, and everything else is the grammar of FTS5.
func checkMatchString(t *testing.T, s string) {
	t.Helper()
	parts := strings.Split(s, `"`)
	if len(parts)%2 == 0 {
		t.Fatalf("%q has an odd number of quotes", s)
	}
	depth := 0
	for i, part := range parts {
		if i%2 == 1 {
			if !phrases.MatchString(part) {
				t.Fatalf("%q: a phrase is %q", s, part)
			}
			continue
		}
		depth += strings.Count(part, "(") - strings.Count(part, ")")
		for _, word := range strings.Fields(strings.NewReplacer("(", " ", ")", " ", "*", " ").Replace(part)) {
			if !strings.Contains(" AND OR NOT : title author text note ", " "+word+" ") {
				t.Fatalf("%q: %q stands outside of quotes", s, word)
			}
		}
	}
	if depth != 0 {
		t.Fatalf("%q: brackets do not match", s)
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]struct {
		match string
		rest  int // conditions
	}{
		"":                               {"", 0},
		"flood":                          {`"flood"`, 0},
		"flood is:unread -dam":           {`(("flood") NOT ("dam"))`, 1},
		"is:unread since:7d":             {"", 2},
		"-flood is:unread":               {"", 2},
		"flood (is:read OR dam)":         {`"flood"`, 1},
		"is:read OR flood":               {"", 1},
		"flood (a1 OR b1) -(c1 is:read)": {`("flood" AND ("a1" OR "b1"))`, 1},
	} {
		e, rest := Split(parse(t, text))
		match, _ := MatchString(e)
		n := 1
		switch r := rest.(type) {
		case nil:
			n = 0
		case And:
			n = len(r)
		}
		if match != want.match || n != want.rest {
			t.Errorf("%s: got %s and %#v", text, match, rest)
		}
	}
}

func subject() *Subject {
	return &Subject{
		Article: feeds.Article{
			Title:      "Đường sắt mới nối Łódź và Đà Nẵng",
			Authors:    []feeds.Author{{Name: "Thanh Hà"}, {Name: "Kim Min-ji"}},
			Link:       "https://news.example/World/rail-1.html",
			Published:  day(2026, 1, 3),
			Received:   day(2026, 1, 4),
			Language:   "zh-Hant-TW",
			Image:      "https://news.example/i.png",
			Enclosures: []feeds.Enclosure{{URL: "https://news.example/a.mp3", Type: "audio/mpeg"}},
			Words:      500,
			Pictures:   feeds.PicturesAll,
			Noted:      true,
			Status:     feeds.Status{Starred: true},
			Topics:     []feeds.TopicScore{{Topic: feeds.World}, {Topic: feeds.Business}},
			Story:      12,
		},
		Feed:    "Báo Lao Động",
		Folders: []string{"Asia", "Việt Nam"},
		Text:    "The straße runs east. 中国国务院总理访问俄罗斯。 Elections follow; 서울에서 the cold front passes.",
		Note:    "Ask Mai about the sleeping car",
	}
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]bool{
		"":                            true,
		"duong sat":                   true,
		`"duong sat"`:                 true,
		`"sat duong"`:                 false,
		"title:nang -title:straße":    true,
		"title:cold":                  false,
		"text:cold":                   true,
		"strasse lodz":                true,
		"elect":                       false,
		"elect*":                      true,
		`"the cold fro"*`:             true,
		`"cold passes"`:               false,
		"总理":                          true,
		"总统":                          false,
		"俄":                           true,
		"서울":                          true,
		"author:ha":                   true,
		`author:"Hà Kim"`:             true,
		"author:cold":                 false,
		"from:\"lao dong\" from:bao":  true,
		"from:reuters":                false,
		"folder:viet":                 true,
		"folder:europe":               false,
		"topic:world -topic:sport":    true,
		"topic:sport":                 false,
		"story:12":                    true,
		"story:13":                    false,
		"lang:zh":                     true,
		"lang:zh-hant":                true,
		"lang:zh-hans":                false,
		"is:unread is:starred":        true,
		"is:read":                     false,
		"is:later":                    false,
		"has:image has:audio":         true,
		"has:fulltext":                false,
		"since:2026-01-03":            true,
		"before:2026-01-03":           false,
		"since:2026-01-04":            false,
		"before:2026-01-04":           true,
		"words:500 words:<501":        true,
		"words:>500":                  false,
		"words:<500":                  false,
		"url:/world/":                 true,
		"url:sport":                   false,
		"sleeping":                    true,
		"note:mai":                    true,
		"text:sleeping":               false,
		"note:cold":                   false,
		"is:noted has:note":           true,
		"is:changed OR is:kept":       false,
		"is:offline":                  true,
		"on:2026-01-03":               true,
		"on:2026-01-04":               false,
		"re:/CO[kl]D front\\b/":       true,
		"re:/(?-i)COLD/":              false,
		"re:/^đường/":                 true,
		"re:/sleeping/":               false,
		"-re:/cold/":                  false,
		"nothing OR nang":             true,
		"nothing OR nowhere":          false,
		"-(nothing OR nang)":          false,
		"nang -nothing":               true,
		"https://news.example/World/": true,
	} {
		if got := Match(parse(t, text), subject()); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestASubjectIsMatchedAgain(t *testing.T) {
	s := subject()
	for range 2 {
		if !Match(w("strasse"), s) || Match(w("avenue"), s) {
			t.Error("the second answer is another")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse(`title:(flood OR "cold front") -from:reuters is:unread topic:world since:7d`, now)
	}
}

func BenchmarkMatch(b *testing.B) {
	s := subject()
	s.Text = strings.Repeat(s.Text, 40)
	e, _ := Parse(`flood OR "cold passes" -is:read`, time.Now())
	b.ReportAllocs()
	for b.Loop() {
		s.folded = nil
		Match(e, s)
	}
}
