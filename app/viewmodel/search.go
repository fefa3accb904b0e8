package viewmodel

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// A Proposal is a row of the list below the search box: a way to go on, a search of
// before, the way to the help, or a heading above some of them.
type Proposal struct {
	Heading string // not empty: a heading and nothing else

	Text  string // the search when it is taken
	At    int    // the caret then, in bytes
	Label string
	Hint  string
	Whole bool // it is a whole search: taking it searches
	Help  bool // it leads to the page that explains the language
}

// Measures of the list below the search box.
const (
	maxRecent   = 10 // searches that are remembered
	shownRecent = 5  // of them in the list
	shownFields = 8
)

// Idle is the list below an empty search box: what was searched for last, then the
// fields that are asked for most.
func Idle(recent []string, fields []Proposal) []Proposal {
	var out []Proposal
	if len(recent) > 0 {
		out = append(out, Proposal{Heading: "Recent searches"})
	}
	for _, text := range recent[:min(len(recent), shownRecent)] {
		out = append(out, Proposal{Text: text, At: len(text), Label: text, Whole: true})
	}
	out = append(out, Proposal{Heading: "Narrow it down"})
	out = append(out, fields[:min(len(fields), shownFields)]...)
	return append(out, Proposal{Label: "All fields and signs…", Help: true})
}

// Remember puts a search in front of those of before.
func Remember(recent []string, text string) []string {
	text = strings.TrimSpace(text)
	if text == "" {
		return recent
	}
	out := []string{text}
	for _, t := range recent {
		if t != text && len(out) < maxRecent {
			out = append(out, t)
		}
	}
	return out
}

// A Mistake is what of a search cannot be understood.
type Mistake struct {
	Message              string
	Before, Wrong, After string // the search, parted around the mistake
	From, To             int    // of the mistake, in bytes
}

// NewMistake parts a search around the mistake in it. Positions that are not in the
// text are moved to its ends.
func NewMistake(message, text string, from, to int) Mistake {
	from = min(max(from, 0), len(text))
	to = min(max(to, from), len(text))
	return Mistake{message, text[:from], text[from:to], text[to:], from, to}
}

// Known are the names of what a scope can be limited to.
type Known struct {
	Feeds   Names
	Folders map[feeds.FolderID]string
	Now     time.Time
}

// A Limit is a part of the library that a scope is limited to, as a chip shows it.
type Limit struct {
	Name    string
	Without feeds.Scope // the scope without this limit
}

// Limits are all limits of a scope but its text and its topics, which have chips of
// their own.
func Limits(in feeds.Scope, known Known) []Limit {
	var out []Limit
	add := func(yes bool, name string, drop func(*feeds.Scope)) {
		if yes {
			without := in
			drop(&without)
			out = append(out, Limit{name, without})
		}
	}
	add(in.Feed != 0, cmp.Or(known.Feeds[in.Feed], "a removed source"), func(s *feeds.Scope) { s.Feed = 0 })
	add(in.Folder != 0, cmp.Or(known.Folders[in.Folder], "a removed folder"), func(s *feeds.Scope) { s.Folder = 0 })
	add(in.Story != 0, "One story", func(s *feeds.Scope) { s.Story = 0 })
	add(in.UnreadOnly, "Unread", func(s *feeds.Scope) { s.UnreadOnly = false })
	add(in.StarredOnly, "Starred", func(s *feeds.Scope) { s.StarredOnly = false })
	add(in.LaterOnly, "Read later", func(s *feeds.Scope) { s.LaterOnly = false })
	add(in.KeptOnly, "Kept", func(s *feeds.Scope) { s.KeptOnly = false })
	add(in.Bin, "Bin", func(s *feeds.Scope) { s.Bin = false })
	add(!in.Since.IsZero(), since(in.Since, known.Now), func(s *feeds.Scope) { s.Since = time.Time{} })
	return out
}

func since(t, now time.Time) string {
	if d := Day(t, now); d == "Today" {
		return d
	}
	return "Since " + t.In(now.Location()).Format("2 January 2006")
}

// Where says in words which part of the library a scope is about, its text aside.
func Where(in feeds.Scope, known Known) string {
	var parts []string
	for _, l := range Limits(in, known) {
		parts = append(parts, l.Name)
	}
	if len(parts) == 0 {
		parts = append(parts, "Everywhere")
	}
	if len(in.Topics) > 0 {
		parts = append(parts, "about "+topicWords(in.Topics))
	}
	if len(in.Without) > 0 {
		parts = append(parts, "not about "+topicWords(in.Without))
	}
	return strings.Join(parts, " · ")
}

func topicWords(list []feeds.Topic) string {
	var names []string
	for _, t := range list {
		names = append(names, t.Name())
	}
	return strings.Join(names, " or ")
}

// SearchName is the name that is proposed for a search when it is saved.
func SearchName(in feeds.Scope, known Known) string {
	var parts []string
	if text := strings.TrimSpace(in.Text); text != "" {
		parts = append(parts, text)
	}
	for _, l := range Limits(in, known) {
		parts = append(parts, l.Name)
	}
	for _, t := range in.Topics {
		parts = append(parts, t.Name())
	}
	return strings.Join(parts, ", ")
}

// Found says how many articles a search has, of which at most so many were counted.
func Found(n, most int) string {
	switch {
	case n > most:
		return fmt.Sprintf("more than %d articles", most)
	case n == 1:
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}

// An Offer is a wider search, where one has found nothing.
type Offer struct {
	Name  string
	Scope feeds.Scope
}

// Nothing is what the list says where a search has found nothing, with wider ones.
// unindexed is how many articles cannot be found yet.
func Nothing(in feeds.Scope, known Known, unindexed int) (string, []Offer) {
	limits := Limits(in, known)
	text := "Nothing matches " + Isolate("“"+in.Text+"”")
	if len(limits)+len(in.Topics)+len(in.Without) > 0 {
		text += " here (" + Where(in, known) + ")"
	}
	text += "."
	if unindexed > 0 {
		text += fmt.Sprintf("\n\nThe search index is still being filled: about %s cannot be found yet.", Found(unindexed, unindexed))
	}
	var offers []Offer
	if len(limits)+len(in.Topics)+len(in.Without) > 0 {
		offers = append(offers, Offer{"Search everywhere", feeds.Scope{Text: in.Text, Order: in.Order}})
	} else {
		text += "\n\nFewer words find more."
	}
	if len(limits) > 0 && len(in.Topics)+len(in.Without) > 0 {
		wider := in
		wider.Topics, wider.Without = nil, nil
		offers = append(offers, Offer{"Any topic", wider})
	}
	return text, offers
}

// Mark puts marks around ranges of bytes, which must be in order and in the text.
func Mark(text string, ranges [][2]int, start, end string) string {
	if len(ranges) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, r := range ranges {
		b.WriteString(text[at:r[0]] + start + text[r[0]:r[1]] + end)
		at = r[1]
	}
	return b.String() + text[at:]
}

// Highlight gives rows the titles in which marks stand around what was found.
func Highlight(rows []Row, titles map[feeds.ArticleID]string) {
	for i := range rows {
		rows[i].Marked = titles[rows[i].ID]
	}
}

// SearchKey is the key of a saved search in the sidebar.
func SearchKey(id feeds.SearchID) string { return "search:" + strconv.FormatInt(int64(id), 10) }

// WithSearches adds the saved searches to the sidebar, with how many unread articles
// each has, counted up to most. Without any there is no group for them.
func WithSearches(items []Item, list []feeds.Search, counts map[feeds.SearchID]int, most int) []Item {
	if len(list) == 0 {
		return items
	}
	items = append(slices.Clip(items), Item{Kind: GroupItem, Key: "searches", Name: "Searches"})
	for _, x := range list {
		n := count(counts[x.ID])
		if counts[x.ID] >= most {
			n = strconv.Itoa(most) + "+"
		}
		items = append(items, Item{Kind: SearchItem, Key: SearchKey(x.ID), Name: x.Name, View: List, Count: n, Scope: x.Scope, Search: x.ID})
	}
	return items
}

// KeyOf is the key of the item that shows a scope when its text, topics and order
// are left aside: what the sidebar marks when a limit was taken away.
func KeyOf(items []Item, in feeds.Scope) string {
	bare := func(s feeds.Scope) feeds.Scope {
		s.Text, s.Topics, s.Without, s.Order = "", nil, nil, feeds.Newest
		return s
	}
	for _, it := range items {
		if it.View == List && (it.Kind == ViewItem || it.Kind == FolderItem || it.Kind == FeedItem) && bare(it.Scope).Equal(bare(in)) {
			return it.Key
		}
	}
	return "all"
}

// Saved is the saved search that is this scope, whatever the order of the list.
func Saved(list []feeds.Search, in feeds.Scope) (feeds.Search, bool) {
	in.Order = feeds.Newest
	for _, x := range list {
		s := x.Scope
		s.Order = feeds.Newest
		if s.Equal(in) {
			return x, true
		}
	}
	return feeds.Search{}, false
}

// Does says what a rule does, as a choice and as the beginning of a sentence.
func Does(a feeds.Action) string {
	switch a {
	case feeds.MarkRead:
		return "Mark as read"
	case feeds.AddStar:
		return "Star"
	case feeds.AddLater:
		return "Read later"
	case feeds.Discard:
		return "Delete"
	}
	return string(a)
}

// RuleLine says in a line what a rule is about.
func RuleLine(r feeds.Rule, known Known) string {
	what := strings.TrimSpace(r.Scope.Text)
	if where := Where(r.Scope, known); what == "" || where != "Everywhere" {
		what = strings.TrimPrefix(what+" · "+where, " · ")
	}
	return Does(r.Do) + " · " + what
}

// Savable is a scope as it can be saved: a day on which its list began becomes part
// of the search, where it goes with the time.
func Savable(in feeds.Scope, now time.Time) feeds.Scope {
	if in.Since.IsZero() {
		return in
	}
	day := "since:today"
	if Day(in.Since, now) != "Today" {
		day = "since:" + in.Since.In(now.Location()).Format(time.DateOnly)
	}
	in.Text = strings.TrimSpace(in.Text + " " + day)
	in.Since = time.Time{}
	return in
}

// Matches says how many stored articles a search or rule is about.
func Matches(n, most int) string {
	switch {
	case n == 0:
		return "Matches nothing that is stored so far."
	case n > most:
		return fmt.Sprintf("Matches more than %d stored articles.", most)
	case n == 1:
		return "Matches 1 stored article."
	}
	return fmt.Sprintf("Matches %d stored articles.", n)
}

// Nearer cuts the beginning of a snippet, so that at most so many letters stand
// before what was found: in a short line it would not be seen.
func Nearer(snippet, mark string, most int) string {
	i := strings.Index(snippet, mark)
	if i < 0 {
		return snippet
	}
	before := []rune(snippet[:i])
	if len(before) <= most {
		return snippet
	}
	cut := len(before) - most
	for at := cut; at < len(before)-1; at++ {
		if before[at] == ' ' {
			cut = at + 1
			break
		}
	}
	return "…" + string(before[cut:]) + snippet[i:]
}
