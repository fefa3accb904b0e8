package query

import (
	"strconv"
	"strings"
	"time"
)

const (
	badDate = "A date is written 2026-01-02, 2026-01, today, yesterday, this-week, last-month, or as a time ago: 12h, 7d, 2w, 3m, 1y."
	badDay  = "After “on:” comes a day, week, month or year: 2026-01-02, 2026-01, 2026, today, 3d for three days ago, this-week, last-month."
)

func since(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	if t, ok := moment(v.text, v.now); ok {
		return Since{t}, ""
	}
	return nil, badDate
}

func before(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	if t, ok := moment(v.text, v.now); ok {
		return Before{t}, ""
	}
	return nil, badDate
}

func on(v value) (Expr, string) {
	if v.text == "" {
		return nil, ""
	}
	if p, ok := around(v.text, v.now); ok {
		return p.expr(), ""
	}
	if p, ok := written(v.text, v.now); ok {
		return p.expr(), ""
	}
	if t, ok := ago(v.text, v.now); ok && strings.HasSuffix(strings.ToLower(v.text), "d") {
		return dayOf(t, 0).expr(), ""
	}
	return nil, badDay
}

// A period is a time from a moment up to another one.
type period struct{ from, to time.Time }

func (p period) expr() Expr { return And{Since{p.from}, Before{p.to}} }

// moment is the beginning of the period that s names, or so long before now.
func moment(s string, now time.Time) (time.Time, bool) {
	if p, ok := around(s, now); ok {
		return p.from, true
	}
	if p, ok := written(s, now); ok {
		return p.from, true
	}
	return ago(s, now)
}

// A dateName is a word for a period around now.
type dateName struct {
	name, hint string
	of         func(now time.Time) period
}

// dateNames are in the order in which they are offered. Weeks begin on Monday (ISO
// 8601).
var dateNames = []dateName{
	{"today", "today", func(now time.Time) period { return dayOf(now, 0) }},
	{"yesterday", "yesterday", func(now time.Time) period { return dayOf(now, -1) }},
	{"this-week", "from Monday on", func(now time.Time) period { return weekOf(now, 0) }},
	{"last-week", "the week before this one", func(now time.Time) period { return weekOf(now, -1) }},
	{"this-month", "from the first of the month on", func(now time.Time) period { return monthOf(now, 0) }},
	{"last-month", "the month before this one", func(now time.Time) period { return monthOf(now, -1) }},
	{"this-year", "from the first of January on", func(now time.Time) period { return yearOf(now, 0) }},
	{"last-year", "the year before this one", func(now time.Time) period { return yearOf(now, -1) }},
}

// around is the period that a word names, also in quotes and with a space.
func around(s string, now time.Time) (period, bool) {
	s = strings.Join(strings.Fields(strings.ToLower(s)), "-")
	for _, d := range dateNames {
		if d.name == s {
			return d.of(now), true
		}
	}
	return period{}, false
}

func dayOf(t time.Time, add int) period {
	y, m, d := t.Date()
	return between(t, y, m, d+add, 0, 0, 1)
}

func weekOf(t time.Time, add int) period {
	y, m, d := t.Date()
	return between(t, y, m, d-(int(t.Weekday())+6)%7+7*add, 0, 0, 7)
}

func monthOf(t time.Time, add int) period {
	y, m, _ := t.Date()
	return between(t, y, m+time.Month(add), 1, 0, 1, 0)
}

func yearOf(t time.Time, add int) period {
	return between(t, t.Year()+add, time.January, 1, 1, 0, 0)
}

// between begins at a day, where t is, and lasts some years, months and days.
func between(t time.Time, y int, m time.Month, d, years, months, days int) period {
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, t.Location()) }
	return period{at(y, m, d), at(y+years, m+time.Month(months), d+days)}
}

// written reads a date in digits; what is missing of it is still to be typed.
func written(s string, now time.Time) (period, bool) {
	s = strings.ToLower(s)
	typed := strings.TrimSuffix(strings.TrimSuffix(s, "-0"), "-")
	for _, d := range []struct {
		layout string
		of     func(time.Time, int) period
	}{{"2006-1-2", dayOf}, {"2006-1", monthOf}, {"2006", yearOf}, {"2006-1-2t15:04", minuteOf}} {
		if t, err := time.ParseInLocation(d.layout, typed, now.Location()); err == nil {
			return d.of(t, 0), true
		}
	}
	return period{}, false
}

func minuteOf(t time.Time, _ int) period { return period{t, t.Add(time.Minute)} }

// ago reads a number of hours, days, weeks, months or years.
func ago(s string, now time.Time) (time.Time, bool) {
	if s == "" {
		return time.Time{}, false
	}
	s = strings.ToLower(s)
	last := len(s) - 1
	n, err := strconv.ParseUint(s[:last], 10, 16)
	if err != nil || n > 9999 {
		return time.Time{}, false
	}
	k := int(n)
	switch s[last] {
	case 'h':
		return now.Add(-time.Duration(k) * time.Hour), true
	case 'd':
		return now.AddDate(0, 0, -k), true
	case 'w':
		return now.AddDate(0, 0, -7*k), true
	case 'm':
		return now.AddDate(0, -k, 0), true
	case 'y':
		return now.AddDate(-k, 0, 0), true
	}
	return time.Time{}, false
}
