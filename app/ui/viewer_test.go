package ui

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"tidings/feeds/content"
)

func TestTheViewerZoomsMovesAndGoesThroughThePictures(t *testing.T) {
	f := newLibraryFixture(t)
	pics := newWaitingPictures()
	f.article.page.pics = pics
	v := newViewer(f.window, []content.Picture{{URL: "https://pics.test/1.jpg", Alt: "One"}, {URL: "https://pics.test/2.jpg"}}, "https://pics.test/2.jpg")
	closed := false
	v.close = func() { closed = true }
	v.Resize(fyne.NewSize(1000, 700))
	v.open(v.at)
	key := func(name fyne.KeyName) { v.TypedKey(&fyne.KeyEvent{Name: name}) }
	if v.at != 1 || v.count.Text != "2 of 2" {
		t.Errorf("begins with %d, %q", v.at, v.count.Text)
	}
	pics.asked["https://pics.test/2.jpg"](image.NewRGBA(image.Rect(0, 0, 1900, 1000)), nil)
	whole := v.picture.Size()
	if room := v.room(); whole.Width > room.Width || whole.Height > room.Height || whole.Width < room.Width-2 {
		t.Errorf("the picture is %v in %v", whole, room)
	}
	at := v.picture.Position()
	v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(500, 350)}, Scrolled: fyne.NewDelta(0, 10)})
	if got := v.picture.Size().Width / whole.Width; got < 1.29 || got > 1.31 {
		t.Errorf("the wheel zooms by %v", got)
	}
	key(fyne.KeyLeft)
	if v.at != 1 || v.picture.Position().X <= at.X-200 {
		t.Errorf("an arrow key moves a zoomed picture to %v", v.picture.Position())
	}
	v.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-9000, 0)})
	if right := v.picture.Position().X + v.picture.Size().Width; right < 900 {
		t.Errorf("it can be dragged out of view, to %v", right)
	}
	v.TypedRune('0')
	key(fyne.KeyLeft)
	if v.at != 0 || pics.asked["https://pics.test/1.jpg"] == nil || v.words.Image == nil {
		t.Errorf("the arrow key leads to picture %d", v.at)
	}
	key(fyne.KeyLeft) // there is none before
	key(fyne.KeyEscape)
	if v.at != 0 || !closed {
		t.Error("Escape does not close it")
	}
}

func TestAPictureIsSavedUnderANameThatAFileCanHave(t *testing.T) {
	for address, want := range map[string]string{
		"https://pics.test/a/harbour.jpg?w=9": "harbour.jpg",
		"https://pics.test/":                  "pics.test",
		"https://pics.test/a%3Ab":             "a%3Ab",
		"https://pics.test/a:b*c.png":         "a_b_c.png",
		"data:image/svg+xml;base64,AA":        "picture.svg",
	} {
		if got := pictureName(address); got != want {
			t.Errorf("%s is saved as %q", address, got)
		}
	}
}
