package listing

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"tidings/feeds/parse"
)

// dateIn finds dates in the midst of other words, in the orders in which people write
// them. What it finds parse.Date must understand; digits may be those of any script.
var dateIn = regexp.MustCompile(`\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}T\p{Nd}{2}:\p{Nd}{2}[\p{Nd}:.Z+-]*` +
	`|\p{Nd}{4}\s?[-/.年년]\s?\p{Nd}{1,2}\s?[-/.月월]\s?\p{Nd}{1,2}\s?[日일]?` + clock +
	`|\p{Nd}{1,2}[./-]\s?\p{Nd}{1,2}[./-]\s?\p{Nd}{4}` + clock +
	`|\p{Nd}{1,2}(?:st|nd|rd|th|er|\.|º|ª)?\s+(?:de\s+|of\s+|d')?[\p{L}\p{M}]{2,16}(?:\s(?:الثاني|الأول|الاول))?[.,]?\s+(?:de\s+|del\s+)?\p{Nd}{4}` + clock +
	`|[\p{L}\p{M}]{3,12}\.?\s+\p{Nd}{1,2}(?:st|nd|rd|th)?,?\s+\p{Nd}{4}` + clock +
	`|\p{Nd}{1,2}\s+tháng\s+\p{Nd}{1,2},?\s+(?:năm\s+)?\p{Nd}{4}`)

const clock = `(?:\s?[,·|-]?\s?\p{Nd}{1,2}:\p{Nd}{2})?`

// withoutYear are dates as people write them who mean the last such day.
var withoutYear = regexp.MustCompile(`^(?:[\p{L}\p{M}]{2,10}[.,]?\s+)?(?:\p{Nd}{1,2}(?:st|nd|rd|th|\.)?\s+[\p{L}\p{M}]{3,12}\.?|[\p{L}\p{M}]{3,12}\.?\s+\p{Nd}{1,2}(?:st|nd|rd|th)?|\p{Nd}{1,2}\.\s?\p{Nd}{1,2}\.|\p{Nd}{1,2}月\p{Nd}{1,2}日)$`)

// Bounds of texts in which dates are looked for, in bytes.
const (
	longestDate = 90  // that is a date and little else
	longestNote = 200 // that has one in it
)

// date reads a text that may be a date, with other words around it. said tells that the
// page calls it one: then a month is enough.
func (p *page) date(text string, said bool) (time.Time, bool) {
	text = strings.Trim(oneLine(text), " |·•–—-:,()[]")
	if text == "" || len(text) > longestNote {
		return time.Time{}, false
	}
	if m := dateIn.FindString(text); m != "" {
		if t, ok := parse.Date(m); ok {
			return believable(t)
		}
	}
	if len(text) > longestDate {
		return time.Time{}, false
	}
	if said && len(text) > len("2006") && hasYear.MatchString(text) {
		if t, ok := parse.Date(text); ok {
			return believable(t)
		}
	}
	return p.lastSuch(text)
}

var hasYear = regexp.MustCompile(`\p{Nd}{4}`)

// machineDate reads what a page says to programs.
func machineDate(text string) (time.Time, bool) {
	if text == "" {
		return time.Time{}, false
	}
	t, ok := parse.Date(text)
	if !ok {
		return t, false
	}
	return believable(t)
}

// believable leaves out what is no date of an article.
func believable(t time.Time) (time.Time, bool) {
	return t, t.Year() >= 1970 && t.Year() <= 2100
}

// lastSuch completes a date without a year: it is the last such day. What says how long
// ago something was is no date: it would be another one at each reading.
func (p *page) lastSuch(text string) (time.Time, bool) {
	if p.now.IsZero() || !withoutYear.MatchString(text) {
		return time.Time{}, false
	}
	for _, year := range []int{p.now.Year(), p.now.Year() - 1} {
		joined := text + " " + itoa(year)
		if strings.Contains(text, "月") {
			joined = itoa(year) + "年" + text
		}
		if t, ok := parse.Date(joined); ok && t.Before(p.now.AddDate(0, 0, 2)) {
			return believable(t)
		}
	}
	return time.Time{}, false
}

func itoa(year int) string { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") }

// dated are words in classes of elements that hold dates.
var dated = regexp.MustCompile(`(?i)(^|[-_ ])(date|datetime|time|timestamp|published|pubdate|posted|datum|fecha|data|tarih)([-_ ]|$)|(date|time)$`)

// dateOf finds the date of an item among its elements: those that say so to programs
// first, then those that are called so, then short texts that are dates.
func (p *page) dateOf(scope []*html.Node, not *html.Node) (time.Time, bool) {
	var called, short []string
	for n := range nodes(scope) {
		if n.Type == html.TextNode {
			if t := strings.TrimSpace(n.Data); t != "" && len(t) <= longestNote && !within(n, not) && !isTitle(n, scope) {
				short = append(short, t)
			}
			continue
		}
		if n.Type != html.ElementNode {
			continue
		}
		if t, ok := p.dateSaid(n); ok {
			return t, true
		}
		if len(called) < 8 && (n.Data == "time" || dated.MatchString(attr(n, "class"))) && !within(n, not) {
			called = append(called, text(n))
		}
	}
	for i, list := range [][]string{called, short, p.pieces(scope, not)} {
		for _, s := range list {
			if t, ok := p.date(s, i == 0); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// dateSaid is what an element says to programs.
func (p *page) dateSaid(n *html.Node) (time.Time, bool) {
	if n.Data == "time" || attr(n, "datetime") != "" {
		if t, ok := machineDate(attr(n, "datetime")); ok {
			return t, true
		}
	}
	if prop := attr(n, "itemprop"); prop == "datePublished" || prop == "dateCreated" {
		return machineDate(attr(n, "content"))
	}
	return time.Time{}, false
}

// pieces are texts of small elements that are made of several, as where day, month and
// year have one each.
func (p *page) pieces(scope []*html.Node, not *html.Node) []string {
	var out []string
	for n := range nodes(scope) {
		if n.Type != html.ElementNode || len(out) == 20 || !isSmall(n) || within(n, not) || not != nil && within(not, n) {
			continue
		}
		if t := text(n); len(t) >= 6 && len(t) <= 40 {
			out = append(out, t)
		}
	}
	return out
}

// isSmall reports whether an element is made of a few others.
func isSmall(n *html.Node) bool {
	inside := 0
	for range n.Descendants() {
		if inside++; inside > 12 {
			return false
		}
	}
	return inside > 1
}

// inAddress is the date in the path of an address, as many sites have it.
var inAddress = regexp.MustCompile(`[/-](20\d\d|19[789]\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/_.-]|$)|/(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

func dateOfAddress(address string) (time.Time, bool) {
	m := inAddress.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}, false
	}
	return machineDate(m[1] + m[4] + "-" + m[2] + m[5] + "-" + m[3] + m[6])
}
