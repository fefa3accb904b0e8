package ui

import (
	"context"
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
	rests   latest                   // of the reader, at a place of the article
	kept    feeds.Place              // the place that was kept last
	keptOf  feeds.ArticleID          // and the article it is in
	remote  bool                     // its pictures are fetched from their servers
	coming  bool                     // another article is on its way into the pane
	stale   bool                     // what is on its way may be out of date when it is there
	tried   map[feeds.ArticleID]bool // full text was asked for and not to be had
	comment string                   // what came of it

	blocks   []content.Block     // of the text that is shown
	note     string              // what the reader wrote about it
	editor   *noteEditor         // while they write; nil: they do not
	notes    pageJobs            // of saving it, one after the other
	noteNext bool                // they want to, once the article is there
	ahead    []func(*noteEditor) // what they typed before it was
	edits    []app.Edit          // what its publisher changed, while that is shown
	edit     int                 // which of them
	compares latest

	short    shortened                // the article in three sentences
	unfolded map[feeds.ArticleID]bool // whose copies are shown in the full coverage
}

func newArticlePane(w *window, fonts *typeset.Fonts) *articlePane {
	p := &articlePane{w: w, page: newPage(w.worker, fonts, w.pics), ground: canvas.NewRectangle(colours().paper), tried: map[feeds.ArticleID]bool{}}
	p.page.onLink = w.follow
	p.page.onHover = func(text string) { w.notices.status(text) }
	p.page.onKey, p.page.onRune = w.typedKey, w.typedRune
	p.page.onMenu = p.menu
	p.page.onShown = p.focusNote
	p.page.onPicture, p.page.onKeep = w.showPicture, w.keepPicture
	p.page.onZoom, p.page.onSearch = p.zoom, w.searchWords
	p.page.onMute = w.muteWords
	p.page.onSave, p.page.onSubscribe = w.clip, w.addAddress
	p.page.onScroll = p.scrolled
	p.page.onAllow = func() { p.setRemote(p.a.Feed, feeds.RemoteShown) }
	p.keeps.start, p.notes.start = w.worker.start, w.worker.start
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
	p.coming = false
	p.endNote()
	p.leave()
	p.a, p.body, p.beside, p.note, p.edits = feeds.Article{}, feeds.Body{}, app.Coverage{}, "", nil
	p.short, p.unfolded = shortened{}, map[feeds.ArticleID]bool{}
	p.page.show([]pageElement{pageGap(120), pageCaption{spans: []content.Span{{Text: "j and k choose an article, space reads on, ? shows all keys."}}}}, 0)
}

// open shows an article from its beginning and marks it as read.
func (p *articlePane) open(id feeds.ArticleID, back bool) {
	p.finder.close()
	p.endNote()
	p.edits, p.noteNext, p.ahead = nil, false, nil
	p.short, p.unfolded = shortened{}, map[feeds.ArticleID]bool{}
	p.leave()
	p.own, p.busy, p.comment, p.back = false, false, "", back
	p.load(id, true)
}

// refreshFoot loads what stands below the article again, after the one that is on
// its way.
func (p *articlePane) refreshFoot() {
	switch {
	case p.coming:
		p.stale = true
	case p.a.ID != 0:
		p.load(p.a.ID, false)
	}
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
	id := p.a.ID
	p.keeps.do(func() { _ = p.w.core.Look(p.w.worker.ctx, id) }) // what is here of it; it is only a sign
}

// again shows the same article again after something about it has changed.
func (p *articlePane) again() {
	p.blocks = textBlocks(p.a, p.body, p.own)
	p.show(keepPlace)
	p.w.title()
}

// show sets the page with what is known; at is the place to begin at.
func (p *articlePane) show(at float32) { p.page.show(p.elements(p.blocks), at) }

// textBlocks are the text of an article without what its head shows already. The
// article's picture stays where the text has it, with its caption.
func textBlocks(a feeds.Article, body feeds.Body, own bool) []content.Block {
	html := body.Best()
	if own {
		html = body.HTML
	}
	return content.Levelled(content.WithoutHead(content.Blocks(html), a.Title, ""))
}

// fetchFull fetches the article's page. Quietly: nobody asked for it.
func (p *articlePane) fetchFull(quietly bool) {
	id := p.a.ID
	p.busy = true
	if !quietly {
		p.again()
	}
	var err error
	queued := false
	p.w.worker.load(func(ctx context.Context) {
		if quietly {
			err = p.w.core.FullText(ctx, id)
		} else {
			queued, err = p.w.core.WantFullText(ctx, id)
		}
	}, func() {
		if err != nil {
			p.tried[id] = true
		}
		if p.a.ID != id || p.coming {
			return
		}
		p.busy = false
		switch {
		case queued:
			p.comment = "There is no network. The full text is fetched when it is back."
			p.again()
		case err == nil:
			p.load(id, false)
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
