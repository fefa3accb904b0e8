package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/feeds/content"
)

func TestANoteIsShownOverItsLinkAndLeadsBack(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(linkedPage(), 0)
	on := f.spotOf(0, 20)
	before := len(f.body.objects)
	f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: on}})
	if f.bubble.im == nil || f.noteText("n1") != "The note." || len(f.body.objects) != before+1 {
		t.Errorf("the note is not shown; it reads %q", f.noteText("n1"))
	}
	f.body.MouseOut()
	if f.bubble.im != nil || len(f.body.objects) != before {
		t.Error("the note stays when the mouse has left")
	}
	f.scrollTo(3)
	f.jump("n1")
	if f.scroll.Offset.Y < 100 {
		t.Fatal("the note was not gone to")
	}
	f.TypedRune('b')
	if f.scroll.Offset.Y != 3 {
		t.Errorf("b led back to %v", f.scroll.Offset.Y)
	}
	f.jump("n1")
	f.jump("the place of the link, which has no block of its own")
	if f.scroll.Offset.Y != 3 {
		t.Errorf("the link of the note led back to %v", f.scroll.Offset.Y)
	}
}

func TestTheViewFollowsAMouseThatSelectsBeyondIt(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(longPage(60), 0)
	var later []func()
	f.worker.timer = func(_ time.Duration, g func()) { later = append(later, g) }
	f.press(f.spotOf(0, 0))
	f.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 450)}})
	for range 30 {
		g := later
		later = nil
		for _, do := range g {
			do()
		}
	}
	y := f.scroll.Offset.Y
	if y < 1000 || f.sel.to.text < 8 {
		t.Errorf("the view is at %v, selected up to text %d", y, f.sel.to.text)
	}
	f.body.DragEnd()
	for _, do := range later {
		do()
	}
	if f.scroll.Offset.Y != y {
		t.Error("the view moves on after the mouse was let go")
	}
}

func TestAnAbbreviationSaysWhatItMeans(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Spans: []content.Span{{Text: "WWW", Title: "World Weather Watch"}, {Text: " warns."}}}}}}, 0)
	if s := f.spot(f.spotOf(0, 1)); s.says() != "World Weather Watch" || s.active() {
		t.Errorf("it says %q, and a tap does something: %v", s.says(), s.active())
	}
	if n := len(f.tabStops()); n != 0 {
		t.Errorf("the Tab key goes to %d places", n)
	}
}

func TestAWideTableIsPannedByItsBarAndByKeys(t *testing.T) {
	f := testPage(t, alwaysLight, 500, 300)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Code, Text: strings.Repeat("a long line of code ", 20)}, paragraph("after")}}}, 0)
	code := f.boxes[0]
	bar := f.bar(code)
	f.press(fyne.NewPos(bar.x+5, bar.y+2))
	f.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(bar.x+25, bar.y+2)}, Dragged: fyne.NewDelta(20, 0)})
	f.body.MouseUp(nil)
	f.body.DragEnd()
	if want := 20 * code.inner / code.w; code.pan != want || !f.sel.empty() {
		t.Errorf("panned to %v, not %v; selected is %q", code.pan, want, f.selected())
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	before := code.pan
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if code.pan != before+panKey {
		t.Errorf("the arrow key panned to %v", code.pan)
	}
}

func TestTheBarOfALongListingIsInView(t *testing.T) {
	f := testPage(t, alwaysLight, 400, 300)
	line := strings.Repeat("wide ", 40) + "\n"
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Code, Text: strings.Repeat(line, 200)}}}}, 0)
	b := f.boxes[0]
	for _, y := range []float32{0, 1500, f.height} {
		f.scrollTo(y)
		bar := f.bar(b)
		if at := bar.y - f.scroll.Offset.Y; at < 0 || at+bar.h > 300 {
			t.Errorf("scrolled to %v the bar is %v below the upper edge", f.scroll.Offset.Y, at)
		}
		if f.barAt(fyne.NewPos(bar.x+2, bar.y+2)) != b {
			t.Errorf("scrolled to %v the mouse does not find the bar", f.scroll.Offset.Y)
		}
	}
}
