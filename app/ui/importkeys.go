package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"tidings/app"
)

// importList is the list of the dialog: where things are ticked, Enter is for the whole.
type importList struct {
	*sheet
	dialog *importDialog
}

// TypedKey leaves Enter to the dialog where things are ticked.
func (l *importList) TypedKey(k *fyne.KeyEvent) {
	if (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && l.dialog.stage != chooseOrigin {
		l.dialog.enter()
		return
	}
	l.sheet.TypedKey(k)
}

// key is what keys do on the list, beside those that walk through it.
func (d *importDialog) key(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeySpace:
		d.list.openCurrent()
	case fyne.KeyBackspace:
		d.goBack()
	case fyne.KeyEscape:
		d.close()
	}
}

// rune takes all, or none, or asks the servers.
func (d *importDialog) rune(r rune) {
	if d.stage != choosePlan {
		return
	}
	switch r {
	case 'a':
		all := slices.ContainsFunc(d.plan.Feeds, func(p app.Planned) bool { return canTake(p) && d.leave[p.URL] })
		for _, p := range d.plan.Feeds {
			if canTake(p) {
				d.leave[p.URL] = !all
			}
		}
		d.ticked()
	case 'c':
		d.ask()
	}
}

// ticked shows what the ticks come to.
func (d *importDialog) ticked() {
	d.yes.say(d.promise())
	d.list.rebuild()
}
