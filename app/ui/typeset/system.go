package typeset

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

// choice is what a font of the system is chosen for. All letters of a script in
// a text of one look share it, so that a word is not made of several fonts.
type choice struct {
	look   look
	script language.Script
	region region
}

// absence is a character that no font of the system has.
type absence struct {
	choice choice
	r      rune
}

// Scan looks for the fonts of the system now, so that the first text in a
// script that is not bundled need not wait for it. It may run on any goroutine.
func (f *Fonts) Scan() {
	f.scan.Do(func() {
		found, err := fontscan.SystemFonts(silent{}, writable(f.dir))
		if err != nil {
			return // a system without fonts: what is not bundled shows as boxes
		}
		f.disk = found
	})
}

// writable is the folder, or a temporary one where it cannot be written to:
// fontscan finds no fonts at all if it cannot store its index.
func writable(dir string) string {
	if err := os.MkdirAll(dir, 0o700); err == nil {
		if probe, err := os.CreateTemp(dir, "probe"); err == nil {
			probe.Close()
			os.Remove(probe.Name())
			return dir
		}
	}
	return os.TempDir()
}

// silent takes the messages of fontscan, which are about single broken files.
type silent struct{}

func (silent) Printf(string, ...any) {}

// fallback is a font of the system that has the character, or nil.
func (f *Fonts) fallback(c choice, r rune) *font.Font {
	f.Scan()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, have := range f.chosen[c] {
		if _, ok := have.NominalGlyph(r); ok {
			return have
		}
	}
	if f.absent[absence{c, r}] {
		return nil
	}
	if ft := f.search(c, r); ft != nil {
		f.chosen[c] = append(f.chosen[c], ft)
		return ft
	}
	if len(f.absent) > 1<<14 {
		clear(f.absent)
	}
	f.absent[absence{c, r}] = true
	return nil
}

// boldItalic reports whether a font is bold and italic by itself.
func (f *Fonts) boldItalic(ft *font.Font) (heavy, slanted bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.heavy[ft], f.slant[ft]
}

// search takes the best font that has the character and can be read.
func (f *Fonts) search(c choice, r rune) *font.Font {
	rank := newRanking(c)
	tried := map[fontscan.Location]bool{}
	for {
		best, least := -1, 1<<30
		for i := range f.disk {
			fp := &f.disk[i]
			if tried[fp.Location] || !fp.Runes.Contains(r) {
				continue
			}
			if far := rank.of(fp); far < least {
				best, least = i, far
			}
		}
		if best < 0 {
			return nil
		}
		tried[f.disk[best].Location] = true
		if ft := f.read(&f.disk[best]); ft != nil {
			if _, ok := ft.NominalGlyph(r); ok {
				return ft
			}
		}
	}
}

// read is a font of the system, nil if it cannot be read.
func (f *Fonts) read(fp *fontscan.Footprint) *font.Font {
	at := whole(fp)
	ft, ok := f.loaded[at]
	if !ok {
		ft, _ = load(at) // a font that cannot be read is passed over
		f.loaded[at] = ft
		f.heavy[ft] = weightOf(fp) >= bold
		f.slant[ft] = fp.Aspect.Style == font.StyleItalic
	}
	return ft
}

// panCJK are the families whose regional members are one set of glyphs in one
// file, told apart by the language of the text (OpenType feature locl). One of
// them then serves all regions: each takes 20 MB of memory.
var panCJK = []string{"notosanscjk", "notoserifcjk", "sourcehansans", "sourcehanserif"}

// whole is where the font of a footprint is read from.
func whole(fp *fontscan.Footprint) fontscan.Location {
	at := fp.Location
	for _, name := range panCJK {
		if strings.HasPrefix(fp.Family, name) && strings.HasSuffix(strings.ToLower(at.File), "c") {
			at.Index = 0
		}
	}
	return at
}

// load reads one font of a file.
func load(at fontscan.Location) (ft *font.Font, err error) {
	defer func() {
		if p := recover(); p != nil { // damaged files reach places that expect sound ones
			err = fmt.Errorf("load font %s: %v", at.File, p)
		}
	}()
	file, err := os.Open(at.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil {
		return nil, err
	}
	if int(at.Index) >= len(loaders) {
		return nil, fmt.Errorf("load font %s: no face %d", at.File, at.Index)
	}
	return font.NewFont(loaders[at.Index])
}

// ranking orders the fonts of the system for a choice.
type ranking struct {
	choice   choice
	families map[string]int // place on the list of those known to be good
}

func newRanking(c choice) ranking {
	r := ranking{c, map[string]int{}}
	for i, name := range favourites(c) {
		name = font.NormalizeFamily(name)
		if _, ok := r.families[name]; !ok {
			r.families[name] = i
		}
	}
	return r
}

// of is how far a font is from what is wanted.
func (r ranking) of(fp *fontscan.Footprint) int {
	far := 0
	if at, ok := r.families[fp.Family]; ok {
		far = at * 100
	} else if r.choice.look.Family == Emoji {
		return 1 << 30 // a text font has no pictures
	} else {
		far = 20000 + oddity(fp.Family, r.choice.look.Family)
	}
	weight := weightOf(fp)
	far += distance(weight, r.choice.look.Weight) / 4
	if (weight >= 600) != (r.choice.look.Weight >= 600) {
		far += 350 // a bold font of the wrong kind is better than none that is bold
	}
	if (fp.Aspect.Style == font.StyleItalic) != r.choice.look.Italic {
		far += 60
	}
	if fp.Aspect.Stretch != font.StretchNormal {
		far += 1000
	}
	return far
}

// weightOf is how bold a font is. Some bold ones say that they are regular, and
// only the name of the file tells the truth.
func weightOf(fp *fontscan.Footprint) int {
	weight := int(fp.Aspect.Weight)
	if name := strings.ToLower(filepath.Base(fp.Location.File)); weight == 400 && strings.Contains(name, "bold") {
		weight = 700
	}
	return weight
}

// oddity is how unlikely a family is to be made for running text.
func oddity(name string, want Family) int {
	far := 0
	for _, word := range []string{"mono", "display", "symbol", "unjoined", "rashi", "supplement", "math", "condensed", "emoji", "looped"} {
		if strings.Contains(name, word) && !(word == "mono" && want == Mono) {
			far += 2000
		}
	}
	serif := strings.Contains(name, "serif") && !strings.Contains(name, "sansserif")
	if serif != (want == Serif) {
		far += 500
	}
	if !strings.HasPrefix(name, "noto") {
		far += 200
	}
	return far
}
