package ui

import (
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/feeds/content"
)

// tapZone taps what has a hint.
func (f *pageFixture) tapZone(t *testing.T, label string) {
	t.Helper()
	for _, b := range f.boxes {
		for _, z := range b.zones {
			if z.hint == label && z.tap != nil {
				test.TapAt(f.body, fyne.NewPos(f.left+b.x+z.x+z.w/2, b.y+z.y+z.h/2))
				return
			}
		}
	}
	t.Fatalf("nothing to tap says %q", label)
}

func TestPicturesAreHeldBackUntilTheReaderWantsThem(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 900)
	f.holdPictures(true)
	allowed := false
	f.onAllow = func() { allowed = true }
	const one, two = "https://pics.test/1.jpg", "https://pics.test/2.jpg"
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure(one, 1280, 640, "A bridge"), figure(two, 1280, 640, ""), paragraph("after")}}}, 0)
	if len(f.pics.asked) != 0 || !f.boxes[0].held || !f.boxes[1].held {
		t.Fatalf("asked for %d pictures", len(f.pics.asked))
	}
	f.tapZone(t, one)
	if f.pics.asked[one] == nil || f.pics.asked[two] != nil {
		t.Error("a tap on one does not load that one alone")
	}
	f.tapZone(t, "Fetches the pictures of all articles of this feed")
	if f.pics.asked[two] == nil || !allowed {
		t.Error("the pictures are not shown, or the feed's not allowed")
	}
}

func TestAPictureThatCouldNotBeHadIsTriedAgain(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 900)
	const one = "https://pics.test/1.jpg"
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure(one, 1280, 640, ""), paragraph("after")}}}, 0)
	f.pics.answer(one, 0, 0)
	if !f.boxes[0].held || f.boxes[0].h > 80 {
		t.Fatalf("in place of the picture stands a box %v high", f.boxes[0].h)
	}
	f.tapZone(t, one)
	f.pics.answer(one, 640, 320)
	if f.boxes[0].held || f.boxes[0].h != 320 {
		t.Error("the picture is not shown")
	}
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure("https://pics.test/2.jpg", 0, 0, "")}}}, 0)
	f.pics.answer("https://pics.test/2.jpg", 0, 0)
	f.retryPictures()
	if f.pics.asked["https://pics.test/2.jpg"] == nil {
		t.Error("the network is back and the picture is not asked for")
	}
}

func TestTheAddressOfAPictureFitsTheColumn(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 900)
	p := content.Picture{URL: "https://pics.test/s.jpg", Sources: []content.Source{
		{URL: "https://pics.test/s.jpg", Width: 320}, {URL: "https://pics.test/m.jpg", Width: 800}, {URL: "https://pics.test/l.jpg", Width: 2000}}}
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Figure, Picture: &p}}}}, 0)
	if f.pics.asked["https://pics.test/m.jpg"] == nil {
		t.Fatalf("asked for %v", f.pics.wide)
	}
	f.pics.answer("https://pics.test/m.jpg", 0, 0)
	if f.pics.asked["https://pics.test/s.jpg"] == nil {
		t.Error("the publisher's own is not tried when the better one is not to be had")
	}
}

func TestAPictureHasTheRoomThatItHadTheLastTime(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 900)
	elements := []pageElement{pageBlocks{blocks: []content.Block{figure("https://pics.test/1.jpg", 0, 0, ""), paragraph("after")}}}
	f.show(elements, 0)
	f.pics.answer("https://pics.test/1.jpg", 640, 200)
	f.show(longPage(3), 0)
	f.show(elements, 0)
	if f.boxes[0].h != 200 {
		t.Errorf("the place is %v high", f.boxes[0].h)
	}
}

func TestAGalleryIsAGridOfPicturesThatOpen(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 900)
	g := content.Block{Kind: content.Gallery, Spans: []content.Span{{Text: "At the quay"}}}
	for _, n := range []string{"1", "2", "3"} {
		g.Children = append(g.Children, figure("https://pics.test/"+n+".jpg", 1200, 800, ""))
	}
	var opened string
	f.onPicture = func(address string) { opened = address }
	f.show([]pageElement{pageBlocks{blocks: []content.Block{paragraph("before"), g, paragraph("after")}}}, 0)
	a, b, c := f.boxes[1], f.boxes[2], f.boxes[3]
	if a.y != b.y || b.y != c.y || !(a.x+a.w < b.x && b.x+b.w < c.x) || c.x+c.w > f.width {
		t.Errorf("the pictures are at %v,%v %v,%v %v,%v", a.x, a.y, b.x, b.y, c.x, c.y)
	}
	if d := f.boxes[4]; d.y < a.y+a.h {
		t.Errorf("the caption at %v is over the pictures down to %v", d.y, a.y+a.h)
	}
	test.TapAt(f.body, fyne.NewPos(f.left+b.x+20, b.y+20))
	if opened != "https://pics.test/2.jpg" || len(f.pictureList()) != 3 {
		t.Errorf("opened %q of %d", opened, len(f.pictureList()))
	}
}

func TestAFilmPlaysWhileItIsSeen(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	var later []func()
	f.worker.timer = func(_ time.Duration, g func()) { later = append(later, g) }
	tick := func() {
		list := later
		later = nil
		for _, do := range list {
			do()
		}
	}
	blocks := append([]content.Block{figure("https://pics.test/1.gif", 8, 8, "")}, longPage(30)[0].(pageBlocks).blocks...)
	f.show([]pageElement{pageBlocks{blocks: blocks}}, 0)
	img, err := decode(movingGIF(t, 3), 8, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.pics.asked["https://pics.test/1.gif"](img, nil)
	v := f.boxes[0].view
	seen := map[image.Image]bool{}
	for range 3 {
		seen[v.im.Image] = true
		tick()
	}
	if len(seen) != 3 {
		t.Errorf("%d different frames were shown", len(seen))
	}
	f.rest(true)
	tick()
	if len(later) != 0 {
		t.Error("it plays on while the window rests")
	}
	f.rest(false)
	if len(later) != 1 {
		t.Error("it does not go on")
	}
	f.scrollTo(2000)
	tick()
	tick()
	if len(later) != 0 {
		t.Error("it plays on far from the view")
	}
}

func TestDetailsUnfoldWhereTheyStandAndForFinding(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	elements := pageOf("<details><summary>How we counted</summary><p>By hand, twice.</p></details><p>after</p>")
	f.show(elements, 0)
	f.selectAll()
	if got := f.selected(); got != "How we counted\n\nafter" {
		t.Errorf("folded it reads %q", got)
	}
	test.TapAt(f.body, fyne.NewPos(f.left+60, f.boxes[0].y+8))
	f.selectAll()
	if got := f.selected(); got != "How we counted\n\nBy hand, twice.\n\nafter" {
		t.Errorf("unfolded it reads %q", got)
	}
	f.show(elements, keepPlace)
	if len(f.boxes) != 3 {
		t.Error("it is folded when the article is shown again")
	}
	f.show(elements, 0)
	if n := f.find("twice"); n != 1 {
		t.Errorf("what is folded is found %d times", n)
	}
}
