package export

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"tidings/feeds/content"
)

const (
	usualBudget  = 256 << 20  // bytes of pictures in one file
	pixelsAtMost = 40_000_000 // of a picture that is decoded: 160 MB
	widestKept   = 1800       // pixels: more than paper and screens of books show
	largestKept  = 2 << 20    // bytes of a picture that is taken as it came
	atOnce       = 4          // pictures asked for; the core is polite to each host besides
	linkedAtMost = 600        // pictures of one article: more is a mistake or an attack
)

// A picture that is written.
type picture struct {
	data          []byte
	kind          string // "jpeg", "png", "gif", "webp", "svg"
	width, height int    // pixels; zero for svg
}

// A stock has the pictures of one file: it asks for them once, and not for more
// than the budget allows.
type stock struct {
	from         Pictures
	left         int64
	got          map[string]*picture // of the article at work; nil: cannot be had
	had, missing int
}

func newStock(o Options) *stock {
	s := &stock{from: o.Pictures, left: o.Budget}
	if s.left <= 0 {
		s.left = usualBudget
	}
	return s
}

// fetch asks for all pictures of an article, several at a time. Those of the
// article before are forgotten.
func (s *stock) fetch(ctx context.Context, blocks []content.Block) {
	var list []string
	eachPicture(blocks, func(address string) {
		if len(list) < linkedAtMost {
			list = append(list, address)
		}
	})
	s.got = map[string]*picture{}
	var mu sync.Mutex
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, address := range list {
		mu.Lock()
		_, known := s.got[address]
		if !known {
			s.got[address] = nil
		}
		mu.Unlock()
		if known {
			continue
		}
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			data := s.load(ctx, address)
			p := read(data)
			mu.Lock()
			defer mu.Unlock()
			if p != nil && int64(len(p.data)) <= s.left {
				s.left -= int64(len(p.data))
				s.got[address] = p
			}
		})
	}
	all.Wait()
}

// find is a picture that was fetched; nil, and counted, if it could not be.
func (s *stock) find(address string) *picture {
	p := s.got[address]
	if p == nil {
		s.missing++
	} else {
		s.had++
	}
	return p
}

func (s *stock) load(ctx context.Context, address string) []byte {
	if rest, ok := strings.CutPrefix(address, "data:"); ok {
		return inline(rest)
	}
	if s.from == nil || ctx.Err() != nil {
		return nil
	}
	data, err := s.from.Picture(ctx, address)
	if err != nil {
		return nil // it is missing, and counted where it is to be shown
	}
	return data
}

// inline are the data of a data: address (RFC 2397).
func inline(rest string) []byte {
	head, body, ok := strings.Cut(rest, ",")
	if !ok {
		return nil
	}
	plain, err := url.PathUnescape(body)
	if err != nil {
		return nil
	}
	if !strings.HasSuffix(head, ";base64") {
		return []byte(plain)
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(plain))
	if err != nil {
		return nil
	}
	return data
}

// eachPicture calls f with the address of every picture, as it is to be loaded.
func eachPicture(blocks []content.Block, f func(address string)) {
	for i := range blocks {
		b := &blocks[i]
		if b.Picture != nil {
			f(b.Picture.Best(widestKept))
		}
		if b.Embed != nil && b.Embed.Image != "" {
			f(b.Embed.Image)
		}
		eachPicture(b.Children, f)
		for _, row := range b.Rows {
			for k := range row {
				eachPicture(row[k].Blocks, f)
			}
		}
	}
}

// read understands the bytes of a stranger; nil for what is no picture. Large
// photographs become smaller ones.
func read(data []byte) (p *picture) {
	defer func() {
		if recover() != nil { // decoders meet damaged files
			p = nil
		}
	}()
	if len(data) == 0 {
		return nil
	}
	if isSVG(data) {
		if !harmless(data) {
			return nil
		}
		return &picture{data: data, kind: "svg"}
	}
	cfg, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > pixelsAtMost/cfg.Height {
		return nil
	}
	p = &picture{data: data, kind: kind, width: cfg.Width, height: cfg.Height}
	if kind != "gif" && (cfg.Width > widestKept*3/2 || len(data) > largestKept) && cfg.Width > 600 {
		if small := p.scaled(widestKept); small != nil && len(small.data) < len(data) {
			return small
		}
	}
	return p
}

// decode is the picture itself; nil for SVG and for what is damaged.
func (p *picture) decode() (img image.Image) {
	defer func() {
		if recover() != nil { // decoders meet damaged files
			img = nil
		}
	}()
	r := bytes.NewReader(p.data)
	switch p.kind {
	case "jpeg":
		img, _ = jpeg.Decode(r)
	case "png":
		img, _ = png.Decode(r)
	case "gif":
		img, _ = gif.Decode(r)
	case "webp":
		img, _ = webp.Decode(r)
	}
	return img
}

// scaled is the picture at most so wide, upright, in a format that every program
// reads; nil if it cannot be read.
func (p *picture) scaled(width int) *picture {
	img := p.decode()
	if img == nil {
		return nil
	}
	size := img.Bounds().Size()
	if size.X > width {
		small := image.NewNRGBA(image.Rect(0, 0, width, max(1, size.Y*width/size.X)))
		draw.ApproxBiLinear.Scale(small, small.Rect, img, img.Bounds(), draw.Src, nil)
		img = small
	}
	img = turned(img, p.turn())
	return encoded(img)
}

// encoded is JPEG for what is opaque and PNG for the rest.
func encoded(img image.Image) *picture {
	size := img.Bounds().Size()
	var b bytes.Buffer
	kind := "jpeg"
	if o, ok := img.(interface{ Opaque() bool }); ok && !o.Opaque() {
		kind = "png"
		if png.Encode(&b, img) != nil {
			return nil
		}
	} else if jpeg.Encode(&b, img, &jpeg.Options{Quality: 86}) != nil {
		return nil
	}
	return &picture{data: b.Bytes(), kind: kind, width: size.X, height: size.Y}
}

// mediaType is what the picture is called.
func (p *picture) mediaType() string {
	if p.kind == "svg" {
		return "image/svg+xml"
	}
	return "image/" + p.kind
}

// dataURI is an address that is the picture itself.
func (p *picture) dataURI() string {
	return fmt.Sprintf("data:%s;base64,%s", p.mediaType(), base64.StdEncoding.EncodeToString(p.data))
}

func isSVG(data []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(data[:min(len(data), 1024)], "\xEF\xBB\xBF \t\r\n"))
	return bytes.HasPrefix(head, []byte("<svg")) || bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<svg"))
}

// harmless reports whether an SVG is well-formed and only a drawing: it runs
// nothing, loads nothing, declares nothing.
func harmless(data []byte) bool {
	low := bytes.ToLower(data)
	if bytes.Contains(low, []byte("@import")) || bytes.Count(low, []byte("url(")) != bytes.Count(low, []byte("url(#")) {
		return false
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err.Error() == "EOF" && depth == 0
		}
		switch t := t.(type) {
		case xml.Directive:
			return false
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			switch strings.ToLower(t.Name.Local) {
			case "script", "foreignobject", "iframe", "animate", "set":
				return false
			}
			for _, a := range t.Attr {
				key, val := strings.ToLower(a.Name.Local), strings.ToLower(a.Value)
				if strings.HasPrefix(key, "on") || key == "href" && !strings.HasPrefix(val, "#") || strings.Contains(val, "javascript:") {
					return false
				}
			}
		}
	}
}
