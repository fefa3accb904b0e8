package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheFrontPageSaysWhatIsNewSinceTheReaderLooked(t *testing.T) {
	for want, got := range map[string]string{
		"18 stories from 41 sources":                          FrontSummary(18, 41, 0, now.Add(-time.Hour), now),
		"1 story from 1 source":                               FrontSummary(1, 1, 3, time.Time{}, now),
		"18 stories from 41 sources · 7 new since 07:30":      FrontSummary(18, 41, 7, time.Date(2026, 11, 23, 7, 30, 0, 0, now.Location()), now),
		"2 stories from 2 sources · 1 new since Sunday 21:00": FrontSummary(2, 2, 1, time.Date(2026, 11, 22, 21, 0, 0, 0, now.Location()), now),
		"2 stories from 2 sources · 2 new since 1 November":   FrontSummary(2, 2, 2, time.Date(2026, 11, 1, 9, 0, 0, 0, now.Location()), now),
	} {
		if got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestOtherVoicesSpeakOtherLanguagesFirst(t *testing.T) {
	voice := func(id feeds.ArticleID, lang, title string, copyOf feeds.ArticleID) feeds.Member {
		return feeds.Member{Article: feeds.Article{ID: id, Language: lang, Title: title}, CopyOf: copyOf}
	}
	lead := feeds.Article{ID: 1, Language: "en-GB", Title: "Dam holds"}
	got := OtherVoices(lead, []feeds.Member{
		voice(2, "en", "Dam stands", 0), voice(3, "de", "Der Damm hält", 0), voice(4, "de-AT", "Damm steht", 0),
		voice(5, "vi", "Đập vững", 9), voice(6, "ko", "댐", 0), voice(7, "en", "DAM HOLDS", 0),
	}, 3)
	var ids []feeds.ArticleID
	for _, m := range got {
		ids = append(ids, m.ID)
	}
	if !slices.Equal(ids, []feeds.ArticleID{3, 6, 2}) {
		t.Errorf("the voices are %v, want one of each language, then others; no copies, nothing said twice", ids)
	}
}

func TestTheReasonBelowACardSaysNothingTwice(t *testing.T) {
	for why, want := range map[string]string{
		"9 sources in 6 hours, in your topics":                             "in your topics",
		"4 sources in 2 hours, 5 in all, growing: 3 more in the last hour": "growing: 3 more in the last hour",
		"One source, long read, from a source you read often":              "from a source you read often",
		"One source": "",
	} {
		if got := WhyHere(why); got != want {
			t.Errorf("of %q it says %q, want %q", why, got, want)
		}
	}
}

func TestWeightsHaveWords(t *testing.T) {
	for x, want := range map[float64]string{0: "not at all", 0.5: "less", 1: "as usual", 1.5: "more", 2: "twice as much", -1: "not at all", 9: "twice as much"} {
		if got := WeightName(x); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
}

func TestSourcesStandInTheOrderOfTheirFirstReport(t *testing.T) {
	sides := Sides(append(members(), feeds.Member{Article: feeds.Article{ID: 4, Feed: 1, Published: now.Add(-time.Hour), Received: now}}))
	var got []string
	for _, s := range sides {
		got = append(got, fmt.Sprint(s.Feed, len(s.Articles), s.First, s.After, s.CopyOf))
	}
	want := []string{"1 2 true 0s 0", "2 1 false 1h0m0s 1", "3 1 false 28h0m0s 0"}
	if !slices.Equal(got, want) {
		t.Errorf("sides are %q, want %q", got, want)
	}
	if note := SideNote(sides[1], Names{1: "Orbit Wire"}); note != "1 article · the text of "+Isolate("Orbit Wire") {
		t.Errorf("of the second it says %q", note)
	}
	if when := SideTime(sides[1], now); !strings.HasSuffix(when, "1 h after the first") {
		t.Errorf("the second came %q", when)
	}
}

func TestRelatedArticlesLedHereOrFollowed(t *testing.T) {
	at := func(id feeds.ArticleID, hours int) feeds.Relation {
		return feeds.Relation{Article: feeds.Article{ID: id, Published: now.Add(time.Duration(hours) * time.Hour), Received: now.Add(100 * time.Hour)}}
	}
	led, followed := LedAndFollowed([]feeds.Relation{at(1, 2), at(2, -5), at(3, 1), at(4, -9), at(5, 0)}, now)
	ids := func(list []feeds.Relation) (out []feeds.ArticleID) {
		for _, r := range list {
			out = append(out, r.ID)
		}
		return out
	}
	if !slices.Equal(ids(led), []feeds.ArticleID{4, 2, 5}) || !slices.Equal(ids(followed), []feeds.ArticleID{3, 1}) {
		t.Errorf("led %v, followed %v; both in the order of time", ids(led), ids(followed))
	}
}

func TestALanguageIsNamedWhereItIsAnother(t *testing.T) {
	for _, x := range []struct{ lang, than, want string }{
		{"vi", "en", "VI"}, {"en-GB", "en-US", ""}, {"pt-BR", "en", "PT"}, {"", "en", ""},
	} {
		if got := OtherLanguage(feeds.Article{Language: x.lang}, x.than); got != x.want {
			t.Errorf("%q beside %q is tagged %q, want %q", x.lang, x.than, got, x.want)
		}
	}
}

func TestWhatWasSaidAboutStoriesIsASentence(t *testing.T) {
	titles, names := map[feeds.ArticleID]string{1: "Dam holds", 2: "Levee breaks"}, Names{1: "Harbour Post", 2: "Orbit Wire"}
	plain := strings.NewReplacer("\u2068", "", "\u2069", "")
	for want, c := range map[string]feeds.StoryCorrection{
		"“Dam holds” and “Levee breaks” are one story.":             {Kind: feeds.Together, A: 1, B: 2},
		"“Dam holds” and “Untitled” are not one story.":             {Kind: feeds.Apart, A: 1, B: 3},
		"Articles of Harbour Post and Orbit Wire are never joined.": {Kind: feeds.FeedsApart, FeedA: 1, FeedB: 2},
	} {
		if got := plain.Replace(Said(c, titles, names)); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestWhyArticlesBelongTogetherSaysForHowLong(t *testing.T) {
	list := members()
	if Together(list) != "" {
		t.Error("without shared words there is nothing to say")
	}
	list[1].Why = "dam, Aruna · 1 hour apart"
	if got := Together(list); got != "dam, Aruna · within 28 hours" {
		t.Errorf("it says %q", got)
	}
}

func TestManySourcesThatDidNotCoverAStoryAreNotAllNamed(t *testing.T) {
	for _, x := range []struct {
		n     int
		all   bool
		named int
		rest  string
	}{{3, false, 3, ""}, {5, false, 5, ""}, {8, false, 4, "and 4 more of your sources"}, {8, true, 8, ""}} {
		if named, rest := NotCovered(x.n, x.all); named != x.named || rest != x.rest {
			t.Errorf("of %d (all: %v) it names %d and says %q", x.n, x.all, named, rest)
		}
	}
}
