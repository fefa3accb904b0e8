package query

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tidings/feeds"
)

var shelf = Names{
	Feeds:     []string{"Harbour News", "Báo Đà Nẵng", "The New Harbour", "reuters-like", `The "Daily" (Post)`, "東京港口", "!!!"},
	Folders:   []string{"Asia", "Việt Nam"},
	Authors:   []string{"Thanh Hà", "Ada Quill"},
	Languages: []string{"vi", "en", "zh-Hant"},
}

// proposals are the labels for a search with | at the caret, and the first search
// when it is taken, with | too.
func proposals(search string, names Names) (labels []string, first string) {
	at := strings.IndexByte(search, '|')
	text := search[:at] + search[at+1:]
	for i, c := range Complete(text, at, names) {
		labels = append(labels, c.Label)
		if i == 0 {
			first = c.Text[:c.At] + "|" + c.Text[c.At:]
		}
	}
	return labels, first
}

func TestWhatIsProposed(t *testing.T) {
	for search, want := range map[string]struct{ labels, first string }{
		"tit|":                     {"title:", "title:|"},
		"ti|":                      {"title:", "title:|"},
		"Fr|":                      {"from:", "from:|"},
		"fe|":                      {"from:", "from:|"}, // by its other name
		"flood ti|":                {"title:", "flood title:|"},
		"flood -ti|":               {"title:", "flood -title:|"},
		"flood (dam OR ti|)":       {"title:", "flood (dam OR title:|)"},
		"ti| flood":                {"title:", "title:| flood"},
		"ti|tel flood":             {"title:", "title:| flood"},
		"fr|m:reuters":             {"from:", "from:|"},
		"fr|om:reuters":            {"", ""},
		"t|itle:reuters":           {"topic: text:", "topic:|reuters"},
		"re|":                      {"re: is:read topic:religion", "re:/|"},
		"flood|":                   {"", ""},
		"flood |":                  {"", ""},
		"is:unread |":              {"", ""},
		"flood OR |":               {"", ""},
		"|flood":                   {"", ""},
		"flood|(":                  {"", ""},
		"|":                        {"is: from: topic: since: title: author: folder: has:", "is:|"},
		"flood -|":                 {"is: from: topic: since: title: author: folder: has:", "flood -is:|"},
		"(|":                       {"is: from: topic: since: title: author: folder: has:", "(is:|"},
		"flood (|)":                {"is: from: topic: since: title: author: folder: has:", "flood (is:|)"},
		"-|flood":                  {"", ""},
		"is:|":                     {"is:unread is:read is:starred is:later is:noted is:changed is:offline is:kept", "is:unread |"},
		"is: |":                    {"is:unread is:read is:starred is:later is:noted is:changed is:offline is:kept", "is: unread |"},
		"is:|unread":               {"is:read is:starred is:later is:noted is:changed is:offline is:kept is:muted", "is:read |"},
		"is:un|":                   {"is:unread", "is:unread |"},
		"IS:UN|":                   {"is:unread", "IS:unread |"},
		"is:un| flood":             {"is:unread", "is:unread |flood"},
		"-is:st|":                  {"is:starred", "-is:starred |"},
		"is:unread|":               {"", ""},
		"unr|":                     {"is:unread", "is:unread |"},
		"busi|":                    {"topic:business", "topic:business |"},
		"has:|":                    {"has:image has:audio has:fulltext has:note", "has:image |"},
		"topic:ent|":               {"topic:culture", "topic:culture |"},
		"topic:(world OR sp|":      {"topic:sport", "topic:(world OR sport |"},
		"topic:(world OR (sp|)":    {"topic:sport", "topic:(world OR (sport|)"},
		"topic:(world) sp|":        {"topic:sport", "topic:(world) topic:sport |"},
		"from:|":                   {`from:"Harbour News" from:"Báo Đà Nẵng" from:"The New Harbour" from:reuters-like from:"The Daily (Post)" from:東京港口`, `from:"Harbour News" |`},
		"from:harb|":               {`from:"Harbour News" from:"The New Harbour"`, `from:"Harbour News" |`},
		"feed:da n|":               {"note:", "feed:da note:|"},
		"from:da|":                 {`from:"Báo Đà Nẵng" from:"The Daily (Post)"`, `from:"Báo Đà Nẵng" |`},
		`from:"da na|`:             {`from:"Báo Đà Nẵng"`, `from:"Báo Đà Nẵng" |`},
		`from:"da na| is:unread`:   {`from:"Báo Đà Nẵng"`, `from:"Báo Đà Nẵng" |is:unread`},
		`from:"da na|" is:unread`:  {`from:"Báo Đà Nẵng"`, `from:"Báo Đà Nẵng" |is:unread`},
		`from:"Harbour News"|`:     {"", ""},
		"from:東|":                  {"from:東京港口", "from:東京港口 |"},
		"harbour|":                 {`from:"Harbour News" from:"The New Harbour"`, `from:"Harbour News" |`},
		"folder:viet|":             {`folder:"Việt Nam"`, `folder:"Việt Nam" |`},
		"author:ha|":               {`author:"Thanh Hà"`, `author:"Thanh Hà" |`},
		"by:q|":                    {`author:"Ada Quill"`, `by:"Ada Quill" |`},
		"lang:|":                   {"lang:vi lang:en lang:zh-hant", "lang:vi |"},
		"lang:tieng|":              {"lang:vi", "lang:vi |"},
		"lang:zh|":                 {"lang:zh-hant", "lang:zh-hant |"},
		"since:|":                  {"since:today since:yesterday since:7d since:30d since:this-week since:last-week since:this-month since:last-month", "since:today |"},
		"since:this|":              {"since:this-week since:this-month since:this-year", "since:this-week |"},
		`on:"last m|`:              {"on:last-month", "on:last-month |"},
		"since:14|":                {"since:14d since:14w since:14m since:14y since:14h", "since:14d |"},
		"on:3|":                    {"on:3d", "on:3d |"},
		"since:2026|":              {"", ""},
		"words:|":                  {"words:>800 words:<300 words:300..800", "words:>800 |"},
		"words:<|":                 {"words:<300", "words:<300 |"},
		"title:|":                  {"", ""},
		"title:flo|":               {"", ""},
		"title:(flood OR sin|":     {"since:", "title:(flood OR since:|"},
		"re:/a|/":                  {"", ""},
		"re:/ti|":                  {"", ""},
		`"cold ti|`:                {"", ""},
		`"cold ti|"`:               {"", ""},
		"url:tit|":                 {"", ""},
		"title:(a (b) is:un|) c":   {"is:unread", "title:(a (b) is:unread|) c"},
		"ít ti| “x” là Đ":          {"title:", "ít title:| “x” là Đ"},
		"from:reuters) fold|":      {"folder:", "from:reuters) folder:|"},
		"flood is:read -from:asi|": {"", ""},
	} {
		labels, first := proposals(search, shelf)
		if got := strings.Join(labels, " "); got != want.labels || first != want.first {
			t.Errorf("%s:\n got %s → %s\nwant %s → %s", search, got, first, want.labels, want.first)
		}
	}
}

// What is proposed can be read, and asks for just what its label says.
func TestWhatIsProposedIsUnderstood(t *testing.T) {
	for _, text := range []string{"is:", "has:", "topic:", "from:", "folder:", "author:", "lang:", "since:", "before:", "on:", "words:"} {
		list := Complete(text, len(text), shelf)
		if len(list) == 0 {
			t.Errorf("nothing for %s", text)
		}
		for _, c := range list {
			e, err := Parse(c.Text, now)
			if err != nil || e == nil {
				t.Errorf("%s: %v, %v", c.Text, e, err)
			}
			if c.Hint == "" || c.Label != strings.TrimSpace(c.Text) {
				t.Errorf("%+v", c)
			}
			if from, ok := e.(From); ok && !slices.ContainsFunc(shelf.Feeds, func(name string) bool { return NameContains(name, string(from)) }) {
				t.Errorf("%s finds no feed", c.Text)
			}
		}
	}
}

func TestTheHelpPageHasEveryField(t *testing.T) {
	listed := map[string]bool{}
	for _, f := range Fields() {
		listed[f.Name] = true
		if e, err := Parse(f.Example, now); err != nil || e == nil || !strings.HasPrefix(f.Example, f.Name+":") || f.Hint == "" {
			t.Errorf("%+v: %v, %v", f, e, err)
		}
	}
	for name := range fields {
		if !listed[canonical(name)] {
			t.Errorf("%s is not listed", name)
		}
	}
}

func TestTopicsAreThoseGiven(t *testing.T) {
	if got, _ := proposals("topic:|", Names{Topics: []feeds.Topic{feeds.Sport}}); !slices.Equal(got, []string{"topic:sport"}) {
		t.Errorf("%q", got)
	}
}

func FuzzComplete(f *testing.F) {
	for _, s := range []string{`title:(a OR "b c")* -from:x`, "is:un since:7", "「大」：（x", "re:/a(/ i", "\x00\"\xff(", `from:"da na is:unread`, "))((-"} {
		f.Add(s, len(s)/2)
		f.Add(s, len(s))
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		list := Complete(text, at, shelf)
		if len(list) > maxCompletions {
			t.Fatalf("%q: %d", text, len(list))
		}
		for _, c := range list {
			if c.At < 0 || c.At > len(c.Text) || c.Label == "" || c.Hint == "" || c.Text == text {
				t.Fatalf("%q at %d: %+v", text, at, c)
			}
			if utf8.ValidString(text) && !utf8.ValidString(c.Text) {
				t.Fatalf("%q at %d: %q", text, at, c.Text)
			}
		}
	})
}

func BenchmarkComplete(b *testing.B) {
	var names Names
	for range 1000 {
		names.Feeds = append(names.Feeds, shelf.Feeds...)
	}
	b.ReportAllocs()
	for b.Loop() {
		Complete("flood from:zzz", 14, names)
	}
}
