package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// FrontSummary is the line beside the date of the front page: how much there is, and
// how much of it is new since the reader looked last. A zero time: they never did.
func FrontSummary(stories, sources, fresh int, since, now time.Time) string {
	text := fmt.Sprintf("%s from %s", plural(stories, "story", "stories"), plural(sources, "source", "sources"))
	if fresh > 0 && !since.IsZero() {
		text += fmt.Sprintf(" · %d new since %s", fresh, sinceName(since, now))
	}
	return text
}

// sinceName is a moment in few characters: of today, the time alone.
func sinceName(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days <= 0:
		return t.Format("15:04")
	case days < 7:
		return t.Format("Monday 15:04")
	}
	return t.Format("2 January")
}

// FrontChips are those of the front page: All, then the topics that its stories have,
// with how many.
func FrontChips(in, without []feeds.Topic, counts map[feeds.Topic]int) []Chip {
	return Chips(feeds.Scope{Topics: in, Without: without}, counts)
}

// OtherVoices are the further headlines that stand below the lead story: one for each
// language that the lead is not in, then others, each from another source.
func OtherVoices(lead feeds.Article, others []feeds.Member, most int) []feeds.Member {
	spoken := map[string]bool{language(lead): true}
	var first, rest []feeds.Member
	for _, m := range others {
		switch lang := language(m.Article); {
		case m.CopyOf != 0 || strings.EqualFold(m.Title, lead.Title):
		case lang != "" && !spoken[lang]:
			spoken[lang] = true
			first = append(first, m)
		default:
			rest = append(rest, m)
		}
	}
	list := append(first, rest...)
	return list[:min(most, len(list))]
}

// language is the main part of an article's language: "pt" of "pt-BR".
func language(a feeds.Article) string {
	lang, _, _ := strings.Cut(a.Language, "-")
	return strings.ToLower(lang)
}

// FrontNothing says why the front page is empty, and what to do about it. filtered
// says that topics were chosen.
func FrontNothing(filtered bool, total int) string {
	switch {
	case filtered && total > 0:
		return "No story of the day is about this.\n\nThe first chip shows all."
	case filtered:
		return "A quiet day for this.\n\nThe first chip shows all, r asks your sources."
	}
	return "A quiet day: nothing new in the last week.\n\nr asks your sources."
}

// FrontHint is all that the front page knows of why a story stands where it does, with
// the names of those who cover it.
func FrontHint(s feeds.Story, sources []string, why string) string {
	text := strings.Join(sources, ", ")
	if s.Articles > len(sources) {
		text += fmt.Sprintf(" · %d articles", s.Articles)
	}
	if s.Independent > 0 && s.Independent < s.Sources {
		text += fmt.Sprintf(" · %s", plural(s.Independent, "with words of its own", "with words of their own"))
	}
	if s.Sources > 1 || WhyHere(why) != "" { // else there is nothing to say but that
		text += " · why here: " + why
	}
	return text
}

// WhyHere is the reason of the front page without the number of sources, which stands
// above the headline.
func WhyHere(why string) string {
	parts := slices.DeleteFunc(strings.Split(why, ", "), func(p string) bool {
		lower := strings.ToLower(p)
		counted := lower != "" && lower[0] >= '0' && lower[0] <= '9'
		return p == "" || counted || strings.HasPrefix(lower, "one source") || lower == "long read"
	})
	return strings.Join(parts, ", ")
}

// TrendNote says how many speak of a name or link to a page.
func TrendNote(sources int, growth float64) string {
	text := plural(sources, "source", "sources")
	if growth >= 2 {
		text += fmt.Sprintf(" · %.0f× as often", growth)
	}
	return text
}

// weightWords are what a slider of the front page says, from 0 to 2.
var weightWords = []string{"not at all", "hardly", "less", "a little less", "as usual", "a little more", "more", "much more", "twice as much"}

// WeightStep is how far one step of a slider goes.
const WeightStep = 0.25

// WeightName says in words how much something counts.
func WeightName(x float64) string {
	i := int(x/WeightStep + 0.5)
	return weightWords[min(max(i, 0), len(weightWords)-1)]
}
