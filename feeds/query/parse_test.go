package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

var (
	zone = time.FixedZone("ICT", 7*60*60)
	now  = time.Date(2026, 1, 5, 9, 30, 0, 0, zone)
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, zone) }

func w(text string) Term               { return Term{Text: text} }
func phrase(text string) Term          { return Term{Text: text, Phrase: true} }
func prefix(text string) Term          { return Term{Text: text, Prefix: true} }
func in(field Field, text string) Term { return Term{Field: field, Text: text} }
func topicOf(t feeds.Topic) Topic      { return Topic(t) }

func pat(source string) Pattern {
	p, err := NewPattern(source)
	if err != nil {
		panic(err)
	}
	return p
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Expr{
		"":                                       nil,
		"   ":                                    nil,
		"flood":                                  w("flood"),
		"flood dam":                              And{w("flood"), w("dam")},
		"flood AND dam":                          And{w("flood"), w("dam")},
		"flood and dam":                          And{w("flood"), w("and"), w("dam")},
		"flood OR dam":                           Or{w("flood"), w("dam")},
		"a1 b1 OR c1 d1":                         Or{And{w("a1"), w("b1")}, And{w("c1"), w("d1")}},
		"a1 (b1 OR c1) d1":                       And{w("a1"), Or{w("b1"), w("c1")}, w("d1")},
		"(a1 b1) c1":                             And{w("a1"), w("b1"), w("c1")},
		"(a1 OR b1) OR c1":                       Or{w("a1"), w("b1"), w("c1")},
		"-flood":                                 Not{w("flood")},
		"NOT flood":                              Not{w("flood")},
		"--flood":                                w("flood"),
		"dam -(flood OR storm)":                  And{w("dam"), Not{Or{w("flood"), w("storm")}}},
		`"cold front"`:                           phrase("cold front"),
		`-"cold front"`:                          Not{phrase("cold front")},
		"“cold front” «x y» 「大雪」":                And{phrase("cold front"), phrase("x y"), phrase("大雪")},
		"elect*":                                 prefix("elect"),
		`"cold fro"*`:                            Term{Text: "cold fro", Phrase: true, Prefix: true},
		"covid-19":                               w("covid-19"),
		"AT&T":                                   w("AT&T"),
		"Seoul - Beijing & Hanoi":                And{w("Seoul"), w("Beijing"), w("Hanoi")},
		"re:invent":                              w("re:invent"),
		"title:flood":                            in(Title, "flood"),
		"TITLE: flood":                           in(Title, "flood"),
		"title：flood（dam）":                       And{in(Title, "flood"), w("dam")},
		`author:"Thanh Hà"`:                      Term{Field: Author, Text: "Thanh Hà", Phrase: true},
		"by:Hà text:dam":                         And{in(Author, "Hà"), in(Text, "dam")},
		"title:(flood OR dam*)":                  Or{in(Title, "flood"), Term{Field: Title, Text: "dam", Prefix: true}},
		"-title:flood":                           Not{in(Title, "flood")},
		"title:-flood":                           Not{in(Title, "flood")},
		"from:reuters folder:\"A b\"":            And{From("reuters"), Folder("A b")},
		"feed:reuters":                           From("reuters"),
		"topic:business":                         topicOf(feeds.Business),
		"topic:Culture":                          topicOf(feeds.Entertainment),
		"topic:(world OR sport)":                 Or{topicOf(feeds.World), topicOf(feeds.Sport)},
		"story:4711":                             Story(4711),
		"lang:vi":                                Lang("vi"),
		"lang:zh_Hant":                           Lang("zh-hant"),
		"is:unread":                              Unread,
		"is:star":                                Starred,
		"-is:read has:image":                     And{Not{Read}, Image},
		"has:audio has:fulltext":                 And{Audio, FullText},
		"words:>800":                             Length{801, -1},
		"words:>=800":                            Length{800, -1},
		"words:800":                              Length{800, -1},
		"words:<300":                             Length{0, 299},
		"words:<=300":                            Length{0, 300},
		"words:300..800":                         Length{300, 800},
		"words:300..":                            Length{300, -1},
		"since:7d":                               Since{now.AddDate(0, 0, -7)},
		"since:12h":                              Since{now.Add(-12 * time.Hour)},
		"before:2w":                              Before{now.AddDate(0, 0, -14)},
		"since:1m before:1y":                     And{Since{now.AddDate(0, -1, 0)}, Before{now.AddDate(-1, 0, 0)}},
		"since:today":                            Since{day(2026, 1, 5)},
		"since:yesterday":                        Since{day(2026, 1, 4)},
		"after:2026-01-02":                       Since{day(2026, 1, 2)},
		"before:2025-11":                         Before{day(2025, 11, 1)},
		"since:2025":                             Since{day(2025, 1, 1)},
		"since:2026-01-02T15:04":                 Since{time.Date(2026, 1, 2, 15, 4, 0, 0, zone)},
		"url:/world/":                            URL("/world/"),
		"note:recipe -note:x*":                   And{in(Note, "recipe"), Not{Term{Field: Note, Text: "x", Prefix: true}}},
		"is:noted is:changed is:off is:kept":     And{Noted, Changed, Offline, Kept},
		"has:note OR is:n":                       Or{Noted, Noted},
		"on:2026-01-02":                          And{Since{day(2026, 1, 2)}, Before{day(2026, 1, 3)}},
		"on:2025-12":                             And{Since{day(2025, 12, 1)}, Before{day(2026, 1, 1)}},
		"on:2025":                                And{Since{day(2025, 1, 1)}, Before{day(2026, 1, 1)}},
		"on:today":                               And{Since{day(2026, 1, 5)}, Before{day(2026, 1, 6)}},
		"-on:yesterday":                          Not{And{Since{day(2026, 1, 4)}, Before{day(2026, 1, 5)}}},
		"on:3d":                                  And{Since{day(2026, 1, 2)}, Before{day(2026, 1, 3)}},
		"on:this-week":                           And{Since{day(2026, 1, 5)}, Before{day(2026, 1, 12)}},
		`on:"Last week"`:                         And{Since{day(2025, 12, 29)}, Before{day(2026, 1, 5)}},
		"on:last-month":                          And{Since{day(2025, 12, 1)}, Before{day(2026, 1, 1)}},
		"since:last-year before:this-year":       And{Since{day(2025, 1, 1)}, Before{day(2026, 1, 1)}},
		"on:2026-01-02T15:04":                    And{Since{time.Date(2026, 1, 2, 15, 4, 0, 0, zone)}, Before{time.Date(2026, 1, 2, 15, 5, 0, 0, zone)}},
		"re:/a b|(c)\\/d/ dam":                   And{pat(`a b|(c)\/d`), w("dam")},
		"RE:/x/i -re:/y/":                        And{pat("x"), Not{pat("y")}},
		"(re:/a(b)/ OR re:/[)]/)":                Or{pat("a(b)"), pat("[)]")},
		"re:/never (closed":                      nil,
		"re:/closed by the end":                  pat("closed by the end"),
		"re: /x/ re:":                            And{w("re:"), w("/x/"), w("re:")},
		"Re: harbour":                            And{w("Re:"), w("harbour")},
		"12:30":                                  w("12:30"),
		"frankfurt:main form: test:x":            And{w("frankfurt:main"), w("form:"), w("test:x")},
		`"form:x" title:form:x`:                  And{phrase("form:x"), in(Title, "form:x")},
		"mailto:ada@news.example":                w("mailto:ada@news.example"),
		"site://x":                               w("site://x"),
		"https://www.lao.example/a?utm_source=x": URL("lao.example/a"),
	} {
		got, err := Parse(text, now)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v, want %#v", text, got, want)
		}
	}
}

func TestWhatIsTypedInPartMeansWhatIsThere(t *testing.T) {
	for text, want := range map[string]Expr{
		`flood "cold fr`:   And{w("flood"), phrase("cold fr")},
		"flood (dam OR":    And{w("flood"), w("dam")},
		"flood OR":         w("flood"),
		"OR flood":         w("flood"),
		"flood OR OR dam":  Or{w("flood"), w("dam")},
		"flood -":          w("flood"),
		"flood NOT":        w("flood"),
		"flood AND":        w("flood"),
		"flood title:":     w("flood"),
		"flood is:":        w("flood"),
		"flood is:un":      And{w("flood"), Unread},
		"flood topic:bus":  And{w("flood"), topicOf(feeds.Business)},
		"flood words:>":    w("flood"),
		"flood since:":     w("flood"),
		"since:2026-":      Since{day(2026, 1, 1)},
		"since:2026-0":     Since{day(2026, 1, 1)},
		"flood ()":         w("flood"),
		"flood *":          w("flood"),
		"?!":               nil,
		`flood ""`:         w("flood"),
		"flood story:":     w("flood"),
		"flood lang:":      w("flood"),
		"flood url: from:": w("flood"),
	} {
		got, err := Parse(text, now)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v, want %#v", text, got, want)
		}
	}
}

func TestErrorsSayWhatAndWhere(t *testing.T) {
	for text, want := range map[string]struct{ message, part string }{
		"flood is:funny x":                       {"After “is:” comes unread, read, starred, later, noted, changed, offline, kept or muted.", "funny"},
		"has:video":                              {"After “has:” comes image, audio, fulltext or note.", "video"},
		"topic:e":                                {"There is no topic “e”; topics are world, politics, business, technology, science, environment, health, sport, culture, lifestyle, crime, education, religion.", "e"},
		`topic:"nothing ado"`:                    {"There is no topic “nothing ado”", `"nothing ado"`},
		"đê since:soon":                          {badDate, "soon"},
		"before:99999d":                          {badDate, "99999d"},
		"words:many":                             {"After “words:” comes a number", "many"},
		"story:x":                                {"After “story:” comes the number of a story.", "x"},
		"lang:vietnamese":                        {"After “lang:” comes a language", "vietnamese"},
		"on:7w":                                  {badDay, "7w"},
		"on:soon":                                {badDay, "soon"},
		"dam re:/a(b/":                           {"In this regular expression a bracket is not closed", "a(b"},
		"re:/ab)c/":                              {"In this regular expression a bracket closes nothing", "ab)c"},
		"re:/x[a-/":                              {"In this regular expression a [ is not closed", "[a-"},
		"re:/xy**/":                              {"In this regular expression two signs", "**"},
		"re:/+x/":                                {"In this regular expression nothing stands before", "+"},
		`re:/a\y/`:                               {"In this regular expression the sign after \\", `\y`},
		"re:/(?=x)/":                             {"In this regular expression what follows (?", "(?="},
		"re:/[[:vowel:]]/":                       {"In this regular expression a range of characters", "[:vowel:]"},
		"re:/x{2000}/":                           {"In this regular expression something is repeated too often", "{2000}"},
		"re:/x/g dam":                            {"After the last slash only i", "g"},
		"re:/" + strings.Repeat("x", 1001) + "/": {"A regular expression may have 1000", "re"},
		"dam form:reuters":                       {"There is no “form:”; perhaps “from:” is meant. In quotes it is text.", "form"},
		"tittle:flood":                           {"There is no “tittle:”; perhaps “title:” is meant.", "tittle"},
		"-(Auhtor:x OR y)":                       {"There is no “Auhtor:”; perhaps “author:” is meant.", "Auhtor"},
		"word:>800":                              {"There is no “word:”; perhaps “words:” is meant.", "word"},
		"site:news.example":                      {"There is no “site:”; perhaps “from:” is meant.", "site"},
		"language:vi":                            {"There is no “language:”; perhaps “lang:” is meant.", "language"},
		"flood) dam":                             {"This bracket closes nothing.", ")"},
		strings.Repeat("(", 40) + "x":            {"There are too many brackets", "("},
		strings.Repeat("word ", 500):             {"This search has too many parts.", "word"},
	} {
		e, err := Parse(text, now)
		var bad *Error
		if !errors.As(err, &bad) || e != nil {
			t.Errorf("%s: got %#v, %v", text, e, err)
			continue
		}
		if !strings.HasPrefix(bad.Message, want.message) || bad.Error() != bad.Message {
			t.Errorf("%s: got %q, want %q", text, bad.Message, want.message)
		}
		if part := text[bad.Offset : bad.Offset+bad.Length]; part != want.part && len(text) < 1000 {
			t.Errorf("%s: the error is at %q, want %q", text, part, want.part)
		}
	}
}

func TestASearchCanBeReadAtEveryLetter(t *testing.T) {
	full := `title:(flood OR "cold front") -from:reuters is:unread has:image topic:world lang:vi words:>800 before:2026-01-02 dam* re:/(a|b)\\/[c d]+/i on:last-week`
	for i := range len(full) {
		_, err := Parse(full[:i], now)
		var bad *Error
		if !errors.As(err, &bad) {
			continue
		}
		before, unfinished := full[:bad.Offset], bad.Offset+bad.Length == i
		if !unfinished || !strings.HasSuffix(before, "lang:") && !strings.HasSuffix(before, "before:") && !strings.HasSuffix(before, "on:") {
			t.Errorf("%s: %v", full[:i], err)
		}
	}
}

func TestWordsAreThePositiveOnes(t *testing.T) {
	e, err := Parse(`flood "cold front" -storm (dam* OR title:levee) author:Kim from:abc flood`, now)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"flood", "cold front", "dam*", "levee"}
	if got := Words(e); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Words(nil); got != nil {
		t.Errorf("nothing has the words %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`title:(a OR "b c")* -from:x`, "is:unread since:7d )", "「大」：（x", "words:1..2 url:http://x", "\x00\"\xff(", "story:1 lang:en -- NOT OR", `re:/a(b|c)\/[d/ re:/x/i`, "form:x on:last-week note:y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text, now)
		var bad *Error
		if err != nil {
			if !errors.As(err, &bad) || bad.Message == "" || bad.Offset < 0 || bad.Length < 0 || bad.Offset+bad.Length > len(text) {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		Words(e)
		words, rest := Split(e)
		if (e == nil) != (words == nil && rest == nil) {
			t.Fatalf("%q: %#v was split into %#v and %#v", text, e, words, rest)
		}
		if m, ok := MatchString(words); ok == (words == nil) {
			t.Fatalf("%q: %#v became %q", text, words, m)
		} else if ok {
			checkMatchString(t, m)
		}
		Match(e, &Subject{Article: feeds.Article{Title: text}, Text: text})
	})
}
