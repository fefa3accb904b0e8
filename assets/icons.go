package assets

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed icon.png
var appIcon []byte

// AppIcon is the program's icon, a PNG of 512 by 512 pixels.
func AppIcon() []byte { return appIcon }

//go:embed icons.txt
var iconTexts string

// icons are read once: name to SVG.
var icons = sync.OnceValue(func() map[string][]byte {
	m, err := readIcons(iconTexts)
	if err != nil {
		panic(err) // the tests of this package read the same text
	}
	return m
})

// Icon returns the drawing with the name given, such as "star-filled", as SVG
// of 24 by 24, black; nil if there is none. It has areas only and no strokes,
// because Fyne tints areas alone and does not scale the width of strokes.
func Icon(name string) []byte { return bytes.Clone(icons()[name]) }

// TintedIcon returns an icon in another colour, written "#RRGGBB".
func TintedIcon(name, colour string) []byte {
	return bytes.ReplaceAll(icons()[name], []byte(ink), []byte(colour))
}

func readIcons(text string) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, line := range strings.Split(text, "\n") {
		name, strokes, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		d, err := draw(strokes)
		if err != nil {
			return nil, fmt.Errorf("icon %s: %w", name, err)
		}
		all[name] = d
	}
	return all, nil
}
