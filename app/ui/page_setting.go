package ui

import (
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// pageSetting is how the reader likes to read, as the page needs it.
type pageSetting struct {
	zoom      float32 // of all text; zero: 1
	measure   float32 // width of the column at zoom 1; zero: 640
	leading   float32 // line height by size; zero: 29/18
	family    typeset.Family
	justify   bool
	hyphenate bool
	indent    bool // paragraphs begin with an indent instead of standing apart
}

// textSize is the size of running text at zoom 1, in units.
const textSize = 18

func (s pageSetting) withDefaults() pageSetting {
	if s.zoom <= 0 {
		s.zoom = 1
	}
	if s.measure <= 0 {
		s.measure = 640
	}
	if s.leading <= 0 {
		s.leading = 29.0 / 18
	}
	return s
}

// settingOf makes a setting of what the reader has chosen; own is the family of a
// font of theirs.
func settingOf(r viewmodel.ReadingStyle, own func(name string) typeset.Family) pageSetting {
	r = r.Bounded()
	s := pageSetting{zoom: float32(r.Size) / textSize, measure: float32(r.Measure), leading: float32(r.Leading) / 100,
		justify: r.Justify, hyphenate: r.Hyphenate, indent: r.Indent}
	switch r.Font {
	case viewmodel.SerifFont:
		s.family = typeset.Serif
	case viewmodel.SansFont:
		s.family = typeset.Sans
	default:
		s.family = own(r.Font)
	}
	return s
}
