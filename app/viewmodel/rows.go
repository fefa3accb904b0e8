package viewmodel

import (
	"cmp"
	"fmt"
	"slices"
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

	Fold   Fold
	Behind int  // unread articles of the story that stand behind this row
	Inside bool // it stands below another article of its story
	First  bool // the first report of the story, as far as it is unfolded
	Copy   bool // the same text as an earlier article of the story
}

// Fold says whether further articles of a story stand behind a row.
type Fold int

const (
	NoFold Fold = iota // no further articles
	Folded
	Unfolded
)

// Names of feeds by their ID.
type Names map[feeds.FeedID]string

// A Listing is what a timeline shows.
type Listing struct {
	Articles []feeds.Article // in their order
	Names    Names
	Order    feeds.Order
	Snippets map[feeds.ArticleID]string // in place of the lead, if any

	ByStory bool // one row for a story
	Stories map[feeds.StoryID]feeds.StoryCount
	Open    map[feeds.StoryID][]feeds.Member // what stands below the row of a story
}

// Rows are the rows of a listing, with a heading where a day begins. By story, an
// article whose story stands further up is left out, and below the row of an open
// story stand its other articles.
func Rows(l Listing, now time.Time) []Row {
	rows := make([]Row, 0, len(l.Articles)+8)
	seen := map[feeds.StoryID]bool{}
	day := ""
	for _, a := range l.Articles {
		if l.ByStory && a.Story != 0 {
			if seen[a.Story] {
				continue
			}
			seen[a.Story] = true
		}
		if l.Order != feeds.Relevance {
			if d := Day(a.Date(), now); d != day {
				day = d
				rows = append(rows, Row{Heading: d})
			}
		}
		r := row(a, l.Names, now, l.Snippets[a.ID])
		if !l.ByStory || a.Story == 0 {
			rows = append(rows, r)
			continue
		}
		rows = append(rows, l.story(a, r, now)...)
	}
	return rows
}

// story are the row of a story and what is unfolded below it.
func (l Listing) story(a feeds.Article, r Row, now time.Time) []Row {
	n := l.Stories[a.Story]
	open, yes := l.Open[a.Story]
	if n.Articles < 2 && !yes {
		return []Row{r}
	}
	r.Fold = Folded
	r.Sources = manySources(n)
	r.Behind = n.Unread
	if r.Unread {
		r.Behind = max(0, r.Behind-1)
	}
	if !yes {
		return []Row{r}
	}
	r.Fold, r.Behind = Unfolded, 0
	rows := []Row{r}
	for _, m := range open {
		if m.ID == a.ID {
			rows[0].First, rows[0].Copy = m.First, m.CopyOf != 0
			continue
		}
		in := row(m.Article, l.Names, now, "")
		in.Inside, in.First, in.Copy, in.Sources, in.Image = true, m.First, m.CopyOf != 0, "", ""
		rows = append(rows, in)
	}
	return rows
}

// Below are articles of a story with what is known of each in it. What is muted is
// left out, unless all of it is: then the list asks for what is muted.
func Below(list []feeds.Article, known []feeds.Member) []feeds.Member {
	of := make(map[feeds.ArticleID]feeds.Member, len(known))
	for _, m := range known {
		of[m.ID] = m
	}
	all := !slices.ContainsFunc(list, func(a feeds.Article) bool { return !a.Muted })
	out := make([]feeds.Member, 0, len(list))
	for _, a := range list {
		if all || !a.Muted {
			m := of[a.ID]
			m.Article = a
			out = append(out, m)
		}
	}
	return out
}

// manySources is how many feeds a story comes from, or how many articles if they
// are of one.
func manySources(n feeds.StoryCount) string {
	if n.Sources > 1 {
		return fmt.Sprintf("%d sources", n.Sources)
	}
	return fmt.Sprintf("%d articles", n.Articles)
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
