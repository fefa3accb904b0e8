// Package typeset turns styled text into lines and lines into pixels.
//
// The way of a paragraph: Shape cleans the text, finds its direction and its
// levels (UAX #9), cuts it into runs of one level, script, style and font, has
// HarfBuzz choose and place the glyphs of each word that it has not seen yet,
// and notes where a line may end: by UAX #14, by the patterns of a language, by
// lists of words for scripts without spaces. That is done once. Wrap fills
// lines for a width, or chooses them together where they are justified, and
// puts their runs into visual order; it costs so little that it can follow a
// window that is being resized. Draw paints a layout at any scale into an
// image, with glyphs from a bounded cache. Hit, Rects and Text answer where the
// mouse is, what to highlight and what to copy; Move takes a caret through the
// text as it is seen; WordAt and SentenceAt say what a double click selects.
//
// All measures are units: the device-independent pixels of the toolkit. Only
// Draw knows of real pixels. Positions in a text are counted in runes of the
// cleaned text, see Para.Text.
//
// Fonts are shared by all; an Engine, a paragraph being shaped and a picture
// being drawn belong to one goroutine. A Layout is never changed after Wrap, so
// it may be asked anywhere.
package typeset

import "image/color"

// Family is one of the few kinds of letters that the program uses.
type Family uint8

const (
	Serif Family = iota
	Sans
	Mono
	Emoji // only for Cut: colour pictures, where the system has no such font
)

// Style is how a span looks. Text of several styles in a paragraph shares one
// line height (ParaOptions).
type Style struct {
	Family     Family
	Weight     int // 400 regular, 500, 600, 700 bold; zero: regular
	Italic     bool
	Size       float32 // of the em square
	Color      color.NRGBA
	Underline  bool
	Strike     bool
	Background color.NRGBA // behind the text, for code and marks; zero: none
	Rise       float32     // above the baseline, for superscript
	Link       int         // number of a link, from 1; zero: none
	Tracking   float32     // added between letters
	Position   Position    // of small raised or lowered text; Size stays that of the text around it
	Tabular    bool        // digits of one width, so that columns of numbers stand under each other
	SmallCaps  bool        // small letters as small capitals
	Dotted     bool        // the underline, as of an abbreviation
}

// Position of text that belongs beside or under other text. It takes no more
// height of line than the text around it.
type Position uint8

const (
	OnLine Position = iota
	Superscript
	Subscript
)

// Span is a piece of text of one style. A newline in it ends a line.
type Span struct {
	Text  string
	Style Style
}

// Direction of a paragraph.
type Direction uint8

const (
	Auto Direction = iota // of the first letter that has one
	LeftToRight
	RightToLeft
)

// Align says where the lines stand.
type Align uint8

const (
	Start   Align = iota // left, or right for a paragraph from right to left
	Center               //
	End                  // opposite of Start
	Justify              // Start, with full lines stretched and broken so that they need little of it
)

// ParaOptions say how a paragraph is set.
type ParaOptions struct {
	Lang       string // BCP 47: chooses the form of Han characters and of letters
	Dir        Direction
	LineHeight float32 // of every line; zero: 1.4 times the largest size
	Align      Align
	Indent     float32 // of the first line
	Unbroken   bool    // lines end at newlines only, as of code that is panned; no other places are looked for
	Hyphenate  bool    // words of languages that patterns are known for: see Hyphenates
	Balance    bool    // lines of about the same length, for headlines and captions
	Hang       bool    // quotation marks, hyphens and full stops reach half out of the lines' edges, at most Size/2
}

// WrapOptions limit a layout.
type WrapOptions struct {
	MaxLines int  // zero: no limit
	Ellipsis bool // ends the last line with "…" where text was left out
}

// Rect is a rectangle in units.
type Rect struct{ X, Y, W, H float32 }

// maxRunes bounds a paragraph: no text that a person wrote is longer, and what
// a program wrote must not eat the memory.
const maxRunes = 1 << 20
