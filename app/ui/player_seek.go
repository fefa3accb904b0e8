package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// playerSeek shows how far a recording was heard. A click or a drag goes to a place;
// with the focus, the arrow keys do.
type playerSeek struct {
	widget.BaseWidget
	player  *player
	engine  *typeset.Engine
	picture *canvas.Image
	look    playerSeekLook // to be drawn
	drawn   playerSeekLook
	from    float32 // where the track begins
	long    float32 // how long it is
	wanted  time.Duration
}

// playerSeekLook is all that decides about the picture.
type playerSeekLook struct {
	at, length    string
	x             int // of the knob, in pixels
	focused, over bool
	dragged       bool
	size          fyne.Size
}

const (
	seekTimes = 50 // room for a time, an hour of it
	arrowStep = 5 * time.Second
)

func newPlayerSeek(p *player, e *typeset.Engine) *playerSeek {
	s := &playerSeek{player: p, engine: e, picture: newPicture()}
	s.ExtendBaseWidget(s)
	return s
}

func (s *playerSeek) MinSize() fyne.Size { return fyne.NewSize(80, 34) }
func (s *playerSeek) CreateRenderer() fyne.WidgetRenderer {
	return objectsRenderer{[]fyne.CanvasObject{s.picture}}
}

// Resize draws for the width.
func (s *playerSeek) Resize(size fyne.Size) {
	if size == s.Size() {
		return
	}
	s.BaseWidget.Resize(size)
	s.picture.Resize(size)
	s.tell()
}

// share is how much of the track is behind a time.
func share(at, length time.Duration) float32 {
	if length <= 0 {
		return 0
	}
	return min(1, max(0, float32(at)/float32(length)))
}

// tell draws what is new.
func (s *playerSeek) tell() {
	size := s.Size()
	if !s.player.shown() || size.Width < 20 {
		return
	}
	at, length := s.player.status.At, s.player.length()
	if s.look.dragged {
		at = s.wanted
	}
	s.from, s.long = seekTimes+8, size.Width-2*(seekTimes+8)
	if s.long < 60 { // too narrow for the times
		s.from, s.long = 8, size.Width-16
	}
	scale := pixelScale(s)
	s.look.at, s.look.length, s.look.size = viewmodel.SoundTime(at), "", size
	if length > 0 {
		s.look.length = viewmodel.SoundTime(length)
	}
	s.look.x = int((s.from+s.long*share(at, length))*scale + 0.5)
	if s.look != s.drawn {
		s.drawn = s.look
		s.paint(float32(s.look.x)/scale, scale)
	}
}

// paint draws the track, its heard part, a knob at x, and both times.
func (s *playerSeek) paint(x, scale float32) {
	size := s.Size()
	b := newBrush(s.engine, size.Width, size.Height, scale, colours())
	p, mid := b.p, size.Height/2
	if s.from > seekTimes {
		l := label{family: typeset.Sans, size: 11.5, height: 16, color: p.soft, ltr: true, right: true}
		b.text(s.look.at, l, 0, mid-8, seekTimes, 1)
		l.right = false
		b.text(s.look.length, l, size.Width-seekTimes, mid-8, seekTimes, 1)
	}
	ground := p.line
	if p.dark {
		ground = p.choice
	}
	b.box(s.from, mid-2, s.long, 4, 2, ground)
	if s.look.length != "" {
		if x > s.from {
			b.box(s.from, mid-2, x-s.from, 4, 2, p.accent)
		}
		r := float32(5)
		if s.look.over || s.look.dragged || s.look.focused {
			r = 6.5
		}
		if s.look.focused {
			b.box(x-r-3, mid-r-3, 2*r+6, 2*r+6, r+3, p.mark)
		}
		b.box(x-r, mid-r, 2*r, 2*r, r, p.accent)
	} else if s.look.focused {
		b.box(s.from, mid+6, s.long, 2, 1, p.accent)
	}
	s.picture.Image = b.img
	s.picture.Refresh()
	canvas.Refresh(s)
}

// timeAt is the time at a place of the track.
func (s *playerSeek) timeAt(x float32) time.Duration {
	length := s.player.length()
	part := min(1, max(0, (x-s.from)/max(1, s.long)))
	return time.Duration(float64(part) * float64(length))
}

// Tapped goes to a place.
func (s *playerSeek) Tapped(e *fyne.PointEvent) {
	if s.player.length() > 0 {
		s.player.seek(s.timeAt(e.Position.X))
	}
}

// Dragged shows where it would go, DragEnd goes there.
func (s *playerSeek) Dragged(e *fyne.DragEvent) {
	if s.player.length() > 0 {
		s.look.dragged, s.wanted = true, s.timeAt(e.Position.X)
		s.tell()
	}
}

func (s *playerSeek) DragEnd() {
	if s.look.dragged {
		s.look.dragged = false
		s.player.status.At = s.wanted
		s.player.seek(s.wanted)
		s.tell()
	}
}

func (s *playerSeek) MouseIn(*desktop.MouseEvent)    { s.look.over = true; s.tell() }
func (s *playerSeek) MouseMoved(*desktop.MouseEvent) {}
func (s *playerSeek) MouseOut()                      { s.look.over = false; s.tell() }
func (s *playerSeek) Cursor() desktop.Cursor         { return desktop.PointerCursor }

// FocusGained and FocusLost make it take keys.
func (s *playerSeek) FocusGained()     { s.look.focused = true; s.tell() }
func (s *playerSeek) FocusLost()       { s.look.focused = false; s.tell() }
func (s *playerSeek) TypedRune(r rune) { s.player.w.typedRune(r) }

// TypedKey goes through the recording; what it does not use goes on to the window.
func (s *playerSeek) TypedKey(e *fyne.KeyEvent) {
	p := s.player
	switch e.Name {
	case fyne.KeyLeft:
		p.skip(-arrowStep)
	case fyne.KeyRight:
		p.skip(arrowStep)
	case fyne.KeyPageUp:
		p.skip(-skipBack)
	case fyne.KeyPageDown:
		p.skip(skipForward)
	case fyne.KeyHome:
		p.seek(0)
	case fyne.KeyEnd:
		if l := p.length(); l > arrowStep {
			p.seek(l - arrowStep)
		}
	case fyne.KeyUp:
		p.stepSpeed(true)
	case fyne.KeyDown:
		p.stepSpeed(false)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.toggle()
	case fyne.KeyEscape:
		p.w.focusStage()
	default:
		p.w.typedKey(e)
	}
}
