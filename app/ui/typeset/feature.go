package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
)

// positioned turns a position into a size and a rise.
func positioned(s Style) Style {
	switch s.Position {
	case Superscript:
		s.Rise += s.Size * 0.34
	case Subscript:
		s.Rise -= s.Size * 0.15
	default:
		return s
	}
	s.Size *= 0.68
	return s
}

// feature switches an OpenType feature for a whole run.
func feature(tag string, value uint32) harfbuzz.Feature {
	return harfbuzz.Feature{
		Tag: opentype.MustNewTag(tag), Value: value,
		Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd,
	}
}

// traits are what a run asks of its font besides plain letters.
type traits uint8

const (
	apart     traits = 1 << iota // no ligatures: code, and letters with room between them
	tabular                      // digits of one width
	smallCaps                    // by the font
)

// features are the OpenType features of every combination of traits.
var features = func() (t [8][]harfbuzz.Feature) {
	for i := range t {
		if traits(i)&apart != 0 {
			t[i] = append(t[i], feature("liga", 0), feature("clig", 0), feature("calt", 0))
		}
		if traits(i)&tabular != 0 {
			t[i] = append(t[i], feature("tnum", 1), feature("lnum", 1))
		}
		if traits(i)&smallCaps != 0 {
			t[i] = append(t[i], feature("smcp", 1))
		}
	}
	return t
}()

// substitutes reports whether a font has a feature of substitution.
func substitutes(ft *font.Font, tag string) bool {
	want := opentype.MustNewTag(tag)
	for _, f := range ft.GSUB.Features {
		if f.Tag == want {
			return true
		}
	}
	return false
}

// capitalScale is the size of small capitals that are made of large ones.
const capitalScale = 0.78

// madeSmall reports letters that become smaller capitals where a font has none
// of its own. Those that grow to several, such as ß, stay.
func madeSmall(r rune) bool { return unicode.IsLower(r) && unicode.ToUpper(r) != r }
