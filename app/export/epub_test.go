package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
)

// opened is a book read back: its files by name, in the order of the archive.
type opened struct {
	names []string
	files map[string]string
}

// readEPUB checks what every reading device relies on: the type first and plain,
// all documents XML, every file listed, every reference to a file that is there.
func readEPUB(t *testing.T, data []byte) opened {
	t.Helper()
	if !bytes.Equal(data[30:38], []byte("mimetype")) || !bytes.Equal(data[38:58], []byte("application/epub+zip")) {
		t.Fatalf("the file begins with %q", data[:60])
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	b := opened{files: map[string]string{}}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if b.files[f.Name] != "" {
			t.Errorf("%s is there twice", f.Name)
		}
		b.names, b.files[f.Name] = append(b.names, f.Name), string(body)
	}
	if r.File[0].Method != zip.Store {
		t.Error("the type is compressed")
	}
	var pack struct {
		Items []struct {
			ID         string `xml:"id,attr"`
			Href       string `xml:"href,attr"`
			Properties string `xml:"properties,attr"`
		} `xml:"manifest>item"`
		Spine []struct {
			Ref string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
	if err := xml.Unmarshal([]byte(b.files["book/package.opf"]), &pack); err != nil {
		t.Fatal(err)
	}
	listed, ids, nav := map[string]bool{}, map[string]bool{}, 0
	for _, it := range pack.Items {
		listed["book/"+it.Href] = true
		if ids[it.ID] {
			t.Errorf("the ID %s is there twice", it.ID)
		}
		ids[it.ID] = true
		if b.files["book/"+it.Href] == "" {
			t.Errorf("%s is listed and not there", it.Href)
		}
		if it.Properties == "nav" {
			nav++
		}
	}
	if nav != 1 {
		t.Errorf("%d tables of contents", nav)
	}
	for _, ref := range pack.Spine {
		if !ids[ref.Ref] {
			t.Errorf("the chapter %s is not listed", ref.Ref)
		}
	}
	for _, name := range b.names {
		if strings.HasPrefix(name, "book/") && name != "book/package.opf" && !listed[name] {
			t.Errorf("%s is not listed", name)
		}
		if strings.HasSuffix(name, ".xhtml") {
			checkDocument(t, name, b)
		}
	}
	return b
}

// checkDocument reads XHTML strictly and follows its references.
func checkDocument(t *testing.T, name string, b opened) {
	t.Helper()
	ids := map[string]bool{}
	var refs []string
	d := xml.NewDecoder(strings.NewReader(b.files[name]))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if n := start.Name.Local; n == "script" || n == "iframe" || n == "object" {
			t.Errorf("%s has <%s>", name, n)
		}
		for _, a := range start.Attr {
			switch {
			case strings.HasPrefix(a.Name.Local, "on"):
				t.Errorf("%s has %s", name, a.Name.Local)
			case a.Name.Local == "id" && ids[a.Value]:
				t.Errorf("%s has the ID %s twice", name, a.Value)
			case a.Name.Local == "id":
				ids[a.Value] = true
			case a.Name.Local == "src" || a.Name.Local == "href":
				refs = append(refs, a.Value)
			}
		}
	}
	for _, ref := range refs {
		switch {
		case strings.HasPrefix(ref, "#"):
			if !ids[ref[1:]] {
				t.Errorf("%s: %s leads nowhere", name, ref)
			}
		case strings.Contains(ref, ":"):
			if webAddress(ref) != ref {
				t.Errorf("%s: %s is no address of the web", name, ref)
			}
		case b.files[path.Join("book", ref)] == "":
			t.Errorf("%s: %s is not there", name, ref)
		}
	}
}

func TestABookIsWhatDevicesExpect(t *testing.T) {
	b := readEPUB(t, written(t, EPUB, options(t), everything()))
	text := b.files["book/a0001.xhtml"]
	for _, want := range []string{`src="p0001.jpeg"`, "[Picture: A chart of the wind]", `lang="ar"`, `dir="rtl"`, "open = true", "Ines Calder"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, want := range []string{"<dc:title>Harbour reopens", "<dc:creator>Tom Okafor", "<dc:language>en", "<dc:subject>Business", "urn:uuid:", `properties="cover-image"`} {
		if !strings.Contains(b.files["book/package.opf"], want) {
			t.Errorf("the list of files has no %q", want)
		}
	}
}

// hostile are texts that would do harm, or break a file, if they came through.
var hostile = map[string]string{
	"a script":             `<p>a<script>alert(1)</script><img src=x onerror=alert(1)></p>`,
	"an address that runs": `<p><a href="javascript:alert(1)">x</a><a href="file:///etc/passwd">y</a><a href="data:text/html,z">z</a></p>`,
	"control characters":   "<p>a\x00b\x01c\x08d\x0be\x1ff\x7f\uFFFE\uFFFF\uFEFF</p>",
	"characters by number": "<p>&#0;&#1;&#11;&#xFFFE;&#xD800;&#x1FFFF;</p>",
	"ends of sections":     `<p>]]> --> <![CDATA[ x ]]> &lt;/style&gt;&lt;script&gt;</p>`,
	"IDs as they come":     `<p id="1 a">x</p><p id="a:b">y</p><p id="a:b">z</p><p><a href="#a:b">to</a><a href="#gone">nowhere</a><a href="#1 a">s</a></p>`,
	"attributes":           `<p lang='x"y' dir="sideways"><a href='https://example.org/"><script>' title='"&<>'>x</a></p>`,
	"addresses":            `<p><a href="https://example.org/a b|c^d{e}?q=ü&amp;r=%zz#f g">x</a><a href="https://exa mple.org/">y</a></p>`,
	"a deep nest":          strings.Repeat("<div><blockquote>", 3000) + "deep",
	"pictures":             `<img src="https://i.example/x.bad" alt='"><script>'><img src="https://i.example/drawing.svg"><img src="data:image/png;base64,AAAA">`,
	"empty things":         `<ul></ul><ol><li></li></ol><table></table><table><tr></tr></table><dl></dl><details></details><figure></figure><p></p>`,
	"bidi overrides":       "<p>abc \u202Etxt.exe\u202C \u2067x</p>",
	"a table of spans":     `<table><tr><td colspan=99999 rowspan=99999>x</td></tr><tr><td>y</td></tr></table>`,
	"invalid UTF-8":        "<p>a\xff\xfe\x80b</p>",
}

func TestHostileArticlesMakeSoundFiles(t *testing.T) {
	for name, html := range hostile {
		t.Run(name, func(t *testing.T) {
			a := article("</title><script>alert(1)</script>\x00\x01\u202E\uFFFE & \"co\"", html)
			a.Source, a.Link = "So\x02urce <b>", "javascript:alert(1)"
			a.Authors[0].Name = "A\x0bB </dc:creator>"
			a.GUID = "\x00"
			b := readEPUB(t, written(t, EPUB, options(t), a, article("Another", "<p>x</p>")))
			for file, text := range b.files {
				if !strings.HasSuffix(file, ".jpeg") && !strings.HasSuffix(file, ".png") && strings.Contains(text, "<script") {
					t.Errorf("%s has a script", file)
				}
			}
			page := string(written(t, HTML, options(t), a))
			for _, never := range []string{"<script", "javascript:", "onerror=", "file:///", "\x00", "\u202E"} {
				if strings.Contains(page, never) && !(never == "\u202E" && name == "bidi overrides") {
					t.Errorf("HTML has %q", never)
				}
			}
			readPDF(t, written(t, PDF, options(t), a))
			_, md, _ := strings.Cut(string(written(t, Markdown, options(t), a))[4:], "---\n")
			if strings.Contains(strings.ReplaceAll(md, `\<`, ""), "<script") {
				t.Errorf("Markdown has a script: %s", md)
			}
		})
	}
}

func TestABookOfManyHasContentsBySource(t *testing.T) {
	var list []Article
	for i := range 6 {
		a := article(fmt.Sprintf("Article %d", i), "<p>Text.</p><img src=https://i.example/same.jpg>")
		a.Source = []string{"North", "South"}[i%2]
		list = append(list, a)
	}
	o := options(t)
	o.BySource = true
	b := readEPUB(t, written(t, EPUB, o, list...))
	nav := b.files["book/nav.xhtml"]
	order := []string{"North", "Article 0", "Article 2", "Article 4", "South", "Article 1"}
	at := -1
	for _, part := range order {
		i := strings.Index(nav, ">"+part+"<")
		if i <= at {
			t.Fatalf("%s is not where it belongs in %s", part, nav)
		}
		at = i
	}
	pictures := 0
	for _, n := range b.names {
		if strings.HasSuffix(n, ".jpeg") {
			pictures++
		}
	}
	if pictures != 1 {
		t.Errorf("one picture is stored %d times", pictures)
	}
}

func TestTheSameArticlesMakeTheSameBook(t *testing.T) {
	o := options(t)
	if !bytes.Equal(written(t, EPUB, o, everything()), written(t, EPUB, o, everything())) {
		t.Error("two books of the same differ")
	}
	if !bytes.Equal(written(t, PDF, o, everything()), written(t, PDF, o, everything())) {
		t.Error("two papers of the same differ")
	}
}
