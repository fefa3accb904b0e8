//go:build e2e

package main

import (
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
)

// shot keeps a picture of the display.
func (d *desk) shot(name string) {
	d.t.Helper()
	// What was asked for last may still be on its way to the screen: two equal
	// pictures in a row are a quiet one.
	var last, img *image.NRGBA
	d.until("a quiet screen", func() bool {
		last = img
		var err error
		if img, err = d.screen(); err != nil {
			d.t.Fatal(err)
		}
		return last != nil && string(last.Pix) == string(img.Pix)
	})
	d.keep(name, img)
}

// screen is what the display shows now.
func (d *desk) screen() (*image.NRGBA, error) {
	data, err := os.ReadFile(filepath.Join(d.frame, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	return readXWD(data)
}

func (d *desk) keep(name string, img *image.NRGBA) {
	d.t.Helper()
	file, err := os.Create(filepath.Join(d.shots, name+".png"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		d.t.Fatal(err)
	}
}

// readXWD reads the file in which Xvfb keeps its screen: a header of 32-bit
// numbers, a table of colours, then lines of 32-bit pixels (XWDFile.h of X11).
func readXWD(data []byte) (*image.NRGBA, error) {
	if len(data) < 100 {
		return nil, errors.New("read screen: too short")
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	header, width, height, stride, colours := field(0), field(4), field(5), field(12), field(19)
	from := header + colours*12
	if len(data) < from+stride*height {
		return nil, errors.New("read screen: cut off")
	}
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		row := data[from+y*stride:]
		for x := range width {
			b, g, r := row[4*x], row[4*x+1], row[4*x+2]
			i := img.PixOffset(x, y)
			img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = r, g, b, 0xff
		}
	}
	return img, nil
}
