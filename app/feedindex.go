package app

import (
	"cmp"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/language"
)

// A FeedIndex finds feeds among the reader's by whatever is known of them: titles,
// folders, address, site, language, description. It is made once of a list and asked
// with each letter that is typed.
type FeedIndex struct {
	feeds   []indexedFeed
	folders []feeds.Folder
}

// An indexedFeed has texts folded as the search folds them, with a space before every word.
type indexedFeed struct {
	id        feeds.FeedID
	shown     string // its name
	names     string
	folders   string
	about     string // description
	addresses string // as they are, in small letters
	tag, said string // language, and what its speakers call it
}

// NewFeedIndex is the index of a list.
func NewFeedIndex(list []feeds.Feed, folders []feeds.Folder) *FeedIndex {
	x := &FeedIndex{folders: folders}
	paths := map[feeds.FolderID]string{}
	for _, f := range folders { // parents come before their children
		paths[f.ID] = paths[f.Parent] + " " + f.Name
	}
	for _, f := range list {
		row := indexedFeed{id: f.ID, shown: f.Name(), names: folded(f.Name() + "\n" + f.Title), about: folded(f.Description)}
		for _, id := range f.Stands() {
			row.folders += folded(paths[id])
		}
		if !f.Local() {
			row.addresses = typable(f.URL) + "\n" + typable(f.Site)
		}
		if f.Language != "" {
			row.tag, row.said = strings.ToLower(f.Language), folded(language.Name(f.Language))
		}
		x.feeds = append(x.feeds, row)
	}
	return x
}

func folded(text string) string { return " " + language.Fold(text) }

// typable is an address in both forms in which people type it: as it is, and with the
// letters that a link shows.
func typable(address string) string {
	return strings.ToLower(address + "\n" + content.ShownAddress(address))
}

// FoundFeeds are the feeds that have all words that were typed.
type FoundFeeds struct {
	// Marked are their names, in which MarkStart and MarkEnd stand around what was typed.
	Marked map[feeds.FeedID]string
	// Folders are the names of folders that have one of the words, in the same way.
	Folders map[feeds.FolderID]string
	// First is the first feed of the list that has the words in its name, else in
	// something else; zero: none has them.
	First feeds.FeedID
}

// Find finds the feeds that have each of the words in some of their texts: in names and
// folders also inside of words. Case, accents and forms of letters do not matter.
func (x *FeedIndex) Find(typed string) FoundFeeds {
	found := FoundFeeds{Marked: map[feeds.FeedID]string{}, Folders: map[feeds.FolderID]string{}}
	words := feedWords(typed)
	if len(words) == 0 && strings.TrimSpace(typed) != "" {
		return found
	}
	byName := false
	for _, f := range x.feeds {
		if !f.has(words) {
			continue
		}
		found.Marked[f.id] = marked(f.shown, words)
		named := !slices.ContainsFunc(words, func(w feedWord) bool { return !w.in(f.names) })
		if found.First == 0 || named && !byName {
			found.First, byName = f.id, named
		}
	}
	for _, f := range x.folders {
		if text := marked(f.Name, words); text != f.Name {
			found.Folders[f.ID] = text
		}
	}
	return found
}

// A feedWord is one that was typed.
type feedWord struct {
	raw    string // in small letters
	folded string
	needle language.Needle
}

func feedWords(typed string) []feedWord {
	var list []feedWord
	for word := range strings.FieldsSeq(typed) {
		tokens, _ := language.FoldQuery(word)
		if len(tokens) == 0 { // an ampersand between two words
			continue
		}
		list = append(list, feedWord{strings.ToLower(word), strings.Join(tokens, " "), language.Needle{Tokens: tokens, Prefix: true}})
	}
	return list
}

func (w feedWord) in(text string) bool { return strings.Contains(text, w.folded) }

// leastAddress is how many letters a word must have to be looked for in addresses, of
// which each has an "a".
const leastAddress = 3

func (f indexedFeed) has(words []feedWord) bool {
	for _, w := range words {
		switch {
		case w.in(f.names), w.in(f.folders):
		case strings.Contains(f.about, " "+w.folded):
		case len(w.raw) >= leastAddress && strings.Contains(f.addresses, w.raw):
		case f.tag != "" && (f.tag == w.raw || strings.HasPrefix(f.tag, w.raw+"-")):
		case len(w.raw) >= leastAddress && strings.HasPrefix(f.said, " "+w.folded):
		default:
			return false
		}
	}
	return true
}

// marked puts marks around words in a name.
func marked(name string, words []feedWord) string {
	var places [][2]int
	needles := make([]language.Needle, len(words))
	small := strings.ToLower(name)
	for n, w := range words {
		needles[n] = w.needle
		if i := strings.Index(small, w.raw); i >= 0 && len(small) == len(name) { // inside of words
			places = append(places, [2]int{i, i + len(w.raw)})
		}
	}
	for _, p := range language.Find(name, needles) {
		places = append(places, [2]int{p.From, p.To})
	}
	slices.SortFunc(places, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], b[1]-a[1]) })
	var b strings.Builder
	at := 0
	for _, p := range places {
		if p[0] < at { // within the one before
			continue
		}
		b.WriteString(name[at:p[0]] + MarkStart + name[p[0]:p[1]] + MarkEnd)
		at = p[1]
	}
	return b.String() + name[at:]
}
