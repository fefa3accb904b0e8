package fetch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// The bounds of NextCheck, unless the reader says otherwise.
const (
	shortest = 15 * time.Minute
	longest  = 24 * time.Hour

	usual     = time.Hour       // for a feed whose rhythm is not known
	longCache = 6 * time.Hour   // caching headers are often set for pictures and scripts, and apply to the feed by accident
	offline   = 5 * time.Minute // asking costs no server anything then
)

// A Rhythm is what is known of how often a feed has something new.
type Rhythm struct {
	Articles  []time.Time    // dates of the newest articles, in any order
	TTL       time.Duration  // RSS ttl or the syndication module; zero: not said
	SkipHours []int          // 0 to 23, GMT
	SkipDays  []time.Weekday // GMT
	Every     time.Duration  // the reader's own interval; zero: none
	Jitter    float64        // 0 to 1, by chance; so that feeds do not stay in step
}

// NextCheck says when to ask again, and the reason as a sentence. state is what
// State made of this same answer; resp is nil if there was none. The time is
// zero if the feed is gone and is not to be asked at all. It is pure.
func NextCheck(state feeds.FetchState, resp *Response, err error, r Rhythm, now time.Time) (next time.Time, why string) {
	switch {
	case state.Gone:
		return time.Time{}, "The server says that this feed is gone for good, so it is not asked any more."
	case ClassOf(err) == Canceled:
		return state.Next, state.Why
	case err != nil:
		return afterError(state, err, r, now)
	}
	return afterAnswer(state, resp, r, now)
}

// afterAnswer goes by the reader's own interval, else by the feed's rhythm and
// by what the publisher asks for, whichever is longer.
func afterAnswer(state feeds.FetchState, resp *Response, r Rhythm, now time.Time) (time.Time, string) {
	if r.Every > 0 {
		return now.Add(spread(r.Every, r.Jitter/10)), "You set it to " + often(r.Every) + "."
	}
	every, why := byRhythm(r.Articles, state.Changed, now)
	if ttl := min(r.TTL, longest); ttl > every {
		every, why = ttl, "The feed asks to be left alone for "+about(ttl)+" after each time."
	}
	if resp != nil {
		if f := min(fresh(resp.Header, now), longCache); f > every {
			every, why = f, "The server says that its answer is good for "+about(f)+"."
		}
	}
	next := now.Add(within(spread(every, r.Jitter/10), r.Jitter))
	if later := skip(next, r.SkipHours, r.SkipDays); !later.Equal(next) {
		return later, "The feed says that it has nothing new at the hours or days before."
	}
	return next, why
}

// byRhythm asks twice for each new article, and less often the longer a feed
// has been silent. For a feed without dates, changed says since when.
func byRhythm(articles []time.Time, changed, now time.Time) (time.Duration, string) {
	gap, last := rhythm(articles, now)
	every, why := gap/2, "It has something new about "+often(gap)+"."
	if gap == 0 {
		every, why = usual, "How often it publishes is not known yet."
	}
	if last.IsZero() {
		last = changed
	}
	if silence := now.Sub(last); !last.IsZero() && silence/10 > every {
		every, why = silence/10, "It has been silent for "+about(silence)+"."
	}
	return min(max(every, shortest), longest), why
}

// rhythm is the median time between articles, and the date of the last one.
// Articles that come together count as one; the future does not count.
func rhythm(articles []time.Time, now time.Time) (gap time.Duration, last time.Time) {
	dates := slices.DeleteFunc(slices.Clone(articles), func(t time.Time) bool {
		return t.IsZero() || t.After(now)
	})
	if len(dates) == 0 {
		return 0, time.Time{}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	var gaps []time.Duration
	for i, d := range dates[1:] {
		if gap := dates[i].Sub(d); gap >= time.Minute {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) > 0 {
		slices.Sort(gaps)
		gap = gaps[len(gaps)/2]
	}
	return gap, dates[0]
}

// afterError waits longer with each failure: at first as long as the server says, else
// as such a failure usually lasts, then double, up to a day. A server that is closed for
// years and says "in a minute" is not asked every quarter of an hour all that time.
func afterError(state feeds.FetchState, err error, r Rhythm, now time.Time) (time.Time, string) {
	var e *Error
	errors.As(err, &e)
	switch {
	case e == nil:
		e = &Error{Class: Other}
	case e.Class == Offline:
		return now.Add(offline), "There is no network."
	case e.Class == Busy:
		return now.Add(spread(e.RetryAfter, r.Jitter/4)), leftAlone(e.RetryAfter)
	}
	failures := max(state.Failures, 1)
	wait := longest
	first, why := firstWait(e, err)
	if e.RetryAfter > 0 {
		first, why = max(e.RetryAfter, shortest), leftAlone(e.RetryAfter)
	}
	if failures < 8 {
		wait = min(first<<(failures-1), longest)
	}
	if wait = max(wait, r.Every); failures > 1 {
		why += fmt.Sprintf(" That was the %s time in a row, so it is asked less often.", nth(failures))
	}
	if wait > longest { // the reader's own interval
		return now.Add(spread(wait, r.Jitter/4)), why
	}
	wait = within(spread(wait, r.Jitter/4), r.Jitter)
	return now.Add(max(wait, e.RetryAfter)), why
}

// leftAlone says how long a server wants to be left alone. A day is the most that counts,
// and the most that is known of what it said.
func leftAlone(d time.Duration) string {
	if d >= longest {
		return "Its server asks to be left alone for a day or longer; it is asked again after a day."
	}
	return "Its server asks to be left alone for " + about(d) + "."
}

// skip moves a time out of the hours and days on which the feed has nothing
// new. A feed that skips everything skips nothing.
func skip(t time.Time, hours []int, days []time.Weekday) time.Time {
	if len(hours) == 0 && len(days) == 0 {
		return t
	}
	at := t.UTC()
	for range 8 * 24 {
		if !slices.Contains(hours, at.Hour()) && !slices.Contains(days, at.Weekday()) {
			return at.In(t.Location())
		}
		rest := at.Sub(at.Truncate(time.Hour)) // keeps feeds from meeting at the full hour
		at = at.Truncate(time.Hour).Add(time.Hour + rest)
	}
	return t
}

// spread makes d longer by a part.
func spread(d time.Duration, part float64) time.Duration {
	return d + time.Duration(float64(d)*part)
}

// within keeps d in bounds without bringing feeds into step at the upper one.
func within(d time.Duration, jitter float64) time.Duration {
	most := longest - time.Duration(float64(longest)*jitter/8)
	return max(min(d, most), shortest)
}

// about is a duration for people: two figures are enough.
func about(d time.Duration) string {
	for _, unit := range []struct {
		length, part time.Duration
		name         string
	}{{24 * time.Hour, time.Hour, "day"}, {time.Hour, time.Minute, "hour"}, {time.Minute, time.Second, "minute"}} {
		switch n := d.Round(unit.length) / unit.length; {
		case d.Round(unit.part) == unit.length:
			return "1 " + unit.name
		case 2*d >= 3*unit.length:
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	if d.Round(time.Second) == time.Second {
		return "1 second"
	}
	return fmt.Sprintf("%d seconds", d.Round(time.Second)/time.Second)
}

// often is "every hour", "every 3 days".
func often(d time.Duration) string { return "every " + strings.TrimPrefix(about(d), "1 ") }
