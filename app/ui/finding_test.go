package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// windowFixture is the whole window on the demo newsroom. Nobody listens to changes:
// again reads what they have made stale.
type windowFixture struct {
	*window
	t *testing.T
}

func newWindowFixture(t *testing.T) *windowFixture {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(newTheme(alwaysLight))
	fontCache = t.TempDir()
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := demoProfile()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, profile); err != nil {
		t.Fatal(err)
	}
	core, err := app.Open(t.Context(), app.Config{Dir: dir, Homes: &app.Homes{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = core.Close() })
	w := &window{core: core, app: a, stop: func() {}, worker: pageWorker()}
	w.win = test.NewTempWindow(t, nil)
	w.pics = newPictures(nil, &worker{ctx: t.Context(), start: func(func()) {}})
	w.build(fonts)
	w.win.Resize(fyne.NewSize(1200, 800))
	w.at = place{mode: showList, key: "all"}
	f := &windowFixture{w, t}
	f.again()
	return f
}

// demoProfile are the files of a profile with the demo newsroom, which is fetched
// and thought about once for all tests: that takes longer than they do.
var demoProfile = sync.OnceValues(func() (fs.FS, error) {
	dir, err := os.MkdirTemp("", "tidings-demo")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	demo, err := app.OpenDemo(ctx, app.Config{Dir: dir})
	if err != nil {
		return nil, err
	}
	_, err = demo.Refresh(ctx, app.Selection{})
	if err = errors.Join(err, demo.DeriveAll(ctx), demo.Close()); err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	return files, fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = &fstest.MapFile{Data: data, Mode: 0o600}
		return err
	})
})

func (f *windowFixture) again() {
	f.reload()
	f.finding.reload()
}

// searchFor types a search and presses Enter.
func (f *windowFixture) searchFor(text string) {
	f.t.Helper()
	f.focus(f.bar.search)
	f.bar.search.SetText(text)
	f.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// folder is the one of a name.
func (f *windowFixture) folder(name string) feeds.FolderID {
	f.t.Helper()
	for _, x := range f.folders {
		if x.Name == name {
			return x.ID
		}
	}
	f.t.Fatalf("no folder %s", name)
	return 0
}

func (f *windowFixture) rulesNow() []feeds.Rule {
	f.t.Helper()
	list, err := f.core.Rules(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

func TestASearchKeepsItsPlaceAndCanLeaveIt(t *testing.T) {
	f := newWindowFixture(t)
	asia := f.folder("Asia")
	f.openItem(viewmodel.Item{Key: "folder:2", View: viewmodel.List, Scope: feeds.Scope{Folder: asia}})
	f.searchFor("trade")
	if f.at.scope.Folder != asia || f.at.scope.Order != feeds.Relevance || !f.timeline.strip.Visible() {
		t.Fatalf("searches in %+v", f.at.scope)
	}
	here := len(f.timeline.articles)
	if here == 0 || f.timeline.strip.count != viewmodel.Found(here, here) {
		t.Errorf("%d articles, the strip says %q", here, f.timeline.strip.count)
	}
	marked := 0
	for _, r := range f.timeline.rows {
		if strings.Contains(strings.ToLower(r.Marked), app.MarkStart+"trade"+app.MarkEnd) {
			marked++
		}
	}
	if marked == 0 {
		t.Error("nothing is marked in the headlines")
	}
	f.timeline.toggleOrder()
	f.giveUp(f.timeline.strip.limits[0])
	if f.at.key != "all" || f.at.scope.Folder != 0 || f.at.scope.Text != "trade" || len(f.timeline.articles) <= here {
		t.Errorf("everywhere: %s, %+v, %d articles", f.at.key, f.at.scope, len(f.timeline.articles))
	}
	f.searchFor("")
	f.searchFor("port")
	if f.at.scope.Order != feeds.Newest {
		t.Errorf("the order %v was not remembered", f.at.scope.Order)
	}
	if len(f.finding.recent) != 2 || f.finding.recent[0] != "port" {
		t.Errorf("remembers %q", f.finding.recent)
	}
}

func TestAWrongSearchLeavesTheList(t *testing.T) {
	f := newWindowFixture(t)
	f.searchFor("trade")
	n := len(f.timeline.articles)
	f.searchFor("trade is:odd")
	if f.at.scope.Text != "trade" || len(f.timeline.articles) != n || !f.bar.flaw.Visible() {
		t.Errorf("searched for %q, %d articles", f.at.scope.Text, len(f.timeline.articles))
	}
	if m := f.finding.list.wrong; m == nil || m.Wrong != "odd" {
		t.Errorf("says %+v", m)
	}
	f.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	f.bar.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.at.scope.Text != "" || f.bar.flaw.Visible() {
		t.Errorf("cleared, it searches for %q", f.at.scope.Text)
	}
}

func TestAnEmptySearchOffersWiderOnesByKey(t *testing.T) {
	f := newWindowFixture(t)
	f.openItem(viewmodel.Item{Key: "folder", View: viewmodel.List, Scope: feeds.Scope{Folder: f.folder("Culture"), Topics: []feeds.Topic{feeds.Sport}}})
	f.searchFor("trade")
	if !f.timeline.empty.Visible() || len(f.timeline.offers.Objects) != 2 {
		t.Fatalf("%d offers, says %q", len(f.timeline.offers.Objects), f.timeline.empty.Text)
	}
	f.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !f.at.scope.Equal(feeds.Scope{Text: "trade", Order: feeds.Relevance}) || len(f.timeline.rows) == 0 || len(f.timeline.offers.Objects) != 0 {
		t.Errorf("Enter searched in %+v", f.at.scope)
	}
}

func TestASearchIsSavedOpenedChangedAndDeleted(t *testing.T) {
	f := newWindowFixture(t)
	f.saveSearch()
	if f.win.Canvas().Overlays().Top() != nil {
		t.Fatal("everything can be saved as a search")
	}
	f.searchFor("trade")
	f.saveSearch()
	name, ok := f.win.Canvas().Focused().(*formEntry)
	if !ok || name.Text != "trade" {
		t.Fatalf("the sheet begins with %#v", f.win.Canvas().Focused())
	}
	name.SetText("Commerce")
	name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.again()
	it := f.sidebar.items[len(f.sidebar.items)-1]
	if it.Kind != viewmodel.SearchItem || it.Name != "Commerce" || it.Count == "" || f.at.key != it.Key || f.bar.search.star.name != "star-filled" {
		t.Fatalf("%+v, at %s, %s", it, f.at.key, f.bar.search.star.name)
	}
	f.openKey("all")
	f.openKey(it.Key)
	if f.bar.search.Text != "trade" || f.at.scope.Text != "trade" {
		t.Errorf("opened, it searches for %q", f.bar.search.Text)
	}
	f.searchFor("trade OR port")
	f.saveSearch()
	f.win.Canvas().Focused().(*formEntry).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.again()
	if n := len(f.finding.searches); n != 2 {
		t.Fatalf("%d searches", n)
	}
	f.deleteSearch(f.finding.searches[1])
	f.again()
	if n := len(f.finding.searches); n != 1 || f.at.key != "all" {
		t.Errorf("%d searches, at %s", n, f.at.key)
	}
	f.undo()
	f.again()
	if n := len(f.finding.searches); n != 2 {
		t.Errorf("%d searches after undo", n)
	}
}

func TestARuleIsMadeSwitchedMovedAndTakenBack(t *testing.T) {
	f := newWindowFixture(t)
	f.searchFor("trade")
	n := len(f.timeline.articles)
	f.ruleOfSearch()
	d := f.win.Canvas().Focused().(*formEntry)
	if d.Text != "trade" {
		t.Fatalf("the sheet begins with %q", d.Text)
	}
	d.SetText("trade is:odd")
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(f.rulesNow()) != 0 {
		t.Fatal("a wrong search was made a rule")
	}
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})

	sheet := f.editRule(feeds.Rule{Scope: feeds.Scope{Text: "trade"}, Do: feeds.AddStar}, nil)
	if sheet.form.state.Text != viewmodel.Matches(n, app.CountLimit) || len(sheet.form.newest.list) != samples {
		t.Errorf("the dry run says %q", sheet.form.state.Text)
	}
	sheet.now.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	sheet.does.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	sheet.now.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if list := f.rulesNow(); len(list) != 1 || list[0].Do != feeds.AddLater || list[0].Name != "trade" {
		t.Fatalf("%+v", list)
	}
	if later, err := f.core.CountArticles(t.Context(), feeds.Scope{LaterOnly: true}, 99); err != nil || later != n {
		t.Errorf("%d articles put aside, want %d", later, n)
	}

	f.editRule(feeds.Rule{Scope: feeds.Scope{Text: "port"}, Do: feeds.MarkRead}, nil).save()
	p := f.openRules()
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeySpace} {
		p.TypedKey(&fyne.KeyEvent{Name: k})
	}
	p.TypedRune('K')
	if list := f.rulesNow(); list[0].Name != "port" || !list[0].Paused || p.chosen != 0 {
		t.Errorf("%+v, chosen %d", list, p.chosen)
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if list := f.rulesNow(); len(list) != 1 || !p.undo.Visible() {
		t.Errorf("%+v", list)
	}
	for range 3 {
		p.TypedRune('u')
	}
	if list := f.rulesNow(); len(list) != 2 || list[0].Name != "trade" || list[1].Paused {
		t.Errorf("taken back: %+v", list)
	}
}
