package content

import (
	"strconv"
	"strings"
)

// wantedWidth is how wide a picture should be, in pixels: the column of text on
// a dense screen.
const wantedWidth = 1200

// A candidate is one of the addresses that a picture can be had from.
type candidate struct {
	url   string
	width int // pixels; zero: not said
}

// lazy are the attributes in which pages hide a picture's address until the
// reader scrolls to it.
var lazy = []string{
	"data-src", "data-original", "data-lazy-src", "data-orig-file", "data-hi-res-src",
	"data-full-src", "data-lazy", "data-image", "data-url", "data-img-src", "data-original-src",
}

var lazySets = []string{"data-srcset", "data-lazy-srcset", "data-original-set"}

// image takes an <img>.
func (b *builder) image(t *tag) {
	width, height := dimension(t, "width"), dimension(t, "height")
	if pixel(width, height) || hidden(t.attr("style")) {
		return
	}
	if alt := symbol(t); alt != "" {
		b.addText(alt)
		return
	}
	address := b.choose(t)
	if address == "" || tracks(address) || width > 0 && height > 0 && width <= 32 && height <= 32 {
		return
	}
	p := &Picture{
		URL: address, Width: width, Height: height, Link: b.look.link,
		Alt: oneLine(t.attr("alt")), Title: oneLine(t.attr("title")),
	}
	if p.Title == p.Alt {
		p.Title = ""
	}
	x := Block{Kind: Figure, Picture: p}
	if b.line.inked || b.code.depth > 0 {
		if len(b.held) < 100 {
			b.held = append(b.held, x)
		}
		return
	}
	b.flush()
	b.emit(x)
}

// symbol is the text of a picture that stands for a character or a formula.
func symbol(t *tag) string {
	alt := strings.TrimSpace(t.attr("alt"))
	if alt == "" {
		return ""
	}
	class, src := t.attr("class"), t.attr("src")
	for _, mark := range []string{"emoji", "wp-smiley", "emoticon", "mwe-math", "latex"} {
		if strings.Contains(class, mark) {
			return alt
		}
	}
	if strings.Contains(src, "/emoji/") || strings.Contains(src, "twemoji") || strings.Contains(src, "latex.php") {
		return alt
	}
	return ""
}

// dimension is a width or height in pixels; zero when it is not stated so.
func dimension(t *tag, key string) int {
	v := t.attr(key)
	if v == "" {
		v = cssLength(t.attr("style"), key)
	}
	v = strings.TrimSuffix(strings.TrimSpace(v), "px")
	if v == "0" {
		return -1 // stated, and nothing to see
	}
	if i := strings.IndexByte(v, '.'); i > 0 {
		v = v[:i]
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > 20_000 {
		return 0
	}
	return n
}

func cssLength(css, key string) string {
	for css != "" {
		var d string
		d, css, _ = strings.Cut(css, ";")
		if k, v, ok := strings.Cut(d, ":"); ok && strings.TrimSpace(k) == key && strings.HasSuffix(v, "px") {
			return v
		}
	}
	return ""
}

// pixel reports whether a picture is too small to be looked at.
func pixel(width, height int) bool {
	return width != 0 && width <= 3 || height != 0 && height <= 3
}

// choose is the best address of a picture; empty when it has none.
func (b *builder) choose(t *tag) string {
	set := append([]candidate(nil), b.set...)
	set = appendSet(set, t.attr("srcset"))
	for _, key := range lazySets {
		set = appendSet(set, t.attr(key))
	}
	if best := b.best(set); best != "" {
		return best
	}
	for _, key := range lazy {
		if v := t.attr(key); v != "" && !placeholder(v) {
			if u := b.source(v); u != "" {
				return u
			}
		}
	}
	if src := t.attr("src"); !placeholder(src) {
		return b.source(src)
	}
	return ""
}

// source is an address to fetch a picture from.
func (b *builder) source(v string) string {
	if hasScheme(v, "data:") {
		return b.dataPicture(v)
	}
	return b.links.resolve(v)
}

// appendSources adds what a <source> offers, unless few programs can show it.
func appendSources(set []candidate, t *tag) []candidate {
	switch kind := t.attr("type"); kind {
	case "image/avif", "image/jxl", "image/heic":
		return set
	}
	set = appendSet(set, t.attr("srcset"))
	for _, key := range lazySets {
		set = appendSet(set, t.attr(key))
	}
	return set
}

// appendSet adds the candidates of a srcset (HTML standard, section 4.8.4.2.1).
// Commas part them, but addresses may have commas within.
func appendSet(set []candidate, s string) []candidate {
	for len(set) < 64 {
		s = strings.TrimLeft(s, " \t\n\r\f,")
		if s == "" {
			break
		}
		end := strings.IndexAny(s, " \t\n\r\f")
		if end < 0 {
			end = len(s)
		}
		address, rest := s[:end], s[end:]
		descriptor := ""
		if strings.HasSuffix(address, ",") {
			address = strings.TrimRight(address, ",")
		} else {
			descriptor, rest, _ = strings.Cut(rest, ",")
		}
		s = rest
		if !placeholder(address) && !hasScheme(address, "data:") {
			set = append(set, candidate{address, descriptorWidth(strings.TrimSpace(descriptor))})
		}
	}
	return set
}

// descriptorWidth is the width that "640w" or "2x" promises.
func descriptorWidth(d string) int {
	if n, err := strconv.Atoi(strings.TrimSuffix(d, "w")); err == nil && strings.HasSuffix(d, "w") {
		return n
	}
	if f, err := strconv.ParseFloat(strings.TrimSuffix(d, "x"), 64); err == nil && f > 0 && f < 10 {
		return int(f * 600)
	}
	return 0
}

// best is the candidate whose width is nearest to the wanted one; too narrow
// is worse than too wide.
func (b *builder) best(set []candidate) string {
	best, cost := "", 0
	for _, c := range set {
		d := c.width - wantedWidth
		if d < 0 {
			d *= -2
		}
		if best == "" || d < cost {
			if u := b.links.resolve(c.url); u != "" {
				best, cost = u, d
			}
		}
	}
	return best
}

// placeholder reports whether an address is of a picture that only keeps the
// place of another.
func placeholder(src string) bool {
	if src == "" || src[0] == '#' || src[0] == '{' {
		return true
	}
	if hasScheme(src, "data:") {
		return len(src) < 400 // a single pixel, or a drawing of nothing
	}
	if i := strings.LastIndexByte(src, '/'); i >= 0 {
		src = src[i:]
	}
	for _, name := range []string{"placeholder", "blank.", "spacer.", "transparent.", "1x1.", "pixel.gif", "lazy.", "grey.gif", "clear.gif", "/trans.gif", "/s.gif", "/x.gif"} {
		if strings.Contains(src, name) {
			return true
		}
	}
	return false
}

// maxPicture is how many bytes a picture within the HTML may have.
const maxPicture = 512 << 10

// dataPicture is a data: address of a picture, if it is of a kind that can do
// no harm and not large.
func (b *builder) dataPicture(v string) string {
	head, body, ok := strings.Cut(v, ",")
	if !ok || len(body) > maxPicture*4/3 || b.data+len(v) > maxData {
		return ""
	}
	kind, encoding, _ := strings.Cut(strings.ToLower(head), ";")
	if encoding != "base64" || !validBase64(body) {
		return ""
	}
	switch kind {
	case "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp":
		b.data += len(v)
		return kind + ";base64," + body
	}
	return ""
}

func validBase64(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && c != '+' && c != '/' && c != '=' {
			return false
		}
	}
	return true
}

// trackers are parts of addresses of pictures that count readers.
var trackers = []string{
	"feeds.feedburner.com/~", "feedsportal.com/", "pixel.wp.com/", "stats.wordpress.com/", "stats.wp.com/",
	"doubleclick.net/", "google-analytics.com/", "googlesyndication.com/", "googleadservices.com/",
	"scorecardresearch.com/", "quantserve.com/", "facebook.com/tr?", "facebook.com/tr/", "medium.com/_/stat",
	"api.follow.it/track", "list-manage.com/track/", "/open.aspx?", "matomo.php", "piwik.php", "statcounter.com/",
	"feedblitz.com/", "/tracking/", "/trackopen", "/beacon", "/count.gif", "/pixel.gif", "/pixel?", "/pixel/",
	"rss.feedsportal", "ioam.de/", "vgwort.de/", "ivwbox.de/", "chartbeat.", "/piwik/", "adserver.", "/wf/open",
	"blogger.com/tracker", "blogger.googleusercontent.com/tracker/", "sb.scorecard", "/impression", "substack.com/o/",
}

func tracks(address string) bool {
	if hasScheme(address, "data:") {
		return false
	}
	for _, t := range trackers {
		if strings.Contains(address, t) {
			return true
		}
	}
	return false
}
