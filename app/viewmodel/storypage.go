package viewmodel

import (
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
)

// StoryMeta is the line below the headline of a story.
func StoryMeta(s feeds.Story, fresh int, now time.Time) string {
	parts := []string{
		plural(s.Sources, "source", "sources"),
		plural(s.Articles, "article", "articles"),
		"since " + sinceName(s.First, now),
	}
	if topics := TopicNames(s.Topics, 3); topics != "" {
		parts = append(parts, strings.ReplaceAll(topics, " · ", ", "))
	}
	if s.Unread > 0 && s.Unread < s.Articles {
		parts = append(parts, Number(s.Unread)+" unread")
	}
	if fresh > 0 {
		parts = append(parts, Number(fresh)+" new since you looked")
	}
	return strings.Join(parts, " · ")
}

// DayName is the heading of a day of a story, and DayAdded what that day added to it.
func DayName(day, now time.Time) string { return strings.ToUpper(Day(day, now)) }

// DayAdded says which words and names a day brought.
func DayAdded(added []string) string {
	if len(added) == 0 {
		return ""
	}
	return "new: " + strings.Join(isolated(added), ", ")
}

// Aside is how long an article is, and its language where that is another than that
// of the story's headline.
func Aside(a feeds.Article, headline string, speed int) string {
	text := Reading(a.Words, speed)
	if tag := OtherLanguage(a, headline); tag != "" {
		if text != "" {
			text += " · "
		}
		text += tag
	}
	return text
}

// OtherLanguage is the code of an article's language if it is another one.
func OtherLanguage(a feeds.Article, than string) string {
	lang := language(a)
	if lang == "" || lang == language(feeds.Article{Language: than}) {
		return ""
	}
	return strings.ToUpper(lang)
}

// A Side is what one source has about a story.
type Side struct {
	Feed     feeds.FeedID
	Articles []feeds.Member // in time order
	First    bool           // reported first of all
	After    time.Duration  // the first report of all
	// CopyOf is the source whose text all of its articles have; zero: it has words of
	// its own.
	CopyOf feeds.FeedID
}

// Sides are the sources of a story in the order in which they came to it.
func Sides(members []feeds.Member) []Side {
	at := map[feeds.FeedID]int{}
	of := map[feeds.ArticleID]feeds.FeedID{}
	for _, m := range members {
		of[m.ID] = m.Feed
	}
	var out []Side
	for _, m := range members {
		i, ok := at[m.Feed]
		if !ok {
			i = len(out)
			at[m.Feed] = i
			out = append(out, Side{Feed: m.Feed, First: m.First, After: m.Date().Sub(members[0].Date()), CopyOf: of[m.CopyOf]})
		}
		s := &out[i]
		s.Articles = append(s.Articles, m)
		if m.CopyOf == 0 || of[m.CopyOf] == m.Feed {
			s.CopyOf = 0
		}
	}
	return out
}

// SideTime says when a source came to a story.
func SideTime(s Side, now time.Time) string {
	text := When(s.Articles[0].Date(), now)
	if !s.First && s.After >= time.Minute {
		text += " · " + Age(s.After) + " after the first"
	}
	return text
}

// SideNote says how much a source has, and whether in words of its own.
func SideNote(s Side, names Names) string {
	text := plural(len(s.Articles), "article", "articles")
	if s.CopyOf != 0 {
		return text + " · the text of " + Isolate(names[s.CopyOf])
	}
	return text + " · own words"
}

// Elsewhere says how a story is told in another language.
func Elsewhere(language string, s feeds.Story) string {
	return Isolate(language) + " · " + plural(s.Sources, "source", "sources")
}

// TakenFrom names the sources of sentences.
func TakenFrom(sources []string) string {
	if len(sources) == 0 {
		return ""
	}
	return "taken from " + And(isolated(sources))
}

// isolated are names that stand in a text.
func isolated(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = Isolate(n)
	}
	return out
}

// And joins names as a sentence does.
func And(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// Together says why the articles of a story belong together.
func Together(members []feeds.Member) string {
	text := SharedWords(members, 12)
	if text == "" || len(members) < 2 {
		return text
	}
	span := members[len(members)-1].Date().Sub(members[0].Date())
	switch hours := int(span.Hours() + 0.99); {
	case hours <= 1:
		text += " · within an hour"
	case hours < 72:
		text += fmt.Sprintf(" · within %d hours", hours)
	default:
		text += fmt.Sprintf(" · over %d days", hours/24+1)
	}
	return text
}

// Said is what the reader said about stories, as a sentence. titles has the articles
// that it is about.
func Said(c feeds.StoryCorrection, titles map[feeds.ArticleID]string, names Names) string {
	switch c.Kind {
	case feeds.Together:
		return Quoted(titles[c.A]) + " and " + Quoted(titles[c.B]) + " are one story."
	case feeds.Apart:
		return Quoted(titles[c.A]) + " and " + Quoted(titles[c.B]) + " are not one story."
	case feeds.FeedsApart:
		return "Articles of " + Isolate(names[c.FeedA]) + " and " + Isolate(names[c.FeedB]) + " are never joined."
	}
	return ""
}

// SplitSaid, MergeSaid, NotSaid and NeverSaid say what was corrected.
func SplitSaid(n int) string {
	return plural(n, "article is a story of its own now.", "articles are a story of their own now.")
}

// MergeSaid says that stories are one now.
func MergeSaid(title string) string { return "One story with " + Quoted(title) + " now." }

// NotSaid says that an article is not about its story.
func NotSaid(title string) string {
	return Quoted(title) + " is not about this, and will not be again."
}

// NeverSaid says that articles of two sources are never joined.
func NeverSaid(a, b string) string {
	return "Articles of " + Isolate(a) + " and " + Isolate(b) + " are never joined again."
}

// CopiesName is the badge of a report whose text others have as well.
func CopiesName(copies int) string { return fmt.Sprintf("agency text ×%d", copies+1) }

// NotCovered is how many sources are named that do not cover a story, unless all are
// asked for, and what is said of the rest.
func NotCovered(n int, all bool) (named int, rest string) {
	const few = 4
	if all || n <= few+1 {
		return n, ""
	}
	return few, "and " + Number(n-few) + " more of your sources"
}

// SplitName is the button that makes ticked articles a story of their own.
func SplitName(n int) string {
	if n == 1 {
		return "Make this one a story of its own"
	}
	return "Make these " + Number(n) + " a story of their own"
}
