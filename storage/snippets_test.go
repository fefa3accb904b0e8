package storage

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
	"tidings/feeds/query"
)

// seen shows the marks of a snippet as brackets.
func seen(snippet string) string {
	return strings.NewReplacer(MarkStart, "[", MarkEnd, "]").Replace(snippet)
}

// soughtBy is what a search looks for.
func soughtBy(t testing.TB, text string) sought {
	t.Helper()
	e, err := query.Parse(text, noon)
	check(t, err)
	return newSought(query.Words(e), query.Patterns(e))
}

func TestASnippetShowsThePassageWithMost(t *testing.T) {
	dull := strings.Repeat("Nothing of note here, and more of it. ", 30)
	for name, test := range map[string]struct{ text, note, search, want string }{
		"both words":            {"A flood came. " + dull + "The dam held the flood back. " + dull, "", "flood dam", "[dam] held the [flood] back"},
		"the first of equals":   {"One flood. " + dull + "Another flood. ", "", "flood", "One [flood]"},
		"the beginning of some": {dull + "The elections were held. " + dull, "", "elect*", "The [elections] were"},
		"no beginning":          {dull + "The elections were held. " + dull, "", "elect", ""},
		"the note":              {dull, "Ask about the dam", "dam", "Ask about the [dam]"},
		"the note has more":     {"A dam. " + dull, "The dam and the flood", "dam flood", "The [dam] and the [flood]"},
		"the text before":       {"A dam. " + dull, "The dam", "dam", "A [dam]."},
		"a pattern":             {dull + "Version 12.5 is out. " + dull, "", `re:/v\w+ \d+\.\d/`, "[Version 12.5] is out"},
		"a word and a pattern":  {"Version 1. " + dull + "Version 12.5 of the dam. " + dull, "", `dam re:/version \d+/`, "[Version 12].5 of the [dam]"},
		"Thai":                  {strings.Repeat("ชาวโลกยินดีต้อนรับ ", 40) + "วันนี้อากาศดีมาก", "", "อากาศ", "วันนี้[อากาศ]ดีมาก"},
		"Chinese, one sign":     {"东京港口的工人结束了罢工", "", "罢", "东京港口的工人结束了[罢]工"},
		"Arabic with vowels":    {"قالَ مُحَمَّدٌ في القاهرة", "", "محمد", "قالَ [مُحَمَّدٌ] في القاهرة"},
		"Hebrew with points":    {"שָׁלוֹם עוֹלָם", "", "עולם", "שָׁלוֹם [עוֹלָם]"},
		"letters in pieces":     {"Cafe\u0301 o\u031b\u0309 Da\u0301", "", "cafe da", "[Cafe\u0301] o\u031b\u0309 [Da\u0301]"},
		"our marks in the text": {"The \x02dam\x03 held.", "", "dam", "The [dam] held."},
		"nothing":               {dull, "", "flood", ""},
		"excluded":              {dull, "", "-note", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := seen(soughtBy(t, test.search).snippet(test.text, test.note))
			if !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNotesAreReadForSnippets(t *testing.T) {
	db := openNew(t)
	ids := fetch(t, db, addFeed(t, db, "harbour", 0), entry("one", 1), entry("two", 2)).New
	check(t, db.write(t.Context(), func(s *session) error {
		return s.exec("INSERT INTO notes VALUES (?, 'Ask the quarrymen', 0)", ids[1])
	}))
	got, err := db.Snippets(t.Context(), ids, []string{"quarrymen"})
	check(t, err)
	if len(got) != 1 || seen(got[ids[1]]) != "Ask the [quarrymen]" {
		t.Errorf("%v", got)
	}
}

func TestWordsOfTheTitleAreFound(t *testing.T) {
	title := "Đà Nẵng: the dam of Da Nang 罷工 v2"
	e, err := query.Parse(`"da nang" nang dam 罷 -of re:/v\d/ author:the`, noon)
	check(t, err)
	var got []string
	for _, r := range Places(title, query.Words(e), query.Patterns(e)...) {
		got = append(got, title[r[0]:r[1]])
	}
	if want := []string{"Đà Nẵng", "dam", "Da Nang", "罷", "v2"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// scripts has a sentence of each kind of writing, to cut at every place.
var scripts = []string{
	"The harbour was closed on Monday. ", "Cảng Đà Nẵng đóng cửa hôm thứ Hai. ", "东京港口的工人结束了罢工。", "วันนี้น้ำท่วมที่ท่าเรือ ",
	"أُغلِقَ المِيناءُ يَومَ الاثنين. ", "नदी में बाढ़ आई और हिन्दी में ख़बर छपी। ", "서울 항구가 닫혔다. ", "👩🏽‍🚒👨‍👩‍👧🇻🇳🇩🇪 ❤️ ", "e\u0301o\u031b\u0309\u1112\u1161\u11ab ",
}

func TestSnippetsAreCutBetweenCharacters(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	look := newSought([]string{"narwhal"}, nil)
	for range 300 {
		var b strings.Builder
		for range 5 + r.IntN(20) {
			b.WriteString(scripts[r.IntN(len(scripts))])
		}
		text := b.String()
		starts := map[int]bool{len(text): true}
		for at := 0; at < len(text); at += language.Character(text[at:]) {
			starts[at] = true
		}
		at := r.IntN(len(text))
		for !starts[at] {
			at--
		}
		text = text[:at] + " narwhal " + text[at:]
		got := look.snippet(text, "")
		plain := strings.NewReplacer(MarkStart, "", MarkEnd, "", "…", "").Replace(got)
		joined := strings.Join(strings.Fields(text), " ")
		i := strings.Index(joined, plain)
		if i < 0 || !strings.Contains(got, MarkStart+"narwhal"+MarkEnd) || columns(plain) > snippetSize+8 {
			t.Fatalf("%q of %q", got, text)
		}
		for _, cut := range []int{i, i + len(plain)} {
			whole := 0
			for whole < cut {
				whole += language.Character(joined[whole:])
			}
			if whole != cut {
				t.Fatalf("a character is cut at %d of %q: %q", cut, joined, plain)
			}
		}
	}
}

func FuzzSnippet(f *testing.F) {
	for _, s := range scripts {
		f.Add(s+" narwhal "+s, "narwhal 港 ก*")
	}
	f.Add("\xff\x02 e\u0301", "e re:/./")
	f.Fuzz(func(t *testing.T, text, search string) {
		e, err := query.Parse(search, noon)
		if err != nil {
			return
		}
		look := newSought(query.Words(e), query.Patterns(e))
		got := look.snippet(text, search)
		if utf8.ValidString(text) && utf8.ValidString(search) && !utf8.ValidString(got) {
			t.Fatalf("%q in %q: %q", search, text, got)
		}
		if strings.Count(got, MarkStart) != strings.Count(got, MarkEnd) || got != "" && !strings.Contains(got, MarkStart) {
			t.Fatalf("%q in %q: %q", search, text, got)
		}
	})
}

func BenchmarkSnippets(b *testing.B) {
	article := strings.Repeat(strings.Join(scripts[:2], ""), 60) + "A narwhal came. "
	long := strings.Repeat("A word like any other of this text. ", 25_000) // 200,000 words
	for name, text := range map[string]string{
		"article": article, "200k words, at the end": long + "A narwhal came.", "200k words, common": long, "200k words, one of two": "A narwhal came." + long,
	} {
		look := newSought([]string{"narwhal", "seal"}, nil)
		if strings.HasSuffix(name, "common") {
			look = newSought([]string{"word", "seal"}, nil)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if look.snippet(text, "") == "" {
					b.Fatal("nothing")
				}
			}
		})
	}
}

// A page of fifty results, as the window asks for it.
func BenchmarkPageOfSnippets(b *testing.B) {
	db := openNew(b)
	feed := addFeed(b, db, "harbour", 0)
	var ids []feeds.ArticleID
	f := Fetched{Feed: feed, Received: noon}
	for i := range 50 {
		f.Articles = append(f.Articles, Incoming{Entry: entry(string(rune('a'+i)), i), Body: feeds.Body{Text: strings.Repeat(scripts[0], 80) + "A narwhal came."}})
	}
	saved, err := db.SaveFetch(b.Context(), f)
	check(b, err)
	ids = saved.New
	b.ReportAllocs()
	for b.Loop() {
		got, err := db.Snippets(b.Context(), ids, []string{"narwhal", "harbour"})
		check(b, err)
		if len(got) != 50 {
			b.Fatal(len(got))
		}
	}
}
