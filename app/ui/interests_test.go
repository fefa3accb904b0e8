package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/app/viewmodel"
	"tidings/feeds"
)

// mine reads everything again that the reader may have changed.
func (f *windowFixture) mine() {
	f.again()
	f.following.reload()
	f.interests.reload()
}

// item is the one of a name in the sidebar.
func (f *windowFixture) item(name string) (viewmodel.Item, bool) {
	i := slices.IndexFunc(f.sidebar.items, func(it viewmodel.Item) bool { return it.Name == name })
	if i < 0 {
		return viewmodel.Item{}, false
	}
	return f.sidebar.items[i], true
}

// chip is the one of a topic above the list.
func (f *windowFixture) chip(t feeds.Topic) (viewmodel.Chip, bool) {
	i := slices.IndexFunc(f.timeline.chips.chips, func(c viewmodel.Chip) bool { return c.Topic == t })
	if i < 0 {
		return viewmodel.Chip{}, false
	}
	return f.timeline.chips.chips[i], true
}

func (f *windowFixture) topicsNow(id feeds.ArticleID) []feeds.Topic {
	f.t.Helper()
	a, err := f.core.Article(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	return viewmodel.TopicsOf(a)
}

func TestAnArticleIsMovedToAnotherTopicByOneClick(t *testing.T) {
	f := newWindowFixture(t)
	f.openTopic(feeds.Business)
	f.step(1)
	a, _ := f.chosen()
	before := f.topicsNow(a.ID)
	f.typedRune('#')
	if len(f.boards) != 1 {
		t.Fatal("the key does not show the topics")
	}
	f.boards[0].close()
	d := f.correctTopics(a)
	if d.why[feeds.Business] == "" {
		t.Error("it does not say why the article is about business")
	}
	for _, x := range before {
		d.toggle(x)
	}
	d.typed('s')
	d.typed('s') // Science, then Sport
	d.sheet.openCurrent()
	if got := f.topicsNow(a.ID); !slices.Equal(got, []feeds.Topic{feeds.Sport}) || !strings.Contains(d.said, "learns") {
		t.Fatalf("it is about %v, the board says %q", got, d.said)
	}
	for range before {
		d.takeBack()
	}
	d.takeBack()
	if got := f.topicsNow(a.ID); !slices.Equal(got, before) || !slices.Equal(d.right, before) {
		t.Errorf("taken back, it is about %v, want %v", got, before)
	}
}

func TestAnOwnTopicIsMadeChangedAndDeleted(t *testing.T) {
	f := newWindowFixture(t)
	d := f.editOwnTopic(feeds.OwnTopic{})
	d.save()
	if !strings.Contains(d.state.Text, "name") {
		t.Errorf("without a name it says %q", d.state.Text)
	}
	d.name.SetText("Ports")
	d.save()
	if !strings.Contains(d.state.Text, "belongs") || f.win.Canvas().Focused() != d.words {
		t.Errorf("without anything it says %q", d.state.Text)
	}
	test.Type(d.words, "Harbour")
	d.words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Type(d.words, "strike, HARBOUR")
	d.words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !slices.Equal(d.words.words, []string{"Harbour", "strike"}) || d.words.Text != "" {
		t.Fatalf("spellings are %q", d.words.words)
	}
	d.look()
	if len(d.newest.list) == 0 || !strings.Contains(d.state.Text, "stored articles") {
		t.Errorf("the preview says %q", d.state.Text)
	}
	d.words.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the box is empty: the form is done
	f.mine()
	it, ok := f.item("Ports")
	if !ok || it.Kind != viewmodel.OwnItem || it.Count == "" {
		t.Fatalf("in the sidebar is %+v", it)
	}
	if c, ok := f.chip("Ports"); !ok || c.Count == 0 {
		t.Errorf("its chip is %+v", c)
	}
	f.openItem(it)
	if len(f.timeline.articles) == 0 {
		t.Error("its list is empty")
	}

	o, _ := f.interests.ownTopic("Ports")
	f.editOwnTopic(o)
	f.win.Canvas().Focused().(*wordList).escape()
	o.Name = "Sea ports"
	f.saveOwnTopic(o, "")
	f.mine()
	if _, ok := f.item("Sea ports"); !ok {
		t.Error("it was not renamed")
	}
	f.deleteOwnTopic(o)
	f.mine()
	if _, ok := f.item("Sea ports"); ok {
		t.Error("it is still in the sidebar")
	}
	f.undo()
	f.mine()
	if _, ok := f.item("Sea ports"); !ok {
		t.Error("undo did not bring it back")
	}
}

func TestTheNameOfAnotherTopicIsRefusedInASentence(t *testing.T) {
	f := newWindowFixture(t)
	for _, name := range []string{"sport", "Ports", "Ports"} {
		d := f.editOwnTopic(feeds.OwnTopic{Name: name, Spellings: []string{"harbour"}})
		d.save()
		if open := f.covered(); open {
			if !strings.Contains(d.state.Text, "already") {
				t.Errorf("%s: it says %q", name, d.state.Text)
			}
			d.close()
		}
		f.mine()
	}
	if n := len(f.interests.own); n != 1 {
		t.Errorf("%d own topics", n)
	}
}

func TestAnArticleIsAnExampleForAnOwnTopic(t *testing.T) {
	f := newWindowFixture(t)
	f.step(1)
	a, _ := f.chosen()
	d := f.editOwnTopic(feeds.OwnTopic{Name: "Like it", Examples: []feeds.ArticleID{a.ID}})
	if d.titles[a.ID] != a.Title {
		t.Errorf("the example is called %q", d.titles[a.ID])
	}
	d.save()
	f.mine()
	if got := f.topicsNow(a.ID); !slices.Contains(got, "Like it") {
		t.Errorf("the example is about %v", got)
	}
	f.step(1)
	b, _ := f.chosen()
	menu := f.likeMenu(b).ChildMenu.Items
	last := menu[len(menu)-1]
	last.Action()
	f.mine()
	if got := f.interests.own[0].Examples; !slices.Equal(got, []feeds.ArticleID{a.ID, b.ID}) {
		t.Errorf("examples are %v", got)
	}
	if items := f.likeMenu(b).ChildMenu.Items; !items[len(items)-1].Disabled {
		t.Error("it can be added twice")
	}
}

func TestAHiddenTopicLeavesSidebarAndChipsAndComesBack(t *testing.T) {
	f := newWindowFixture(t)
	f.mine()
	if _, ok := f.item("Sport"); !ok {
		t.Fatal("there is no sport")
	}
	f.hideTopic(feeds.Sport, time.Time{})
	f.mine()
	if _, ok := f.item("Sport"); ok {
		t.Error("it is still in the sidebar")
	}
	if _, ok := f.chip(feeds.Sport); ok {
		t.Error("its chip is still there")
	}
	it, ok := f.item("Hidden topics…")
	if !ok {
		t.Fatal("it cannot be reached any more")
	}
	f.act(it)
	f.boards[0].close()
	d := f.listMutes()
	if len(d.list) != 1 || d.list[0].Hidden == 0 {
		t.Fatalf("hidden are %+v", d.list)
	}
	d.turn(viewmodel.TopicChoice{Topic: feeds.Sport, Name: "Sport"})
	if len(d.list) != 0 || !d.undo {
		t.Errorf("hidden are %+v, it says %q", d.list, d.said)
	}
	d.sheet.onRune('u')
	if len(d.list) != 1 {
		t.Errorf("taken back, hidden are %+v", d.list)
	}
	d.end(d.list[0])
	f.mine()
	if _, ok := f.item("Sport"); !ok {
		t.Error("it did not come back")
	}
}

func TestTheMenuOfAChipTakesInLeavesOutAndHides(t *testing.T) {
	f := newWindowFixture(t)
	c, _ := f.chip(feeds.Sport)
	names := func() string {
		t.Helper()
		f.chipMenu(c, fyne.NewPos(300, 60))
		menu := f.win.Canvas().Overlays().Top()
		if menu == nil {
			t.Fatal("no menu")
		}
		f.win.Canvas().Overlays().Remove(menu)
		var out []string
		for _, it := range f.chipItems(c) {
			out = append(out, it.Label)
		}
		return strings.Join(out, "|")
	}
	if got := names(); got != "Only Sport|Without Sport||Hide Sport" {
		t.Errorf("off: %s", got)
	}
	f.setScope(feeds.Scope{Topics: []feeds.Topic{feeds.World}})
	if got := names(); got != "Only Sport|Also Sport|Without Sport||Hide Sport" {
		t.Errorf("beside another: %s", got)
	}
	f.chipItems(c)[2].Action()
	c, _ = f.chip(feeds.Sport)
	if c.State != viewmodel.ChipOut || !strings.Contains(names(), "With Sport again") {
		t.Errorf("left out: %+v, %s", c, names())
	}
	c = viewmodel.Chip{Name: "All"}
	f.chipItems(c)[0].Action()
	if !f.at.scope.Equal(feeds.Scope{}) {
		t.Errorf("all topics: %+v", f.at.scope)
	}
}

func TestWordsAreHiddenForATimeWithExceptions(t *testing.T) {
	f := newWindowFixture(t)
	all, err := f.core.CountArticles(t.Context(), feeds.Scope{}, 999)
	if err != nil {
		t.Fatal(err)
	}
	d := f.editMute(feeds.Mute{}, nil)
	d.save()
	if !strings.Contains(d.hides.Text, "nothing to read") {
		t.Errorf("a mute for everything: %q", d.hides.Text)
	}
	d.form.entry.SetText("silver")
	d.look()
	if !strings.HasPrefix(d.hides.Text, "Would hide") {
		t.Errorf("the preview says %q", d.hides.Text)
	}
	d.unless.SetText("is:odd")
	d.save()
	if d.hides.Text == "" || f.win.Canvas().Focused() != d.unless {
		t.Errorf("a wrong exception: %q", d.hides.Text)
	}
	d.unless.SetText("peru")
	d.span.choose(0)
	d.span.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.mine()
	if f.covered() || len(f.interests.mutes) != 1 {
		t.Fatalf("mutes are %+v", f.interests.mutes)
	}
	m := f.interests.mutes[0]
	if m.Unless != "peru" || m.Until.IsZero() || time.Until(m.Until) > 25*time.Hour || m.Name != "silver" {
		t.Errorf("the mute is %+v", m)
	}
	left, err := f.core.CountArticles(t.Context(), feeds.Scope{}, 999)
	if err != nil || left != all-m.Hidden || m.Hidden == 0 {
		t.Errorf("%d of %d articles are left, %d are hidden; %v", left, all, m.Hidden, err)
	}
	then := false
	d = f.editMute(m, func() { then = true })
	if d.span.names[0] != "Until "+viewmodel.MuteEnd(m.Until, time.Now()) || d.span.at != 0 || len(d.form.newest.list) == 0 {
		t.Errorf("it is opened with %q and %d headlines", d.span.names, len(d.form.newest.list))
	}
	d.close()
	if !then {
		t.Error("it does not go back to where it came from")
	}
}

func TestAFollowedStoryStandsInTheSidebarUntilItIsLeft(t *testing.T) {
	f := newWindowFixture(t)
	i := slices.IndexFunc(f.timeline.articles, func(a feeds.Article) bool { return a.Sources > 2 })
	a := f.timeline.articles[i]
	if err := f.core.Follow(t.Context(), a.Story); err != nil {
		t.Fatal(err)
	}
	f.mine()
	at := viewmodel.Place(f.sidebar.items, viewmodel.FollowedKey(a.Story))
	if at < 0 {
		t.Fatal("it is not in the sidebar")
	}
	f.openItem(f.sidebar.items[at])
	if f.at.mode != showStory || f.at.story != a.Story {
		t.Errorf("it opens %+v", f.at)
	}
}

func TestTheSidebarDoesNotMarkATopicThatTheListHasLeft(t *testing.T) {
	f := newWindowFixture(t)
	f.mine()
	f.openKey(viewmodel.TopicKey(feeds.Sport))
	in := f.at.scope
	in.UnreadOnly = true
	f.setScope(in)
	if f.at.key != viewmodel.TopicKey(feeds.Sport) {
		t.Errorf("with unread ones only, %s is marked", f.at.key)
	}
	f.setScope(viewmodel.LeaveOut(in, feeds.Sport))
	if f.at.key != "unread" || f.sidebar.key != "unread" {
		t.Errorf("without sport, %s is marked", f.at.key)
	}
}

func TestTheTopicsInTheSidebarAreFolded(t *testing.T) {
	f := newWindowFixture(t)
	f.mine()
	f.sidebar.mark(viewmodel.TopicKey(feeds.Sport))
	f.sidebar.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if _, ok := f.item("Sport"); ok {
		t.Error("the arrow key does not fold them")
	}
	at := viewmodel.Place(f.sidebar.items, viewmodel.TopicsKey)
	if !f.sidebar.list.onTap(at, fyne.NewPos(30, 10)) {
		t.Error("a click does nothing")
	}
	if _, ok := f.item("Sport"); !ok {
		t.Error("a click does not unfold them")
	}
}

func TestOneKeyMarksAFoldedStoryAsRead(t *testing.T) {
	f := newWindowFixture(t)
	f.groupByStory()
	i := slices.IndexFunc(f.timeline.rows, func(r viewmodel.Row) bool { return r.Fold == viewmodel.Folded })
	if i < 0 {
		t.Fatal("no story has several articles")
	}
	f.timeline.list.open(i)
	a, _ := f.chosen()
	in := feeds.Scope{Story: a.Story, UnreadOnly: true}
	if n, err := f.core.CountArticles(t.Context(), in, 99); err != nil || n == 0 {
		t.Fatalf("%d unread articles after the first was opened, %v", n, err)
	}
	f.typedRune('m')
	if n, err := f.core.CountArticles(t.Context(), in, 99); err != nil || n != 0 {
		t.Errorf("%d are still unread, %v", n, err)
	}
	if r, _ := f.timeline.folded(a.ID); r.Behind != 0 {
		t.Errorf("the row is %+v", r)
	}
	f.undo()
	if n, _ := f.core.CountArticles(t.Context(), in, 99); n == 0 {
		t.Error("it cannot be taken back")
	}
	f.typedRune('G')
	if f.timeline.byStory || f.app.Preferences().Bool(storyKey) {
		t.Error("the list is still by story")
	}
}
