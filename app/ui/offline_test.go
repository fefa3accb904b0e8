package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/feeds"
)

// work fetches what waits, as the core does by itself, and shows it.
func (f *libraryFixture) work() {
	f.t.Helper()
	if err := f.core.WorkQueue(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	f.changed(app.Change{Offline: true, Articles: true})
}

// tapName taps the piece of a name, by keys.
func (f *libraryFixture) tapName(d *offlineBoard, name string) {
	f.t.Helper()
	d.sheet.choose(name)
	if d.sheet.current < 0 {
		var all []string
		for _, p := range d.sheet.pieces {
			all = append(all, p.name)
		}
		f.t.Fatalf("there is no %q but %q", name, all)
	}
	d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.changed(app.Change{Offline: true, Feeds: true})
}

func openedOffline(f *libraryFixture) *offlineBoard {
	d := newOfflineBoard(f.window)
	d.load()
	return d
}

func TestAListIsPreparedOnTheBoard(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	if d.sheet.current < 0 || d.sheet.pieces[d.sheet.current].name != prepareName {
		t.Error("Enter does not prepare")
	}
	f.tapName(d, "At most: 50")
	f.tapName(d, "With: Texts only")
	if d.most != 0 || d.pictures {
		t.Errorf("%d, %v are chosen", d.most, d.pictures)
	}
	f.tapName(d, prepareName)
	if p := d.now.Pack; !preparing(p) || p.Articles != 3 || len(d.now.queue) != 3 {
		t.Fatalf("%+v, %d wait", p, len(d.now.queue))
	}
	if f.bar.aside.text.Text != "Preparing 0/3" || !f.bar.aside.Visible() || f.bar.status.Visible() {
		t.Errorf("the top bar says %q", f.bar.aside.text.Text)
	}
	f.work()
	if p := d.now.Pack; preparing(p) || p.Done != 3 || len(d.now.queue) != 0 || f.bar.aside.Visible() {
		t.Errorf("%+v, %d wait", p, len(d.now.queue))
	}
	f.readAll(feeds.Scope{})
	f.told()
	d.load()
	if d.now.count != 0 {
		t.Errorf("%d articles could be prepared", d.now.count)
	}
}

func TestAPreparationIsCancelled(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	d.begin()
	d.cancel()
	f.changed(app.Change{Offline: true})
	if p := d.now.Pack; preparing(p) || !p.Cancelled || d.foot.said.Text == "" || d.foot.undo.Visible() {
		t.Errorf("%+v, it says %q", p, d.foot.said.Text)
	}
}

func TestWhatIsKeptReadyCanBeTakenBackOnTheBoard(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	f.tapName(d, "New articles: Whole texts")
	f.tapName(d, "What you marked: Off")
	f.tapName(d, "In articles: Do not")
	f.tapName(d, "At most: 5 GB")
	if d.now.ready != feeds.ReadyText || d.now.marked != feeds.ReadyOff || d.now.remote != feeds.RemoteBlocked || d.now.Budget != 5<<30 || d.foot.undo.Visible() {
		t.Errorf("%+v", d.now)
	}
	f.tapName(d, "New articles: Texts and pictures")
	d.sheet.TypedRune('u')
	if d.now.ready != feeds.ReadyText || !strings.HasPrefix(d.foot.said.Text, "Undone: ") || d.foot.undo.Visible() {
		t.Errorf("%+v, it says %q", d.now, d.foot.said.Text)
	}
}

func TestALineOfTheQueueIsTakenOffAndOpened(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	d.begin()
	d.load()
	first, second := d.now.queue[0], d.now.queue[1]
	f.tapName(d, offName(first))
	if len(d.now.queue) != 2 || !d.foot.undo.Visible() {
		t.Fatalf("%d wait, it says %q", len(d.now.queue), d.foot.said.Text)
	}
	if name := d.sheet.pieces[d.sheet.current].name; name != offName(second) {
		t.Errorf("the keys are about %q", name)
	}
	d.foot.takeBack()
	if len(d.now.queue) != 3 {
		t.Errorf("%d wait after that was undone", len(d.now.queue))
	}
	f.work()
	if len(d.now.queue) != 0 {
		t.Errorf("%d wait still", len(d.now.queue))
	}
	d.openQueued(second)
	if len(f.boards) != 0 || f.article.shown().ID != second.Article {
		t.Error("the article is not open")
	}
}

func TestTabGoesRoundTheBoardAndEscapeLeavesIt(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	was := d.sheet.current
	d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if !d.sheet.AcceptsTab() || d.sheet.current <= was {
		t.Error("Tab does not go on")
	}
	d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(f.boards) != 0 {
		t.Error("it is still open")
	}
}

func TestTheWindowSaysThatThereIsNoNetworkAndThatItIsBack(t *testing.T) {
	f := newLibraryFixture(t)
	if err := f.core.Look(t.Context(), f.timeline.rows[1].ID); err != nil {
		t.Fatal(err)
	}
	f.told()
	signs := func() (n int) {
		for _, r := range f.timeline.rows {
			if r.Ready {
				n++
			}
		}
		return n
	}
	if signs() != 0 || f.bar.aside.Visible() {
		t.Error("there is a sign though there is a network")
	}
	f.stands(standing{now: app.Offline{Since: time.Now()}})
	here := 0
	for _, a := range f.timeline.articles {
		if a.Offline() {
			here++
		}
	}
	if signs() != here || here == 0 {
		t.Errorf("%d rows have a sign, %d articles are here", signs(), here)
	}
	if !f.bar.aside.Visible() || !strings.HasPrefix(f.bar.aside.text.Text, "Offline since ") {
		t.Errorf("the top bar says %q", f.bar.aside.text.Text)
	}
	f.stands(standing{now: app.Offline{Online: true, Since: time.Now(), Waiting: 2, Working: 1}})
	if got := f.bar.aside.text.Text; got != "Back online: 3 articles are being fetched" || signs() != 0 {
		t.Errorf("the top bar says %q", got)
	}
	f.network.back = time.Now().Add(-time.Minute)
	f.tell()
	if f.bar.aside.Visible() || !strings.HasPrefix(f.bar.status.Text, "Updated") {
		t.Errorf("later it says %q", f.bar.status.Text)
	}
}

func TestFeedsAndFoldersAreKeptReadyByTheirMenu(t *testing.T) {
	f := newLibraryFixture(t)
	tick := func(m *fyne.MenuItem) (out string) {
		for _, x := range m.ChildMenu.Items {
			if x.Checked {
				out += x.Label
			}
		}
		return out
	}
	feed := f.feeds[0]
	menu := f.feedReadyMenu(feed)
	if got := tick(menu); got != "As everything else: off" {
		t.Errorf("ticked is %q", got)
	}
	menu.ChildMenu.Items[3].Action()
	f.remoteMenu(feed).ChildMenu.Items[2].Action()
	f.told()
	feed = f.feeds[0]
	if feed.Ready != feeds.ReadyPictures || feed.Remote != feeds.RemoteBlocked {
		t.Errorf("%v, %v", feed.Ready, feed.Remote)
	}
	if a, b := tick(f.feedReadyMenu(feed)), tick(f.remoteMenu(feed)); a != "Whole texts and pictures" || b != "Not shown" {
		t.Errorf("ticked are %q, %q", a, b)
	}
	var folder feeds.FolderID
	f.do(func(ctx context.Context) (err error) {
		folder, err = f.core.AddFolder(ctx, 0, "Ports")
		return err
	}, nil)
	f.told()
	f.folderReadyMenu(folder).ChildMenu.Items[2].Action()
	f.told()
	if got := tick(f.folderReadyMenu(folder)); got != "Whole texts" {
		t.Errorf("ticked is %q", got)
	}
}

func TestEndLeadsToTheEndOfThePage(t *testing.T) {
	f := newLibraryFixture(t)
	f.openKey("front")
	f.front.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	f.front.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
}

func TestWhatCouldNotBePreparedIsFoldedIfItIsMuch(t *testing.T) {
	f := newLibraryFixture(t)
	d := openedOffline(f)
	s := d.now
	s.Pack = app.Pack{ID: 1, Began: time.Now(), Ended: time.Now(), Articles: 9, Done: 1, Failed: 8}
	for i := range 5 {
		s.failures = append(s.failures, queued{app.Job{Article: feeds.ArticleID(i + 1), Failed: true, Error: "Gone."}, f.timeline.articles[0]})
	}
	s.failed = 8
	listed := func() (n int) {
		for _, p := range d.sheet.pieces {
			if strings.HasPrefix(p.name, "off ") {
				n++
			}
		}
		return n
	}
	d.show(s)
	if listed() != 0 {
		t.Error("they are listed without being asked")
	}
	d.sheet.choose("What could not be fetched, and why")
	d.sheet.openCurrent()
	if listed() != 5 || d.sheet.pieces[d.sheet.current].name != "What could not be fetched, and why" {
		t.Errorf("%d are listed", listed())
	}
	s.failures, s.failed = s.failures[:2], 2
	d.unfolded = false
	d.show(s)
	if listed() != 2 {
		t.Errorf("%d of 2 are listed", listed())
	}
}
