package ui

import (
	"fmt"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"

	"tidings/feeds/content"
)

func figure(address string, w, h int, alt string) content.Block {
	return content.Block{Kind: content.Figure, Picture: &content.Picture{URL: address, Width: w, Height: h, Alt: alt}}
}

func TestAPictureHasItsPlaceBeforeItComes(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure("https://a.test/1.jpg", 1280, 640, ""), paragraph("after")}}}, 0)
	height := f.height
	if b := f.boxes[0]; b.w != 640 || b.h != 320 {
		t.Errorf("the place is %v by %v", b.w, b.h)
	}
	if got := f.pics.wide["https://a.test/1.jpg"]; got != 640 {
		t.Errorf("asked for %d pixels", got)
	}
	f.pics.answer("https://a.test/1.jpg", 640, 320)
	if f.height != height {
		t.Errorf("the height changed from %v to %v", height, f.height)
	}
	if !f.inTree(f.boxes[0].view.im) || f.inTree(f.boxes[0].view.ground) {
		t.Error("the picture is not shown instead of its ground")
	}
}

func TestTextStaysWhereItIsWhenAPictureAboveComes(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 300)
	elements := longPage(10)
	blocks := append([]content.Block{figure("https://a.test/1.jpg", 0, 0, "")}, elements[0].(pageBlocks).blocks...)
	f.show([]pageElement{pageBlocks{blocks: blocks}}, 0)
	f.scrollTo(f.boxes[1].y + 10)
	before := f.boxes[1].y - f.scroll.Offset.Y
	f.pics.answer("https://a.test/1.jpg", 640, 900)
	if f.boxes[0].h != 900 {
		t.Errorf("the picture is %v high", f.boxes[0].h)
	}
	if after := f.boxes[1].y - f.scroll.Offset.Y; after != before {
		t.Errorf("the text moved from %v to %v in the view", before, after)
	}
}

func TestAMissingPictureLeavesItsDescription(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{
		figure("https://a.test/1.jpg", 1280, 640, "A bridge at night"), figure("https://a.test/2.jpg", 800, 400, ""), paragraph("after"),
	}}}, 0)
	f.pics.answer("https://a.test/1.jpg", 0, 0)
	f.pics.answer("https://a.test/2.jpg", 0, 0)
	f.selectAll()
	if got := f.selected(); got != "A bridge at night\n\nafter" {
		t.Errorf("the page reads %q", got)
	}
}

func TestSmallPicturesAreNotEnlarged(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure("https://a.test/1.png", 0, 0, "")}}}, 0)
	f.pics.answer("https://a.test/1.png", 120, 80)
	if b := f.boxes[0]; b.w != 120 || b.h != 80 || b.x != 260 {
		t.Errorf("the picture has %v by %v at %v", b.w, b.h, b.x)
	}
}

func TestPicturesFarFromTheViewAreNotAskedFor(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	blocks := longPage(60)[0].(pageBlocks).blocks
	blocks = append([]content.Block{figure("https://a.test/top.jpg", 10, 10, "")}, append(blocks, figure("https://a.test/end.jpg", 10, 10, ""))...)
	f.show([]pageElement{pageBlocks{blocks: blocks}}, 0)
	if f.pics.asked["https://a.test/top.jpg"] == nil || f.pics.asked["https://a.test/end.jpg"] != nil {
		t.Error("at the top: asked for the wrong picture")
	}
	f.scrollTo(f.height)
	if f.pics.asked["https://a.test/top.jpg"] != nil || f.pics.asked["https://a.test/end.jpg"] == nil {
		t.Error("at the end: asked for the wrong picture")
	}
}

func TestPicturesStayWhenTheArticleIsShownAgain(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	elements := []pageElement{pageBlocks{blocks: []content.Block{figure("https://a.test/1.jpg", 0, 0, ""), paragraph("after")}}}
	f.show(elements, 0)
	f.pics.answer("https://a.test/1.jpg", 640, 300)
	height, shown := f.height, f.boxes[0].view.im.Image
	f.show(elements, f.progress())
	if f.height != height || f.boxes[0].view == nil || f.boxes[0].view.im.Image != shown {
		t.Errorf("the picture is gone, or the height changed from %v to %v", height, f.height)
	}
	if len(f.pics.asked) != 0 {
		t.Error("the picture was asked for again")
	}
	f.show(longPage(2), 0)
	if shown := f.boxes[0].view; shown != nil {
		t.Error("another article has the picture")
	}
}

func TestPicturesInTheTextAreDecoded(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	const dot = "data:image/gif;base64,R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs="
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure(dot, 30, 30, "")}}}, 0)
	if b := f.boxes[0]; b.view == nil || b.view.im.Image == nil {
		t.Error("the picture is not shown")
	}
}

// TestManyIllustratedArticlesDoNotPileUp opens one article after the other, as
// somebody does who reads the news with the arrow keys.
func TestManyIllustratedArticlesDoNotPileUp(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var start uint64
	for i := range 110 {
		if i == 10 { // fonts and glyphs are there by now
			start = heap()
		}
		address := fmt.Sprintf("https://a.test/%d.jpg", i)
		blocks := append([]content.Block{figure(address, 0, 0, "")}, longPage(10)[0].(pageBlocks).blocks...)
		f.show([]pageElement{pageBlocks{blocks: blocks}}, 0)
		f.pics.answer(address, 640, 600)
	}
	if end := heap(); end > start+20<<20 {
		t.Errorf("the heap grew from %d to %d MB in 100 articles", start>>20, end>>20)
	}
}

func TestAPictureWithACaptionStandsAtItsEdge(t *testing.T) {
	for caption, edge := range map[string]float32{"The old wall": 0, "الجدار القديم": 520} {
		f := testPage(t, alwaysLight, 700, 600)
		p := figure("https://a.test/1.png", 0, 0, "")
		p.Picture.Caption = []content.Span{{Text: caption}}
		f.show([]pageElement{pageBlocks{blocks: []content.Block{p}}}, 0)
		f.pics.answer("https://a.test/1.png", 120, 80)
		came := f.boxes[0].x
		f.Resize(fyne.NewSize(701, 600))
		f.Resize(fyne.NewSize(700, 600))
		if x := f.boxes[0].x; x != edge || came != edge {
			t.Errorf("%s: the picture stands at %v, then at %v, not at %v", caption, came, x, edge)
		}
	}
}
