package ui

import (
	"fmt"

	"tidings/app/ui/typeset"
)

// foundAll is the height of the line that ticks all.
const foundAll = 34

// tickable are the feeds of a list that can be ticked, and how many of them are.
func (d *addDialog) tickable() (ticked, all int) {
	for _, f := range d.found {
		if canAdd(f) {
			all++
			if d.ticked[f.URL] {
				ticked++
			}
		}
	}
	return ticked, all
}

// hasTickAll reports whether there is enough to tick for a line that does it at once.
func (d *addDialog) hasTickAll() bool {
	_, all := d.tickable()
	return d.many && all > 1
}

// firstRow is where the list of feeds begins.
func (d *addDialog) firstRow() float32 {
	if d.hasTickAll() {
		return 4 + foundAll
	}
	return 4
}

// tickAll ticks all that can be, or none if all are.
func (d *addDialog) tickAll() {
	ticked, all := d.tickable()
	for _, f := range d.found {
		if canAdd(f) {
			d.ticked[f.URL] = ticked < all
		}
	}
	d.nameButton()
	d.relist()
}

// tickAllRow is the line above the list that ticks all, with how many are.
func (d *addDialog) tickAllRow(w float32) []piece {
	if !d.hasTickAll() {
		return nil
	}
	ticked, all := d.tickable()
	return []piece{{x: 0, y: 4, w: w, h: foundAll - 4, name: "all", tap: d.tickAll, paint: func(b *brush) {
		b.tickBox(12, 7, ticked == all)
		text := label{family: typeset.Sans, weight: 600, size: 13, height: 18, color: b.p.ink, ltr: true}
		count := b.lay(fmt.Sprintf("%d of %d · Ctrl+A", ticked, all), label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft, ltr: true}, 200, 1)
		b.text("All", text, 38, 6, w-38-count.Used-24, 1)
		b.put(count, w-count.Used-12, 6)
	}}}
}
