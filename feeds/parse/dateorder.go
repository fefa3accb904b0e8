package parse

import (
	"strings"
	"time"

	"github.com/mmcdole/gofeed/rss"
)

// A dateOrder says which of two numbers in a date is the day: 5/1/2026 is in May
// for some and in January for most.
type dateOrder int

const (
	unknownOrder dateOrder = iota
	dayFirst
	monthFirst
)

// orderOfDates finds out how a feed writes its dates, of which those with a day
// after the twelfth leave no doubt. Where there is none, the order counts in which
// the articles are nearer to each other in time: a feed has its latest articles.
// After that, the feed's language.
func orderOfDates(f *rss.Feed) dateOrder {
	var days, months []time.Time
	for _, item := range f.Items {
		if !mayBeAmbiguous(item.PubDate) {
			continue
		}
		var d dateReader
		if !d.read(item.PubDate) || d.month > 0 || len(d.numbers) < 3 || d.numbers[0].digits > 2 || d.numbers[1].before == '.' {
			continue
		}
		switch {
		case d.numbers[0].value > 12:
			return dayFirst
		case d.numbers[1].value > 12:
			return monthFirst
		}
		days = appendDate(days, item.PubDate, dayFirst)
		months = appendDate(months, item.PubDate, monthFirst)
	}
	switch byDay, byMonth := span(days), span(months); {
	case byDay < byMonth:
		return dayFirst
	case byMonth < byDay:
		return monthFirst
	case len(days) > 0 && strings.EqualFold(languageTag(f.Language), "en-US"):
		return monthFirst
	}
	return unknownOrder
}

// mayBeAmbiguous is a quick test that leaves out almost all dates that are not.
func mayBeAmbiguous(text string) bool {
	return strings.IndexByte(text, '/') >= 0 || len(text) > 2 && isDigit(text[0]) && (text[1] == '-' || text[2] == '-')
}

func appendDate(list []time.Time, text string, order dateOrder) []time.Time {
	if t, ok := dateIn(text, order); ok {
		return append(list, t)
	}
	return list
}

// span is the time from the first date to the last.
func span(dates []time.Time) time.Duration {
	var first, last time.Time
	for _, t := range dates {
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	return last.Sub(first)
}
