package parse

import (
	"strings"
	"testing"
)

func TestDaysAndMonthsAreToldApartByTheOtherDatesOfAFeed(t *testing.T) {
	for name, test := range map[string]struct {
		language, dates, want string // of the first
	}{
		"one alone is day first":             {"", "5/1/2026", "2026-01-05"},
		"one alone in the United States":     {"en-us", "5/1/2026", "2026-05-01"},
		"am and pm":                          {"", "5/1/2026 8:30 pm", "2026-05-01"},
		"another has a day after the 12th":   {"", "5/1/2026, 4/28/2026", "2026-05-01"},
		"another has a month after the 12th": {"en-US", "5/1/2026, 28/12/2025", "2026-01-05"},
		"days that follow each other":        {"", "1/5/2026, 1/4/2026, 1/3/2026", "2026-01-05"},
		"months that would not":              {"", "05-01-2026 10:00, 04-01-2026 09:00", "2026-01-05"},
		"points are German":                  {"en-US", "5.1.2026, 1/25/2026", "2026-01-05"},
		"ISO is clear":                       {"en-US", "2026-01-05, 1/25/2026", "2026-01-05"},
	} {
		t.Run(name, func(t *testing.T) {
			var items strings.Builder
			for date := range strings.SplitSeq(test.dates, ", ") {
				items.WriteString("<item><pubDate>" + date + "</pubDate></item>")
			}
			doc := read(t, "<rss><channel><language>"+test.language+"</language>"+items.String()+"</channel></rss>")
			if got := doc.Entries[0].Published.Format("2006-01-02"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
