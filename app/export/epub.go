package export

import (
	"archive/zip"
	"crypto/sha256"
	_ "embed" // the stylesheet
	"fmt"
	"strings"
	"time"
)

//go:embed book.css
var bookStyles string

// A book is an EPUB being written (EPUB 3.3): a ZIP of XHTML documents, with a
// list of all files and one of all chapters.
//
// The libraries for it keep everything on disk or in memory, and fetch pictures
// themselves; what they would save is the two lists.
type book struct {
	job    *job
	zip    *zip.Writer
	files  []bookFile
	stored map[[32]byte]string // pictures by what is in them
	titles []string            // of the chapters, as they are
	err    error
}

// bookFile is an entry of the list of files.
type bookFile struct{ id, name, kind, properties string }

const xhtmlType = "application/xhtml+xml"

// epub writes one or many articles as a book, a chapter each.
func (j *job) epub() error {
	b := &book{job: j, zip: zip.NewWriter(j.to), stored: map[[32]byte]string{}}
	b.first()
	b.cover()
	for i := range j.list {
		b.chapter(i)
		if b.err != nil {
			return b.err
		}
		if err := j.done(i + 1); err != nil {
			return err
		}
	}
	b.add(bookFile{"style", "style.css", "text/css", ""}, []byte(bookStyles))
	b.navigation()
	b.oldNavigation()
	b.manifest()
	if b.err != nil {
		return b.err
	}
	return b.zip.Close()
}

// first writes what must come first: the type of the file, not compressed so
// that it stands at a fixed place, and where the list of files is.
func (b *book) first() {
	b.store("mimetype", []byte("application/epub+zip"), zip.Store)
	b.store("META-INF/container.xml", []byte(`<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`), zip.Deflate)
}

func (b *book) store(name string, data []byte, method uint16) {
	if b.err != nil {
		return
	}
	h := &zip.FileHeader{Name: name, Method: method}
	if method == zip.Store { // sizes must stand before the data there, not behind
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = checksum(data), uint64(len(data)), uint64(len(data))
		w, err := b.zip.CreateRaw(h)
		if err == nil {
			_, err = w.Write(data)
		}
		b.err = err
		return
	}
	w, err := b.zip.CreateHeader(h)
	if err == nil {
		_, err = w.Write(data)
	}
	b.err = err
}

// add stores a file and lists it.
func (b *book) add(f bookFile, data []byte) {
	b.files = append(b.files, f)
	method := uint16(zip.Deflate)
	if strings.HasPrefix(f.kind, "image/") && f.kind != "image/svg+xml" {
		method = zip.Store // compressed already
	}
	b.store("book/"+f.name, data, method)
}

// document is an XHTML document around a body.
func document(title, language string, rtl bool, body string) []byte {
	var e element
	e.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n")
	dir := ""
	if rtl {
		dir = "rtl"
	}
	e.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "xmlns:epub", "http://www.idpf.org/2007/ops",
		"lang", language, "xml:lang", language, "dir", dir)
	e.WriteString("\n<head>\n")
	e.leaf("title", title)
	e.WriteString("<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n")
	e.WriteString(body)
	e.WriteString("</body>\n</html>\n")
	return []byte(e.String())
}

// chapter is an article.
func (b *book) chapter(i int) {
	j, a := b.job, &b.job.list[i]
	blocks := a.blocks()
	j.stock.fetch(j.ctx, blocks)
	m := markup{book: true}
	m.open("article", "dir", strings.TrimSuffix(a.dir(), "auto"))
	j.beginning(a, &m.element)
	m.blocks(j.stock.localised(blocks, b.picture))
	j.ending(a, &m.element)
	m.close("article")
	b.titles = append(b.titles, a.headline())
	id := chapterID(i)
	b.add(bookFile{id, id + ".xhtml", xhtmlType, ""}, document(a.headline(), a.language(), rtl(a.language()), m.String()))
}

func chapterID(i int) string { return fmt.Sprintf("a%04d", i+1) }

// picture stores a picture once and returns its name. What reading devices may
// not know becomes what all know.
func (b *book) picture(p *picture) string {
	key := sha256.Sum256(p.data)
	if name, ok := b.stored[key]; ok {
		return name
	}
	if p.kind == "webp" {
		if known := p.scaled(widestKept); known != nil {
			p = known
		}
	}
	id := fmt.Sprintf("p%04d", len(b.stored)+1)
	name := id + "." + p.kind
	b.stored[key] = name
	b.add(bookFile{id, name, p.mediaType(), ""}, p.data)
	return name
}

// navigation is the table of contents.
func (b *book) navigation() {
	var e element
	e.open("nav", "epub:type", "toc", "id", "toc")
	e.leaf("h1", "Contents")
	e.open("ol")
	for _, g := range b.groups() {
		if g.source != "" {
			e.open("li")
			e.leaf("span", g.source)
			e.open("ol")
		}
		for i := g.from; i < g.to; i++ {
			a := &b.job.list[i]
			e.open("li", "lang", a.language(), "xml:lang", a.language(), "dir", a.dir())
			e.leaf("a", b.titles[i], "href", chapterID(i)+".xhtml")
			e.close("li")
		}
		if g.source != "" {
			e.close("ol")
			e.close("li")
		}
	}
	e.close("ol")
	e.close("nav")
	b.add(bookFile{"nav", "nav.xhtml", xhtmlType, "nav"}, document(b.job.title(), "en", false, e.String()))
}

// group is articles of one source that follow each other; of no source where the
// order is not by sources.
type group struct {
	source   string
	from, to int
}

func (b *book) groups() []group { return b.job.groups() }

func (j *job) groups() []group {
	if !j.o.BySource || len(sources(j.list)) < 2 {
		return []group{{"", 0, len(j.list)}}
	}
	var out []group
	for i := range j.list {
		name := plain(j.list[i].Source)
		if name == "" {
			name = "Other sources"
		}
		if n := len(out); n > 0 && out[n-1].source == name {
			out[n-1].to = i + 1
		} else {
			out = append(out, group{name, i, i + 1})
		}
	}
	return out
}

// oldNavigation is the table of contents for devices that know only EPUB 2.
func (b *book) oldNavigation() {
	var e element
	e.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n<head>")
	e.WriteString(`<meta name="dtb:uid" content="` + escaped(b.identifier()) + `"/></head>` + "\n")
	e.WriteString("<docTitle><text>" + escaped(b.job.title()) + "</text></docTitle>\n<navMap>\n")
	for i, t := range b.titles {
		fmt.Fprintf(&e, `<navPoint id="n%d" playOrder="%d"><navLabel><text>%s</text></navLabel><content src="%s.xhtml"/></navPoint>`+"\n",
			i+1, i+1, escaped(t), chapterID(i))
	}
	e.WriteString("</navMap>\n</ncx>\n")
	b.add(bookFile{"ncx", "toc.ncx", "application/x-dtbncx+xml", ""}, []byte(e.String()))
}

// identifier is the same for the same articles, so that a device knows the book again.
func (b *book) identifier() string {
	h := sha256.New()
	for i := range b.job.list {
		a := &b.job.list[i]
		fmt.Fprintf(h, "%q %q %q\n", a.GUID, a.Link, a.Title)
	}
	s := h.Sum(nil)
	s[6], s[8] = s[6]&0x0F|0x80, s[8]&0x3F|0x80 // version 8: by a rule of one's own (RFC 9562)
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// manifest is the list of all files, what the book is, and the order of its chapters.
func (b *book) manifest() {
	j := b.job
	var e element
	e.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	e.WriteString(`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">` + "\n")
	e.WriteString(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">` + "\n")
	e.leaf("dc:identifier", b.identifier(), "id", "id")
	e.leaf("dc:title", j.title())
	language := j.list[0].language()
	if language == "" {
		language = "und"
	}
	e.leaf("dc:language", language)
	for _, n := range j.authors() {
		e.leaf("dc:creator", n)
	}
	if len(j.list) == 1 {
		a := &j.list[0]
		if s := plain(a.Source); s != "" {
			e.leaf("dc:publisher", s)
		}
		if link := a.address(); link != "" {
			e.leaf("dc:source", link)
		}
		if !a.Date().IsZero() {
			e.leaf("dc:date", a.Date().UTC().Format(time.RFC3339))
		}
		for _, t := range a.topics() {
			e.leaf("dc:subject", t)
		}
	}
	e.leaf("meta", j.o.Now.UTC().Format("2006-01-02T15:04:05Z"), "property", "dcterms:modified")
	e.WriteString("<meta name=\"cover\" content=\"cover-image\"/>\n</metadata>\n<manifest>\n")
	for _, f := range b.files {
		e.open("item", "id", f.id, "href", f.name, "media-type", f.kind, "properties", f.properties)
		e.close("item")
	}
	direction := ""
	if rtl(language) {
		direction = "rtl"
	}
	e.WriteString("</manifest>\n")
	e.open("spine", "toc", "ncx", "page-progression-direction", direction)
	e.WriteString(`<itemref idref="cover"/>`)
	if len(j.list) > 1 {
		e.WriteString(`<itemref idref="nav"/>`)
	}
	for i := range j.list {
		e.WriteString(`<itemref idref="` + chapterID(i) + `"/>`)
	}
	e.close("spine")
	e.WriteString("</package>\n")
	b.store("book/package.opf", []byte(e.String()), zip.Deflate)
}

// authors are those of the articles, or the sources where there are too many to name.
func (j *job) authors() []string {
	if len(j.list) > 1 {
		var out []string
		for _, s := range sources(j.list) {
			if s = plain(s); s != "" && len(out) < 12 {
				out = append(out, s)
			}
		}
		return out
	}
	return j.list[0].names()
}
