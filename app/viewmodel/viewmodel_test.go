package viewmodel

import (
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

var now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) // a Monday

func TestTimesAreSaidInAFewCharacters(t *testing.T) {
	for name, test := range map[string]struct{ got, want string }{
		"future":              {Age(-time.Hour), "now"},
		"minutes":             {Age(7 * time.Minute), "7 min"},
		"hours":               {Age(3*time.Hour + 50*time.Minute), "3 h"},
		"days":                {Age(50 * time.Hour), "2 d"},
		"weeks":               {Age(30 * 24 * time.Hour), "4 wk"},
		"years":               {Age(800 * 24 * time.Hour), "2 y"},
		"today":               {Day(now.Add(-time.Hour), now), "Today"},
		"tomorrow is today":   {Day(now.Add(20*time.Hour), now), "Today"},
		"yesterday":           {Day(now.Add(-10*time.Hour), now), "Yesterday"},
		"this week":           {Day(now.Add(-72*time.Hour), now), "Friday"},
		"this year":           {Day(now.AddDate(0, -2, 0), now), "Wednesday, 23 September"},
		"another year":        {Day(now.AddDate(-1, 0, 0), now), "23 November 2025"},
		"head of an article":  {When(now.Add(-10*time.Hour), now), "Yesterday 23:30"},
		"column, another day": {Clock(now.Add(-72*time.Hour), now), "Fri"},
		"short to read":       {Reading(40, 230), "1 min"},
		"long to read":        {Reading(1150, 230), "5 min"},
		"no text to read":     {Reading(0, 230), ""},
		"just refreshed":      {Updated(20 * time.Second), "Updated just now"},
		"a phrase":            {Ago(3 * time.Minute), "3 min ago"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", name, test.got, test.want)
		}
	}
}

func articles() []feeds.Article {
	return []feeds.Article{
		{ID: 5, Feed: 1, Title: "Five", Story: 3, Sources: 2, Published: now.Add(-time.Hour), Received: now},
		{ID: 4, Feed: 2, Published: now.Add(-2 * time.Hour), Received: now, Status: feeds.Status{Read: true, Starred: true}},
		{ID: 3, Feed: 2, Title: "Three", Story: 3, Sources: 2, Published: now.Add(-26 * time.Hour), Received: now},
	}
}

func headings(rows []Row) []string {
	var out []string
	for _, r := range rows {
		if r.Heading != "" {
			out = append(out, "# "+r.Heading)
		} else {
			out = append(out, r.Title)
		}
	}
	return out
}

func TestRowsHaveAHeadingWhereADayBegins(t *testing.T) {
	names := Names{1: "Harbour Post"}
	for name, test := range map[string]struct {
		order   feeds.Order
		byStory bool
		want    []string
	}{
		"by date":  {feeds.Newest, false, []string{"# Today", "Five", "Untitled", "# Yesterday", "Three"}},
		"by match": {feeds.Relevance, false, []string{"Five", "Untitled", "Three"}},
		"by story": {feeds.Newest, true, []string{"# Today", "Five", "Untitled"}},
	} {
		if got := headings(Rows(Listing{Articles: articles(), Names: names, Order: test.order, ByStory: test.byStory}, now)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	row := Rows(Listing{Articles: articles(), Names: names, Snippets: map[feeds.ArticleID]string{5: "found here"}}, now)[1]
	if row.Source != "Harbour Post" || row.Sources != "2 sources" || row.Age != "1 h" || !row.Unread || row.Lead != "found here" {
		t.Errorf("row is %+v", row)
	}
}

func TestWhatWasReadStaysInTheListOfUnread(t *testing.T) {
	old := articles()
	fresh := []feeds.Article{
		{ID: 6, Published: now.Add(-time.Minute), Received: now},
		old[0],
	}
	got := Keep(old, feeds.Page{Articles: fresh}, feeds.Newest)
	var order []feeds.ArticleID
	for _, a := range got {
		order = append(order, a.ID)
	}
	if want := []feeds.ArticleID{6, 5, 4, 3}; !slices.Equal(order, want) {
		t.Fatalf("list is %v, want %v", order, want)
	}
	if !got[3].Status.Read || got[1].Status.Read {
		t.Error("what is kept is what was read, and nothing else")
	}
}

func TestAChipGoesInOutAndOff(t *testing.T) {
	in := feeds.Scope{Feed: 7}
	one := Toggle(in, feeds.Sport)
	two := Toggle(one, feeds.Sport)
	three := Toggle(two, feeds.Sport)
	if !slices.Equal(one.Topics, []feeds.Topic{feeds.Sport}) || !slices.Equal(two.Without, []feeds.Topic{feeds.Sport}) || len(two.Topics) > 0 {
		t.Errorf("first %+v, then %+v", one, two)
	}
	if !three.Equal(in) {
		t.Errorf("the third click leaves %+v", three)
	}
	if all := Toggle(one, ""); !all.Equal(in) {
		t.Errorf("All leaves %+v", all)
	}
	chips := Chips(two, map[feeds.Topic]int{feeds.World: 3, feeds.Health: 0})
	want := []Chip{{Name: "All"}, {Topic: feeds.World, Name: "World", Count: 3}, {Topic: feeds.Sport, Name: "Sport", State: ChipOut}}
	if !slices.Equal(chips, want) {
		t.Errorf("chips are %+v", chips)
	}
}

func TestTheNextTopicFollowsTheOneThatIsOn(t *testing.T) {
	chips := Chips(feeds.Scope{}, map[feeds.Topic]int{feeds.World: 1, feeds.Sport: 1})
	if got := NextTopic(chips, 1); got != feeds.World {
		t.Errorf("after All comes %q", got)
	}
	if got := NextTopic(chips, -1); got != feeds.Sport {
		t.Errorf("before All comes %q", got)
	}
	chips = Chips(feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}, map[feeds.Topic]int{feeds.World: 1, feeds.Sport: 1})
	if got := NextTopic(chips, 1); got != "" {
		t.Errorf("after the last comes %q", got)
	}
	if got := NextTopic(nil, 1); got != "" {
		t.Errorf("of none comes %q", got)
	}
}

func TestTheSidebarListsFoldersWithWhatIsInThem(t *testing.T) {
	folders := []feeds.Folder{{ID: 1, Name: "Asia", Unread: 3}, {ID: 2, Name: "Inner", Parent: 1}, {ID: 3, Name: "Shut", Closed: true}}
	list := []feeds.Feed{
		{ID: 10, Title: "Loose"},
		{ID: 11, Title: "Seoul Ledger", Folder: 2, Unread: 3},
		{ID: 12, Title: "Hidden", Folder: 3, Fetch: feeds.FetchState{Error: "gone"}},
	}
	var got []string
	for _, it := range WithInterests(Sidebar(list, folders, feeds.Counts{Unread: 3}, now), Interests{Topics: map[feeds.Topic]int{feeds.Sport: 2}}) {
		got = append(got, it.Key+" "+it.Name+" "+it.Count)
	}
	want := []string{
		"front Front page ", "today Today ", "unread Unread 3", "starred Starred ", "later Read later ", "all All articles ",
		"sources Sources ", "folder:1 Asia 3", "folder:2 Inner ", "feed:11 Seoul Ledger 3", "folder:3 Shut ", "feed:10 Loose ",
		"topics Topics ", "topic:sport Sport 2", "topics:new New own topic… ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("sidebar is\n%q, want\n%q", got, want)
	}
}

func TestTheTitleNamesWhatIsShown(t *testing.T) {
	items := WithInterests(Sidebar(nil, nil, feeds.Counts{}, now), Interests{Topics: map[feeds.Topic]int{feeds.Sport: 1}})
	for want, got := range map[string]string{
		"Unread":                      Title(items, "unread", feeds.Scope{UnreadOnly: true}),
		"All articles · Sport":        Title(items, "all", feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}),
		"All articles · not Religion": Title(items, "all", feeds.Scope{Without: []feeds.Topic{feeds.Religion}}),
		"Sport":                       Title(items, "topic:sport", feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}),
		"Search: tide":                Title(items, "all", feeds.Scope{Text: "tide"}),
		"Articles":                    Title(items, "feed:99", feeds.Scope{Feed: 99}),
	} {
		if got != want {
			t.Errorf("title is %q, want %q", got, want)
		}
	}
}

func members() []feeds.Member {
	at := func(id feeds.ArticleID, feed feeds.FeedID, ago time.Duration, copyOf feeds.ArticleID) feeds.Member {
		return feeds.Member{Article: feeds.Article{ID: id, Feed: feed, Published: now.Add(-ago), Received: now}, CopyOf: copyOf, First: id == 1}
	}
	return []feeds.Member{at(1, 1, 30*time.Hour, 0), at(2, 2, 29*time.Hour, 1), at(3, 3, 2*time.Hour, 0)}
}

func TestAFullCoverageFoldsCopiesIntoTheirOriginal(t *testing.T) {
	own, copies := FoldCopies(members(), 3)
	if len(own) != 1 || own[0].ID != 1 || len(copies[1]) != 1 || copies[1][0].ID != 2 {
		t.Errorf("beside the third there are %+v with copies %+v", own, copies)
	}
	if own, copies = FoldCopies(members(), 1); len(own) != 2 || own[0].ID != 2 || len(copies) != 0 {
		t.Errorf("beside the original there are %+v with copies %+v", own, copies)
	}
	got := CoverageSummary(feeds.Story{Sources: 3}, members(), now)
	if want := "3 sources · first reported Sun · 1 is the same agency text"; got != want {
		t.Errorf("summary is %q, want %q", got, want)
	}
}

func TestKickersSayWhoCoversAStory(t *testing.T) {
	for want, s := range map[string]feeds.Story{
		"One source":               {Sources: 1},
		"One source, long read":    {Sources: 1, Lead: feeds.Article{Words: 2000}},
		"3 sources within an hour": {Sources: 3, First: now.Add(-20 * time.Minute), Last: now},
		"3 sources in 6 hours":     {Sources: 3, First: now.Add(-330 * time.Minute), Last: now},
		"9 sources · day 3":        {Sources: 9, First: now.Add(-49 * time.Hour), Last: now},
	} {
		if got := FrontKicker(s); got != want {
			t.Errorf("kicker is %q, want %q", got, want)
		}
	}
}

func TestFilesAreNamedAndMeasured(t *testing.T) {
	x := feeds.Enclosure{URL: "https://pod.example/a/ep-7.mp3?x=1", Type: "audio/mpeg", Length: 12_340_000}
	if FileName(x) != "ep-7.mp3" || FileNote(x) != "audio/mpeg · 12.3 MB" || FileSign(x.Type) != "♪" {
		t.Errorf("%q %q %q", FileName(x), FileNote(x), FileSign(x.Type))
	}
	if got := FileName(feeds.Enclosure{URL: "https://pod.example/"}); got != "pod.example" {
		t.Errorf("a file without a name is %q", got)
	}
}

func TestInitialsSkipQuotes(t *testing.T) {
	for name, want := range map[string]string{"“The” Post": "T", "港口日报": "港", " x": "x", "": "?"} {
		if got := Initial(name); got != want {
			t.Errorf("initial of %q is %q, want %q", name, got, want)
		}
	}
}

func TestSharedWordsAreSaidOnce(t *testing.T) {
	list := []feeds.Member{{Why: ""}, {Why: "Beijing, trade · 2 h apart"}, {Why: "BEIJING, Seoul, trade"}, {Why: "channel"}}
	if got, want := SharedWords(list, 3), "Beijing, trade, Seoul"; got != want {
		t.Errorf("shared words are %q, want %q", got, want)
	}
}
