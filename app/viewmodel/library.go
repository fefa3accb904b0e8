package viewmodel

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// leftovers are the items of the sidebar for what no feed shows any more; each only
// while there is something in it.
func leftovers(n feeds.Counts) []Item {
	var items []Item
	if n.Kept > 0 {
		items = append(items, Item{Kind: ViewItem, Key: "kept", Name: "Kept", View: List, Count: count(n.Kept), Scope: feeds.Scope{KeptOnly: true}})
	}
	if n.Bin > 0 {
		items = append(items, Item{Kind: ViewItem, Key: "bin", Name: "Bin", View: List, Count: count(n.Bin), Scope: feeds.Scope{Bin: true}})
	}
	return items
}

// quotedLength is how many characters of a title stand in a sentence.
const quotedLength = 50

// Quoted is a title within a sentence.
func Quoted(title string) string {
	title = cmp.Or(title, "Untitled")
	if r := []rune(title); len(r) > quotedLength {
		title = string(r[:quotedLength-1]) + "…"
	}
	return "“" + Isolate(title) + "”"
}

// BackupWhy says why there is a copy, by the name that its file has for the reason.
func BackupWhy(reason string) string {
	switch reason {
	case "":
		return "by the clock"
	case "wanted":
		return "you wanted it"
	case "version":
		return "before an update"
	case "before":
		return "before a restore"
	case "damaged":
		return "set aside as damaged"
	}
	return reason
}

// Holdings says in a line what the library holds.
func Holdings(articles, sources, starred, kept, bin int, bytes int64) string {
	parts := []string{plural(articles, "article", "articles"), plural(sources, "source", "sources")}
	if starred > 0 {
		parts = append(parts, Number(starred)+" starred")
	}
	if kept > 0 {
		parts = append(parts, Number(kept)+" kept of removed sources")
	}
	if bin > 0 {
		parts = append(parts, Number(bin)+" in the bin")
	}
	return strings.Join(append(parts, Bytes(bytes)+" on the disk"), " · ")
}

// Examined says when the file was last found whole.
func Examined(at, now time.Time) string {
	if at.IsZero() {
		return "Not looked through yet. Tidings does it by itself, once a day at most."
	}
	return "Looked through " + InSentence(When(at, now)) + ": no damage."
}

// InSentence is what When says, within a sentence.
func InSentence(when string) string {
	for _, day := range []string{"Today", "Yesterday"} {
		if rest, ok := strings.CutPrefix(when, day); ok {
			return strings.ToLower(day) + rest
		}
	}
	return "on " + when
}

// Share is a part of a whole in hundredths.
func Share(done, total int64) string {
	if total <= 0 {
		return "0 %"
	}
	return strconv.FormatInt(done*100/total, 10) + " %"
}
