package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

var library = Known{
	Feeds:   Names{1: "Báo Đà Nẵng"},
	Folders: map[feeds.FolderID]string{2: "Asia"},
	Now:     now,
}

func TestAnEmptyBoxProposesSearchesAndFields(t *testing.T) {
	recent := []string{"a", "b", "c", "d", "e", "f"}
	fields := make([]Proposal, 12)
	list := Idle(recent, fields)
	if n := len(list); n != 1+5+1+8+1 || list[0].Heading == "" || !list[1].Whole || !list[n-1].Help {
		t.Errorf("%d rows: %+v", n, list)
	}
	if list := Idle(nil, fields[:1]); len(list) != 3 || list[0].Heading == "" {
		t.Errorf("without searches: %+v", list)
	}
}

func TestTheLastTenSearchesAreRemembered(t *testing.T) {
	var list []string
	for i := range 12 {
		list = Remember(list, fmt.Sprint("search ", i))
	}
	list = Remember(list, " search 5 ")
	list = Remember(list, "  ")
	if len(list) != 10 || list[0] != "search 5" || list[1] != "search 11" || list[9] != "search 2" {
		t.Errorf("%q", list)
	}
}

func TestAMistakeIsPartedFromItsSearch(t *testing.T) {
	m := NewMistake("No.", "is:odd x", 3, 6)
	if m.Before != "is:" || m.Wrong != "odd" || m.After != " x" {
		t.Errorf("%+v", m)
	}
	if m := NewMistake("No.", "is", 5, 2); m.Before != "is" || m.Wrong+m.After != "" {
		t.Errorf("beyond the text: %+v", m)
	}
}

func TestWhereAScopeLooksIsSaidInWords(t *testing.T) {
	for want, in := range map[string]feeds.Scope{
		"Everywhere":                          {Text: "x"},
		"Báo Đà Nẵng · Unread":                {Feed: 1, UnreadOnly: true},
		"Asia · about World or Business":      {Folder: 2, Topics: []feeds.Topic{feeds.World, feeds.Business}},
		"Not about Sport":                     {Without: []feeds.Topic{feeds.Sport}},
		"Today":                               {Since: now.Add(-time.Hour)},
		"Since 1 November 2026 · about World": {Since: now.AddDate(0, 0, -22), Topics: []feeds.Topic{feeds.World}},
		"a removed source":                    {Feed: 9},
	} {
		if got := Where(in, library); got != want {
			t.Errorf("%+v: %q, want %q", in, got, want)
		}
	}
}

func TestALimitCanBeGivenUpAlone(t *testing.T) {
	in := feeds.Scope{Folder: 2, StarredOnly: true, Text: "x", Order: feeds.Oldest}
	list := Limits(in, library)
	if len(list) != 2 || list[0].Name != "Asia" || !list[0].Without.Equal(feeds.Scope{StarredOnly: true, Text: "x", Order: feeds.Oldest}) {
		t.Errorf("%+v", list)
	}
}

func TestASearchThatFindsNothingOffersWiderOnes(t *testing.T) {
	text, offers := Nothing(feeds.Scope{Text: "dam", Folder: 2, Topics: []feeds.Topic{feeds.World}}, library, 1200)
	if !strings.Contains(text, "Searched: Asia · about World") || !strings.Contains(text, "about 1200 articles") {
		t.Errorf("says %q", text)
	}
	if len(offers) != 2 || !offers[0].Scope.Equal(feeds.Scope{Text: "dam"}) || !offers[1].Scope.Equal(feeds.Scope{Text: "dam", Folder: 2}) {
		t.Errorf("offers %+v", offers)
	}
	if text, offers := Nothing(feeds.Scope{Text: "dam"}, library, 0); len(offers) != 0 || !strings.Contains(text, "Fewer words") {
		t.Errorf("everywhere: %q, %+v", text, offers)
	}
}

func TestNumbersOfWhatIsFound(t *testing.T) {
	got := []string{Found(0, 9), Found(1, 9), Found(9, 9), Found(10, 9), Matches(0, 9), Matches(1, 9), Matches(10, 9)}
	want := []string{"0 articles", "1 article", "9 articles", "more than 9 articles", "Matches nothing that is stored so far.", "Matches 1 stored article.", "Matches more than 9 stored articles."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestWhatWasFoundIsMarked(t *testing.T) {
	if got := Mark("rice and rain", [][2]int{{0, 4}, {9, 13}}, "<", ">"); got != "<rice> and <rain>" {
		t.Error(got)
	}
	rows := []Row{{Heading: "Today"}, {ID: 3, Title: "rice"}}
	Highlight(rows, map[feeds.ArticleID]string{3: "<rice>"})
	if rows[0].Marked != "" || rows[1].Marked != "<rice>" {
		t.Errorf("%+v", rows)
	}
	for want, test := range map[string]struct {
		in   string
		most int
	}{
		"…three four <five> six": {"…one two three four <five> six", 13},
		"one <two> three":        {"one <two> three", 13},
		"no mark at all in this": {"no mark at all in this", 13},
		"…公司恢复谈判港口<罢工>":          {"港口工人与码头公司恢复谈判港口<罢工>", 8},
	} {
		if got := Nearer(test.in, "<", test.most); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSavedSearchesStandInTheSidebar(t *testing.T) {
	items := Sidebar(nil, nil, feeds.Counts{}, now)
	if got := WithSearches(items, nil, nil, 999); len(got) != len(items) {
		t.Error("there is a group without searches")
	}
	list := []feeds.Search{{ID: 4, Name: "Dams", Scope: feeds.Scope{Text: "dam", Folder: 2, Order: feeds.Relevance}}, {ID: 6, Name: "Rice"}}
	got := WithSearches(items, list, map[feeds.SearchID]int{4: 999, 6: 12}, 999)
	if n := len(items); got[n].Kind != GroupItem || got[n+1].Count != "999+" || got[n+2].Count != "12" || got[n+2].Search != 6 {
		t.Errorf("%+v", got[n:])
	}
	if title := Title(got, "search:4", list[0].Scope); title != "Dams" {
		t.Errorf("the title is %q", title)
	}
	if title := Title(got, "search:4", feeds.Scope{Text: "dam burst"}); title != "Search: dam burst" {
		t.Errorf("the title of another search is %q", title)
	}
	if x, ok := Saved(list, feeds.Scope{Text: "dam", Folder: 2}); !ok || x.ID != 4 {
		t.Error("a saved search is not known in another order")
	}
	if _, ok := Saved(list, feeds.Scope{Text: "dam"}); ok {
		t.Error("a search elsewhere is taken for it")
	}
}

func TestTheSidebarMarksWhatAScopeIsOf(t *testing.T) {
	items := Sidebar([]feeds.Feed{{ID: 1, Title: "A"}}, []feeds.Folder{{ID: 2, Name: "Asia"}}, feeds.Counts{}, now)
	for want, in := range map[string]feeds.Scope{
		"folder:2": {Folder: 2, Text: "x", Topics: []feeds.Topic{feeds.World}},
		"feed:1":   {Feed: 1, Order: feeds.Oldest},
		"unread":   {UnreadOnly: true, Text: "x"},
		"all":      {Text: "x", LaterOnly: true, UnreadOnly: true},
	} {
		if got := KeyOf(items, in); got != want {
			t.Errorf("%+v: %s, want %s", in, got, want)
		}
	}
}

func TestSearchesAreNamedAndMadeSavable(t *testing.T) {
	in := feeds.Scope{Text: "rice OR grain", Folder: 2, Topics: []feeds.Topic{feeds.Business}}
	if got := SearchName(in, library); got != "rice OR grain, Asia, Business" {
		t.Error(got)
	}
	in = Savable(feeds.Scope{Text: "rice", Since: now.Add(-time.Hour)}, now)
	if in.Text != "rice since:today" || !in.Since.IsZero() {
		t.Errorf("%+v", in)
	}
	if in := Savable(feeds.Scope{Since: now.AddDate(0, 0, -22)}, now); in.Text != "since:2026-11-01" {
		t.Errorf("%+v", in)
	}
}

func TestARuleIsSaidInALine(t *testing.T) {
	for want, r := range map[string]feeds.Rule{
		"Delete · horoscope":       {Do: feeds.Discard, Scope: feeds.Scope{Text: "horoscope"}},
		"Star · dam · Báo Đà Nẵng": {Do: feeds.AddStar, Scope: feeds.Scope{Text: "dam", Feed: 1}},
		"Mark as read · Asia":      {Do: feeds.MarkRead, Scope: feeds.Scope{Folder: 2}},
		"Read later · Everywhere":  {Do: feeds.AddLater},
	} {
		if got := RuleLine(r, library); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
