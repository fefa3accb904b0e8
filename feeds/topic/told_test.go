package topic

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"tidings/feeds"
)

func first(list []feeds.TopicScore) feeds.Topic {
	if len(list) == 0 {
		return ""
	}
	return list[0].Topic
}

// puzzles are of a kind that the lists take for something else.
func puzzle(n int) Doc {
	words := []string{"knight", "bishop", "pawn", "castling"}
	return Doc{
		Title: fmt.Sprintf("Chess problem %d: the %s moves", n, words[n%4]), Lang: "en",
		Text: fmt.Sprintf("White to move and mate in three. Solution of problem %d: the %s goes to f%d, the bishop pins the rook and the church bells ring.", n-1, words[(n+1)%4], n%8+1),
		Link: fmt.Sprintf("https://paper.example/puzzles/%d", n), Categories: []string{"Chess column"},
	}
}

func TestThreeCorrectionsOfAKindTurnTheFourthArticleOfThatKind(t *testing.T) {
	m := readAll()
	before := m.Of(puzzle(4))
	if first(before) == feeds.Lifestyle {
		t.Fatalf("it is %v without corrections", before)
	}
	for n := 1; n <= 3; n++ {
		m.Correct(Read(puzzle(n)), []feeds.Topic{feeds.Lifestyle})
	}
	if got := m.Of(puzzle(4)); first(got) != feeds.Lifestyle {
		t.Errorf("the fourth is %v, was %v", got, before)
	}
	plain := puzzle(4)
	plain.Link, plain.Categories = "https://other.example/4", nil
	if got := m.Of(plain); first(got) != feeds.Lifestyle {
		t.Errorf("by its words alone the fourth is %v", got)
	}
	if why := m.Why(puzzle(4), feeds.Lifestyle); why != "like articles that you put there" {
		t.Errorf("because %q", why)
	}
}

func TestCorrectionsLeaveUnlikeArticlesAsTheyAre(t *testing.T) {
	m, corrected := readAll(), readAll()
	for n := 1; n <= 3; n++ {
		corrected.Correct(Read(puzzle(n)), []feeds.Topic{feeds.Lifestyle})
	}
	for _, n := range news {
		d := Doc{Title: n.title, Text: n.text, Lang: n.lang, Link: "https://paper.example/" + n.lang + "/1"}
		if before, after := m.Of(d), corrected.Of(d); !reflect.DeepEqual(before, after) {
			t.Errorf("%q: %v, was %v", n.title, after, before)
		}
	}
}

func TestASectionThatTheReaderCorrectedIsLearned(t *testing.T) {
	m := readAll()
	for i := range 3 {
		m.Correct(Read(Doc{Title: fmt.Sprint("Bericht ", news[13+i].title), Lang: "de", Link: fmt.Sprint("https://blatt.example/gemeinderat/", i)}), []feeds.Topic{feeds.Politics})
	}
	if got := m.Of(Doc{Title: "Wiedersehen mit Kater Moritz", Lang: "de", Link: "https://blatt.example/gemeinderat/9"}); first(got) != feeds.Politics {
		t.Errorf("of that section: %v", got)
	}
	if got := m.Of(Doc{Title: "Wiedersehen mit Kater Moritz", Lang: "de", Link: "https://blatt.example/vermischtes/9"}); len(got) > 0 {
		t.Errorf("of another: %v", got)
	}
}

func TestCorrectionsAreTakenBackAndReplaced(t *testing.T) {
	m := readAll()
	before := m.Scores(puzzle(4))
	for n := 1; n <= 3; n++ {
		m.Correct(Read(puzzle(n)), []feeds.Topic{feeds.Sport})
		m.Correct(Read(puzzle(n)), []feeds.Topic{feeds.Lifestyle, feeds.Education})
	}
	if len(m.told.list) != 3 {
		t.Errorf("%d corrections of three articles", len(m.told.list))
	}
	for n := 1; n <= 3; n++ {
		m.Uncorrect(Read(puzzle(n)))
	}
	m.Uncorrect(Read(puzzle(9)))
	if after := m.Scores(puzzle(4)); !reflect.DeepEqual(before, after) {
		t.Errorf("%v, was %v", after, before)
	}
}

func TestAnArticleMayHaveNoTopic(t *testing.T) {
	m := readAll()
	d := Doc{Title: news[7].title, Text: news[7].text, Lang: "en"}
	m.Correct(Read(d), nil)
	if got := m.Of(d); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestCorrectionsSurviveARestart(t *testing.T) {
	m := readAll()
	for n := 1; n <= 3; n++ {
		m.Correct(Read(puzzle(n)), []feeds.Topic{feeds.Lifestyle})
	}
	data, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again := New()
	if err := again.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if got := again.Of(puzzle(4)); first(got) != feeds.Lifestyle {
		t.Errorf("the fourth is %v", got)
	}
	again.Uncorrect(Read(puzzle(1)))
	if len(again.told.list) != 2 {
		t.Errorf("%d corrections are left", len(again.told.list))
	}
}

func TestOldCorrectionsMakeRoom(t *testing.T) {
	var s lessons
	m := New()
	for n := range mostTold {
		s.list = append(s.list, lesson{origin: origin{article: uint32(n)}})
	}
	m.told = newLessons(s.list)
	m.Correct(Read(puzzle(1)), []feeds.Topic{feeds.Sport})
	if len(m.told.list) != mostTold || m.told.list[0].article != 1 {
		t.Errorf("%d corrections, the first of article %d", len(m.told.list), m.told.list[0].article)
	}
}

func TestReasonsNameWhatSpeaksForATopic(t *testing.T) {
	m := readAll()
	for _, test := range []struct {
		d    Doc
		t    feeds.Topic
		want string
	}{
		{Doc{Title: "The striker scored", Lang: "en", Link: "https://example.com/sport/1"}, feeds.Sport, "“striker”, “scored” in the headline; section /sport/"},
		{Doc{Title: "Meier wieder gesund", Lang: "de", Categories: []string{" Fußball "}, Text: "Der Trainer lobt ihn."}, feeds.Sport, "category “Fußball”; “trainer” in the text"},
		{Doc{Title: "球队夺冠", Lang: "zh"}, feeds.Sport, "“球队”, “夺冠” in the headline"},
		{Doc{Title: "Kass tuli koju", Lang: "et", FeedPrior: map[feeds.Topic]float64{feeds.Lifestyle: 0.6}}, feeds.Lifestyle, "what this source usually writes about"},
		{Doc{Title: "Kass tuli koju", Lang: "et", Link: "https://sport.example.ee/1"}, feeds.Sport, "section sport.…"},
		{Doc{Title: "Kass tuli koju", Lang: "et"}, feeds.Sport, ""},
		{Doc{Title: "Striker", Lang: "en"}, "chess", ""},
	} {
		if got := m.Why(test.d, test.t); got != test.want {
			t.Errorf("%q: %q, want %q", test.d.Title, got, test.want)
		}
	}
}

func TestReasonsNameWordsThatWereLearned(t *testing.T) {
	m := New()
	for range 40 {
		m.Learn(Doc{Title: estonianSport, Lang: "et", Link: "https://example.ee/sport/1"})
		m.Learn(Doc{Title: estonianBusiness, Lang: "et", Link: "https://example.ee/business/1"})
	}
	if got := m.Why(Doc{Title: "Sprindi võitis noor suusataja", Lang: "et"}, feeds.Sport); got != "“sprindi”, “suusataja”, “võitis” as in other articles about it" {
		t.Errorf("%q", got)
	}
}

func TestAnAverageIsOfAllThatAreGiven(t *testing.T) {
	got := Average([]feeds.TopicScore{{Topic: feeds.Sport, Score: 0.75}}, []feeds.TopicScore{{Topic: feeds.Crime, Score: 0.5}, {Topic: feeds.Sport, Score: 0.75}}, nil, nil)
	want := []feeds.TopicScore{{Topic: feeds.Sport, Score: 0.375}, {Topic: feeds.Crime, Score: 0.125}}
	if !slices.Equal(got, want) || Average() != nil {
		t.Errorf("%v", got)
	}
}
