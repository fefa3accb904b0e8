package typeset

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// Cut is one bundled font file: a family in one weight, upright or italic.
type Cut struct {
	Family Family
	Weight int // 400 regular to 700 bold; zero: regular
	Italic bool
	Data   []byte // TrueType or OpenType, one face
}

// Fonts are the bundled cuts and, behind them, the fonts of the system. They
// are parsed once per process and safe for concurrent use.
type Fonts struct {
	cuts []cut
	dir  string // of the index of system fonts

	scan     sync.Once
	names    sync.Once
	families []string
	disk     []fontscan.Footprint

	mu     sync.Mutex
	own    map[string]Family                // of the reader, by normalised name
	loaded map[fontscan.Location]*font.Font // nil: cannot be read
	chosen map[choice][]*font.Font          // in the order in which they were needed
	absent map[absence]bool
	heavy  map[*font.Font]bool // bold by itself
	slant  map[*font.Font]bool // italic by itself
}

// bold is the weight from which on a text is to look bold.
const bold = 600

// cut is a parsed Cut.
type cut struct {
	Cut
	font *font.Font
}

// NewFonts parses the cuts, of which there must be at least one of Serif or
// Sans. cacheDir is where the index of the system's fonts is kept between
// starts. The system's fonts themselves are looked for when a text first needs
// one, which takes a second or two without an index; see Scan.
func NewFonts(cuts []Cut, cacheDir string) (*Fonts, error) {
	f := &Fonts{
		dir:    cacheDir,
		own:    map[string]Family{},
		loaded: map[fontscan.Location]*font.Font{},
		chosen: map[choice][]*font.Font{},
		absent: map[absence]bool{},
		heavy:  map[*font.Font]bool{},
		slant:  map[*font.Font]bool{},
	}
	for i, c := range cuts {
		face, err := font.ParseTTF(bytes.NewReader(c.Data))
		if err != nil {
			return nil, fmt.Errorf("parse bundled font %d: %w", i, err)
		}
		if c.Weight == 0 {
			c.Weight = 400
		}
		c.Data = nil // the parsed font holds what it needs
		f.cuts = append(f.cuts, cut{c, face.Font})
		f.heavy[face.Font], f.slant[face.Font] = c.Weight >= bold, c.Italic
	}
	if f.bundled(look{Family: Sans, Weight: 400}) == nil {
		return nil, errors.New("no bundled font for text")
	}
	return f, nil
}

// look is what a style asks of a font.
type look struct {
	Family Family
	Weight int
	Italic bool
}

func lookOf(s Style) look {
	l := look{s.Family, s.Weight, s.Italic}
	if l.Weight == 0 {
		l.Weight = 400
	}
	return l
}

// bundled is the cut that comes nearest to a look: of the family if there is
// one, else of Sans or Serif. It is nil for Mono and Emoji without cuts only if
// there is nothing else either.
func (f *Fonts) bundled(l look) *font.Font {
	var best *font.Font
	least := 1 << 30
	for _, c := range f.allCuts() {
		if c.Family == Emoji && l.Family != Emoji {
			continue
		}
		far := distance(c.Weight, l.Weight)
		if c.Italic != l.Italic {
			far += 2000
		}
		if c.Family != l.Family {
			far += 10000
			if c.Family != Sans {
				far += 10000
			}
		}
		if far < least {
			best, least = c.font, far
		}
	}
	return best
}

// has reports whether there is a cut of the family.
func (f *Fonts) has(family Family) bool {
	for _, c := range f.allCuts() {
		if c.Family == family {
			return true
		}
	}
	return false
}

// distance between two weights.
func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}
