package digest

import (
	"fmt"
	"slices"
	"testing"

	"tidings/feeds"
)

// quiet are days without news, in which the usual names are.
func quiet() []Text {
	var out []Text
	for i := range 40 {
		out = append(out, text(feeds.ArticleID(100+i), feeds.FeedID(i%5+1), "en", fmt.Sprint("Council meets again, day ", i),
			"The council of Kessel met on Monday, said Abel Roth. The police in Kessel had nothing to report."))
	}
	return out
}

func TestNamesThatSeveralSourcesMentionAreTrends(t *testing.T) {
	recent := []Text{
		text(1, 1, "en", "Minister resigns in Kessel", "The finance minister Edda Kroll resigned on Monday in Kessel, said Abel Roth."),
		text(2, 2, "en", "Budget rejected", "Parliament rejected the budget of Edda Kroll on Monday. The police in Kessel were there."),
		text(3, 3, "en", "Kroll goes after the vote", "After the vote Kroll told the council of Kessel that she would go."),
		text(4, 4, "en", "Kroll goes", "The same text as in another paper, where Edda Kroll goes."),
		text(5, 1, "en", "Zoo opens", "The zoo of Halm has an elephant called Bimbo."),
	}
	recent[3].CopyOf = 2
	got := Names(recent, quiet(), 5)
	if len(got) != 1 {
		t.Fatalf("got %+v", got)
	}
	if x := got[0]; x.Text != "Edda Kroll" || x.Feeds != 3 || !slices.Equal(x.Articles, []feeds.ArticleID{1, 2, 3}) || x.Growth < 10 {
		t.Errorf("got %+v", x)
	}
}

func TestOtherScriptsHaveTrendsWhereNamesCanBeTold(t *testing.T) {
	for name, test := range map[string]struct {
		want   string
		recent []Text
	}{
		"cyrillic": {"Роттердам", []Text{
			text(1, 1, "ru", "Новости дня", "Суда идут в порт Роттердам сегодня."), text(2, 2, "ru", "В мире", "Город Роттердам ждёт гостей из столицы."),
			text(3, 3, "ru", "Море", "Закрыт порт Роттердам из-за шторма.")}},
		"chinese": {"鹿特丹", []Text{
			text(1, 1, "zh", "港口", "船只已到鹿特丹，天气很好。"), text(2, 2, "zh", "消息", "市长在鹿特丹说话。"), text(3, 3, "zh", "天气", "大风从鹿特丹来。")}},
		"quoted": {"金盏花", []Text{
			text(1, 1, "zh", "电影", "新片《金盏花》上映。"), text(2, 2, "zh", "票房", "观众喜欢《金盏花》。"), text(3, 3, "zh", "影评", "导演谈《金盏花》。")}},
		"japanese": {"ロッテルダム", []Text{
			text(1, 1, "ja", "港", "船がロッテルダムに着いた。"), text(2, 2, "ja", "天気", "きのうロッテルダムで風が吹いた。"), text(3, 3, "ja", "町", "市はロッテルダムにある。")}},
		"korean": {"로테르담", []Text{
			text(1, 1, "ko", "항구", "배가 로테르담에 도착했다."), text(2, 2, "ko", "날씨", "어제 로테르담에서 바람이 불었다."), text(3, 3, "ko", "도시", "시장은 로테르담을 떠났다.")}},
		"german, not its nouns": {"Rotterdam", []Text{
			text(1, 1, "de", "Der Hafen", "Der Hafen in Rotterdam ist wegen der Flut geschlossen."), text(2, 2, "de", "Die Flut", "Die Schiffe warten vor dem Hafen in Rotterdam auf das Ende der Flut."),
			text(3, 3, "de", "Das Ende", "Eine Flut hat Schiffe aus Rotterdam in den Hafen gedrückt.")}},
		"thai has none": {"", []Text{
			text(1, 1, "th", "ข่าว", "เรือไปรอตเตอร์ดัมวันนี้"), text(2, 2, "th", "อากาศ", "ลมแรงที่รอตเตอร์ดัมเมื่อวาน"), text(3, 3, "th", "เมือง", "นายกอยู่รอตเตอร์ดัม")}},
	} {
		got := Names(test.recent, quiet(), 5)
		switch {
		case test.want == "" && len(got) == 0:
		case len(got) != 1 || got[0].Text != test.want || got[0].Feeds != 3:
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestAFragmentOfANameIsNoTrend(t *testing.T) {
	got := Names([]Text{
		text(1, 1, "en", "Users of Lúa found a question", "Users of Lúa were asked on Monday. Le Minh Tho won, it was said there."),
		text(2, 2, "en", "Faces and rules", "Friends of Lúa were asked. They said that Le Minh Tho had won."),
		text(3, 3, "en", "The rules of the game", "Owners of Lúa were asked. Le Minh Tho won."),
		text(4, 4, "vi", "Tin trong ngày", "Châu Âu có luật mới. Hội đồng châu Âu họp."),
		text(5, 5, "en", "Elsewhere", "They met in Âu and went to Ba on Monday."),
		text(6, 6, "de", "Das Wetter", "Am Montag regnet es in Âu und in Ba."),
		text(7, 7, "pt", "O tempo", "Chove hoje em Âu e também em Ba."),
	}, quiet(), 8)
	var found []string
	for _, x := range got {
		found = append(found, x.Text)
	}
	if !slices.Equal(found, []string{"Le Minh Tho"}) && !slices.Equal(found, []string{"Lúa"}) {
		t.Errorf("got %q", found) // both are in the same articles
	}
}

func TestWhatIsNamedNowAndThenIsNoTrendOfThree(t *testing.T) {
	earlier := quiet()
	for i := range 5 {
		earlier[i].Text += " The ship went to Orland."
	}
	recent := quiet()
	for i := range 8 {
		recent[i].Article = feeds.ArticleID(i + 1)
	}
	recent = recent[:8]
	for i := range 4 {
		recent[i].Text += " The guests came from Orland."
	}
	if got := Names(recent, earlier, 5); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestNothingIsNewToWhoKnowsNothing(t *testing.T) {
	if got := Names(ferry, ferry[:1], 5); got != nil {
		t.Errorf("got %+v", got)
	}
	if got := Names(nil, quiet(), 5); got != nil {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkNames(b *testing.B) {
	var all []Text
	for i := range 2000 {
		x := ferry[i%3]
		x.Article, x.Feed = feeds.ArticleID(i+1), feeds.FeedID(i%100)
		all = append(all, x)
	}
	b.ReportAllocs()
	for b.Loop() {
		Names(all[:500], all[500:], 10)
	}
}
