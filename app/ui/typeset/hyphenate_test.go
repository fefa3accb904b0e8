package typeset

import (
	"strings"
	"testing"
	"unicode"
)

// divided is a word with hyphens where it may be divided.
func divided(lang, word string) string {
	h := hyphenatorOf(lang)
	if h == nil {
		return "no patterns"
	}
	var out strings.Builder
	at := h.slits([]rune(strings.ToLower(word)))
	for i, r := range []rune(word) {
		if len(at) > 0 && int(at[0]) == i {
			out.WriteByte('-')
			at = at[1:]
		}
		out.WriteRune(r)
	}
	return out.String()
}

func TestPatternsDivideWordsAsTheirLanguageDoes(t *testing.T) {
	for _, test := range []struct{ lang, want string }{
		{"de", "Do-nau-dampf-schiff-fahrts-ge-sell-schaft"},
		{"de-AT", "Bun-des-ver-fas-sungs-ge-richt"},
		{"de", "Grund-stücks-ver-kehrs-ge-neh-mi-gung"},
		{"en-US", "hy-phen-ation"},
		{"en", "as-so-ciate"},
		{"en", "project"},
		{"en-GB", "hy-phen-a-tion"},
		{"fr", "an-ti-cons-ti-tu-tion-nel-le-ment"},
		{"es", "cons-ti-tu-cio-nal"},
		{"it", "co-sti-tu-zione"},
		{"pt", "cons-ti-tui-ção"},
		{"nl", "ver-ant-woor-de-lijk-heid"},
		{"sv", "re-ge-rings-be-slut"},
		{"nb", "sam-funns-øko-nomi"},
		{"da", "stats-mi-ni-ste-ren"},
		{"pl", "rze-czy-wi-stość"},
		{"fi", "yh-teis-kunta"},
		{"ru", "пра-ви-тель-ство"},
		{"uk", "дер-жав-ний"},
		{"el", "κυ-βέρ-νηση"},
		{"tr", "cum-hur-baş-kanı"},
	} {
		word := strings.ReplaceAll(test.want, "-", "")
		if got := divided(test.lang, word); got != test.want {
			t.Errorf("%s: %s is divided %s, not %s", test.lang, word, got, test.want)
		}
	}
}

func TestEveryLanguageOfTheTableHasPatternsInOrder(t *testing.T) {
	for tag, name := range sources {
		h := hyphenatorOf(tag)
		if h == nil {
			t.Errorf("%s: no file %s", tag, name)
			continue
		}
		data, _ := patternFiles.ReadFile("patterns/" + name + ".txt")
		last := ""
		for _, w := range fields(string(data)) {
			if w == "exceptions" {
				break
			}
			letters := strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, w)
			if letters <= last {
				t.Errorf("%s: pattern %q stands behind %q", name, letters, last)
			}
			last = letters
		}
		if !strings.Contains(string(data), "licence:") {
			t.Errorf("%s names no licence", name)
		}
	}
}

func TestLanguagesWithoutPatternsAreNotDivided(t *testing.T) {
	for lang, want := range map[string]bool{"": false, "vi": false, "ja": false, "de": true, "de_CH": true, "en-Latn-GB": true, "xx": false, "sr-Latn-RS": true} {
		if got := sourceOf(lang) != ""; got != want {
			t.Errorf("%q: %v", lang, got)
		}
	}
}

// hyphens are the hyphens that patterns put into a text.
func hyphens(t *testing.T, lang, text string) string {
	t.Helper()
	e := NewEngine(testFonts(t))
	p := e.Shape(words(text), ParaOptions{Lang: lang, Hyphenate: true})
	var out strings.Builder
	at := map[int]bool{}
	for _, b := range p.breaks {
		at[b.at] = b.kind.hyphenated()
	}
	for i, r := range p.text {
		if at[i] {
			out.WriteByte('-')
		}
		out.WriteRune(r)
	}
	return out.String()
}

func TestOnlyWordsOfProseAreDivided(t *testing.T) {
	for text, want := range map[string]string{
		"government":                        "gov-ern-ment",
		"(government)":                      "(gov-ern-ment)",
		"“government,” he":                  "“gov-ern-ment,” he",
		"https://example.org/governmental":  "https://example.org/governmental",
		"someone@governmental.example":      "someone@governmental.example",
		"governmental_thing":                "governmental_thing",
		"GOVERNMENT":                        "GOVERNMENT",
		"government2026":                    "government2026",
		"govern\u00ADment of":               "govern-ment of",
		"правительство":                     "правительство",
		"govern":                            "gov-ern",
		"into":                              "into",
		"gove\u0301rnment":                  "gove\u0301rnment",
		strings.Repeat("governmental", 8):   strings.Repeat("governmental", 8),
		"self-governing":                    "self-gov-ern-ing",
		"the party’s parliamentary faction": "the party’s par-lia-men-tary fac-tion",
	} {
		if got := hyphens(t, "en", text); got != want {
			t.Errorf("%q has hyphens %q, not %q", text, got, want)
		}
	}
}

func TestAHyphenNeverLeavesFewLettersAlone(t *testing.T) {
	for tag := range sources {
		h := hyphenatorOf(tag)
		for _, word := range []string{"abracadabra", "internacional", "правительство", "κυβέρνηση", "ideaalisesta"} {
			n := len([]rune(word))
			for _, at := range h.slits([]rune(word)) {
				if int(at) < 2 || n-int(at) < 3 || !unicode.IsLetter([]rune(word)[at]) {
					t.Errorf("%s: %s is divided at %d", tag, word, at)
				}
			}
		}
	}
}
