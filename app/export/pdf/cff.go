package pdf

import (
	"encoding/binary"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// A program is a font in the Compact Font Format (Adobe technical note 5176):
// glyphs numbered as the codes of the file, without hints, in thousandths of the
// size. Quadratic curves become cubic ones without loss.
type program struct {
	glyphs [][]byte
	box    [4]int // of all glyphs: left, bottom, right, top
}

func newProgram(f *outlines) *program {
	p := &program{}
	for _, g := range f.used {
		var o font.GlyphOutline
		if g.id != 0 && g.id != nowhere || g.id == 0 && g.text != "" {
			o = outlineOf(f.face, g.id)
		}
		p.add(o, g, 1000/float32(max(1, f.face.Upem())))
	}
	return p
}

// outlineOf is the outline of a glyph; empty where a font is damaged.
func outlineOf(face *font.Face, id font.GID) (o font.GlyphOutline) {
	defer func() {
		if recover() != nil { // glyphs of damaged fonts
			o = font.GlyphOutline{}
		}
	}()
	switch d := face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return d
	case font.GlyphSVG:
		return d.Outline
	case font.GlyphBitmap:
		if d.Outline != nil {
			return *d.Outline
		}
	}
	return font.GlyphOutline{}
}

// pen writes one glyph (Adobe technical note 5177). Points are whole; each is
// written as its distance from the last one, so that nothing adds up.
type pen struct {
	out   []byte
	x, y  int
	from  shape
	scale float32
}

const (
	opLine  = 5
	opCurve = 8
	opEnd   = 14
	opMove  = 21
)

func (p *program) add(o font.GlyphOutline, g drawn, scale float32) {
	k := pen{out: charNumber(nil, g.width), from: g.shape, scale: scale}
	var from opentype.SegmentPoint
	for _, s := range o.Segments {
		a := s.Args
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			k.write(opMove, a[0])
			from = a[0]
		case opentype.SegmentOpLineTo:
			k.write(opLine, a[0])
			from = a[0]
		case opentype.SegmentOpQuadTo:
			k.write(opCurve, toward(from, a[0]), toward(a[1], a[0]), a[1])
			from = a[1]
		case opentype.SegmentOpCubeTo:
			k.write(opCurve, a[0], a[1], a[2])
			from = a[2]
		}
		p.grow(k.x, k.y)
	}
	p.glyphs = append(p.glyphs, append(k.out, opEnd))
}

// toward is two thirds of the way.
func toward(a, b opentype.SegmentPoint) opentype.SegmentPoint {
	return opentype.SegmentPoint{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
}

func (k *pen) write(op byte, to ...opentype.SegmentPoint) {
	for _, t := range to {
		x, y := whole(t.X*k.scale)+k.from.right, whole(t.Y*k.scale)+k.from.up
		k.out = charNumber(charNumber(k.out, x-k.x), y-k.y)
		k.x, k.y = x, y
	}
	k.out = append(k.out, op)
}

// whole rounds; what no font has by right stays within what can be written.
func whole(v float32) int {
	return int(math.Round(float64(min(max(v, -16000), 16000))))
}

func (p *program) grow(x, y int) {
	b := &p.box
	b[0], b[1], b[2], b[3] = min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)
}

// charNumber appends an operand as glyphs and dictionaries have it.
func charNumber(out []byte, v int) []byte {
	v = min(max(v, math.MinInt16), math.MaxInt16)
	switch {
	case v >= -107 && v <= 107:
		return append(out, byte(v+139))
	case v >= 108 && v <= 1131:
		v -= 108
		return append(out, byte(v>>8)+247, byte(v))
	case v >= -1131 && v <= -108:
		v = -v - 108
		return append(out, byte(v>>8)+251, byte(v))
	}
	return binary.BigEndian.AppendUint16(append(out, 28), uint16(v))
}

// offset appends an operand that always takes as many bytes.
func offset(out []byte, v int) []byte {
	return binary.BigEndian.AppendUint32(append(out, 29), uint32(v))
}

// bytes is the whole font. The dictionary on top says where the rest lies, so it
// is made twice: first to learn how long it is.
func (p *program) bytes(name string) []byte {
	n := len(p.glyphs)
	head := append([]byte{1, 0, 4, 4}, index([]byte(name))...)
	sids := index([]byte("Adobe"), []byte("Identity"))
	charset := []byte{2, 0, 1}
	charset = binary.BigEndian.AppendUint16(charset, uint16(max(0, n-2)))
	if n < 2 {
		charset = []byte{0}
	}
	sel := append([]byte{3, 0, 1, 0, 0, 0}, byte(n>>8), byte(n))
	chars := index(p.glyphs...)
	private := []byte{139, 20, 139, 21} // widths are written in full: the default and the nominal one are 0

	at := len(head) + len(index(p.top(0, 0, 0, 0))) + len(sids) + len(index())
	charsetAt := at
	selAt := charsetAt + len(charset)
	charsAt := selAt + len(sel)
	privateAt := charsAt + len(chars)
	arrayAt := privateAt + len(private)
	dict := append(offset(charNumber(nil, len(private)), privateAt), 18)

	out := append(head, index(p.top(charsetAt, selAt, charsAt, arrayAt))...)
	out = append(out, sids...)
	out = append(out, index()...) // no shared routines
	out = append(out, charset...)
	out = append(out, sel...)
	out = append(out, chars...)
	out = append(out, private...)
	return append(out, index(dict)...)
}

// top is the dictionary of the font: ROS, FontBBox, CIDCount, charset, FDSelect,
// CharStrings, FDArray.
func (p *program) top(charset, sel, chars, array int) []byte {
	d := append(charNumber(charNumber(charNumber(nil, 391), 392), 0), 12, 30)
	for _, v := range p.box {
		d = charNumber(d, v)
	}
	d = append(d, 5)
	d = append(offset(d, len(p.glyphs)), 12, 34)
	d = append(offset(d, charset), 15)
	d = append(offset(d, sel), 12, 37)
	d = append(offset(d, chars), 17)
	return append(offset(d, array), 12, 36)
}

// index is a list of byte strings as the format has it.
func index(list ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(list)))
	if len(list) == 0 {
		return out
	}
	out = append(out, 4)
	at := 1
	out = binary.BigEndian.AppendUint32(out, uint32(at))
	for _, b := range list {
		at += len(b)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
	}
	for _, b := range list {
		out = append(out, b...)
	}
	return out
}
