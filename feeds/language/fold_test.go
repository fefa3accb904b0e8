package language

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// matches does what FTS5 does with a phrase over the tokens of Fold.
func matches(folded string, tokens []string, prefix bool) bool {
	words := strings.Fields(folded)
	for i := range words {
		if i+len(tokens) > len(words) {
			return false
		}
		ok := len(tokens) > 0
		for k, token := range tokens {
			w := words[i+k]
			ok = ok && (w == token || prefix && k == len(tokens)-1 && strings.HasPrefix(w, token))
		}
		if ok {
			return true
		}
	}
	return false
}

var library = []string{
	"Đà Nẵng mở rộng đường ven biển cho người đi bộ",
	"国务院总理访问莫斯科，A股上涨",
	"東京で国際ゲームショウが開幕、オリンピック選手も",
	"ชาวโลกยินดีต้อนรับ วันนี้อากาศดีมาก",
	"Le président reçoit à Orléans l’équipe de l'été",
	"В Москве ставят новогоднюю ёлку, мой район",
	"서울 올림픽에서 대통령이 연설했다",
	"नई दिल्ली में चुनाव के नतीजे, हज़ार वोट",
	"Straßenfest in Weißensee, Łódź und København",
	"İstanbul'da ılık bir gün, Işık Üniversitesi",
	"مُحَمَّد في القاهرة الكبرى وأسرة المدرســـة ٢٠٢٦",
	"שָׁלוֹם עולם",
	"Ａｐｐｌｅ ﾃﾞｰﾀ 株式会社㍿",
	"Ηράκλειο και Αθήνας",
	"Київ їде до її рідного місця",
	"Cafe\u0301 и\u0306од か\u3099くせい \u1100\u1161\u11a8 𝗕𝗼𝗹𝗱 ﬁnance H₂O",
	"हिन्दी में भाषा",
	"فیلم کتاب\u200cها",
	"ក្រុងភ្នំពេញ និង ลาว",
	"a don't e-mail snake_case",
}

func TestReadersFindWhatTheyType(t *testing.T) {
	for query, want := range map[string]int{
		"Đà": 0, "da": 0, "Da Nang": 0, "nang": 0, "ĐÀ NẴNG": 0, "duong": 0, "đường": 0, "Nẵng": 0,
		"国务院": 1, "总理访问": 1, "总理": 1, "俄": -1, "科": 1, "莫": 1, "A股": 1, "股": 1, "务总": -1, "理 访": -1,
		"東京": 2, "オリンピック": 2, "ゲーム": 2, "国際ゲーム": 2, "選手": 2,
		"ชาวโลก": 3, "อากาศ": 3, "โลก": 3,
		"orleans": 4, "ete": 4, "été": 4, "l'equipe": 4, "president": 4, "recoit": 4,
		"елка": -1, "елку": 5, "ёлку": 5, "ЁЛКУ": 5, "мой": 5, "мои": -1,
		"올림픽": 6, "올림픽에서": 6, "대통령": 6, "서울 올림픽": 6, "통령": -1,
		"चुनाव": 7, "हजार": 7, "हज़ार": 7, "चन": -1,
		"strassenfest": 8, "Straßenfest": 8, "weissensee": 8, "lodz": 8, "Łódź": 8, "kobenhavn": 8,
		"istanbul": 9, "İSTANBUL": 9, "ılık": 9, "ilik": 9, "isik": 9, "ISIK": 9,
		"محمد": 10, "القاهره": 10, "القاهرة": 10, "الكبري": 10, "المدرسة": 10, "مدرسة": 10, "بالقاهرة": 10, "2026": 10, "وأسرة": 10, "واسره": 10,
		"שלום": 11, "apple": 12, "データ": 12, "株式会社": 12,
		"ηρακλειο": 13, "ΑΘΗΝΑΣ": 13, "αθηνας": 13,
		"їде": 14, "іде": -1, "її": 14,
		"café": 15, "cafe": 15, "йод": 15, "がくせい": 15, "각": 15, "bold": 15, "finance": 15, "h2o": 15,
		"हिन्दी": 16, "كتاب": 17, "کتاب": 17, "فيلم": 17, "ភ្នំ": 18,
		"don't": 19, "don’t": 19, "email": -1, "e-mail": 19, "case": 19, "snake_case": 19,
	} {
		tokens, prefix := FoldQuery(query)
		var hits []int
		for i, text := range library {
			if matches(Fold(text), tokens, prefix) {
				hits = append(hits, i)
			}
		}
		switch {
		case want >= 0 && !slices.Contains(hits, want):
			t.Errorf("%q %q %v: not found in %q", query, tokens, prefix, Fold(library[want]))
		case want < 0 && len(hits) > 0:
			t.Errorf("%q %q: found in %q", query, tokens, Fold(library[hits[0]]))
		}
	}
}

func TestFoldedTextIsWordsWithOneSpaceBetween(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		" \n—“” 🙂 ❤️ ":                     "",
		"Hello,  World!":                   "hello world",
		"总理":                               "总理 理",
		"理":                                "理",
		"苹果iPhone发布":                       "苹果 果 iphone 发布 布",
		"soft\u00adhyphen zero\u200bwidth": "softhyphen zerowidth",
		"ﬀ ½ №5":                           "ff 1 2 no5",
		"naïve Ærø œuvre þing":             "naive aero oeuvre thing",
		"ПІД’ЇЗД":                          "під їзд",
		"\u0301\u0651x":                    "x",
		"والمَدرسة بالقلم، للناس": "مدرسه قلم ناس",
		"ألف بالا ال الدم":        "الف بالا ال دم",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNothingToLookFor(t *testing.T) {
	for _, q := range []string{"", "  ", "—", "\"*", "🙂", "\u200b"} {
		if tokens, _ := FoldQuery(q); len(tokens) > 0 {
			t.Errorf("%q: %q", q, tokens)
		}
	}
}

func TestPrefixOnlyWhereTheWordGoesOn(t *testing.T) {
	for q, want := range map[string]bool{"理": true, "总理": false, "올림픽": true, "word": false, "A股": true, "股a": false, "ก": true} {
		if _, got := FoldQuery(q); got != want {
			t.Errorf("%q: %v", q, got)
		}
	}
}

func TestFoundPlacesAreInTheOriginal(t *testing.T) {
	for _, test := range []struct {
		text, query string
		prefix      bool
		want        []string
	}{
		{"Đà Nẵng, đà NẴNG và Đà Lạt", "da nang", false, []string{"Đà Nẵng", "đà NẴNG"}},
		{"Die Straße und die Strasse", "strasse", false, []string{"Straße", "Strasse"}},
		{"访问国务院，国务委员", "国务院", false, []string{"国务院"}},
		{"总理与总理", "理", false, []string{"理", "理"}},
		{"서울에서 서울까지", "서울", false, []string{"서울에서", "서울까지"}},
		{"elections elect select", "elect", true, []string{"elections", "elect"}},
		{"Cafe\u0301, ｶﾞｽ", "cafe", false, []string{"Cafe\u0301"}},
		{"ｶﾞｽ会社", "ガス", false, []string{"ｶﾞｽ"}},
		{"aaa", "b", false, nil},
		{"aa aa aa", "aa aa", false, []string{"aa aa", "aa aa"}},
		{"", "x", false, nil},
	} {
		tokens, prefix := FoldQuery(test.query)
		var got []string
		for _, p := range Find(test.text, []Needle{{tokens, prefix || test.prefix}}) {
			got = append(got, test.text[p.From:p.To])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q in %q: %q, want %q", test.query, test.text, got, test.want)
		}
	}
	if got := Find("text", []Needle{{nil, true}}); got != nil {
		t.Errorf("nothing looked for: %v", got)
	}
}

func FuzzFold(f *testing.F) {
	for _, text := range library {
		f.Add(text)
	}
	f.Add("\xff\xc3\u3099\u1161\u0301か\u200bが")
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if !utf8.ValidString(folded) || strings.TrimSpace(folded) != folded || strings.Contains(folded, "  ") {
			t.Fatalf("Fold(%q) = %q", text, folded)
		}
		for _, r := range folded {
			if r != ' ' && !unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc, unicode.Co) {
				t.Fatalf("Fold(%q) has %q", text, r)
			}
		}
		tokens, prefix := FoldQuery(text)
		if len(tokens) > 0 && !matches(folded, tokens, prefix) {
			t.Fatalf("%q does not find itself: %q in %q", text, tokens, folded)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Đà Nẵng đường", "duong", false)
	f.Add("か\u3099く ｶﾞ 国务院", "国务", true)
	f.Fuzz(func(t *testing.T, text, query string, more bool) {
		tokens, prefix := FoldQuery(query)
		places := Find(text, []Needle{{tokens, prefix || more}})
		begin := 0
		for _, p := range places {
			if p.From < begin || p.To <= p.From || p.To > len(text) {
				t.Fatalf("places %v in %d bytes", places, len(text))
			}
			begin = p.From
		}
		if found := matches(Fold(text), tokens, prefix || more); found != (len(places) > 0) {
			t.Fatalf("search says %v, places %v", found, places)
		}
	})
}

var longTexts = map[string]string{
	"ASCII":      strings.Repeat("The harbour master said that all cabins were booked until Sunday. ", 73),
	"Vietnamese": strings.Repeat("Giám đốc cảng cho biết mọi chỗ đã được đặt đến chủ nhật, buổi tối. ", 60),
	"Russian":    strings.Repeat("Начальник порта сказал, что все места заняты до воскресенья. ", 43),
	"Chinese":    strings.Repeat("港口负责人表示，星期天之前的座位已经全部订满，但是晚上还会增加一班。", 47),
	"Arabic":     strings.Repeat("وقال مدير الميناء إن جميع الأماكن محجوزة حتى يوم الأحد. ", 48),
	"Korean":     strings.Repeat("항만 책임자는 일요일까지 모든 좌석이 예약됐지만 저녁에 한 편이 더 있다고. ", 48),
}

func BenchmarkFold(b *testing.B) {
	for name, text := range longTexts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Fold(text)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	tokens, prefix := FoldQuery("harbour master")
	b.ReportAllocs()
	for b.Loop() {
		Find(longTexts["ASCII"], []Needle{{tokens, prefix}})
	}
}
