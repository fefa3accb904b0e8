package export

import (
	"encoding/binary"
	"image"

	"tidings/app/export/pdf"
)

// turn is how a photograph must be turned to be seen as it was taken: what its
// camera wrote (EXIF 2.3, tag 0x0112), 1 if it wrote nothing.
func (p *picture) turn() pdf.Turn {
	if p.kind != "jpeg" {
		return 1
	}
	for d := p.data[min(2, len(p.data)):]; len(d) > 4 && d[0] == 0xFF && d[1] != 0xDA; {
		n := int(binary.BigEndian.Uint16(d[2:]))
		if n < 2 || n+2 > len(d) {
			break
		}
		if d[1] == 0xE1 && n > 8 && string(d[4:10]) == "Exif\x00\x00" {
			return orientation(d[10 : n+2])
		}
		d = d[n+2:]
	}
	return 1
}

// orientation finds the tag among those of the picture.
func orientation(tiff []byte) pdf.Turn {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	n := int64(order.Uint16(tiff[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > int64(len(tiff)) {
			break
		}
		if order.Uint16(tiff[e:]) == 0x0112 {
			if v := order.Uint16(tiff[e+8:]); v >= 1 && v <= 8 {
				return pdf.Turn(v)
			}
		}
	}
	return 1
}

// turned is a picture turned and mirrored.
func turned(img image.Image, t pdf.Turn) image.Image {
	if t <= 1 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if t >= 5 {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			i, j := x, y
			switch t {
			case 2:
				i = w - 1 - x
			case 3:
				i, j = w-1-x, h-1-y
			case 4:
				j = h - 1 - y
			case 5:
				i, j = y, x
			case 6:
				i, j = h-1-y, x
			case 7:
				i, j = h-1-y, w-1-x
			case 8:
				i, j = y, w-1-x
			}
			out.Set(i, j, img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}
