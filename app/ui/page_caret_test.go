package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tidings/feeds/content"
)

func TestTheSelectionGrowsByKeys(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show([]pageElement{pageBlocks{blocks: []content.Block{paragraph("One short e\u0301tude."), paragraph("Another line.")}}}, 0)
	f.press(f.spotOf(0, 4))
	at := pagePlace{0, 4}
	f.setSelection(pageSelection{at, at})
	ctrl := func(name fyne.KeyName) {
		f.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() { f.caretKey(fyne.KeyRight, true) }, "s"},
		{func() { ctrl(fyne.KeyRight) }, "short"},
		{func() { f.caretKey(fyne.KeyRight, true); f.caretKey(fyne.KeyRight, true) }, "short e\u0301"},
		{func() { f.caretKey(fyne.KeyLeft, true) }, "short "},
		{func() { f.caretKey(fyne.KeyEnd, true) }, "short e\u0301tude."},
		{func() { ctrl(fyne.KeyRight) }, "short e\u0301tude.\n\n"},
		{func() { ctrl(fyne.KeyRight) }, "short e\u0301tude.\n\nAnother"},
		{func() { ctrl(fyne.KeyLeft) }, "short e\u0301tude.\n\n"},
		{func() { f.caretKey(fyne.KeyUp, true) }, "One "},
		{func() { f.caretKey(fyne.KeyDown, true) }, "short e\u0301tude.\n\n"},
		{func() { ctrl(fyne.KeyEnd) }, "short e\u0301tude.\n\nAnother line."},
		{func() { ctrl(fyne.KeyHome) }, "One "},
	} {
		step.do()
		if got := f.selected(); got != step.want {
			t.Errorf("selected %q, not %q", got, step.want)
		}
	}
}

func TestWithoutShiftArrowKeysMoveTheCaretOnlyInItsMode(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.show(longPage(20), 0)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF7})
	before := len(f.body.objects)
	for range 9 {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	if f.sel.to != (pagePlace{0, 9}) || !f.sel.empty() || f.scroll.Offset.Y != 0 {
		t.Errorf("the caret is at %v, selected is %q", f.sel.to, f.selected())
	}
	for range 80 {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	if r := f.caretAt(f.sel.to); r.y < f.scroll.Offset.Y || r.y > f.scroll.Offset.Y+f.Size().Height || f.scroll.Offset.Y == 0 {
		t.Errorf("the caret at %v is not in the view from %v", r.y, f.scroll.Offset.Y)
	}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.carets {
		t.Error("Escape does not end the mode")
	}
	f.scrollTo(0)
	if len(f.body.objects) != before-1 {
		t.Error("the caret is still shown")
	}
}

func TestListsAreCopiedWithTheirMarkers(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show(pageOf("<p>Before:</p><ol start=4><li>four<ul><li>inner</li></ul></li><li>five</li></ol><p>after</p>"), 0)
	f.selectAll()
	if got, want := f.selected(), "Before:\n\n4. four\n• inner\n5. five\n\nafter"; got != want {
		t.Errorf("copied %q, not %q", got, want)
	}
}

// pageOf is a page of HTML.
func pageOf(html string) []pageElement {
	return []pageElement{pageBlocks{blocks: content.Blocks(content.Clean(html, "https://a.test/")), lang: "en"}}
}

func TestWhatIsSelectedIsCopiedAsHTML(t *testing.T) {
	const article = `<h2>Head</h2><p>Some <b>bold</b> and <a href="https://a.test/x">linked</a> text.</p>` +
		`<ol><li>one</li><li>two</li></ol><figure><img src="https://a.test/p.jpg" alt=""><figcaption>the caption</figcaption></figure>` +
		`<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><pre>x	y</pre><p>end</p>`
	for name, test := range map[string]struct {
		from, to pagePlace
		want     string
	}{
		"a part of a paragraph": {pagePlace{1, 7}, pagePlace{1, 18}, `<p><b>ld</b> and <a href="https://a.test/x">link</a></p>`},
		"the end of a list":     {pagePlace{3, 0}, pagePlace{3, 3}, `<ol start="2"><li>two</li></ol>`},
		"over blocks":           {pagePlace{0, 1}, pagePlace{2, 3}, `<h2>ead</h2><p>Some <b>bold</b> and <a href="https://a.test/x">linked</a> text.</p><ol><li>one</li></ol>`},
		"a row":                 {pagePlace{7, 0}, pagePlace{8, 1}, `<table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>`},
		"code with a tab":       {pagePlace{9, 0}, pagePlace{9, 6}, "<pre><code>x	y</code></pre>"},
	} {
		f := testPage(t, alwaysLight, 700, 900)
		f.show(pageOf(article), 0)
		f.setSelection(pageSelection{test.from, test.to})
		got := content.HTML(f.selectedBlocks())
		if norm(got) != norm(content.HTML(content.Blocks(content.Clean(test.want, "")))) {
			t.Errorf("%s: copied %s", name, got)
		}
	}
	f := testPage(t, alwaysLight, 700, 900)
	f.show(pageOf(article), 0)
	f.selectAll()
	if got := content.HTML(f.selectedBlocks()); norm(got) != norm(content.HTML(content.Blocks(content.Clean(article, "https://a.test/")))) {
		t.Errorf("all of it is copied as %s", got)
	}
}

func norm(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestAQuoteSaysWhereItIsFrom(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 400)
	f.origin = pageOrigin{"Harbour wall to rise", "Harbour Post", "https://a.test/wall"}
	f.show(longPage(1), 0)
	f.setSelection(pageSelection{pagePlace{0, 0}, pagePlace{0, 12}})
	f.copyQuote()
	want := "“Paragraph 0.”\n— Harbour wall to rise, Harbour Post\nhttps://a.test/wall"
	if got := fyne.CurrentApp().Clipboard().Content(); got != want {
		t.Errorf("copied %q", got)
	}
}

func TestFindingDisregardsCaseAndDiacritics(t *testing.T) {
	f := testPage(t, alwaysLight, 700, 600)
	f.show(pageOf("<p>Đà Nẵng, da nang, DA\u00a0NANG and “da’s”. Straße, STRASSE.</p><pre>da nang</pre>"), 0)
	for text, want := range map[string]int{"da nang": 4, "đà nẵng": 4, "strasse": 2, "straße": 2, "da's": 1, `"da`: 1, "nang,": 2, "x": 0, "hafen": 0} {
		if got := f.find(text); got != want {
			t.Errorf("%q is found %d times, not %d", text, got, want)
		}
	}
	f.find("nẵng")
	if got := f.found.places[0]; f.selectable()[0].layout.Text(got.from, got.past) != "Nẵng" {
		t.Errorf("found is %v", got)
	}
}

func TestEveryPlaceIsFoundInALongText(t *testing.T) {
	paragraphs, lines := 500, 9000
	if testing.Short() {
		paragraphs, lines = 100, 2000
	}
	f := testPage(t, alwaysLight, 700, 600)
	f.show(longPage(paragraphs), 0)
	if n := f.find("words"); n != 12*paragraphs {
		t.Errorf("found %d", n)
	}
	if n := len(f.foundMarks(nil, 0, 1100)); n < 12 || n > 400 {
		t.Errorf("%d places are marked in the view", n)
	}
	f.show([]pageElement{pageBlocks{blocks: []content.Block{{Kind: content.Code, Text: strings.Repeat("one word of code\n", lines)}}}}, 0)
	view := float32(10 * lines)
	f.scrollTo(view)
	if n := f.find("word"); n != lines || f.found.current < lines*4/9 {
		t.Errorf("in one long text found %d, the first in view is %d", n, f.found.current)
	}
	if n := len(f.foundMarks(nil, view, view+1000)); n < 40 || n > 60 {
		t.Errorf("%d places are marked in the view of a long text", n)
	}
	f.show(longPage(paragraphs), 0)
	f.find("words")
	if i := f.findStep(-1); i != 12*paragraphs {
		t.Errorf("before the first comes %d", i)
	}
}
