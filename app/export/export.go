// Package export takes articles out of the program: as PDF for paper, as EPUB for
// a reading device, as one HTML file with its pictures, as Markdown; and as the
// few lines that go into a mail or a note.
//
// Write writes one or many articles in any format to any writer; Save does so into
// a file that is whole or not there. HTML and EPUB are the clean HTML of package
// content with its pictures at hand (body.go, html.go, epub.go). PDF is set by the
// window's own typesetter: flow.go turns blocks into lines, sheet.go puts lines on
// pages. Pictures come from whoever has them, within a budget; one that cannot be
// had is replaced by what its publisher says of it.
package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tidings/app/ui/typeset"
	"tidings/feeds"
	"tidings/feeds/content"
)

// An Article is what is written of one: Body.Full before Body.HTML.
type Article struct {
	feeds.Article
	Body   feeds.Body
	Source string // the name of its feed
}

// Pictures has the bytes of pictures: the core does.
type Pictures interface {
	Picture(ctx context.Context, address string) ([]byte, error)
}

// Format of a file.
type Format string

const (
	PDF      Format = "pdf"
	EPUB     Format = "epub"
	HTML     Format = "html"
	Markdown Format = "markdown"
)

// Formats are all of them, in the order in which they are offered.
var Formats = []Format{PDF, EPUB, HTML, Markdown}

// Extension is how the names of its files end.
func (f Format) Extension() string {
	if f == Markdown {
		return ".md"
	}
	return "." + string(f)
}

// FormatOf reads a format by its name or by the end of a file's name.
func FormatOf(name string) (Format, bool) {
	name = strings.ToLower(name)
	for _, f := range Formats {
		if name == string(f) || strings.HasSuffix(name, f.Extension()) || "."+name == f.Extension() {
			return f, true
		}
	}
	switch {
	case strings.HasSuffix(name, ".htm"):
		return HTML, true
	case strings.HasSuffix(name, ".markdown"):
		return Markdown, true
	}
	return "", false
}

// Options say how articles are written. The zero value works, without pictures.
type Options struct {
	Title    string         // of many articles together; empty: by what they are
	Pictures Pictures       // nil: none are wanted
	Budget   int64          // bytes of pictures in one file; zero: 256 MB
	Fonts    *typeset.Fonts // of PDF and covers; nil: Fonts of the system's temporary folder
	Letter   bool           // paper of North America instead of A4
	BySource bool           // many articles stand by their source, in the order in which sources come first
	Now      time.Time      // when it is written; zero: the present
	Done     func(done, total int)
}

// A Result says what a file has.
type Result struct {
	Articles int
	Pictures int // that are in it
	Missing  int // pictures of which it has only the text
}

// ErrNothing says that there was no article to write.
var ErrNothing = errors.New("no articles to write")

// Write writes articles in a format.
func Write(ctx context.Context, to io.Writer, f Format, list []Article, o Options) (Result, error) {
	if len(list) == 0 {
		return Result{}, ErrNothing
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	if o.BySource {
		list = bySource(list)
	}
	j := &job{ctx: ctx, to: to, o: o, list: list, stock: newStock(o)}
	var err error
	switch f {
	case PDF:
		err = j.pdf()
	case EPUB:
		err = j.epub()
	case HTML:
		err = j.html()
	case Markdown:
		err = j.markdown()
	default:
		err = fmt.Errorf("no format %q", f)
	}
	if err != nil {
		return Result{}, fmt.Errorf("write %s: %w", f, err)
	}
	return Result{Articles: len(list), Pictures: j.stock.had, Missing: j.stock.missing}, nil
}

// A job is one file being written.
type job struct {
	ctx   context.Context
	to    io.Writer
	o     Options
	list  []Article
	stock *stock
}

// done tells how far the job is, and ends it when nobody wants it any more.
func (j *job) done(n int) error {
	if j.o.Done != nil {
		j.o.Done(n, len(j.list))
	}
	return j.ctx.Err()
}

func (j *job) title() string { return Title(j.list, j.o) }

// Title is that of a file with these articles: of the one, or what is asked for, or
// their source, or the day.
func Title(list []Article, o Options) string {
	if len(list) == 1 {
		return list[0].headline()
	}
	if t := plain(o.Title); t != "" {
		return t
	}
	if names := sources(list); len(names) == 1 && plain(names[0]) != "" {
		return plain(names[0])
	}
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	return "Tidings, " + o.Now.Format("2 January 2006")
}

// sources are the names of the feeds, in the order in which they come first.
func sources(list []Article) []string {
	var out []string
	seen := map[string]bool{}
	for i := range list {
		if s := list[i].Source; !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// bySource brings articles of a source together; nothing else changes.
func bySource(list []Article) []Article {
	groups := map[string][]Article{}
	for _, a := range list {
		groups[a.Source] = append(groups[a.Source], a)
	}
	var out []Article
	for _, s := range sources(list) {
		out = append(out, groups[s]...)
	}
	return out
}

// blocks are the text of an article. The picture that leads it comes first where
// the text has none.
func (a *Article) blocks() []content.Block {
	blocks := content.Blocks(a.Body.Best())
	if image := webAddress(a.Image); image != "" && content.FirstPicture(blocks) == "" {
		lead := content.Block{Kind: content.Figure, Picture: &content.Picture{URL: image}}
		blocks = append([]content.Block{lead}, blocks...)
	}
	return blocks
}
