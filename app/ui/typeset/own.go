package typeset

import (
	"os"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

// Families are the names of the system's families that running text can be set
// in, in order. It reads a file of each, which takes a moment: not for the main
// goroutine.
func (f *Fonts) Families() []string {
	f.Scan()
	seen := map[string]bool{}
	var out []string
	for i := range f.disk {
		fp := &f.disk[i]
		if seen[fp.Family] || !forText(fp) {
			continue
		}
		seen[fp.Family] = true
		if name := nameOf(fp.Location); name != "" {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return slices.Compact(out)
}

// forText reports whether a font has the letters of running text.
func forText(fp *fontscan.Footprint) bool {
	for _, r := range "aeno.,AEéü" {
		if !fp.Runes.Contains(r) {
			return false
		}
	}
	for _, odd := range []string{"emoji", "symbol", "math", "music"} {
		if strings.Contains(fp.Family, odd) {
			return false
		}
	}
	return true
}

// nameOf is the name of a font's family as people write it; empty if the file
// cannot be read.
func nameOf(at fontscan.Location) (name string) {
	defer func() {
		if recover() != nil { // damaged files reach places that expect sound ones
			name = ""
		}
	}()
	file, err := os.Open(at.File)
	if err != nil {
		return ""
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || int(at.Index) >= len(loaders) {
		return ""
	}
	d, _ := font.Describe(loaders[at.Index], nil)
	return d.Family
}

// Choose sets which family of the system Own is; an empty name, or one that is
// not installed, makes it the bundled serif. It reports whether the family is
// there. Paragraphs that were shaped before keep their letters.
func (f *Fonts) Choose(name string) bool {
	if name != "" {
		f.Scan()
	}
	name = font.NormalizeFamily(name)
	found := name != "" && slices.ContainsFunc(f.disk, func(fp fontscan.Footprint) bool { return fp.Family == name })
	if !found {
		name = ""
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.own != name {
		f.own = name
		f.changes.Add(1)
	}
	return found
}

// chosenCut is the font of the reader's own family that comes nearest to a
// look; nil if there is none.
func (f *Fonts) chosenCut(l look) *font.Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.own == "" {
		return nil
	}
	var best *fontscan.Footprint
	least := 1 << 30
	for i := range f.disk {
		fp := &f.disk[i]
		if fp.Family != f.own {
			continue
		}
		far := distance(weightOf(fp), l.Weight)
		if (fp.Aspect.Style == font.StyleItalic) != l.Italic {
			far += 2000
		}
		if fp.Aspect.Stretch != font.StretchNormal {
			far += 5000
		}
		if far < least {
			best, least = fp, far
		}
	}
	if best == nil {
		return nil
	}
	return f.read(best)
}
