package typeset

import "testing"

func TestWordAt(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		at   int
		want string
	}{
		"a word":             {"one two three", 5, "two"},
		"with apostrophe":    {"it’s here", 1, "it’s"},
		"a number":           {"about 3,482.5 ships", 8, "3,482.5"},
		"a space":            {"one two", 3, " "},
		"a sign":             {"one, two", 3, ","},
		"part of a compound": {"Nord-Süd", 6, "Süd"},
		"katakana":           {"東京タワーへ", 3, "タワー"},
		"a few Han":          {"は東京へ", 1, "東京"},
		"many Han":           {"中国国家主席宣布", 3, "国家"},
		"the next of them":   {"中国国家主席宣布", 5, "主席"},
		"a single Han":       {"我去了港口管理局", 0, "我"},
		"Korean":             {"대통령은 화요일", 1, "대통령은"},
		"Thai":               {"รัฐบาลจะเร่งดำเนินมาตรการ", 7, "จะ"},
		"Thai at the end":    {"รัฐบาลจะเร่งดำเนินมาตรการ", 24, "มาตรการ"},
		"Arabic with marks":  {"قَالَ الوزير", 2, "قَالَ"},
		"Hindi":              {"यह महत्वपूर्ण है", 6, "महत्वपूर्ण"},
		"a family":           {"to 👨\u200d👩\u200d👧 all", 5, "👨\u200d👩\u200d👧"},
		"behind the end":     {"one two", 99, "two"},
		"decomposed letters": {"Nguye\u0302\u0303n", 2, "Nguye\u0302\u0303n"},
		"nothing":            {"", 0, ""},
	} {
		l := lay(t, test.text, 900, WrapOptions{})
		from, to := l.WordAt(test.at)
		if got := l.Text(from, to); got != test.want {
			t.Errorf("%s: word is %q", name, got)
		}
	}
}

func TestSentenceAt(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		at   int
		want string
	}{
		"the first":         {"One here. Two there! Three?", 3, "One here. "},
		"the second":        {"One here. Two there! Three?", 12, "Two there! "},
		"the last":          {"One here. Two there! Three?", 25, "Three?"},
		"with a quote":      {"“It is so.” He left.", 2, "“It is so.” "},
		"a number":          {"It costs 3.5 euros. Yes.", 3, "It costs 3.5 euros. "},
		"an initial":        {"J. R. Weber spoke. We heard.", 8, "J. R. Weber spoke. "},
		"an abbreviation":   {"The cars, e.g. those here. Yes.", 4, "The cars, e.g. those here. "},
		"Chinese":           {"他说好。我们走吧！真的吗？", 5, "我们走吧！"},
		"Japanese quote":    {"「行く。」と言った。彼は。", 6, "と言った。"},
		"Arabic":            {"هل جاء؟ نعم.", 2, "هل جاء؟ "},
		"lines part":        {"no stop\nnext line", 2, "no stop\n"},
		"behind everything": {"One. Two.", 99, "Two."},
		"nothing":           {"", 0, ""},
	} {
		l := lay(t, test.text, 900, WrapOptions{})
		from, to := l.SentenceAt(test.at)
		if got := l.Text(from, to); got != test.want {
			t.Errorf("%s: sentence is %q", name, got)
		}
	}
}
