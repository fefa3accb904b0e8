package compare

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// shown writes pieces as [-removed-] and {+added+}.
func shown(list []Piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString([]string{"", "[-", "{+"}[p.Kind] + p.Text + []string{"", "-]", "+}"}[p.Kind])
	}
	return b.String()
}

func TestAReaderSeesWhatChanged(t *testing.T) {
	for name, test := range map[string]struct{ old, new, want string }{
		"nothing":               {"The dam held.", "The dam held.", "The dam held."},
		"empty":                 {"", "", ""},
		"all new":               {"", "The dam held.", "{+The dam held.+}"},
		"all gone":              {"The dam held.", "", "[-The dam held.-]"},
		"a word":                {"The dam held.", "The dam broke.", "The dam [-held-]{+broke+}."},
		"a word more":           {"The dam held.", "The old dam held.", "The{+ old+} dam held."},
		"a word less":           {"The old dam held.", "The dam held.", "The[- old-] dam held."},
		"a sentence more":       {"I like tea.", "I like tea. I like coffee.", "I like tea.{+ I like coffee.+}"},
		"a sentence between":    {"One came. Two left.", "One came. Three ran. Two left.", "One came.{+ Three ran.+} Two left."},
		"a comma":               {"Rain, wind and hail", "Rain wind and hail", "Rain[-,-] wind and hail"},
		"a number":              {"at least 1,200 people", "at least 1,250 people", "at least [-1,200-]{+1,250+} people"},
		"an apostrophe":         {"it doesn't rain", "it didn't rain", "it [-doesn't-]{+didn't+} rain"},
		"two words in a row":    {"a big, red boat sank", "a small, blue boat sank", "a [-big, red-]{+small, blue+} boat sank"},
		"far apart":             {"Ada met the harbour workers of Delta on Monday", "Ben met the harbour workers of Delta on Friday", "[-Ada-]{+Ben+} met the harbour workers of Delta on [-Monday-]{+Friday+}"},
		"a paragraph more":      {"One.\nTwo.\n", "One.\nNew.\nTwo.\n", "One.\n{+New.\n+}Two.\n"},
		"a word of a paragraph": {"One.\nTwo is even.\nThree.", "One.\nTwo is prime.\nThree.", "One.\nTwo is [-even-]{+prime+}.\nThree."},
		"a paragraph divided":   {"One came. Two left.", "One came.\nTwo left.", "One came.[- -]{+\n+}Two left."},
		"Chinese":               {"总理访问莫斯科，随行人员很多。", "总理访问北京，随行人员很多。", "总理访问[-莫斯科-]{+北京+}，随行人员很多。"},
		"Japanese":              {"港の労働者はストライキを終えた", "港の労働者は会議を終えた", "港の労働者は[-ストライキ-]{+会議+}を終えた"},
		"Thai":                  {"วันนี้อากาศดีมาก", "วันนี้อากาศแย่มาก", "วันนี้อากาศ[-ดี-]{+แย่+}มาก"},
		"Korean":                {"항구 노동자가 돌아왔다", "항구 노동자들이 돌아왔다", "항구 [-노동자가-]{+노동자들이+} 돌아왔다"},
		"Arabic":                {"عاد عمال الميناء إلى العمل", "عاد عمال المصنع إلى العمل", "عاد عمال [-الميناء-]{+المصنع+} إلى العمل"},
		"an accent":             {"a cafe in Da Nang", "a café in Da Nang", "a [-cafe-]{+café+} in Da Nang"},
		"a family":              {"the 👨‍👩‍👧 came", "the 👨‍👩‍👦 came", "the [-👨‍👩‍👧-]{+👨‍👩‍👦+} came"},
		"spaces":                {"one  two", "one two", "one [- -]two"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := shown(Words(test.old, test.new)); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// exact fails unless the pieces give back both versions, and are as few as said.
func exact(t *testing.T, old, new string) {
	t.Helper()
	var a, b strings.Builder
	last := Kind(-1)
	for _, p := range Words(old, new) {
		if p.Text == "" || p.Kind == last || p.Kind == Removed && last == Added {
			t.Fatalf("%q, %q: %v", old, new, Words(old, new))
		}
		if utf8.ValidString(old) && utf8.ValidString(new) && !utf8.ValidString(p.Text) {
			t.Fatalf("%q, %q: half a character in %q", old, new, p.Text)
		}
		last = p.Kind
		if p.Kind != Added {
			a.WriteString(p.Text)
		}
		if p.Kind != Removed {
			b.WriteString(p.Text)
		}
	}
	if a.String() != old || b.String() != new {
		t.Fatalf("%q, %q: gives back %q, %q", old, new, a.String(), b.String())
	}
}

// edited is a text with some words changed, out of few, so that many are the same.
func edited(r *rand.Rand, text string, changes int) string {
	words := strings.SplitAfter(text, " ")
	some := []string{"dam ", "the ", "flood, ", "東京", "một ", "\n", "a\u0301 ", " "}
	for range changes {
		i := r.IntN(len(words))
		switch r.IntN(3) {
		case 0:
			words[i] = some[r.IntN(len(some))]
		case 1:
			words[i] += some[r.IntN(len(some))]
		default:
			words[i] = ""
		}
	}
	return strings.Join(words, "")
}

func TestThePiecesGiveBackBothVersions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for n := range 600 {
		old := edited(r, strings.Repeat("a b c ", n%60), n%50)
		exact(t, old, edited(r, old, r.IntN(20)))
		exact(t, old, edited(r, strings.Repeat("the dam ", n%40), n%30))
	}
}

// The way that is found is as short as the one that a table of all pairs gives.
func TestTheWayIsShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 2000 {
		a, b := make([]string, r.IntN(14)), make([]string, r.IntN(14))
		for i := range a {
			a[i] = string(rune('a' + r.IntN(4)))
		}
		for i := range b {
			b[i] = string(rune('a' + r.IntN(4)))
		}
		steps, common := stepsForWords, 0
		for _, x := range shortest(a, b, &steps) {
			if x.same {
				common += x.a1 - x.a0
			}
		}
		if want := longestCommon(a, b); common != want {
			t.Fatalf("%q, %q: %d in common, want %d", a, b, common, want)
		}
	}
}

func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = above
		}
	}
	return row[len(b)]
}

// huge has two versions without a word in common but their paragraphs' number.
func huge(words int) (old, new string) {
	var a, b strings.Builder
	for i := range words {
		a.WriteString(string(rune('a'+i%26)) + "x ")
		b.WriteString(string(rune('a'+i*7%26)) + string(rune('a'+i%25)) + " ")
	}
	return a.String() + "\nThe end.", b.String() + "\nThe end."
}

func TestHugeTextsAreComparedByParagraphs(t *testing.T) {
	old, new := huge(100_000)
	exact(t, old, new)
	list := Words(old, new)
	if last := list[len(list)-1]; last.Kind != Same || !strings.HasSuffix(last.Text, "The end.") {
		t.Errorf("the last paragraph is not found: %q", last.Text[max(0, len(last.Text)-20):])
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The dam held.", "The old dam\nbroke. ")
	f.Add("总理访问莫斯科", "总理 访问\r\n北京")
	f.Add("\xff\xfe it's 1,000.5", "e\u0301\u200d👩‍🚒 it’s 1.000,5")
	f.Fuzz(func(t *testing.T, old, new string) { exact(t, old, new) })
}

func BenchmarkWords(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	article := strings.Repeat("The harbour authority said on Monday that the dam would be closed for 12 days.\n", 60)
	after := edited(r, article, 25)
	b.Run("article", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Words(article, after)
		}
	})
	old, new := huge(100_000)
	b.Run("huge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Words(old, new)
		}
	})
}

// That the last paragraph is not ended by a line break makes it no other paragraph.
func TestAParagraphThatBecomesTheLastOneStays(t *testing.T) {
	got := Words("One.\nTwo two.\nThree three three.", "One.\nTwo two.")
	var same string
	for _, p := range got {
		switch {
		case p.Kind == Same:
			same += p.Text
		case p.Kind == Added:
			t.Errorf("added: %q", p.Text)
		}
	}
	if same != "One.\nTwo two." {
		t.Errorf("the same: %q of %v", same, got)
	}
}
