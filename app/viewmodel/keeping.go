package viewmodel

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// NeverGoes says what no limit takes away.
const NeverGoes = "What is unread, starred, put aside to read later, or has a note of yours never goes."

// KeepName says how much is kept, as the end of "keep articles …". The zero Keep is
// what as says: that of the folder around, or of everything.
func KeepName(k feeds.Keep, as string) string {
	if k == (feeds.Keep{}) {
		return as
	}
	var parts []string
	if k.Days > 0 {
		parts = append(parts, plural(k.Days, "day", "days"))
	}
	if k.Articles > 0 {
		parts = append(parts, "the newest "+Number(k.Articles)+" of each source")
	}
	if len(parts) == 0 {
		return "for ever"
	}
	return strings.Join(parts, ", and at most ")
}

// KeepAround is how much is kept where a feed or folder says nothing: what the
// nearest folder around it says, else what holds for everything. folder is the one
// around; zero: none.
func KeepAround(folder feeds.FolderID, folders []feeds.Folder, all feeds.Keep) feeds.Keep {
	k := feeds.Keep{}
	for range len(folders) + 1 {
		for _, f := range folders {
			if f.ID != folder {
				continue
			}
			k = orKeep(k, f.Keep)
			folder = f.Parent
			break
		}
	}
	return orKeep(k, all)
}

func orKeep(k, around feeds.Keep) feeds.Keep {
	if k.Days == 0 {
		k.Days = around.Days
	}
	if k.Articles == 0 {
		k.Articles = around.Articles
	}
	return k
}

// KeepKind is one of the ways to say how much is kept.
type KeepKind int

// The ways.
const (
	KeepAsAround KeepKind = iota
	KeepEver
	KeepDays
	KeepNewest
)

// KindOfKeep is the way that a limit is said.
func KindOfKeep(k feeds.Keep) KeepKind {
	switch {
	case k.Days > 0:
		return KeepDays
	case k.Articles > 0:
		return KeepNewest
	case k == (feeds.Keep{}):
		return KeepAsAround
	}
	return KeepEver
}

// KeepOf is the limit that a way and a number say; ok is false if the number is none.
func KeepOf(kind KeepKind, number string) (k feeds.Keep, ok bool) {
	n, err := strconv.Atoi(strings.TrimSpace(number))
	good := err == nil && n > 0
	switch kind {
	case KeepDays:
		return feeds.Keep{Days: n, Articles: feeds.KeepAll}, good
	case KeepNewest:
		return feeds.Keep{Days: feeds.KeepAll, Articles: n}, good
	case KeepEver:
		return feeds.Keep{Days: feeds.KeepAll, Articles: feeds.KeepAll}, true
	}
	return feeds.Keep{}, true
}

// WouldGo says what a limit takes away.
func WouldGo(articles, sources int) string {
	if articles == 0 {
		return "With this nothing goes now."
	}
	return fmt.Sprintf("With this %s from %s into the bin, where what is deleted lies for 30 days:",
		plural(articles, "article goes", "articles go"), plural(sources, "source", "sources"))
}

// Span is the time between two dates.
func Span(oldest, newest, now time.Time) string {
	a, b := Clock(oldest, now), Clock(newest, now)
	if a == b {
		return a
	}
	return a + " – " + b
}

// plural is a number with its noun.
func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + more
}

// Number is a number with its thousands apart.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
