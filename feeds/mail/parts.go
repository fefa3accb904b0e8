package mail

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"io"
	"mime"
	"path"
	"strings"

	"github.com/emersion/go-message"
	"golang.org/x/net/html/charset"
)

// Bounds of what is kept of the parts.
const (
	maxParts = 200     // of a message
	maxDeep  = 8       // parts in parts
	maxText  = 2 << 20 // bytes of text, or of HTML
	maxNames = 50      // attachments
)

// parts are what a message consists of, as far as it is shown.
type parts struct {
	html     []byte
	plain    []byte
	flowed   bool              // plain has lines that go on in the next (RFC 3676)
	pictures map[string]string // data: addresses by Content-ID and Content-Location
	attached []file

	count int
	bytes int // of pictures
}

// collect reads the parts of a message. A part that is damaged ends what it is in.
func collect(e *message.Entity) *parts {
	p := &parts{pictures: map[string]string{}}
	p.add(e, 0)
	return p
}

func (p *parts) add(e *message.Entity, depth int) {
	if p.count++; p.count > maxParts {
		return
	}
	kind, params, err := e.Header.ContentType()
	if err != nil || kind == "" {
		kind = cmp.Or(strings.ToLower(strings.TrimSpace(strings.SplitN(e.Header.Get("Content-Type"), ";", 2)[0])), "text/plain")
	}
	if sub := e.MultipartReader(); sub != nil && depth < maxDeep {
		p.several(sub, depth)
		return
	}
	disposition, dparams, _ := e.Header.ContentDisposition()
	name := fileName(dparams["filename"], params["name"])
	isText := kind == "text/html" || kind == "text/plain"
	switch {
	case disposition != "attachment" && kind == "text/html" && p.html == nil:
		p.html = readHTML(e, params)
	case disposition != "attachment" && kind == "text/html" && name == "":
		p.html = append(p.html, readHTML(e, params)...)
	case disposition != "attachment" && kind == "text/plain" && name == "":
		p.plain = append(p.plain, head(e.Body, maxText)...)
		p.flowed = strings.EqualFold(params["format"], "flowed")
	case strings.HasPrefix(kind, "image/") && disposition != "attachment" && p.picture(e, kind):
	case !isText || name != "":
		p.attach(e, kind, name)
	}
}

func (p *parts) several(r message.MultipartReader, depth int) {
	for p.count <= maxParts {
		sub, err := r.NextPart()
		if sub == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			return
		}
		p.add(sub, depth+1)
	}
}

// head reads up to a number of bytes, as far as they can be read.
func head(r io.Reader, most int64) []byte {
	text, _ := io.ReadAll(io.LimitReader(r, most)) // what came before the damage
	return text
}

// readHTML brings HTML to UTF-8: where the part does not say its charset, it says it itself.
func readHTML(e *message.Entity, params map[string]string) []byte {
	text := head(e.Body, maxText)
	if params["charset"] != "" {
		return bytes.ToValidUTF8(text, []byte("\ufffd"))
	}
	enc, _, _ := charset.DetermineEncoding(text[:min(len(text), 1024)], "text/html")
	decoded, err := enc.NewDecoder().Bytes(text)
	if err != nil {
		decoded = text
	}
	return bytes.ToValidUTF8(decoded, []byte("\ufffd"))
}

// attach names a file that came along. The file itself stays in the mailbox.
func (p *parts) attach(e *message.Entity, kind, name string) {
	size, _ := io.Copy(io.Discard, e.Body) // as far as it goes
	if kind == message822 && name == "" {
		name = "message.eml"
	}
	if name == "" || len(p.attached) >= maxNames || strings.HasPrefix(kind, "multipart/") {
		return
	}
	p.attached = append(p.attached, file{name, size})
}

const message822 = MessageType

// A file is an attachment: what it is called, and its bytes.
type file struct {
	name string
	size int64
}

// named says at the end of a message what is attached to it. The files have no address
// from which they could be had: they stay in the mailbox.
func (p *parts) named() string {
	if len(p.attached) == 0 {
		return ""
	}
	var names []string
	for _, f := range p.attached {
		names = append(names, html.EscapeString(f.name)+" ("+size(f.size)+")")
	}
	return "<p>Attached, and kept in the mailbox: " + strings.Join(names, ", ") + "</p>"
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// fileName is the name of a file without folders.
func fileName(names ...string) string {
	name := cmp.Or(names...)
	if word, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = word
	}
	name = path.Base(strings.ReplaceAll(oneLine(strings.ToValidUTF8(name, "")), `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return string([]rune(name)[:min(len([]rune(name)), 200)])
}
