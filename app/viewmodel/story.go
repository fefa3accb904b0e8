package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// FrontKicker is the line above a headline of the front page.
func FrontKicker(s feeds.Story) string {
	if s.Sources < 2 {
		if s.Lead.Words > 1200 {
			return "One source, long read"
		}
		return "One source"
	}
	text := fmt.Sprintf("%d sources", s.Sources)
	switch span := s.Last.Sub(s.First); {
	case span >= 24*time.Hour:
		return fmt.Sprintf("%s · day %d", text, daysBetween(s.First, s.Last)+1)
	case span < time.Hour:
		return text + " within an hour"
	default:
		return fmt.Sprintf("%s in %d hours", text, int(span.Hours()+0.99))
	}
}

// TopicNames are the names of the best topics, parted by dots.
func TopicNames(list []feeds.TopicScore, most int) string {
	var names []string
	for _, t := range list[:min(most, len(list))] {
		names = append(names, t.Topic.Name())
	}
	return strings.Join(names, " · ")
}

// CoverageSummary is the line beside "Full coverage".
func CoverageSummary(s feeds.Story, members []feeds.Member, now time.Time) string {
	parts := []string{fmt.Sprintf("%d sources", s.Sources)}
	if len(members) > 0 {
		parts = append(parts, "first reported "+Clock(members[0].Date(), now))
	}
	copies := 0
	for _, m := range members {
		if m.CopyOf != 0 {
			copies++
		}
	}
	if copies == 1 {
		parts = append(parts, "1 is the same agency text")
	} else if copies > 1 {
		parts = append(parts, fmt.Sprintf("%d are the same agency text", copies))
	}
	return strings.Join(parts, " · ")
}

// FoldCopies are the reports of a story in time order, each with the copies of its text;
// the article shown beside them is not listed, but its copies are.
func FoldCopies(members []feeds.Member, shown feeds.ArticleID) (own []feeds.Member, copies map[feeds.ArticleID][]feeds.Member) {
	there := map[feeds.ArticleID]bool{}
	for _, m := range members {
		there[m.ID] = m.CopyOf == 0
	}
	copies = map[feeds.ArticleID][]feeds.Member{}
	for _, m := range members {
		switch {
		case m.ID == shown:
		case m.CopyOf != 0 && m.CopyOf != shown && there[m.CopyOf]:
			copies[m.CopyOf] = append(copies[m.CopyOf], m)
		default:
			own = append(own, m)
		}
	}
	return own, copies
}

// LedAndFollowed parts related articles into those before another and those after it,
// each in time order.
func LedAndFollowed(list []feeds.Relation, at time.Time) (led, followed []feeds.Relation) {
	for _, r := range list {
		if r.Date().After(at) {
			followed = append(followed, r)
		} else {
			led = append(led, r)
		}
	}
	byTime := func(a, b feeds.Relation) int { return a.Date().Compare(b.Date()) }
	slices.SortStableFunc(led, byTime)
	slices.SortStableFunc(followed, byTime)
	return led, followed
}

// SharedWords are the words and names by which the articles of a story were
// brought together, each once.
func SharedWords(members []feeds.Member, most int) string {
	seen := map[string]bool{}
	var words []string
	for _, m := range members {
		reason, _, _ := strings.Cut(m.Why, " · ")
		for _, x := range strings.Split(reason, ", ") {
			key := strings.ToLower(x)
			if x != "" && !seen[key] && len(words) < most {
				seen[key] = true
				words = append(words, x)
			}
		}
	}
	return strings.Join(words, ", ")
}
