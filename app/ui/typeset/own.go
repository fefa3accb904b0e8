package typeset

import (
	"os"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

// firstOwn is the number of the first family that the reader has chosen; mostOwn is
// how many there can be while the program runs.
const (
	firstOwn = Family(16)
	mostOwn  = 100
)

// allCuts are the cuts so far: families of the reader are added while others read.
func (f *Fonts) allCuts() []cut {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.cuts
}

// Own makes an installed family usable for text, in as many of its cuts as text
// needs; it is false if there is none of the name.
func (f *Fonts) Own(name string) (Family, bool) {
	f.Scan()
	name = font.NormalizeFamily(name)
	f.mu.Lock()
	defer f.mu.Unlock()
	if have, ok := f.own[name]; ok {
		return have, true
	}
	if len(f.own) >= mostOwn {
		return Serif, false
	}
	family := firstOwn + Family(len(f.own))
	var cuts []cut
	for _, want := range []look{{family, 400, false}, {family, 700, false}, {family, 400, true}, {family, 700, true}} {
		c, ok := f.cutOf(name, want)
		if ok && !slices.ContainsFunc(cuts, func(x cut) bool { return x.font == c.font }) {
			cuts = append(cuts, c)
		}
	}
	if len(cuts) == 0 {
		return Serif, false
	}
	f.own[name] = family
	f.cuts = append(slices.Clip(f.cuts), cuts...) // readers may hold the list of before
	return family, true
}

// cutOf is the cut of an installed family that is nearest to a look. f.mu is held.
func (f *Fonts) cutOf(name string, want look) (cut, bool) {
	best, least := -1, 1<<30
	for i := range f.disk {
		fp := &f.disk[i]
		if fp.Family != name || !fp.Runes.Contains('a') {
			continue
		}
		far := distance(weightOf(fp), want.Weight)
		if (fp.Aspect.Style == font.StyleItalic) != want.Italic {
			far += 2000
		}
		if fp.Aspect.Stretch != font.StretchNormal {
			far += 1000
		}
		if far < least {
			best, least = i, far
		}
	}
	if best < 0 {
		return cut{}, false
	}
	fp := &f.disk[best]
	ft := f.read(fp)
	if ft == nil {
		return cut{}, false // a file that cannot be read is none
	}
	weight := weightOf(fp)
	return cut{Cut{Family: want.Family, Weight: weight, Italic: fp.Aspect.Style == font.StyleItalic}, ft}, true
}

// Families are the names of the installed families that have Latin letters, in
// alphabetical order. It reads a part of one file of each and takes its time the
// first time.
func (f *Fonts) Families() []string {
	f.Scan()
	f.names.Do(func() {
		seen := map[string]bool{}
		var buffer []byte
		for i := range f.disk {
			fp := &f.disk[i]
			if seen[fp.Family] || !fp.Runes.Contains('a') || strings.HasPrefix(fp.Family, ".") {
				continue
			}
			seen[fp.Family] = true
			var name string
			if name, buffer = nameOf(fp.Location, buffer); name != "" {
				f.families = append(f.families, name)
			}
		}
		slices.SortFunc(f.families, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	})
	return f.families
}

// nameOf is the family's name as its file has it; empty if that cannot be read.
func nameOf(at fontscan.Location, buffer []byte) (name string, rest []byte) {
	defer func() {
		if recover() != nil { // damaged files reach places that expect sound ones
			name, rest = "", buffer
		}
	}()
	file, err := os.Open(at.File)
	if err != nil {
		return "", buffer
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || int(at.Index) >= len(loaders) {
		return "", buffer
	}
	d, rest := font.Describe(loaders[at.Index], buffer)
	return d.Family, rest
}
