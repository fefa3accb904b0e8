package mail

import (
	"bytes"
	"encoding/base64"
	"image"
	_ "image/gif" // can be decoded
	"image/jpeg"
	_ "image/png" // can be decoded
	"net/url"
	"strings"

	"github.com/emersion/go-message"
)

// Bounds of pictures that come along. They become data: addresses, of which feeds/content
// keeps half a megabyte each and 4 MB together.
const (
	maxFile    = 6 << 20   // bytes as sent
	maxPicture = 360 << 10 // bytes as kept
	maxAll     = 3 << 20   // bytes of all that are kept
	maxPixels  = 24 << 20
	keptWidth  = 1200 // pixels of one that is made smaller
)

// picture keeps a picture that the text shows, and reports whether it did.
func (p *parts) picture(e *message.Entity, kind string) bool {
	id := strings.Trim(e.Header.Get("Content-Id"), "<> ")
	place := strings.TrimSpace(e.Header.Get("Content-Location"))
	if id == "" && place == "" {
		return false
	}
	data := head(e.Body, maxFile+1)
	if len(data) > maxFile || len(data) == 0 {
		return false
	}
	if kind == "image/jpg" || kind == "image/pjpeg" {
		kind = "image/jpeg"
	}
	if len(data) > maxPicture {
		if data = smaller(data); data == nil {
			return false
		}
		kind = "image/jpeg"
	}
	if p.bytes += len(data); p.bytes > maxAll {
		return false
	}
	address := "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
	for _, name := range []string{id, place} {
		if name != "" {
			p.pictures[name] = address
		}
	}
	return true
}

// shown is the picture that an address in the HTML means; empty: none that came along.
func (p *parts) shown(address string) string {
	if scheme, id, ok := strings.Cut(address, ":"); ok && strings.EqualFold(scheme, "cid") {
		if plain, err := url.PathUnescape(id); err == nil {
			id = plain
		}
		return p.pictures[id]
	}
	return p.pictures[address]
}

// smaller is a large picture as a smaller one; nil: it cannot be read.
func smaller(data []byte) []byte {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width*config.Height > maxPixels || config.Width <= 0 || config.Height <= 0 {
		return nil
	}
	from, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	w := min(config.Width, keptWidth)
	h := max(1, config.Height*w/config.Width)
	to := image.NewRGBA(image.Rect(0, 0, w, min(h, 4*keptWidth)))
	b := from.Bounds()
	for y := range to.Bounds().Dy() {
		for x := range w {
			to.Set(x, y, from.At(b.Min.X+x*config.Width/w, b.Min.Y+y*config.Height/h))
		}
	}
	for _, quality := range []int{82, 60, 40} {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, to, &jpeg.Options{Quality: quality}); err == nil && out.Len() <= maxPicture {
			return out.Bytes()
		}
	}
	return nil
}
