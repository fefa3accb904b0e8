// Package pdf writes PDF files (ISO 32000-1, version 1.7) from what the
// typesetter makes: runs of glyphs, rectangles, pictures, links.
//
// The libraries there are take text and choose glyphs themselves, by characters,
// in fonts of one kind; nothing that HarfBuzz shaped gets through them. So this
// package writes the file: objects as they come (object.go), pages (page.go), of
// each font the glyphs that were used (font.go, cff.go; emoji, which are pictures,
// in picturefont.go), so that text can be selected, searched and copied in every
// script, pictures (picture.go) and the outline (outline.go).
//
// Measures are points, from the upper left corner of a page. A Writer belongs to
// one goroutine.
package pdf

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/go-text/typesetting/font"
)

// Info is what viewers and catalogues say of a file.
type Info struct {
	Title    string
	Author   string
	Subject  string
	Keywords []string
	Language string // BCP 47; empty: not said
	Creator  string // the program
	Made     time.Time
	RTL      bool // pages are read from right to left
}

// A Writer writes one file.
type Writer struct {
	to      *bufio.Writer
	at      int64   // bytes written
	objects []int64 // where each begins, by number
	err     error   // the first

	info      Info
	tree      ref // of the pages
	resources ref // of all pages: fonts and pictures
	pages     []ref
	fonts     map[*font.Font]*outlines
	order     []*outlines // as they were first used
	pictures  map[*font.Font]*pictureFont
	pictured  []*pictureFont
	images    []ref
	marks     []bookmark
	targets   map[string]target
}

// target is a place that links inside of the file lead to.
type target struct {
	page ref
	y    float64 // from below, as PDF counts
}

// New begins a file. What goes wrong is told by Close.
func New(to io.Writer, info Info) *Writer {
	w := &Writer{
		to: bufio.NewWriterSize(to, 64<<10), info: info,
		fonts: map[*font.Font]*outlines{}, pictures: map[*font.Font]*pictureFont{}, targets: map[string]target{},
	}
	w.print("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") // the second line tells that it is not text
	w.tree, w.resources = w.alloc(), w.alloc()
	return w
}

// Close writes what belongs to the whole file. The first error of all is returned.
func (w *Writer) Close() error {
	fonts := w.writeFonts()
	w.begin(w.resources)
	w.print("<</Font<<", fonts, ">>/XObject<<")
	for i, im := range w.images {
		w.print(imageName(i), " ", im)
	}
	w.print(">>>>\n")
	w.end()

	w.begin(w.tree)
	w.print("<</Type/Pages/Count ", len(w.pages), "/Kids[")
	for _, p := range w.pages {
		w.print(p, " ")
	}
	w.print("]>>\n")
	w.end()

	outline := w.writeOutline()
	catalog := w.alloc()
	w.begin(catalog)
	w.print("<</Type/Catalog/Pages ", w.tree)
	if w.info.Language != "" {
		w.print("/Lang", literal(w.info.Language))
	}
	if outline != 0 {
		w.print("/Outlines ", outline, "/PageMode/UseOutlines")
	}
	w.print("/ViewerPreferences<</DisplayDocTitle true")
	if w.info.RTL {
		w.print("/Direction/R2L")
	}
	w.print(">>")
	w.writeTargets()
	w.print(">>\n")
	w.end()
	w.trailer(catalog, w.writeInfo())
	if w.err == nil {
		w.err = w.to.Flush()
	}
	if w.err != nil {
		return fmt.Errorf("write PDF: %w", w.err)
	}
	return nil
}

func (w *Writer) writeInfo() ref {
	r := w.alloc()
	w.begin(r)
	w.print("<<")
	for _, e := range []struct{ key, value string }{
		{"Title", w.info.Title}, {"Author", w.info.Author}, {"Subject", w.info.Subject},
		{"Keywords", strings.Join(w.info.Keywords, ", ")}, {"Creator", w.info.Creator}, {"Producer", w.info.Creator},
	} {
		if e.value != "" {
			w.print("/", e.key, text(e.value))
		}
	}
	if !w.info.Made.IsZero() {
		date := w.info.Made.UTC().Format("D:20060102150405Z")
		w.print("/CreationDate(", date, ")/ModDate(", date, ")")
	}
	w.print(">>\n")
	w.end()
	return r
}

func (w *Writer) writeTargets() {
	if len(w.targets) == 0 {
		return
	}
	w.print("/Dests<<")
	for _, name := range sortedKeys(w.targets) {
		t := w.targets[name]
		w.print("/", escapeName(name), "[", t.page, "/XYZ null ", number(t.y), " null]")
	}
	w.print(">>")
}

// trailer writes where each object begins, and so the end of the file.
func (w *Writer) trailer(catalog, info ref) {
	start := w.at
	var b bytes.Buffer
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(w.objects)+1)
	for _, at := range w.objects {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	id := sha256.Sum256([]byte(fmt.Sprint(w.info, start)))
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.objects)+1, catalog, info, id[:16], id[:16], start)
	w.print(b.String())
}
