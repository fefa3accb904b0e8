package language

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func spans(text, lang string) string {
	var list []string
	for s := range Spans(text, lang) {
		list = append(list, s.Key)
	}
	return strings.Join(list, " | ")
}

func TestNamesAreFoundByTheirShape(t *testing.T) {
	for _, test := range []struct{ lang, text, want string }{
		{"en", "At noon Ada Brook met J. R. Marsh of Lake Valley. She left for Oslo with NATO staff.", "ada brook | j r marsh of lake valley | oslo | nato"},
		{"en", "The Brook Company fell. Harbours are shut.", "brook company"},
		{"en", "Brook Company Falls After Storm Hits Harbour of NATO", "nato"},
		{"en", "Talks between Jean-Luc de la Rue and O'Neill began", "jean luc de la rue | o neill"},
		{"de", "Gestern sprach Kanzler mit Ada von der Brook über das Wetter der EU.", "ada von der brook | eu"},
		{"tr", "Dün akşam Recep Tayyip Çınar Ankara'da konuştu.", "recep tayyip cinar ankara"},
		{"ru", "Вчера губернатор Пётр Лесной приехал в Тверь на iPhone.", "петр лесной | тверь | iphone"},
		{"zh", "他在《海上新闻》说iPhone和OpenAI发布", "海上新闻 | iphone | openai"},
		{"ja", "「島の船」でトランプ氏とパンを", "島の船 | トランプ"},
		{"ar", "قال إن iPhone جديد", "iphone"},
		{"th", "ข่าว Facebook วันนี้", "facebook"},
		{"en", "", ""},
	} {
		if got := spans(test.text, test.lang); got != test.want {
			t.Errorf("%s: %q\n got %q\nwant %q", test.lang, test.text, got, test.want)
		}
	}
}

func TestNumbersAreTheSameInAllLanguages(t *testing.T) {
	for _, test := range []struct{ lang, text, want string }{
		{"en", "1,500 and 1.5 and 15 million and 1,234,567.8", "1500 | 1.5 | 15000000 | 1234567.8"},
		{"en", "3.5% or 3.5 percent, 1.1 million", "3.5% | 3.5% | 1100000"},
		{"en", "5G, F16, 20th, 15km, 0.125, 10:30", "20 | 15 | 0.125 | 10 | 30"},
		{"de", "1.500 und 1,5 und 15 Mio. und 1.234.567,8 und 3,5 Prozent und 3,5 %", "1500 | 1.5 | 15000000 | 1234567.8 | 3.5% | 3.5%"},
		{"de", "am 5.1.2026 und 24.12.26 um 12.30 Uhr", "12.3"},
		{"fr", "1 500 et 1\u202f234\u202f567 et 2,5 millions et 12\u00a0%", "1500 | 1234567 | 2500000 | 12%"},
		{"fr", "en 2026 300 personnes", "2026 | 300"},
		{"ch", "1’500", "1500"},
		{"ru", "15 млн и 2,5 тысячи и 7 процентов", "15000000 | 2500 | 7%"},
		{"hi", "1,50,000 और 15 लाख और ४५ प्रतिशत", "150000 | 1500000 | 45%"},
		{"zh", "15万人和1亿5000万和3.5％", "150000 | 150000000 | 3.5%"},
		{"ja", "１５００人、2億円", "1500 | 200000000"},
		{"ko", "15만 명, 3조원", "150000 | 3000000000000"},
		{"ar", "١٥ مليون و٣٫٥٪ و١٬٥٠٠", "15000000 | 3.5% | 1500"},
		{"vi", "15 triệu và 1.500 và 2,5 tỷ đồng", "15000000 | 1500 | 2500000000"},
		{"th", "๑๕ ล้าน", "15000000"},
		{"id", "1,5 juta dan 12 persen", "1500000 | 12%"},
	} {
		if got := spans(test.text, test.lang); got != test.want {
			t.Errorf("%s: %q\n got %q\nwant %q", test.lang, test.text, got, test.want)
		}
	}
}

func TestSpansMayStopEarly(t *testing.T) {
	for s := range Spans("in 1, 2, 3", "en") {
		if s.Key == "2" {
			return
		}
	}
	t.Error("no second number")
}

func FuzzSpans(f *testing.F) {
	f.Add("Ada 1,500.5 15万 《x》 ١٥٪ J. R. 1億5000万 5.1.2026 ๑๕", "zh")
	f.Add("1 500 000 % O'Neill 「あ」 トランプ", "fr")
	f.Fuzz(func(t *testing.T, text, lang string) {
		rest := text
		for s := range Spans(text, lang) {
			_, after, ok := strings.Cut(rest, s.Text)
			if !ok || s.Key == "" || s.Text == "" {
				t.Fatalf("%q as %q of %q", s.Text, s.Key, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.Key) {
				t.Fatalf("%q", s.Key)
			}
			rest = after
		}
	})
}

func BenchmarkSpans(b *testing.B) {
	for name, text := range longTexts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for range Spans(text, "en") {
				}
			}
		})
	}
}
