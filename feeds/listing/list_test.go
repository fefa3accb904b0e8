package listing

import (
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

var now = time.Date(2026, 1, 20, 12, 0, 0, 0, time.UTC)

func linksOf(d *feeds.Document) (out []string) {
	for _, e := range d.Entries {
		out = append(out, e.Link)
	}
	return out
}

func TestAShortSentenceIsALeadAndWhatIsNoneIsNot(t *testing.T) {
	item := func(n, lead string) string {
		return `<li class="item"><span>1.1.2026</span> <a href="/n/` + n + `">Headline of a longer piece, number ` + n + `</a><p>` + lead + `</p></li>`
	}
	body := `<html><body><ul>` + item("1", "All are invited.") + item("2", "Reading time 3 minutes") + item("3", "Mit neuen Regalen.") + item("4", "全部有效。谢谢大家。") + `</ul></body></html>`
	offers := Find(Source{Body: []byte(body), ContentType: "text/html; charset=utf-8", URL: "https://town.example/", Now: now})
	if len(offers) == 0 {
		t.Fatal("none was found")
	}
	var leads []string
	for _, e := range offers[0].Document.Entries {
		leads = append(leads, e.Summary)
	}
	if want := []string{"<p>All are invited.</p>", "", "<p>Mit neuen Regalen.</p>", "<p>全部有效。谢谢大家。</p>"}; !slices.Equal(leads, want) {
		t.Errorf("leads are %q", leads)
	}
}

func TestTheListOfAPageIsFoundWhateverItIsMadeOf(t *testing.T) {
	for _, x := range specimens() {
		t.Run(x.name, func(t *testing.T) {
			s := Source{Body: []byte(x.body), ContentType: "text/html; charset=utf-8", URL: x.url, Now: now}
			offers := Find(s)
			if len(offers) == 0 {
				t.Fatal("none was found")
			}
			d, r := offers[0].Document, offers[0].Recipe
			if got := linksOf(d); !slices.Equal(got, x.want) {
				t.Errorf("%+v finds %q", r, got)
			}
			dated := 0
			for i, e := range d.Entries {
				if e.Published.IsZero() {
					continue
				}
				if dated++; e.Published.Sub(time.Date(2026, 1, i+1, 0, 0, 0, 0, time.UTC)).Abs() > 8*time.Hour { // midnight where it is written
					t.Errorf("%s is of %v", e.Title, e.Published)
				}
			}
			if dated != x.dated || d.Entries[0].Title != x.title {
				t.Errorf("%d have dates; the first is %q", dated, d.Entries[0].Title)
			}
			again, err := Read(s, r)
			if err != nil || !slices.Equal(linksOf(again), linksOf(d)) {
				t.Errorf("the recipe %+v does not find it again: %v", r, err)
			}
		})
	}
}
