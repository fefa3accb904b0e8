package viewmodel

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"tidings/feeds"
)

// Published is when an article appeared, as its head shows it, and in full with
// the time zone and when it was updated, for whoever asks.
func Published(a feeds.Article, now time.Time) (short, full string) {
	at := a.Date()
	short = When(at, now)
	if d := now.Sub(at); d >= time.Minute && d < 24*time.Hour {
		short += ", " + Ago(d)
	}
	full = "Published " + moment(at, now) + "."
	if a.Published.IsZero() {
		full = "Arrived " + moment(at, now) + "; its feed gives no date."
	}
	if laterVersion(a) {
		full += " Updated " + moment(a.Updated, now) + "."
	}
	return short, full
}

// updatedAfter is how much later than its publication an article must have been
// updated: many programs write two times that differ by what saving takes.
const updatedAfter = 5 * time.Minute

func laterVersion(a feeds.Article) bool {
	return !a.Updated.IsZero() && !a.Published.IsZero() && a.Updated.Sub(a.Published) >= updatedAfter
}

// UpdatedAt is when an article's publisher says that it was updated; empty if
// that is not later than it was published, or lies in the future.
func UpdatedAt(a feeds.Article, now time.Time) string {
	if !laterVersion(a) || a.Updated.After(now.Add(updatedAfter)) {
		return ""
	}
	if t := a.Updated.In(now.Location()); daysBetween(t, now) == daysBetween(a.Published.In(now.Location()), now) {
		return "updated " + t.Format("15:04")
	}
	return "updated " + InSentence(When(a.Updated, now))
}

// moment is a time with its day, its zone and how long ago it was.
func moment(t, now time.Time) string {
	t = t.In(now.Location())
	zone, _ := t.Zone()
	if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		zone = "UTC" + zone
	}
	return t.Format("Monday, 2 January 2006, 15:04 ") + zone + ", " + Ago(now.Sub(t))
}

// sectionLength is how many letters the name of a section has at most.
const sectionLength = 24

// Section is the part of the publication that an article appeared in: the first
// category that its publisher gives, where that is short enough to be one and is
// not one of the article's topics, which are shown beside it.
func Section(a feeds.Article) string {
	if len(a.Categories) == 0 {
		return ""
	}
	name := strings.TrimSpace(a.Categories[0])
	if n := utf8.RuneCountInString(name); n < 2 || n > sectionLength || strings.ContainsAny(name, "/:") {
		return ""
	}
	for _, t := range a.Topics {
		if strings.EqualFold(name, t.Topic.Name()) {
			return ""
		}
	}
	return name
}

// Comments is what the link to an article's comments is called.
func Comments(n int) string {
	switch n {
	case 0:
		return "Comments"
	case 1:
		return "1 comment"
	}
	return fmt.Sprintf("%d comments", n)
}
