package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
)

// page shows an article: what stands above it, its blocks, and what stands
// below. A worker shapes and breaks the text and paints it; the main goroutine
// only places pictures of what is near the view.
//
// Elements become nodes when they are shaped, which is done once, and nodes
// become boxes when they are placed for a width. Boxes are in reading order, top
// to bottom.
type page struct {
	widget.BaseWidget
	worker *worker
	jobs   pageJobs
	engine *typeset.Engine // of the jobs
	pics   pagePictures

	onLink      func(address string)    // a link was followed, not one within the article
	onHover     func(text string)       // what the mouse is over, in words; empty: nothing
	onPicture   func(address string)    // a picture without a link was tapped
	onKey       func(*fyne.KeyEvent)    // keys that the page does not use
	onRune      func(rune)              //
	onMenu      func() []*fyne.MenuItem // further entries for the context menu
	onScroll    func()                  // the place in the article changed
	onShown     func()                  // what was shown last is there
	onAllow     func()                  // pictures of this feed are always wanted; nil: cannot be chosen
	onFind      func()                  // finding was chosen in the menu
	onSearch    func(text string)       // what is selected is looked for in all articles; nil: cannot be
	onMute      func()                  // hides articles with what is selected; nil: not offered
	onSave      func(address string)    // a link is to be read later; nil: cannot be
	onSubscribe func(address string)    // to the site of a link; nil: cannot be
	onKeep      func(address string)    // a picture is to be saved as a file; nil: cannot be
	onZoom      func(steps int)         // text is to be larger or smaller
	origin      pageOrigin              // of what is shown

	set      pageSetting
	elements []pageElement
	nodes    []pageNode // nil until shaped
	shows    latest
	lays     latest

	boxes  []*pageBox
	bars   []pageBar
	ids    map[string]float32
	height float32
	left   float32 // of the column
	width  float32 // of the column
	scale  float32 // that the live boxes were painted for

	scroll  *container.Scroll
	body    *pageBody
	texts   []placedText // that can be selected; nil: not collected yet
	sel     pageSelection
	carets  bool       // the arrow keys move a caret
	stops   []pageStop // that the Tab key goes to; nil: not collected yet
	stop    int        // -1: none
	found   pageFinding
	folded  []foldedText // the texts to find in; nil: nobody looks
	start   float32      // place to show when the first layout is there
	awaited bool         // what was shown last is not there yet

	unfolded map[string]bool // details, by their keys
	returns  []float32       // places that links within the article led away from
	hold     bool            // pictures are fetched only when the reader asks for them
	bubble   pageBubble
	resting  bool // the window is not in use: nothing moves
	shapes   map[string]knownPicture
}

const (
	pageSide   = 24  // least margin beside the column
	pageTop    = 36  // above the first element
	pageBottom = 60  // below the last
	pageAround = 500 // units above and below the view that are kept ready
)

func newPage(w *worker, fonts *typeset.Fonts, pics pagePictures) *page {
	p := &page{worker: w, jobs: pageJobs{start: w.start}, engine: typeset.NewEngine(fonts), pics: pics, set: pageSetting{}.withDefaults()}
	p.body = &pageBody{page: p}
	p.body.ExtendBaseWidget(p.body)
	p.scroll = container.NewVScroll(p.body)
	p.scroll.OnScrolled = func(fyne.Position) { p.moved() }
	p.stop = -1
	p.ExtendBaseWidget(p)
	return p
}

// keepPlace as the place to begin leaves in view what is in view, even if what
// is above or below it has changed.
const keepPlace = -1

// show replaces what the page shows. at is where to begin: the part of the
// whole that is above the view, as progress told it; zero is the top.
func (p *page) show(elements []pageElement, at float32) {
	from := pageAnchor{}
	if at >= 0 {
		p.unfolded, p.returns = nil, nil
	}
	if now := p.progress(); at < 0 || at == now {
		at, from = now, p.anchor()
	}
	p.showFrom(elements, from, at)
}

// showFrom is show, with a place in the text to begin at; if that is not found, at
// counts.
func (p *page) showFrom(elements []pageElement, from pageAnchor, at float32) {
	p.elements, p.nodes, p.awaited = elements, nil, true
	current := p.shows.next()
	p.lays.next()
	sh := p.shaper()
	width, view := p.column(), p.view()
	p.start = at
	p.jobs.do(func() {
		nodes := sh.shape(elements)
		var placed *pageFlow
		if width > 0 {
			placed = placeNodes(p.engine, view, nodes, width)
			view.y = placed.offset(from, at, view.h)
			p.prepare(placed, view)
		}
		p.worker.back(func() {
			if !current() {
				return
			}
			p.nodes = nodes
			switch {
			case placed == nil:
				p.forget()
				p.relayout() // there may be room by now
			case width != p.column():
				p.relayout()
			default:
				p.replace(placed, width)
				p.scrollTo(view.y)
				if p.onShown != nil {
					p.onShown()
				}
			}
		})
	})
}

// shaper makes what turns elements into nodes, with what they can do.
func (p *page) shaper() *pageShaper {
	return &pageShaper{engine: p.engine, p: colours(), set: p.set, known: p.knownPictures(), link: p.origin.link,
		unfold: p.unfold, folds: new(int), tapped: p.pictureTaps()}
}

// replace shows another text. What was selected stays so if it is the same.
func (p *page) replace(f *pageFlow, width float32) {
	was := p.selected()
	p.install(f, width)
	if p.selected() != was {
		p.setSelection(pageSelection{})
	}
}

// restyle shows the same again after a change of colours or settings.
func (p *page) restyle(set pageSetting) {
	p.set = set.withDefaults()
	p.show(p.elements, keepPlace)
}

// column is the width of the text; zero if there is no room yet.
func (p *page) column() float32 {
	w := min(p.set.measure*p.set.zoom, p.Size().Width-2*pageSide)
	if w < 80 {
		return 0
	}
	return float32(int(w))
}

// relayout places the nodes for the width that the page has now.
func (p *page) relayout() {
	width := p.column()
	if p.nodes == nil || width == 0 {
		return
	}
	current, nodes, view, from := p.lays.next(), p.nodes, p.view(), p.anchor()
	at := p.start
	if len(p.boxes) > 0 {
		at = p.progress()
	}
	p.jobs.do(func() {
		placed := placeNodes(p.engine, view, nodes, width)
		view.y = placed.offset(from, at, view.h)
		p.prepare(placed, view)
		p.worker.back(func() {
			if !current() {
				return
			}
			if len(p.boxes) > 0 {
				from = p.anchor() // scrolled meanwhile, perhaps
			}
			p.install(placed, width)
			p.scrollTo(placed.offset(from, at, p.Size().Height))
		})
	})
}

// install takes over what a job has placed. Pictures that are there stay.
func (p *page) install(f *pageFlow, width float32) {
	p.awaited = false
	views := map[string]*pictureView{}
	for _, b := range p.boxes {
		if b.view != nil && views[b.picture.from.URL] == nil {
			views[b.picture.from.URL], b.view = b.view, nil
		}
	}
	p.forget()
	p.boxes, p.bars, p.ids = f.boxes, f.bars, f.ids
	for _, b := range p.boxes {
		if b.picture != nil {
			b.view = views[b.picture.from.URL]
			delete(views, b.picture.from.URL)
		}
	}
	for _, v := range views {
		v.drop()
	}
	p.width, p.height = width, f.total()
	p.findAll()
	p.scroll.Refresh()
	p.sync()
}

// forget drops all boxes and what is known of them.
func (p *page) forget() {
	for _, b := range p.boxes {
		b.drop()
	}
	p.boxes, p.bars = nil, nil
	p.texts, p.stops, p.stop, p.folded = nil, nil, -1, nil
	p.body.over, p.bubble = pageSpot{}, pageBubble{}
}

// sync brings the boxes near the view into the tree and takes the others out.
func (p *page) sync() {
	size := p.Size()
	p.left = float32(int(max(pageSide, (size.Width-p.width)/2)))
	if scale := pixelScale(p); scale != p.scale {
		p.scale = scale
		for _, b := range p.boxes {
			b.drop()
		}
	}
	top, bottom := p.scroll.Offset.Y-pageAround, p.scroll.Offset.Y+size.Height+pageAround
	objects := make([]fyne.CanvasObject, 0, len(p.body.objects)+8)
	for i := range p.bars {
		if b := &p.bars[i]; b.y < bottom && b.y+b.h > top {
			objects = append(objects, b.object(p.left))
		}
	}
	objects = p.grounds(objects)
	for _, b := range p.boxes {
		if b.y+b.h < top || b.y > bottom {
			b.drop()
			continue
		}
		objects = p.live(b, objects, top, bottom)
	}
	p.body.objects = p.bubbles(p.frames(p.caret(p.highlights(objects, top, bottom))))
	canvas.Refresh(p.body)
}

// CreateRenderer belongs to the toolkit.
func (p *page) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.scroll) }

// MinSize leaves it to the window how narrow the page may be.
func (p *page) MinSize() fyne.Size { return fyne.NewSize(240, 120) }

// Resize places the text anew where the column changes.
func (p *page) Resize(s fyne.Size) {
	if s == p.Size() {
		return
	}
	p.BaseWidget.Resize(s)
	p.scroll.Resize(s)
	if p.column() != p.width || len(p.boxes) == 0 {
		p.relayout()
	}
	p.sync()
}
