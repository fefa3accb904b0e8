package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tidings/app/viewmodel"
)

// TappedSecondary shows the context menu.
func (b *pageBody) TappedSecondary(e *fyne.PointEvent) {
	p := b.page
	if p.sel.empty() { // then the menu is about the word under the mouse
		if s := p.spot(e.Position); s.text && !s.active() {
			p.selectWord(p.placeAt(e.Position))
		}
	}
	p.openMenu(p.spot(e.Position), e.AbsolutePosition)
}

// openMenu shows the context menu of a spot.
func (p *page) openMenu(s pageSpot, at fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", p.menu(s)...), c, at)
	}
}

// keyMenu shows the context menu of what the Tab key went to, else of the page.
func (p *page) keyMenu() {
	at := fyne.NewPos(p.left+40, 40)
	var s pageSpot
	if p.stop >= 0 && p.stop < len(p.tabStops()) {
		stop := p.tabStops()[p.stop]
		s = stop.spot
		if r := stop.rects(); len(r) > 0 {
			at = fyne.NewPos(r[0].x, r[0].y+r[0].h-p.scroll.Offset.Y)
		}
	} else if !p.sel.empty() {
		r := p.caretAt(p.sel.to)
		at = fyne.NewPos(r.x, r.y+r.h-p.scroll.Offset.Y)
	}
	p.openMenu(s, fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(at))
}

// menuGroups collect entries with lines between.
type menuGroups struct{ items []*fyne.MenuItem }

func (g *menuGroups) add(items ...*fyne.MenuItem) {
	if len(items) == 0 {
		return
	}
	if len(g.items) > 0 {
		g.items = append(g.items, fyne.NewMenuItemSeparator())
	}
	g.items = append(g.items, items...)
}

// menu are the entries for a spot.
func (p *page) menu(s pageSpot) []*fyne.MenuItem {
	if s.zone != nil && s.zone.items != nil {
		return s.zone.items()
	}
	var g menuGroups
	g.add(p.linkMenu(s)...)
	g.add(p.pictureMenu(s)...)
	g.add(p.selectionMenu()...)
	text := []*fyne.MenuItem{fyne.NewMenuItem("Select all", p.selectAll)}
	if p.onFind != nil {
		text = append(text, fyne.NewMenuItem("Find in the article…", p.onFind))
	}
	g.add(text...)
	if p.onMenu != nil {
		g.add(p.onMenu()...)
	}
	return g.items
}

func (p *page) linkMenu(s pageSpot) []*fyne.MenuItem {
	if s.link == "" || s.link[0] == '#' {
		return nil
	}
	out := []*fyne.MenuItem{
		fyne.NewMenuItem("Open link", func() { p.follow(pageSpot{link: s.link}) }),
		fyne.NewMenuItem("Copy link", func() { toClipboard(s.link) }),
	}
	if httpOnly(s.link) == "" {
		return out
	}
	if p.onSave != nil {
		out = append(out, fyne.NewMenuItem("Save for later", func() { p.onSave(s.link) }))
	}
	if p.onSubscribe != nil {
		out = append(out, fyne.NewMenuItem("Subscribe to "+siteOf(s.link)+"…", func() { p.onSubscribe(s.link) }))
	}
	return out
}

// longestCopied is an address that is worth copying: not a picture itself.
const longestCopied = 2048

func (p *page) pictureMenu(s pageSpot) []*fyne.MenuItem {
	if s.picture == "" {
		return nil
	}
	var out []*fyne.MenuItem
	if p.onPicture != nil {
		out = append(out, fyne.NewMenuItem("View picture", func() { p.onPicture(s.picture) }))
	}
	if p.onKeep != nil {
		out = append(out, fyne.NewMenuItem("Save picture as…", func() { p.onKeep(s.picture) }))
	}
	if httpOnly(s.picture) != "" && p.onLink != nil {
		out = append(out, fyne.NewMenuItem("Open picture in the browser", func() { p.onLink(s.picture) }))
	}
	if len(s.picture) < longestCopied {
		out = append(out, fyne.NewMenuItem("Copy address of picture", func() { toClipboard(s.picture) }))
	}
	return out
}

func (p *page) selectionMenu() []*fyne.MenuItem {
	if p.sel.empty() {
		return nil
	}
	out := []*fyne.MenuItem{
		fyne.NewMenuItem("Copy", p.copySelected),
		fyne.NewMenuItem("Copy as quotation", p.copyQuote),
		fyne.NewMenuItem("Copy as HTML", p.copyHTML),
		fyne.NewMenuItem("Copy as Markdown", p.copyMarkdown),
	}
	if text := viewmodel.Excerpt(p.selected(), 100); p.onSearch != nil && text != "" {
		out = append(out, fyne.NewMenuItem("Search for “"+viewmodel.Excerpt(text, 28)+"”", func() { p.onSearch(text) }))
	}
	if text := viewmodel.Excerpt(p.selected(), 100); p.onMute != nil && text != "" {
		out = append(out, fyne.NewMenuItem("Hide “"+viewmodel.Excerpt(text, 28)+"”…", p.onMute))
	}
	return out
}
