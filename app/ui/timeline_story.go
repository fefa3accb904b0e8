package ui

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// grouped reports whether the list has one row for a story: the bin, and the list of
// a single story, are of articles.
func (t *timeline) grouped() bool { return t.byStory && !t.scope.Bin && t.scope.Story == 0 }

// wanted is the scope as the core is asked for it.
func (t *timeline) wanted() feeds.Scope {
	in := t.scope
	in.ByStory = t.grouped()
	return in
}

// toggleStory changes between stories and articles. What was selected stays so: as
// itself, or as the row of its story.
func (t *timeline) toggleStory() { t.groupBy(!t.byStory) }

func (t *timeline) groupBy(story bool) {
	at := t.where()
	at.open = nil
	t.byStory = story
	if t.onGroup != nil {
		t.onGroup(story)
	}
	t.returnTo(t.scope, at)
}

// placeOf is the row of what was selected at a place, or that of its story.
func (t *timeline) placeOf(at listPlace) int {
	if i := t.place(at.chosen); i >= 0 || !t.grouped() {
		return i
	}
	for _, a := range at.articles {
		if a.ID == at.chosen && a.Story != 0 {
			return slices.IndexFunc(t.rows, func(r viewmodel.Row) bool { return r.Heading == "" && r.Story == a.Story })
		}
	}
	return -1
}

// unfolded are the stories whose articles stand below their rows.
func (t *timeline) unfolded() []feeds.StoryID { return slices.Sorted(maps.Keys(t.open)) }

// membersOf are the articles of stories that a list has, in its order, with what is
// known of each in its story. It must be asked in the background. A story that is gone
// has none.
func (t *timeline) membersOf(ctx context.Context, in feeds.Scope, ids []feeds.StoryID) map[feeds.StoryID][]feeds.Member {
	out := map[feeds.StoryID][]feeds.Member{}
	if in.Order == feeds.Relevance {
		in.Order = feeds.Newest
	}
	for _, id := range ids {
		in.Story = id
		page, err := t.core.Articles(ctx, in, feeds.Cursor{}, mostUnfolded)
		if err != nil || len(page.Articles) == 0 {
			continue
		}
		_, known, err := t.core.Story(ctx, id)
		if err != nil {
			continue
		}
		out[id] = viewmodel.Below(page.Articles, known)
	}
	return out
}

// mostUnfolded is how many articles stand below a row at most: who wants to see more
// opens the page of the story.
const mostUnfolded = 300

// renew takes over what was read again of the unfolded stories. What the reader
// unfolded or folded up meanwhile stays so, and what they read there stays, too.
func (t *timeline) renew(asked []feeds.StoryID, open map[feeds.StoryID][]feeds.Member) {
	for _, id := range asked {
		old, still := t.open[id]
		fresh := open[id]
		if t.scope.UnreadOnly {
			fresh = viewmodel.KeepBelow(old, fresh, t.scope.Order)
		}
		switch {
		case !still:
		case len(fresh) == 0:
			delete(t.open, id)
		default:
			t.open[id] = fresh
		}
	}
}

// toggleFold unfolds the story of a row, or folds it up.
func (t *timeline) toggleFold(i int) bool {
	if i < 0 || i >= len(t.rows) {
		return false
	}
	switch r := t.rows[i]; r.Fold {
	case viewmodel.Folded:
		t.unfold(r.Story)
	case viewmodel.Unfolded:
		t.foldUp(r.Story)
	default:
		return false
	}
	return true
}

// unfold shows the other articles of a story below its row, which stays where it is.
func (t *timeline) unfold(id feeds.StoryID) {
	in := t.scope
	var got map[feeds.StoryID][]feeds.Member
	t.worker.load(func(ctx context.Context) { got = t.membersOf(ctx, in, []feeds.StoryID{id}) }, func() {
		if !t.grouped() || !t.scope.Equal(in) || len(got[id]) == 0 {
			return
		}
		t.open[id] = got[id]
		t.fill(false)
		row := t.rowOf(id)
		if row < 0 || row+1 >= len(t.rows) {
			return
		}
		if y := float64(t.list.scroll.Offset.Y + t.list.Size().Height); t.list.tops[row+1] > y-insideHeight/2 { // else nothing would be seen of it
			t.list.reveal(row + 1)
		}
	})
}

// foldUp takes them away again. What was selected among them is then the story.
func (t *timeline) foldUp(id feeds.StoryID) {
	selected := t.selected()
	delete(t.open, id)
	t.fill(false)
	row := t.rowOf(id)
	if row < 0 {
		return
	}
	if selected != 0 && t.place(selected) < 0 {
		t.list.choose(row)
	} else {
		t.list.reveal(row)
	}
}

// rowOf is the row of a story, or -1.
func (t *timeline) rowOf(id feeds.StoryID) int {
	return slices.IndexFunc(t.rows, func(r viewmodel.Row) bool {
		return r.Heading == "" && r.Story == id && !r.Inside
	})
}

// foldKey does what the arrow keys do to the selected story; it is false where they
// have nothing to do.
func (t *timeline) foldKey(e *fyne.KeyEvent) bool {
	i := t.list.current
	if i < 0 || i >= len(t.rows) {
		return false
	}
	r := t.rows[i]
	switch {
	case e.Name == fyne.KeyRight && r.Fold == viewmodel.Folded:
		t.unfold(r.Story)
	case e.Name == fyne.KeyRight && r.Fold == viewmodel.Unfolded:
		t.list.move(1)
	case e.Name == fyne.KeyLeft && (r.Fold == viewmodel.Unfolded || r.Inside):
		t.foldUp(r.Story)
	default:
		return false
	}
	return true
}

// tapped unfolds a story where its number of sources is clicked.
func (t *timeline) tapped(i int, at fyne.Position) bool {
	for _, x := range t.list.live {
		row, ok := x.row.(*timelineRow)
		if ok && x.i == i && at.Y > rowHeight-36 && at.X >= row.fold[0] && at.X < row.fold[1] {
			return t.toggleFold(i)
		}
	}
	return false
}

// folded is the story of an article whose row stands for several.
func (t *timeline) folded(id feeds.ArticleID) (viewmodel.Row, bool) {
	if i := t.place(id); i >= 0 && t.rows[i].Fold == viewmodel.Folded {
		return t.rows[i], true
	}
	return viewmodel.Row{}, false
}

// countRead keeps the number of unread articles of a story true.
func (t *timeline) countRead(a feeds.Article, read bool) {
	n, ok := t.stories[a.Story]
	if !ok || a.Status.Read == read {
		return
	}
	if read {
		n.Unread = max(0, n.Unread-1)
	} else {
		n.Unread++
	}
	t.stories[a.Story] = n
}

// storyRead shows a whole story as read, before that is read from the file again.
func (t *timeline) storyRead(id feeds.StoryID) {
	for i := range t.articles {
		if t.articles[i].Story == id {
			t.articles[i].Status.Read = true
		}
	}
	for i := range t.open[id] {
		t.open[id][i].Status.Read = true
	}
	if n, ok := t.stories[id]; ok {
		n.Unread = 0
		t.stories[id] = n
	}
	t.fill(false)
}

// drop forgets an article that stands below the row of its story.
func (t *timeline) drop(id feeds.ArticleID) {
	for story, list := range t.open {
		t.open[story] = slices.DeleteFunc(list, func(m feeds.Member) bool { return m.ID == id })
	}
}
