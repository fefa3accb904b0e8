package parse

import (
	"slices"
	"testing"
)

func TestSeveralNamesOfOneElementAreSeveralAuthors(t *testing.T) {
	for text, want := range map[string][]string{
		"Ana Prado, Lee Min and Joost van Dorp":      {"Ana Prado", "Lee Min", "Joost van Dorp"},
		"Ana Prado, Lee Min, and Joost van Dorp":     {"Ana Prado", "Lee Min", "Joost van Dorp"},
		"Élise Roy, Ana Prado et Zoë K. Adler":       {"Élise Roy", "Ana Prado", "Zoë K. Adler"},
		"Jan Eek, Ada Holm & Per Lund":               {"Jan Eek", "Ada Holm", "Per Lund"},
		"&quot;Ana Prado, Lee Min and Jo Dorp&quot;": {"Ana Prado", "Lee Min", "Jo Dorp"},
		// not clear
		"Prado, Ana":                      {"Prado, Ana"},
		"Prado Ruiz, Ana María":           {"Prado Ruiz, Ana María"},
		"Ana Prado and Lee Min":           {"Ana Prado and Lee Min"},
		"Marks, Mills and Partners":       {"Marks, Mills and Partners"},
		"Prado, Ana, and Min, Lee":        {"Prado, Ana, and Min, Lee"},
		"Ministry of Ports, Fish and Tea": {"Ministry of Ports, Fish and Tea"},
		"Ana Prado, Lee Min, Jo Dorp":     {"Ana Prado, Lee Min, Jo Dorp"},
		"Ana Prado, and Lee Min":          {"Ana Prado, and Lee Min"},
		"Ana Prado, Lee Min and staff":    {"Ana Prado, Lee Min and staff"},
	} {
		doc, err := Feed([]byte(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
			<item><title>One</title><guid>1</guid><dc:creator>`+text+`</dc:creator></item></channel></rss>`), "application/rss+xml", "https://a.example/feed")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range doc.Entries[0].Authors {
			got = append(got, a.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAnAddressThatIsBrokenOverLinesIsOne(t *testing.T) {
	for _, written := range []string{
		"https://a.example/2026/\n\t\t\tthe-report", "https://a.example/2026/\r\n      the-report\n", "\n  https://a.example/2026/  \n  the-report  ", "/2026/\n    the-report",
	} {
		for form, feed := range map[string]string{
			"RSS":  `<rss version="2.0"><channel><title>T</title><link>https://a.example/</link><item><title>One</title><link>` + written + `</link></item></channel></rss>`,
			"Atom": `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>One</title><link href="` + written + `"/></entry></feed>`,
		} {
			doc, err := Feed([]byte(feed), "application/xml", "https://a.example/feed")
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Entries[0].Link; got != "https://a.example/2026/the-report" {
				t.Errorf("%s, %q: %q", form, written, got)
			}
		}
	}
}
