package viewmodel

import (
	"cmp"
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

// LinkName is what a page or file beside an article is called.
func LinkName(l feeds.Link) string {
	return cmp.Or(l.Title, l.Kind())
}

// LinkNote says what kind of file a Link is, in which language, and on which site.
func LinkNote(l feeds.Link) string {
	var parts []string
	if l.Title != "" {
		parts = append(parts, l.Kind())
	}
	if kind, _, _ := strings.Cut(l.Type, ";"); textKinds[kind] != "" {
		parts = append(parts, textKinds[kind])
	}
	if l.Language != "" {
		parts = append(parts, l.Language)
	}
	if u, err := url.Parse(l.URL); err == nil && u.Host != "" {
		parts = append(parts, strings.TrimPrefix(u.Hostname(), "www."))
	}
	return strings.Join(parts, " · ")
}

// textKinds are the media types that transcripts and chapters have, in words.
var textKinds = map[string]string{
	"text/vtt": "subtitles (WebVTT)", "application/x-subrip": "subtitles (SubRip)", "application/srt": "subtitles (SubRip)",
	"text/html": "page", "text/plain": "plain text",
	"application/json": "JSON", "application/json+chapters": "JSON",
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
