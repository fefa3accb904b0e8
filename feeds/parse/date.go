package parse

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date reads a date as feeds write it: RFC 822 and its many variants, RFC 3339
// and ISO 8601 in part or in whole, asctime, Unix seconds, the order of day and
// month of several countries, names of months in three dozen languages. Without a
// zone it is UTC, or the time of the country whose script says year and month.
// The result is in UTC.
//
// What has no year is no date; neither are years below 100, years of the Persian calendar,
// and the dates at which programs begin to count (see isZeroDate).
func Date(text string) (time.Time, bool) { return dateIn(text, unknownOrder) }

// dateIn reads a date of a feed that is known to write the day or the month first.
func dateIn(text string, order dateOrder) (time.Time, bool) {
	d := dateReader{order: order}
	if !d.read(text) {
		return time.Time{}, false
	}
	return d.time()
}

// read collects what is in a text; false if it is none that can be a date.
func (d *dateReader) read(text string) bool {
	if len(text) > 100 {
		return false
	}
	if !isASCIIString(text) {
		text = d.foreign(text)
	}
	d.text = strings.TrimSpace(text)
	for d.pos < len(d.text) {
		d.token()
	}
	return d.text != ""
}

// A number in a date that is not part of the time of day.
type number struct {
	value, digits int
	before        byte // the separator before it
}

// A dateReader collects what it recognises and puts it together at the end.
type dateReader struct {
	text  string
	pos   int
	order dateOrder

	numbers []number
	month   int // by name
	clock   [3]int
	nanos   int
	timed   bool // clock was seen
	half    byte // 'a' or 'p': before or after noon
	zone    int  // seconds east of UTC
	zoned   bool
	region  string // a zone that depends on the date
	last    token
	skip    bool // the next number counts days of the week
	thang   bool // the next number is a month
	thai    bool // the year may be of the Buddhist era
	era     int  // what the year is counted from; zero: the common era
}

type token int

const (
	tokenNone token = iota
	tokenNumber
	tokenClock
	tokenWord
)

func (d *dateReader) token() {
	switch c := d.text[d.pos]; {
	case isDigit(c):
		d.digits()
	case (c == '+' || c == '-') && d.isOffset():
		d.offset()
	case isLetter(c):
		d.word()
	default:
		d.pos++
	}
}

// digits reads a time of day or a number.
func (d *dateReader) digits() {
	start := d.pos
	value, n := d.number()
	var before byte
	if start > 0 {
		before = d.text[start-1]
	}
	switch {
	case !d.timed && n <= 2 && d.pos+1 < len(d.text) && d.text[d.pos] == ':' && isDigit(d.text[d.pos+1]):
		d.clockFrom(value)
	case n == 4 && d.week(value): // ISO 8601: 2026-W05-3
	case !d.timed && n <= 2 && d.hour(value): // 9am
	case !d.timed && (before == 'T' || before == 't') && len(d.numbers) > 0 && (n == 2 || n == 4 || n == 6):
		d.timed, d.last = true, tokenClock
		for ; n < 6; n += 2 {
			value *= 100
		}
		d.clock = [3]int{value / 10000, value / 100 % 100, value % 100}
	case d.skip:
		d.skip = false
	case d.thang:
		d.thang, d.month = false, value
	default:
		d.numbers = append(d.numbers, number{value, n, before})
		d.last = tokenNumber
	}
}

// number reads digits; of very many, the last.
func (d *dateReader) number() (value, digits int) {
	start := d.pos
	for d.pos < len(d.text) && isDigit(d.text[d.pos]) {
		value = value*10%1e18 + int(d.text[d.pos]-'0')
		d.pos++
	}
	return value, d.pos - start
}

// clockFrom reads what follows the hour: minutes, seconds, fractions.
func (d *dateReader) clockFrom(hour int) {
	d.timed, d.last = true, tokenClock
	d.clock[0] = hour
	for i := 1; i < 3 && d.pos+1 < len(d.text) && d.text[d.pos] == ':' && isDigit(d.text[d.pos+1]); i++ {
		d.pos++
		d.clock[i], _ = d.number()
	}
	if d.pos+1 < len(d.text) && (d.text[d.pos] == '.' || d.text[d.pos] == ',') && isDigit(d.text[d.pos+1]) {
		d.pos++
		scale := int(time.Second) / 10
		for ; d.pos < len(d.text) && isDigit(d.text[d.pos]); d.pos++ {
			d.nanos += int(d.text[d.pos]-'0') * scale
			scale /= 10
		}
	}
}

// isOffset reports whether a sign begins an offset from UTC and does not divide
// the numbers of a date.
func (d *dateReader) isOffset() bool {
	if !d.timed && !d.zoned || d.pos+1 >= len(d.text) || !isDigit(d.text[d.pos+1]) {
		return false
	}
	return d.last != tokenNumber || d.text[d.pos-1] == ' '
}

// offset reads +7, +07, +0700 or +07:00.
func (d *dateReader) offset() {
	sign := 1
	if d.text[d.pos] == '-' {
		sign = -1
	}
	d.pos++
	value, n := d.number()
	hours, minutes := value, 0
	switch {
	case n > 4:
		return
	case n > 2:
		hours, minutes = value/100, value%100
	case d.pos+1 < len(d.text) && d.text[d.pos] == ':' && isDigit(d.text[d.pos+1]):
		d.pos++
		minutes, _ = d.number()
	}
	if hours > 15 || minutes > 59 {
		d.numbers = append(d.numbers, number{value, n, '-'}) // 08:30 5-Jan-2026
		d.last = tokenNumber
		return
	}
	d.zone, d.zoned, d.region = sign*(hours*3600+minutes*60), true, ""
	d.last = tokenWord
}

func (d *dateReader) word() {
	start := d.pos
	for d.pos < len(d.text) {
		c := d.text[d.pos]
		inside := c == '/' || c == '_' || c == '.' && d.pos+1 < len(d.text) && isLetter(d.text[d.pos+1])
		if !isLetter(c) && !(inside && d.pos > start) {
			break
		}
		d.pos++
	}
	word := strings.ToLower(d.text[start:d.pos])
	if len(word) == 2 && start > 0 && isDigit(d.text[start-1]) && strings.Contains("st nd rd th", word) {
		return // 5th
	}
	switch word {
	case "am", "a.m", "pm", "p.m":
		d.half = word[0]
		return
	case "thang", "thg", "th":
		d.thang = true
		return
	case "thu": // in Vietnamese a day of the week follows, in English a comma
		d.skip = d.pos < len(d.text) && d.text[d.pos] == ' ' && d.pos+2 < len(d.text) &&
			isDigit(d.text[d.pos+1]) && !isDigit(d.text[d.pos+2]) && strings.ContainsRune(",:-", rune(d.text[d.pos+2]))
		return
	case "t": // between date and time
		return
	}
	if m := monthOf(word); m > 0 {
		d.month, d.last = m, tokenWord
		return
	}
	d.zoneName(word)
}

// zoneName takes a word for a zone where one can stand. A zone that nobody knows
// is left out of account: the date is right to a few hours.
func (d *dateReader) zoneName(word string) {
	if d.zoned || !d.timed && (len(d.numbers) < 2 || word == "at") { // 5 January at 8:30
		return
	}
	if offset, ok := zones[word]; ok {
		d.zone, d.zoned, d.last = offset*60, true, tokenWord
		return
	}
	if _, ok := americanZones[word]; ok || strings.Contains(word, "/") {
		d.region, d.last = d.text[d.pos-len(word):d.pos], tokenWord
	}
}

// foreign makes ASCII of a date with other letters: what divides the numbers in
// Chinese, Japanese and Korean becomes signs, digits become ours, accents go.
func (d *dateReader) foreign(text string) string {
	for _, h := range halves {
		if strings.Contains(text, h.word) {
			d.half, d.zone, d.zoned = h.half, h.zone, h.zone != 0
			text = strings.Replace(text, h.word, " ", 1)
		}
	}
	if !d.zoned {
		d.zone, d.zoned = zoneOfScript(text)
	}
	for _, e := range eras {
		if strings.Contains(text, e.name) {
			d.era = e.year
		}
	}
	d.thai = strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Thai, r) })
	if m, word := joinedMonth(text); m > 0 {
		d.month = m
		text = strings.Replace(text, word, " ", 1)
	}
	text = plainLetters(eastAsian.Replace(withoutForeignNotes(text)))
	if m, word := foreignMonth(text); m > 0 {
		d.month = m
		text = strings.Replace(text, word, " ", 1)
	}
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		if unicode.IsDigit(r) {
			return '0' + digitValue(r)
		}
		return ' '
	}, text)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isASCIIString(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
