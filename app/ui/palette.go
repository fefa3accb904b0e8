package ui

import "image/color"

// palette is the colours of one appearance. The names say what a colour is for.
type palette struct {
	dark bool

	paper  color.NRGBA // article pane, front page
	list   color.NRGBA // timeline, boxes
	side   color.NRGBA // sidebar, top bar
	ink    color.NRGBA // text
	soft   color.NRGBA // second-rank text, at least 4.5:1 on its ground
	faint  color.NRGBA // captions of groups, placeholders; never the only carrier of meaning
	line   color.NRGBA // hairlines
	choice color.NRGBA // selected row
	chip   color.NRGBA
	accent color.NRGBA // unread dot, source counts, focus ring, "first"
	link   color.NRGBA // links in articles
	good   color.NRGBA // "offline" badge
	mark   color.NRGBA // selected text
	hit    color.NRGBA // over what was looked for in an article
	found  color.NRGBA // behind what a search found
	code   color.NRGBA // behind code
	alert  color.NRGBA // behind what is serious
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

var light = palette{
	paper: rgb(0xFCFBF8), list: rgb(0xF8F6F1), side: rgb(0xF1EEE7),
	ink: rgb(0x1D1B18), soft: rgb(0x6A655C), faint: rgb(0xA29C90),
	line: rgb(0xE5E0D6), choice: rgb(0xECE6DA), chip: rgb(0xEEEAE1),
	accent: rgb(0xB8432A), link: rgb(0x1F5A8A), good: rgb(0x3F7D4E),
	mark: color.NRGBA{0xB8, 0x43, 0x2A, 0x30}, hit: color.NRGBA{0xE8, 0xB0, 0x20, 0x58}, found: rgb(0xF6E3B0), code: rgb(0xF1EEE7),
	alert: rgb(0xF9E4DC),
}

var dark = palette{
	dark:  true,
	paper: rgb(0x191815), list: rgb(0x161512), side: rgb(0x121110),
	ink: rgb(0xE9E5DC), soft: rgb(0x9F998D), faint: rgb(0x6B665D),
	line: rgb(0x2B2925), choice: rgb(0x2A2722), chip: rgb(0x262420),
	accent: rgb(0xEE7B5C), link: rgb(0x8DBBE0), good: rgb(0x7FBF8C),
	mark: color.NRGBA{0xEE, 0x7B, 0x5C, 0x40}, hit: color.NRGBA{0xD8, 0xA8, 0x30, 0x58}, found: rgb(0x54451C), code: rgb(0x24221E),
	alert: rgb(0x3A201A),
}

// sourceColours are for the square with a source's first letter, dark enough for
// white on them.
var sourceColours = []color.NRGBA{
	rgb(0x35678F), rgb(0x7C4FA0), rgb(0xA93740), rgb(0x2C8172), rgb(0xA06A1C),
	rgb(0x8B4A2A), rgb(0x3A3E93), rgb(0x4C7424), rgb(0x8A3A6B), rgb(0x4B5A66),
}
