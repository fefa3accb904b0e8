package ui

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/feeds"
)

// again forgets what was found for another text.
func (d *addDialog) again() {
	d.walked = false
	if strings.TrimSpace(d.entry.Text) == d.looked {
		return
	}
	d.cancel()
	d.loads.next()
	d.busy, d.found, d.looked, d.many, d.page = false, nil, "", false, false
	d.login.Hide()
	d.say(addExplain, widget.LowImportance)
	d.yes.say("Find")
	d.relist()
}

// relist shows what was found. An empty list is hidden: the keys would stop there.
func (d *addDialog) relist() {
	d.nameOther()
	visible(d.list, len(d.found) > 0)
	d.list.rebuild()
}

func (d *addDialog) enter() {
	switch {
	case d.busy:
	case len(d.found) > 0 && d.looked == strings.TrimSpace(d.entry.Text):
		d.subscribe()
	default:
		d.look()
	}
}

func (d *addDialog) say(text string, importance widget.Importance) {
	d.status.Importance = importance
	d.status.SetText(text)
}

// look asks what is at the address, or at each of several.
func (d *addDialog) look() { d.lookAt(false) }

// lookAt is look, or asks for the page itself, whatever feeds its site has.
func (d *addDialog) lookAt(page bool) {
	text := strings.TrimSpace(d.entry.Text)
	if text == "" {
		return
	}
	ctx, cancel := context.WithCancel(d.w.worker.ctx)
	d.cancel()
	d.cancel = cancel
	current := d.loads.next()
	d.busy, d.looked, d.found, d.page = true, text, nil, page
	d.relist()
	d.say("Looking …", widget.LowImportance)
	tell := func(format string, args ...any) {
		d.w.worker.back(func() {
			if current() && d.busy {
				d.say(fmt.Sprintf(format, args...), widget.LowImportance)
			}
		})
	}
	several, login := app.Addresses(text), d.given()
	var found []app.Found
	var err error
	d.w.worker.load(func(context.Context) {
		if len(several) > 0 {
			found = d.w.core.FindAll(ctx, several, func(n int) { tell("Looked at %d of %d addresses …", n, len(several)) })
			return
		}
		found, err = d.w.core.FindWith(ctx, app.Lookup{Text: text, Login: login, Page: page, Tell: func(host string, n int) {
			tell("Asking %s … %d of at most %d", host, n, app.MostRequests)
		}})
	}, func() {
		cancel()
		if !current() {
			return
		}
		d.busy = false
		d.show(found, len(several) > 0, err)
	})
}

// given is the login that the reader typed; nil: none.
func (d *addDialog) given() *url.Userinfo {
	if !d.login.Visible() || d.user.Text == "" && d.secret.Text == "" {
		return nil
	}
	return url.UserPassword(d.user.Text, d.secret.Text)
}

// show shows what was found. several says that it is one feed for each of many addresses.
func (d *addDialog) show(found []app.Found, several bool, err error) {
	d.found, d.walked = found, false
	d.many = several || slices.ContainsFunc(found, app.Found.Listed)
	d.ticked = map[string]bool{}
	for _, f := range found {
		d.ticked[f.URL] = several && canAdd(f) && f.Recipe.Proper() // what a page has is to be looked at first
	}
	if len(found) > 0 && found[0].How == app.BySender { // all mail is the likeliest wish
		d.ticked[found[0].URL] = canAdd(found[0])
	}
	d.chosen = max(0, slices.IndexFunc(found, canAdd))
	if err != nil {
		d.looked = ""
		d.say(app.Explain(err), widget.MediumImportance)
	} else {
		d.say(d.summary(several), widget.LowImportance)
	}
	d.nameButton()
	d.list.top()
	d.relist()
	if d.chosen < len(found) {
		d.reveal(d.chosen)
	}
	if app.WantsLogin(err) {
		d.askLogin()
		d.w.win.Canvas().Focus(d.user)
		return
	}
	d.login.Hide()
	d.w.win.Canvas().Focus(d.entry)
}

// canAdd reports whether a feed can be subscribed to.
func canAdd(f app.Found) bool { return f.Subscribed == 0 && f.Err == nil }

// askLogin shows the fields for a login, or says that the one given was refused.
func (d *addDialog) askLogin() {
	if d.login.Visible() {
		d.say("The server does not accept this name and password.", widget.MediumImportance)
		return
	}
	d.say(d.status.Text+" If you have one, only this host is told it.", widget.MediumImportance)
	d.login.Show()
	place := ""
	d.w.worker.load(func(ctx context.Context) { place = d.w.core.SecretsPlace(ctx) }, func() { d.place.SetText(place) })
}

func (d *addDialog) summary(several bool) string {
	n := len(d.found)
	failed := 0
	for _, f := range d.found {
		if f.Err != nil {
			failed++
		}
	}
	switch {
	case several && failed == n:
		return "None of these addresses has a feed."
	case several && failed > 0:
		return fmt.Sprintf("%s for %d addresses. The arrow keys choose, the space bar ticks, then Ctrl+A all.", plural(n-failed, "feed", "feeds"), n)
	case d.page:
		return "What the page itself has:"
	case app.OnlyPages(d.found):
		return onlyPage
	case d.many:
		return fmt.Sprintf("%s. The arrow keys choose, the space bar ticks, then Ctrl+A all.", plural(n, "feed", "feeds"))
	case n == 1 && d.found[0].Subscribed != 0:
		return "You are subscribed to this feed already."
	case n == 1:
		return "One feed found."
	}
	return fmt.Sprintf("%d feeds found. The arrow keys choose.", n)
}

// nameButton says what Enter does.
func (d *addDialog) nameButton() {
	ticks := len(d.wanted())
	switch {
	case len(d.found) == 0:
		d.yes.say("Find")
	case d.many && ticks > 1:
		d.yes.say(fmt.Sprintf("Subscribe to %d", ticks))
	case !d.many && d.found[d.chosen].Subscribed != 0:
		d.yes.say("Open")
	default:
		d.yes.say("Subscribe")
	}
}

func (d *addDialog) choose(i int) {
	if i < 0 || i >= len(d.found) {
		return
	}
	d.chosen = i
	d.nameButton()
	d.nameOther()
	d.list.rebuild()
	d.reveal(i)
}

// tick takes a feed of many, or leaves it.
func (d *addDialog) tick(i int) {
	if f := d.found[i]; canAdd(f) {
		d.ticked[f.URL] = !d.ticked[f.URL]
	}
	d.choose(i)
}

// wanted are the feeds to subscribe to.
func (d *addDialog) wanted() []app.Found {
	if len(d.found) == 0 {
		return nil
	}
	if !d.many {
		return d.found[d.chosen : d.chosen+1]
	}
	var list []app.Found
	for _, f := range d.found {
		if d.ticked[f.URL] && canAdd(f) {
			list = append(list, f)
		}
	}
	return app.Expand(list) // of one that stands for several
}

// subscribe adds the feeds that are wanted and fetches them. One that is subscribed to
// already is opened.
func (d *addDialog) subscribe() {
	list, w := d.wanted(), d.w
	switch {
	case len(list) == 0:
		d.say("Tick at least one feed: the arrow keys choose, the space bar ticks, then Ctrl+A all.", widget.MediumImportance)
		return
	case list[0].Err != nil:
		d.say(app.Explain(list[0].Err), widget.MediumImportance)
		return
	case list[0].Subscribed != 0:
		d.close()
		w.openNew(list[0].Subscribed)
		return
	}
	folder, named := d.folder.Selected, strings.TrimSpace(d.named.Text)
	var ids []feeds.FeedID
	var err error
	d.busy = true
	w.worker.load(func(ctx context.Context) {
		in, ferr := d.folderID(ctx, folder, named)
		if err = ferr; err == nil {
			ids, err = w.subscribeAll(ctx, list, in)
		}
	}, func() {
		d.busy = false
		if len(ids) == 0 {
			d.say(app.Explain(err), widget.MediumImportance)
			return
		}
		d.close()
		if err != nil {
			w.fail(err)
		}
		if len(ids) == 1 {
			w.openNew(ids[0])
			return
		}
		w.fetchNew(app.Selection{Due: true})
	})
}

// subscribeAll subscribes to feeds and says which are subscribed to now. One that was
// already is no error.
func (w *window) subscribeAll(ctx context.Context, list []app.Found, in feeds.FolderID) (ids []feeds.FeedID, err error) {
	for _, f := range list {
		id, one := w.core.Subscribe(ctx, f, in)
		if id != 0 {
			ids = append(ids, id)
		}
		if one != nil && !errors.Is(one, feeds.ErrExists) {
			err = errors.Join(err, one)
		}
	}
	return ids, err
}
