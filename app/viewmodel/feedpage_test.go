package viewmodel

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheNextTryIsSaidWithItsReason(t *testing.T) {
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	state := func(next time.Time) feeds.FetchState {
		return feeds.FetchState{Next: next, Why: "It has something new about every day."}
	}
	for want, f := range map[string]feeds.Feed{
		"Never: you fill it yourself.":                           {URL: feeds.SavedPages},
		"Never: its server says that it is gone for good.":       {Fetch: feeds.FetchState{Gone: true}},
		"When you resume it.":                                    {Paused: true, Fetch: state(now)},
		"At the next refresh.":                                   {},
		"Now. It has something new about every day.":             {Fetch: state(now.Add(-time.Hour))},
		"Today 14:00. It has something new about every day.":     {Fetch: state(now.Add(2 * time.Hour))},
		"Tomorrow 02:00. It has something new about every day.":  {Fetch: state(now.Add(14 * time.Hour))},
		"Friday 12:00. It has something new about every day.":    {Fetch: state(now.AddDate(0, 0, 3))},
		"30 March, 12:00. It has something new about every day.": {Fetch: state(now.AddDate(0, 0, 20))},
		"10 January 2027. It has something new about every day.": {Fetch: state(now.AddDate(0, 10, 0))},
	} {
		if got := NextTry(f, now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatATryTookIsSaidInFewCharacters(t *testing.T) {
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	try := feeds.Try{At: now.Add(-time.Hour), Times: 12, Bytes: 45_000, Took: 1300 * time.Millisecond}
	if got := TryTimes(try, now) + "; " + TrySize(try); got != "Today 11:00, 12×; 45 kB · 1.3 s" {
		t.Error(got)
	}
	for want, d := range map[string]time.Duration{"": 0, "1 ms": time.Microsecond, "250 ms": 250 * time.Millisecond, "31 s": 31 * time.Second} {
		if got := Took(d); got != want {
			t.Errorf("%s is %q", d, got)
		}
	}
	if got := StoredOf(1200, 3, 4_500_000); got != "1,200 articles, 3 unread, 4.5 MB" {
		t.Error(got)
	}
}

func TestTheSidebarSaysHowManyFeedsNeedALook(t *testing.T) {
	items := []Item{{Key: "front"}}
	if got := WithTroubled(items, 0); len(got) != 1 {
		t.Errorf("none are %+v", got)
	}
	if got := WithTroubled(items, 3); len(got) != 2 || got[1].Name != "3 feeds need a look" || got[1].Kind != ActItem || len(items) != 1 {
		t.Errorf("three are %+v", got)
	}
	if a, b := TroubledOf(1, 9), TroubledOf(1200, 1500); a != "1 feed of 9 is not fine." || b != "1,200 feeds of 1,500 are not fine." {
		t.Errorf("%q, %q", a, b)
	}
	if a, b := AllWell(1), AllWell(240); a != "Your feed is well." || b != "All 240 feeds are well." {
		t.Errorf("%q, %q", a, b)
	}
}

func TestTheIntervalThatWasSetStaysAmongTheChoices(t *testing.T) {
	list := AskSpans(5 * time.Hour)
	if len(list) != len(AskSpans(time.Hour))+1 || AskSpan(list[len(list)-1]) != "5 h" {
		t.Errorf("choices are %v", list)
	}
	for d, want := range map[time.Duration]string{0: "By its rhythm", 15 * time.Minute: "15 min", 24 * time.Hour: "1 d", 7 * 24 * time.Hour: "1 wk"} {
		if got := AskSpan(d); got != want {
			t.Errorf("%s is %q", d, got)
		}
	}
}
