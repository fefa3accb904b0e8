package viewmodel

import "encoding/json"

// ReadingStyle is how articles are set: for all feeds, or for one of them alone. The
// zero value stands for the usual.
type ReadingStyle struct {
	Font      string `json:"font,omitempty"`    // SerifFont, SansFont, or the name of an installed family
	Size      int    `json:"size,omitempty"`    // of the text, in units
	Measure   int    `json:"measure,omitempty"` // width of the column at the usual size, in units
	Leading   int    `json:"leading,omitempty"` // height of a line, in hundredths of the size
	Justify   bool   `json:"justify,omitempty"`
	Hyphenate bool   `json:"hyphenate,omitempty"`
	Indent    bool   `json:"indent,omitempty"` // paragraphs begin with an indent instead of standing apart
}

// The fonts that Tidings brings.
const (
	SerifFont = ""
	SansFont  = "sans"
)

// Bounds and the usual.
const (
	usualSize, leastSize, mostSize          = 18, 12, 40
	usualMeasure, leastMeasure, mostMeasure = 640, 400, 1200
	usualLeading, leastLeading, mostLeading = 161, 120, 240
	sizeStep, measureStep, leadingStep      = 1, 60, 10
)

// ParseReading reads what JSON gave; what cannot be read is the usual.
func ParseReading(text string) ReadingStyle {
	var r ReadingStyle
	if json.Unmarshal([]byte(text), &r) != nil {
		return ReadingStyle{}
	}
	return r
}

// JSON is the form that is kept; empty for the usual.
func (r ReadingStyle) JSON() string {
	if r == (ReadingStyle{}) {
		return ""
	}
	out, err := json.Marshal(r)
	if err != nil {
		return "" // cannot be: it has only texts, numbers and bools
	}
	return string(out)
}

// Bounded has every number filled in and within its bounds.
func (r ReadingStyle) Bounded() ReadingStyle {
	r.Size = bounded(r.Size, usualSize, leastSize, mostSize)
	r.Measure = bounded(r.Measure, usualMeasure, leastMeasure, mostMeasure)
	r.Leading = bounded(r.Leading, usualLeading, leastLeading, mostLeading)
	return r
}

func bounded(v, usual, least, most int) int {
	if v == 0 {
		return usual
	}
	return min(max(v, least), most)
}

// Larger, Wider and Looser change the size, the column and the lines by steps, up or
// down. The usual is met on the way.
func (r ReadingStyle) Larger(steps int) ReadingStyle {
	r.Size = stepped(r.Size, steps*sizeStep, usualSize, leastSize, mostSize)
	return r
}

// Wider makes the column wider by steps, or narrower.
func (r ReadingStyle) Wider(steps int) ReadingStyle {
	r.Measure = stepped(r.Measure, steps*measureStep, usualMeasure, leastMeasure, mostMeasure)
	return r
}

// Looser sets lines further apart by steps, or closer.
func (r ReadingStyle) Looser(steps int) ReadingStyle {
	r.Leading = stepped(r.Leading, steps*leadingStep, usualLeading, leastLeading, mostLeading)
	return r
}

// stepped is zero where that leads to the usual, so that it follows if that changes.
func stepped(v, by, usual, least, most int) int {
	v = min(max(bounded(v, usual, least, most)+by, least), most)
	if v == usual {
		return 0
	}
	return v
}

// Letters is about how many letters of usual text a line of a width has.
func Letters(measure int) int { return (measure + 4) / 9 }

// Percent is the size of the text by the usual one, for a notice.
func (r ReadingStyle) Percent() int { return (r.Bounded().Size*100 + usualSize/2) / usualSize }

// ReadingOf is how a feed's articles are set: as the reader said for the feed, else
// as for all. own tells which.
func ReadingOf(all, feed string) (r ReadingStyle, own bool) {
	if feed != "" {
		return ParseReading(feed), true
	}
	return ParseReading(all), false
}

// FeedJSON is the form that is kept for a feed: never empty, so that the usual for
// this feed is told from having no style of its own.
func (r ReadingStyle) FeedJSON() string {
	if text := r.JSON(); text != "" {
		return text
	}
	return "{}"
}
