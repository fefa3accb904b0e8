package digest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestASummaryStandsInTheTextInItsOrder(t *testing.T) {
	got := Summary(ferry[0], 3)
	if len(got) != 3 {
		t.Fatalf("there are %d sentences:\n%s", len(got), joined(got))
	}
	rest := ferry[0].Text
	for _, s := range got {
		_, after, ok := strings.Cut(rest, s.Text)
		if !ok || s.Article != 1 {
			t.Errorf("%+v does not stand there", s)
		}
		rest = after
	}
	if want := "A ferry carrying 140 passengers ran aground on rocks near the island of Brannoch early on Monday."; got[0].Text != want {
		t.Errorf("it begins with %q", got[0].Text)
	}
	for _, wrong := range []string{"Photo", "Read also", "?", "He said", "NPA"} {
		if strings.Contains(joined(got), wrong) {
			t.Errorf("%q is in\n%s", wrong, joined(got))
		}
	}
}

func TestAShortTextHasNoSummary(t *testing.T) {
	for _, x := range []Text{{}, {Lang: "en", Text: "One sentence that says what happened in Kessel."}, {Lang: "xx", Text: "\n\n…\n"}} {
		if got := Summary(x, 3); len(got) != 0 {
			t.Errorf("%q: got %q", x.Text, joined(got))
		}
	}
}

func TestSummariesAreMadeInAllScripts(t *testing.T) {
	for lang, paragraphs := range map[string][]string{
		"ru": {"Паром «Маргарита» со 140 пассажирами сел на мель у острова Бранох в понедельник утром.", "Вертолёты береговой охраны из Кесселя подняли сорок человек с парома.",
			"Компания «Нордсунд» сообщила, что паром вышел из фарватера в густом тумане.", "Он добавил, что никто не пострадал во время этой операции.", "Следователи выяснят, почему паром у острова Бранох вышел из фарватера."},
		"zh": {"一艘载有一百四十名乘客的渡轮星期一清晨在布兰诺克岛附近触礁搁浅。", "海岸警卫队的直升机从凯塞尔起飞，救出渡轮上的四十名乘客。", "渡轮公司表示，金盏花号在浓雾中偏离了通常的航道。",
			"他说没有人在救援行动中受伤，所有人都很平静。", "调查人员将查明渡轮为什么在布兰诺克岛附近偏离航道。"},
		"ja": {"月曜日の早朝、乗客百四十人を乗せたフェリーがブランノック島の近くで座礁した。", "ケッセルの沿岸警備隊のヘリコプターがフェリーの乗客四十人を救助した。", "運航会社はフェリーが濃い霧の中で航路を外れたと発表した。",
			"これについて同社は詳しい説明をしていない状況が続いている。", "調査団はフェリーがブランノック島で航路を外れた理由を調べる。"},
		"hi": {"सोमवार सुबह 140 यात्रियों वाली नौका ब्रानोक द्वीप के पास चट्टानों पर फंस गई।", "तटरक्षक के हेलीकॉप्टरों ने नौका से चालीस यात्रियों को निकाला।", "कंपनी ने कहा कि नौका घने कोहरे में अपने रास्ते से हट गई थी।",
			"उन्होंने कहा कि इस घटना में कोई घायल नहीं हुआ है।", "जांच दल देखेगा कि नौका ब्रानोक द्वीप के पास रास्ते से क्यों हटी।"},
		"ar": {"جنحت عبارة تحمل 140 راكبا على صخور قرب جزيرة برانوك صباح الاثنين.", "ونقلت مروحيات خفر السواحل من كيسل أربعين راكبا من العبارة.", "وقالت الشركة إن العبارة خرجت عن مسارها المعتاد في ضباب كثيف.",
			"وأضاف أن أحدا لم يصب بأذى خلال عملية الإنقاذ كلها.", "وسيبحث التحقيق في سبب خروج العبارة عن مسارها قرب جزيرة برانوك."},
		"th": {"เรือเฟอร์รี่พร้อมผู้โดยสาร 140 คนเกยตื้นใกล้เกาะบรานน็อคเมื่อเช้าวันจันทร์", "เฮลิคอปเตอร์ของหน่วยยามฝั่งช่วยผู้โดยสารสี่สิบคนจากเรือเฟอร์รี่", "บริษัทแจ้งว่าเรือเฟอร์รี่ออกนอกร่องน้ำในหมอกหนา",
			"เขากล่าวว่าไม่มีใครได้รับบาดเจ็บจากเหตุการณ์ครั้งนี้", "คณะสอบสวนจะตรวจสอบว่าทำไมเรือเฟอร์รี่ออกนอกร่องน้ำใกล้เกาะบรานน็อค"},
	} {
		x := text(9, 1, lang, "", paragraphs...)
		got := Summary(x, 2)
		if len(got) != 2 {
			t.Errorf("%s: there are %d sentences", lang, len(got))
		}
		for _, s := range got {
			if !slices.Contains(paragraphs, s.Text) || s.Text == paragraphs[3] { // the one that points back
				t.Errorf("%s: got %q", lang, s.Text)
			}
		}
	}
}

func TestDatelinesAreCutOff(t *testing.T) {
	for text, want := range map[string]string{
		"KESSEL (NPA) - Police came.":             "Police came.",
		"Kessel, 3. März (npa) – Die Polizei.":    "Die Polizei.",
		"BEIJING -- China said so.":               "China said so.",
		"(Kessel) Die Polizei kam.":               "Die Polizei kam.",
		"新华社北京3月2日电（记者李明）代表团抵达。":                  "代表团抵达。",
		"(서울=연합뉴스) 홍길동 기자 = 대표단이 도착했다.":           "대표단이 도착했다.",
		"【ロンドン共同】代表団が到着した。":                       "代表団が到着した。",
		"The talks - the third this year - fail.": "The talks - the third this year - fail.",
		"Kessel's mayor, Ada Brook, resigned.":    "Kessel's mayor, Ada Brook, resigned.",
	} {
		if got := withoutDateline(text, 0); got != want {
			t.Errorf("%q: got %q", text, got)
		}
		if got := withoutDateline(text, 9); got != text {
			t.Errorf("%q in the middle: got %q", text, got)
		}
	}
}

func TestAStoryIsSummedUpFromSeveralSources(t *testing.T) {
	got := Story(ferry, "", 3)
	sources := map[feeds.ArticleID]bool{}
	for _, s := range got {
		sources[s.Article] = true
		if x := ferry[s.Article-1]; x.CopyOf != 0 || !strings.Contains(x.Text, s.Text) {
			t.Errorf("got %+v", s)
		}
	}
	if len(got) != 3 || len(sources) < 2 {
		t.Errorf("%d sources:\n%s", len(sources), joined(got))
	}
	for i, a := range got {
		for _, b := range got[:i] {
			if a.Text == b.Text {
				t.Errorf("%q is there twice", a.Text)
			}
		}
	}
}

func TestAStoryIsSummedUpInOneLanguage(t *testing.T) {
	german := text(8, 8, "de", "Fähre läuft vor Brannoch auf", "Eine Fähre mit 140 Menschen an Bord ist vor der Insel Brannoch auf Felsen gelaufen.", "Rettungsboote brachten alle Menschen in den Hafen von Kessel zurück.")
	all := append(slices.Clone(ferry), german)
	for lang, want := range map[string]string{"": "en", "de": "de", "de-AT": "de", "fr": "en"} {
		got := Story(all, lang, 2)
		if len(got) != 2 {
			t.Errorf("%q: there are %d", lang, len(got))
		}
		for _, s := range got {
			if (s.Article == 8) != (want == "de") {
				t.Errorf("%q: got %q", lang, s.Text)
			}
		}
	}
	if got := Story(nil, "en", 3); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func FuzzSummary(f *testing.F) {
	for _, x := range ferry {
		f.Add(x.Title, x.Text, x.Lang)
	}
	f.Add("", "他说：“好。”\n日电 （）", "zh")
	f.Add("- — (", "( ) — -- = 】\"'", "")
	f.Fuzz(func(t *testing.T, title, body, lang string) {
		x := Text{Article: 1, Feed: 1, Lang: lang, Title: title, Text: body}
		rest := body
		for _, s := range Summary(x, 3) {
			_, after, ok := strings.Cut(rest, s.Text)
			if !ok {
				t.Fatalf("%q does not stand in what is left of the text", s.Text)
			}
			rest = after
		}
		other := Text{Article: 2, Feed: 2, Lang: lang, Title: body, Text: title + "\n" + body}
		both := []Text{x, other}
		for _, list := range [][]feeds.Sentence{Story(both, lang, 3), Only(both, 3)} {
			for _, s := range list {
				if !strings.Contains(both[s.Article-1].Text, s.Text) {
					t.Fatalf("%q is not in %d", s.Text, s.Article)
				}
			}
		}
		for _, a := range Added(both, ferry, 5) {
			if a == "" {
				t.Fatal("an empty phrase")
			}
		}
		Names(both, slices.Repeat(ferry, 6), 5)
	})
}

func BenchmarkSummary(b *testing.B) {
	var paragraphs []string
	for i := range 50 {
		paragraphs = append(paragraphs, fmt.Sprintf("The ferry number %d of Nordsund Line w%d left the channel v%d off Brannoch while u%d people of Kessel saw t%d lifeboats in the fog near pier %d.", i, i%7, i%5, i, i%9, i%4))
	}
	x := text(1, 1, "en", "Ferries leave the channel off Brannoch", paragraphs...)
	b.ReportAllocs()
	for b.Loop() {
		Summary(x, 3)
	}
	b.ReportMetric(float64(len(strings.Fields(x.Text))), "words")
}
