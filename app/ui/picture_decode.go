package ui

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // a decoder
	_ "image/jpeg" // a decoder
	_ "image/png"  // a decoder
	"math"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // a decoder
)

// pixelsAtMost bounds a picture before it is decoded: 40 megapixels are 160 MB.
const pixelsAtMost = 40_000_000

// decode makes a picture of w by h pixels, cropped at the edges; with a height
// of zero, a picture at most w wide. The bytes are a stranger's: too many pixels
// are refused before they are decoded, and a decoder that panics is an error.
func decode(data []byte, w, h int) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("decode picture: %v", r)
		}
	}()
	if isDrawing(data) {
		return drawing(data, w, h)
	}
	if f := readFilm(data); f != nil {
		still, err := f.still()
		if err != nil {
			return nil, fmt.Errorf("decode picture: %w", err)
		}
		if h != 0 {
			return fit(still, w, h), nil
		}
		return &moving{fit(still, w, 0), f}, nil
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode picture: %w", err)
	}
	if err := sane(cfg.Width, cfg.Height); err != nil {
		return nil, err
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode picture: %w", err)
	}
	return fit(src, w, h), nil
}

// sane refuses sizes that a picture cannot have or that would take too much memory.
func sane(w, h int) error {
	if w <= 0 || h <= 0 || w > pixelsAtMost/h {
		return fmt.Errorf("decode picture: %d by %d pixels are too many", w, h)
	}
	return nil
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

// quickFit scales to a width for a moment: a frame of a film.
func quickFit(src *image.RGBA, w int) image.Image {
	from := src.Bounds()
	h := max(1, int(math.Round(float64(from.Dy())*float64(w)/float64(from.Dx()))))
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(dst, dst.Rect, src, from, draw.Src, nil)
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
