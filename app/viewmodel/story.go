package viewmodel

import (
	"fmt"
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

// A StoryDay is what was reported on a day.
type StoryDay struct {
	Name    string
	Members []feeds.Member // latest first
	Copies  map[feeds.ArticleID]int
}

// StoryDays are the days of a story, latest first, with wire copies folded into
// the article whose text they have.
func StoryDays(members []feeds.Member, now time.Time) []StoryDay {
	copies := map[feeds.ArticleID]int{}
	own := map[feeds.ArticleID]bool{}
	for _, m := range members {
		own[m.ID] = true
	}
	var days []StoryDay
	for i := len(members) - 1; i >= 0; i-- {
		m := members[i]
		if m.CopyOf != 0 && own[m.CopyOf] {
			copies[m.CopyOf]++
			continue
		}
		name := Day(m.Date(), now)
		if len(days) == 0 || days[len(days)-1].Name != name {
			days = append(days, StoryDay{Name: name, Copies: copies})
		}
		d := &days[len(days)-1]
		d.Members = append(d.Members, m)
	}
	return days
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

// Coverage is what a full coverage lists: the other reports of a story in time
// order, those with words of their own before wire copies of the same source.
func Coverage(members []feeds.Member, shown feeds.ArticleID) []feeds.Member {
	var out []feeds.Member
	for _, m := range members {
		if m.ID != shown {
			out = append(out, m)
		}
	}
	return out
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
