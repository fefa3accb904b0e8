package app

import (
	"cmp"
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// Word is the verdict in a word or two, to stand alone.
func (v Verdict) Word() string {
	switch v {
	case Unasked:
		return "Not asked yet"
	case Moving:
		return "Moving"
	case Quiet:
		return "Silent"
	case Failing:
		return "Failing"
	case Dead:
		return "Dead, it seems"
	case Retired:
		return "Retired"
	case Paused:
		return "Paused"
	case Local:
		return "Filled by you"
	}
	return "All is well"
}

// Says is how a feed is, in a sentence or two.
func (h Health) Says(now time.Time) string {
	text := h.Reason(now)
	if x := h.Feed.Fetch; (h.Verdict == Failing || h.Verdict == Dead) && !x.Failing.IsZero() && x.Failures > 1 {
		text += fmt.Sprintf(" It has been so %s: %d tries in a row.", SinceWhen(x.Failing, now), x.Failures)
	}
	return text
}

// Reason is Says without since when a feed has failed.
func (h Health) Reason(now time.Time) string {
	x := h.Feed.Fetch
	switch h.Verdict {
	case Local:
		return "Its articles are the pages that you saved. No server is asked."
	case Unasked:
		return cmp.Or(x.Why, "It is asked at the next refresh.")
	case Paused:
		if h.Barred {
			return fmt.Sprintf("It is what a command prints, which does not run until you allow it: “%s”.", commandOf(h.Feed.URL))
		}
		return "It is not asked until you resume it."
	case Retired:
		return "Its server says that it is gone for good (410), so it is not asked any more."
	case Dead, Failing:
		return x.Error
	case Quiet:
		if h.Usual > 0 {
			return fmt.Sprintf("Nothing new %s. Before, it had something about %s.", SinceWhen(h.Since, now), Every(h.Usual))
		}
		return fmt.Sprintf("Nothing new %s.", SinceWhen(h.Since, now))
	case Moving:
		return "Its server says that it is at another address for good: " + withoutLogin(x.MovedTo)
	}
	if remark := h.remark(); remark != "" {
		return remark
	}
	if s := h.Feed.Source(); s != feeds.OnWeb {
		return lookedAt(s, x)
	}
	if x.Status == 304 {
		return "At the last try it had nothing new."
	}
	return "The last try brought its document."
}

// remark is what is to be said of an answer that was not quite as it should be; empty:
// it was, or is not known.
func (h Health) remark() string {
	if len(h.Tries) == 0 || h.Tries[0].Class != "" {
		return ""
	}
	return h.Tries[0].Error
}

// Word is the verdict in a word or two, to stand before what it Says.
func (h Health) Word() string {
	if h.Verdict == Fine && h.remark() != "" {
		return "It answers"
	}
	return h.Verdict.Word()
}

// SinceWhen is "since 14:20", "since yesterday", "since 3 November".
func SinceWhen(t, now time.Time) string {
	t = t.In(now.Location())
	today := Today(now)
	switch {
	case !t.Before(today):
		return "since " + t.Format("15:04")
	case !t.Before(today.AddDate(0, 0, -1)):
		return "since yesterday"
	case t.Year() == now.Year() || now.Sub(t) < 300*24*time.Hour && t.Month() > now.Month():
		return "since " + t.Format("2 January")
	}
	return "since " + t.Format("January 2006")
}

// Every is "every hour", "every 3 days".
func Every(d time.Duration) string {
	if d < 45*time.Minute {
		n := int(d.Round(time.Minute) / time.Minute)
		if n <= 1 {
			return "every minute"
		}
		return fmt.Sprintf("every %d minutes", n)
	}
	day := 24 * time.Hour
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{365 * day, "year"}, {30 * day, "month"}, {7 * day, "week"}, {day, "day"}, {time.Hour, "hour"}} {
		n := int(math.Round(float64(d) / float64(unit.length)))
		switch {
		case unit.name == "week" && d < 14*day && d > 8*day:
			continue // days say more
		case n == 1 && d > unit.length*3/4:
			return "every " + unit.name
		case n > 1:
			return fmt.Sprintf("every %d %ss", n, unit.name)
		}
	}
	return "every hour"
}

// Often is a number of articles a week in the words that one would use.
func Often(perWeek float64) string {
	switch {
	case perWeek <= 0:
		return ""
	case perWeek >= 14:
		return fmt.Sprintf("about %.0f a day", perWeek/7)
	case perWeek >= 1:
		return fmt.Sprintf("about %.0f a week", perWeek)
	case perWeek >= 0.24:
		return fmt.Sprintf("about %.0f a month", math.Max(1, perWeek*30/7))
	}
	return "less than one a month"
}

// Asked says how often a server was asked, and how often it had nothing new; empty:
// not known.
func (r Requests) String() string {
	if r.Asked == 0 {
		return ""
	}
	day := "less than one"
	if r.PerDay >= 0.95 {
		day = fmt.Sprintf("about %.0f", r.PerDay)
	}
	text := fmt.Sprintf("%s a day", day)
	var parts []string
	if r.NotModified > 0 {
		parts = append(parts, fmt.Sprintf("%s of the last %d answered with “not modified”", portion(r.NotModified, r.Asked), r.Asked))
	}
	if r.Failed > 0 {
		parts = append(parts, fmt.Sprintf("%s in vain", portion(r.Failed, r.Asked)))
	}
	if len(parts) > 0 {
		text += "; " + strings.Join(parts, ", ")
	}
	return text
}

// portion is a part of a number of things.
func portion(part, of int) string {
	if part == of {
		return "all"
	}
	return fmt.Sprint(part)
}

// TryWords are what came of a try, in a few words, and its HTTP status with its name
// for those who know them.
func TryWords(t feeds.Try) (words, status string) {
	switch {
	case t.Status != 0:
		status = strings.TrimSpace(fmt.Sprintf("%d %s", t.Status, http.StatusText(t.Status)))
	case t.Class != "":
		status = t.Class
	}
	switch {
	case t.Class != "" || t.Error != "":
		return t.Error, status
	case t.Status == 304:
		return "Nothing new", status
	case t.New+t.Changed == 0:
		return "Nothing new in its document", status
	case t.Changed == 0:
		return fmt.Sprintf("%d new", t.New), status
	case t.New == 0:
		return fmt.Sprintf("%d changed", t.Changed), status
	}
	return fmt.Sprintf("%d new, %d changed", t.New, t.Changed), status
}

// Redirected says what is known of a permanent redirect; empty: nothing.
func Redirected(x feeds.FetchState) string {
	if x.MovedTo == "" {
		return ""
	}
	if x.MovedTimes >= fetch.MovesAfter { // another subscription has the address, or it could not be stored
		return "Seen at " + withoutLogin(x.MovedTo) + ", which you are subscribed to already."
	}
	return withoutLogin(x.MovedTo) + ". " + movesIn(x.MovedTimes)
}

// AccessWords say how a feed is asked where that differs from the others; empty: as
// all are.
func AccessWords(f feeds.Feed) string {
	var parts []string
	add := func(yes bool, text string) {
		if yes {
			parts = append(parts, text)
		}
	}
	a := f.Access
	add(f.Every > 0, Every(f.Every)+", as you set it")
	add(a.Secret, "with a login, headers or cookies of yours")
	add(a.UserAgent != "", "as “"+a.UserAgent+"”")
	add(a.Proxy == feeds.DirectProxy, "without a proxy")
	add(a.Proxy != "" && a.Proxy != feeds.DirectProxy, "through "+a.Proxy)
	add(a.HTTP1, "by HTTP/1.1 only")
	add(a.Insecure, "whatever its certificate is")
	return strings.Join(parts, "; ")
}

// SameWords say how many articles of a feed are in a document found elsewhere.
func SameWords(n int) string {
	switch n {
	case 0:
		return "None of the articles that you have of it is there."
	case 1:
		return "One of the articles that you have of it is there."
	}
	return fmt.Sprintf("%d of the articles that you have of it are there.", n)
}
