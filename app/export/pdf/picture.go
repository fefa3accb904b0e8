package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
)

// An Image is a picture of the file; it may be drawn any number of times.
type Image struct {
	Width, Height int // pixels, as it is seen
	index         int
	turn          Turn
}

func imageName(index int) string { return fmt.Sprintf("/I%d", index+1) }

// A Turn is how a picture must be turned and mirrored to be seen as it was taken:
// the orientation of EXIF, 1 to 8.
type Turn uint8

// matrix is what brings the unit square to w by h, turned.
func (t Turn) matrix(w, h float64) (a, b, c, d float64) {
	switch t {
	case 2:
		return -w, 0, 0, h
	case 3:
		return -w, 0, 0, -h
	case 4:
		return w, 0, 0, -h
	case 5:
		return 0, -h, -w, 0
	case 6:
		return 0, -h, w, 0
	case 7:
		return 0, h, w, 0
	case 8:
		return 0, h, -w, 0
	}
	return w, 0, 0, h
}

// origin is where the corner of the square then stands.
func (t Turn) origin(w, h float64) (x, y float64) {
	a, b, c, d := t.matrix(w, h)
	return -min(0, a, c, a+c), -min(0, b, d, b+d)
}

// JPEG takes a JPEG file as it is. The turn is 1 if nothing is said.
func (w *Writer) JPEG(data []byte, turn Turn) (Image, error) {
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Image{}, fmt.Errorf("picture: %w", err)
	}
	space := "/DeviceRGB"
	switch cfg.ColorModel {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.CMYKModel:
		space = "/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]" // those who write such files write them inverted
	}
	im := w.image(cfg.Width, cfg.Height)
	im.turn = turn
	if turn >= 5 {
		im.Width, im.Height = im.Height, im.Width
	}
	w.raw(w.images[im.index], imageEntries(cfg.Width, cfg.Height, space)+"/Filter/DCTDecode", data)
	return im, nil
}

func imageEntries(width, height int, space string) string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s", width, height, space)
}

func (w *Writer) image(width, height int) Image {
	w.images = append(w.images, w.alloc())
	return Image{Width: width, Height: height, index: len(w.images) - 1}
}

// Picture takes a picture that is decoded. What is opaque and would be large
// without loss, as photographs are, is written as JPEG.
func (w *Writer) Picture(img image.Image) Image {
	size := img.Bounds().Size()
	im := w.image(size.X, size.Y)
	flat := image.NewNRGBA(image.Rectangle{Max: size})
	draw.Draw(flat, flat.Rect, img, img.Bounds().Min, draw.Src)
	pixels, alpha := planes(flat)
	packed := deflated(pixels)
	if alpha == nil && len(packed) > size.X*size.Y*3/4 {
		var b bytes.Buffer
		if jpeg.Encode(&b, flat, &jpeg.Options{Quality: 88}) == nil && b.Len() < len(packed) {
			w.raw(w.images[im.index], imageEntries(size.X, size.Y, "/DeviceRGB")+"/Filter/DCTDecode", b.Bytes())
			return im
		}
	}
	entries := imageEntries(size.X, size.Y, "/DeviceRGB") + "/Filter/FlateDecode"
	if alpha != nil {
		mask := w.alloc()
		w.stream(mask, imageEntries(size.X, size.Y, "/DeviceGray"), alpha)
		entries += "/SMask " + mask.String()
	}
	w.raw(w.images[im.index], entries, packed)
	return im
}

// planes are the colours of a picture, and its opacity unless it is opaque.
func planes(img *image.NRGBA) (pixels, alpha []byte) {
	n := len(img.Pix) / 4
	pixels, alpha = make([]byte, 0, 3*n), make([]byte, 0, n)
	opaque := true
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		pixels = append(pixels, p[0], p[1], p[2])
		alpha = append(alpha, p[3])
		opaque = opaque && p[3] == 0xFF
	}
	if opaque {
		return pixels, nil
	}
	return pixels, alpha
}
