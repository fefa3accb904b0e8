package ui

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tidings/app"
	"tidings/app/ui/typeset"
)

// sheetFixture is a sheet with pieces that say when they are tapped.
type sheetFixture struct {
	*sheet
	did []string
}

// newSheetFixture has a sheet in a window; pieces are a hundred units high and below
// each other unless they have a place.
func newSheetFixture(t *testing.T, pieces func(f *sheetFixture) []piece) *sheetFixture {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	f := &sheetFixture{sheet: newSheet(typeset.NewEngine(fonts), newPictures(noPictures{}, pageWorker()))}
	f.compose = func(*brush, float32) ([]piece, float32) {
		list := pieces(f)
		for i := range list {
			if list[i].h == 0 {
				list[i].y, list[i].w, list[i].h = float32(i)*100, 300, 100
			}
		}
		return list, float32(len(list)) * 100
	}
	window := test.NewTempWindow(t, f.sheet)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(400, 250))
	return f
}

func (f *sheetFixture) do(what string) func() { return func() { f.did = append(f.did, what) } }

func (f *sheetFixture) key(names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (f *sheetFixture) wantDone(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(f.did, want) {
		t.Errorf("did %q, want %q", f.did, want)
	}
}

func nothing(*brush) {}

func TestTheArrowKeysPassButtonsByAndTabDoesNot(t *testing.T) {
	f := newSheetFixture(t, func(f *sheetFixture) []piece {
		return []piece{
			{name: "a", paint: nothing, tap: f.do("a")},
			{name: "button", paint: nothing, tap: f.do("button"), minor: true},
			{paint: nothing}, // a heading
			{name: "b", paint: nothing, tap: f.do("b")},
		}
	})
	f.key(fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyTab, fyne.KeyReturn, fyne.KeyTab, fyne.KeyReturn)
	f.wantDone(t, "a", "b", "button", "b")
}

func TestAThingOfSeveralPiecesIsOneStop(t *testing.T) {
	f := newSheetFixture(t, func(f *sheetFixture) []piece {
		return []piece{
			{name: "a", image: "picture", tap: f.do("a")}, {name: "a", paint: nothing, tap: f.do("a")}, {name: "a", paint: nothing, tap: f.do("a")},
			{name: "b", paint: nothing, tap: f.do("b")},
		}
	})
	f.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	f.wantDone(t, "b")
	f.key(fyne.KeyUp)
	if x, y, w, h := f.extent(f.pieces[f.current]); x != 0 || y != 0 || w != 300 || h != 300 {
		t.Errorf("the ground reaches from %v, %v over %v by %v, want all three pieces", x, y, w, h)
	}
}

func TestAChoiceStaysWhenThePageIsComposedAgain(t *testing.T) {
	order := []string{"a", "b", "c"}
	f := newSheetFixture(t, func(f *sheetFixture) (out []piece) {
		for _, n := range order {
			out = append(out, piece{name: n, paint: nothing, tap: f.do(n)})
		}
		return out
	})
	f.key(fyne.KeyDown, fyne.KeyDown)
	order = []string{"new", "a", "b"}
	f.rebuild()
	f.key(fyne.KeyReturn)
	f.wantDone(t, "b")
}

func TestTheKeysToTheSidesChangeWhatCanBeChanged(t *testing.T) {
	by := 0
	f := newSheetFixture(t, func(f *sheetFixture) []piece {
		return []piece{{name: "slider", paint: nothing, adjust: func(d int) { by += d }}, {name: "b", paint: nothing, tap: f.do("b")}}
	})
	f.key(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeyReturn)
	if by != 1 || len(f.did) != 0 {
		t.Errorf("the slider went by %d, and %q was done; want 1 and nothing", by, f.did)
	}
}

func TestAButtonOnARowIsTappedAndNotTheRow(t *testing.T) {
	var said []string
	f := newSheetFixture(t, func(f *sheetFixture) []piece {
		return []piece{
			{x: 200, y: 10, w: 60, h: 20, name: "button", hint: "folds", paint: nothing, tap: f.do("button")},
			{x: 0, y: 0, w: 300, h: 60, name: "row", hint: "because", paint: nothing, tap: f.do("row")},
		}
	})
	f.onHint = func(text string) { said = append(said, text) }
	for _, at := range []fyne.Position{fyne.NewPos(210, 20), fyne.NewPos(20, 20)} {
		f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
		f.body.Tapped(&fyne.PointEvent{Position: at})
	}
	f.body.MouseOut()
	f.wantDone(t, "button", "row")
	if fmt.Sprint(said) != fmt.Sprint([]string{"folds", "because", ""}) {
		t.Errorf("said %q", said)
	}
}

func TestAPictureThatCannotBeHadLeavesNoHole(t *testing.T) {
	f := newSheetFixture(t, func(f *sheetFixture) (out []piece) {
		if image := f.picture("https://paper.example/gone.png"); image != "" {
			out = append(out, piece{image: image})
		}
		return append(out, piece{name: "a", paint: nothing, tap: f.do("a")})
	})
	f.rebuild()
	if len(f.pieces) != 1 || f.pieces[0].y != 0 {
		t.Errorf("there are %d pieces, the last at %v", len(f.pieces), f.pieces[len(f.pieces)-1].y)
	}
}

func TestFromTheLastPieceTabGoesOnToWhatIsBehindThePage(t *testing.T) {
	f := newFrontFixture(t, 900, app.FrontPage{Stories: []app.FrontStory{frontStory(10, 1)}})
	c := fyne.CurrentApp().Driver().CanvasForObject(f.scroll)
	box := newField()
	c.SetContent(container.NewGridWithRows(2, f.frontPage, box))
	c.Focus(f.frontPage)
	for range 20 {
		if c.Focused() != f.frontPage {
			break
		}
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	}
	if c.Focused() != box {
		t.Errorf("the focus is on %T", c.Focused())
	}
}
