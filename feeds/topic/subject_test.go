package topic

import (
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// held reports whether an own topic of one spelling holds an article.
func held(kind feeds.OwnKind, spelling string, d Doc) bool {
	x, _ := NewSubject(feeds.OwnTopic{Kind: kind, Spellings: []string{spelling}}, nil, nil).In(d)
	return x > 0
}

func TestNamesAreFoundAsTheyAreWritten(t *testing.T) {
	for _, test := range []struct {
		kind           feeds.OwnKind
		typed, lang    string
		finds, ignores []string
	}{
		{feeds.OwnPerson, "Muller", "de", []string{"Jan Müller gewinnt", "Müllers Sieg", "MÜLLER SIEGT"}, []string{"die Müllerei", "der Mulltupfer"}},
		{feeds.OwnPerson, "Müller", "de", []string{"Jan Mueller gewinnt"}, nil},
		{feeds.OwnPerson, "Ada Brenn", "en", []string{"Ada Brenn wins", "Ada K. Brenn wins", "Ada Brenn's win"}, []string{"Brenn wins", "Ada wins, Brenn loses", "ada Solvik and Brenn"}},
		{feeds.OwnFirm, "Orange", "en", []string{"Profit at Orange falls"}, []string{"An orange a day"}},
		{feeds.OwnFirm, "C++ Works", "en", []string{"New chief at C++ Works"}, []string{"New chief at C Works"}},
		{feeds.OwnSubject, "US", "en", []string{"Talks in the US"}, []string{"Talks with us", "USB sticks"}},
		{feeds.OwnSubject, "heat pump", "en", []string{"A heat pump for all", "Heat pumps sell well"}, []string{"Pump the heat"}},
		{feeds.OwnPerson, "Брусков", "ru", []string{"Встреча с Брусковым", "Дом Брускова"}, []string{"Брусковский мост"}},
		{feeds.OwnPlace, "Ласва", "ru", []string{"Мост в Ласве", "Река у Ласвы"}, []string{"Ласварт"}},
		{feeds.OwnPerson, "Jan Nowak", "pl", []string{"Rozmowa z Janem Nowakiem", "Dom Jana Nowaka"}, []string{"Jan i Nowak"}},
		{feeds.OwnPlace, "Ankara", "tr", []string{"Ankara'da kar", "Ankara’nın yolları"}, []string{"ankaralar"}},
		{feeds.OwnPlace, "Đà Lạt", "vi", []string{"Mưa lớn ở Đà Lạt"}, []string{"Đá lát mới"}},
		{feeds.OwnPlace, "da lat", "vi", []string{"Mưa lớn ở Đà Lạt"}, nil},
		{feeds.OwnFirm, "東海製作", "ja", []string{"東海製作の社長が辞任"}, []string{"東海の製作"}},
		{feeds.OwnPlace, "서울", "ko", []string{"서울에서 눈"}, []string{"동서울림"}},
		{feeds.OwnPerson, "بارق", "ar", []string{"لقاء مع بارق", "قال وبارق"}, []string{"بارقة أمل"}},
	} {
		for _, title := range test.finds {
			if !held(test.kind, test.typed, Doc{Title: title, Lang: test.lang}) {
				t.Errorf("%q is not found in %q", test.typed, title)
			}
		}
		for _, title := range test.ignores {
			if held(test.kind, test.typed, Doc{Title: title, Lang: test.lang}) {
				t.Errorf("%q is found in %q", test.typed, title)
			}
		}
	}
}

func TestASurnameCountsOnceTheWholeNameStands(t *testing.T) {
	s := NewSubject(feeds.OwnTopic{Kind: feeds.OwnPerson, Spellings: []string{"Ada Brenn"}}, nil, nil)
	text := strings.Repeat("The council met again. ", 30) + "Ada Brenn spoke last."
	if x, why := s.In(Doc{Title: "Brenn: we are not tired", Text: text, Lang: "en"}); x != 1 || why != "“Ada Brenn” in the headline" {
		t.Errorf("%v, %q", x, why)
	}
	if x, _ := s.In(Doc{Title: "Brenn: we are not tired", Text: "The skier came second.", Lang: "en"}); x > 0 {
		t.Errorf("another Brenn: %v", x)
	}
}

func TestOneMentionDeepInATextIsEnoughForPeopleOnly(t *testing.T) {
	d := Doc{Title: "The council met", Text: strings.Repeat("It talked about roads. ", 40) + "Tarnby was mentioned.", Lang: "en"}
	if !held(feeds.OwnPerson, "Tarnby", d) || !held(feeds.OwnFirm, "Tarnby", d) || held(feeds.OwnPlace, "Tarnby", d) || held(feeds.OwnSubject, "Tarnby", d) {
		t.Error("it is not")
	}
	d.Text += " Tarnby will pay."
	if !held(feeds.OwnPlace, "Tarnby", d) {
		t.Error("two mentions are not enough for a place")
	}
}

// Reports on two subjects that are both about sport, and others.
var (
	chess = []Doc{
		{Lang: "en", Title: "Brenn holds a draw in the chess final", Text: "The grandmaster gave up a knight and a pawn in the endgame, but the king could not be caught. The chess federation praised both."},
		{Lang: "en", Title: "Young grandmaster wins the Tarnby chess open", Text: "She won with the black pieces after her opponent lost a rook in the endgame."},
		{Lang: "en", Title: "Chess: a knight decides the third round", Text: "The grandmaster sacrificed her queen and mated on move forty with a knight and a rook."},
	}
	rowing = []Doc{
		{Lang: "en", Title: "Eight from Solvik wins the regatta", Text: "The crew of eight rowed the last two hundred metres at forty strokes a minute; the cox wept."},
		{Lang: "en", Title: "Rowing: single sculls end in a photo finish", Text: "After two thousand metres the boats crossed the line together at the regatta."},
	}
)

func readAll() *Model {
	m := schooled()
	for range 30 {
		for _, n := range news {
			m.Learn(Doc{Title: n.title, Text: n.text, Lang: n.lang})
		}
	}
	return m
}

func TestExamplesFindTheirLikeAndNothingElse(t *testing.T) {
	s := NewSubject(feeds.OwnTopic{}, chess[:2], nil).Against(readAll())
	x, why := s.In(chess[2])
	if x == 0 || !strings.Contains(why, "grandmaster") {
		t.Errorf("%v, %q", x, why)
	}
	for _, d := range append(slices.Clone(rowing), Doc{Title: news[7].title, Text: news[7].text, Lang: "en"}, Doc{Title: news[12].title, Text: news[12].text, Lang: "en"}) {
		if x, why := s.In(d); x > 0 {
			t.Errorf("%q: %v, %s", d.Title, x, why)
		}
	}
}

func TestWhatOnlySeemsToBeLikeTheExamplesIsPushedAway(t *testing.T) {
	m := readAll()
	boxing := Doc{Lang: "en", Title: "Grandmaster wins a chess boxing title", Text: "In the ring the grandmaster gave up a knight, then knocked his opponent down with a left hook after the bell."}
	more := Doc{Lang: "en", Title: "Chess boxing comes to Tarnby", Text: "A grandmaster needs a left hook as much as a rook: after the bell the boxers leave the ring for the board and the knight."}
	if x, _ := NewSubject(feeds.OwnTopic{}, chess, nil).Against(m).In(more); x == 0 {
		t.Error("chess boxing is not like chess at first")
	}
	s := NewSubject(feeds.OwnTopic{}, chess, []Doc{boxing}).Against(m)
	if x, why := s.In(more); x > 0 {
		t.Errorf("%v, %s", x, why)
	}
}

func TestASubjectOfNothingHoldsNothing(t *testing.T) {
	for _, s := range []*Subject{NewSubject(feeds.OwnTopic{}, nil, nil), NewSubject(feeds.OwnTopic{Spellings: []string{"", " ", "!"}}, []Doc{{}}, []Doc{{}})} {
		for _, d := range append(slices.Clone(chess), Doc{}) {
			if x, why := s.In(d); x != 0 || why != "" {
				t.Errorf("%v, %q", x, why)
			}
		}
	}
}

func FuzzSubject(f *testing.F) {
	f.Add("en", "Ada Brenn", "Ada K. Brenn wins")
	f.Add("ja", "東海", "東海の")
	f.Add("en", "C++", "C++\nC+++")
	f.Fuzz(func(t *testing.T, lang, spelling, text string) {
		for _, kind := range []feeds.OwnKind{feeds.OwnSubject, feeds.OwnPerson} {
			s := NewSubject(feeds.OwnTopic{Kind: kind, Spellings: []string{spelling}}, []Doc{{Text: text, Lang: lang}}, []Doc{{Text: spelling, Lang: lang}})
			if x, why := s.In(Doc{Title: text, Text: text, Lang: lang}); x < 0 || x > 1 || (x > 0) != (why != "") {
				t.Errorf("%v, %q", x, why)
			}
		}
	})
}

func BenchmarkSubject(b *testing.B) {
	m := readAll()
	var list []*Subject
	for range 10 {
		list = append(list, NewSubject(feeds.OwnTopic{Kind: feeds.OwnPerson, Spellings: []string{"Ada Brenn", "Brenn, Ada", "A. Brenn"}}, nil, nil),
			NewSubject(feeds.OwnTopic{}, chess, rowing).Against(m))
	}
	d := Doc{Title: news[7].title, Text: strings.Repeat(news[7].text+" ", 15), Lang: "en"}
	b.ReportAllocs()
	for b.Loop() {
		l := LookAt(d)
		for _, s := range list {
			s.Of(l)
		}
	}
}
