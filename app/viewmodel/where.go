package viewmodel

import (
	"cmp"
	"strings"
	"time"

	"tidings/feeds"
)

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
	about, not := "about ", "not about "
	if len(parts) == 0 { // then it begins the line
		about, not = "About ", "Not about "
	}
	if len(in.Topics) > 0 {
		parts = append(parts, about+topicWords(in.Topics))
		not = "not about "
	}
	if len(in.Without) > 0 {
		parts = append(parts, not+topicWords(in.Without))
	}
	return cmp.Or(strings.Join(parts, " · "), "Everywhere")
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
