package ui

import (
	"context"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tidings/app"
	"tidings/assets"
	"tidings/feeds"
)

const (
	addWidth   = 660
	addHeight  = 540
	noFolder   = "No folder"
	newFolder  = "New folder…"
	addExplain = "Any address will do: a site, a feed, a channel, a name such as @name@host, the path of a file or of a mailbox. Several at once work too."
)

// addDialog finds the feeds of an address, or of several, and shows what they have
// before the reader subscribes. Enter looks, Enter again subscribes; the arrow keys
// choose, and where several can be had, the space bar ticks.
type addDialog struct {
	w      *window
	pop    *widget.PopUp
	entry  *addEntry
	status *widget.Label
	login  *fyne.Container // shown when a server wants one
	user   *formEntry
	secret *formEntry
	place  *widget.Label // says where it is kept
	list   *sheet
	folder *formSelect
	named  *formEntry
	yes    *button
	other  *button // to read the page, or to adjust how that is done

	found  []app.Found
	looked string // the text that found is for
	page   bool   // the page itself was asked for
	many   bool   // found are to be ticked: several addresses, or a list of subscriptions
	ticked map[string]bool
	walked bool // the arrow keys were the last: the space bar ticks
	chosen int
	busy   bool
	loads  latest
	cancel context.CancelFunc
}

// add opens the dialog.
func (w *window) add() { w.addAddress("") }

// addAddress opens the dialog and looks at an address at once.
func (w *window) addAddress(text string) {
	d := &addDialog{w: w, cancel: func() {}}
	d.build()
	d.pop.Show()
	w.win.Canvas().Focus(d.entry)
	if text != "" {
		d.entry.SetText(text)
		d.entry.CursorColumn = len([]rune(text)) // where one would go on typing
		d.entry.Refresh()
		d.look()
	}
}

func (d *addDialog) build() {
	d.entry = &addEntry{dialog: d}
	d.entry.be(d.entry)
	d.entry.SetPlaceHolder("Paste the address of a site or feed…")
	d.entry.OnSubmitted = func(string) { d.enter() }
	d.entry.OnChanged = func(string) { d.again() }
	d.status = widget.NewLabel(addExplain)
	d.status.Wrapping = fyne.TextWrapWord
	d.status.Importance = widget.LowImportance
	d.buildLogin()
	d.list = newSheet(d.w.front.engine, d.w.pics)
	d.list.compose = d.layOut
	d.list.onKey = d.listKey
	d.list.Hide()
	d.folder = newFormSelect(d.folders(), func(name string) { visible(d.named, name == newFolder) }, d.enter, d.close)
	d.named = newFormEntry(d.enter, d.close)
	d.named.SetPlaceHolder("Its name")
	d.named.Hide()
	d.folder.SetSelected(d.folderHere())
	no := newButton("", "Cancel", d.close)
	d.yes = newButton("", "Find", d.enter)
	d.other = newButton("", "", d.otherWay)
	d.other.Hide()
	d.yes.strong = true
	d.yes.paint(false)
	foot := container.NewHBox(container.NewCenter(flush(widget.NewLabel("Folder"))), d.folder, container.NewGridWrap(fyne.NewSize(140, 36), d.named), layout.NewSpacer(), container.NewCenter(no), container.NewCenter(d.yes))
	d.offerSites(foot)
	body := container.NewBorder(
		container.NewVBox(serifTitle("Add a subscription", 20), gap(6), d.entry, flush(d.status), d.login, container.NewHBox(atEdge(d.other))), foot, nil, nil, d.list)
	d.pop = widget.NewModalPopUp(edged(body), d.w.win.Canvas())
	d.pop.Resize(fyne.NewSize(addWidth, addHeight))
}

// buildLogin makes the fields for a name and a password, which are seldom needed.
func (d *addDialog) buildLogin() {
	d.user = newFormEntry(func() { d.w.win.Canvas().Focus(d.secret) }, d.close)
	d.secret = newFormEntry(d.look, d.close)
	d.secret.Password = true
	d.user.SetPlaceHolder("Name")
	d.secret.SetPlaceHolder("Password")
	d.place = softLabel("")
	d.login = container.NewVBox(container.NewGridWithColumns(2, d.user, d.secret), flush(d.place))
	d.login.Hide()
}

// dialogBox gives a dialog its margins.
func dialogBox(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(22, 18, 22, 22), o)
}

// serifTitle is a heading in the typeface of headlines.
func serifTitle(text string, size float32) *canvas.Text {
	t := canvas.NewText(text, colours().ink)
	t.FontSource = fyne.NewStaticResource("tidings-Literata-Bold.ttf", assets.Font("Literata-Bold"))
	t.TextSize = size
	return t
}

// gap is empty room.
func gap(h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(1, h))
	return r
}

func (d *addDialog) folders() []string {
	names := []string{noFolder}
	for _, f := range d.w.folders {
		names = append(names, f.Name)
	}
	return append(names, newFolder)
}

// folderHere is the folder that the reader looks at.
func (d *addDialog) folderHere() string {
	for _, f := range d.w.folders {
		if f.ID == d.w.at.scope.Folder && d.w.at.mode == showList {
			return f.Name
		}
	}
	return noFolder
}

func (d *addDialog) folderID(ctx context.Context, name, fresh string) (feeds.FolderID, error) {
	switch name {
	case noFolder, "":
		return 0, nil
	case newFolder:
		return d.w.core.AddFolder(ctx, 0, fresh)
	}
	for _, f := range d.w.folders {
		if f.Name == name {
			return f.ID, nil
		}
	}
	return 0, nil
}

// openNew shows a feed and asks its server, whatever else is being asked.
func (w *window) openNew(id feeds.FeedID) {
	if id == 0 {
		return
	}
	key := fmt.Sprintf("feed:%d", id)
	w.past, w.ahead = nil, nil
	w.goTo(place{mode: showList, key: key, scope: feeds.Scope{Feed: id}})
	w.fetchNew(app.Selection{Feed: id})
}

// fetchNew asks for feeds that were just subscribed to.
func (w *window) fetchNew(sel app.Selection) {
	var err error
	w.worker.load(func(ctx context.Context) { _, err = w.core.Refresh(ctx, sel) }, func() {
		if err != nil {
			w.fail(err)
		}
	})
}

func (d *addDialog) close() {
	d.cancel()
	d.pop.Hide()
	if d.w.at.mode == showList {
		d.w.focus(d.w.timeline.list)
	} else {
		d.w.win.Canvas().Unfocus()
	}
}
