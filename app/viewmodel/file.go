package viewmodel

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"tidings/feeds"
)

// FileSign is the sign of an enclosure.
func FileSign(mediaType string) string {
	switch kind, _, _ := strings.Cut(mediaType, "/"); kind {
	case "audio":
		return "♪"
	case "video":
		return "▶"
	}
	return "↓"
}

// FileName is what an enclosure is called.
func FileName(x feeds.Enclosure) string {
	if x.Title != "" {
		return x.Title
	}
	u, err := url.Parse(x.URL)
	if err != nil {
		return x.URL
	}
	if name := path.Base(u.Path); name != "/" && name != "." {
		return name
	}
	return u.Host
}

// FileNote says what kind of file an enclosure is, and how large.
func FileNote(x feeds.Enclosure) string {
	var parts []string
	if x.Type != "" {
		parts = append(parts, x.Type)
	}
	if x.Length > 0 {
		parts = append(parts, Bytes(x.Length))
	}
	return strings.Join(parts, " · ")
}

// Bytes is a size in a few characters.
func Bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.0f kB", float64(n)/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
