package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestAStoryPageHasDaysWithCopiesBelowTheirText(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Strike begins", hours: 50, story: "strike", text: "<p>Dockers stopped work at the port of Amber on Monday. Ships wait outside.</p>"},
		says{feed: 2, title: "Strike begins, copied", hours: 49, story: "strike", copyOf: "Strike begins"},
		says{feed: 3, title: "Mediator Jorun Quist joins the strike talks", hours: 26, story: "strike", text: "<p>Dockers went on with their strike at the port of Amber. The mediator Jorun Quist arrived.</p>"},
		says{feed: 4, title: "Strike begins, a day later", hours: 25, story: "strike", copyOf: "Strike begins"},
		says{feed: 5, title: "Strike ends", hours: 3, story: "strike", text: "<p>The strike at the port of Amber is over. The mediator Jorun Quist announced a rise of 4.5 per cent.</p>"},
		says{feed: 1, title: "Ships move", hours: 1, story: "strike", text: "<p>Ships move again at the port of Amber after the strike.</p>"},
	)
	p, err := d.StoryPage(t.Context(), d.story["strike"])
	if err != nil {
		t.Fatal(err)
	}
	var days [][]string
	for i, day := range p.Days {
		var list []string
		for _, m := range day.Members {
			list = append(list, m.Title)
		}
		days = append(days, list)
		if i > 0 && !day.Date.After(p.Days[i-1].Date) {
			t.Errorf("%v is not later than %v", day.Date, p.Days[i-1].Date)
		}
	}
	want := [][]string{{"Strike begins"}, {"Mediator Jorun Quist joins the strike talks"}, {"Ships move", "Strike ends"}}
	if !slices.EqualFunc(days, want, slices.Equal) {
		t.Errorf("%q, want %q", days, want)
	}
	if copies := p.Days[0].Copies[d.ids["Strike begins"]]; len(copies) != 2 || len(p.Days[1].Copies) != 0 {
		t.Errorf("%d copies on the first day", len(copies))
	}
	if len(p.Days[0].Added) != 0 || !slices.ContainsFunc(p.Days[1].Added, func(s string) bool { return strings.Contains(s, "Quist") }) ||
		slices.ContainsFunc(p.Days[2].Added, func(s string) bool { return strings.Contains(s, "Quist") }) {
		t.Errorf("%q, %q and %q were added", p.Days[0].Added, p.Days[1].Added, p.Days[2].Added)
	}
	if len(p.Members) != 6 || !p.Members[0].First {
		t.Errorf("%d members", len(p.Members))
	}
	if _, err := d.StoryPage(t.Context(), 999_999); !IsMissing(err) {
		t.Errorf("a story that is not there: %v", err)
	}
}

func TestAStoryPageSaysWhatTheReaderDid(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(says{feed: 1, title: "Strike", hours: 5, story: "strike"}, says{feed: 2, title: "Strike too", hours: 4, story: "strike"},
		says{feed: 3, title: "Another strike", hours: 4, story: "strike"})
	if err := d.Follow(t.Context(), d.story["strike"]); err != nil {
		t.Fatal(err)
	}
	if err := d.NotThisStory(t.Context(), d.ids["Another strike"]); err != nil {
		t.Fatal(err)
	}
	d.clock.Time = d.clock.Add(time.Hour)
	d.tell(says{feed: 4, title: "Strike goes on", hours: 0.5, story: "strike"})
	p, err := d.StoryPage(t.Context(), d.story["strike"])
	if err != nil {
		t.Fatal(err)
	}
	if !p.Following || p.New != 1 || len(p.Joined) != 1 || p.Joined[0].Kind != feeds.Apart || len(p.Members) != 3 {
		t.Errorf("following %v, %d new, said %+v, %d members", p.Following, p.New, p.Joined, len(p.Members))
	}
}

func TestWhoHasNotToldAStory(t *testing.T) {
	d := newNewsdesk(t)
	write := func(feed, sport, other int, lang string, latest float64) {
		for i := range sport {
			d.tell(says{feed: feed, title: fmt.Sprint("Sport ", feed, i), hours: latest + float64(i), topics: []feeds.Topic{feeds.Sport}, lang: lang})
		}
		for i := range other {
			d.tell(says{feed: feed, title: fmt.Sprint("Other ", feed, i), hours: latest + float64(i), topics: []feeds.Topic{feeds.Science}, lang: lang})
		}
	}
	write(1, 3, 0, "en", 30) // tells it
	write(2, 2, 8, "en", 1)
	write(3, 6, 0, "en", 1)
	write(4, 6, 0, "de", 1)
	write(5, 6, 0, "en", 40) // silent since
	write(6, 0, 6, "en", 1)
	d.tell(says{feed: 1, title: "Final", hours: 5, story: "final", topics: []feeds.Topic{feeds.Sport}},
		says{feed: 8, title: "Final too", hours: 4, story: "final", topics: []feeds.Topic{feeds.Sport}})
	p, err := d.StoryPage(t.Context(), d.story["final"])
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range p.Missing {
		names = append(names, f.Name())
	}
	if want := []string{"Source 3", "Source 2"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}

func TestSummariesStandInTheTexts(t *testing.T) {
	d, all := room(t)
	a := all["harbour-post/azores-balance"]
	sum, err := d.Summary(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	body, err := d.Body(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sum {
		if s.Article != a.ID || !strings.Contains(body.Text, s.Text) {
			t.Errorf("%q does not stand there", s.Text)
		}
	}
	page := d.mustFront(t)
	n := 0
	for _, st := range page.Stories[:5] {
		sum, err := d.StorySummary(t.Context(), st.ID)
		if err != nil {
			t.Fatal(err)
		}
		n += len(sum)
		for _, s := range sum {
			b, err := d.Body(t.Context(), s.Article)
			if err != nil || !strings.Contains(b.Text, s.Text) {
				t.Errorf("%q does not stand in %d: %v", s.Text, s.Article, err)
			}
		}
	}
	if n == 0 {
		t.Error("nothing was summed up")
	}
}

func (d *Demo) mustFront(t *testing.T) FrontPage {
	t.Helper()
	p, err := d.FrontPage(t.Context(), FrontWishes{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDaysAreTheReadersDays(t *testing.T) {
	at := time.Date(2026, 3, 12, 22, 30, 0, 0, time.UTC)
	east := time.FixedZone("east", 7*3600)
	var list []feeds.Member
	for i := range 3 {
		m := feeds.Member{Article: feeds.Article{ID: feeds.ArticleID(i + 1), Published: at.Add(time.Duration(i) * time.Hour), Received: at.Add(9 * time.Hour)}}
		list = append(list, m)
	}
	if days := storyDays(list, time.UTC); len(days) != 2 {
		t.Errorf("%d days in UTC", len(days))
	}
	if days := storyDays(list, east); len(days) != 1 || days[0].Date.Day() != 13 {
		t.Errorf("in the east: %+v", days)
	}
}
