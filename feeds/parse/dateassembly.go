package parse

import (
	"strings"
	"time"
)

// time puts together what was read.
func (d *dateReader) time() (time.Time, bool) {
	year, month, day, ok := d.date()
	if d.thai && year > 1900+buddhistEra {
		year -= buddhistEra
	}
	if !ok || year < 100 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	hour, minute, second := d.clock[0], d.clock[1], min(d.clock[2], 59)
	if hour > 24 || minute > 59 || d.clock[2] > 60 {
		return time.Time{}, false
	}
	switch {
	case d.half == 'p' && hour < 12:
		hour += 12
	case d.half == 'a' && hour == 12:
		hour = 0
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, d.nanos, time.UTC)
	if t.Day() != day && hour < 24 {
		return time.Time{}, false // 31 February
	}
	t = t.Add(-time.Duration(d.offsetAt(t)) * time.Second)
	return t, !isZeroDate(t) && t.Year() <= 9999 // more than four digits cannot be written
}

// isZeroDate reports whether a date is one that programs begin to count at, and write
// where they have none: of Unix, of Windows, of spreadsheets and databases.
func isZeroDate(t time.Time) bool {
	if t.Year() > 1970 {
		return false
	}
	switch t.Format("2006-01-02 15:04:05") {
	case "1970-01-01 00:00:00", "1601-01-01 00:00:00", "1899-12-30 00:00:00", "1899-12-31 00:00:00", "1900-01-01 00:00:00":
		return true
	}
	return false
}

// offsetAt is the offset from UTC in seconds at a local time.
func (d *dateReader) offsetAt(local time.Time) int {
	if d.region == "" {
		return d.zone
	}
	if standard, ok := americanZones[strings.ToLower(d.region)]; ok {
		if americanSummer(local) {
			return (standard + 60) * 60
		}
		return standard * 60
	}
	where, err := time.LoadLocation(d.region)
	if err != nil {
		return d.zone
	}
	_, offset := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), 0, 0, where).Zone()
	return offset
}

// date finds out which number is what.
func (d *dateReader) date() (year, month, day int, ok bool) {
	n := d.numbers
	switch {
	case d.month > 0 && len(n) >= 2:
		return d.named()
	case d.month > 0 && len(n) == 1 && n[0].digits == 4:
		return n[0].value, d.month, 1, true
	case len(n) >= 3:
		return d.numeric()
	case len(n) == 2 && n[0].digits == 4 && n[1].digits == 3: // day of the year
		return dayOfYear(n[0].value, n[1].value)
	case len(n) == 2 && n[0].digits == 2 && n[1].digits == 3:
		return dayOfYear(century(n[0]), n[1].value)
	case len(n) == 2 && n[0].digits == 4:
		return n[0].value, n[1].value, 1, true
	case len(n) == 2 && n[0].digits == 2 && n[0].before == '-': // ISO 8601: -03-12
		return century(n[0]), n[1].value, 1, true
	case len(n) == 1, len(n) == 2 && n[0].digits == 10 && n[1].before == '.': // seconds with a fraction
		return d.joined(n[0])
	}
	return 0, 0, 0, false
}

// named is day and year around the name of a month.
func (d *dateReader) named() (year, month, day int, ok bool) {
	first, second := d.numbers[0], d.numbers[1]
	if first.digits == 4 {
		return first.value, d.month, second.value, true
	}
	return century(second), d.month, first.value, true
}

// numeric is three numbers.
func (d *dateReader) numeric() (year, month, day int, ok bool) {
	a, b, c := d.numbers[0], d.numbers[1], d.numbers[2]
	switch {
	case d.era > 0:
		return d.era + a.value, b.value, c.value, true
	case a.digits == 4 && a.value >= 1300 && a.value < 1500 && b.before == '/': // of the Persian calendar
		return 0, 0, 0, false
	case a.digits == 4:
		return a.value, b.value, c.value, true
	case a.digits == 3 && a.value > 0 && c.digits <= 2: // as Taiwan counts
		return minguo + a.value, b.value, c.value, true
	case c.digits != 4 && b.before == '-': // ISO 8601: 03-12-31
		return century(a), b.value, c.value, true
	case b.value > 12, a.value <= 12 && b.before != '.' && d.monthFirst(b.before):
		return century(c), a.value, b.value, true
	}
	return century(c), b.value, a.value, true
}

// monthFirst reports whether the first of two small numbers is the month: as in
// other dates of the feed, or else where there is am or pm, because who writes that
// also writes the month first.
func (d *dateReader) monthFirst(separator byte) bool {
	if d.order != unknownOrder {
		return d.order == monthFirst
	}
	return separator == '/' && d.half != 0
}

// joined is one number for all of it.
func (d *dateReader) joined(n number) (year, month, day int, ok bool) {
	v := n.value
	switch n.digits {
	case 4:
		if n.before == '-' { // ISO 8601: -0312
			return 2000 + v/100, v % 100, 1, true
		}
		return v, 1, 1, true
	case 5:
		return dayOfYear(century(number{value: v / 1000}), v%1000)
	case 6:
		return century(number{value: v / 10000}), v / 100 % 100, v % 100, true
	case 7:
		return dayOfYear(v/1000, v%1000)
	case 8:
		return v / 10000, v / 100 % 100, v % 100, true
	case 14:
		d.clock = [3]int{v / 10000 % 100, v / 100 % 100, v % 100}
		v /= 1e6
		return v / 10000, v / 100 % 100, v % 100, true
	case 9, 10:
		return d.unix(time.Unix(int64(v), 0))
	case 13:
		return d.unix(time.UnixMilli(int64(v)))
	}
	return 0, 0, 0, false
}

func (d *dateReader) unix(t time.Time) (year, month, day int, ok bool) {
	t = t.UTC()
	d.clock, d.nanos = [3]int{t.Hour(), t.Minute(), t.Second()}, t.Nanosecond()
	return t.Year(), int(t.Month()), t.Day(), true
}

func dayOfYear(year, day int) (int, int, int, bool) {
	t := time.Date(year, 1, day, 0, 0, 0, 0, time.UTC)
	return t.Year(), int(t.Month()), t.Day(), t.Year() == year
}

// century completes a year of two digits.
func century(n number) int {
	switch {
	case n.digits > 2: // the year 1, where a program has none
	case n.value < 70:
		return 2000 + n.value
	case n.value < 100:
		return 1900 + n.value
	}
	return n.value
}

// americanSummer reports whether daylight saving time is in force in the United
// States (since 2007: second Sunday of March to first Sunday of November).
func americanSummer(local time.Time) bool {
	begin := sunday(local.Year(), time.March, 2)
	end := sunday(local.Year(), time.November, 1)
	return !local.Before(begin) && local.Before(end)
}

// sunday is two o'clock on the nth Sunday of a month.
func sunday(year int, month time.Month, n int) time.Time {
	first := time.Date(year, month, 1, 2, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
}
