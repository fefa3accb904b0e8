package ui

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"tidings/app"
	"tidings/app/ui/typeset"
)

// Heights of rows in the dialog.
const (
	originRow  = 56
	planRow    = 44
	planFolder = 32
	planStep   = 22 // how far what lies in a folder is moved to the side
)

func (d *importDialog) layOut(b *brush, width float32) ([]piece, float32) {
	switch d.stage {
	case chooseOrigin:
		return d.origins(width)
	case readOrigin:
		return nil, 0
	}
	return d.planRows(b, width)
}

// origins are the programs that were found, and the ways to others.
func (d *importDialog) origins(width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(4)
	add := func(name, about, key string, tap func()) {
		pieces = append(pieces, piece{x: 0, y: y, w: width, h: originRow - 4, name: key, tap: tap, paint: func(b *brush) {
			b.name(name, label{family: typeset.Sans, weight: 600, size: 14, height: 19, color: b.p.ink}, 12, 7, width-24)
			b.text(about, label{family: typeset.Sans, size: 12, height: 17, color: b.p.soft, ltr: true}, 12, 28, width-24, 1)
		}})
		y += originRow
	}
	for i, f := range d.found {
		add(f.origin.Name(), aboutReader(f), f.origin.Path, func() { d.open(i) })
	}
	add("A file…", "A list of subscriptions (OPML), the database of a reader, or exported articles (JSON, ZIP).", "a file", d.chooseFile)
	add("A folder…", "Where another reader keeps its data, if it was not found.", "a folder", d.chooseFolder)
	return pieces, y
}

// aboutReader says what a program has and where.
func aboutReader(f foundReader) string {
	switch {
	case f.err != nil:
		return app.Explain(f.err)
	case f.plan == nil:
		return "Looking… · " + filepath.Dir(f.origin.Path)
	}
	return hasSaid(*f.plan) + " · " + filepath.Dir(f.origin.Path)
}

// planRows are warnings, searches and the tree of what can be taken.
func (d *importDialog) planRows(b *brush, width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(2)
	about := d.plan.Warnings
	if len(d.plan.Searches) > 0 {
		about = append(slices.Clone(about), "Searches that are saved too: "+strings.Join(d.plan.Searches, ", "))
	}
	for _, text := range about {
		lay := b.lay(strings.TrimSuffix(text, ".")+".", label{family: typeset.Sans, size: 12, height: 17, color: b.p.soft}, width-24, 3)
		h := lay.Height + 6
		pieces = append(pieces, piece{x: 0, y: y, w: width, h: h, paint: func(b *brush) { b.put(lay, 12, 0) }})
		y += h
	}
	var walk func(list []*planNode)
	walk = func(list []*planNode) {
		for _, n := range list {
			p := d.planRow(n, y, width)
			pieces = append(pieces, p)
			y += p.h
			walk(n.under)
		}
	}
	walk(d.tree)
	return pieces, y
}

func (d *importDialog) planRow(n *planNode, y, width float32) piece {
	x := 12 + float32(min(n.depth, 6))*planStep
	some, all := n.taken(d.leave)
	p := piece{x: 0, y: y, w: width, h: planFolder, name: n.key()}
	can := false
	n.each(func(*app.Planned) { can = true })
	if can && d.stage == choosePlan {
		p.tap = func() {
			n.toggle(d.leave)
			d.ticked()
		}
	}
	title := label{family: typeset.Sans, weight: 600, size: 13.5, height: 18}
	if n.feed == nil {
		p.paint = func(b *brush) {
			title.color = b.p.ink
			d.tickOf(b, x, 8, can, some, all)
			b.name(n.name, title, x+26, 7, width-x-38)
		}
		return p
	}
	p.h = planRow
	p.paint = func(b *brush) {
		title.weight, title.color = 500, b.p.ink
		if !can {
			title.color = b.p.soft
		}
		d.tickOf(b, x, 13, can, some, all)
		b.name(n.feed.Title, title, x+26, 4, width-x-38)
		b.text(becomes(*n.feed)+" · "+hostShown(n.feed.URL), label{family: typeset.Sans, size: 12, height: 17, color: b.p.soft, ltr: true}, x+26, 23, width-x-38, 1)
	}
	return p
}

// tickOf draws the tick of a row; a folder of which some are taken has a bar in place of it.
func (d *importDialog) tickOf(b *brush, x, y float32, can, some, all bool) {
	if !can {
		return
	}
	b.tickBox(x, y, all)
	if some && !all {
		b.box(x+4, y+6.5, 8, 3, 1, b.p.accent)
	}
}

// hostShown is the host of an address.
func hostShown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

// importable are the files that the dialog for files shows.
var importable = []string{".opml", ".xml", ".db", ".sqlite3", ".json", ".zip"}

func (d *importDialog) chooseFile() {
	f := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			d.status.SetText(app.Explain(err))
		case file != nil:
			path := file.URI().Path()
			_ = file.Close() // it is opened again where it is read
			d.lookAt(path)
		default:
			d.w.focus(d.list)
		}
	}, d.w.win)
	f.SetFilter(storage.NewExtensionFileFilter(importable))
	f.Resize(fyne.NewSize(820, 560))
	f.Show()
}

func (d *importDialog) chooseFolder() {
	f := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		switch {
		case err != nil:
			d.status.SetText(app.Explain(err))
		case dir != nil:
			d.lookAt(dir.Path())
		default:
			d.w.focus(d.list)
		}
	}, d.w.win)
	f.Resize(fyne.NewSize(820, 560))
	f.Show()
}

// dropped imports a file that was dropped on the window.
func (w *window) dropped(_ fyne.Position, list []fyne.URI) {
	if len(list) > 0 && list[0].Scheme() == "file" {
		w.importPath(list[0].Path())
	}
}
