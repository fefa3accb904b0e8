package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tidings/feeds/content"
)

// spotOf is a point in the middle of a rune of the i-th text of the page.
func (f *pageFixture) spotOf(i, at int) fyne.Position {
	t := f.selectable()[i]
	x, y := f.cornerOf(t)
	r := t.layout.Rects(at, at+1)[0]
	return fyne.NewPos(x+r.X+r.W*0.4, y+r.Y+r.H/2)
}

func (f *pageFixture) press(pos fyne.Position) {
	f.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos}, Button: desktop.MouseButtonPrimary})
}

func linkedPage() []pageElement {
	return []pageElement{pageBlocks{blocks: []content.Block{
		{Spans: []content.Span{{Text: "See "}, {Text: "the report", Link: "https://a.test/r", Title: "Annual report"}, {Text: " and "}, {Text: "note", Link: "#n1"}}},
		paragraph(strings.Repeat("Filling text of the article. ", 200)),
		{Kind: content.Notes, Children: []content.Block{{Kind: content.Item, ID: "n1", Children: []content.Block{paragraph("The note.")}}}},
	}}}
}

func TestALinkIsFollowedAndShownOnHover(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	var hovered []string
	f.onHover = func(text string) { hovered = append(hovered, text) }
	f.show(linkedPage(), 0)
	on, off := f.spotOf(0, 6), f.spotOf(0, 1)

	f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: on}})
	if f.body.Cursor() != desktop.PointerCursor {
		t.Error("no pointer over the link")
	}
	f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: off}})
	if f.body.Cursor() != desktop.TextCursor {
		t.Error("no text cursor over the text")
	}
	if len(hovered) != 2 || hovered[0] != "https://a.test/r · Annual report" || hovered[1] != "" {
		t.Errorf("hover told %q", hovered)
	}
	test.TapAt(f.body, off)
	test.TapAt(f.body, on)
	if len(f.links) != 1 || f.links[0] != "https://a.test/r" {
		t.Errorf("followed %q", f.links)
	}
}

func TestALinkToANoteScrollsToIt(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(linkedPage(), 0)
	test.TapAt(f.body, f.spotOf(0, 20))
	if len(f.links) != 0 {
		t.Errorf("the window was asked to open %q", f.links)
	}
	y, h := f.scroll.Offset.Y, f.Size().Height
	if at := f.spotOf(2, 0).Y; at < y || at > y+h {
		t.Errorf("the note is at %v, the view from %v to %v", at, y, y+h)
	}
}

func TestALinkInCodeIsFollowed(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Code, Text: "see [1] there",
		Spans: []content.Span{{Text: "see "}, {Text: "[1]", Link: "https://a.test/one"}, {Text: " there"}}}}}}, 0)
	test.TapAt(f.body, f.spotOf(0, 5))
	if len(f.links) != 1 || f.links[0] != "https://a.test/one" {
		t.Errorf("followed %q", f.links)
	}
}

func TestSelectionReachesOverBlocks(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show([]pageElement{pageHeadline{text: "The headline"}, pageBlocks{blocks: []content.Block{
		paragraph("First paragraph."), {Kind: content.Quote, Children: []content.Block{paragraph("A quotation.")}}, paragraph("Last one."),
	}}}, 0)
	f.press(f.spotOf(1, 6))
	f.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: f.spotOf(3, 4)}})
	f.body.DragEnd()
	f.TypedShortcut(&fyne.ShortcutCopy{})
	if got, want := fyne.CurrentApp().Clipboard().Content(), "paragraph.\n\nA quotation.\n\nLast"; got != want {
		t.Errorf("copied %q, not %q", got, want)
	}
	if n := len(f.highlights(nil, 0, 1e6)); n != 3 {
		t.Errorf("%d boxes are highlighted", n)
	}
	f.press(f.spotOf(3, 4)) // upwards
	f.body.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: f.spotOf(0, 4)}})
	if got := f.selected(); !strings.HasPrefix(got, "headline\n\nFirst") || !strings.HasSuffix(got, "Last") {
		t.Errorf("selected %q", got)
	}
}

func TestPressesInARowTakeWordAndParagraph(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{paragraph("One short paragraph."), paragraph("Another.")}}}, 0)
	clock := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	f.body.now = func() time.Time { return clock }
	at := f.spotOf(0, 6)
	for _, want := range []string{"", "short", "One short paragraph."} {
		f.press(at)
		if got := f.selected(); got != want {
			t.Errorf("selected %q, not %q", got, want)
		}
		clock = clock.Add(100 * time.Millisecond)
	}
	clock = clock.Add(time.Second)
	f.press(at)
	if got := f.selected(); got != "" {
		t.Errorf("a later press selected %q", got)
	}
}

func TestCellsOfARowAreCopiedWithTabs(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	cell := func(s string) content.Cell {
		return content.Cell{Blocks: []content.Block{paragraph(s)}, ColSpan: 1, RowSpan: 1}
	}
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Table, Rows: [][]content.Cell{
		{cell("a"), cell("b")}, {cell("c"), cell("d")},
	}}}}}, 0)
	f.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := f.selected(); got != "a\tb\nc\td" {
		t.Errorf("selected %q", got)
	}
}

func TestWideCodeIsPannedAndTheRestScrolls(t *testing.T) {
	f := testPage(t, alwaysLight, 500, 300)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{
		{Kind: content.Code, Text: strings.Repeat("a long line of code ", 20)}, paragraph(strings.Repeat("text ", 900)),
	}}}, 0)
	code := f.boxes[0]
	scroll := func(dx, dy float32) {
		e := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(dx, dy)}
		e.Position = fyne.NewPos(100, code.y+5)
		f.body.Scrolled(e)
	}
	before := f.selectable()[0]
	x0, _ := f.cornerOf(before)
	scroll(-120, 0)
	if x1, _ := f.cornerOf(before); x0-x1 != 120 {
		t.Errorf("the code moved by %v", x0-x1)
	}
	scroll(-1e6, 0)
	if code.pan != code.inner-code.w {
		t.Errorf("panned to %v of %v", code.pan, code.inner-code.w)
	}
	scroll(0, -50)
	if f.scroll.Offset.Y != 50 {
		t.Errorf("the page scrolled to %v", f.scroll.Offset.Y)
	}
}

func TestRowsAndActionsDoTheirTaps(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 500)
	var taps []string
	tap := func(name string) func() { return func() { taps = append(taps, name) } }
	f.show([]pageElement{
		pageFacts{source: "Harbour Post", facts: []pageFact{{text: "Harbour Post", tap: tap("source")}}},
		pageByline{facts: []pageFact{{text: "By nobody"}}, actions: []pageAction{{label: "Star", hint: "Star this", tap: tap("star")}, {label: "Open", tap: tap("open")}}},
		pageSection{title: "Related"},
		pageRow{left: "08:00", source: "B", title: "Another article", badges: []rowBadge{{text: "first"}}, hint: "shares: harbour", tap: tap("row")},
		pageCard{sign: "♪", title: "Episode", note: "3 MB", link: "https://a.test/e.mp3"},
	}, 0)
	var hints []string
	for _, b := range f.boxes {
		for _, z := range b.zones {
			at := fyne.NewPos(f.left+b.x+z.x+z.w/2, b.y+z.y+z.h/2)
			hints = append(hints, f.spot(at).says())
			test.TapAt(f.body, at)
		}
	}
	if got := strings.Join(taps, " "); got != "source star open row" {
		t.Errorf("taps: %s", got)
	}
	if len(f.links) != 1 || f.links[0] != "https://a.test/e.mp3" {
		t.Errorf("links: %q", f.links)
	}
	if got := strings.Join(hints, "|"); got != "|Star this||shares: harbour|https://a.test/e.mp3" {
		t.Errorf("hints: %s", got)
	}
}

func TestTheTabKeyGoesFromLinkToLink(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(linkedPage(), 0)
	key := func(name fyne.KeyName) { f.TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyTab)
	if n := len(f.frames(nil)); n != 1 {
		t.Errorf("%d frames around a link on one line", n)
	}
	key(fyne.KeyReturn)
	if len(f.links) != 1 || f.links[0] != "https://a.test/r" {
		t.Errorf("followed %q", f.links)
	}
	key(fyne.KeyTab)
	key(fyne.KeyReturn) // the link to the note
	if f.scroll.Offset.Y == 0 {
		t.Error("the second link was not followed")
	}
	key(fyne.KeyTab) // behind the last
	if len(f.frames(nil)) != 0 {
		t.Error("a frame is left behind")
	}
}

func TestAButtonShowsThatTheMouseIsOverIt(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageByline{facts: []pageFact{{text: "By nobody"}}, actions: []pageAction{{icon: "star", label: "Star", tap: func() {}}}}}, 0)
	if len(f.boxes[0].icons) != 1 || !f.inTree(f.boxes[0].icons[0].im) {
		t.Error("the drawing of the action is not shown")
	}
	z := f.boxes[0].zones[0]
	before := len(f.body.objects)
	f.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(f.left+z.x+5, f.boxes[0].y+5)}})
	if len(f.body.objects) != before+1 {
		t.Error("nothing is behind the button under the mouse")
	}
	f.body.MouseOut()
	if len(f.body.objects) != before {
		t.Error("the ground stays when the mouse has left")
	}
}

func TestTheMenuFitsWhatIsUnderTheMouse(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.onMenu = func() []*fyne.MenuItem { return []*fyne.MenuItem{fyne.NewMenuItem("Star", nil)} }
	f.show(linkedPage(), 0)
	labels := func(pos fyne.Position) string {
		var out []string
		for _, it := range f.menu(f.spot(pos)) {
			if !it.IsSeparator {
				out = append(out, it.Label)
			}
		}
		return strings.Join(out, ", ")
	}
	if got := labels(f.spotOf(0, 1)); got != "Select all, Star" {
		t.Errorf("over text: %s", got)
	}
	f.selectAll()
	if got := labels(f.spotOf(0, 6)); got != "Open link, Copy link, Copy, Copy as quotation, Copy as HTML, Copy as Markdown, Select all, Star" {
		t.Errorf("over a link: %s", got)
	}
	f.setSelection(pageSelection{})
	f.onSave, f.onSubscribe, f.onSearch = func(string) {}, func(string) {}, func(string) {}
	if got := labels(f.spotOf(0, 6)); got != "Open link, Copy link, Save for later, Subscribe to a.test…, Select all, Star" {
		t.Errorf("over a link that can be kept: %s", got)
	}
	f.selectWord(pagePlace{0, 1})
	if got := labels(f.spotOf(0, 1)); got != "Copy, Copy as quotation, Copy as HTML, Copy as Markdown, Search for “See”, Select all, Star" {
		t.Errorf("over a word: %s", got)
	}
}

func TestAPictureCanBeOpenedWhereTheWindowShowsPictures(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{figure("https://a.test/1.jpg", 640, 300, "")}}}, 0)
	middle := fyne.NewPos(f.left+f.boxes[0].w/2, f.boxes[0].y+100)
	if f.spot(middle).active() {
		t.Error("a picture can be tapped although nobody would show it")
	}
	var opened string
	f.onPicture = func(address string) { opened = address }
	test.TapAt(f.body, middle)
	if opened != "https://a.test/1.jpg" {
		t.Errorf("opened %q", opened)
	}
}

func TestShortcutsOfTheWindowWorkWhileThePageHasTheFocus(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	find := &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault}
	got := false
	f.window.Canvas().AddShortcut(find, func(fyne.Shortcut) { got = true })
	f.TypedShortcut(find)
	if !got {
		t.Error("the shortcut was lost")
	}
}

func TestKeysScrollAndTheRestGoesOn(t *testing.T) {
	f := testPage(t, alwaysLight, 600, 300)
	var passed []fyne.KeyName
	f.onKey = func(e *fyne.KeyEvent) { passed = append(passed, e.Name) }
	f.show([]pageElement{pageBlocks{blocks: []content.Block{paragraph(strings.Repeat("words to scroll ", 200))}}}, 0)
	press := func(name fyne.KeyName) float32 {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return f.scroll.Offset.Y
	}
	if y := press(fyne.KeyDown); y <= 0 {
		t.Errorf("down: %v", y)
	}
	if y := press(fyne.KeyUp); y != 0 {
		t.Errorf("up: %v", y)
	}
	if y := press(fyne.KeySpace); y < 150 || len(passed) != 0 {
		t.Errorf("space: %v, passed on %v", y, passed)
	}
	end := press(fyne.KeyEnd)
	if end != f.height-f.Size().Height {
		t.Errorf("end: %v", end)
	}
	press(fyne.KeySpace)
	press(fyne.KeyJ)
	if len(passed) != 2 || passed[0] != fyne.KeySpace || passed[1] != fyne.KeyJ {
		t.Errorf("passed on %v", passed)
	}
	if y := press(fyne.KeyHome); y != 0 {
		t.Errorf("home: %v", y)
	}
}

func TestFindGoesFromPlaceToPlace(t *testing.T) {
	f := testPage(t, alwaysLight, 600, 300)
	f.show([]pageElement{pageHeadline{text: "Harbour news"}, pageBlocks{blocks: []content.Block{
		paragraph(strings.Repeat("words to scroll ", 200)), paragraph("The HARBOUR again."),
	}}}, 0)
	if n := f.find("harbour"); n != 2 || f.scroll.Offset.Y != 0 {
		t.Errorf("found %d, at %v", n, f.scroll.Offset.Y)
	}
	if i := f.findStep(1); i != 2 || f.scroll.Offset.Y < 200 {
		t.Errorf("place %d, at %v", i, f.scroll.Offset.Y)
	}
	if i := f.findStep(1); i != 1 {
		t.Errorf("after the last comes %d", i)
	}
	if n := f.find(""); n != 0 || len(f.found.places) != 0 {
		t.Errorf("an empty text is found %d times", n)
	}
}

func TestActionsBesideAByLineAreShortWhereThereIsLittleRoom(t *testing.T) {
	actions := []pageAction{{icon: "star", label: "Star", hint: "Star (s)"}, {icon: "later", label: "Later"}, {icon: "open", label: "Open"}, {icon: "fulltext", label: "Full text"}, {label: "Aa"}}
	for width, want := range map[float32]struct {
		labels int
		lines  bool
	}{700: {5, false}, 420: {1, false}, 260: {1, true}} {
		f := testPage(t, alwaysLight, width, 400)
		f.show([]pageElement{pageByline{facts: []pageFact{{text: "By a correspondent of ours"}}, actions: actions}}, 0)
		b := f.boxes[0]
		if got := len(b.texts) - 1; got != want.labels {
			t.Errorf("%v units wide: %d labels, not %d", width, got, want.labels)
		}
		if lines := b.zones[len(b.zones)-1].y > 10; lines != want.lines {
			t.Errorf("%v units wide: the actions have a line of their own: %v", width, lines)
		}
		if b.zones[0].hint != "Star (s)" || want.labels == 1 && b.zones[1].hint != "Later" {
			t.Errorf("%v units wide: hints are %q and %q", width, b.zones[0].hint, b.zones[1].hint)
		}
	}
}

func TestItemsStandApartFromCodeAndPictures(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	item := func(list ...content.Block) content.Block {
		return content.Block{Kind: content.Item, Children: list}
	}
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.List, Children: []content.Block{
		item(paragraph("one")), item(paragraph("two"), content.Block{Kind: content.Code, Text: "make"}), item(paragraph("three")),
	}}}}}, 0)
	gap := func(i int) float32 { return f.boxes[i+1].y - f.boxes[i].y - f.boxes[i].h }
	if gap(0) != itemGap || gap(1) != blockGap || gap(2) != blockGap {
		t.Errorf("gaps are %v, %v and %v", gap(0), gap(1), gap(2))
	}
}

func TestTheTabKeyLeavesThePageForWhatIsBehindIt(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	before, behind := widget.NewEntry(), widget.NewEntry()
	f.window.SetContent(container.NewGridWithColumns(1, before, f.page, behind))
	f.show(linkedPage(), 0)
	c := f.window.Canvas()
	c.Focus(f.page)
	for range len(f.tabStops()) + 1 {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	}
	if c.Focused() != fyne.Focusable(behind) {
		t.Errorf("the focus is on %T", c.Focused())
	}
}

func TestTheFrameOfTheTabKeyIsInFrontOfACard(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageCard{sign: "♪", title: "A recording", note: "audio", link: "https://a.test/1"}}, 0)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	last, ok := f.body.objects[len(f.body.objects)-1].(*canvas.Rectangle)
	if !ok || last.StrokeWidth == 0 {
		t.Errorf("in front is %T", f.body.objects[len(f.body.objects)-1])
	}
}
