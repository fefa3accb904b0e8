package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/feeds"
)

// addSite serves a page with three feeds, one of which is what readers write, and a page
// for subscribers.
func addSite(t *testing.T) *httptest.Server {
	doc := func(title string) string {
		return fmt.Sprintf(`<rss version="2.0"><channel><title>%s</title><item><title>Tide of %[1]s</title><link>https://%[1]s.example/1</link></item></channel></rss>`, title)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/start":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel="alternate" type="application/rss+xml" href="/news"><link rel="alternate" type="application/rss+xml" href="/sport">`)
		case "/private":
			if _, password, _ := r.BasicAuth(); password != "secret" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			fmt.Fprint(w, doc("private"))
		case "/press":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<title>Press office</title><ul>`)
			for i := range 4 {
				fmt.Fprintf(w, `<li class="release"><a href="/press/%d">Release number %[1]d about the harbour bridge</a> <b>House %[1]d</b></li>`, i)
			}
		case "/", "/empty":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "Welcome.")
		case "/news", "/sport":
			fmt.Fprint(w, doc(strings.TrimPrefix(r.URL.Path, "/")))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// adding is the dialog with a text in it, before anything was asked.
func adding(f *windowFixture, text string) *addDialog {
	d := &addDialog{w: f.window, cancel: func() {}}
	d.build()
	d.pop.Show()
	d.entry.SetText(text)
	return d
}

func press(d *addDialog, keys ...fyne.KeyName) {
	for _, k := range keys {
		d.entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (f *windowFixture) addresses() []string {
	list, err := f.core.Feeds(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, one := range list {
		out = append(out, one.URL)
	}
	return out
}

func TestEnterLooksAndEnterSubscribesToWhatTheArrowKeysChose(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/start")
	d.enter()
	if len(d.found) != 3 || d.yes.text.Text != "Subscribe" || d.many || !d.found[2].Comments {
		t.Fatalf("found are %+v, the button says %q", d.found, d.yes.text.Text)
	}
	press(d, fyne.KeyDown)
	want := d.found[1].URL
	d.enter()
	if !slices.Contains(f.addresses(), want) || d.pop.Visible() {
		t.Errorf("subscribed to %q, want %s among them", f.addresses(), want)
	}
	again := adding(f, want)
	if again.enter(); again.yes.text.Text != "Open" || !strings.Contains(again.status.Text, "already") {
		t.Errorf("the second time the button says %q: %s", again.yes.text.Text, again.status.Text)
	}
}

func TestSeveralAddressesAreTicked(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/news "+site.URL+"/empty "+site.URL+"/sport")
	d.enter()
	if len(d.found) != 3 || d.yes.text.Text != "Subscribe to 2" || !strings.HasPrefix(d.status.Text, "2 feeds for 3 addresses") {
		t.Fatalf("the button says %q: %s", d.yes.text.Text, d.status.Text)
	}
	press(d, fyne.KeyDown)
	d.entry.TypedRune(' ') // what has no feed cannot be ticked
	press(d, fyne.KeyDown)
	d.entry.TypedRune(' ')
	if d.yes.text.Text != "Subscribe" || d.looked == "" {
		t.Errorf("after leaving one the button says %q", d.yes.text.Text)
	}
	d.enter()
	if got := f.addresses(); !slices.Contains(got, site.URL+"/news") || slices.Contains(got, site.URL+"/sport") {
		t.Errorf("subscribed to %q", got)
	}
}

func TestAllThatWasFoundIsTickedAtOnce(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/news "+site.URL+"/empty "+site.URL+"/sport")
	d.enter()
	all := func() { d.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }
	if all(); d.yes.text.Text != "Subscribe to 2" {
		t.Errorf("Ctrl+A in the address ticks: the button says %q", d.yes.text.Text)
	}
	press(d, fyne.KeyDown)
	for _, want := range []int{0, 2} {
		if all(); len(d.wanted()) != want {
			t.Errorf("%d are ticked, want %d", len(d.wanted()), want)
		}
	}
	d.entry.TypedRune(' ') // the one without a feed
	press(d, fyne.KeyDown)
	d.entry.TypedRune(' ')
	if ticked, of := d.tickable(); ticked != 1 || of != 2 {
		t.Errorf("%d of %d are ticked", ticked, of)
	}
	row := d.tickAllRow(400)
	row[0].tap() // some are not: all
	if len(row) != 1 || len(d.wanted()) != 2 {
		t.Errorf("the line above the list ticks %d", len(d.wanted()))
	}
	if top, _ := d.rowAt(0); top < row[0].y+row[0].h {
		t.Error("the first feed is under the line that ticks all")
	}
	one := adding(f, site.URL+"/start")
	one.enter()
	if one.tickAllRow(400) != nil {
		t.Error("a choice of one has a line that ticks all")
	}
}

func TestALoginIsAskedForWhenTheServerWantsOne(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/private")
	if d.enter(); !d.login.Visible() || !strings.Contains(d.status.Text, "wants a login") {
		t.Fatalf("the dialog says %q", d.status.Text)
	}
	d.user.SetText("me")
	d.secret.SetText("wrong")
	if d.enter(); len(d.found) != 0 || !strings.Contains(d.status.Text, "does not accept") {
		t.Errorf("with a wrong password the dialog says %q", d.status.Text)
	}
	d.secret.SetText("secret")
	if d.enter(); len(d.found) != 1 || d.found[0].Title != "private" || d.login.Visible() {
		t.Errorf("with the right one: %+v, %q", d.found, d.status.Text)
	}
	d = adding(f, site.URL+"/private")
	d.enter()
	d.user.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.pop.Visible() {
		t.Error("Escape in the login does not close the dialog")
	}
}

func TestEscapeClosesTheDialogWhereverTheKeysAre(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	c := f.win.Canvas()
	stops := func(d *addDialog) []fyne.Focusable {
		var out []fyne.Focusable
		for range 12 {
			if c.FocusNext(); !slices.Contains(out, c.Focused()) {
				out = append(out, c.Focused())
			}
		}
		return out
	}
	d := adding(f, site.URL+"/empty")
	d.enter()
	for _, at := range stops(d) {
		if at == fyne.Focusable(d.list) {
			t.Error("the keys stop at a list in which there is nothing")
		}
	}
	d.close()
	n := 0
	for i := 0; i == 0 || i < n; i++ {
		d := adding(f, site.URL+"/start")
		d.enter()
		d.folder.SetSelected(newFolder)
		all := stops(d)
		n = len(all)
		c.Focus(all[i])
		all[i].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if d.pop.Visible() {
			t.Errorf("Escape does not close it at %T", all[i])
			d.close()
		}
	}
	if n < 4 {
		t.Errorf("the keys come to %d places", n)
	}
}

func TestStartersAreChosenAndLeftByKeys(t *testing.T) {
	f := newWindowFixture(t)
	d := f.chooseStarters()
	press := func(o fyne.Focusable, k fyne.KeyName) { o.TypedKey(&fyne.KeyEvent{Name: k}) }
	if f.win.Canvas().Focused() != fyne.Focusable(d.list) {
		t.Error("the keys are not in the list")
	}
	press(d.list, fyne.KeyDown)
	press(d.list, fyne.KeySpace)
	press(d.list, fyne.KeyDown)
	press(d.list, fyne.KeySpace)
	if d.count() != 2 || d.yes.text.Text != "Subscribe to 2" {
		t.Errorf("%d are chosen, the button says %q", d.count(), d.yes.text.Text)
	}
	for _, o := range []fyne.Focusable{d.list, d.lang, d.subject} {
		d.pop.Show()
		if press(o, fyne.KeyEscape); d.pop.Visible() {
			t.Errorf("Escape does not close it at %T", o)
		}
	}
}

func TestASiteWithoutAFeedIsNamedInTheDialog(t *testing.T) {
	f, site := newWindowFixture(t), addSite(t)
	d := adding(f, site.URL+"/empty")
	if d.enter(); !strings.Contains(d.status.Text, "has no feed that could be found") || d.yes.text.Text != "Find" {
		t.Errorf("%q, %q", d.status.Text, d.yes.text.Text)
	}
	if d.entry.SetText("another.example"); d.status.Text != addExplain {
		t.Errorf("another address: %q", d.status.Text)
	}
}

func TestAFeedThatWasFoundIsDescribedInALine(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	for want, f := range map[string]app.Found{
		"RSS · not looked at yet":                    {Format: "RSS"},
		"what readers write · not looked at yet":     {Comments: true},
		"subscribed already · no articles yet":       {Read: true, Subscribed: feeds.FeedID(1)},
		"4 articles a day · leads only":              {Read: true, Articles: 20, PerWeek: 28},
		"2 articles · newest 3 d ago · leads only":   {Read: true, Articles: 2, Newest: now.AddDate(0, 0, -3)},
		"9 articles a week · whole text in the feed": {Read: true, Articles: 20, PerWeek: 9, FullText: true},
	} {
		if got := describe(f, now); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	f := app.Found{URL: "https://www.a.example/rss/", Format: "RSS", Also: []app.Also{{URL: "x", Format: "Atom"}, {URL: "y", Format: "RSS"}}}
	if got := aside(f); got != "a.example/rss · also as Atom" {
		t.Error(got)
	}
}
