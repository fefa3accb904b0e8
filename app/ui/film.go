package ui

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	"time"
)

// film is a picture that moves: GIF, APNG or WebP, whose frames stay packed until
// each is shown, so that a long one takes no more memory than a short one.
type film struct {
	size   image.Point
	frames []filmFrame // at least two
	loops  int         // zero: without end
}

// filmFrame is a frame as a file of its own.
type filmFrame struct {
	at    image.Rectangle
	delay time.Duration
	after uint8 // what becomes of it before the next one
	over  bool  // it is laid over what is there, instead of replacing it
	data  []byte
}

// What becomes of a frame.
const (
	frameStays  uint8 = iota
	frameGoes         // its place is empty
	frameUndone       // what was there before is there again
)

// moving is the first frame of a film, with the film.
type moving struct {
	image.Image
	film *film
}

// Limits of a film. What is over easyPixels plays only if the reader wants it.
const (
	filmPixels = 4_000_000  // of a frame
	filmFrames = 5000       //
	easyPixels = 20_000_000 // a second
	leastDelay = 20 * time.Millisecond
	usualDelay = 100 * time.Millisecond // where the file gives none
)

// readFilm finds the frames of a moving picture; nil for one that does not move, or
// that is beyond the limits.
func readFilm(data []byte) *film {
	var f *film
	switch {
	case bytes.HasPrefix(data, []byte("GIF8")):
		f = readGIF(data)
	case bytes.HasPrefix(data, []byte(pngSign)):
		f = readAPNG(data)
	case len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		f = readMovingWebP(data)
	}
	if f == nil || len(f.frames) < 2 || f.size.X <= 0 || f.size.Y <= 0 || f.size.X > filmPixels/f.size.Y {
		return nil
	}
	whole := image.Rectangle{Max: f.size}
	for i := range f.frames {
		fr := &f.frames[i]
		if fr.at.Empty() || !fr.at.In(whole) {
			return nil
		}
		if fr.delay < leastDelay {
			fr.delay = usualDelay // as browsers do
		}
	}
	return f
}

// heavy reports whether playing would keep the computer busy.
func (f *film) heavy() bool {
	pixels, d := 0, time.Duration(0)
	for _, fr := range f.frames {
		pixels += fr.at.Dx()*fr.at.Dy() + f.size.X*f.size.Y/4 // decoded, and scaled
		d += fr.delay
	}
	return float64(pixels)/d.Seconds() > easyPixels
}

// still is the first frame.
func (f *film) still() (image.Image, error) {
	p := projector{film: f}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.screen, nil
}

// projector plays a film frame by frame. It belongs to one job at a time.
type projector struct {
	film   *film
	screen *image.RGBA
	before *image.RGBA // what the last frame was laid over, if that is needed again
	next   int         // frame
	plays  int         // whole ones
}

// advance puts the next frame on the screen.
func (p *projector) advance() (err error) {
	defer func() {
		if recover() != nil { // a decoder met bytes that it did not expect
			err = errPicture
		}
	}()
	if p.screen == nil || p.next == 0 {
		p.screen, p.before = image.NewRGBA(image.Rectangle{Max: p.film.size}), nil
	} else {
		p.clear(p.film.frames[p.next-1])
	}
	fr := p.film.frames[p.next]
	img, _, err := image.Decode(bytes.NewReader(fr.data))
	if err != nil {
		return err
	}
	if img.Bounds().Dx() < fr.at.Dx() || img.Bounds().Dy() < fr.at.Dy() {
		return errors.New("a frame is smaller than it says")
	}
	if fr.after == frameUndone {
		p.before = image.NewRGBA(fr.at)
		draw.Draw(p.before, fr.at, p.screen, fr.at.Min, draw.Src)
	}
	op := draw.Src
	if fr.over {
		op = draw.Over
	}
	draw.Draw(p.screen, fr.at, img, img.Bounds().Min, op)
	if p.next++; p.next == len(p.film.frames) {
		p.next = 0
		p.plays++
	}
	return nil
}

// clear does with the last frame what it says.
func (p *projector) clear(last filmFrame) {
	switch last.after {
	case frameGoes:
		draw.Draw(p.screen, last.at, image.Transparent, image.Point{}, draw.Src)
	case frameUndone:
		if p.before != nil {
			draw.Draw(p.screen, last.at, p.before, last.at.Min, draw.Src)
		}
	}
}

// delay is how long the frame on the screen stays.
func (p *projector) delay() time.Duration {
	n := len(p.film.frames)
	return p.film.frames[(p.next+n-1)%n].delay
}

// ended reports whether the film has been played as often as it says.
func (p *projector) ended() bool { return p.film.loops > 0 && p.plays >= p.film.loops }
