package ui

import (
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// gallery is a grid of small pictures that open in the viewer.
func (s *pageShaper) gallery(b *content.Block) []pageNode {
	g := &galleryNode{after: blockGap}
	caption := append([]content.Span(nil), b.Spans...)
	for i := range b.Children {
		c := &b.Children[i]
		if c.Picture == nil {
			continue
		}
		in := *s
		in.of = c
		n := in.newPicture(*c.Picture)
		n.thumb, n.alt = true, nil
		g.pictures = append(g.pictures, n)
		if own := c.Picture.Caption; len(own) > 0 {
			if len(caption) > 0 {
				caption = append(caption, content.Span{Text: "\n"})
			}
			caption = append(caption, own...)
		}
	}
	if len(caption) == 0 {
		return []pageNode{g}
	}
	g.after = 9
	c := s.text(caption, s.caption())
	c.before, c.after = g.after, blockGap
	return []pageNode{g, c}
}

// galleryNode is a gallery.
type galleryNode struct {
	pictures []*pictureNode
	after    float32
}

const (
	thumbGap   = 8
	thumbLeast = 150 // units wide
)

// columns are how many pictures stand side by side: so that the last row is full,
// if that can be.
func (g *galleryNode) columns(width float32) int {
	most := max(1, min(len(g.pictures), 4, int((width+thumbGap)/(thumbLeast+thumbGap))))
	for n := most; n > 1 && n >= most-1; n-- {
		if len(g.pictures)%n == 0 {
			return n
		}
	}
	return most
}

func (g *galleryNode) place(f *pageFlow) {
	if len(g.pictures) == 0 {
		return
	}
	f.room(blockGap)
	columns := g.columns(f.w)
	w := float32(int((f.w - thumbGap*float32(columns-1)) / float32(columns)))
	h := float32(int(w * 3 / 4))
	x, room := f.x, f.w
	for i, n := range g.pictures {
		if i%columns == 0 && i > 0 {
			f.y += thumbGap
		}
		f.x, f.w = x+float32(i%columns)*(w+thumbGap), w
		b := &pageBox{picture: n, room: w}
		_, state := n.known()
		if held := n.held(f.hidden); held || state == pictureMissing {
			b.held, b.ground = true, f.p.chip
			note, acts := n.words(held)
			st := n.soft
			st.Color = f.p.soft
			para := f.engine.Shape([]typeset.Span{{Text: note, Style: st}}, typeset.ParaOptions{LineHeight: n.lines.height, Align: typeset.Center})
			l := f.engine.Wrap(para, w-16, typeset.WrapOptions{MaxLines: 3, Ellipsis: true})
			b.texts = []boxText{{x: 8, y: (h - l.Height) / 2, layout: l, mute: true}}
			if len(acts) > 0 {
				b.zones = []boxZone{{w: w, h: h, tap: acts[0].tap, hint: acts[0].label}}
			}
		} else {
			b.zones = []boxZone{n.zone(w, h)}
		}
		f.add(b, h)
		if i%columns < columns-1 && i < len(g.pictures)-1 {
			f.y -= h // the next one stands beside it
		}
	}
	f.x, f.w = x, room
	f.room(g.after)
}
