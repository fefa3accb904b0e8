package ui

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/assets/newsroom"
	"tidings/feeds/content"
	"tidings/feeds/extract"
)

// A contact sheet of articles as the page shows them, for the eye: "make gallery".
const (
	galleryWidth  = 620
	galleryHeight = 1300
	galleryRow    = 3 // pages on a sheet
)

// galleryPage is an article of a sheet.
type galleryPage struct {
	name, title, lang string
	blocks            []content.Block
}

func TestGallery(t *testing.T) {
	out := os.Getenv("TIDINGS_GALLERY")
	if out == "" {
		t.Skip("draws pictures for the eye: make gallery")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	pages := append(hardTexts(), newsroomPages(t)...)
	if corpus := os.Getenv("CORPUS"); corpus != "" {
		for set, n := range map[string]int{"pages-mozilla": 21, "pages-scrapinghub": 15, "pages-trafilatura": 15, "pages-synthetic": 9} {
			pages = append(pages, corpusPages(t, filepath.Join(corpus, set), n)...)
		}
	}
	sheets := map[string][]galleryPage{}
	for _, p := range pages {
		set, _, _ := strings.Cut(p.name, "/")
		sheets[set] = append(sheets[set], p)
	}
	for set, list := range sheets {
		for i := 0; i < len(list); i += galleryRow {
			drawSheet(t, filepath.Join(out, fmt.Sprintf("%s-%02d.png", set, i/galleryRow+1)), list[i:min(len(list), i+galleryRow)])
		}
	}
}

// drawSheet draws pages side by side; every second sheet is dark.
func drawSheet(t *testing.T, file string, list []galleryPage) {
	t.Helper()
	mode := alwaysLight
	if strings.HasSuffix(file, "2.png") || strings.HasSuffix(file, "5.png") {
		mode = alwaysDark
	}
	sheet := image.NewRGBA(image.Rect(0, 0, len(list)*(galleryWidth+8), galleryHeight))
	for i, p := range list {
		f := testPage(t, mode, galleryWidth, galleryHeight)
		f.pics = nil
		f.page.pics = drawnPictures{}
		f.show([]pageElement{
			pageFacts{source: p.name, facts: []pageFact{{text: p.name}}}, pageHeadline{text: p.title, lang: p.lang}, pageRule{},
			pageBlocks{blocks: p.blocks, lang: p.lang},
		}, 0)
		at := image.Rect(i*(galleryWidth+8), 0, i*(galleryWidth+8)+galleryWidth, galleryHeight)
		draw.Draw(sheet, at, image.NewUniform(colours().paper), image.Point{}, draw.Src)
		draw.Draw(sheet, at, f.window.Canvas().Capture(), image.Point{}, draw.Over)
	}
	to, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if err := png.Encode(to, sheet); err != nil {
		t.Fatal(err)
	}
}

// drawnPictures stand for the pictures of pages, which are not fetched.
type drawnPictures struct{}

func (drawnPictures) fetch(address string, w, _ int, done func(image.Image, error)) func() {
	if strings.Contains(address, "missing") {
		done(nil, errPicture)
		return func() {}
	}
	h := w * 9 / 16
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		c := color.RGBA{uint8(0x60 + 0x60*y/h), uint8(0x80 + 0x40*y/h), uint8(0xB0 + 0x20*y/h), 0xFF}
		draw.Draw(img, image.Rect(0, y, w, y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	done(img, nil)
	return func() {}
}

func (drawnPictures) again(string) {}

// corpusPages are some pages of a set, spread over all of it.
func corpusPages(t *testing.T, dir string, n int) []galleryPage {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "gold.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []struct{ ID, URL, File string }
	for d := json.NewDecoder(unzipped); d.More(); {
		var x struct{ ID, URL, File string }
		if err := d.Decode(&x); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, x)
	}
	var out []galleryPage
	for i := range n {
		x := lines[i*len(lines)/n]
		out = append(out, extracted(t, filepath.Base(dir)+"/"+x.ID, x.URL, zipped(t, filepath.Join(dir, x.File))))
	}
	return out
}

func zipped(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func extracted(t *testing.T, name, address string, body []byte) galleryPage {
	t.Helper()
	a, err := extract.Page(body, "", address)
	if err != nil {
		return galleryPage{name: name, title: err.Error()}
	}
	return galleryPage{name: name, title: a.Title, lang: a.Language, blocks: content.WithoutHead(content.Blocks(a.HTML), a.Title, "")}
}

// newsroomPages are articles of the demo newsroom, one of each source.
func newsroomPages(t *testing.T) []galleryPage {
	t.Helper()
	room := newsroom.New(time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC))
	server := httptest.NewServer(room.Handler())
	defer server.Close()
	var out []galleryPage
	for _, s := range room.Sources() {
		list := room.Articles(s.Slug)
		if len(list) == 0 {
			continue
		}
		section := cmp.Or(list[0].Section, "article")
		address := server.URL + "/" + s.Slug + "/" + section + "/" + list[0].ID.Name()
		r, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, extracted(t, "newsroom/"+s.Slug, address, body))
	}
	return out
}

// hardTexts are articles of what is hard to set, written for this purpose.
func hardTexts() []galleryPage {
	list := []struct{ name, title, lang, html string }{
		{"blocks", "Every kind of block", "en", hardBlocks},
		{"more", "What else there is", "en", hardMore},
		{"scripts", "Every kind of letter", "en", hardScripts},
		{"tables", "Tables, code and lists", "en", hardTables},
	}
	var out []galleryPage
	for _, x := range list {
		out = append(out, galleryPage{"hard/" + x.name, x.title, x.lang, content.Blocks(content.Clean(x.html, "https://harbour.test/"))})
	}
	return out
}
