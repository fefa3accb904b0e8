package viewmodel

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
)

// A MuteSpan is for how long something is hidden.
type MuteSpan struct {
	Name string // as a choice
	Days int    // zero: for ever
}

// MuteSpans are those that are offered.
var MuteSpans = []MuteSpan{{"For a day", 1}, {"For a week", 7}, {"For a month", 30}, {"For ever", 0}}

// Until is the end of a span that begins now; zero: there is none.
func (s MuteSpan) Until(now time.Time) time.Time {
	if s.Days == 0 {
		return time.Time{}
	}
	return now.AddDate(0, 0, s.Days)
}

// MuteSources are from how many sources on a story is shown all the same; zero: it is
// hidden however many there are.
var MuteSources = []int{0, 3, 5, 10}

// MuteSourcesName is such a number as a choice.
func MuteSourcesName(n int) string {
	if n == 0 {
		return "However many"
	}
	return fmt.Sprintf("Fewer than %d", n)
}

// MuteName is what a mute is called that has no name: what it hides.
func MuteName(m feeds.Mute, known Known) string {
	if t, ok := HiddenTopic(m); ok {
		return t.Name()
	}
	return cmp.Or(m.Name, SearchName(m.Scope, known), "Everything")
}

// MuteLine says in a line until when and with which exceptions something is hidden.
func MuteLine(m feeds.Mute, now time.Time) string {
	parts := []string{"for ever"}
	if !m.Until.IsZero() {
		parts[0] = "until " + MuteEnd(m.Until, now)
	}
	if m.Sources > 0 {
		parts = append(parts, fmt.Sprintf("unless %d sources have it", m.Sources))
	}
	if text := strings.TrimSpace(m.Unless); text != "" {
		parts = append(parts, "unless it has "+Isolate(text))
	}
	return strings.Join(parts, " · ")
}

// MuteEnd is when a mute ends: the time of today or tomorrow, else the day.
func MuteEnd(until, now time.Time) string {
	until = until.In(now.Location())
	switch daysBetween(now, until) {
	case 0:
		return until.Format("15:04")
	case 1:
		return "tomorrow " + until.Format("15:04")
	}
	if until.Year() == now.Year() {
		return until.Format("2 January")
	}
	return until.Format("2 January 2006")
}

// Hides says how many articles a mute hides, or would hide.
func Hides(n int, would bool) string {
	verb := "hides"
	if would {
		verb = "Would hide"
	}
	switch n {
	case 0:
		return verb + " nothing now"
	case 1:
		return verb + " 1 article now"
	}
	return fmt.Sprintf("%s %s articles now", verb, Number(n))
}

// MuteSaid is the sentence that follows when something was hidden.
func MuteSaid(name string, hidden int, until, now time.Time) string {
	text := "Hidden: " + Quoted(name)
	if !until.IsZero() {
		text += ", until " + MuteEnd(until, now)
	}
	switch hidden {
	case 0:
		return text + ". Nothing of it is here now."
	case 1:
		return text + ". That is 1 article now."
	}
	return fmt.Sprintf("%s. That is %s articles now.", text, Number(hidden))
}

// AlsoMuted is a search that also finds what is hidden already.
func AlsoMuted(text string) string {
	const either = "(is:muted OR -is:muted)"
	if text = strings.TrimSpace(text); text == "" {
		return either
	}
	return "(" + text + ") " + either
}
