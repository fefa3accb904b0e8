package typeset

import "github.com/go-text/typesetting/font"

// A Run is a part of a line in one font and one style, for those who draw by
// other means than Draw. All measures are units.
type Run struct {
	X, Width float32 // from the left of the layout
	Size     float32 // of the glyphs; small capitals are smaller than their Style
	Style    Style
	Face     *font.Face // belongs to the engine that was asked
	Bolder   bool       // the style is bold and the face is not: strokes are to be drawn wider by BoldBy of the size
	RTL      bool
	Clusters []Cluster // from left to right
}

// A Cluster is glyphs that cannot be told apart in the text: a letter with its
// marks, a ligature, a syllable.
type Cluster struct {
	Text   string // what it was made of; "\u00AD" for a hyphen and "…" for what was left out
	Glyphs []Glyph
}

// A Glyph stands at X from the left of the layout on its style's baseline, moved
// by DX to the right and DY up, as marks are.
type Glyph struct {
	ID     font.GID
	X      float32
	DX, DY float32
}

// BoldBy is how much wider the strokes of a Bolder run are, by the size.
const BoldBy = boldBy

// Runs are the parts of a line from left to right.
func (e *Engine) Runs(l *Layout, line int) []Run {
	ln := &l.Lines[line]
	out := make([]Run, 0, len(ln.pieces))
	for i := range ln.pieces {
		p := &ln.pieces[i]
		f := e.prepare(p.face)
		out = append(out, Run{
			X: p.x, Width: p.width, Size: p.size, Style: *p.style, Face: f.face, RTL: p.level&1 == 1,
			Bolder:   p.style.Weight >= bold && !f.heavy,
			Clusters: p.clustered(l.para.text),
		})
	}
	return out
}

// clustered is the glyphs of a piece by cluster.
func (p *piece) clustered(text []rune) []Cluster {
	var out []Cluster
	x := p.x
	glyphs := make([]Glyph, len(p.glyphs))
	for i := 0; i < len(p.glyphs); {
		first, from := p.glyphs[i], i
		for i < len(p.glyphs) && p.glyphs[i].cluster == first.cluster {
			g := &p.glyphs[i]
			glyphs[i] = Glyph{ID: g.id, X: x, DX: g.dx, DY: g.dy}
			x += g.advance
			i++
		}
		c := Cluster{Glyphs: glyphs[from:i]}
		switch {
		case p.from < p.to:
			c.Text = string(text[first.cluster : first.cluster+first.runes])
		case p.width < p.style.Size*0.6: // see wrapping.append: a hyphen is narrower than three dots
			c.Text = "\u00AD"
		default:
			c.Text = "…"
		}
		out = append(out, c)
	}
	return out
}
