package viewmodel

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheHeadSaysWhenAnArticleAppeared(t *testing.T) {
	hanoi := time.FixedZone("+07", 7*3600)
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, hanoi)
	at := func(hours float64) time.Time {
		return now.Add(-time.Duration(hours * float64(time.Hour))).UTC()
	}
	for name, test := range map[string]struct {
		a                    feeds.Article
		short, full, updated string
	}{
		"today": {
			feeds.Article{Published: at(2.5)},
			"Today 09:30, 2 h ago", "Published Monday, 5 January 2026, 09:30 UTC+07, 2 h ago.", "",
		},
		"just now": {
			feeds.Article{Published: at(0)},
			"Today 12:00", "Published Monday, 5 January 2026, 12:00 UTC+07, just now.", "",
		},
		"without a date": {
			feeds.Article{Received: at(50)},
			"3 January, 10:00", "Arrived Saturday, 3 January 2026, 10:00 UTC+07, 2 d ago; its feed gives no date.", "",
		},
		"updated the same day": {
			feeds.Article{Published: at(3), Updated: at(1)},
			"Today 09:00, 3 h ago", "Published Monday, 5 January 2026, 09:00 UTC+07, 3 h ago. Updated Monday, 5 January 2026, 11:00 UTC+07, 1 h ago.", "updated 11:00",
		},
		"updated another day": {
			feeds.Article{Published: at(72), Updated: at(24)},
			"2 January, 12:00", "Published Friday, 2 January 2026, 12:00 UTC+07, 3 d ago. Updated Sunday, 4 January 2026, 12:00 UTC+07, 1 d ago.", "updated yesterday 12:00",
		},
		"updated while it was saved": {
			feeds.Article{Published: at(72), Updated: at(72).Add(2 * time.Second)},
			"2 January, 12:00", "Published Friday, 2 January 2026, 12:00 UTC+07, 3 d ago.", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			short, full := Published(test.a, now)
			if short != test.short || full != test.full {
				t.Errorf("got %q, %q\nwant %q, %q", short, full, test.short, test.full)
			}
			if got := UpdatedAt(test.a, now); got != test.updated {
				t.Errorf("updated: got %q, want %q", got, test.updated)
			}
		})
	}
}

func TestASectionIsAShortCategoryThatIsNoTopic(t *testing.T) {
	business := []feeds.TopicScore{{Topic: feeds.Topics[1]}}
	for name, test := range map[string]struct {
		a    feeds.Article
		want string
	}{
		"none":                {feeds.Article{}, ""},
		"a section":           {feeds.Article{Categories: []string{"Metro", "rail"}}, "Metro"},
		"in Chinese":          {feeds.Article{Categories: []string{"国际"}}, "国际"},
		"a topic already":     {feeds.Article{Categories: []string{business[0].Topic.Name()}, Topics: business}, ""},
		"a sentence":          {feeds.Article{Categories: []string{"Everything that happened on our coast"}}, ""},
		"an address":          {feeds.Article{Categories: []string{"news/local"}}, ""},
		"a letter is no name": {feeds.Article{Categories: []string{"a"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Section(test.a); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
