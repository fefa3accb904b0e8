package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func links(page string) string { return `<p>See <a href="` + page + `">this page</a> for more.</p>` }

func TestPagesThatSeveralSourcesLinkToAreTrends(t *testing.T) {
	d := newNewsdesk(t)
	const report = "https://www.ledger.example/reports/tide-tables-2026.html"
	for i := range 4 {
		d.tell(says{feed: i, title: fmt.Sprint("On the tide tables ", i), hours: float64(i), text: links(report + fmt.Sprint("?utm_source=feed", i))})
	}
	d.tell(says{feed: 9, title: "On the tide tables, copied", hours: 1, copyOf: "On the tide tables 0", text: links(report)},
		says{feed: 5, title: "Two link to this", hours: 1, text: links("https://few.example/page")},
		says{feed: 6, title: "Two link to this as well", hours: 1, text: links("https://few.example/page")})
	for i := range 4 { // the home of a site, its own pages, and a picture, are no pages to speak of
		d.tell(says{feed: i, title: fmt.Sprint("Elsewhere ", i), hours: 1,
			text: links("https://home.example/") + links(site(i)+"/about") + links("https://home.example/big.jpg")})
	}
	p := d.front(FrontWishes{})
	if len(p.Links) != 1 {
		t.Fatalf("%+v", p.Links)
	}
	got := p.Links[0]
	if got.Link != report || got.Text != "ledger.example: tide tables 2026" || got.Sources != 4 || got.Page != 0 ||
		got.Why != "Four of your sources link to this page" || len(got.Articles) != 4 || got.Articles[0] != d.ids["On the tide tables 0"] {
		t.Errorf("%+v", got)
	}
}

func TestAPageThatIsStoredHasItsTitleAndDoesNotCountItself(t *testing.T) {
	d := newNewsdesk(t)
	page := site(8) + "/the-story"
	d.tell(says{feed: 8, title: "The story itself", hours: 9, link: page})
	for i := range 3 {
		d.tell(says{feed: i, title: fmt.Sprint("A look at it ", i), hours: float64(i), text: links(page)})
	}
	p := d.front(FrontWishes{})
	if len(p.Links) != 1 || p.Links[0].Text != "The story itself" || p.Links[0].Page != d.ids["The story itself"] || p.Links[0].Sources != 3 {
		t.Errorf("%+v", p.Links)
	}
}

func TestWhatAFeedLinksToBelowEachArticleDoesNotCount(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 3 {
		for n := range 6 {
			d.tell(says{feed: i, title: fmt.Sprint("Article ", i, n), hours: float64(n), text: links("https://support.example/us")})
		}
	}
	if p := d.front(FrontWishes{}); len(p.Links) != 0 {
		t.Errorf("%+v", p.Links)
	}
}

func TestLinksAreForgottenAfterAWeek(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 3 {
		d.tell(says{feed: i, title: fmt.Sprint("Look ", i), hours: 2, text: links("https://ledger.example/page")})
	}
	if p := d.front(FrontWishes{}); len(p.Links) != 1 {
		t.Fatalf("%+v", p.Links)
	}
	d.clock.Time = d.clock.AddDate(0, 0, linkDays+1)
	if p := d.front(FrontWishes{}); len(p.Links) != 0 {
		t.Errorf("a week later: %+v", p.Links)
	}
	if err := d.db.ForgetLinks(t.Context(), d.clock.AddDate(0, 0, -linkDays)); err != nil {
		t.Fatal(err)
	}
	if list, err := d.db.SharedLinks(t.Context(), time.Time{}); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestPagesAreShownByHostAndWords(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.ledger.example/2026/03/the-long-tide_of-paper.html?id=3": "ledger.example: the long tide of paper",
		"https://ledger.example/a/b/":                                         "ledger.example: b",
		"https://ledger.example/?p=12":                                        "ledger.example",
		"https://ledger.example/wiki/H%E1%BA%A3i_Ph%C3%B2ng":                  "ledger.example: Hải Phòng",
	} {
		if got := shownPage(address); got != want {
			t.Errorf("%s is shown as %q, want %q", address, got, want)
		}
	}
}

func TestNamesThatWereNotThereBeforeAreTrends(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 40 {
		d.tell(says{feed: i % 5, title: fmt.Sprint("Council meets again ", i), hours: 30 + float64(i),
			text: "<p>The council of Port Amber met again and Mayor Ines Holloway spoke of the budget for the harbour.</p>"})
	}
	for i := range 5 {
		d.tell(says{feed: i, title: fmt.Sprint("What the Kestrel Bridge will cost ", i), hours: float64(i) + 1,
			text: "<p>The council of Port Amber heard from Mayor Ines Holloway what the Kestrel Bridge will cost.</p>"})
	}
	p := d.front(FrontWishes{})
	at := slices.IndexFunc(p.Names, func(x Trend) bool { return x.Text == "Kestrel Bridge" })
	if at < 0 || p.Names[at].Sources != 5 || len(p.Names[at].Articles) != 5 || !strings.HasPrefix(p.Names[at].Why, "5 sources name it today") {
		t.Errorf("%+v", p.Names)
	}
	if slices.ContainsFunc(p.Names, func(x Trend) bool { return strings.Contains(x.Text, "Holloway") }) {
		t.Errorf("a name of every day is a trend: %+v", p.Names)
	}
}

func TestTrendsAreLookedForAgainInTheBackground(t *testing.T) {
	d := newNewsdesk(t)
	d.front(FrontWishes{})
	for i := range 3 {
		d.tell(says{feed: i, title: fmt.Sprint("Look ", i), hours: 2, text: links("https://ledger.example/page")})
	}
	if p := d.front(FrontWishes{}); len(p.Links) != 0 {
		t.Error("they were looked for at once again")
	}
	d.clock.Time = d.clock.Add(trendsFor + time.Minute)
	d.front(FrontWishes{}) // still the old ones
	d.work.Wait()
	if p := d.front(FrontWishes{}); len(p.Links) != 1 {
		t.Errorf("%+v", p.Links)
	}
}

func TestAFrontPageDoesNotWaitForTrendsWhileAWindowIsOpen(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 3 {
		d.tell(says{feed: i, title: fmt.Sprint("Look ", i), hours: 2, text: links("https://ledger.example/page")})
	}
	d.started.Store(true)
	told := make(chan Change, 8)
	defer d.Listen(func(c Change) { told <- c })()
	if p := d.front(FrontWishes{}); p.Links != nil {
		t.Errorf("%+v", p.Links)
	}
	for c := range told {
		if c.Derived {
			break
		}
	}
	if p := d.front(FrontWishes{}); len(p.Links) != 1 {
		t.Errorf("%+v", p.Links)
	}
}

func TestWhatTheReaderOpensBringsItsTopicAndSourceUp(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 60 {
		topic := []feeds.Topic{feeds.Politics, feeds.Business, feeds.World, feeds.Science}[i%4]
		d.tell(says{feed: i % 10, title: fmt.Sprint("Past ", i), hours: 30 + float64(i), topics: []feeds.Topic{topic}})
	}
	d.tell(says{feed: 1, title: "Vote", hours: 1, topics: []feeds.Topic{feeds.Politics}},
		says{feed: 2, title: "Comet", hours: 5, topics: []feeds.Topic{feeds.Science}},
		says{feed: 3, title: "Market", hours: 5.5, topics: []feeds.Topic{feeds.Business}})
	d.wantFirst("Vote", "One source")
	for i := 3; i < 60; i += 4 {
		d.open(fmt.Sprint("Past ", i))
	}
	d.wantFirst("Comet", "One source, in your topics")
	if err := d.SetFrontBalance(t.Context(), Balance{1, 1, 0, 1}); err != nil {
		t.Fatal(err)
	}
	d.wantFirst("Vote", "One source")
	if err := d.SetFrontBalance(t.Context(), Balance{1, 1, 1, 1}); err != nil {
		t.Fatal(err)
	}
	d.clock.Time = d.clock.AddDate(0, 6, 0) // long forgotten
	d.tell(says{feed: 1, title: "Late vote", hours: 1, topics: []feeds.Topic{feeds.Politics}},
		says{feed: 2, title: "Late comet", hours: 5, topics: []feeds.Topic{feeds.Science}})
	d.wantFirst("Late vote", "One source")
}

func TestASourceThatIsReadOftenComesUp(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 80 {
		d.tell(says{feed: i % 20, title: fmt.Sprint("Past ", i), hours: 30 + float64(i)})
	}
	d.tell(says{feed: 1, title: "Elsewhere", hours: 1}, says{feed: 7, title: "There", hours: 5})
	d.wantFirst("Elsewhere", "One source")
	for i := 7; i < 80; i += 20 {
		d.open(fmt.Sprint("Past ", i))
	}
	d.wantFirst("There", "One source, from a source you read often")
}

func (d *newsdesk) open(title string) {
	d.t.Helper()
	if err := d.db.NoteOpened(context.WithoutCancel(d.t.Context()), d.ids[title]); err != nil {
		d.t.Fatal(err)
	}
}

func (d *newsdesk) wantFirst(title, why string) {
	d.t.Helper()
	first := d.front(FrontWishes{}).Stories[0]
	if first.Lead.Title != title || first.Why != why {
		d.t.Errorf("first is %q (%s), want %q (%s)", first.Lead.Title, first.Why, title, why)
	}
}
