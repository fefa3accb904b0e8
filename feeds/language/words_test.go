package language

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func words(text string) string {
	var b strings.Builder
	for w := range Words(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
		if w.First {
			b.WriteByte('<')
		}
		if w.Cap {
			b.WriteByte('^')
		}
		if w.Number {
			b.WriteByte('#')
		}
	}
	return b.String()
}

// In the wanted texts < is the first of a sentence, ^ a capital, # a number.
func TestTextsAreCutIntoWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                        "",
		"The cat sat. On Mats!":                   "the<^ cat sat on<^ mats^",
		"one\nTwo":                                "one< two<^",
		"The U.S. Senate met J. Smith.":           "the<^ u^ s^ senate^ met j^ smith^",
		"Bush's cat, the cats' dog":               "bush<^ cat the cats dog",
		"don't don’t it'll O'Brien":               "don't< don't it'll o'brien^",
		"l'été d’Orléans dell'arte":               "l< été d orléans^ dell arte",
		"Ankara'da Türkiye'nin":                   "ankara<^ da türkiye^ nin",
		"п'ять п’ять":                             "п'ять< п'ять",
		"1,234.56 in 2026, 3.":                    "1,234.56<# in 2026# 3#",
		"5G and 20th COVID-19":                    "5g<# and 20th# covid^ 19#",
		"总理访问":                                    "总理< 理访 访问",
		"理":                                       "理<",
		"苹果iPhone发布会。新机":                          "苹果< iphone 发布 布会 新机<",
		"ที่นี่":                                  "ที่นี่<",
		"İSTANBUL Işık":                           "istanbul<^ işık^",
		"Cafe\u0301 Ha\u0300 nô\u0323i":           "café<^ hà^ nội",
		"soft\u00adhyphen Zero\u200bwidth":        "softhyphen< zerowidth^",
		"state-of-the-art (new) “quoted” 'plain'": "state< of the art new quoted plain",
		"नमस्ते दुनिया। चुनाव": "नमस्ते< दुनिया चुनाव<",
		"서울 올림픽에서":             "서울< 올림픽에서",
		"ເຮືອຂ້າມ":             "ເຮື< ຮືອ ອຂ້ ຂ້າ າມ",
		"ទូកដរ":                "ទូក< កដ ដរ",
		"བོད་ཡིག་":             "བོད< ཡིག",
		"か\u3099くせい":           "がく< くせ せい",
		"\xff\xfea":            "a<",
	} {
		if got := words(text); got != want {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}

func TestWordsMayStopEarly(t *testing.T) {
	for w := range Words("one two three") {
		if w.Text == "two" {
			return
		}
	}
	t.Error("no second word")
}

func TestPlainWordsCostNoMemory(t *testing.T) {
	text := longTexts["ASCII"]
	n := testing.AllocsPerRun(10, func() {
		for range Words(strings.ToLower(text)) {
		}
	})
	if n > 4 {
		t.Errorf("%v allocations", n)
	}
}

func TestStopWordsAreOfTheirLanguage(t *testing.T) {
	for _, test := range []struct {
		lang, word string
		want       bool
	}{
		{"en", "the", true}, {"en", "und", false}, {"de", "und", true}, {"vi", "của", true}, {"zh", "我们", true},
		{"zh", "总理", false}, {"ja", "から", true}, {"ja", "ので", true}, {"ja", "東京", false}, {"ja", "テス", false},
		{"ko", "위해", true}, {"ru", "который", true}, {"ar", "في", true}, {"hi", "है", true}, {"", "the", false}, {"xx", "the", false},
	} {
		if got := StopWordsOf(test.lang).Has(test.word); got != test.want {
			t.Errorf("StopWordsOf(%q).Has(%q) = %v", test.lang, test.word, got)
		}
	}
}

func TestStopWordsAreAsWordsGivesThem(t *testing.T) {
	for tag, list := range stopLists() {
		if _, ok := known[tag]; !ok {
			t.Errorf("%q is no known language", tag)
		}
		for w := range list.words {
			n := 0
			for got := range Words(w) {
				n++
				if n == 1 && got.Text != w && utf8.RuneCountInString(w) < 3 {
					t.Errorf("%s: %q is cut to %q", tag, w, got.Text)
				}
			}
		}
	}
}

func TestManyLanguagesHaveStopWords(t *testing.T) {
	for tag := range strings.FieldsSeq("en de fr es pt it nl pl ru uk tr ar hi vi id zh ja ko sv da nb nn fi cs sk ro hu ca bg sr hr bs mk sl be el he fa ur bn ta te lt lv et gl eu ms sw am ha yo ig so") {
		if StopWordsOf(tag) == (StopWords{}) {
			t.Errorf("no stop words for %q", tag)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The cat's 1,234 л'є O'Brien's 总理 ที่ か\u3099 \u200b'x")
	f.Fuzz(func(t *testing.T, text string) {
		bytes := 0
		for w := range Words(text) {
			bytes += len(w.Text)
			if w.Text == "" {
				t.Fatalf("empty word in %q", text)
			}
			if utf8.ValidString(text) && !norm.NFC.IsNormalString(w.Text) {
				t.Fatalf("%q in %q is not NFC", w.Text, text)
			}
			if strings.ContainsAny(w.Text, " \n!?\"") {
				t.Fatalf("%q in %q", w.Text, text)
			}
		}
	})
}

func BenchmarkWords(b *testing.B) {
	for name, text := range longTexts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for range Words(text) {
				}
			}
		})
	}
}

func TestWordsOutliveTheOnesBehindThem(t *testing.T) {
	text := strings.Repeat("Alpha BETA gamma Ärger Z ", 200) + strings.Repeat("X", 300)
	var got []string
	for w := range Words(text) {
		got = append(got, w.Text)
	}
	want := append(strings.Fields(strings.Repeat("alpha beta gamma ärger z ", 200)), strings.Repeat("x", 300))
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
