package app

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// A Balance says how much each thing counts on the front page: from 0, not at all,
// over 1, as it is made, to 2, twice as much.
type Balance struct {
	Sources   float64 `json:"sources"`   // how many independent sources tell it, and how fast they become more
	Freshness float64 `json:"freshness"` // how long ago something new was told
	Topics    float64 `json:"topics"`    // the reader's own topics, and those they read
	Reading   float64 `json:"reading"`   // the sources that they read
}

// What a story weighs, in doublings of its sources: a story of seven sources weighs
// one more than a story of three.
const (
	// ageHours is how much older makes a story weigh one less: a story told by
	// three this evening stands beside one told by seven this morning.
	ageHours = 12
	// past is what a source counts that told the story before the front page
	// begins: a story of weeks is worth more than its day, but not as much as its
	// weeks.
	past = 0.25
	// mostGrowth keeps three reports within minutes from outweighing thirty.
	mostGrowth = 1
	topicGain  = 1   // the reader's topic is worth as much as twice the sources
	readerGain = 0.8 // their source a little less: a source writes about much
	longGain   = 0.4 // what only one source tells, if it tells it at length
	longWords  = 1200
	// pictureGain: a page of pictures and text reads better. It never outweighs a
	// source.
	pictureGain = 0.2
	// readLoss puts what was read below everything else of the day.
	readLoss = 3
	// sameTopic is what a story loses for each story of its topic above it, up to
	// mostSame of them.
	sameTopic = 0.4
	mostSame  = 3
)

// facts are what the weight of a story depends on.
type facts struct {
	first, last time.Time // in a source's own words, within the span
	span        float64   // hours that the front page reaches back
	age         float64   // hours since last
	sources     int       // independent ones within the span
	all         int       // independent ones ever; zero: not known yet
	lastHour    int       // of sources, those that came in the last hour
	lastHours   int       // and in the last three
	topics      []feeds.TopicScore
	liked       float64 // how near the topics are to the reader, 0 to 1
	often       float64 // how much the reader reads of its sources, 0 to 1
	words       int     // of the article that stands for it
	picture     bool
	read        bool // all of it within the span
	fresh       bool // told anew since the reader looked
}

// facts are false of a story that nothing is left of.
func (e *editor) facts(reports []storage.Report, span time.Duration) (facts, bool) {
	if len(reports) == 0 {
		return facts{}, false
	}
	f := facts{span: span.Hours(), topics: storage.AgreedTopics(reports), read: true, last: reports[len(reports)-1].Date}
	since := map[string]time.Time{} // the first report of each publisher
	for _, r := range reports {
		f.read = f.read && r.Read
		f.often = max(f.often, e.taste.feeds[r.Feed])
		if r.Copy {
			continue
		}
		by := publisher(r)
		if _, ok := since[by]; !ok {
			since[by] = r.Date
		}
		if f.first.IsZero() {
			f.first = r.Date
		}
		f.last = r.Date
		f.fresh = f.fresh || !e.seen.Since.IsZero() && r.Article > e.seen.Before
	}
	f.sources = len(since)
	for _, at := range since {
		f.lastHour += asInt(e.now.Sub(at) <= time.Hour)
		f.lastHours += asInt(e.now.Sub(at) <= 3*time.Hour)
	}
	for _, t := range f.topics {
		f.liked = max(f.liked, e.taste.topics[t.Topic])
	}
	f.age = max(0, e.now.Sub(f.last).Hours())
	return f, true
}

// publisher is whom a report counts for.
func publisher(r storage.Report) string { return cmp.Or(r.Publisher, fmt.Sprint(r.Feed)) }

// score is what a story weighs.
func (b Balance) score(f facts) float64 {
	earlier := max(0, f.all-f.sources)
	score := b.Sources * (math.Log2(1+float64(f.sources)+past*float64(earlier)) + f.growth())
	score -= b.Freshness * f.age / ageHours
	score += b.Topics*topicGain*f.liked + b.Reading*readerGain*f.often
	if f.long() {
		score += longGain
	}
	if f.picture {
		score += pictureGain
	}
	if f.read {
		score -= readLoss
	}
	return score
}

func (f facts) long() bool { return max(f.sources, f.all) == 1 && f.words > longWords }

// growth compares how many sources an hour bring a story now with how many did
// before: half a doubling each time that their number doubles.
func (f facts) growth() float64 {
	return min(mostGrowth, max(f.pace(f.lastHour, 1), f.pace(f.lastHours, 3)))
}

func (f facts) pace(now int, hours float64) float64 {
	if now < 2 {
		return 0
	}
	before := float64(f.sources-now) / (f.span - hours)
	return max(0, 0.5*math.Log2((1+float64(now)/hours)/(1+before)))
}

// why is the reason for a story's place, in a line.
func (f facts) why() string {
	parts := []string{f.told()}
	switch {
	case f.liked >= 0.5 && f.often >= 0.5:
		parts = append(parts, "in your topics and from a source you read often")
	case f.liked >= 0.5:
		parts = append(parts, "in your topics")
	case f.often >= 0.5:
		parts = append(parts, "from a source you read often")
	}
	switch {
	case f.lastHour >= 2 && f.lastHour < f.sources:
		parts = append(parts, fmt.Sprintf("growing: %d more in the last hour", f.lastHour))
	case f.lastHours >= 3 && f.lastHours < f.sources:
		parts = append(parts, fmt.Sprintf("growing: %d more in three hours", f.lastHours))
	}
	if f.read {
		parts = append(parts, "read")
	}
	return strings.Join(parts, ", ")
}

// told is by how many a story is told, and for how long.
func (f facts) told() string {
	n := max(1, f.sources) // only copies: one text
	text := "One source"
	if n > 1 {
		text = fmt.Sprintf("%d sources %s", n, during(f.last.Sub(f.first)))
	}
	if f.all > n {
		text += fmt.Sprintf(", %d in all", f.all)
	}
	if f.long() {
		text += ", long read"
	}
	return text
}

func during(d time.Duration) string {
	switch hours := int(math.Ceil(d.Hours())); {
	case hours <= 1:
		return "within an hour"
	case hours <= 24:
		return fmt.Sprintf("in %d hours", hours)
	default:
		return fmt.Sprintf("in %d days", (hours+23)/24)
	}
}

// varied takes the first n of a list in the order of weight so that one topic does
// not fill the top while there are others: a story loses a little for each of its
// topic above it. What is returned has scores that never rise.
func varied(list []candidate, n int) []candidate {
	list = slices.Clone(list)
	taken := map[feeds.Topic]int{}
	worth := func(x candidate) float64 {
		if len(x.facts.topics) == 0 {
			return x.score
		}
		return x.score - sameTopic*float64(min(mostSame, taken[x.facts.topics[0].Topic]))
	}
	var out []candidate
	for len(list) > 0 && len(out) < n {
		best := 0
		for i := range list {
			if worth(list[i]) > worth(list[best]) {
				best = i
			}
		}
		x := list[best]
		x.score = worth(x)
		if len(x.facts.topics) > 0 {
			taken[x.facts.topics[0].Topic]++
		}
		out, list = append(out, x), slices.Delete(list, best, best+1)
	}
	return out
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
