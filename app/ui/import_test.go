package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"tidings/app"
	"tidings/feeds"
)

// exportFile are articles that another reader exported.
func exportFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "starred.json")
	err := os.WriteFile(path, []byte(`{"items":[{"guid":"q-1","title":"Ferry","published":1700000000,"content":{"content":"<p>It sails.</p>"},
		"categories":["user/-/state/com.google/starred"],"origin":{"streamId":"feed/https://quay.example/feed","title":"Quay"}},
		{"guid":"q-2","title":"Crane","published":1700000000,"origin":{"streamId":"feed/https://crane.example/feed","title":"Cranes"}}]}`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func listFile(t *testing.T, f *windowFixture) string {
	t.Helper()
	all, err := f.core.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "list.opml")
	text := `<opml><body><outline text="Asia"><outline text="South"><outline text="A" xmlUrl="https://a.example/f"/></outline><outline text="B" xmlUrl="https://b.example/f"/>
		<outline text="B again" xmlUrl="https://b.example/f/"/></outline><outline text="Here" xmlUrl="` + all[0].URL + `"/></body></opml>`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d *importDialog) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		d.list.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (d *importDialog) rows() (out []string) {
	for _, p := range d.list.pieces {
		if p.name != "" {
			out = append(out, p.name)
		}
	}
	return out
}

func TestAListShowsWhatItWouldDoAndTakesWhatIsTicked(t *testing.T) {
	f := newWindowFixture(t)
	before, _ := f.core.Feeds(t.Context())
	d := f.importPath(listFile(t, f))
	if d.stage != choosePlan || d.promise() != "Import 2 feeds" || f.win.Canvas().Focused() != fyne.Focusable(d.list) {
		t.Fatalf("%d, %q, %q", d.stage, d.promise(), d.status.Text)
	}
	if !strings.HasPrefix(d.status.Text, "4 feeds: 2 new, 1 you have, 1 twice.") {
		t.Errorf("%q", d.status.Text)
	}
	if rows := d.rows(); len(rows) != 6 || rows[0] != "folder /Asia" || rows[1] != "folder /Asia/South" {
		t.Errorf("%q", rows)
	}
	d.press(fyne.KeySpace) // all of Asia
	if d.promise() != "Nothing to import" {
		t.Errorf("%q", d.promise())
	}
	if d.press(fyne.KeyReturn); !d.pop.Visible() {
		t.Fatal("nothing was imported, and it closed")
	}
	d.press(fyne.KeyDown, fyne.KeySpace) // South again
	if d.promise() != "Import 1 feed" || !d.leave["https://b.example/f"] || d.leave["https://a.example/f"] {
		t.Errorf("%q, %v", d.promise(), d.leave)
	}
	d.press(fyne.KeyReturn)
	after, _ := f.core.Feeds(t.Context())
	if d.pop.Visible() || len(after) != len(before)+1 {
		t.Errorf("%d feeds, before %d", len(after), len(before))
	}
}

func TestArticlesOfAnotherReaderComeAndGoWithUndo(t *testing.T) {
	f := newWindowFixture(t)
	before, _ := f.core.Feeds(t.Context())
	d := f.importPath(exportFile(t))
	if d.promise() != "Import 2 feeds, 2 articles" || !strings.Contains(d.status.Text, "2 articles, 0 unread, 1 starred") {
		t.Fatalf("%q, %q", d.promise(), d.status.Text)
	}
	d.list.TypedRune('a')
	if d.promise() != "Nothing to import" {
		t.Errorf("%q", d.promise())
	}
	d.list.TypedRune('a')
	d.press(fyne.KeyEnter)
	starred, err := f.core.Articles(t.Context(), feeds.Scope{StarredOnly: true}, feeds.Cursor{}, 50)
	found := false
	for _, a := range starred.Articles {
		found = found || a.Title == "Ferry"
	}
	if err != nil || !found || d.pop.Visible() {
		t.Errorf("%v, %v", found, err)
	}
	f.undo()
	if after, _ := f.core.Feeds(t.Context()); len(after) != len(before) {
		t.Errorf("%d feeds, before %d", len(after), len(before))
	}
}

func TestWhatIsNothingToImportIsSaidAndAnotherCanBeChosen(t *testing.T) {
	f := newWindowFixture(t)
	path := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(path, []byte("Dear reader,"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := f.openImport()
	if rows := d.rows(); len(rows) != 2 || rows[0] != "a file" {
		t.Errorf("nothing was found, and there is %q", rows)
	}
	for _, at := range []string{path, t.TempDir(), filepath.Join(t.TempDir(), "no")} {
		if d.lookAt(at); d.stage != chooseOrigin || !strings.HasSuffix(d.status.Text, ".") || d.status.Text == "" {
			t.Errorf("%s: %d, %q", at, d.stage, d.status.Text)
		}
	}
	d.lookAt(exportFile(t))
	if d.press(fyne.KeyBackspace); d.stage != chooseOrigin {
		t.Error("Backspace does not go back")
	}
	if d.press(fyne.KeyEscape); d.pop.Visible() || f.covered() {
		t.Error("Escape does not close it")
	}
	f.dropped(fyne.NewPos(0, 0), []fyne.URI{storage.NewFileURI(exportFile(t))})
	if !f.covered() {
		t.Error("a file that is dropped opens nothing")
	}
}

func TestAReaderThatWasFoundIsCountedAndOpened(t *testing.T) {
	f := newWindowFixture(t)
	d := f.openImport()
	o, err := f.core.OriginAt(t.Context(), exportFile(t))
	if err != nil {
		t.Fatal(err)
	}
	d.found = []foundReader{{origin: o}, {origin: app.Origin{}}}
	d.count(0)
	if text := aboutReader(d.found[0]); !strings.HasPrefix(text, "2 feeds, 2 articles, 0 unread, 1 starred · ") {
		t.Errorf("%q", text)
	}
	if d.found[1].err == nil || aboutReader(d.found[1]) == "" {
		t.Error("what cannot be read is not said to be so")
	}
	d.list.top()
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if d.stage != choosePlan || d.headline() != "Import from Exported articles" {
		t.Errorf("%d, %q", d.stage, d.headline())
	}
}
