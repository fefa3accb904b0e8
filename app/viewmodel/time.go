// Package viewmodel decides what each pane shows: pure functions of values and
// the time, so that everything that can be decided without a widget is tested
// without one.
package viewmodel

import (
	"fmt"
	"time"
)

// Age is how long ago something happened, in a few characters.
func Age(d time.Duration) string {
	switch {
	case d < time.Minute: // also dates in the future, which feeds do have
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	case d < 14*24*time.Hour:
		return fmt.Sprintf("%d d", int(d.Hours()/24))
	case d < 365*24*time.Hour:
		return fmt.Sprintf("%d wk", int(d.Hours()/24/7))
	}
	return fmt.Sprintf("%d y", int(d.Hours()/24/365))
}

// Day is the name of a day as a heading of a list.
func Day(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days <= 0:
		return "Today"
	case days == 1:
		return "Yesterday"
	case days < 7:
		return t.Weekday().String()
	case t.Year() == now.Year():
		return t.Format("Monday, 2 January")
	}
	return t.Format("2 January 2006")
}

// daysBetween counts midnights.
func daysBetween(t, now time.Time) int {
	y, m, d := t.Date()
	ny, nm, nd := now.Date()
	a := time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	b := time.Date(ny, nm, nd, 12, 0, 0, 0, time.UTC)
	return int(b.Sub(a).Hours() / 24)
}

// When is the time of an article as its head shows it.
func When(t, now time.Time) string {
	t = t.In(now.Location())
	switch daysBetween(t, now) {
	case 0:
		return "Today " + t.Format("15:04")
	case 1:
		return "Yesterday " + t.Format("15:04")
	}
	if t.Year() == now.Year() {
		return t.Format("2 January, 15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

// Clock is a time in a narrow column: of the day, else the day of the week, else
// the date.
func Clock(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days <= 0:
		return t.Format("15:04")
	case days < 7:
		return t.Format("Mon")
	case t.Year() == now.Year():
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// Reading is how long an article takes to read at so many words a minute.
func Reading(words, speed int) string {
	if words == 0 {
		return ""
	}
	return fmt.Sprintf("%d min", max(1, (words+speed/2)/speed))
}

// Updated says how long ago the last refresh was.
func Updated(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "Updated just now"
	case d < time.Hour:
		return fmt.Sprintf("Updated %d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("Updated %d h ago", int(d.Hours()))
	}
	return fmt.Sprintf("Updated %d d ago", int(d.Hours()/24))
}

// Ago is Age as a phrase.
func Ago(d time.Duration) string {
	if d < time.Minute {
		return "just now"
	}
	return Age(d) + " ago"
}
