package terminal

import (
	"fmt"
	"time"

	"tidings/app"
)

// age is how long ago something happened; the date of what is older than a day.
func age(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return ""
	case d < time.Minute: // also dates in the future, which feeds do have
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	}
	return date(t, now)
}

// date is a day, with its year unless that is the present one.
func date(t, now time.Time) string {
	t = t.In(now.Location())
	if t.Year() == now.Year() {
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// moment is a day and the time of day.
func moment(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(now.Location()).Format("Mon 2 January 2006, 15:04")
}

// day is the heading of the articles of one day.
func day(t, now time.Time) string {
	t = t.In(now.Location())
	today := app.Today(now)
	switch start := app.Today(t); {
	case start.Equal(today):
		return "Today"
	case start.Equal(today.AddDate(0, 0, -1)):
		return "Yesterday"
	case start.Before(today) && start.After(today.AddDate(0, 0, -7)):
		return t.Format("Monday")
	}
	return date(t, now)
}

// stamp is a time for programs, in UTC; empty if there is none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// minutes is how long it takes to read some words.
func minutes(words int) string {
	if words < 100 {
		return ""
	}
	return fmt.Sprintf("%d min", (words+219)/220)
}
