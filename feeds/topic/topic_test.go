package topic

import (
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// news are short reports of our own, one language and topic a line.
var news = []struct {
	lang        string
	topic       feeds.Topic
	title, text string
}{
	{"en", feeds.World, "Ceasefire talks open in Geneva", "Envoys of both armies met under the flag of the United Nations after weeks of shelling along the border."},
	{"en", feeds.Politics, "Senate passes the budget bill", "The opposition voted against it, and the prime minister called a vote of confidence in parliament."},
	{"en", feeds.Business, "Port operator's profits double", "Shares rose after the company reported record quarterly earnings and a higher dividend for investors."},
	{"en", feeds.Technology, "New phone folds in three", "The smartphone runs Android and its chip does more of the artificial intelligence without the cloud."},
	{"en", feeds.Science, "Telescope finds a distant planet", "Astronomers saw the planet pass in front of its star; the galaxy was known, its orbit was not."},
	{"en", feeds.Environment, "First frost in the high valleys", "Forecasters expect temperatures below zero and snow above a thousand metres."},
	{"en", feeds.Health, "Hospital opens a clinic for migraine", "Doctors hope that the treatment will help patients for whom no medicine works."},
	{"en", feeds.Sport, "Late goal decides the derby", "The striker scored in extra time and the coach praised his defenders after the match."},
	{"en", feeds.Entertainment, "Festival opens with a silent film", "The director and her actors walked the red carpet before the premiere; an orchestra played the music."},
	{"en", feeds.Lifestyle, "Ten recipes for autumn", "The chef of a small restaurant shares his favourite dishes, from soup to dessert."},
	{"en", feeds.Crime, "Two arrested after jewellery robbery", "Police said the suspects were charged and will appear before a judge; the stolen rings were found."},
	{"en", feeds.Education, "Schools get more teachers", "Pupils in small classrooms do better in exams, the university says."},
	{"en", feeds.Religion, "Pilgrims gather at the cathedral", "The bishop led the prayers, and the pope sent a message to the church."},
	{"de", feeds.Politics, "Bundestag beschließt neues Wahlrecht", "Die Koalition stimmte für das Gesetz, die Opposition will vor dem Verfassungsgericht klagen."},
	{"de", feeds.Sport, "Torwart rettet Unentschieden", "Der Trainer lobte nach dem Spiel die Mannschaft; in der Tabelle bleibt der Verein Dritter."},
	{"de", feeds.Business, "Maschinenbauer steigert Umsatz", "Das Unternehmen erwartet mehr Gewinn, die Aktie legte an der Börse zu."},
	{"fr", feeds.Health, "L'hôpital manque d'infirmiers", "Les médecins et les patients attendent un plan pour la santé publique avant l'épidémie de grippe."},
	{"fr", feeds.Business, "La banque centrale baisse ses taux", "Les marchés et les entreprises espèrent une croissance plus forte et moins d'inflation."},
	{"es", feeds.Entertainment, "La actriz vuelve al cine", "El director estrena su nueva película en el festival, con música de una cantante joven."},
	{"es", feeds.Crime, "Detenido por el asesinato del joyero", "La policía y la fiscalía creen que el sospechoso actuó solo; el juez lo envió a prisión."},
	{"pt", feeds.Sport, "Goleiro defende dois pênaltis", "O técnico elogiou o time depois da vitória, e a torcida cantou no estádio até tarde."},
	{"it", feeds.Crime, "Arrestato per la rapina in banca", "I carabinieri hanno fermato l'uomo; la procura indaga anche per truffa."},
	{"nl", feeds.Environment, "Storm en hoogwater aan de kust", "Het KNMI waarschuwt voor zware regen en overstromingen; de temperatuur daalt."},
	{"pl", feeds.Education, "Więcej nauczycieli w szkołach", "Uczniowie przed maturą mają dodatkowe lekcje, a studenci otrzymają stypendia."},
	{"ru", feeds.Science, "Астрономы нашли новую планету", "Учёные увидели её в телескоп; спутник передал снимки далёкой галактики."},
	{"uk", feeds.Technology, "Новий смартфон зі штучним інтелектом", "Користувачі отримають оновлення програм і швидший процесор."},
	{"tr", feeds.Environment, "Meteoroloji sağanak yağış uyarısı yaptı", "Sıcaklıklar düşecek, fırtına ve sel bekleniyor."},
	{"ar", feeds.Sport, "فوز المنتخب في مباراة الافتتاح", "سجل المهاجم هدفين وقال المدرب إن الفريق يستحق التأهل إلى كأس العالم."},
	{"ar", feeds.Business, "ارتفاع أرباح البنوك", "قالت الشركات إن الاستثمارات زادت وإن الأسعار في البورصة ارتفعت مع النفط."},
	{"hi", feeds.Health, "अस्पताल में मरीजों की संख्या बढ़ी", "डॉक्टरों ने कहा कि डेंगू के संक्रमण से बचने के लिए टीका और इलाज जरूरी है।"},
	{"vi", feeds.Sport, "Đội tuyển thắng trận ra quân", "Tiền đạo ghi bàn phút cuối, huấn luyện viên khen các cầu thủ trước bán kết."},
	{"vi", feeds.Business, "Ngân hàng hạ lãi suất", "Doanh nghiệp và nhà đầu tư chờ thị trường chứng khoán tăng, giá vàng giảm."},
	{"vi", feeds.Environment, "Vùng núi xuất hiện băng giá", "Nhiệt độ xuống thấp, không khí lạnh gây rét đậm và sương muối."},
	{"id", feeds.Education, "Sekolah menambah guru", "Siswa dan mahasiswa mengikuti ujian dengan kurikulum baru."},
	{"zh", feeds.Business, "央行下调利率", "股市上涨，投资者和企业看好经济增长。"},
	{"zh", feeds.Sport, "球队客场夺冠", "教练称赞球员，比赛最后一分钟进球。"},
	{"ja", feeds.Crime, "強盗の疑いで男を逮捕", "警察は容疑者を捜査し、被害者から話を聞いている。"},
	{"ja", feeds.Science, "探査機が小惑星に到着", "研究チームは宇宙の成り立ちを調べる。"},
	{"ko", feeds.Politics, "국회 본회의에서 법안 통과", "여당과 야당 의원들이 투표했고 대통령은 거부권을 검토한다."},
	{"ko", feeds.Entertainment, "신인 배우가 영화제에서 주연상", "드라마와 영화에 출연한 배우가 관객 앞에 섰다."},
}

func TestTopicsAreToldInManyLanguages(t *testing.T) {
	m := New()
	for _, n := range news {
		got := m.Of(Doc{Title: n.title, Text: n.text, Lang: n.lang})
		if len(got) == 0 || got[0].Topic != n.topic {
			t.Errorf("%s %q: %v, want %s", n.lang, n.title, got, n.topic)
		}
	}
}

func TestAnArticleMayHaveSeveralTopics(t *testing.T) {
	got := New().Of(Doc{
		Title: "Chinese and Korean companies sign trade agreements in Beijing",
		Text:  "The president's visit brought contracts on exports and investment; both governments spoke of a new beginning for diplomacy between Seoul and Beijing.",
		Lang:  "en",
	})
	topics := names(got)
	if !slices.Contains(topics, feeds.Business) || !slices.Contains(topics, feeds.World) {
		t.Errorf("%v", got)
	}
}

func names(scores []feeds.TopicScore) (list []feeds.Topic) {
	for _, s := range scores {
		list = append(list, s.Topic)
	}
	return list
}

func TestBetterNoneThanWrong(t *testing.T) {
	m := New()
	for _, d := range []Doc{
		{},
		{Title: "Newspaper celebrates forty years", Text: "The first issue was printed on a Tuesday.", Lang: "en"},
		{Title: "Kassi nädal", Text: "Naabri kass tuli koju tagasi.", Lang: "et"},
		{Title: "?", Text: "…", Lang: "xx"},
	} {
		if got := m.Of(d); len(got) > 0 {
			t.Errorf("%q: %v", d.Title, got)
		}
	}
}

func TestConfidenceIsAShareAndTheListIsInOrder(t *testing.T) {
	m := schooled()
	for _, n := range news {
		got := m.Of(Doc{Title: n.title, Text: n.text, Lang: n.lang, Link: "https://example.com/sport/x", Categories: []string{"Politics", "Sport"}})
		if len(got) > most {
			t.Errorf("%d topics", len(got))
		}
		for i, s := range got {
			if s.Score <= 0 || s.Score > 1 || i > 0 && s.Score > got[i-1].Score || !s.Topic.Known() {
				t.Errorf("%q: %v", n.title, got)
			}
		}
	}
}

func TestSectionAndCategoriesOfThePublisherCount(t *testing.T) {
	m := New()
	for name, test := range map[string]struct {
		doc  Doc
		want feeds.Topic
	}{
		"section":              {Doc{Title: "A long evening", Link: "https://example.com/sport/2026/a-long-evening"}, feeds.Sport},
		"section, Vietnamese":  {Doc{Title: "Một buổi tối", Link: "https://example.vn/giai-tri/mot-buoi-toi.html", Lang: "vi"}, feeds.Entertainment},
		"host":                 {Doc{Title: "Ein Abend", Link: "https://wirtschaft.example.de/a/b", Lang: "de"}, feeds.Business},
		"category":             {Doc{Title: "A long evening", Categories: []string{"Science & Technology", "Health"}}, feeds.Health},
		"category, Russian":    {Doc{Title: "Вечер", Categories: []string{"Экономика"}, Lang: "ru"}, feeds.Business},
		"category of the IPTC": {Doc{Title: "A long evening", Categories: []string{"economy, business and finance"}, Lang: "en"}, feeds.Business},
		"IPTC, French":         {Doc{Title: "Une soirée", Categories: []string{"Conflits, guerre et paix"}, Lang: "fr"}, feeds.World},
		"IPTC, Polish":         {Doc{Title: "Wieczór", Categories: []string{"Przestępczość, prawo i wymiar sprawiedliwości"}, Lang: "pl"}, feeds.Crime},
		"category by its word": {Doc{Title: "A long evening", Categories: []string{"Chess", "Premier League football"}, Lang: "en"}, feeds.Sport},
		"what the feed writes": {Doc{Title: "A long evening", FeedPrior: map[feeds.Topic]float64{feeds.Religion: 0.9}}, feeds.Religion},
	} {
		if got := m.Of(test.doc); len(got) == 0 || got[0].Topic != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTheNameOfTheArticleIsNoSection(t *testing.T) {
	for _, link := range []string{"https://example.com/2026/sport", "::", "", "mailto:sport@example.com", "https://example.com/"} {
		if got := New().Scores(Doc{Link: link}); len(got) > 0 {
			t.Errorf("%q: %v", link, got)
		}
	}
}

func TestPublishersLabelDoesNotOverruleAClearText(t *testing.T) {
	d := Doc{
		Title: "Striker scores twice in cup final", Lang: "en", Link: "https://example.com/technology/1",
		Text: "The coach praised the goalkeeper after the match. Fans of the football club filled the stadium; the referee showed two red cards before half-time.",
	}
	if got := New().Of(d); len(got) == 0 || got[0].Topic != feeds.Sport {
		t.Errorf("%v", got)
	}
}

func TestTheSettingOfAnArticleIsNotItsTopic(t *testing.T) {
	slight := evidence{world: 0.1, crime: 0.4, religion: 0.3, politics: 0.3}
	slight.doubtSettings()
	if topic, _ := slight.first(); topic != politics {
		t.Errorf("first of slight confidences is %s", feeds.Topics[topic])
	}
	court := Doc{
		Title: "Murder trial: jury finds man guilty", Lang: "en",
		Text: "The judge sentenced the murderer to prison. Police had arrested the suspect after the killing; the prosecutor spoke of a robbery at the bank.",
	}
	if got := New().Of(court); len(got) == 0 || got[0].Topic != feeds.Crime {
		t.Errorf("a trial is about %v", got)
	}
}

func TestAbroadDependsOnTheLanguage(t *testing.T) {
	m := New()
	german := m.Scores(Doc{Title: "Wahl in Deutschland: Regierung stellt sich den Wählern", Lang: "de"})
	english := m.Scores(Doc{Title: "Election in Germany: German government faces voters in Berlin", Lang: "en"})
	if german[feeds.World] > 0 || english[feeds.World] == 0 {
		t.Errorf("at home %v, abroad %v", german, english)
	}
}

func TestArticlesAndParticlesOfArabicDoNotHide(t *testing.T) {
	m := New()
	plain := m.Scores(Doc{Title: "بنك", Lang: "ar"})
	for _, form := range []string{"البنك", "والبنك", "بالبنك", "للبنك"} {
		if got := m.Scores(Doc{Title: form, Lang: "ar"}); got[feeds.Business] != plain[feeds.Business] || got[feeds.Business] == 0 {
			t.Errorf("%q: %v, want %v", form, got, plain)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	m := schooled()
	for _, n := range []int{0, 32, 35, 36} {
		d := Doc{Title: news[n].title, Text: strings.Repeat(news[n].text+" ", 15), Lang: news[n].lang, Link: "https://example.com/a/b"}
		b.Run(news[n].lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Of(d)
			}
		})
	}
}

func BenchmarkLearn(b *testing.B) {
	m := New()
	d := Doc{Title: news[7].title, Text: strings.Repeat(news[7].text+" ", 15), Lang: "en"}
	b.ReportAllocs()
	for b.Loop() {
		m.Learn(d)
	}
}

func BenchmarkRead(b *testing.B) {
	m := schooled()
	d := Doc{Title: news[7].title, Text: strings.Repeat(news[7].text+" ", 15), Lang: "en", Link: "https://example.com/a/b"}
	b.ReportAllocs()
	for b.Loop() {
		r := Read(d)
		m.Judge(r)
		m.Absorb(r)
	}
}
