package viewmodel

import (
	"testing"

	"tidings/feeds"
)

func TestWhatStandsBesideAnArticleIsNamed(t *testing.T) {
	for _, c := range []struct {
		link       feeds.Link
		name, note string
	}{
		{feeds.Link{Rel: feeds.RelChapters, URL: "https://www.radio.example/7/chapters.json", Type: "application/json+chapters"}, "Chapters", "JSON · radio.example"},
		{feeds.Link{Rel: feeds.RelTranscript, URL: "https://radio.example/7.vtt", Type: "text/vtt; charset=utf-8", Language: "de"}, "Transcript", "subtitles (WebVTT) · de · radio.example"},
		{feeds.Link{Rel: feeds.RelTranscript, URL: "https://radio.example/7.html", Type: "text/html", Title: "Was gesagt wurde"}, "Was gesagt wurde", "Transcript · page · radio.example"},
		{feeds.Link{Rel: feeds.RelVia, URL: "https://tide.example/found"}, "Found at", "tide.example"},
	} {
		if name, note := LinkName(c.link), LinkNote(c.link); name != c.name || note != c.note {
			t.Errorf("%s: %q, %q; want %q, %q", c.link.URL, name, note, c.name, c.note)
		}
	}
}
