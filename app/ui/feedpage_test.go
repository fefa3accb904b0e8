package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// leavingPaper is a paper whose feed leaves its first address when it is told to. Of its
// feeds, /secret wants a login.
type leavingPaper struct {
	*httptest.Server
	left atomic.Bool
}

func newLeavingPaper(t *testing.T) *leavingPaper {
	p := &leavingPaper{}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *leavingPaper) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	user, password, _ := r.BasicAuth()
	switch {
	case r.URL.Path == "/old" && !p.left.Load(), r.URL.Path == "/new", r.URL.Path == "/secret" && user+password == "annapw":
		rw.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>Ostseenachrichten</title><link>http://%s/</link>
			<item><title>Dam holds</title><guid isPermaLink="false">a</guid><pubDate>%s</pubDate><description>Text.</description></item></channel></rss>`,
			r.Host, time.Now().Add(-time.Hour).Format(time.RFC1123Z))
	case r.URL.Path == "/secret":
		rw.Header().Set("WWW-Authenticate", "Basic")
		rw.WriteHeader(http.StatusUnauthorized)
	case r.URL.Path == "/":
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, `<html><head><title>Paper</title><link rel="alternate" type="application/rss+xml" href="/new"></head><body>Hello</body></html>`)
	default:
		http.NotFound(rw, r)
	}
}

// subscribed adds a feed of the paper and asks it.
func (f *libraryFixture) subscribed(address string) feeds.FeedID {
	f.t.Helper()
	id, err := f.core.Subscribe(f.t.Context(), app.Found{URL: address}, 0)
	if err != nil {
		f.t.Fatal(err)
	}
	f.fetch()
	return id
}

// has reports whether a sheet has a piece of a name.
func (s *sheet) has(name string) bool {
	for _, p := range s.pieces {
		if p.name == name {
			return true
		}
	}
	return false
}

// enter presses Enter on the piece of a name.
func (s *sheet) enter(t *testing.T, name string) {
	t.Helper()
	if s.choose(name); s.current < 0 {
		t.Fatalf("there is no %q", name)
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestAFeedThatLeftIsFollowedByTwoKeys(t *testing.T) {
	f := newLibraryFixture(t)
	paper := newLeavingPaper(t)
	id := f.subscribed(paper.URL + "/old")
	paper.left.Store(true)
	f.fetch()
	f.openFeed(id)
	f.typedRune('I')
	d := f.boards[len(f.boards)-1]
	if d.sheet.chosen() != actName(app.FindAddress) {
		t.Fatalf("Enter would be about %q", d.sheet.chosen())
	}
	enter := func() { d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	enter() // looks for it
	enter() // takes it
	if got, err := f.core.Feed(t.Context(), id); err != nil || got.URL != paper.URL+"/new" || got.Fetch.Error != "" || got.Total != 1 {
		t.Errorf("it is at %s with %q and %d articles, %v", got.URL, got.Fetch.Error, got.Total, err)
	}
	d.sheet.TypedRune('u')
	if got, err := f.core.Feed(t.Context(), id); err != nil || got.URL != paper.URL+"/old" {
		t.Errorf("after u it is at %s, %v", got.URL, err)
	}
	d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(f.boards) != 0 {
		t.Error("Escape does not close it")
	}
}

func TestFeedsThatNeedALookAreListedAndHelped(t *testing.T) {
	f := newLibraryFixture(t)
	d := f.openTroubled()
	if d.sheet.has("retry all") || len(d.list) != 0 {
		t.Error("there is trouble at first")
	}
	d.close()
	paper := newLeavingPaper(t)
	gone, closed := f.subscribed(paper.URL+"/nowhere"), f.subscribed(paper.URL+"/secret")
	line := viewmodel.Place(f.sidebar.items, viewmodel.TroubledKey)
	if line < 0 || f.sidebar.items[line].Name != "2 feeds need a look" {
		t.Fatalf("the sidebar has it at %d", line)
	}
	f.sidebar.list.onDone(line, fyne.NewPos(30, 10))
	d = &troubledBoard{board: f.boards[len(f.boards)-1]}
	for _, name := range []string{"retry all", troubledRow(gone), troubledRow(closed) + " login"} {
		if !d.sheet.has(name) {
			t.Errorf("it has no %q", name)
		}
	}
	d.sheet.enter(t, troubledRow(gone)+" pause")
	f.told()
	if got, err := f.core.Feed(t.Context(), gone); err != nil || !got.Paused {
		t.Errorf("it is not paused, %v", err)
	}
	d.sheet.TypedRune('u')
	f.told()
	if got, err := f.core.Feed(t.Context(), gone); err != nil || got.Paused {
		t.Errorf("it is still paused, %v", err)
	}
	d.sheet.enter(t, troubledRow(gone)+" unsubscribe")
	f.told()
	if i := viewmodel.Place(f.sidebar.items, viewmodel.TroubledKey); i < 0 || f.sidebar.items[i].Name != "1 feed needs a look" {
		t.Error("the sidebar still counts what is gone")
	}
}

func TestALoginIsGivenTriedAndNeverShownAgain(t *testing.T) {
	f := newLibraryFixture(t)
	paper := newLeavingPaper(t)
	id := f.subscribed(paper.URL + "/secret")
	feed, _ := f.feed(id)
	said := ""
	d := f.openAccess(feed, app.GiveLogin, func(text string) { said = text })
	if f.win.Canvas().Focused() != fyne.Focusable(d.name) {
		t.Error("the keys are elsewhere")
	}
	d.name.SetText("anna")
	d.password.SetText("wrong")
	d.try()
	if !strings.Contains(d.state.Text, "login") {
		t.Errorf("a wrong password gives %q", d.state.Text)
	}
	d.password.SetText("pw")
	d.password.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	if !strings.Contains(d.state.Text, "Ostseenachrichten") {
		t.Errorf("the right password gives %q", d.state.Text)
	}
	d.save()
	f.told()
	feed, _ = f.feed(id)
	if said == "" || !feed.Access.Secret || feed.Fetch.Error != "" || feed.Total != 1 {
		t.Errorf("%q, and it is %+v", said, feed.Fetch)
	}
	d = f.openAccess(feed, app.HowAsked, func(string) {})
	if d.name.Text+d.password.Text+d.cookies.Text+d.headers.Text != "" {
		t.Error("a secret is shown")
	}
	d.http1.turn()
	d.save()
	f.told()
	if feed, _ = f.feed(id); !feed.Access.HTTP1 || !feed.Access.Secret {
		t.Errorf("after that it is asked so: %+v", feed.Access)
	}
	d = f.openAccess(feed, app.HowAsked, func(string) {})
	d.headers.SetText("no header")
	d.save()
	if !strings.Contains(d.state.Text, "A header is") || strings.Contains(d.state.Text, "no header") {
		t.Errorf("what is no header, and may be secret, gives %q", d.state.Text)
	}
	if d.headers.AcceptsTab() {
		t.Error("Tab does not leave the headers")
	}
	d.headers.SetText("")
	d.forget.turn()
	d.save()
	f.told()
	if feed, _ = f.feed(id); feed.Access.Secret {
		t.Error("the login is still kept")
	}
}

func TestTheFormScrollsToWhereTheKeysAre(t *testing.T) {
	f := newLibraryFixture(t)
	f.win.Resize(fyne.NewSize(800, 420))
	id := f.subscribed(newLeavingPaper(t).URL + "/secret")
	feed, _ := f.feed(id)
	d := f.openAccess(feed, app.AllowCert, func(string) {})
	if d.scroll.Offset.Y == 0 {
		t.Error("what it was opened for is out of view")
	}
	c := f.win.Canvas()
	walk := func(to fyne.Focusable) {
		for range 30 {
			if c.Focused() != to {
				c.FocusNext()
			}
		}
	}
	walk(d.address)
	if d.scroll.Offset.Y != 0 {
		t.Error("the first field is out of view")
	}
	walk(d.insecure)
	if d.scroll.Offset.Y == 0 {
		t.Error("the last switch is out of view")
	}
}

func TestAnEmptyListOfAFailingFeedSaysWhyAndWhatToDo(t *testing.T) {
	f := newLibraryFixture(t)
	id := f.subscribed(newLeavingPaper(t).URL + "/nowhere")
	f.openFeed(id)
	if !strings.Contains(f.timeline.empty.Text, "(404)") || len(f.timeline.offers.Objects) != 3 {
		t.Errorf("says %q with %d buttons", f.timeline.empty.Text, len(f.timeline.offers.Objects))
	}
}

func TestKeysThatNobodyHasGoToTheDialogAndNotBehindIt(t *testing.T) {
	f := newWindowFixture(t)
	if f.stray(func(fyne.Focusable) {}) {
		t.Error("a key is stray where nothing lies over the window")
	}
	d := f.openTroubled()
	f.win.Canvas().Unfocus() // as a click on the ground does
	if !f.stray(func(o fyne.Focusable) { o.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }) || d.pop.Visible() {
		t.Error("Escape does not close the board that lost the keys")
	}
}

func TestAFolderSaysHowOftenItsFeedsAreAsked(t *testing.T) {
	f := newWindowFixture(t)
	id := f.folders[0].ID
	sub := f.folderEveryMenu(id).ChildMenu.Items
	if !sub[0].Checked || sub[3].Label != "Every 3 hours" {
		t.Fatalf("it offers %q, %q", sub[0].Label, sub[3].Label)
	}
	sub[3].Action()
	f.again()
	if got := f.window.folder(id).Every; got != 3*time.Hour || !f.folderEveryMenu(id).ChildMenu.Items[3].Checked {
		t.Errorf("the folder has %v", got)
	}
}
