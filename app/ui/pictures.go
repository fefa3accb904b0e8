package ui

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif"  // a decoder
	_ "image/jpeg" // a decoder
	_ "image/png"  // a decoder
	"math"
	"sync"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // a decoder
)

// pixelsAtMost bounds a picture before it is decoded: 40 megapixels are 160 MB.
const pixelsAtMost = 40_000_000

// pictureSource gives the bytes of a picture.
type pictureSource interface {
	Picture(ctx context.Context, address string) ([]byte, error)
}

// pictures loads, decodes and scales pictures off the main goroutine, two at a
// time, and keeps the small ones that lists show again and again.
type pictures struct {
	from   pictureSource
	worker *worker
	slots  chan struct{}

	mu     sync.Mutex
	thumbs map[string]image.Image
	failed map[string]bool // not asked again while the window is open
}

func newPictures(from pictureSource, w *worker) *pictures {
	return &pictures{from: from, worker: w, slots: make(chan struct{}, 2), thumbs: map[string]image.Image{}, failed: map[string]bool{}}
}

// thumbsKept bounds the pictures that stay decoded: 72 by 72 at a scale of 2 is
// 83 kB.
const thumbsKept = 200

// load gives done a picture that fills w by h pixels, cropped at the edges, on
// the main goroutine; done is not called for a picture that cannot be had.
// A height of zero keeps the picture's shape.
func (p *pictures) load(address string, w, h int, done func(image.Image)) (cancel func()) {
	return p.fetch(address, w, h, func(img image.Image, err error) {
		if err == nil {
			done(img)
		}
	})
}

// fetch is load that also tells of failure.
func (p *pictures) fetch(address string, w, h int, done func(image.Image, error)) (cancel func()) {
	key := fmt.Sprintf("%s %dx%d", address, w, h)
	p.mu.Lock()
	img, failed := p.thumbs[key], p.failed[address]
	p.mu.Unlock()
	switch {
	case img != nil:
		done(img, nil)
		return func() {}
	case failed:
		done(nil, errPicture)
		return func() {}
	}
	ctx, stop := context.WithCancel(p.worker.ctx)
	p.worker.start(func() {
		img, err := p.get(ctx, address, w, h)
		if ctx.Err() != nil {
			return
		}
		p.keep(key, address, img, err, h != 0)
		p.worker.back(func() {
			if ctx.Err() == nil {
				done(img, err)
			}
		})
	})
	return stop
}

var errPicture = fmt.Errorf("the picture cannot be shown")

func (p *pictures) keep(key, address string, img image.Image, err error, small bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err != nil:
		p.failed[address] = true
	case small:
		if len(p.thumbs) >= thumbsKept {
			clear(p.thumbs)
		}
		p.thumbs[key] = img
	}
}

func (p *pictures) get(ctx context.Context, address string, w, h int) (image.Image, error) {
	data, err := p.from.Picture(ctx, address)
	if err != nil {
		return nil, err
	}
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return decode(data, w, h)
}

// decode makes a picture of w by h pixels, cropped at the edges; with a height
// of zero, a picture at most w wide. The bytes are a stranger's: too many pixels
// are refused before they are decoded, and a decoder that panics is an error.
func decode(data []byte, w, h int) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decode picture: %v", r)
		}
	}()
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode picture: %w", err)
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > pixelsAtMost/cfg.Height {
		return nil, fmt.Errorf("decode picture: %d by %d pixels are too many", cfg.Width, cfg.Height)
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode picture: %w", err)
	}
	return fit(src, w, h), nil
}

// fit scales to fill w by h, or to at most w wide if h is zero. Large pictures
// are halved first, roughly, because the fine filter costs by source pixel.
func fit(src image.Image, w, h int) image.Image {
	from := src.Bounds()
	if h == 0 {
		w = min(w, from.Dx())
		h = max(1, int(math.Round(float64(from.Dy())*float64(w)/float64(from.Dx()))))
	} else {
		from = crop(from, w, h)
	}
	for from.Dx() >= 4*w && from.Dy() >= 4*h {
		half := image.NewRGBA(image.Rect(0, 0, from.Dx()/2, from.Dy()/2))
		draw.ApproxBiLinear.Scale(half, half.Bounds(), src, from, draw.Src, nil)
		src, from = half, half.Bounds()
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, from, draw.Src, nil)
	return dst
}

// crop is the largest part of r, in its middle, that has the shape of w by h.
func crop(r image.Rectangle, w, h int) image.Rectangle {
	cw, ch := r.Dx(), r.Dy()
	if cw*h > ch*w {
		cw = max(1, ch*w/h)
	} else {
		ch = max(1, cw*h/w)
	}
	x, y := r.Min.X+(r.Dx()-cw)/2, r.Min.Y+(r.Dy()-ch)/3 // faces are in the upper part
	return image.Rect(x, y, x+cw, y+ch)
}
