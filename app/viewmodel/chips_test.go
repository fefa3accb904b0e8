package viewmodel

import (
	"slices"
	"testing"

	"tidings/feeds"
)

func TestOwnTopicsStandBehindTheBuiltInOnesInTheOrderOfTheSidebar(t *testing.T) {
	counts := map[feeds.Topic]int{feeds.World: 4, "Ports": 2, "Silver": 1, "Just made": 3, "Empty": 0}
	var got []string
	for _, c := range Chips(feeds.Scope{Without: []feeds.Topic{"Gone"}}, counts, "Silver", "Ports", "Empty") {
		got = append(got, c.Name)
	}
	if want := []string{"All", "World", "Silver", "Ports", "Gone", "Just made"}; !slices.Equal(got, want) {
		t.Errorf("chips are %q, want %q", got, want)
	}
}

func TestChipsStayInTheirPlacesWhileTheMouseIsOverThem(t *testing.T) {
	shown := Chips(feeds.Scope{}, map[feeds.Topic]int{feeds.World: 9, feeds.Sport: 2})
	now := Chips(feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}, map[feeds.Topic]int{feeds.Health: 1, feeds.Sport: 12})
	got := Steady(shown, now)
	want := []Chip{
		{Name: "All"}, {Topic: feeds.World, Name: "World"},
		{Topic: feeds.Sport, Name: "Sport", State: ChipOn, Count: 12}, {Topic: feeds.Health, Name: "Health", Count: 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("chips are %+v, want %+v", got, want)
	}
}

func TestATopicIsLeftOutAtOnce(t *testing.T) {
	out := feeds.Scope{Feed: 3, Without: []feeds.Topic{feeds.Crime}}
	for name, in := range map[string]feeds.Scope{
		"off": {Feed: 3}, "on": {Feed: 3, Topics: []feeds.Topic{feeds.Crime}},
	} {
		if got := LeaveOut(in, feeds.Crime); !got.Equal(out) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := LeaveOut(out, feeds.Crime); !got.Equal(feeds.Scope{Feed: 3}) {
		t.Errorf("once more: %+v", got)
	}
	if got := Only(out, feeds.Sport); !got.Equal(feeds.Scope{Feed: 3, Topics: []feeds.Topic{feeds.Sport}}) {
		t.Errorf("only sport: %+v", got)
	}
}
