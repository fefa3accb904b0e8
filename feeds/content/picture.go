package content

import (
	"strconv"
	"strings"
)

// image takes an <img>.
func (b *builder) image(t *tag) {
	width, height := dimension(t, "width"), dimension(t, "height")
	if pixel(width, height) || hidden(t.attr("style")) {
		return
	}
	if alt, formula := symbol(t); formula {
		if !b.justFormula() {
			b.formula(alt, false)
		}
		return
	} else if alt != "" {
		b.addText(alt)
		return
	}
	if width > 0 && height > 0 && width <= 32 && height <= 32 {
		return
	}
	p := &Picture{
		Width: width, Height: height, Link: b.look.link,
		Alt: oneLine(t.attr("alt")), Title: oneLine(t.attr("title")),
	}
	if !b.choose(p, t) || b.again(p) {
		return
	}
	if p.Title == p.Alt {
		p.Title = ""
	}
	b.show(p)
}

// show emits a picture: in the middle of a paragraph, after it.
func (b *builder) show(p *Picture) {
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
func symbol(t *tag) (text string, formula bool) {
	alt := strings.TrimSpace(t.attr("alt"))
	if alt == "" {
		return "", false
	}
	class, src := t.attr("class"), t.attr("src")
	for _, mark := range []string{"mwe-math", "latex", "tex-image", "math-image"} {
		if strings.Contains(class, mark) {
			return alt, true
		}
	}
	for _, mark := range []string{"emoji", "wp-smiley", "emoticon"} {
		if strings.Contains(class, mark) {
			return alt, false
		}
	}
	if strings.Contains(src, "/emoji/") || strings.Contains(src, "twemoji") {
		return alt, false
	}
	if strings.Contains(src, "latex.php") || strings.Contains(src, "latex.codecogs.com") {
		return alt, true
	}
	return "", false
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

// placeholder reports whether an address is of a picture that only keeps the
// place of another.
func placeholder(src string) bool {
	if src == "" || src[0] == '#' || src[0] == '{' {
		return true
	}
	if hasScheme(src, "data:") {
		return len(src) < 400 && !drawsSomething(src) // a single pixel, or a drawing of nothing
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
	if hasScheme(head, "data:image/svg+xml") {
		u := b.svgPicture(head, body)
		b.data += len(u)
		return u
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
