package query

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

func TestNeedlesStandInEveryMatch(t *testing.T) {
	for source, want := range map[string]string{
		`harbou?r`:          "harbo",
		`harbor \d+`:        "harbor ",
		`(the )?dam(med)+`:  "dam",
		`(flood){2,3}`:      "flood",
		`flood|dam`:         "flood dam",
		`(flood|d?) dam`:    " dam",
		`flood|d.m`:         "",
		`(port|rail)way`:    "port rail",
		`(?-i)Delta`:        "delta",
		`rocks`:             "roc",
		`[ab]flo.d`:         "flo",
		`東京.*港口`:            "東京",
		`Đường`:             "",
		`^$`:                "",
		`a.b`:               "",
		`x*`:                "",
		`C\+\+ (prog|lang)`: "c++ ",
	} {
		if got := strings.Join(needles(source), " "); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

// The needle never hides what the expression finds.
func TestPatternsFindWhatPackageRegexpFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	parts := []string{"flood", "Dam", "k", "K", "ſ", "s", "é", "É", "東京", " ", "c++", "ab", "AB", "\n", "ς", "Σ"}
	some := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		return b.String()
	}
	found := 0
	for range 20000 {
		source := regexp.QuoteMeta(some(1 + r.IntN(2)))
		switch r.IntN(5) {
		case 0:
			source = "(" + source + ")+" + regexp.QuoteMeta(some(1))
		case 1:
			source += "|" + regexp.QuoteMeta(some(1))
		case 2:
			source += "?" + regexp.QuoteMeta(some(1))
		case 3:
			source = "(?-i)" + source + ".*"
		}
		p, err := NewPattern(source)
		if err != nil {
			t.Fatal(err)
		}
		text := some(r.IntN(8))
		want := regexp.MustCompile("(?im)" + source).MatchString(text)
		if got := p.In(text); got != want {
			t.Fatalf("%q in %q: %v", source, text, got)
		}
		if want {
			found++
		}
	}
	if found < 2000 {
		t.Errorf("only %d of the texts match", found)
	}
}

func BenchmarkPattern(b *testing.B) {
	text := strings.Repeat("The harbour of Delta was closed on day 12. ", 60)
	for _, source := range []string{`harbor \d+`, `(harbor|port) \d+`} {
		p, err := NewPattern(source)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(source, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				p.In(text)
			}
		})
	}
}
