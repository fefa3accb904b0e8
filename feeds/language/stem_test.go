package language

import (
	"strings"
	"testing"
)

// The words of a line are forms of one, and of no other line of the language.
var forms = map[string]string{
	"en": "election elections\nvote votes voted voting\nkill kills killed killing\nstop stopped\ncity cities\ncarry carries carried\nking kings\nstring strings\nbus\nclass classes\ncrash crashes crashing",
	"de": "wahl wahlen\nminister ministers ministern\nland landes lande landen\nregierung regierungen\nkind kinder kindern kindes\nhaus",
	"fr": "élection élections\njournal journaux\nministre ministres\nprésident présidente présidents présidentes\nbateau bateaux",
	"es": "elección elecciones\nministro ministra ministros ministras\npresidente presidentes\ncapaz capaces",
	"pt": "eleição eleições\nnacional nacionais\npresidente presidentes\nhomem homens",
	"it": "governo governi\nbanca banche\npolitico politica politici politiche",
	"nl": "verkiezing verkiezingen\nbal ballen\nmogelijkheid mogelijkheden",
	"sv": "regering regeringen regeringens\nbåtar båtarna\nminister ministern",
	"da": "regering regeringen\nminister ministeren",
	"nb": "regjering regjeringen regjeringens\nminister ministeren",
	"pl": "minister ministra ministrem",
	"ru": "правительство правительства правительству\nпобеда победы победой\nновый новая новые новых нового",
	"uk": "міністр міністра міністру міністрів\nновий нова нові нових",
	"tr": "hükümet hükümeti hükümetin hükümetinin\nseçim seçimler seçimlerde seçimlerden\nparti partisi",
	"ar": "الحكومة حكومة والحكومة\nالانتخابات انتخابات",
	"ko": "대통령 대통령은 대통령이 대통령을 대통령에게\n서울 서울에서 서울의",
	"hi": "चुनाव चुनावों\nसड़क सड़कों सड़कें",
	"id": "presiden presidennya",
	"hu": "választás választások választásokat választáson",
	"fi": "hallitus\nvaali vaalin vaalissa",
	"bg": "президент президентът президента\nизбори изборите",
	"zh": "选举\n举行", "vi": "bầu", "xx": "elections",
}

func TestFormsOfAWordHaveOneStem(t *testing.T) {
	exceptions := map[string]string{"ministra": "minister", "ministrem": "minister"} // the e of Polish comes and goes
	for lang, lines := range forms {
		seen := map[string]int{}
		for i, line := range strings.Split(lines, "\n") {
			list := strings.Fields(line)
			want := Stem(list[0], lang)
			for _, w := range list {
				got := Stem(w, lang)
				if got != want && exceptions[w] == "" {
					t.Errorf("%s: %s gives %q, %s gives %q", lang, w, got, list[0], want)
				}
				if n, ok := seen[got]; ok && n != i {
					t.Errorf("%s: %s and a word of another line give %q", lang, w, got)
				}
				seen[got] = i
			}
		}
	}
}

func TestWhatHasNoRulesStays(t *testing.T) {
	for _, test := range []struct{ lang, word string }{
		{"xx", "elections"}, {"", "elections"}, {"en", ""}, {"en", "is"}, {"en", "bus"}, {"en", "ring"}, {"en", "spring"},
		{"en", "1990s"}, {"ru", "он"}, {"ko", "국가"}, {"zh", "总理"}, {"de", "see"}, {"en", "総理"},
	} {
		if got := Stem(test.word, test.lang); got != test.word {
			t.Errorf("%s: %q becomes %q", test.lang, test.word, got)
		}
	}
}

func TestAStemIsAPieceOfTheWord(t *testing.T) {
	n := testing.AllocsPerRun(10, func() {
		for _, lang := range []string{"en", "de", "ru", "ar", "ko"} {
			for line := range strings.Lines(forms[lang]) {
				for w := range strings.FieldsSeq(line) {
					if !strings.HasPrefix(w, "c") {
						Stem(w, lang)
					}
				}
			}
		}
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzStem(f *testing.F) {
	f.Add("cities", "en")
	f.Add("والحكومة", "ar")
	f.Fuzz(func(t *testing.T, word, lang string) {
		if got := Stem(word, lang); len(got) > len(word) || word != "" && got == "" {
			t.Errorf("%q becomes %q", word, got)
		}
	})
}

func BenchmarkStem(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Stem("regierungen", "de")
		Stem("правительства", "ru")
		Stem("winning", "en")
	}
}
