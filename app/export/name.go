package export

import (
	"strconv"
	"strings"
	"unicode"
)

// nameAtMost is how many bytes of a title are in the name of a file: file systems
// take 255, some encrypted ones 143, and there is an extension and a number.
const nameAtMost = 120

// FileName makes the name of a file of a title, without an extension, that every
// system takes: none of the characters that one of them forbids, no name of a
// device, nothing at its end that Windows drops, nothing that hides what it is.
func FileName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:|`, r), r == '\u2044', r == '\u2215': // also what only looks like a slash
			return '-'
		case r == '"':
			return '\''
		case strings.ContainsRune(`*?<>`, r):
			return -1
		case unicode.Is(unicode.Cf, r) && r != '\u200C' && r != '\u200D': // those two make letters of some scripts
			return -1
		}
		return r
	}, plain(title))
	name = strings.Trim(cutName(name, nameAtMost), " .-")
	if name == "" {
		return "Article"
	}
	base, _, _ := strings.Cut(name, ".")
	if isDevice(strings.TrimSpace(base)) {
		return "_" + name
	}
	return name
}

// cutName is a title that fits, without the sign that something is missing.
func cutName(s string, most int) string { return strings.TrimSuffix(cut(s, most), "…") }

// isDevice reports names that Windows keeps for itself, whatever their extension.
func isDevice(name string) bool {
	switch name = strings.ToUpper(name); name {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if len(name) < 4 || name[:3] != "COM" && name[:3] != "LPT" {
		return false
	}
	switch name[3:] {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return true
	}
	return false
}

// Names gives out names of files that differ, also where large and small letters
// are the same. Taken reports those that are there already; it may be nil.
type Names struct {
	Taken func(name string) bool
	given map[string]bool
}

// Name is the name of a file for a title.
func (n *Names) Name(title, extension string) string {
	if n.given == nil {
		n.given = map[string]bool{}
	}
	base := FileName(title)
	for i := 1; ; i++ {
		name := base + extension
		if i > 1 {
			name = base + " (" + strconv.Itoa(i) + ")" + extension
		}
		if key := strings.ToLower(name); !n.given[key] && (n.Taken == nil || !n.Taken(name)) {
			n.given[key] = true
			return name
		}
	}
}
