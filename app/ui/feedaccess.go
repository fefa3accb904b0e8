package ui

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// accessSheet lets the reader say how the server of a feed is asked: its address, how
// often, with which login, headers and proxy. What is secret is never shown again.
type accessSheet struct {
	w    *window
	feed feeds.Feed
	pop  *widget.PopUp
	what app.Action // what it was opened for
	then func(said string)

	address, name, password, cookies, agent, proxy *formEntry
	headers                                        *formEntry
	every                                          *choiceBar
	http1, insecure, forget                        *formCheck
	scroll                                         *container.Scroll
	place                                          *widget.Label // where secrets are kept
	state                                          *widget.Label
	busy                                           bool
}

// accessOf opens the sheet from a menu.
func (w *window) accessOf(f feeds.Feed) {
	w.openAccess(f, app.HowAsked, func(said string) { w.notices.say(said, "Undo", w.undo) })
}

// openAccess opens the sheet, with the keys where an action needs them. then is told
// what was changed.
func (w *window) openAccess(f feeds.Feed, a app.Action, then func(said string)) *accessSheet {
	d := &accessSheet{w: w, feed: f, what: a, then: then}
	d.address, d.name, d.password = d.entry(f.URL, ""), d.entry("", ""), d.entry("", "")
	d.password.Password = true
	d.cookies, d.headers = d.entry("", "name=value; other=value"), d.entry("", "Name: value, one on a line")
	d.headers.MultiLine = true
	d.headers.SetMinRowsVisible(2)
	d.agent, d.proxy = d.entry(f.Access.UserAgent, "Tidings’ own"), d.entry(f.Access.Proxy, "As the system says; “direct”: none; or socks5://…")
	d.every = newChoiceBar(w, d.spans(), d.spanNow(), d.save, d.close)
	check := func(text string, on bool) *formCheck {
		c := newFormCheck(w.front.engine, text, d.save, d.close)
		c.on = on
		return c
	}
	d.http1 = check("HTTP/1.1 only, for servers whose newer HTTP is broken", f.Access.HTTP1)
	d.insecure = check("Accept the certificate of "+hostName(f.URL)+" as it is", f.Access.Insecure)
	d.forget = check("Forget the login, headers and cookies that are kept", false)
	d.state, d.place = softLabel(""), softLabel("")
	d.keptDots()
	d.pop = w.openSheet(d.lines(), sheetWidth)
	d.fit()
	d.follows()
	w.focus(d.first())
	place := ""
	w.worker.load(func(ctx context.Context) { place = w.core.SecretsPlace(ctx) }, func() { d.place.SetText(place) })
	return d
}

func (d *accessSheet) entry(text, holder string) *formEntry {
	e := newFormEntry(d.save, d.close)
	e.also = map[fyne.KeyName]func(){fyne.KeyF5: d.try}
	e.SetText(text)
	e.SetPlaceHolder(holder)
	return e
}

// keptDots shows that there is something secret, and nothing of it.
func (d *accessSheet) keptDots() {
	if !d.feed.Access.Secret {
		return
	}
	const dots = "••••••  kept; type to replace"
	for _, e := range []*formEntry{d.name, d.password, d.cookies, d.headers} {
		e.SetPlaceHolder(dots)
	}
}

// lines are the form. What few need comes last; the whole scrolls in a low window.
func (d *accessSheet) lines() fyne.CanvasObject {
	lines := []fyne.CanvasObject{
		formLine("Address", d.address), formLine("How often", d.every),
		formLine("Name", d.name), formLine("Password", d.password), formLine("", d.place),
		formLine("Cookies", d.cookies), formLine("Headers", d.headers),
	}
	if d.feed.Access.Secret {
		lines = append(lines, formLine("", d.forget))
	}
	lines = append(lines, formLine("User agent", d.agent), formLine("Proxy", d.proxy), formLine("", d.http1), formLine("", d.insecure),
		formLine("", softLabel("With that, whoever stands between you and the server can read along and change what comes.")))
	foot := container.NewVBox(flush(d.state), container.NewHBox(atEdge(newButton("", "Try it  (F5)", d.try)), layout.NewSpacer(), newButton("", "Cancel", d.close), strongButton("Save", d.save)))
	head := container.NewVBox(serifTitle("How "+short(d.feed.Name())+" is asked", 20), gap(2))
	d.scroll = container.NewVScroll(container.NewVBox(lines...))
	return container.NewBorder(head, foot, nil, nil, d.scroll)
}

// follows scrolls to where the keys are.
func (d *accessSheet) follows() {
	for _, e := range []*formEntry{d.address, d.name, d.password, d.cookies, d.headers, d.agent, d.proxy} {
		e.onFocus = func() { reveal(d.scroll, e) }
	}
	for _, c := range []*formCheck{d.forget, d.http1, d.insecure} {
		c.onFocus = func() { reveal(d.scroll, c) }
	}
	d.every.onFocus = func() { reveal(d.scroll, d.every) }
}

// accessHeight is how high the sheet is, where the window has room for it.
const accessHeight = 700

func (d *accessSheet) fit() {
	most := d.w.win.Canvas().Size()
	d.pop.Resize(fyne.NewSize(min(sheetWidth, most.Width-40), min(accessHeight, most.Height-40)))
}

// first is the part of the form that it was opened for.
func (d *accessSheet) first() fyne.Focusable {
	switch d.what {
	case app.GiveLogin:
		return d.name
	case app.UseHTTP1:
		return d.http1
	case app.AllowCert:
		return d.insecure
	}
	return d.address
}

// hostName is the host of an address.
func hostName(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return "its server"
}

// spans are how often a feed may be asked; what was set stays among them.
func (d *accessSheet) spans() []string {
	var out []string
	for _, s := range viewmodel.AskSpans(d.feed.Every) {
		out = append(out, viewmodel.AskSpan(s))
	}
	return out
}

func (d *accessSheet) spanNow() int {
	for i, s := range viewmodel.AskSpans(d.feed.Every) {
		if s == d.feed.Every {
			return i
		}
	}
	return 0
}

func (d *accessSheet) close() { d.w.closeSheet(d.pop) }

// filled is the feed as the form says; its address is checked by who uses it.
func (d *accessSheet) filled() feeds.Feed {
	f := d.feed
	f.URL = strings.TrimSpace(d.address.Text)
	f.Every = viewmodel.AskSpans(d.feed.Every)[d.every.at]
	f.Access.UserAgent, f.Access.Proxy = strings.TrimSpace(d.agent.Text), strings.TrimSpace(d.proxy.Text)
	f.Access.HTTP1, f.Access.Insecure = d.http1.on, d.insecure.on
	return f
}

// typed is what of the secrets was typed; wrong is what cannot be a header.
func (d *accessSheet) typed() (t app.TypedSecrets, wrong string) {
	t = app.TypedSecrets{User: d.name.Text, Password: d.password.Text, Cookies: strings.TrimSpace(d.cookies.Text), Forget: d.forget.on}
	n := 0
	for line := range strings.Lines(d.headers.Text) {
		n++
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case strings.TrimSpace(line) == "":
		case !ok:
			return t, fmt.Sprintf("A header is a name, a colon and a value. Line %d has no colon.", n) // the line may be a secret
		default:
			t.Headers = append(t.Headers, feeds.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
		}
	}
	return t, ""
}

// say tells what came of something.
func (d *accessSheet) say(text string, importance widget.Importance) {
	d.state.Importance = importance
	d.state.SetText(text)
}

// try asks the server once as the form says.
func (d *accessSheet) try() {
	if d.w.win.Canvas().Focused() == nil { // a click on the button took the keys away
		d.w.focus(d.first())
	}
	f := d.filled()
	d.ask("Asking "+hostName(f.URL)+"…", func(ctx context.Context, t app.TypedSecrets) (string, error) {
		got, err := d.w.core.TryAccess(ctx, f, t)
		if err != nil {
			return "", err
		}
		return viewmodel.Tried(got.Title, got.Articles, got.Newest, got.Bytes, got.Took, time.Now()), nil
	}, func(said string) { d.say(said, widget.SuccessImportance) })
}

// save stores what the form says.
func (d *accessSheet) save() {
	f := d.filled()
	d.ask("", func(ctx context.Context, t app.TypedSecrets) (string, error) {
		return "Changed how " + short(f.Name()) + " is asked.", d.w.core.ChangeAccess(ctx, f, t)
	}, func(said string) {
		d.close()
		d.then(said)
	})
}

// ask does something with what was filled in, unless that is going on already.
func (d *accessSheet) ask(doing string, work func(context.Context, app.TypedSecrets) (string, error), then func(string)) {
	typed, wrong := d.typed()
	if wrong != "" {
		d.say(wrong, widget.WarningImportance)
		return
	}
	if d.busy {
		return
	}
	d.busy = true
	d.say(doing, widget.LowImportance)
	said := ""
	var err error
	d.w.worker.load(func(ctx context.Context) { said, err = work(ctx, typed) }, func() {
		d.busy = false
		if err != nil {
			d.say(app.Explain(err), widget.WarningImportance)
			return
		}
		then(said)
	})
}
