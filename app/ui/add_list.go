package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// leftToRight is a mark that cannot be seen: without it a number after a name in Arabic
// would stand on the other side of it.
const leftToRight = "\u200e"

// Heights in the list of what was found.
const (
	foundRow    = 62
	foundSample = 24
	foundNote   = 22
	foundGap    = 8
)

// layOut lists what was found: the chosen one with its newest headlines.
func (d *addDialog) layOut(_ *brush, width float32) ([]piece, float32) {
	pieces := d.tickAllRow(width)
	y := d.firstRow()
	for i, f := range d.found {
		chosen := i == d.chosen
		pieces = append(pieces, d.candidate(f, y, width, chosen, func() { d.tap(i) }))
		y += foundRow
		if !chosen {
			continue
		}
		for _, s := range f.Samples {
			pieces = append(pieces, sample(s, f.Language, y, width, d.w.timeline.now()))
			y += foundSample
		}
		if note := aside(f); note != "" {
			pieces = append(pieces, remark(note, y, width))
			y += foundNote
		}
		y += foundGap
	}
	return pieces, y
}

// rowAt is where the row of a feed begins and ends, with what is shown below it.
func (d *addDialog) rowAt(i int) (top, bottom float32) {
	f := d.found[i]
	top = d.firstRow() + float32(i)*foundRow
	bottom = top + foundRow + float32(len(f.Samples))*foundSample
	if aside(f) != "" {
		bottom += foundNote
	}
	return top, bottom
}

// reveal scrolls to the row of a feed and what is shown below it.
func (d *addDialog) reveal(i int) {
	s := d.list
	top, bottom := d.rowAt(i)
	y, h := s.scroll.Offset.Y, s.Size().Height
	switch {
	case top < y || bottom-top > h:
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-4)))
	case bottom > y+h:
		s.scroll.ScrollToOffset(fyne.NewPos(0, bottom-h))
	}
	s.sync()
}

// tap chooses, and ticks where there are many.
func (d *addDialog) tap(i int) {
	if d.many {
		d.tick(i)
		return
	}
	d.choose(i)
}

func (d *addDialog) candidate(f app.Found, y, w float32, chosen bool, tap func()) piece {
	name := typeset.Sans
	return piece{x: 0, y: y, w: w, h: foundRow - 4, name: f.URL + f.Recipe.Kind, tap: tap, paint: func(b *brush) {
		p := b.p
		title := label{family: name, weight: 600, size: 14, height: 19, color: p.ink, lang: f.Language}
		if chosen {
			b.box(0, 0, w, foundRow-4, 8, p.choice)
		}
		switch {
		case !canAdd(f) && d.many:
			title.color = p.soft
		case d.many:
			b.tickBox(12, 21, d.ticked[f.URL])
		case chosen:
			b.box(12, 21, 15, 15, 7.5, p.accent)
			b.box(16.5, 25.5, 6, 6, 3, p.paper)
		default:
			b.box(12, 21, 15, 15, 7.5, p.soft)
			b.box(13.2, 22.2, 12.6, 12.6, 6.3, p.paper)
		}
		b.source(f.Title, 38, 13, 15)
		b.name(f.Title, title, 62, 10, w-74)
		b.text(describe(f, d.w.timeline.now()), label{family: name, size: 12, height: 17, color: p.soft, ltr: true}, 62, 31, w-74, 1)
	}}
}

func sample(s app.Sample, lang string, y, w float32, now time.Time) piece {
	return piece{x: 38, y: y, w: w - 38, h: foundSample, paint: func(b *brush) {
		b.box(0, 0, 1, foundSample, 0, b.p.line)
		when := ""
		if !s.Published.IsZero() {
			when = viewmodel.Clock(s.Published, now)
		}
		clock := b.lay(when, label{family: typeset.Sans, size: 12, height: 22, color: b.p.soft, ltr: true}, 120, 1)
		b.put(clock, w-38-clock.Used-12, 1)
		b.name(s.Title, label{family: typeset.Serif, size: 15, height: 22, color: b.p.ink, lang: lang}, 24, 1, w-38-24-clock.Used-28)
	}}
}

// remark is what is to be known of the chosen feed beside its headlines.
func remark(text string, y, w float32) piece {
	return piece{x: 62, y: y, w: w - 74, h: foundNote, paint: func(b *brush) {
		b.text(text, label{family: typeset.Sans, size: 12, height: foundNote, color: b.p.soft, ltr: true}, 0, 0, w-74, 1)
	}}
}

// aside is where a feed is, and where else.
func aside(f app.Found) string {
	if f.Err != nil {
		return ""
	}
	parts := []string{shortAddress(f.URL)}
	if f.Under != "" {
		parts = []string{"subscribed as " + shortAddress(f.Under)}
	}
	var formats []string
	for _, a := range f.Also {
		if a.Format != "" && a.Format != f.Format && !slices.Contains(formats, a.Format) {
			formats = append(formats, a.Format)
		}
	}
	if len(formats) > 0 {
		parts = append(parts, "also as "+strings.Join(formats, " and "))
	}
	return strings.Join(parts, " · ")
}

func shortAddress(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// describe says in a line what a feed is like.
func describe(f app.Found, now time.Time) string {
	if f.Err != nil {
		return app.Explain(f.Err)
	}
	var parts []string
	if f.Subscribed != 0 {
		parts = append(parts, "subscribed already")
	}
	if f.Each != nil {
		return fmt.Sprintf("%s, told apart by who sends them", plural(len(f.Each), "source", "sources"))
	}
	if f.Comments {
		parts = append(parts, "what readers write")
	}
	if !f.Read {
		if f.Format != "" {
			parts = append(parts, f.Format)
		}
		return strings.Join(append(parts, "not looked at yet"), " · ")
	}
	if f.Language != "" {
		parts = append(parts, app.LanguageName(f.Language)+leftToRight)
	}
	switch {
	case f.Articles == 0:
		return strings.Join(append(parts, "no articles yet"), " · ")
	case f.PerWeek >= 14:
		parts = append(parts, fmt.Sprintf("%.0f articles a day", f.PerWeek/7))
	case f.PerWeek >= 2:
		parts = append(parts, fmt.Sprintf("%.0f articles a week", f.PerWeek))
	default:
		parts = append(parts, plural(f.Articles, "article", "articles"))
	}
	if !f.Newest.IsZero() {
		parts = append(parts, "newest "+viewmodel.Ago(now.Sub(f.Newest)))
	}
	switch {
	case !f.Recipe.Proper():
		parts = append(parts, pageKinds[f.Recipe.Kind])
	case f.FullText:
		parts = append(parts, "whole text in the feed")
	default:
		parts = append(parts, "leads only")
	}
	return strings.Join(parts, " · ")
}

// pageKinds say what is read in place of a feed.
var pageKinds = map[string]string{
	feeds.RecipeData: "what the page says to programs", feeds.RecipeList: "list of headlines", feeds.RecipeMap: "map of the site",
}

// addEntry is the box for the address. The arrow keys choose among what was
// found, the space bar ticks after them, Escape closes.
type addEntry struct {
	field
	dialog *addDialog
}

func (e *addEntry) TypedKey(k *fyne.KeyEvent) {
	d := e.dialog
	switch k.Name {
	case fyne.KeyDown:
		d.choose(d.chosen + 1)
		d.walked = true
	case fyne.KeyUp:
		d.choose(d.chosen - 1)
		d.walked = true
	case fyne.KeyEscape:
		d.close()
	case otherKey:
		d.otherWay()
	case fyne.KeySpace:
		if !d.ticks() {
			e.Entry.TypedKey(k)
		}
	default:
		d.walked = false
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut lets Ctrl+A tick all while the reader walks through the list.
func (e *addEntry) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && e.dialog.ticks() {
		e.dialog.tickAll()
		return
	}
	e.field.TypedShortcut(s)
}

func (e *addEntry) TypedRune(r rune) {
	if r == ' ' && e.dialog.ticks() {
		e.dialog.tick(e.dialog.chosen)
		return
	}
	e.dialog.walked = false
	e.Entry.TypedRune(r)
}

// listKey is what keys do on the list, beside those that walk through it.
func (d *addDialog) listKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeySpace:
		d.list.openCurrent()
	case otherKey:
		d.otherWay()
	case fyne.KeyEscape:
		d.close()
	}
}

// ticks reports whether the space bar ticks: the reader walks through a list.
func (d *addDialog) ticks() bool { return d.many && d.walked && len(d.found) > 0 }
