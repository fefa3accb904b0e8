package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// interests are what the window knows of the reader's topics: their own, and what
// they do not want to see. What they follow is in following.
type interests struct {
	w      *window
	own    []feeds.OwnTopic
	counts map[feeds.OwnTopicID]int
	mutes  []feeds.Mute
	topics map[feeds.Topic]int // unread articles of each

	loads latest
	count turns
	fresh string // key of what was just made, to be brought into view
}

// foldedKey is the preference for the group of topics in the sidebar, storyKey for
// lists by story.
const (
	foldedKey = "sidebar.topics.folded"
	storyKey  = "list.by_story"
)

// reload reads what the reader said of topics and stories, and then counts: the
// sidebar does not wait for that.
func (x *interests) reload() {
	current := x.loads.next()
	var own []feeds.OwnTopic
	var mutes []feeds.Mute
	x.w.do(func(ctx context.Context) (err error) {
		if own, err = x.w.core.OwnTopics(ctx); err != nil {
			return err
		}
		mutes, err = x.w.core.Mutes(ctx)
		return err
	}, func() {
		if !current() {
			return
		}
		x.own, x.mutes = own, mutes
		x.w.timeline.own = x.topicsOfOwn()
		x.w.showItems()
		if len(own) > 0 {
			x.count.ask(x.recount)
		}
	})
}

func (x *interests) recount(done func()) {
	var counts map[feeds.OwnTopicID]int
	var err error
	x.w.worker.load(func(ctx context.Context) { counts, err = x.w.core.OwnTopicCounts(ctx) }, func() {
		if err == nil {
			x.counts = counts
			x.w.showItems()
		}
		done()
	})
}

// topicsOfOwn are what articles of the own topics carry, in the order of the sidebar.
func (x *interests) topicsOfOwn() []feeds.Topic {
	var out []feeds.Topic
	for _, o := range x.own {
		out = append(out, o.Topic())
	}
	return out
}

// shown is what the sidebar shows of it.
func (x *interests) shown() viewmodel.Interests {
	return viewmodel.Interests{
		Followed: x.w.following.list, Own: x.own, OwnCounts: x.counts, Most: app.CountLimit, Topics: x.topics,
		Hidden: viewmodel.Hidden(x.mutes), Folded: x.w.app.Preferences().Bool(foldedKey),
	}
}

// foldTopics folds the group of topics in the sidebar, or shows it again.
func (w *window) foldTopics() {
	p := w.app.Preferences()
	p.SetBool(foldedKey, !p.Bool(foldedKey))
	w.showItems()
}

// act does what an item of the sidebar is for that is no list.
func (w *window) act(it viewmodel.Item) {
	switch it.Key {
	case viewmodel.TroubledKey:
		w.openTroubled()
	case viewmodel.HiddenKey:
		w.openMutes()
	case viewmodel.NewTopicKey:
		w.editOwnTopic(feeds.OwnTopic{})
	}
}

// topicsMenu is the part of the main menu about topics and stories.
func (w *window) topicsMenu() *fyne.MenuItem {
	return subMenu("Topics and stories", []*fyne.MenuItem{
		fyne.NewMenuItem("What the article is about…", w.openTopics),
		fyne.NewMenuItem("New own topic…", func() { w.editOwnTopic(feeds.OwnTopic{}) }),
		fyne.NewMenuItem("Hide articles with words…", w.muteWords),
		fyne.NewMenuItem("Hidden topics and mutes…", w.openMutes),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("By story, or by article", w.groupByStory),
		fyne.NewMenuItem("Show or fold the topics in the sidebar", w.foldTopics),
	})
}

// ownTopic is the reader's own topic of a name.
func (x *interests) ownTopic(t feeds.Topic) (feeds.OwnTopic, bool) {
	i := slices.IndexFunc(x.own, func(o feeds.OwnTopic) bool { return o.Topic() == t })
	if i < 0 {
		return feeds.OwnTopic{}, false
	}
	return x.own[i], true
}

// muteOf is what hides a topic.
func (x *interests) muteOf(t feeds.Topic) (feeds.Mute, bool) {
	for _, m := range x.mutes {
		if hidden, ok := viewmodel.HiddenTopic(m); ok && hidden == t {
			return m, true
		}
	}
	return feeds.Mute{}, false
}

// storyMenu is the context menu of a followed story in the sidebar.
func (w *window) storyMenu(it viewmodel.Item, at fyne.Position) {
	w.popUp(at,
		fyne.NewMenuItem("Open", func() { w.openItem(it) }),
		fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
		fyne.NewMenuItemSeparator(),
		w.following.item(it.Story, it.Name))
}

// topicMenu is the context menu of a built-in topic in the sidebar.
func (w *window) topicMenu(it viewmodel.Item, at fyne.Position) {
	w.popUp(at,
		fyne.NewMenuItem("Open", func() { w.openItem(it) }),
		fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
		fyne.NewMenuItemSeparator(),
		w.hideMenu(it.Topic),
		fyne.NewMenuItem("Hidden topics and mutes…", w.openMutes),
		fyne.NewMenuItem("Fold the topics", w.foldTopics),
		fyne.NewMenuItem("New own topic…", func() { w.editOwnTopic(feeds.OwnTopic{}) }))
}

// ownMenu is the context menu of an own topic in the sidebar.
func (w *window) ownMenu(it viewmodel.Item, at fyne.Position) {
	o, ok := w.interests.ownTopic(it.Topic)
	if !ok {
		return
	}
	move := func(name string, d int) *fyne.MenuItem {
		m := fyne.NewMenuItem(name, func() { o.Position += d; w.saveOwnTopic(o, "") })
		last := len(w.interests.own) - 1
		m.Disabled = d < 0 && o.ID == w.interests.own[0].ID || d > 0 && o.ID == w.interests.own[last].ID
		return m
	}
	w.popUp(at,
		fyne.NewMenuItem("Open", func() { w.openItem(it) }),
		fyne.NewMenuItem("Mark all as read", func() { w.readAll(it.Scope) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Edit…", func() { w.editOwnTopic(o) }),
		fyne.NewMenuItem("Rename…", func() {
			w.ask("Rename "+o.Name, o.Name, func(name string) { o.Name = name; w.saveOwnTopic(o, "") })
		}),
		move("Move up", -1), move("Move down", 1),
		w.hideMenu(it.Topic),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Delete", func() { w.deleteOwnTopic(o) }))
}

// chipMenu is the context menu of a chip above the timeline.
func (w *window) chipMenu(c viewmodel.Chip, at fyne.Position) { w.popUp(at, w.chipItems(c)...) }

func (w *window) chipItems(c viewmodel.Chip) []*fyne.MenuItem {
	in := w.timeline.scope
	show := func(name string, in feeds.Scope) *fyne.MenuItem {
		return fyne.NewMenuItem(name, func() { w.setScope(in) })
	}
	if c.Topic == "" {
		return []*fyne.MenuItem{show("All topics", viewmodel.Only(in, "")), fyne.NewMenuItem("Hidden topics and mutes…", w.openMutes),
			fyne.NewMenuItem("New own topic…", func() { w.editOwnTopic(feeds.OwnTopic{}) })}
	}
	items := []*fyne.MenuItem{show("Only "+c.Name, viewmodel.Only(in, c.Topic))}
	switch c.State {
	case viewmodel.ChipOut:
		items = append(items, show("With "+c.Name+" again", viewmodel.LeaveOut(in, c.Topic)))
	case viewmodel.ChipOn:
		items = append(items, show("Without "+c.Name, viewmodel.LeaveOut(in, c.Topic)),
			show("No more only "+c.Name, viewmodel.Toggle(viewmodel.Toggle(in, c.Topic), c.Topic)))
	default:
		if len(in.Topics) > 0 {
			items = append(items, show("Also "+c.Name, viewmodel.Toggle(in, c.Topic)))
		}
		items = append(items, show("Without "+c.Name, viewmodel.LeaveOut(in, c.Topic)))
	}
	items = append(items, fyne.NewMenuItemSeparator(), w.hideMenu(c.Topic))
	if o, ok := w.interests.ownTopic(c.Topic); ok {
		items = append(items, fyne.NewMenuItem("Edit "+viewmodel.Quoted(o.Name)+"…", func() { w.editOwnTopic(o) }))
	}
	return items
}

// hideMenu hides a topic for a time, or shows it again.
func (w *window) hideMenu(t feeds.Topic) *fyne.MenuItem {
	if m, hidden := w.interests.muteOf(t); hidden {
		return fyne.NewMenuItem("Show "+t.Name()+" again", func() { w.endMute(m) })
	}
	var sub []*fyne.MenuItem
	for _, span := range viewmodel.MuteSpans {
		sub = append(sub, fyne.NewMenuItem(span.Name, func() { w.hideTopic(t, span.Until(time.Now())) }))
	}
	sub = append(sub, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("With exceptions…", func() {
		w.editMute(feeds.Mute{Scope: feeds.Scope{Topics: []feeds.Topic{t}}}, nil)
	}))
	return subMenu("Hide "+t.Name(), sub)
}

func (w *window) hideTopic(t feeds.Topic, until time.Time) {
	w.saveMute(feeds.Mute{Name: t.Name(), Scope: feeds.Scope{Topics: []feeds.Topic{t}}, Until: until}, nil)
}
