package ui

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// publisher serves a feed of three articles, whose first one says what it is told to.
type publisher struct {
	*httptest.Server
	first atomic.Pointer[string]
}

func newPublisher(t *testing.T) *publisher {
	p := &publisher{}
	p.say("The dam held.")
	p.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>`)
		for i, text := range []string{*p.first.Load(), "Two.", "Three."} {
			at := time.Now().Add(-time.Duration(i+1) * time.Hour).Format(time.RFC1123Z)
			fmt.Fprintf(rw, `<item><title>Article %d</title><guid isPermaLink="false">%d</guid><pubDate>%s</pubDate><description>%s</description></item>`, i+1, i+1, at, text)
		}
		fmt.Fprint(rw, `</channel></rss>`)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) say(text string) { p.first.Store(&text) }

// libraryFixture is a window on a profile with a feed. Everything runs in line.
type libraryFixture struct {
	*window
	t    *testing.T
	site *publisher
}

func newLibraryFixture(t *testing.T) *libraryFixture {
	t.Helper()
	a := test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	c := app.Config{Dir: t.TempDir()}
	c.Fetch.Pace = -1
	core, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	var over atomic.Bool // the test; what was to happen later does not any more
	work := pageWorker()
	work.back = func(f func()) {
		if !over.Load() {
			f()
		}
	}
	t.Cleanup(func() {
		over.Store(true)
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &window{core: core, app: a, worker: work, stop: func() {}, unhear: func() {}}
	w.win = test.NewTempWindow(t, nil)
	w.pics = newPictures(core, work)
	w.build(fonts)
	w.win.Resize(fyne.NewSize(1200, 800))
	f := &libraryFixture{window: w, t: t, site: newPublisher(t)}
	if _, err := core.Subscribe(t.Context(), app.Found{URL: f.site.URL}, 0); err != nil {
		t.Fatal(err)
	}
	f.fetch()
	f.openKey("all")
	return f
}

// fetch asks the publisher and shows what came.
func (f *libraryFixture) fetch() {
	f.t.Helper()
	if _, err := f.core.Refresh(f.t.Context(), app.Selection{}); err != nil {
		f.t.Fatal(err)
	}
	f.told()
}

// told has the window show what changed, as the listener would.
func (f *libraryFixture) told() { f.changed(app.Change{Feeds: true, Articles: true, Notices: true}) }

func (f *libraryFixture) press(name fyne.KeyName) {
	f.typedKey(&fyne.KeyEvent{Name: name})
	f.told()
}

func (f *libraryFixture) titles() string {
	var out []string
	for _, r := range f.timeline.rows {
		if r.Heading == "" {
			out = append(out, r.Title)
		}
	}
	return strings.Join(out, ", ")
}

func TestDeleteMovesAnArticleToTheBinAndOutOfIt(t *testing.T) {
	f := newLibraryFixture(t)
	f.step(1)
	f.press(fyne.KeyDelete)
	if got := f.titles(); got != "Article 2, Article 3" {
		t.Errorf("the list is %q", got)
	}
	if a, ok := f.chosen(); !ok || a.Title != "Article 2" || a.Status.Read || f.article.shown().ID != 0 {
		t.Errorf("the keys are about %q, which must not be opened", a.Title)
	}
	f.openKey("bin")
	if got := f.titles(); got != "Article 1" || !f.timeline.clear.Visible() || f.timeline.marked.Visible() {
		t.Errorf("in the bin are %q", got)
	}
	f.step(1)
	f.press(fyne.KeyDelete)
	if got := f.titles(); got != "" || f.counts.Bin != 0 {
		t.Errorf("still in the bin: %q", got)
	}
}

func TestTheBinIsEmptiedByTheSecondPress(t *testing.T) {
	f := newLibraryFixture(t)
	f.step(1)
	f.press(fyne.KeyDelete)
	f.emptyBin()
	f.told()
	if f.counts.Bin != 1 {
		t.Error("one press was enough")
	}
	f.emptyBin()
	f.told()
	if f.counts.Bin != 0 {
		t.Error("the bin is not empty")
	}
}

func TestTheLibraryBacksUpChecksAndRestores(t *testing.T) {
	f := newLibraryFixture(t)
	d := &libraryBoard{}
	d.board = f.openBoard("Your library", fyne.NewSize(680, 760), d.layOut)
	d.load()
	d.check()
	if !strings.Contains(d.said, "no damage") {
		t.Errorf("it says %q", d.said)
	}
	d.backUp()
	if len(d.now.Backups) != 1 || d.now.Articles != 3 || !strings.Contains(d.said, "backup") {
		t.Fatalf("%+v, it says %q", d.now, d.said)
	}
	d.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	f.step(1)
	f.press(fyne.KeyDelete)
	d.board = f.openBoard("Your library", fyne.NewSize(680, 760), d.layOut)
	d.choose(d.now.Backups[0].Path)
	d.restore(d.now.Backups[0])
	f.told()
	if f.counts.Bin != 0 || f.at.mode != showFront || len(f.boards) != 0 {
		t.Errorf("%d in the bin, %d boards are open", f.counts.Bin, len(f.boards))
	}
	list, err := f.core.Backups()
	if err != nil || len(list) != 2 || list[0].Why != app.Replaced && list[1].Why != app.Replaced {
		t.Errorf("the backups are %+v, %v", list, err)
	}
}

func TestTheKeysWorkOnABoard(t *testing.T) {
	f := newLibraryFixture(t)
	var done []string
	d := f.openBoard("A board with a name that is far too long for the width that it has", fyne.NewSize(400, 300), func(b *boardFlow) {
		b.para("A sentence.", true)
		b.buttons(boardButton{"One", func() { done = append(done, "one") }}, boardButton{"Two", func() { done = append(done, "two") }})
	})
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeySpace, fyne.KeyUp, fyne.KeyReturn} {
		d.sheet.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got := strings.Join(done, " "); got != "one two one" {
		t.Errorf("done is %q", got)
	}
	d.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(f.boards) != 0 {
		t.Error("Escape did not close it")
	}
}

func TestALimitIsShownBeforeItIsSet(t *testing.T) {
	f := newLibraryFixture(t)
	f.readAll(feeds.Scope{})
	f.keepFeed(f.feeds[0])
	if len(f.boards) != 1 {
		t.Fatal("no board is open")
	}
	d := &keepBoard{}
	f.boards[0].close()
	d.limit, d.around = app.Limit{Feed: f.feeds[0].ID}, "As everything else: for ever"
	d.days, d.newest = newNumberField(d, viewmodel.KeepDays, 0, 90), newNumberField(d, viewmodel.KeepNewest, 0, 500)
	d.board = f.openBoard("Keep", fyne.NewSize(600, 620), d.layOut)
	d.newest.SetText("1")
	if d.kind != viewmodel.KeepNewest || !d.asked || d.preview.Articles != 2 {
		t.Errorf("%+v", d.preview)
	}
	d.newest.SetText("none")
	if d.said == "" {
		t.Error("it does not say that this is no number")
	}
	d.newest.SetText("1")
	d.set()
	if x, err := f.core.Feed(t.Context(), f.feeds[0].ID); err != nil || x.Keep.Articles != 1 || len(f.boards) != 0 {
		t.Errorf("%+v, %v", x.Keep, err)
	}
}

func TestALineOfTheHistoryTakesBackEverythingDownToIt(t *testing.T) {
	f := newLibraryFixture(t)
	for range 2 {
		f.step(1)
		f.toggleStar()
	}
	d := &historyBoard{}
	d.board = f.openBoard("What you did", fyne.NewSize(600, 600), d.layOut)
	d.load()
	if len(d.list) < 2 || !strings.HasPrefix(d.list[1].What, "Starred") {
		t.Fatalf("%+v", d.list)
	}
	d.undoTo(1)
	f.told()
	if f.counts.Starred != 0 || len(f.boards) != 0 {
		t.Errorf("%d are starred", f.counts.Starred)
	}
}

func TestWhatIsTypedBeforeTheBoxOfANoteIsThereIsPartOfIt(t *testing.T) {
	f := newLibraryFixture(t)
	f.step(1)
	id, shown := f.article.shown().ID, f.at
	f.editNote()
	f.win.Canvas().Unfocus()
	f.article.editor.fresh = true // as while the page is still being set
	for _, r := range "to go" {
		if r == ' ' {
			f.typedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		}
		f.typedRune(r)
	}
	f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	f.article.focusNote()
	if got, err := f.core.Note(t.Context(), id); err != nil || got != "to go" || f.article.editor != nil {
		t.Errorf("the note is %q; %v", got, err)
	}
	if f.article.shown().ID != id || f.at.key != shown.key {
		t.Error("what was typed was taken for commands")
	}
}

func TestANoteIsSavedWhenItIsLeft(t *testing.T) {
	f := newLibraryFixture(t)
	f.step(1)
	id := f.article.shown().ID
	for _, leave := range []func(*noteEditor){
		func(e *noteEditor) { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		func(e *noteEditor) {
			e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
		},
		func(*noteEditor) { f.step(1); f.step(-1) },
	} {
		f.editNote()
		if f.win.Canvas().Focused() != f.article.editor {
			t.Fatal("one cannot type")
		}
		test.Type(f.article.editor, "x")
		want := f.article.editor.Text
		leave(f.article.editor)
		if got, err := f.core.Note(t.Context(), id); err != nil || got != want || f.article.editor != nil {
			t.Errorf("the note is %q, want %q; %v", got, want, err)
		}
	}
	f.told()
	if r := f.timeline.rows[f.timeline.place(id)]; !r.Noted || f.article.note != "xxx" {
		t.Errorf("the row has no mark, or the article not its note %q", f.article.note)
	}
	f.editNote()
	f.article.editor.SetText("")
	f.finish() // the program ends
	f.finish()
	if got, err := f.core.Note(t.Context(), id); err != nil || got != "" {
		t.Errorf("the note is %q, %v", got, err)
	}
}

func TestWhatThePublisherChangedIsShownInPlaceOfTheArticle(t *testing.T) {
	f := newLibraryFixture(t)
	for _, text := range []string{"The dam broke.", "The dam broke at night."} {
		f.site.say(text)
		f.fetch()
	}
	f.step(1)
	f.article.toggleChanges()
	if len(f.article.edits) != 2 {
		t.Fatalf("%+v", f.article.edits)
	}
	f.article.stepChanges(1)
	f.article.stepChanges(1) // there is no older one
	if f.article.edit != 1 || editText(f.article.edits[1].Text) != "The dam [held]{broke}." {
		t.Errorf("change %d: %q", f.article.edit, editText(f.article.edits[1].Text))
	}
	f.back()
	if f.article.edits != nil || f.at.mode != showList {
		t.Error("Escape does not lead back to the article")
	}
}

// editText writes pieces as [removed] and {added}.
func editText(list []app.Piece) string {
	var b strings.Builder
	for _, p := range editParagraphs(list) {
		for _, x := range p {
			b.WriteString([]string{"", "[", "{"}[x.Kind] + x.Text + []string{"", "]", "}"}[x.Kind])
		}
	}
	return b.String()
}

func TestNoticesStandBelowTheTopBarUntilTheyAreRead(t *testing.T) {
	f := newLibraryFixture(t)
	if f.bulletin.room(1200) != 0 {
		t.Error("the bar takes room without a notice")
	}
	long := strings.Repeat("The file with your articles was damaged. ", 12)
	f.bulletin.tell([]app.Notice{{Key: app.MendedNotice, Text: long, Serious: true}, {Key: app.ReadOnlyNotice, Text: "Short.", Lasting: true}}, true)
	wide, narrow := f.bulletin.room(1440), f.bulletin.room(900)
	if wide == 0 || narrow <= wide || !f.bulletin.act.Visible() || f.bulletin.now.Place != "1 of 2" {
		t.Errorf("%v high at 1440, %v at 900; %+v", wide, narrow, f.bulletin.now)
	}
	var read []string
	f.bulletin.onAway = func(key string) { read = append(read, key) }
	f.bulletin.read()
	f.bulletin.step()
	f.bulletin.read() // it stays, so the next one comes
	if len(read) != 1 || f.bulletin.now.Key != string(app.MendedNotice) {
		t.Errorf("read %v, shown is %s", read, f.bulletin.now.Key)
	}
}

func TestTheSmallWindowTellsHowFarItIsOrWhyItFailed(t *testing.T) {
	o := NewOpening(test.NewTempApp(t))
	o.worker = pageWorker()
	o.worker.back = func(f func()) { f() }
	o.Tell(app.Work{Doing: "Counting…", Done: 1, Total: 4}) // before there is a window
	o.Show()
	if o.text.Text != "Counting…" || o.bar.share != 0.25 {
		t.Errorf("%q, %v", o.text.Text, o.bar.share)
	}
	o.Fail(app.Explain(errors.New("x: y")))
	o.Tell(app.Work{Doing: "Late"})
	if !o.quit.Visible() || !strings.Contains(o.text.Text, "went wrong") {
		t.Errorf("it says %q", o.text.Text)
	}
	if o.Window() == nil {
		t.Error("there is no window")
	}
}
