package language

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// In the texts | stands where a sentence ends; it is not part of them.
func TestTextsAreCutIntoSentences(t *testing.T) {
	for _, test := range []struct{ lang, text string }{
		{"en", "The ferry left. |It came back! |Did it? |Yes."},
		{"en", "Dr. Ada Brook and Gen. Marsh met at 5 p.m. on Monday in the U.S. Senate. |They spoke for 3.5 hours."},
		{"en", "J. R. Brook of Brook Inc. told St. Alban's Mr. Will Marsh. |The firm fell."},
		{"en", "It belongs to Brook Inc. |The firm is in the U.S. |But it sells abroad, e.g. in Asia."},
		{"en", "“I will go.” |She went. |\"Stay!\" he said. |(He had come late.) |See www.example.org/a.html?b=c now."},
		{"en", "They waited... and waited… |Then nothing. |No. 5 is alive."},
		{"en", "Shares fell. |iPhone sales rose."},
		{"en", "1. Whisk the eggs. |2. Add sugar. |In 2025. |Then more."},
		{"en", "A headline\n|A paragraph without a stop\n\n|Another one."},
		{"en", "Ask Yahoo! today. |Really?! |Yes."},
		{"de", "Am 5. Januar kam Dr. Meier, z. B. mit der 2. Bundesliga bzw. Hrn. Abel. |Er blieb bis 12.30 Uhr. |Ludwig XVI. Von Anfang an."},
		{"de", "„Wir gehen.“ |Er sagte: »Nein!« |»Doch«, rief sie. |Es kostet 1.500 Euro usw. |Das ist viel."},
		{"de", "Das war 2025. |Danach kam nichts. |Er fragte: „Warum?“, und ging."},
		{"fr", "« Nous partons ! » |Il l'a dit. |M. Dupont est là, cf. p. 12 de l'art. 3. |« Oui. » dit-elle."},
		{"es", "¿Qué pasa? |¡Nada! |El Sr. Prado vive en EE.UU. desde 2001. |¿Y él?"},
		{"pl", "Prof. Nowak przyjechał 5. dnia o godz. 12. |Wszyscy czekali."},
		{"ru", "Губернатор А. И. Петров живёт на ул. Лесной. |Это было в 2020 г. в Москве и т. д. в городе. |«Да!» — сказал он."},
		{"tr", "Prof. Yılmaz 3. kez geldi. |Ardından Demir A.Ş. kapandı."},
		{"vi", "TP. Hồ Chí Minh có mưa. |PGS.TS. Nguyễn Văn Bình cho biết."},
		{"el", "Τι έγινε; |Τίποτα. |Ο κ. Παππάς έφυγε; |Ναι."},
		{"hi", "नाव चली। |वह लौट आई।|क्यों? |पता नहीं॥"},
		{"ar", "لماذا عاد؟ |لا أحد يعرف. |قال ذلك!"},
		{"ur", "کشتی چلی۔ |وہ واپس آئی۔"},
		{"hy", "Նավը մեկնեց։ |Այն վերադարձավ: |Ոչինչ։"},
		{"am", "ጀልባው ሄደ። |ተመለሰ፡፡ |ለምን? |አይታወቅም።"},
		{"zh", "渡轮恢复运行。|为什么？|“因为风停了。”|他说了3.5次！|好……就这样"},
		{"ja", "船が出た。|「もう行く。」と彼は言った。|本当！？|はい。"},
		{"ko", "배가 떠났다. |“돌아온다.” |정말? |그렇다."},
		{"my", "သင်္ဘောထွက်သည်။ |ပြန်လာသည်။"},
		{"km", "កប៉ាល់ចេញហើយ។ |វាត្រឡប់មកវិញ។"},
		{"th", "เรือข้ามฟากไปเกาะกลับมาวิ่งอีกครั้ง\n|หลังจากพายุสามวัน เรือทุกลำกลับมาเดินตามตารางเวลาแล้วเมื่อเช้าวันจันทร์ที่ผ่านมาตามที่คาดไว้ทุกประการ |นายท่าเรือกล่าวว่าที่นั่งเต็มแล้วเมื่อเวลา 20.00 น. วันที่ 5 พ.ค. 2569"},
		{"", "One. |Two."},
		{"", ""},
	} {
		var want []string
		for s := range strings.SplitSeq(test.text, "|") {
			if s = strings.TrimSpace(s); s != "" {
				want = append(want, s)
			}
		}
		got := slices.Collect(Sentences(strings.ReplaceAll(test.text, "|", ""), test.lang))
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", test.lang, got, want)
		}
	}
}

func TestWhatSaysNothingIsNoSentence(t *testing.T) {
	if got := slices.Collect(Sentences("* * *\n\n…\nA word. — \n!!!", "en")); !slices.Equal(got, []string{"A word."}) {
		t.Errorf("%q", got)
	}
}

func TestSentencesMayStopEarly(t *testing.T) {
	for s := range Sentences("One. Two. Three.", "en") {
		if s == "Two." {
			return
		}
	}
	t.Error("no second sentence")
}

func FuzzSentences(f *testing.F) {
	f.Add("Mr. A. B. said: «No. » 1.5! “Yes.” U.S. The", "en")
	f.Add("。」と፡፡ ที่ ໆ॥۔a:;\u037e\u2028\xff.", "el")
	f.Add("am 5. Januar z.B. XVI. Der ...", "de")
	f.Fuzz(func(t *testing.T, text, lang string) {
		rest := text
		for s := range Sentences(text, lang) {
			at := strings.Index(rest, s)
			if at < 0 || s != strings.TrimSpace(s) || !says(s) {
				t.Fatalf("%q of %q", s, text)
			}
			if says(rest[:at]) {
				t.Fatalf("%q is lost before %q", rest[:at], s)
			}
			rest = rest[at+len(s):]
		}
		if strings.ContainsFunc(rest, unicode.IsLetter) {
			t.Fatalf("%q is lost", rest)
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	for name, text := range longTexts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for range Sentences(text, "en") {
				}
			}
		})
	}
}
