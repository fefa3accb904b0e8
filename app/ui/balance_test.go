package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"tidings/app"
)

func TestWhatCountsOnTheFrontPageIsSetByKeysAndByTheMouse(t *testing.T) {
	f := newLibraryFixture(t)
	f.openKey("front")
	f.openBalance()
	d := f.boards[len(f.boards)-1]
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			d.sheet.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	want := func(want app.Balance) {
		t.Helper()
		if got, err := f.core.FrontBalance(t.Context()); err != nil || got != want {
			t.Errorf("it is %+v, %v; want %+v", got, err, want)
		}
	}
	press(fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft)
	want(app.Balance{Sources: 1.5, Freshness: 0.75, Topics: 1, Reading: 1})
	for _, p := range d.sheet.pieces {
		if s, ok := p.object.(*slider); ok {
			s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(s.Size().Width, 10)})
			break
		}
	}
	want(app.Balance{Sources: 2, Freshness: 0.75, Topics: 1, Reading: 1})
	d.sheet.choose("")
	for i, p := range d.sheet.pieces {
		if p.tight {
			d.sheet.current = i // as it was made
		}
	}
	press(fyne.KeyReturn)
	want(asMade)
}

func TestWhatWasSaidAboutStoriesCanBeTakenBack(t *testing.T) {
	f := newLibraryFixture(t)
	other, err := f.core.Subscribe(t.Context(), app.Found{URL: secondPaper(t)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.core.NeverJoin(t.Context(), f.feeds[0].ID, other); err != nil {
		t.Fatal(err)
	}
	f.openCorrections()
	d := f.boards[len(f.boards)-1]
	d.sheet.step(1)
	d.sheet.openCurrent()
	if left, err := f.core.StoryCorrections(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d corrections are left, %v", len(left), err)
	}
}
