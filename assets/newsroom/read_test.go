package newsroom

import (
	"strings"
	"testing"
	"time"
)

func TestReadSourceRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, text := range map[string]string{
		"a line without a key":   "title\n",
		"an unknown key":         "titel: X\n",
		"an unknown section":     "title: X\nsections: a=A\n\n=== one\nhours: 1\nsection: b\n\nText.",
		"an unknown article key": "title: X\n\n=== one\nhour: 1\n\nText.",
		"hours that are none":    "title: X\n\n=== one\nhours: soon\n\nText.",
	} {
		if _, _, err := readSource("x", text, now); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestReadArticleCountsHoursBackFromNow(t *testing.T) {
	_, list, err := readSource("x", "title: X\nlanguage: en\n\n=== one\nhours: 26.5\ntitle: On {weekday}\n\nThe lead.\n\nMore.", now)
	if err != nil {
		t.Fatal(err)
	}
	a := list[0]
	if !a.Published.Equal(time.Date(2031, time.March, 3, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("published %v", a.Published)
	}
	if a.Title != "On Monday" || a.Lead() != "The lead." {
		t.Errorf("%q, %q", a.Title, a.Lead())
	}
}

func TestFillDatesSpeaksTheSourcesLanguage(t *testing.T) {
	at := time.Date(2031, time.January, 31, 12, 0, 0, 0, time.UTC) // a Friday
	for _, test := range []struct{ text, language, want string }{
		{"{weekday}, {day} {month} {year}", "en", "Friday, 31 January 2031"},
		{"{weekday+1} {weekday-1}", "de", "Samstag Donnerstag"},
		{"{month-1} {month+1} {month+12}", "fr", "décembre février janvier"},
		{"{weekday} {month}", "vi", "thứ sáu tháng 1"},
		{"{month+1}{weekday}", "zh", "2月周五"},
		{"{day+1} {year-1}", "ko", "1 2030"},
		{"{else}", "en", "{else}"},
	} {
		if got := fillDates(test.text, test.language, at); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.language, test.text, got, test.want)
		}
	}
}

func TestEveryLanguageHasAllDaysAndMonths(t *testing.T) {
	for language, days := range weekdays {
		if len(days) != 7 {
			t.Errorf("%s has %d days", language, len(days))
		}
		for month := range 12 {
			if monthName(language, month) == "" {
				t.Errorf("%s has no month %d", language, month+1)
			}
		}
	}
}

func TestBodyWritesEveryKindOfBlock(t *testing.T) {
	text := strings.Join([]string{
		"A *lead* with a [link](a/b) & more.", "## Head", "> said\n> he", "- one\n- two",
		"| A | B |\n| 1 | 2 |", "    x < y\n    z",
	}, "\n\n")
	got := body(text, func(id ID) string { return "/to/" + string(id) })
	want := `<p>A <em>lead</em> with a <a href="/to/a/b">link</a> &amp; more.</p>
<h2>Head</h2>
<blockquote><p>said he</p></blockquote>
<ul>
<li>one</li>
<li>two</li>
</ul>
<table>
<tr><th>A</th><th>B</th></tr>
<tr><td>1</td><td>2</td></tr>
</table>
<pre><code>x &lt; y
z
</code></pre>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
