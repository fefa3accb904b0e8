package assets

import "embed"

//go:embed fonts/*.ttf
var fontFiles embed.FS

// Font returns the static TrueType file with the name given, such as
// "Literata-Regular" or "Inter-SemiBold"; nil if there is none. Literata has
// Regular, SemiBold, Bold, Italic and BoldItalic; Inter has Regular, Medium
// and SemiBold. Both are under the SIL Open Font License, which lies
// beside them in assets/fonts.
func Font(name string) []byte {
	return file(fontFiles, "fonts/"+name+".ttf")
}
