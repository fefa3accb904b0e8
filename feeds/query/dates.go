package query

import (
	"strconv"
	"strings"
	"time"
)

const badDate = "A date is written 2026-01-02, 2026-01, today, yesterday, or as a time ago: 12h, 7d, 2w, 3m, 1y."

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

// moment is the beginning of the day, month or year that s names, or so long
// before now.
func moment(s string, now time.Time) (time.Time, bool) {
	s = strings.ToLower(s)
	y, m, d := now.Date()
	switch s {
	case "today":
		return time.Date(y, m, d, 0, 0, 0, 0, now.Location()), true
	case "yesterday":
		return time.Date(y, m, d-1, 0, 0, 0, 0, now.Location()), true
	}
	typed := strings.TrimSuffix(strings.TrimSuffix(s, "-0"), "-") // the rest is still to come
	for _, layout := range []string{"2006-1-2", "2006-1", "2006", "2006-1-2t15:04"} {
		if t, err := time.ParseInLocation(layout, typed, now.Location()); err == nil {
			return t, true
		}
	}
	return ago(s, now)
}

// ago reads a number of hours, days, weeks, months or years.
func ago(s string, now time.Time) (time.Time, bool) {
	if s == "" {
		return time.Time{}, false
	}
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
