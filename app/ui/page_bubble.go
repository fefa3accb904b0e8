package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// pageBubble shows a note while the mouse is over the link to it.
type pageBubble struct {
	id   string
	at   pageRect
	im   *canvas.Image // nil: not painted yet
	size fyne.Size
}

const (
	bubbleWidth = 380
	bubblePad   = 14
	bubbleLines = 10
)

// explain shows the note that a spot links to, or puts it away.
func (p *page) explain(s pageSpot) {
	id := ""
	if s.link != "" && s.link[0] == '#' {
		id = s.link[1:]
	}
	if id == p.bubble.id {
		return
	}
	if p.bubble.im != nil {
		drop(p.bubble.im)
	}
	p.bubble = pageBubble{id: id, at: s.where}
	text := p.noteText(id)
	if text == "" {
		p.sync()
		return
	}
	scale, pal, width := p.scale, colours(), min(bubbleWidth, max(160, p.Size().Width-2*pageSide))
	p.jobs.do(func() {
		br := newBrush(p.engine, 1, 1, scale, pal)
		l := br.lay(text, label{family: p.set.family, size: 15, height: 22, color: pal.ink}, width-2*bubblePad, bubbleLines)
		w, h := min(width, l.Used+2*bubblePad), l.Height+2*bubblePad-4
		br = newBrush(p.engine, w, h, scale, pal)
		br.box(0, 0, w, h, 8, pal.line)
		br.box(1, 1, w-2, h-2, 7, pal.list)
		br.put(l, bubblePad, bubblePad-2)
		p.worker.back(func() {
			if p.bubble.id != id {
				return
			}
			p.bubble.im, p.bubble.size = newPicture(), fyne.NewSize(w, h)
			p.bubble.im.Image = br.img
			p.sync()
		})
	})
}

// noteText is what stands at a place that a link within the article leads to; empty
// if that is above the link's own place, as where notes lead back to.
func (p *page) noteText(id string) string {
	y, ok := p.ids[id]
	if !ok || id == "" || y < p.bubble.at.y {
		return ""
	}
	end := p.height
	for _, other := range p.ids {
		if other > y && other < end {
			end = other
		}
	}
	var out strings.Builder
	for _, t := range p.selectable() {
		if t.box.y < y-1 || t.box.y >= end || out.Len() > 2000 {
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n")
		}
		out.WriteString(t.layout.Text(0, t.layout.Para().Len()))
	}
	return strings.TrimRight(out.String(), " \n\u00a0↩↑^\ufe0e\ufe0f")
}

// bubbles adds the note, below the link or above it where there is no room.
func (p *page) bubbles(objects []fyne.CanvasObject) []fyne.CanvasObject {
	b := &p.bubble
	if b.im == nil {
		return objects
	}
	x := min(max(p.left, b.at.x-b.size.Width/2), p.left+p.width-b.size.Width)
	y := b.at.y + b.at.h + 4
	if y+b.size.Height > p.scroll.Offset.Y+p.Size().Height {
		y = b.at.y - b.size.Height - 4
	}
	b.im.Move(fyne.NewPos(max(4, x), y))
	b.im.Resize(b.size)
	return append(objects, b.im)
}

// jump shows the block that a link within the article names, and remembers where it
// led away from. A link to nowhere leads back there.
func (p *page) jump(id string) {
	y, ok := p.ids[id]
	if !ok {
		p.comeBack()
		return
	}
	if n := len(p.returns); n > 0 && y <= p.scroll.Offset.Y && abs32(p.returns[n-1]-y) < p.Size().Height {
		p.comeBack() // the link of a note back to its place
		return
	}
	p.returns = append(p.returns, p.scroll.Offset.Y)
	p.scrollTo(y - 16)
}

func abs32(v float32) float32 { return max(v, -v) }

// comeBack returns to where a link within the article was followed; it is false if
// none was.
func (p *page) comeBack() bool {
	n := len(p.returns)
	if n == 0 {
		return false
	}
	y := p.returns[n-1]
	p.returns = p.returns[:n-1]
	p.scrollTo(y)
	return true
}
