package terminal

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"":                 0,
		"abc":              3,
		"港口日报":             8,
		"Việt":             4,
		"Vie\u0323\u0302t": 4, // decomposed
		"한국":               4,
		"ｶﾅ":               2, // half width
		"الفضة":            5,
		"📰":                2,
		"a\u200bb":         2, // zero width space
	} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

func TestClipAndPad(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		want string
	}{
		{"harbour", 7, "harbour"},
		{"harbour", 5, "harb…"},
		{"港口日报", 5, "港口…"},
		{"港口日报", 4, "港…"},
		{"to the sea", 8, "to the…"},
	} {
		if got := clip(test.text, test.n); got != test.want {
			t.Errorf("clip %q to %d: %q, want %q", test.text, test.n, got, test.want)
		}
		if got := pad(test.text, test.n); columns(got) != test.n {
			t.Errorf("pad %q to %d: %q", test.text, test.n, got)
		}
	}
}

func TestWrap(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		n    int
		want []string
	}{
		"words":                  {"the tide went out", 9, []string{"the tide", "went out"}},
		"exactly":                {"the tide", 8, []string{"the tide"}},
		"space at the end":       {"the tide went", 8, []string{"the tide", "went"}},
		"a word that is longer":  {"an unbreakableword", 6, []string{"an", "unbrea", "kablew", "ord"}},
		"Chinese":                {"中韩签署九份文件", 8, []string{"中韩签署", "九份文件"}},
		"no line begins with 。":  {"中韩签署。九份", 8, []string{"中韩签", "署。九份"}},
		"no line ends with 「":    {"中韩签「署九份」", 8, []string{"中韩签", "「署九", "份」"}},
		"Korean keeps its words": {"한국과 중국이 서명", 10, []string{"한국과", "중국이", "서명"}},
		"line ends stay":         {"a\n\nb", 8, []string{"a", "", "b"}},
		"nothing":                {"", 8, []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wrap(test.text, test.n); !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestWrapAtMostEndsBetweenWords(t *testing.T) {
	got := wrapAtMost("the tide went out and the boats lay down", 12, 2)
	if want := []string{"the tide", "went out …"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCleanDisarms(t *testing.T) {
	for text, want := range map[string]string{
		"a\x1b[31mb":            "a[31mb",
		"a\u009b31mb":           "a31mb",
		"bell\a and\x00 null":   "bell and null",
		"two\r\nlines\tand tab": "two lines and tab",
		"a\u202egpj.exe":        "agpj.exe",
		"العربية كما هي":        "العربية كما هي",
		" many   spaces ":       "many spaces",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("the tide went out", 9)
	f.Add("中韩签署「九份」文件。", 4)
	f.Add("ภาษาไทยไม่มีช่องว่าง", 3)
	f.Add("\u0301\u0301 \xff\n", 2)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = 2 + abs(n)%100
		lines := wrap(text, n)
		for _, l := range lines {
			if columns(l) > n || strings.ContainsFunc(l, unicode.IsControl) {
				t.Errorf("%q takes %d columns of %d", l, columns(l), n)
			}
		}
		if utf8.ValidString(text) {
			squeeze := func(s string) string { return strings.Join(strings.Fields(clean(s)), "") }
			if a, b := squeeze(strings.Join(lines, " ")), squeeze(text); a != b {
				t.Errorf("%q became %q", b, a)
			}
		}
		for _, l := range wrapAtMost(text, max(n, 8), 2) {
			if columns(l) > max(n, 8) {
				t.Errorf("%q takes %d columns of %d", l, columns(l), n)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("The tide went out and the boats lay down. 中韩签署九份文件。 ", 40)
	b.ReportAllocs()
	for b.Loop() {
		wrap(text, 76)
	}
}
