package app

import (
	"fmt"
	"testing"

	"tidings/feeds"
)

func TestSitesThatSeveralSourcesLinkToAreSuggested(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 3 {
		d.tell(says{feed: i, title: fmt.Sprint("Ledger ", i), hours: float64(i), text: links(fmt.Sprint("https://www.ledger.example/reports/", i))},
			says{feed: i, title: fmt.Sprint("Own ", i), hours: 30, text: links(site(i) + "/about")})
	}
	d.tell(
		says{feed: 0, title: "Blogroll", hours: 5, text: links("https://tower.example/") + links("https://medium.com/@ada/why")},
		says{feed: 4, title: "Friends", hours: 6, text: links("http://tower.example/notes") + links("https://medium.com/@ada/how")},
		says{feed: 5, title: "Known", hours: 7, text: links(site(6)+"/story") + links("https://www.youtube.com/watch?v=1") + links("https://pics.example/big.jpg")},
		says{feed: 7, title: "Known too", hours: 8, text: links(site(6)+"/story") + links("https://www.youtube.com/watch?v=2") + links("https://pics.example/big.jpg")},
		says{feed: 6, title: "Its own", hours: 8, text: links(site(6) + "/more")},
		says{feed: 8, title: "Only one", hours: 9, text: links("https://single.example/")},
	)
	for i := range 2 { // a footer
		for n := range 6 {
			d.tell(says{feed: 9 + i, title: fmt.Sprint("Footer ", i, n), hours: float64(n), text: links("https://footer.example/us")})
		}
	}
	list, err := d.SuggestSites(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range list {
		got = append(got, fmt.Sprintf("%s %s %d/%d", x.Name, x.URL, len(x.Sources), x.Articles))
	}
	want := []string{"ledger.example https://www.ledger.example/ 3/3", "medium.com/@ada https://medium.com/@ada 2/2", "tower.example https://tower.example/ 2/2"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if x := list[0].Examples; len(x) != 3 || x[0].Title != "Ledger 0" || x[0].Article == 0 || x[0].Feed == x[1].Feed {
		t.Errorf("examples %+v", x)
	}
	if _, err := d.db.AddFeed(t.Context(), feeds.Feed{URL: "https://tower.example/feed"}); err != nil {
		t.Fatal(err)
	}
	if list, err = d.SuggestSites(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("after a subscription %+v, %v", list, err)
	}
}

func TestNothingIsSuggestedToWhoHasNothing(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	if list, err := core.SuggestSites(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}
