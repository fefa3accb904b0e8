package viewmodel

import "fmt"

// A Bulletin is what the bar across the top tells: one notice of several.
type Bulletin struct {
	Key     string
	Text    string
	Serious bool
	Lasting bool   // cannot be put away
	Backups bool   // the backups are of use with it
	Place   string // "1 of 2"; empty: the only one
}

// Bulletins says which notice the bar shows, the most urgent first in the list: the
// one that was shown before, as long as it is there and nothing serious has come.
// false: none.
func Bulletins(list []Bulletin, shown string, fresh bool) (Bulletin, bool) {
	if len(list) == 0 {
		return Bulletin{}, false
	}
	at := 0
	for i, b := range list {
		if b.Key == shown && !(fresh && list[0].Serious) {
			at = i
		}
	}
	out := list[at]
	if len(list) > 1 {
		out.Place = fmt.Sprintf("%d of %d", at+1, len(list))
	}
	return out, true
}

// NextBulletin is the key of the notice behind the one that is shown, the first
// after the last.
func NextBulletin(list []Bulletin, shown string) string {
	for i, b := range list {
		if b.Key == shown {
			return list[(i+1)%len(list)].Key
		}
	}
	return ""
}
