package ui

import (
	"context"
	"errors"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/feeds"
	"tidings/feeds/content"
)

// articlePane shows an article with what belongs beside it: full coverage and
// related articles.
type articlePane struct {
	w      *window
	page   *page
	ground *canvas.Rectangle
	pane   fyne.CanvasObject
	finder *finder

	corner  *fyne.Container // upper right, over the article
	reading readingChoice
	styles  latest
	keeps   pageJobs      // of reading styles
	panel   *readingPanel // while it is open; nil: it is not

	a       feeds.Article
	body    feeds.Body
	beside  app.Coverage
	own     bool // the feed's own text although there is a full one
	back    bool // there is somewhere to go back to
	busy    bool // full text is on its way
	loads   latest
	tried   map[feeds.ArticleID]bool // full text was asked for and not to be had
	comment string                   // what came of it

	blocks   []content.Block // of the text that is shown
	note     string          // what the reader wrote about it
	editor   *noteEditor     // while they write; nil: they do not
	noteNext bool            // they want to, once the article is there
	edits    []app.Edit      // what its publisher changed, while that is shown
	edit     int             // which of them
	compares latest
}

func newArticlePane(w *window, fonts *typeset.Fonts) *articlePane {
	p := &articlePane{w: w, page: newPage(w.worker, fonts, w.pics), ground: canvas.NewRectangle(colours().paper), tried: map[feeds.ArticleID]bool{}}
	p.page.onLink = w.follow
	p.page.onHover = func(text string) { w.notices.status(text) }
	p.page.onKey, p.page.onRune = w.typedKey, w.typedRune
	p.page.onMenu = p.menu
	p.page.onShown = p.focusNote
	p.page.onPicture, p.page.onKeep = w.showPicture, w.keepPicture
	p.page.onZoom, p.page.onSearch, p.page.onSubscribe = p.zoom, w.searchWords, w.addAddress
	p.keeps.start = w.worker.start
	p.finder = newFinder(p)
	p.page.onFind = p.finder.open
	p.corner = container.New(upperRight{}, p.finder.box)
	p.pane = container.NewStack(p.ground, p.page, p.corner)
	p.clear()
	return p
}

// shown is the article in the pane; its ID is zero if there is none.
func (p *articlePane) shown() feeds.Article { return p.a }

// clear empties the pane.
func (p *articlePane) clear() {
	p.loads.next()
	p.endNote()
	p.a, p.body, p.beside, p.note, p.edits = feeds.Article{}, feeds.Body{}, app.Coverage{}, "", nil
	p.page.show([]pageElement{pageGap(120), pageCaption{spans: []content.Span{{Text: "j and k choose an article, space reads on, ? shows all keys."}}}}, 0)
}

// open shows an article from its beginning and marks it as read.
func (p *articlePane) open(id feeds.ArticleID, back bool) {
	p.finder.close()
	p.endNote()
	p.edits, p.noteNext = nil, false
	p.own, p.busy, p.comment, p.back = false, false, "", back
	p.load(id, 0, true)
}

// refreshFoot loads what stands below the article again.
func (p *articlePane) refreshFoot() {
	if p.a.ID != 0 {
		p.load(p.a.ID, keepPlace, false)
	}
}

func (p *articlePane) load(id feeds.ArticleID, at float32, anew bool) {
	current := p.loads.next()
	var a feeds.Article
	var body feeds.Body
	var note string
	var blocks []content.Block
	own := p.own
	var reading readingChoice
	var beside app.Coverage
	var err error
	p.w.worker.load(func(ctx context.Context) {
		if a, err = p.w.core.Article(ctx, id); err != nil {
			return
		}
		if body, err = p.w.core.Body(ctx, id); err != nil {
			return
		}
		if a.Noted {
			if note, err = p.w.core.Note(ctx, id); err != nil {
				return
			}
		}
		blocks = textBlocks(a, body, own)
		if reading, err = p.w.readingOf(ctx, a.Feed); err != nil {
			return
		}
		beside, err = p.w.core.Coverage(ctx, id)
	}, func() {
		switch {
		case !current():
			return
		case errors.Is(err, feeds.ErrNotFound) && !anew:
			p.clear() // deleted meanwhile
			return
		case err != nil:
			p.w.fail(err)
			return
		}
		same := !anew && p.a.ID == a.ID && p.a.Status == a.Status && p.a.Changed == a.Changed && p.a.Deleted.Equal(a.Deleted) && body == p.body && note == p.note && alike(p.beside, beside)
		p.a, p.body, p.beside, p.note, p.blocks = a, body, beside, note, blocks
		if same {
			return // nothing that the reader would see
		}
		if p.reading.feed != reading.feed || anew {
			p.useReading(reading)
		}
		p.page.origin = pageOrigin{a.Title, p.w.names[a.Feed], httpOnly(a.Link)}
		p.show(at)
		p.w.title()
		if anew {
			p.opened()
		}
		if p.noteNext {
			p.editNote()
		}
	})
}

// alike reports whether both would look the same.
func alike(a, b app.Coverage) bool {
	if len(a.Members) != len(b.Members) || len(a.Related) != len(b.Related) || a.Story.ID != b.Story.ID {
		return false
	}
	for i := range a.Members {
		if a.Members[i].ID != b.Members[i].ID {
			return false
		}
	}
	for i := range a.Related {
		if a.Related[i].ID != b.Related[i].ID {
			return false
		}
	}
	return true
}

// opened is what follows when the reader has opened an article.
func (p *articlePane) opened() {
	if !p.a.Status.Read {
		a, s := p.a, p.a.Status
		s.Read = true
		p.w.status(a, s, func(ctx context.Context) error { return p.w.core.Opened(ctx, a.ID) })
	}
	if p.body.Full == "" && !p.a.Whole() && !p.tried[p.a.ID] {
		p.fetchFull(true)
	}
}

// again shows the same article again after something about it has changed.
func (p *articlePane) again() {
	p.blocks = textBlocks(p.a, p.body, p.own)
	p.show(keepPlace)
	p.w.title()
}

// show sets the page with what is known; at is the place to begin at.
func (p *articlePane) show(at float32) { p.page.show(p.elements(p.blocks), at) }

// textBlocks are the text of an article without what its head shows already.
func textBlocks(a feeds.Article, body feeds.Body, own bool) []content.Block {
	html := body.Best()
	if own {
		html = body.HTML
	}
	return content.WithoutHead(content.Blocks(html), a.Title, a.Image)
}

// fetchFull fetches the article's page. Quietly: nobody asked for it.
func (p *articlePane) fetchFull(quietly bool) {
	id := p.a.ID
	p.busy = true
	if !quietly {
		p.again()
	}
	var err error
	p.w.worker.load(func(ctx context.Context) { err = p.w.core.FullText(ctx, id) }, func() {
		if err != nil {
			p.tried[id] = true
		}
		if p.a.ID != id {
			return
		}
		p.busy = false
		switch {
		case err == nil:
			p.load(id, keepPlace, false)
		case !quietly:
			p.comment = app.Explain(err)
			p.again()
		}
	})
}

// toggleFull switches between the full text and the feed's own.
func (p *articlePane) toggleFull() {
	switch {
	case p.a.ID == 0 || p.busy:
	case p.body.Full != "":
		p.own = !p.own
		p.again()
	default:
		p.fetchFull(false)
	}
}

func (p *articlePane) menu() []*fyne.MenuItem {
	if p.a.Link == "" {
		return nil
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem("Open in the browser", p.w.browse),
		fyne.NewMenuItem("Copy the article's address", func() { p.w.app.Clipboard().SetContent(p.a.Link) }),
	}
}

func (p *articlePane) pageDown() bool { return p.page.turn(1) }

func (p *articlePane) scrollBy(share float32) { p.page.turn(share) }

func (p *articlePane) repaint() {
	p.ground.FillColor = colours().paper
	p.ground.Refresh()
	p.page.restyle(p.page.set)
}

// httpOnly is an address of the web, or nothing.
func httpOnly(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return address
}
