package viewmodel

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// SoundTime is a place in a recording, or its length: 4:05, 1:02:03.
func SoundTime(d time.Duration) string {
	s := int(max(0, d) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// SoundSpeed is a speed in a few characters.
func SoundSpeed(x float64) string {
	return strconv.FormatFloat(x, 'f', -1, 64) + "×"
}

// NextSpeed is the speed after one, of those that can be chosen, slowest first; the
// slowest after the fastest.
func NextSpeed(speeds []float64, x float64) float64 {
	for _, s := range speeds {
		if s > x+0.01 {
			return s
		}
	}
	return speeds[0]
}

// StepSpeed is the next faster or slower speed, or the same at the end.
func StepSpeed(speeds []float64, x float64, faster bool) float64 {
	next := x
	for _, s := range speeds {
		if !faster && s < x-0.01 {
			next = s
		}
		if faster && s > x+0.01 {
			return s
		}
	}
	return next
}

// Sounds are the enclosures of an article to be listened to: by what they are said
// to be, or by their names where the feed does not say it.
func Sounds(a feeds.Article) []feeds.Enclosure {
	var out []feeds.Enclosure
	for _, x := range a.Enclosures {
		if IsSound(x) {
			out = append(out, x)
		}
	}
	return out
}

// IsSound reports whether an enclosure is to be listened to.
func IsSound(x feeds.Enclosure) bool {
	kind, rest, _ := strings.Cut(strings.ToLower(x.Type), "/")
	switch {
	case kind == "audio", kind == "application" && strings.HasPrefix(rest, "ogg"):
		return true
	case kind != "" && !(kind == "application" && strings.Contains(rest, "octet")):
		return false
	}
	u, err := url.Parse(x.URL)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".mp3", ".m4a", ".m4b", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav":
		return true
	}
	return false
}
