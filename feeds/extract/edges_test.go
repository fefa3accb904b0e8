package extract

import (
	"strings"
	"testing"

	"tidings/feeds/content"
)

func TestDateLines(t *testing.T) {
	for s, want := range map[string]bool{
		"November 20, 2019": true, "02.02.2022 | Sport": true, "PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019": true,
		"postado em 04/05/2022 05:49 / atualizado em 04/05/2022 05:50": true, "28 kwietnia 2021, 06:29": true, "5 maja 2021 11:22/w Informacje": true,
		"6 января 2026, 10:30": true, "2026年1月5日 10:30": true, "2026年1月5日10時30分": true, "Thứ ba, 5 tháng 1 2026, 10:30": true, "by Ann Example January 8, 2026 | 6:03 pm": true,
		"In 2019 the harbour was closed.": false, "The council has met 12 times since 2019 and wants to meet again": false, "2019": false, "Chapter 3": false, "": false,
		"【2026年1月5日】": false, "市議会は2026年1月5日に古い岸壁の計画を承認した": false,
	} {
		if got := dateLine(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestWhatStandsAroundTheTextGoes(t *testing.T) {
	text := "<p>" + sentence + sentence + "</p>"
	for name, source := range map[string]string{
		"the date above":          `<p>6 January 2026, 10:30</p>` + text + text,
		"the site's name above":   `<h2><a href="/">The Example</a></h2>` + text + text,
		"rights below":            text + text + `<p>© 2026 The Example. All rights reserved.</p>`,
		"where to follow":         text + text + `<p>Follow us on Photogram for more of the harbour.</p><p>Have a tip? Send us a letter.</p>`,
		"whose picture it is":     text + text + `<p>Photo: Ann Example</p>`,
		"more in English":         text + text + `<h3>More great Example stories</h3><ul><li><a href="/a">The ferries are late</a></li></ul>`,
		"more in German":          text + text + `<h3>Weitere Beiträge zum Thema</h3><p><a href="/a">Die Fähren</a></p>`,
		"more, below all":         text + text + `<h3>Empfohlene Beiträge</h3>`,
		"where the source is":     text + text + `<p>Quelle: Hafenamt</p>`,
		"the date above and more": `<p>6 January 2026</p><p>10:30, 6 January 2026</p>` + text + text + `<p>Posted in Harbour</p>`,
	} {
		const base = "https://example.com/x"
		got := content.PlainText(trim(content.Blocks(content.Clean(source, base)), base))
		if want := strings.TrimSpace(sentence+sentence) + "\n\n" + strings.TrimSpace(sentence+sentence); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAHeadingThatOffersMoreAndGoesOnStays(t *testing.T) {
	text := "<p>" + sentence + sentence + "</p>"
	source := text + text + "<h3>More stories from the quay</h3>" + text + text
	got := content.PlainText(trim(content.Blocks(content.Clean(source, "")), "https://example.com/x"))
	if !strings.Contains(got, "More stories from the quay") {
		t.Errorf("%q", got)
	}
}
