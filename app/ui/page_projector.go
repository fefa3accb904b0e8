package ui

import "image"

// filmPlayer shows a film frame after frame, each made off the main goroutine. It
// stops where nobody sees it.
type filmPlayer struct {
	worker  *worker
	reel    projector
	width   int // pixels
	show    func(image.Image)
	seen    func() bool // somebody can see it
	changed func()      // it waits, or goes on

	held    bool // until the reader wants it
	running bool
	stopped bool
}

// resume goes on playing, if it is to play and does not yet.
func (p *filmPlayer) resume() {
	if p.running || p.held || p.stopped {
		return
	}
	p.running = true
	p.step()
}

// start plays what waits for the reader, from its beginning.
func (p *filmPlayer) start() {
	p.held = false
	p.reel.plays = 0
	p.resume()
	p.changed()
}

// stop ends it; nothing is shown any more.
func (p *filmPlayer) stop() { p.stopped = true }

// waits reports whether it plays only when the reader wants it.
func (p *filmPlayer) waits() bool { return p.held }

// step makes the next frame and shows it; the one after follows in its time.
func (p *filmPlayer) step() {
	p.worker.start(func() {
		err := p.reel.advance()
		var img image.Image
		if err == nil {
			img = quickFit(p.reel.screen, p.width)
		}
		p.worker.back(func() {
			switch {
			case p.stopped:
			case err != nil:
				p.stopped = true
			default:
				p.show(img)
				p.wait()
			}
		})
	})
}

// wait lets a frame stand. A film that has ended, or that nobody sees, stops.
func (p *filmPlayer) wait() {
	if p.reel.ended() {
		p.running, p.held = false, true
		p.changed()
		return
	}
	p.worker.after(p.reel.delay(), func() {
		if p.stopped || !p.seen() {
			p.running = false
			return
		}
		p.step()
	})
}

// play shows a film in place of its first frame, which is so many pixels wide.
func (p *page) play(v *pictureView, f *film, width int) {
	if v.player != nil {
		v.player.stop()
	}
	v.player = &filmPlayer{worker: p.worker, reel: projector{film: f}, width: width, held: f.heavy(),
		show: func(img image.Image) {
			v.im.Image = img
			v.im.Refresh()
		},
		seen:    func() bool { return p.sees(v) },
		changed: p.sync,
	}
}

// sees reports whether a picture is in view, in a window in use.
func (p *page) sees(v *pictureView) bool {
	if p.resting || !p.Visible() {
		return false
	}
	for _, b := range p.boxes {
		if b.view == v {
			return b.y+b.h > p.scroll.Offset.Y && b.y < p.scroll.Offset.Y+p.Size().Height
		}
	}
	return false
}

// rest stops what moves while the window is not in use, and goes on afterwards.
func (p *page) rest(resting bool) {
	p.resting = resting
	if !resting {
		p.sync()
	}
}
