package query

import (
	"testing"

	"tidings/feeds"
)

func TestTopicsOfTheReadersOwnAreAskedForByName(t *testing.T) {
	own := []feeds.Topic{"Night Trains", "Orbit Works"}
	for text, want := range map[string]Expr{
		`topic:"night trains"`: Topic("Night Trains"),
		"topic:night":          Topic("Night Trains"),
		"topic:orbit":          Topic("Orbit Works"),
		"topic:sport":          Topic(feeds.Sport),
	} {
		if e, err := Parse(text, now, own...); err != nil || e != want {
			t.Errorf("%s: %v, %v", text, e, err)
		}
	}
	if _, err := Parse(`topic:"night trains"`, now); err == nil {
		t.Error("a topic that nobody knows is understood")
	}
}

func TestATopicIsRenamedWhereASearchAsksForIt(t *testing.T) {
	own := []feeds.Topic{"Night Trains", "Rail"}
	for text, want := range map[string]string{
		`topic:"night trains" is:unread`:              `topic:Sleepers is:unread`,
		`sleeping -topic:(NIGHT OR rail) "topic:nig"`: `sleeping -topic:(Sleepers OR rail) "topic:nig"`,
		"night trains":      "night trains",
		"topic:rail":        "topic:rail",
		"topic:nothing nig": "topic:nothing nig",
	} {
		if got := RenameTopic(text, now, own, "Night Trains", "Sleepers"); got != want {
			t.Errorf("%s became %s", text, got)
		}
	}
	if got := RenameTopic("topic:rail", now, own, "Rail", "Rail & road"); got != `topic:"Rail & road"` {
		t.Error(got)
	}
}
