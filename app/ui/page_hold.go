package ui

import (
	"image"
	"maps"

	"tidings/feeds/content"
)

// holdPictures says whether pictures are fetched only when the reader asks for
// them. It counts for what is shown from then on.
func (p *page) holdPictures(hold bool) { p.hold = hold }

// pictureTaps are what the reader can do about pictures that are not shown.
func (p *page) pictureTaps() pictureTaps {
	t := pictureTaps{load: p.loadPicture, all: p.showPictures, browse: func(address string) {
		if p.onLink != nil {
			p.onLink(address)
		}
	}}
	if p.onAllow != nil {
		t.always = func() {
			p.showPictures()
			p.onAllow()
		}
	}
	return t
}

// loadPicture fetches one picture that was held back or could not be had.
func (p *page) loadPicture(n *pictureNode) {
	p.pics.again(n.from.URL)
	for _, s := range n.from.Sources {
		p.pics.again(s.URL)
	}
	n.want()
	p.relayout()
}

// showPictures fetches the pictures of this article.
func (p *page) showPictures() {
	p.hold = false
	p.relayout()
}

// retryPictures asks again for what could not be had, such as when the network is
// back.
func (p *page) retryPictures() {
	missing := false
	for _, b := range p.boxes {
		if b.picture == nil {
			continue
		}
		if _, state := b.picture.known(); state == pictureMissing {
			p.pics.again(b.picture.from.URL)
			b.picture.want()
			missing = true
		}
	}
	if missing {
		p.relayout()
	}
}

// pictureList are the pictures of the article in reading order.
func (p *page) pictureList() []content.Picture {
	var out []content.Picture
	for _, b := range p.boxes {
		if b.picture != nil && !b.picture.film {
			out = append(out, b.picture.from)
		}
	}
	return out
}

// knownPicture is what was learned of a picture.
type knownPicture struct {
	shape image.Point
	state pictureState
}

// mostKnown bounds how many shapes are kept for the next time.
const mostKnown = 5000

// remember keeps the shape of a picture for as long as the window is open, so that
// its place is right when the article is shown again.
func (p *page) remember(address string, k knownPicture) {
	if p.shapes == nil || len(p.shapes) >= mostKnown {
		p.shapes = map[string]knownPicture{}
	}
	if !inline(address) {
		p.shapes[address] = k
	}
}

// knownPictures are the shapes of pictures that were shown before, and the state of
// those that are on the page.
func (p *page) knownPictures() map[string]knownPicture {
	out := maps.Clone(p.shapes)
	if out == nil {
		out = map[string]knownPicture{}
	}
	for _, b := range p.boxes {
		if b.picture != nil {
			shape, state := b.picture.known()
			if state != pictureAwaited {
				out[b.picture.from.URL] = knownPicture{shape, state}
			}
		}
	}
	return out
}
