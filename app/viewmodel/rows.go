package viewmodel

import (
	"cmp"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Row of the timeline: a day's heading or an article.
type Row struct {
	Heading string // not empty: a heading and nothing else

	ID      feeds.ArticleID
	Feed    feeds.FeedID
	Story   feeds.StoryID
	Title   string
	Marked  string // the title with marks around what a search found; empty: nothing in it
	Lead    string
	Source  string
	Age     string
	Topic   string // the first one; empty: none
	Sources string // "6 sources"; empty: one
	Image   string
	Lang    string
	Unread  bool
	Starred bool
	Later   bool
	Noted   bool
	Changed bool // by its publisher
	Ready   bool // everything of it is here, and there is no network
}

// Names of feeds by their ID.
type Names map[feeds.FeedID]string

// Rows are the rows of a list of articles in their order, with a heading where a
// day begins. With byStory, an article whose story stands further up is left
// out. snippets, if any, stand in place of the lead.
func Rows(list []feeds.Article, names Names, now time.Time, order feeds.Order, byStory bool, snippets map[feeds.ArticleID]string) []Row {
	rows := make([]Row, 0, len(list)+8)
	seen := map[feeds.StoryID]bool{}
	day := ""
	for _, a := range list {
		if byStory && a.Story != 0 {
			if seen[a.Story] {
				continue
			}
			seen[a.Story] = true
		}
		if order != feeds.Relevance {
			if d := Day(a.Date(), now); d != day {
				day = d
				rows = append(rows, Row{Heading: d})
			}
		}
		rows = append(rows, row(a, names, now, snippets[a.ID]))
	}
	return rows
}

func row(a feeds.Article, names Names, now time.Time, snippet string) Row {
	r := Row{
		ID: a.ID, Feed: a.Feed, Story: a.Story,
		Title:  cmp.Or(a.Title, "Untitled"),
		Lead:   cmp.Or(snippet, a.Lead),
		Source: names[a.Feed],
		Age:    Age(now.Sub(a.Date())),
		Image:  a.Image,
		Lang:   a.Language,
		Unread: !a.Status.Read, Starred: a.Status.Starred, Later: a.Status.Later,
		Noted: a.Noted, Changed: a.Changed,
	}
	if len(a.Topics) > 0 {
		r.Topic = a.Topics[0].Topic.Name()
	}
	if a.Sources > 1 {
		r.Sources = fmt.Sprintf("%d sources", a.Sources)
	}
	return r
}

// Isolate keeps a name from mixing with the text around it where one runs from
// right to left (UAX #9, isolates).
func Isolate(name string) string { return "\u2068" + name + "\u2069" }

// Initial is the letter in the square of a source without a picture.
func Initial(name string) string {
	for _, r := range name {
		if r > ' ' && r != '"' && r != '\'' && r != '«' && r != '“' {
			return string(r)
		}
	}
	return "?"
}
