package content

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// wantedWidth is how wide a picture should be, in pixels, where nobody says how
// wide it will be shown: the column of text on a dense screen.
const wantedWidth = 1200

// Limits of the addresses of a picture.
const (
	maxRead    = 64 // candidates that are read
	maxSources = 8  // of those, kept
)

// lazy are the attributes in which pages hide a picture's address until the
// reader scrolls to it.
var lazy = []string{
	"data-src", "data-original", "data-lazy-src", "data-orig-file", "data-hi-res-src",
	"data-full-src", "data-lazy", "data-image", "data-url", "data-img-src", "data-original-src",
}

var lazySets = []string{"data-srcset", "data-lazy-srcset", "data-original-set"}

// choose gives a picture its addresses and reports whether it has any.
func (b *builder) choose(p *Picture, t *tag) bool {
	set := append([]Source(nil), b.set...)
	set = appendSets(set, t, "")
	p.URL = b.publishers(t)
	p.Sources = b.sources(set, p.Width)
	if p.URL == "" {
		p.URL = p.Best(wantedWidth)
	}
	if p.URL == "" || tracks(p.URL) {
		return false
	}
	p.Sources = thinned(p)
	return true
}

// publishers is the address that stands for the picture: where pages load it
// late, the one that they hide.
func (b *builder) publishers(t *tag) string {
	for _, key := range lazy {
		if !t.hides() {
			break
		}
		if u := b.source(t.attr(key)); u != "" {
			return u
		}
	}
	if u := b.source(t.attr("src")); u != "" {
		return u
	}
	for _, a := range t.attrs { // in an attribute of the page's own invention
		if strings.HasPrefix(a.key, "data-") && !strings.ContainsAny(a.val, " \t\n") && typeOf(a.val) != "" {
			if u := b.source(a.val); u != "" {
				return u
			}
		}
	}
	return ""
}

// hides reports whether an element has attributes of the page's own.
func (t *tag) hides() bool {
	return slices.ContainsFunc(t.attrs, func(a attr) bool { return strings.HasPrefix(a.key, "data-") })
}

// source is an address to fetch a picture from; empty when it is none, or only
// keeps the place of another.
func (b *builder) source(v string) string {
	switch {
	case placeholder(v):
		return ""
	case hasScheme(v, "data:"):
		return b.dataPicture(v)
	}
	if u := b.links.resolve(v); !placeholder(u) {
		return u
	}
	return ""
}

// appendSources adds what a <source> of a <picture> offers, but for a screen
// that is dark or made of paper.
func appendSources(set []Source, t *tag) []Source {
	if media := t.attr("media"); strings.Contains(media, "dark") || strings.Contains(media, "print") {
		return set
	}
	return appendSets(set, t, pictureType(t.attr("type")))
}

// pictureType is the kind of a picture as others name it; empty when it is none.
func pictureType(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	format, ok := strings.CutPrefix(s, "image/")
	if !ok || len(format) > 16 || strings.Trim(format, "abcdefghijklmnopqrstuvwxyz0123456789.+-") != "" {
		return ""
	}
	if format == "jpg" {
		return "image/jpeg"
	}
	return s
}

func appendSets(set []Source, t *tag, kind string) []Source {
	set = appendSet(set, t.attr("srcset"), kind)
	if !t.hides() {
		return set
	}
	for _, key := range lazySets {
		set = appendSet(set, t.attr(key), kind)
	}
	return set
}

// appendSet adds the candidates of a srcset (HTML standard, section 4.8.4.2.1).
// Commas part them, but addresses may have commas within.
func appendSet(set []Source, s, kind string) []Source {
	for len(set) < maxRead {
		s = strings.TrimLeft(s, " \t\n\r\f,")
		if s == "" {
			break
		}
		end := strings.IndexAny(s, " \t\n\r\f")
		if end < 0 {
			end = len(s)
		}
		address, rest := s[:end], s[end:]
		descriptor := ""
		if strings.HasSuffix(address, ",") {
			address = strings.TrimRight(address, ",")
		} else {
			descriptor, rest, _ = strings.Cut(rest, ",")
		}
		s = rest
		if !placeholder(address) && !hasScheme(address, "data:") {
			src := Source{URL: address, Type: kind}
			src.Width, src.Density = described(descriptor)
			set = append(set, src)
		}
	}
	return set
}

// described is what "640w" or "2x" promises.
func described(s string) (width int, density float32) {
	for d := range strings.FieldsSeq(s) {
		if w, ok := strings.CutSuffix(d, "w"); ok && digits(w) && len(w) < 6 {
			width, _ = strconv.Atoi(w)
		} else if x, ok := strings.CutSuffix(d, "x"); ok {
			if f, err := strconv.ParseFloat(x, 32); err == nil && f > 0 && f < 10 {
				density = float32(f)
			}
		}
	}
	switch {
	case width > 0:
		density = 0
	case density == 0:
		density = 1 // as the standard has it
	}
	return width, density
}

// sources makes addresses absolute and sorts them, narrowest first. Of several
// that are equally wide the publisher's first counts.
func (b *builder) sources(set []Source, width int) []Source {
	var out []Source
	for _, s := range set {
		s.URL = b.links.resolve(s.URL)
		if s.URL == "" || placeholder(s.URL) {
			continue
		}
		if last := len(s.URL) - 1; s.URL[last] == ',' {
			s.URL = s.URL[:last] + "%2C" // it would end the address
		}
		if s.Type == typeOf(s.URL) {
			s.Type = ""
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Source) int {
		return cmp.Or(cmp.Compare(a.width(width), b.width(width)), cmp.Compare(b.Type, a.Type))
	})
	return out
}

// thinned are the sources that are worth keeping: those that can be decoded, if
// any address can, of different addresses and widths, not too many.
func thinned(p *Picture) []Source {
	can := decodable("", p.URL)
	for _, s := range p.Sources {
		can = can || decodable(s.Type, s.URL)
	}
	var out []Source
	for _, s := range p.Sources {
		w := s.width(p.Width)
		if can && !decodable(s.Type, s.URL) || w == 0 && s.URL == p.URL && s.Type == "" {
			continue
		}
		same := func(o Source) bool { return o.URL == s.URL || w > 0 && o.width(p.Width) == w }
		if !slices.ContainsFunc(out, same) {
			out = append(out, s)
		}
	}
	for len(out) > maxSources {
		i := closest(out, p.Width)
		out = slices.Delete(out, i, i+1)
	}
	if len(out) == 1 && out[0].URL == p.URL {
		return nil // a choice of one
	}
	return out
}

// closest is the index of the source without which the step from the one before
// it to the one after it is smallest. The narrowest and the widest stay.
func closest(list []Source, width int) int {
	at, least := 1, 0.0
	for i := 1; i < len(list)-1; i++ {
		step := float64(list[i+1].width(width)) / float64(max(1, list[i-1].width(width)))
		if i == 1 || step < least {
			at, least = i, step
		}
	}
	return at
}

// twins reports whether two pictures in a row are one: loaded late and its copy
// for browsers without scripts.
func twins(a, b *Picture) bool {
	return a.URL == b.URL || a.offers(b.URL) || b.offers(a.URL)
}

// again reports whether a picture that is meant for browsers without scripts
// has just been shown, perhaps in another size.
func (b *builder) again(p *Picture) bool {
	list := b.held
	if len(list) == 0 {
		list = b.top().block.Children
	}
	if b.noScript == 0 || len(list) == 0 {
		return false
	}
	last := list[len(list)-1].Picture
	return last != nil && (twins(last, p) || SamePicture(last.URL, p.URL))
}
