package export

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestALinkSaysWhatItLeadsTo(t *testing.T) {
	a := article("Harbour reopens", "")
	a.Link = "https://harbour.example/1"
	for what, test := range map[string]struct{ got, want string }{
		"whole":              {LinkText(a), "Harbour reopens — The Harbour Post, https://harbour.example/1"},
		"without an address": {LinkText(Article{Article: articleWith("T", "javascript:x"), Source: "S"}), "T — S"},
		"without a source":   {LinkText(Article{Article: articleWith("T", "https://e.example/")}), "T, https://e.example/"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", what, test.got, test.want)
		}
	}
}

func TestAMailHasSubjectAndText(t *testing.T) {
	a := article("Boats & 100% “more” = +1?", "")
	a.Link, a.Lead = "https://harbour.example/?a=1&b=2", "Größe, 港口, 🚢."
	u, err := url.Parse(Mail(a))
	if err != nil || u.Scheme != "mailto" || strings.Contains(u.RawQuery, "+") {
		t.Fatal(u, err)
	}
	q := u.Query()
	if got := q.Get("subject"); got != a.Title {
		t.Errorf("subject %q", got)
	}
	want := a.Title + " — The Harbour Post, https://harbour.example/?a=1&b=2\r\n\r\nGröße, 港口, 🚢."
	if got := q.Get("body"); got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestAMailIsNeverTooLong(t *testing.T) {
	for what, a := range map[string]Article{
		"a long lead":    {Article: articleWith("T", "https://e.example/")},
		"a long title":   {Article: articleWith(strings.Repeat("Größe 港口 ", 900), "https://e.example/")},
		"a long address": {Article: articleWith("T", "https://e.example/"+strings.Repeat("a", 5000))},
		"line ends":      {Article: articleWith("T\r\nBcc: someone@e.example", "https://e.example/")},
	} {
		a.Lead = strings.Repeat("港口于星期四重新开放。", 400)
		got := Mail(a)
		if len(got) > mailAtMost {
			t.Errorf("%s: %d characters", what, len(got))
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		if body := u.Query().Get("body"); !utf8.ValidString(body) || strings.Contains(u.Query().Get("subject"), "\n") || u.Query().Has("Bcc") {
			t.Errorf("%s: %q", what, body)
		}
	}
}

func TestNamesOfFilesWorkEverywhere(t *testing.T) {
	for title, want := range map[string]string{
		"Harbour reopens":             "Harbour reopens",
		"A/B: what? <x> | \"y\" * \\": "A-B- what x - 'y'",
		"CON":                         "_CON",
		"nul.txt":                     "_nul.txt",
		"COM1":                        "_COM1",
		"lpt9.x":                      "_lpt9.x",
		"Console":                     "Console",
		"..":                          "Article",
		"":                            "Article",
		"trailing dots... ":           "trailing dots",
		".hidden":                     "hidden",
		"a\u202Efdp.exe\u202C":        "afdp.exe",
		"a\x00b\x1f\nc":               "ab c",
		"港口于星期四重新开放":                  "港口于星期四重新开放",
		"-rf":                         "rf",
		"a\u200Bb\u2066c\u2069\uFEFF": "abc",
	} {
		if got := FileName(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	for _, long := range []string{strings.Repeat("word ", 100), strings.Repeat("港", 300), strings.Repeat("a", 1000), strings.Repeat("é", 120)} {
		if got := FileName(long); len(got) > nameAtMost || len(got) < nameAtMost/2 || !utf8.ValidString(got) || strings.HasSuffix(got, "…") {
			t.Errorf("%d bytes: %q", len(got), got)
		}
	}
}

func TestNamesDiffer(t *testing.T) {
	n := Names{Taken: func(name string) bool { return name == "Here.pdf" }}
	for _, test := range [][2]string{
		{"News", "News.pdf"}, {"News", "News (2).pdf"}, {"NEWS", "NEWS (3).pdf"}, {"Here", "Here (2).pdf"}, {"Here", "Here (3).pdf"},
	} {
		if got := n.Name(test[0], ".pdf"); got != test[1] {
			t.Errorf("%q: %q, want %q", test[0], got, test[1])
		}
	}
}

func TestAddressesAreCleanOrNone(t *testing.T) {
	for address, want := range map[string]string{
		"https://e.example/a b|c":         "https://e.example/a%20b%7Cc",
		"https://e.example/?q=ü&r=%zz":    "https://e.example/?q=%C3%BC&r=%25zz",
		"https://e.example/?q=a%20b#part": "https://e.example/?q=a%20b#part",
		"mailto:a@e.example?subject=x":    "mailto:a@e.example?subject=x",
		"javascript:alert(1)":             "",
		"data:text/html,x":                "",
		"file:///etc/passwd":              "",
		"//e.example/":                    "",
		"relative":                        "",
		"https:///nohost":                 "",
		"":                                "",
	} {
		if got := webAddress(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
