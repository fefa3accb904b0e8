package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync"
)

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

// thumbPixels is how large a picture is at most that stays decoded.
const thumbPixels = 200 * 200

// fetch gives done a picture that fills w by h pixels, cropped at the edges, on the
// main goroutine, or says why it cannot be had. A height of zero keeps the picture's
// shape.
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
		p.keep(key, address, img, err, h != 0 && w*h <= thumbPixels)
		p.worker.back(func() {
			if ctx.Err() == nil {
				done(img, err)
			}
		})
	})
	return stop
}

var errPicture = errors.New("the picture cannot be shown")

// again lets a picture be asked for that could not be had.
func (p *pictures) again(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.failed, address)
}

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
