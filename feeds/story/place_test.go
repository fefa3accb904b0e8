package story

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestReportsOfOneEventAreOneStory(t *testing.T) {
	founder := map[string]feeds.StoryID{}
	for i, p := range place(NewIndex(Options{}), news) {
		r := news[i]
		if founder[r.event] == 0 {
			founder[r.event] = feeds.StoryID(i + 1)
			if !p.New || p.Why != "" || p.CopyOf != 0 {
				t.Errorf("%q: the first report got %+v", r.title, p)
			}
		} else if p.New {
			t.Errorf("%q founded a story", r.title)
		}
		if p.Story != founder[r.event] {
			t.Errorf("%q is in story %d, want %d", r.title, p.Story, founder[r.event])
		}
	}
}

func TestTheOrderOfReportsDoesNotMixEvents(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		x := NewIndex(Options{})
		event := map[feeds.StoryID]string{}
		for _, i := range random.Perm(len(news)) {
			p := x.Place(Make(news[i].doc(feeds.ArticleID(i + 1))))
			if e, ok := event[p.Story]; ok && e != news[i].event {
				t.Errorf("%q was put to the %s", news[i].title, e)
			}
			event[p.Story] = news[i].event
		}
	}
}

func TestReportsInOtherLanguages(t *testing.T) {
	for lang, list := range map[string][]report{
		"de": {
			{title: "Brand in Hafenhalle von Altwiek gelöscht", text: "Die Feuerwehr hat den Brand in einer Lagerhalle im Hafen von Altwiek gelöscht. Neunzig Einsatzkräfte waren die Nacht über vor Ort, verletzt wurde niemand."},
			{title: "Stadtrat von Altwiek beschließt neue Buslinien", text: "Vom Sommer an fahren in Altwiek drei neue Buslinien. Der Stadtrat stimmte dem Fahrplan am Montag zu, die Opposition sprach von zu hohen Kosten."},
			{title: "Feuerwehr löscht Großbrand im Hafen von Altwiek", text: "Nach einer Nacht mit neunzig Einsatzkräften ist der Brand der Lagerhalle im Hafen von Altwiek gelöscht. Nach Angaben der Feuerwehr gab es keine Verletzten."},
		},
		"vi": {
			{title: "Cầu Sông Lam thông xe sau ba năm thi công", text: "Sáng 2/3, cầu Sông Lam chính thức thông xe sau ba năm thi công. Cây cầu dài 1.200 mét nối hai huyện ven biển, tổng mức đầu tư hơn 900 tỷ đồng."},
			{title: "Giá cà phê tăng mạnh phiên đầu tuần", text: "Giá cà phê trong nước sáng đầu tuần tăng mạnh, lên mức cao nhất trong hai tháng. Nhiều hộ trồng ở Tây Nguyên vẫn giữ hàng chờ giá."},
			{title: "Thông xe cầu Sông Lam nối hai huyện ven biển", text: "Cầu Sông Lam dài 1.200 mét, vốn đầu tư hơn 900 tỷ đồng, đã thông xe sáng 2/3. Sau ba năm thi công, người dân hai huyện ven biển không còn phải đi phà."},
		},
		"zh": {
			{title: "青河大桥今日正式通车", text: "经过三年建设，全长一千二百米的青河大桥今日正式通车，两岸居民从此不必再乘渡船过河。"},
			{title: "首座海水淡化厂在东港开工", text: "东港市首座海水淡化厂周一开工，建成后每日可供水十万吨，预计明年底投入使用。"},
			{title: "青河大桥通车 两岸居民告别渡船", text: "全长一千二百米的青河大桥正式通车。大桥建设历时三年，两岸居民告别了乘渡船过河的日子。"},
		},
	} {
		for i := range list {
			list[i].lang, list[i].feed, list[i].hours = lang, feeds.FeedID(i+1), i
		}
		got := place(NewIndex(Options{}), list)
		if !got[1].New || got[2].Story != 1 {
			t.Errorf("%s: got %+v, want the last with the first, and the second alone", lang, got)
		}
	}
}

func TestAPlacementSaysWhy(t *testing.T) {
	why := place(NewIndex(Options{}), news)[2].Why
	for _, want := range []string{"Brannoch", "Kessel", "Marigold", " · 3 h apart"} {
		if !strings.Contains(why, want) {
			t.Errorf("the reason %q does not have %q", why, want)
		}
	}
}

func TestOneSharedWordIsNotAStory(t *testing.T) {
	for _, list := range [][]report{
		{{title: "Market for tablets grows in spring"}, {title: "Fire destroys covered market"}},
		{{title: "Brannoch council elects mayor"}, {title: "Storm reaches Brannoch"}},
	} {
		if got := place(NewIndex(Options{}), list); !got[1].New {
			t.Errorf("%q joined %q: %+v", list[1].title, list[0].title, got[1])
		}
	}
}

func TestAStoryEndsWithItsWindow(t *testing.T) {
	for name, test := range map[string]struct {
		hours int
		joins bool
	}{
		"the next day":             {26, true},
		"an article that is late":  {-26, true},
		"after six days":           {26 + 6*24, false},
		"six days before the rest": {-6 * 24, false},
	} {
		x := NewIndex(Options{})
		place(x, news[:8])
		late := news[8]
		late.hours = test.hours
		if p := x.Place(Make(late.doc(100))); (p.Story == x.Story(1)) != test.joins {
			t.Errorf("%s: got %+v, the others are in %d", name, p, x.Story(1))
		}
	}
}

func TestTheSameTextIsACopy(t *testing.T) {
	column := report{feed: 5, title: "The week in gardening", text: "This week we prune roses, feed the lawn and sow early peas under glass, and answer readers on moss."}
	next := report{feed: 5, hours: 40, title: column.title, text: "Seed potatoes are in the shops: what to buy, how to chit them, and why frost will not matter yet."}
	again := news[0]
	again.hours = 7
	short := report{feed: 6, title: "Bridge at Lamsund to close for repairs"}
	for name, test := range map[string]struct {
		first, second report
		story, copied bool
	}{
		"a feed lists an article twice":           {news[0], again, true, true},
		"the report of an agency":                 {news[0], wire, true, true},
		"the same event in other words":           {news[0], news[2], true, false},
		"a headline alone, twice in one feed":     {short, short, true, true},
		"a column with the same title every week": {column, next, false, false},
	} {
		got := place(NewIndex(Options{}), []report{test.first, test.second})[1]
		if (got.Story == 1) != test.story || (got.CopyOf == 1) != test.copied {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestACopyOfACopyNamesTheOriginal(t *testing.T) {
	x := NewIndex(Options{})
	third := wire
	third.feed = 7
	place(x, []report{news[0], wire})
	v := Make(third.doc(3))
	b, _ := v.MarshalBinary()
	if p := x.Place(v); p.CopyOf != 1 {
		t.Errorf("got %+v", p)
	}
	if after, _ := v.MarshalBinary(); string(after) == string(b) {
		t.Error("the vector does not remember that it is a copy")
	}
}

func TestAnOriginalPlacedAgainIsNotACopyOfItsCopy(t *testing.T) {
	x := NewIndex(Options{})
	place(x, []report{news[0], wire})
	if p := x.Place(Make(news[0].doc(1))); p.Story != 1 || p.CopyOf != 0 {
		t.Errorf("got %+v", p)
	}
}

func TestAnArticleIsPlacedAgain(t *testing.T) {
	x := NewIndex(Options{})
	place(x, news)
	if p := x.Place(Make(news[2].doc(3))); p.Story != 1 {
		t.Errorf("a member went to %+v", p)
	}
	founder := news[3].doc(1) // now about something else
	if p := x.Place(Make(founder)); p.Story != 1 || p.New {
		t.Errorf("the founder of a story with others went to %+v", p)
	}
	if p := x.Place(Make(news[9].doc(6))); p.Story != 6 {
		t.Errorf("got %+v", p)
	}
	if x.Len() != len(news) {
		t.Errorf("%d articles are remembered, want %d", x.Len(), len(news))
	}
}

func TestARestoredIndexDecidesAsBefore(t *testing.T) {
	before, after := NewIndex(Options{}), NewIndex(Options{})
	half := len(news) / 2
	for i, r := range news[:half] {
		v := Make(r.doc(feeds.ArticleID(i + 1)))
		p := before.Place(v)
		b, err := v.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if v, err = Decode(b); err != nil {
			t.Fatal(err)
		}
		after.Restore(v, p.Story)
	}
	for i, r := range append(news[half:], wire) {
		id := feeds.ArticleID(half + i + 1)
		if a, b := before.Place(Make(r.doc(id))), after.Place(Make(r.doc(id))); a != b {
			t.Errorf("%q: %+v before, %+v after", r.title, a, b)
		}
	}
	if a, b := before.Typical(1), after.Typical(1); a != b {
		t.Errorf("the typical article is %d before, %d after", a, b)
	}
}

func TestVietnameseWordsAreMoreThanTheirSyllables(t *testing.T) {
	x := NewIndex(Options{})
	list := []report{
		{lang: "vi", title: "Khánh thành nhà máy điện"},
		{lang: "vi", title: "Nhà máy điện khánh thành"}, // the same words
		{lang: "vi", title: "Điện thành máy khánh nhà"}, // the same syllables
	}
	place(x, list)
	got := x.Similar(x.Vector(1), 2)
	if len(got) != 2 || got[0].Article != 2 || got[0].Score-got[1].Score < 0.1 {
		t.Errorf("got %+v, want the same words far before the same syllables", got)
	}
}
