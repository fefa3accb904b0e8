package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// boxFixture is a search box in a window, with what it asked for.
type boxFixture struct {
	*searchEntry
	window fyne.Window
	text   string // what is searched for
	did    []string
}

// newBoxFixture has a box that proposes "is:unread" and "is:read" for "is:", and
// cannot understand "wrong".
func newBoxFixture(t *testing.T) *boxFixture {
	t.Helper()
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	f := &boxFixture{}
	list := newProposalList(typeset.NewEngine(fonts))
	s := newSearchEntry(pageWorker(), list)
	s.propose = func(text string, at int) []viewmodel.Proposal {
		switch {
		case text == "":
			return viewmodel.Idle([]string{"flood"}, []viewmodel.Proposal{{Text: "is:", At: 3, Label: "is:"}})
		case strings.HasSuffix(text[:at], "is:"):
			return []viewmodel.Proposal{{Text: text + "unread ", At: at + 7, Label: "is:unread"}, {Text: text + "read ", At: at + 5, Label: "is:read"}}
		}
		return nil
	}
	s.check = func(text string) *viewmodel.Mistake {
		if i := strings.Index(text, "wrong"); i >= 0 {
			m := viewmodel.NewMistake("This is wrong.", text, i, i+5)
			return &m
		}
		return nil
	}
	s.searched = func() string { return f.text }
	s.onText = func(text string) { f.text = text; f.note("search " + text) }
	s.onEnter = func() { f.note("enter"); f.window.Canvas().Unfocus() }
	s.onDown, s.onHelp, s.onFocus = func() { f.note("down") }, func() { f.note("help") }, func() {}
	s.onFlaw = func(yes bool) { f.note(fmt.Sprint("flaw ", yes)) }
	s.onDone = func(text string) { f.note("done " + text) }
	f.searchEntry = s
	f.window = test.NewTempWindow(t, container.NewStack(container.NewVBox(s), list.layer))
	f.window.Resize(fyne.NewSize(600, 500))
	return f
}

func (f *boxFixture) note(what string) { f.did = append(f.did, what) }

// took is what was done since it was asked last.
func (f *boxFixture) took() string {
	did := strings.Join(f.did, ", ")
	f.did = nil
	return did
}

func (f *boxFixture) key(names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (f *boxFixture) write(text string) {
	for _, r := range text {
		f.TypedRune(r)
	}
}

func (f *boxFixture) labels() string {
	var out []string
	for _, r := range f.list.rows {
		out = append(out, r.Label)
	}
	return strings.Join(out, " ")
}

func openBox(t *testing.T) *boxFixture {
	t.Helper()
	test.NewTempApp(t)
	f := newBoxFixture(t)
	f.window.Canvas().Focus(f.searchEntry)
	return f
}

func TestAnEmptySearchBoxProposesWhatWasSearchedForAndTheFields(t *testing.T) {
	f := openBox(t)
	if got := f.labels(); got != " flood  is: All fields and signs…" {
		t.Fatalf("proposes %q", got)
	}
	if f.AcceptsTab() {
		t.Error("Tab does not leave an empty box")
	}
	f.key(fyne.KeyDown, fyne.KeyReturn)
	if got := f.took(); got != "search flood, enter, done flood" || f.list.open() {
		t.Errorf("a search of before: %s", got)
	}
}

func TestProposalsAreTakenByKey(t *testing.T) {
	f := openBox(t)
	f.write("dam is:")
	if got := f.labels(); got != "is:unread is:read" {
		t.Fatalf("proposes %q", got)
	}
	if !f.AcceptsTab() {
		t.Fatal("Tab leaves the box where it could take a proposal")
	}
	f.key(fyne.KeyTab)
	if f.Text != "dam is:unread " || f.caret() != 14 || f.list.open() {
		t.Errorf("Tab made %q with the caret at %d", f.Text, f.caret())
	}
	f.SetText("dam is:")
	f.key(fyne.KeyEnd, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if f.Text != "dam is:read " {
		t.Errorf("Enter took %q", f.Text)
	}
	if got := f.took(); got != "" {
		t.Errorf("taking a proposal did %s", got)
	}
	f.key(fyne.KeyReturn)
	if got := f.took(); got != "search dam is:read , enter, done dam is:read " {
		t.Errorf("Enter without a choice: %s", got)
	}
}

func TestTypingIsNeverStolen(t *testing.T) {
	f := openBox(t)
	f.write("is:")
	f.key(fyne.KeyDown)
	f.write("x")
	if f.Text != "is:x" || f.list.chosen != -1 {
		t.Errorf("%q, chosen %d", f.Text, f.list.chosen)
	}
	f.key(fyne.KeyDown)
	if got := f.took(); got != "down" {
		t.Errorf("Down without proposals: %s", got)
	}
}

func TestEscapeClosesTheProposalsAndThenClears(t *testing.T) {
	f := openBox(t)
	f.write("is:")
	f.search()
	f.took()
	f.key(fyne.KeyEscape)
	if f.list.open() || f.Text != "is:" {
		t.Fatalf("open %v, %q", f.list.open(), f.Text)
	}
	f.key(fyne.KeyEscape)
	if got := f.took(); f.Text != "" || f.text != "" || !strings.HasPrefix(got, "search , enter") {
		t.Errorf("%q, searched for %q: %s", f.Text, f.text, got)
	}
}

func TestAWrongSearchSaysSoAndChangesNothing(t *testing.T) {
	f := openBox(t)
	f.write("dam")
	f.search()
	f.write(" wrong")
	f.took()
	f.search()
	if got := f.took(); got != "flaw true" || f.text != "dam" {
		t.Errorf("did %s, searched for %q", got, f.text)
	}
	if m := f.list.wrong; m == nil || m.Wrong != "wrong" || m.Before != "dam " || !f.list.open() {
		t.Errorf("says %+v", m)
	}
	f.key(fyne.KeyReturn)
	if got := f.took(); got != "" || f.window.Canvas().Focused() != fyne.Focusable(f.searchEntry) {
		t.Errorf("Enter on it did %q", got)
	}
	f.window.Canvas().Unfocus()
	f.showText("dam")
	if f.Text != "dam wrong" {
		t.Errorf("left, it says %q", f.Text)
	}
	f.forget()
	if f.Text != "dam" || f.flawed {
		t.Errorf("elsewhere it says %q", f.Text)
	}
}

func TestProposalsAreTakenByMouse(t *testing.T) {
	f := openBox(t)
	f.write("is:")
	test.MoveMouse(f.window.Canvas(), f.list.Position().AddXY(30, f.list.tops[1]+5))
	f.window.Canvas().Unfocus() // as the driver does before a tap
	if !f.list.open() {
		t.Fatal("the list closes under the mouse")
	}
	test.TapCanvas(f.window.Canvas(), f.list.Position().AddXY(30, f.list.tops[1]+5))
	if f.Text != "is:read " || !f.focused() {
		t.Errorf("%q, focused %v", f.Text, f.focused())
	}
}

func TestANarrowBoxGivesNoExamples(t *testing.T) {
	f := newBoxFixture(t)
	f.Resize(fyne.NewSize(460, 36))
	wide := f.PlaceHolder
	f.Resize(fyne.NewSize(270, 36))
	if narrow := f.PlaceHolder; narrow != "Search articles" || !strings.Contains(wide, "since:7d") {
		t.Errorf("wide it says %q, narrow %q", wide, narrow)
	}
}
