package content

import (
	"cmp"
	"slices"
	"strings"
)

// Best is the address to load for a picture that is shown so many pixels wide:
// the smallest that is wide enough, else the widest, of those that are of a
// kind that can be decoded.
func (p *Picture) Best(pixels int) string {
	best, width := "", 0
	for _, s := range p.Sources {
		w := s.width(p.Width)
		if w == 0 || !decodable(s.Type, s.URL) {
			continue
		}
		if best == "" || width < pixels && w > width || w >= pixels && w < width {
			best, width = s.URL, w
		}
	}
	switch own := p.Width; {
	case best == "":
		return p.plain()
	case p.URL == "" || !decodable("", p.URL):
	case own >= pixels && own < width, width < pixels && width < own:
		return p.URL
	case own == 0 && width*2 < pixels && !p.offers(p.URL):
		return p.URL // of a width that nobody tells, among others that are all small
	}
	return best
}

// offers reports whether one of the sources has the address.
func (p *Picture) offers(address string) bool {
	return slices.ContainsFunc(p.Sources, func(s Source) bool { return s.URL == address })
}

// plain is the address for a picture none of whose sources tells a width.
func (p *Picture) plain() string {
	if !decodable("", p.URL) {
		for _, s := range p.Sources {
			if decodable(s.Type, s.URL) {
				return s.URL
			}
		}
	}
	return p.URL
}

// guessedWidth is how wide most pictures are that do not say it, in pixels.
const guessedWidth = 600

// width is how wide a source is, in pixels, if its picture has the width given;
// zero when that is not known.
func (s Source) width(of int) int {
	if s.Width == 0 {
		return int(s.Density * float32(cmp.Or(of, guessedWidth)))
	}
	return s.Width
}

// undecodable are the kinds of pictures that few programs can show.
var undecodable = []string{"avif", "heic", "heif", "jxl", "jp2", "jxr"}

// decodable reports whether a picture of a kind, at an address, can be shown.
func decodable(kind, address string) bool {
	if kind == "" {
		kind = typeOf(address)
	}
	format := strings.TrimPrefix(kind, "image/")
	return !slices.Contains(undecodable, format)
}

// typeOf is what the end of an address says about the kind of a picture; empty
// when it says nothing.
func typeOf(address string) string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	dot := strings.LastIndexByte(address, '.')
	if dot < 0 || len(address)-dot > 6 {
		return ""
	}
	switch end := strings.ToLower(address[dot+1:]); end {
	case "jpg", "jpeg":
		return "image/jpeg"
	case "svg":
		return "image/svg+xml"
	case "png", "gif", "webp", "avif", "heic", "heif", "jxl", "jp2", "jxr":
		return "image/" + end
	}
	return ""
}
