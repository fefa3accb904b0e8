package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/assets"
	"tidings/feeds"
)

// startersDialog lets the reader choose from the sources that come with the
// program, by language and subject.
type startersDialog struct {
	w       *window
	pop     *widget.PopUp
	list    *sheet
	all     []assets.Starter
	lang    *formSelect
	subject *formSelect
	chosen  map[string]bool // by address
	yes     *button
}

const anySubject = "All subjects"

func (w *window) chooseStarters() *startersDialog {
	d := &startersDialog{w: w, all: assets.Starters(), chosen: map[string]bool{}}
	d.list = newSheet(w.front.engine, w.pics)
	d.list.compose = d.layOut
	show := func(string) { d.list.top(); d.list.rebuild() }
	d.list.onKey = d.key
	d.lang = newFormSelect(d.languages(), show, d.enter, d.close)
	d.subject = newFormSelect(d.subjects(), show, d.enter, d.close)
	d.lang.Selected = app.LanguageName("en")
	d.subject.Selected = anySubject
	no := newButton("", "Cancel", d.close)
	d.yes = newButton("", "Subscribe", d.subscribe)
	d.yes.strong = true
	d.yes.paint(false)
	head := container.NewVBox(serifTitle("Choose sources", 20), gap(6), container.NewHBox(d.lang, d.subject))
	foot := container.NewHBox(layout.NewSpacer(), container.NewCenter(no), container.NewCenter(d.yes))
	body := container.NewBorder(head, foot, nil, nil, container.NewGridWrap(fyne.NewSize(addWidth-48, 400), d.list))
	d.pop = widget.NewModalPopUp(dialogBox(body), w.win.Canvas())
	d.pop.Resize(fyne.NewSize(addWidth, 570))
	d.pop.Show()
	d.list.rebuild()
	w.focus(d.list)
	return d
}

func (d *startersDialog) close() {
	d.pop.Hide()
	d.w.focusStage()
}

// key is what keys do on the list, beside those that walk through it.
func (d *startersDialog) key(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeySpace:
		d.list.openCurrent()
	case fyne.KeyEscape:
		d.close()
	}
}

func (d *startersDialog) languages() []string {
	var out []string
	for _, s := range d.all {
		if n := app.LanguageName(s.Language); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func (d *startersDialog) subjects() []string {
	var out []string
	for _, s := range d.all {
		if !slices.Contains(out, s.Subject) {
			out = append(out, s.Subject)
		}
	}
	slices.Sort(out)
	return append([]string{anySubject}, out...)
}

func (d *startersDialog) layOut(_ *brush, width float32) ([]piece, float32) {
	var pieces []piece
	y := float32(4)
	for _, s := range d.all {
		if app.LanguageName(s.Language) != d.lang.Selected || d.subject.Selected != anySubject && s.Subject != d.subject.Selected {
			continue
		}
		on := d.chosen[s.URL]
		pieces = append(pieces, piece{x: 0, y: y, w: width, h: 50, name: s.URL, tap: func() { d.toggle(s.URL) }, paint: func(b *brush) {
			p := b.p
			if on {
				b.box(10, 17, 16, 16, 4, p.accent)
				b.shape(p.paper, 13.5, 25, 15, 23.6, 17.2, 26, 21.4, 20.6, 22.8, 22, 17.3, 28.6)
			} else {
				b.box(10, 17, 16, 16, 4, p.soft)
				b.box(11.2, 18.2, 13.6, 13.6, 3, p.paper)
			}
			b.source(s.Title, 38, 9, 15)
			b.text(s.Title, label{family: typeset.Sans, weight: 600, size: 13.5, height: 18, color: p.ink, lang: s.Language}, 62, 7, width-74, 1)
			b.text(s.Subject+" · "+s.Country+" · "+s.Description, label{family: typeset.Sans, size: 12, height: 17, color: p.soft}, 62, 26, width-74, 1)
			b.hairline(0, 49, width, p.line)
		}})
		y += 50
	}
	return pieces, y
}

// count is how many are chosen.
func (d *startersDialog) count() int {
	n := 0
	for _, on := range d.chosen {
		if on {
			n++
		}
	}
	return n
}

// enter subscribes to what is chosen, if anything is.
func (d *startersDialog) enter() {
	if d.count() > 0 {
		d.subscribe()
	}
}

func (d *startersDialog) toggle(url string) {
	d.chosen[url] = !d.chosen[url]
	d.yes.say("Subscribe")
	if n := d.count(); n > 0 {
		d.yes.say(fmt.Sprintf("Subscribe to %d", n))
	}
	d.list.rebuild()
}

func (d *startersDialog) subscribe() {
	w := d.w
	n := 0
	w.do(func(ctx context.Context) error {
		for _, s := range d.all {
			if !d.chosen[s.URL] {
				continue
			}
			_, err := w.core.Subscribe(ctx, app.Found{URL: s.URL, Site: s.Site, Title: s.Title, Language: s.Language, Description: s.Description}, 0)
			if err != nil && !errors.Is(err, feeds.ErrExists) {
				return err
			}
			n++
		}
		return nil
	}, func() {
		d.pop.Hide()
		if n > 0 {
			w.refresh(app.Selection{})
		}
	})
}
