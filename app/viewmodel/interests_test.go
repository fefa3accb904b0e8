package viewmodel

import (
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

func lines(items []Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Name+" "+it.Count)
	}
	return out
}

func TestTheSidebarShowsWhatTheReaderFollows(t *testing.T) {
	story := func(id feeds.StoryID, title string, fresh int, quiet bool) feeds.FollowedStory {
		return feeds.FollowedStory{Story: feeds.Story{ID: id, Lead: feeds.Article{Title: title}}, New: fresh, Quiet: quiet}
	}
	x := Interests{
		Followed:  []feeds.FollowedStory{story(4, "Port strike", 3, false), story(5, "Comet", 1, false), story(6, "Old", 0, true)},
		Own:       []feeds.OwnTopic{{ID: 1, Name: "Silver"}, {ID: 2, Name: "Ports"}},
		OwnCounts: map[feeds.OwnTopicID]int{1: 22, 2: 999}, Most: 999,
		Topics: map[feeds.Topic]int{feeds.World: 4, feeds.Sport: 9},
		Hidden: []feeds.Topic{feeds.Sport},
	}
	items := WithInterests(nil, x)
	want := []string{"Following ", "Port strike 3", "Comet new", "Old ", "Silver 22", "Ports 999+", "New own topic… ",
		"Topics ", "World 4", "Hidden topics… "}
	if got := lines(items); !slices.Equal(got, want) {
		t.Errorf("sidebar is\n%q, want\n%q", got, want)
	}
	if !items[3].Quiet || items[1].Quiet || items[1].View != OneStory || items[1].Story != 4 || !items[4].Scope.Equal(feeds.Scope{Topics: []feeds.Topic{"Silver"}}) {
		t.Errorf("items are %+v", items)
	}
	x.Folded = true
	if got := lines(WithInterests(nil, x)); !slices.Equal(got, want[:8]) {
		t.Errorf("folded it is %q", got)
	}
	if got := WithInterests(nil, Interests{}); len(got) != 0 {
		t.Errorf("of nothing it shows %q", lines(got))
	}
}

func TestOnlyAMuteOfATopicAloneHidesTheTopic(t *testing.T) {
	sport := feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}
	list := []feeds.Mute{
		{Scope: sport, Unless: "final"},
		{Scope: feeds.Scope{Topics: []feeds.Topic{feeds.Crime}, Feed: 3}},
		{Scope: feeds.Scope{Topics: []feeds.Topic{feeds.World}, Text: "flood"}},
	}
	if got := Hidden(list); !slices.Equal(got, []feeds.Topic{feeds.Sport}) {
		t.Errorf("hidden are %v", got)
	}
}

func TestAMuteSaysUntilWhenAndUnlessWhat(t *testing.T) {
	for want, m := range map[string]feeds.Mute{
		"for ever":                                  {},
		"until 18:00":                               {Until: now.Add(8*time.Hour + 30*time.Minute)},
		"until tomorrow 09:30":                      {Until: now.Add(24 * time.Hour)},
		"until 23 December":                         {Until: MuteSpans[2].Until(now)},
		"until 2 January 2027":                      {Until: time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)},
		"for ever · unless 5 sources have it":       {Sources: 5},
		"for ever · unless it has \u2068goal\u2069": {Unless: " goal "},
	} {
		if got := MuteLine(m, now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatIsMissingOfAnOwnTopicIsSaid(t *testing.T) {
	for name, test := range map[string]struct {
		topic feeds.OwnTopic
		ok    bool
	}{
		"nothing":            {feeds.OwnTopic{}, false},
		"a name alone":       {feeds.OwnTopic{Name: "Ports"}, false},
		"a built-in name":    {feeds.OwnTopic{Name: "sport", Spellings: []string{"x"}}, false},
		"a spelling":         {feeds.OwnTopic{Name: "Ports", Spellings: []string{"harbour"}}, true},
		"an example":         {feeds.OwnTopic{Name: "Ports", Examples: []feeds.ArticleID{4}}, true},
		"an empty search":    {feeds.OwnTopic{Name: "Ports", Search: "  "}, false},
		"a search":           {feeds.OwnTopic{Name: "Ports", Search: "harbour"}, true},
		"words, but unnamed": {feeds.OwnTopic{Spellings: []string{"harbour"}}, false},
	} {
		if got := OwnFlaw(test.topic); (got == "") != test.ok {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWordsAreAddedOnceAndPartedByCommas(t *testing.T) {
	got := AddWord([]string{"Hafen"}, " harbour, hafen ,  Cảng   biển,,")
	if want := []string{"Hafen", "harbour", "Cảng biển"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestACorrectionIsSaidInASentence(t *testing.T) {
	for want, list := range map[string][]feeds.Topic{
		"It is about none of the topics now. Tidings learns from it.":                                    nil,
		"Moved to \u2068Sport\u2069. Tidings learns from it.":                                            {feeds.Sport},
		"Moved to \u2068Sport\u2069, \u2068Culture\u2069 and \u2068Ports\u2069. Tidings learns from it.": {feeds.Sport, feeds.Entertainment, "Ports"},
	} {
		if got := Corrected(list); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	list := ToggleTopic(ToggleTopic(nil, feeds.Sport), "Ports")
	if got := ToggleTopic(list, feeds.Sport); !slices.Equal(got, []feeds.Topic{"Ports"}) {
		t.Errorf("left are %v", got)
	}
	choices := TopicChoices(list, []feeds.Topic{"Ports"}, map[feeds.Topic]string{feeds.Sport: "goal in the headline"})
	last := choices[len(choices)-1]
	if len(choices) != len(feeds.Topics)+1 || !last.On || last.Name != "Ports" || choices[0].On {
		t.Errorf("%+v", choices)
	}
}

func TestASelectionIsMutedAsItStands(t *testing.T) {
	for text, want := range map[string]string{"": "", " one ": "one", "royal  wedding": `"royal wedding"`, `the "big" one`: `"the big one"`} {
		if got := WordsToMute(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got := AlsoMuted("a OR b"); got != "(a OR b) (is:muted OR -is:muted)" {
		t.Error(got)
	}
}
