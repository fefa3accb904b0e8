package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// StoredOf is what is stored of a feed.
func StoredOf(total, unread int, bytes int64) string {
	if total == 0 {
		return "No articles yet"
	}
	text := plural(total, "article", "articles")
	switch unread {
	case 0:
		text += ", all read"
	default:
		text += ", " + Number(unread) + " unread"
	}
	if bytes > 0 {
		text += ", " + Bytes(bytes)
	}
	return text
}

// LastTry is when a feed was asked last and what that took.
func LastTry(x feeds.FetchState, now time.Time) string {
	text := When(x.Checked, now)
	if took := Took(x.Took); took != "" {
		text += ", in " + took
	}
	return text
}

// NextTry is when a feed will be asked, and the reason.
func NextTry(f feeds.Feed, now time.Time) string {
	switch {
	case f.Local():
		return "Never: you fill it yourself."
	case f.Fetch.Gone:
		return "Never: " + lowered(f.Fetch.Why, "its server says that it is gone for good.")
	case f.Paused:
		return "When you resume it."
	case f.Fetch.Next.IsZero():
		return "At the next refresh."
	case !f.Fetch.Next.After(now):
		return "Now. " + f.Fetch.Why
	}
	return Coming(f.Fetch.Next, now) + ". " + f.Fetch.Why
}

// lowered is a sentence to follow a colon; fallback where there is none.
func lowered(sentence, fallback string) string {
	if sentence == "" {
		return fallback
	}
	return strings.ToLower(sentence[:1]) + sentence[1:]
}

// Coming is a time that is still to come.
func Coming(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := -daysBetween(t, now); {
	case days <= 0:
		return "Today " + t.Format("15:04")
	case days == 1:
		return "Tomorrow " + t.Format("15:04")
	case days < 7:
		return t.Format("Monday 15:04")
	case t.Year() == now.Year():
		return t.Format("2 January, 15:04")
	}
	return t.Format("2 January 2006")
}

// Took is how long an answer took; empty: not known.
func Took(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Second:
		return fmt.Sprintf("%d ms", max(1, d.Milliseconds()))
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

// TryTimes is when a feed was tried; of several in a row also how often.
func TryTimes(t feeds.Try, now time.Time) string {
	if t.Times < 2 {
		return When(t.At, now)
	}
	return fmt.Sprintf("%s, %d×", When(t.At, now), t.Times)
}

// TrySize is how large an answer was and how long it took.
func TrySize(t feeds.Try) string {
	size := ""
	if t.Bytes > 0 {
		size = Bytes(t.Bytes)
	}
	return Dotted(size, Took(t.Took))
}

// Dotted joins the parts that are not empty.
func Dotted(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, " · ")
}

// NeedLook is the line of the sidebar about troubled feeds; empty: there are none.
func NeedLook(n int) string {
	if n == 0 {
		return ""
	}
	return plural(n, "feed needs a look", "feeds need a look")
}

// TroubledKey is the key of that line.
const TroubledKey = "troubled"

// WithTroubled adds the line to the end of the feeds.
func WithTroubled(items []Item, n int) []Item {
	if n == 0 {
		return items
	}
	return append(items[:len(items):len(items)], Item{Kind: ActItem, Key: TroubledKey, Name: NeedLook(n)})
}

// TroubleSince is since when a feed is not fine, as since says it, and how often it was
// tried; empty where that says nothing.
func TroubleSince(at time.Time, failures int, since string) string {
	switch {
	case at.IsZero():
		return ""
	case failures > 1:
		return since + ", " + plural(failures, "try", "tries")
	}
	return since
}

// AllWell says that no feed needs a look.
func AllWell(n int) string {
	switch n {
	case 1:
		return "Your feed is well."
	case 2:
		return "Both feeds are well."
	}
	return "All " + Number(n) + " feeds are well."
}

// TroubledOf says how many feeds are not fine.
func TroubledOf(n, all int) string {
	return plural(n, "feed of ", "feeds of ") + Number(all) + map[bool]string{true: " is", false: " are"}[n == 1] + " not fine."
}

// AskSpans are how often a feed may be asked; zero is by its rhythm. What was set stays
// among them.
func AskSpans(now time.Duration) []time.Duration {
	list := []time.Duration{0, 15 * time.Minute, time.Hour, 3 * time.Hour, 12 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}
	if now > 0 && !slices.Contains(list, now) {
		list = append(list, now)
	}
	return list
}

// AskSpan is how often a feed is asked, in a word or two.
func AskSpan(d time.Duration) string {
	switch {
	case d == 0:
		return "By its rhythm"
	case d%(7*24*time.Hour) == 0:
		return short(d, 7*24*time.Hour, "wk")
	case d%(24*time.Hour) == 0:
		return short(d, 24*time.Hour, "d")
	case d%time.Hour == 0:
		return short(d, time.Hour, "h")
	}
	return short(d, time.Minute, "min")
}

// A SpanChoice is one of the ways to say how often feeds are asked.
type SpanChoice struct {
	Every time.Duration // zero: as around it
	Name  string
}

// FolderSpans are those of a folder; the first is to say nothing.
func FolderSpans(f feeds.Folder, folders []feeds.Folder) []SpanChoice {
	around := "Each by its rhythm"
	if every, who := everyAround(f.Parent, folders); every > 0 {
		around = "As the folder " + Quoted(who) + ": " + EverySpan(every)
	}
	list := []SpanChoice{{0, around}}
	for _, d := range AskSpans(f.Every)[1:] {
		list = append(list, SpanChoice{d, Capital(EverySpan(d))})
	}
	return list
}

// everyAround is the interval that holds in a folder, and the name of the folder that
// says it; zero: none.
func everyAround(id feeds.FolderID, folders []feeds.Folder) (time.Duration, string) {
	for _, f := range folders {
		if f.ID == id && f.Every == 0 {
			return everyAround(f.Parent, folders)
		} else if f.ID == id {
			return f.Every, f.Name
		}
	}
	return 0, ""
}

// EverySpan is "every 15 minutes", "every day".
func EverySpan(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{7 * 24 * time.Hour, "week"}, {24 * time.Hour, "day"}, {time.Hour, "hour"}} {
		switch n := int(d / unit.length); {
		case n == 0 || d%unit.length != 0:
		case n == 1:
			return "every " + unit.name
		default:
			return fmt.Sprintf("every %d %ss", n, unit.name)
		}
	}
	return fmt.Sprintf("every %d minutes", int(d.Minutes()))
}

func short(d, unit time.Duration, name string) string {
	return fmt.Sprintf("%d %s", d/unit, name)
}

// Tried says what a server answered to a try.
func Tried(title string, articles int, newest time.Time, bytes int64, took time.Duration, now time.Time) string {
	text := "It answered: " + Quoted(title) + ", " + plural(articles, "article", "articles")
	if !newest.IsZero() {
		text += ", the newest of " + InSentence(When(newest, now))
	}
	return text + ". " + Dotted(Bytes(bytes), Took(took))
}
