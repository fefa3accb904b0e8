package ui

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

const (
	drawingBytes    = 1 << 20
	drawingElements = 20_000
	drawingRepeats  = 100_000 // elements that are drawn through references
	drawingSide     = 4096    // pixels
)

// isDrawing reports whether bytes are SVG.
func isDrawing(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 1024)], " \t\r\n\xEF\xBB\xBF")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// drawing draws SVG as wide as asked, or into w by h.
func drawing(data []byte, w, h int) (image.Image, error) {
	if err := drawable(data); err != nil {
		return nil, err
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read drawing: %w", err)
	}
	box := icon.ViewBox
	if !(box.W > 0 && box.H > 0) || box.W > 1e5 || box.H > 1e5 {
		return nil, errors.New("read drawing: it has no size")
	}
	if h == 0 {
		h = int(float64(w)*box.H/box.W + 0.5)
	}
	if w, h = min(w, drawingSide), min(h, drawingSide); w <= 0 || h <= 0 {
		return nil, errors.New("read drawing: it has no size")
	}
	icon.SetTarget(0, 0, float64(w), float64(h))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, img, img.Bounds())), 1)
	return img, nil
}

// drawable refuses drawings that the library would not draw whole, since half a
// chart says something wrong, and those with which it would not come to an end: a
// reference within what can be referred to may lead to itself.
func drawable(data []byte) error {
	if len(data) > drawingBytes {
		return errors.New("read drawing: it is too large")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	elements, uses, defs := 0, 0, 0
	for {
		t, err := d.RawToken()
		if err != nil {
			break // the library says whether that is the end
		}
		switch e := t.(type) {
		case xml.StartElement:
			elements++
			switch e.Name.Local {
			case "text", "foreignObject", "image":
				return fmt.Errorf("read drawing: it has %s", e.Name.Local)
			case "defs", "symbol":
				defs++
			case "use":
				if uses++; defs > 0 {
					return errors.New("read drawing: its references are nested")
				}
			}
		case xml.EndElement:
			if e.Name.Local == "defs" || e.Name.Local == "symbol" {
				defs--
			}
		}
		if elements > drawingElements || uses*elements > drawingRepeats {
			return errors.New("read drawing: it has too many parts")
		}
	}
	return nil
}
