package ui

import (
	"image"
	"strings"
	"sync"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

const (
	pictureRadius  = 6
	tallestPicture = 1100 // units
)

// pictureNode is a picture with its place. What is learned when it comes is
// kept for the next time that it is placed.
type pictureNode struct {
	from  content.Picture
	of    *content.Block
	alt   *typeset.Para // shown instead, if the picture cannot be
	lines look          // of what is said instead of a picture
	soft  typeset.Style
	zoom  float32
	after float32
	side  float32 // where it stands in a wider column: 0 on the left, 1 on the right
	film  bool    // the still of a film
	thumb bool    // one of a gallery: cropped to its place
	taps  pictureTaps

	mu     sync.Mutex
	shape  image.Point // pixels, as far as known
	state  pictureState
	wanted bool // although pictures are held back
}

// pictureTaps are what can be done about a picture that is not shown.
type pictureTaps struct {
	load   func(*pictureNode)
	all    func()
	always func()
	browse func(address string)
}

type pictureState uint8

const (
	pictureAwaited pictureState = iota
	pictureShown
	pictureMissing
)

// newPicture makes the node of a picture.
func (s *pageShaper) newPicture(p content.Picture) *pictureNode {
	l := s.caption()
	n := &pictureNode{from: p, of: s.of, zoom: s.set.zoom, after: blockGap, side: 0.5, lines: l, soft: l.style, taps: s.tapped,
		shape: image.Pt(max(0, p.Width), max(0, p.Height))}
	if k, ok := s.known[p.URL]; ok {
		n.shape, n.state = k.shape, k.state
	}
	if pictureFile(p.Link) { // a larger one, not a page
		n.from.Link = ""
		n.from.Sources = append(n.from.Sources[:len(n.from.Sources):len(n.from.Sources)], content.Source{URL: p.Link, Width: largeWidth})
	}
	if p.Alt != "" {
		n.alt = s.text([]content.Span{{Text: p.Alt}}, l).para
	}
	return n
}

// largeWidth is assumed of a picture that a smaller one leads to.
const largeWidth = 2400

// pictureFile reports an address of a picture itself.
func pictureFile(address string) bool {
	path, _, _ := strings.Cut(strings.ToLower(address), "?")
	for _, end := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// figure is a picture and its caption, which begin at the same edge.
func (s *pageShaper) figure(p *content.Picture) []pageNode {
	if p == nil {
		return nil
	}
	n := s.newPicture(*p)
	if len(p.Caption) == 0 {
		return []pageNode{n}
	}
	n.after = 9
	c := s.text(p.Caption, s.caption())
	c.before, c.after = n.after, blockGap
	if n.side = 0; c.para.RTL() {
		n.side = 1
	}
	return []pageNode{n, c}
}

// known is what is known of the picture.
func (n *pictureNode) known() (image.Point, pictureState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.shape, n.state
}

func (n *pictureNode) learn(shape image.Point, state pictureState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.shape, n.state = shape, state
}

// want has the picture shown although it was held back or could not be had.
func (n *pictureNode) want() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.wanted, n.state = true, pictureAwaited
}

// held reports whether the picture is not to be fetched.
func (n *pictureNode) held(hold bool) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return hold && !n.wanted && n.state == pictureAwaited && !inline(n.from.URL)
}

// inline reports an address that is the picture itself.
func inline(address string) bool { return strings.HasPrefix(address, "data:") }

func (n *pictureNode) place(f *pageFlow) {
	shape, state := n.known()
	held := n.held(f.hidden)
	if state == pictureMissing && n.alt == nil && inline(n.from.URL) {
		return // nobody could show it, and nothing is said of it
	}
	f.room(blockGap)
	b := &pageBox{picture: n, room: f.w}
	if held || state == pictureMissing {
		b.held = true
		f.add(b, n.instead(f, b, held))
	} else {
		w, h := n.size(shape, f.w)
		f.add(b, h)
		b.x += (b.w - w) * n.side
		b.w = w
		b.zones = []boxZone{n.zone(b.w, b.h)}
	}
	f.room(n.after)
}

func (n *pictureNode) zone(w, h float32) boxZone {
	hint := n.from.Title
	if hint == "" {
		hint = n.from.Alt
	}
	return boxZone{w: w, h: h, link: n.from.Link, hint: hint, picture: n.from.URL}
}

// size is the room for a picture in a column. Of a picture whose shape is not
// known yet the usual one of news pictures is assumed.
func (n *pictureNode) size(shape image.Point, width float32) (w, h float32) {
	if shape.X <= 0 || shape.Y <= 0 {
		return width, width * 9 / 16
	}
	w = min(width, max(16, float32(shape.X)*n.zoom))
	h = w * float32(shape.Y) / float32(shape.X)
	if h > tallestPicture {
		w, h = max(16, w*tallestPicture/h), tallestPicture
	}
	return w, max(8, h)
}

const insteadPad = 14

// instead says what stands here, where it would come from, and what can be done,
// in place of the picture; it returns the height.
func (n *pictureNode) instead(f *pageFlow, b *pageBox, held bool) float32 {
	b.ground = f.p.chip
	y := float32(12)
	width := max(40, f.w-2*insteadPad)
	if n.alt != nil {
		l := f.engine.Wrap(n.alt, width, typeset.WrapOptions{})
		b.texts = append(b.texts, boxText{x: insteadPad, y: y, layout: l, of: n.of})
		y += l.Height + 2
	}
	note, acts := n.words(held)
	link := n.soft
	link.Color, link.Underline = f.p.link, true
	spans := []typeset.Span{{Text: note, Style: n.soft}}
	for i, a := range acts {
		link.Link = i + 1
		spans = append(spans, typeset.Span{Text: " · ", Style: n.soft}, typeset.Span{Text: a.label, Style: link})
	}
	para := f.engine.Shape(spans, typeset.ParaOptions{LineHeight: n.lines.height, Dir: typeset.LeftToRight})
	l := f.engine.Wrap(para, width, typeset.WrapOptions{})
	b.texts = append(b.texts, boxText{x: insteadPad, y: y, layout: l, mute: true})
	for i, a := range acts {
		for _, r := range l.LinkRects(i + 1) {
			b.zones = append(b.zones, boxZone{x: insteadPad + r.X, y: y + r.Y, w: r.W, h: r.H, tap: a.tap, hint: a.hint})
		}
	}
	return y + l.Height + 12
}

// words are what is said instead of a picture, and what can be done about it.
func (n *pictureNode) words(held bool) (note string, acts []pageAction) {
	note = "Picture from " + siteOf(n.from.URL)
	if inline(n.from.URL) {
		return "This picture cannot be shown", nil
	}
	act := func(label, hint string, tap func()) {
		if tap != nil {
			acts = append(acts, pageAction{label: label, hint: hint, tap: tap})
		}
	}
	if !held {
		note += " could not be loaded"
		if n.taps.load != nil {
			act("Try again", n.from.URL, func() { n.taps.load(n) })
		}
		if n.taps.browse != nil {
			act("Open in the browser", n.from.URL, func() { n.taps.browse(n.from.URL) })
		}
		return note, acts
	}
	if n.taps.load != nil {
		act("Show", n.from.URL, func() { n.taps.load(n) })
	}
	act("Show all in this article", "Fetches the pictures of this article", n.taps.all)
	act("Always for this feed", "Fetches the pictures of all articles of this feed", n.taps.always)
	return note, acts
}
