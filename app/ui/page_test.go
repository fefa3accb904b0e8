package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tidings/feeds/content"
)

// pageWorker runs everything in line, so that a page is complete when a call returns,
// and nothing by the clock.
func pageWorker() *worker {
	inline := func(f func()) { f() }
	return &worker{ctx: context.Background(), start: inline, back: inline, timer: func(time.Duration, func()) {}}
}

// waitingPictures hold back pictures until they are answered.
type waitingPictures struct {
	asked map[string]func(image.Image, error)
	wide  map[string]int
}

func newWaitingPictures() *waitingPictures {
	return &waitingPictures{asked: map[string]func(image.Image, error){}, wide: map[string]int{}}
}

func (w *waitingPictures) fetch(address string, width, _ int, done func(image.Image, error)) func() {
	w.asked[address], w.wide[address] = done, width
	return func() { delete(w.asked, address) }
}

func (w *waitingPictures) again(string) {}

// answer gives a picture of a size, or an error if it is empty.
func (w *waitingPictures) answer(address string, width, height int) {
	done := w.asked[address]
	delete(w.asked, address)
	if width == 0 {
		done(nil, errors.New("no such picture"))
		return
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{0x50, 0x80, 0xA0, 0xFF}), image.Point{}, draw.Src)
	done(img, nil)
}

type pageFixture struct {
	*page
	pics   *waitingPictures
	window fyne.Window
	links  []string
}

// testPage has a page in a window of a size.
func testPage(t *testing.T, mode appearance, width, height float32) *pageFixture {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(newTheme(mode))
	fontCache = t.TempDir()
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	f := &pageFixture{pics: newWaitingPictures()}
	f.page = newPage(pageWorker(), fonts, f.pics)
	f.onLink = func(address string) { f.links = append(f.links, address) }
	f.window = test.NewTempWindow(t, f.page)
	f.window.SetPadded(false)
	f.window.Resize(fyne.NewSize(width, height))
	return f
}

func paragraph(text string) content.Block {
	return content.Block{Spans: []content.Span{{Text: text}}}
}

// inTree reports whether something is shown.
func (f *pageFixture) inTree(o fyne.CanvasObject) bool { return slices.Contains(f.body.objects, o) }

func longPage(n int) []pageElement {
	var blocks []content.Block
	for i := range n {
		blocks = append(blocks, paragraph(fmt.Sprintf("Paragraph %d. %s", i, strings.Repeat("It has some words. ", 12))))
	}
	return []pageElement{pageBlocks{blocks: blocks}}
}

func TestOnlyWhatIsNearTheViewIsInTheTree(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(longPage(300), 0)
	if n := len(f.body.objects); n == 0 || n > 20 {
		t.Errorf("%d objects for 300 paragraphs", n)
	}
	first := f.boxes[0].strips[0].im
	if first.Image == nil {
		t.Fatal("the first paragraph was not painted")
	}
	f.scrollTo(20000)
	if f.inTree(first) || first.Image != nil {
		t.Error("the first paragraph keeps its picture far from the view")
	}
	if n := len(f.body.objects); n == 0 || n > 20 {
		t.Errorf("%d objects after scrolling", n)
	}
}

func TestALongBlockIsShownInStrips(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{paragraph(strings.Repeat("no end of words ", 3000))}}}, 0)
	b := f.boxes[0]
	if len(b.strips) < 5 {
		t.Fatalf("%d strips for %v units", len(b.strips), b.h)
	}
	at := float32(0)
	for _, s := range b.strips {
		if s.from != at {
			t.Errorf("a strip begins at %v, not %v", s.from, at)
		}
		at = s.to
		if s.im != nil && s.im.Image.Bounds().Dy() > 1300 {
			t.Errorf("a strip is %d pixels high", s.im.Image.Bounds().Dy())
		}
	}
	if at != b.h {
		t.Errorf("the strips end at %v of %v", at, b.h)
	}
}

func TestResizingKeepsThePlaceInTheText(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(longPage(60), 0)
	f.scrollTo(f.boxes[30].y + 20)
	f.window.Resize(fyne.NewSize(450, 400))
	if b := f.boxes[30]; f.scroll.Offset.Y < b.y || f.scroll.Offset.Y > b.y+b.h {
		t.Errorf("paragraph 30 is from %v to %v, the view begins at %v", b.y, b.y+b.h, f.scroll.Offset.Y)
	}
	for _, b := range f.boxes {
		for _, text := range b.texts {
			if text.layout.Width > 402 {
				t.Fatalf("a text is %v wide in a window of 450", text.layout.Width)
			}
		}
	}
}

func TestThePlaceInAnArticleIsFoundAgain(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(longPage(60), 0)
	f.scrollTo(3000)
	at := f.progress()
	f.show(longPage(3), 0)
	if f.scroll.Offset.Y != 0 {
		t.Errorf("another article begins at %v", f.scroll.Offset.Y)
	}
	f.show(longPage(60), at)
	if d := f.scroll.Offset.Y - 3000; d < -1 || d > 1 {
		t.Errorf("the article is shown from %v", f.scroll.Offset.Y)
	}
}

func TestWhatIsInViewStaysWhenTheRestOfThePageChanges(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	text := longPage(40)[0]
	f.show([]pageElement{pageHeadline{text: "Headline"}, text}, 0)
	f.scrollTo(f.boxes[20].y + 30)
	f.press(f.spotOf(20, 3))
	f.selectWord(pagePlace{20, 3})
	selected := f.selected()
	more := []pageElement{pageHeadline{text: "A headline that is longer than it was and so takes two lines"}, text, pageSection{title: "Related"}}
	for range 30 {
		more = append(more, pageRow{left: "08:00", title: "Another article", tap: func() {}})
	}
	f.show(more, keepPlace)
	if at := f.scroll.Offset.Y - f.boxes[20].y; at < 29 || at > 31 {
		t.Errorf("paragraph 20 begins %v above the view", at)
	}
	if got := f.selected(); got != selected || got == "" {
		t.Errorf("selected is %q, was %q", got, selected)
	}
}

func TestALateArticleDoesNotReplaceANewerOne(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	var back []func()
	f.worker.back = func(g func()) { back = append(back, g) }
	f.show([]pageElement{pageHeadline{text: "older"}}, 0)
	f.show([]pageElement{pageHeadline{text: "newer"}}, 0)
	for len(back) > 0 { // in the wrong order
		g := back[len(back)-1]
		back = back[:len(back)-1]
		g()
	}
	f.selectAll()
	if got := f.selected(); got != "newer" {
		t.Errorf("the page shows %q", got)
	}
}

func TestSettingsChangeTheText(t *testing.T) {
	f := testPage(t, alwaysLight, 1200, 400)
	f.show(longPage(5), 0)
	height := f.boxes[0].texts[0].layout.Lines[0].Height
	f.restyle(pageSetting{zoom: 1.5})
	if got := f.boxes[0].texts[0].layout.Lines[0].Height; got != height*1.5 {
		t.Errorf("lines are %v high, were %v", got, height)
	}
	if f.width != 960 {
		t.Errorf("the column is %v wide", f.width)
	}
}

func TestATableThatFitsIsNotPannedAndAWideOneIs(t *testing.T) {
	row := func(n int, text string) (cells []content.Cell) {
		for range n {
			cells = append(cells, content.Cell{Blocks: []content.Block{paragraph(text)}})
		}
		return cells
	}
	for name, test := range map[string]struct {
		columns int
		text    string
		wide    bool
	}{
		"two short":           {2, "word", false},
		"three long":          {3, strings.Repeat("several words ", 20), false},
		"fifteen with a word": {15, "internationally", true},
	} {
		f := testPage(t, alwaysLight, 700, 400)
		f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Table, Rows: [][]content.Cell{row(test.columns, test.text), row(1, "x")}}}}}, 0)
		if got := f.boxes[0].wide(); got != test.wide {
			t.Errorf("%s: wide is %v, with %v of %v", name, got, f.boxes[0].inner, f.boxes[0].w)
		}
	}
}

// FuzzPage shows any HTML that was cleaned: nothing may panic, and no text may
// be lost above another.
func FuzzPage(f *testing.F) {
	f.Add("<p>one</p><table><tr><td colspan=3>a<td rowspan=9>b</table>", float32(300))
	f.Add("<ul><li><ul><li>x<blockquote><ol start=-3><li><img src=//a/b></ol></blockquote></ul></ul>", float32(90))
	f.Add("<dl><dt>a<dd><pre>b</pre></dl><details><summary>s</summary>t</details>", float32(20))
	f.Fuzz(func(t *testing.T, html string, width float32) {
		if len(html) > 3000 || !(width > 0) || width > 2000 {
			t.Skip()
		}
		p := testPage(t, alwaysDark, max(width, 240), 300)
		p.show([]pageElement{pageBlocks{blocks: content.Blocks(content.Clean(html, "https://a.test/"))}}, 0.5)
		p.selectAll()
		p.selected()
		at := float32(0)
		for _, b := range p.boxes {
			if b.y < at-0.01 {
				t.Fatalf("a box at %v is above %v", b.y, at)
			}
			at = b.y
		}
		p.Resize(fyne.NewSize(500, 300))
	})
}

func TestJobsRunBesideTheMainGoroutine(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	back := make(chan func(), 1000)
	f.worker.back = func(g func()) { back <- g }
	f.worker.start = func(g func()) { go g() }
	f.jobs.start = f.worker.start
	settle := func() { // until the last of the jobs so far has come back
		done := false
		f.jobs.do(func() { f.worker.back(func() { done = true }) })
		for !done {
			(<-back)()
		}
	}
	f.show(longPage(200), 0)
	for i := range 20 {
		f.scrollTo(float32(i) * 700)
		f.Resize(fyne.NewSize(700-float32(i%3)*100, 400))
		f.selectAll()
		select {
		case g := <-back:
			g()
		default:
		}
	}
	for range 3 { // what comes back may have asked for more
		settle()
	}
	top, bottom := f.scroll.Offset.Y, f.scroll.Offset.Y+f.Size().Height
	for _, b := range f.boxes {
		if b.y+b.h > top && b.y < bottom && (len(b.strips) == 0 || b.strips[0].im == nil || b.strips[0].im.Image == nil) {
			t.Errorf("the box at %v is in view and not painted", b.y)
		}
	}
}

func TestAPageThatGetsRoomWhileItsTextIsShapedShowsIt(t *testing.T) {
	test.NewTempApp(t)
	fonts, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	var jobs []func()
	w := pageWorker()
	w.start = func(job func()) { jobs = append(jobs, job) }
	p := newPage(w, fonts, newWaitingPictures())
	p.show([]pageElement{pageHeadline{text: "Late"}}, 0)
	test.NewTempWindow(t, p).Resize(fyne.NewSize(700, 500))
	for len(jobs) > 0 {
		job := jobs[0]
		jobs = jobs[1:]
		job()
	}
	if len(p.boxes) == 0 {
		t.Error("the page is empty")
	}
}

func TestTheGroundOfALongListingIsWholeInEveryStrip(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Code, Text: strings.Repeat("a line\n", 200)}}}}, 0)
	b := f.boxes[0]
	for i, s := range b.strips {
		img := f.paint(b, s, 1, 0, colours())
		top, bottom := 0, img.Rect.Dy()-1
		if i == 0 {
			top += bleed
		}
		if i == len(b.strips)-1 {
			bottom -= bleed
		}
		for _, y := range []int{top, bottom} {
			inside, corner := img.RGBAAt(300, y).A, img.RGBAAt(bleed, y).A
			if round := i == 0 && y == top || i == len(b.strips)-1 && y == bottom; inside != 255 || (corner == 255) == round {
				t.Errorf("strip %d of %d, row %d: %d inside, %d in the corner", i, len(b.strips), y, inside, corner)
			}
		}
	}
}
