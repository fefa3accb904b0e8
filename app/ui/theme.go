package ui

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tidings/app/export"
	"tidings/app/ui/typeset"
	"tidings/assets"
)

// appearance is what the reader chose; System follows the system.
type appearance string

const (
	followSystem appearance = ""
	alwaysLight  appearance = "light"
	alwaysDark   appearance = "dark"
)

const appearanceKey = "appearance"

// paperTheme is the theme of the toolkit's own widgets.
type paperTheme struct {
	chosen appearance
	fonts  map[fyne.TextStyle]fyne.Resource
}

func newTheme(chosen appearance) *paperTheme {
	font := func(name string) fyne.Resource {
		return fyne.NewStaticResource("tidings-"+name+".ttf", assets.Font(name))
	}
	return &paperTheme{chosen: chosen, fonts: map[fyne.TextStyle]fyne.Resource{
		{}:           font("Inter-Regular"),
		{Bold: true}: font("Inter-SemiBold"),
	}}
}

func (t *paperTheme) colours(v fyne.ThemeVariant) *palette {
	switch t.chosen {
	case alwaysDark:
		return &dark
	case alwaysLight:
		return &light
	}
	if v == theme.VariantDark {
		return &dark
	}
	return &light
}

// colours are those of the running app.
func colours() *palette {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*paperTheme); ok {
		return t.colours(s.ThemeVariant())
	}
	return &light
}

func (t *paperTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.colours(v)
	switch name {
	case theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground:
		return p.paper
	case theme.ColorNameForeground:
		return p.ink
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.soft
	case theme.ColorNamePrimary, theme.ColorNameError, theme.ColorNameWarning:
		return p.accent
	case theme.ColorNameSuccess:
		return p.good
	case theme.ColorNameHyperlink:
		return p.link
	case theme.ColorNameButton, theme.ColorNameDisabledButton:
		return p.chip
	case theme.ColorNameHover, theme.ColorNamePressed:
		return color.NRGBA{p.ink.R, p.ink.G, p.ink.B, 0x10}
	case theme.ColorNameFocus, theme.ColorNameSelection:
		return p.mark
	case theme.ColorNameInputBorder: // a hairline does not show where one can type
		return p.faint
	case theme.ColorNameSeparator:
		return p.line
	case theme.ColorNameScrollBar:
		return color.NRGBA{p.faint.R, p.faint.G, p.faint.B, 0x90}
	case theme.ColorNameScrollBarBackground:
		return color.Transparent
	case theme.ColorNameHeaderBackground:
		return p.side
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return p.paper
	case theme.ColorNameShadow: // also what lies between a dialog and the window
		if p.dark {
			return color.NRGBA{0, 0, 0, 0x70} // less does not show on what is dark
		}
		return color.NRGBA{0, 0, 0, 0x24}
	}
	variant := theme.VariantLight
	if p.dark {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

func (t *paperTheme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Monospace || s.Symbol {
		return theme.DefaultTheme().Font(s)
	}
	return t.fonts[fyne.TextStyle{Bold: s.Bold}]
}

func (t *paperTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

func (t *paperTheme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return 13
	case theme.SizeNameCaptionText:
		return 11.5
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 6
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameInlineIcon:
		return 18
	}
	return theme.DefaultTheme().Size(n)
}

// faces are the fonts of the typesetter, parsed once.
var faces = sync.OnceValues(func() (*typeset.Fonts, error) { return export.Fonts(fontCache) })

// fontCache is the folder for the index of installed fonts; set before the
// first window opens.
var fontCache string

// nextAppearance goes from system to light to dark.
func (w *window) nextAppearance() {
	next := map[appearance]appearance{followSystem: alwaysLight, alwaysLight: alwaysDark, alwaysDark: followSystem}
	t := w.app.Settings().Theme().(*paperTheme)
	chosen := next[t.chosen]
	if chosen == alwaysLight && w.app.Settings().ThemeVariant() == theme.VariantLight && t.chosen == followSystem {
		chosen = alwaysDark // the light one is what they see already
	}
	w.app.Preferences().SetString(appearanceKey, string(chosen))
	w.app.Settings().SetTheme(newTheme(chosen))
	name := map[appearance]string{followSystem: "Appearance: as the system.", alwaysLight: "Appearance: light.", alwaysDark: "Appearance: dark."}
	w.notices.say(name[chosen], "", nil)
}
