package content

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// Limits of a drawing; one that is beyond them is left out.
const (
	maxSVG      = 64 << 10 // bytes
	maxSVGNodes = 2_000
	maxSVGDepth = 40
	leastSVG    = 100 // units of width and height of one that is no sign
)

// svgElements and svgAttributes are what is kept of a drawing, by their names in
// lower case: shapes, texts and colours. Nothing in them runs, moves, fetches or
// leads anywhere.
var (
	svgElements = byLowerCase(`svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient
		radialGradient stop clipPath`)
	svgAttributes = byLowerCase(`x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy d points width height viewBox transform id
		preserveAspectRatio fill fill-opacity fill-rule clip-rule clip-path stroke stroke-width stroke-linecap
		stroke-linejoin stroke-dasharray stroke-opacity stroke-miterlimit opacity color offset stop-color
		stop-opacity gradientUnits gradientTransform spreadMethod clipPathUnits font-size font-weight font-style
		font-family text-anchor dominant-baseline`)
)

func byLowerCase(names string) map[string]string {
	set := map[string]string{}
	for name := range strings.FieldsSeq(names) {
		set[strings.ToLower(name)] = name
	}
	return set
}

// An svgText is a drawing that is being read, and written anew.
type svgText struct {
	out           writer
	open          []string // names as they are written
	dropped       int      // elements within one that is not kept
	nodes, shapes int
	bad           bool // too large
	alt           string
	titled        bool // what is read is its title
	width, height int  // as the drawing states them; zero: it does not
}

// openSVG begins a drawing, unless it is only a sign: for those that are told to
// ignore signs, in links, or small.
func (b *builder) openSVG(t *tag, pos int) {
	b.skip = skip{name: t.name, pos: pos}
	w, h := dimension(t, "width"), dimension(t, "height")
	figure := b.nearest(roleFigure) > 0 && w == 0 && h == 0
	if t.attr("aria-hidden") == "true" || b.look.link != "" || b.code.depth > 0 || !b.drawing && !figure && (w < leastSVG || h < leastSVG) {
		return
	}
	s := &svgText{alt: oneLine(t.attr("aria-label")), width: max(0, w), height: max(0, h)}
	s.start(t)
	b.skip.svg = s
}

func (s *svgText) start(t *tag) {
	name, ok := svgElements[t.name]
	s.titled = t.name == "title" && len(s.open) == 1 && s.dropped == 0 && s.alt == ""
	if s.dropped > 0 || !ok || len(s.open) >= maxSVGDepth || t.name == "svg" && len(s.open) > 0 {
		if !elements[t.name].void {
			s.dropped++
		}
		return
	}
	if s.nodes++; s.nodes > maxSVGNodes || s.out.Len() > maxSVG {
		s.bad = true
		return
	}
	switch name {
	case "svg", "g", "defs", "tspan", "linearGradient", "radialGradient", "stop", "clipPath":
	default:
		s.shapes++
	}
	s.out.WriteString("<" + name)
	if name == "svg" {
		s.out.WriteString(` xmlns="http://www.w3.org/2000/svg"`)
	}
	s.attributes(t)
	s.out.WriteByte('>')
	s.open = append(s.open, name)
}

// attributes writes those of an element, and what its style says in the same
// words.
func (s *svgText) attributes(t *tag) {
	list := t.attrs
	if css := t.attr("style"); css != "" {
		list = nil
		for d := range strings.SplitSeq(css, ";") {
			key, val, _ := strings.Cut(d, ":")
			list = append(list, attr{strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(val)})
		}
		list = append(list, t.attrs...)
	}
	seen := map[string]bool{}
	for _, a := range list {
		s.bad = s.bad || len(a.val) > maxSVG
		name, ok := svgAttributes[a.key]
		if ok && !seen[name] && svgValue(a.val) {
			seen[name] = true
			s.out.attr(name, a.val)
		}
	}
}

// svgValue reports whether the value of an attribute is only that: no address
// but of a part of the drawing itself.
func svgValue(v string) bool {
	if !printable(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(v)) {
		return false
	}
	low := strings.ToLower(v)
	if i := strings.Index(low, "url"); i >= 0 {
		return strings.HasPrefix(low, "url(#") && strings.LastIndex(low, "url") == 0
	}
	return !strings.ContainsAny(v, "\\<>") && !strings.Contains(low, "javascript") && !strings.Contains(low, "expression")
}

func (s *svgText) text(text string) {
	if s.titled {
		s.alt = oneLine(text)
	}
	if n := len(s.open); s.dropped == 0 && n > 0 && (s.open[n-1] == "text" || s.open[n-1] == "tspan") && s.out.Len() < maxSVG {
		s.out.text(oneLine(text))
	}
}

func (s *svgText) close(name string) {
	s.titled = false
	if s.dropped > 0 {
		s.dropped--
		return
	}
	if n := len(s.open); n > 1 && strings.EqualFold(s.open[n-1], name) {
		s.end()
	}
}

func (s *svgText) end() {
	last := len(s.open) - 1
	s.out.WriteString("</" + s.open[last] + ">")
	s.open = s.open[:last]
}

// endSVG ends what was skipped; a drawing becomes a picture within the HTML.
func (b *builder) endSVG() {
	s := b.skip.svg
	b.skip.svg = nil
	if s == nil {
		return
	}
	for len(s.open) > 0 {
		s.end()
	}
	if s.bad || s.shapes == 0 || s.out.Len() > maxSVG {
		return
	}
	address := "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(s.out.String()))
	if placeholder(address) || b.data+len(address) > maxData {
		return
	}
	b.data += len(address)
	b.show(&Picture{URL: address, Alt: s.alt, Width: s.width, Height: s.height})
}

// drawsSomething reports whether an address is of a drawing as they are written here,
// with more in it than the rectangle that keeps a place.
func drawsSomething(address string) bool {
	code, ok := strings.CutPrefix(address, "data:image/svg+xml;base64,")
	source, err := base64.StdEncoding.DecodeString(code)
	if !ok || err != nil {
		return false
	}
	for _, shape := range []string{"<path", "<circle", "<ellipse", "<line ", "<poly", "<text"} {
		if strings.Contains(string(source), shape) {
			return true
		}
	}
	return false
}

// svgPicture is the data: address of a drawing that came as one, written anew;
// empty when nothing is left of it.
func (b *builder) svgPicture(head, body string) string {
	if b.drawing {
		return ""
	}
	source, err := url.PathUnescape(body)
	if strings.Contains(strings.ToLower(head), ";base64") {
		var raw []byte
		raw, err = base64.StdEncoding.DecodeString(body)
		source = string(raw)
	}
	if err != nil || len(source) > 4*maxSVG {
		return ""
	}
	inner := newBuilder("")
	defer inner.free()
	inner.drawing = true
	s := scanner{src: strings.ToValidUTF8(source, "")}
	s.run(inner)
	for _, x := range inner.frames[0].block.Children {
		if x.Kind == Figure && strings.HasPrefix(x.Picture.URL, "data:image/svg+xml;base64,") {
			return x.Picture.URL
		}
	}
	return ""
}
