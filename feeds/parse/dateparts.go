package parse

import (
	"regexp"
	"strconv"
	"time"
)

var (
	// isoWeek is what follows the year where ISO 8601 counts weeks; without a day it is
	// the Monday.
	isoWeek = regexp.MustCompile(`^-?[Ww](\d\d)(?:-?([1-7]))?(?:[^\d\pL]|[Tt]\d|$)`)
	// halfDay is what follows an hour without a colon: am, or minutes and p.m.
	halfDay = regexp.MustCompile(`^(?:\.([0-5]\d))? ?([AaPp])(?:[Mm]|\.[Mm]\.?)(?:[^\pL]|$)`)
)

// week reads a week and a day of it behind the year, and takes them for a date.
func (d *dateReader) week(year int) bool {
	m := isoWeek.FindStringSubmatchIndex(d.text[d.pos:])
	if m == nil {
		return false
	}
	rest := d.text[d.pos:]
	week, _ := strconv.Atoi(rest[m[2]:m[3]])
	end, day := m[3], 1
	if m[4] >= 0 {
		end, day = m[5], int(rest[m[4]]-'0')
	}
	first := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // is in the first week
	monday := first.AddDate(0, 0, 7*(week-1)-(int(first.Weekday())+6)%7)
	if in, n := monday.ISOWeek(); in != year || n != week {
		return false
	}
	t := monday.AddDate(0, 0, day-1)
	d.pos += end
	d.numbers = append(d.numbers, number{t.Year(), 4, 0}, number{int(t.Month()), 2, '-'}, number{t.Day(), 2, '-'})
	d.last = tokenNumber
	return true
}

// hour takes a number for an hour if the half of the day follows it.
func (d *dateReader) hour(value int) bool {
	m := halfDay.FindStringSubmatchIndex(d.text[d.pos:])
	if m == nil || value < 1 || value > 12 {
		return false
	}
	rest := d.text[d.pos:]
	minutes := 0
	if m[2] >= 0 {
		minutes, _ = strconv.Atoi(rest[m[2]:m[3]])
	}
	d.timed, d.last = true, tokenClock
	d.clock = [3]int{value, minutes, 0}
	d.pos += m[4] // the half is read as a word
	return true
}
