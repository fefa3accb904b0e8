package ui

import (
	"fmt"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// fill makes the rows again. Unless the list is another one, the row at the top
// of the view and the selection stay where they are.
func (t *timeline) fill(anew bool) {
	selected := t.selected()
	top, within := t.anchor()
	t.rows = viewmodel.Rows(viewmodel.Listing{Articles: t.articles, Names: t.names, Order: t.scope.Order, Snippets: t.snippets,
		ByStory: t.grouped(), Stories: t.stories, Open: t.open}, t.now())
	viewmodel.Highlight(t.rows, t.titles)
	if t.offline {
		viewmodel.MarkReady(t.rows, t.articles, t.open)
	}
	t.list.current = t.place(selected)
	t.list.measure()
	if i := t.place(top); !anew && i >= 0 && within >= 0 {
		y := float32(t.list.tops[i]) + within
		if added := i - t.list.rowAt(float64(t.list.scroll.Offset.Y)); added > 0 && t.list.scroll.Offset.Y > 0 {
			t.fresh.say(fmt.Sprintf("%d new ↑", added))
			t.fresh.Show()
		}
		if t.list.scroll.Offset.Y > 0 {
			t.list.scroll.Offset.Y = y
		}
	}
	t.list.reload()
}

// anchor is the first article in view and how far it is scrolled out.
func (t *timeline) anchor() (feeds.ArticleID, float32) {
	y := t.list.scroll.Offset.Y
	for _, r := range t.list.live {
		if r.i < len(t.rows) && t.rows[r.i].Heading == "" {
			return t.rows[r.i].ID, y - float32(t.list.tops[r.i])
		}
	}
	return 0, -1
}

// listPlace is a place in a timeline, to come back to.
type listPlace struct {
	chosen   feeds.ArticleID // zero: none
	top      feeds.ArticleID // at the top of the view; zero: the beginning
	within   float32         // how far that is scrolled out
	articles []feeds.Article // what was listed: what was read there meanwhile stays
	open     []feeds.StoryID // that were unfolded
}

// mostReturned bounds how many articles are loaded to come back to a place.
const mostReturned = 1000

func (t *timeline) where() listPlace {
	top, within := t.anchor()
	return listPlace{t.selected(), top, within, t.articles[:min(len(t.articles), mostReturned)], t.unfolded()}
}

// settleAt scrolls to a place and selects what was selected there.
func (t *timeline) settleAt(at listPlace) {
	t.list.current = t.placeOf(at)
	if i := t.place(at.top); i >= 0 {
		t.list.scrollTo(float32(t.list.tops[i]) + at.within)
	}
	t.list.sync(true)
}

func (t *timeline) selected() feeds.ArticleID {
	if i := t.list.current; i >= 0 && i < len(t.rows) {
		return t.rows[i].ID
	}
	return 0
}

// place is the row of an article, or -1.
func (t *timeline) place(id feeds.ArticleID) int {
	if id == 0 {
		return -1
	}
	for i, r := range t.rows {
		if r.ID == id && r.Heading == "" {
			return i
		}
	}
	return -1
}

func (t *timeline) article(id feeds.ArticleID) (feeds.Article, bool) {
	if a := t.find(id); a != nil {
		return *a, true
	}
	return feeds.Article{}, false
}

// find is an article of the list, also one that stands below the row of its story;
// nil: it is not there.
func (t *timeline) find(id feeds.ArticleID) *feeds.Article {
	for i := range t.articles {
		if t.articles[i].ID == id {
			return &t.articles[i]
		}
	}
	for _, list := range t.open {
		for i := range list {
			if list[i].ID == id {
				return &list[i].Article
			}
		}
	}
	return nil
}

// beside is the article that follows another (1) or precedes it (-1).
func (t *timeline) beside(id feeds.ArticleID, d int) (feeds.Article, bool) {
	from := t.place(id)
	if from < 0 {
		return feeds.Article{}, false
	}
	i := t.list.step(from, d)
	if i < 0 {
		return feeds.Article{}, false
	}
	return t.article(t.rows[i].ID)
}

// setStatus shows a new status at once, before it is read from the file again.
func (t *timeline) setStatus(id feeds.ArticleID, s feeds.Status) {
	a := t.find(id)
	if a == nil {
		return
	}
	t.countRead(*a, s.Read)
	a.Status = s
	if i := t.place(id); i >= 0 {
		t.rows[i].Unread, t.rows[i].Starred, t.rows[i].Later = !s.Read, s.Starred, s.Later
		t.list.refreshRow(i)
	}
}

// nextUnread opens the next unread article below the current one, else the
// first one above it. It is false when there is none.
func (t *timeline) nextUnread() bool {
	from := t.list.current
	for n := 1; n <= len(t.rows); n++ {
		i := (from + n) % len(t.rows)
		if i < 0 {
			continue
		}
		if r := t.rows[i]; r.Heading == "" && r.Unread {
			t.list.open(i)
			return true
		}
	}
	return false
}

func (t *timeline) Len() int { return len(t.rows) }

func (t *timeline) Height(i int) float32 {
	switch {
	case t.rows[i].Heading != "":
		return headingHeight
	case t.rows[i].Inside:
		return insideHeight
	}
	return rowHeight
}

func (t *timeline) Selectable(i int) bool { return t.rows[i].Heading == "" }

func (t *timeline) New() listRow { return newTimelineRow() }

func (t *timeline) Bind(i int, row listRow, selected bool) {
	row.(*timelineRow).show(t.engine, t.rows[i], selected, t.pics)
}
