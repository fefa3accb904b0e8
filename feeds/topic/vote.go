package topic

import (
	"slices"

	"tidings/feeds"
)

// Vote is what an article of a story is about: half what it says itself, half what the
// others of the story say on average. A story has one subject, of which a short report
// says little.
func Vote(own []feeds.TopicScore, others ...[]feeds.TopicScore) []feeds.TopicScore {
	var s evidence
	for _, x := range Average(own, Average(others...)) {
		s[slices.Index(feeds.Topics, x.Topic)] = x.Score // Average knows no others
	}
	return shown(s)
}
