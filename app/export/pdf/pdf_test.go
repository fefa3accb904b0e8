package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"tidings/app/ui/typeset"
	"tidings/assets"
)

// engine sets with the bundled fonts alone.
func engine(t *testing.T) *typeset.Engine {
	t.Helper()
	f, err := typeset.NewFonts([]typeset.Cut{{Family: typeset.Serif, Data: assets.Font("Literata-Regular")}}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return typeset.NewEngine(f)
}

// file is what draw makes of a file with one page.
func file(t *testing.T, info Info, draw func(w *Writer, p *Page)) string {
	t.Helper()
	var b bytes.Buffer
	w := New(&b, info)
	p := w.Page(200, 100)
	draw(w, p)
	p.Close()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryObjectIsWhereTheFileSays(t *testing.T) {
	e := engine(t)
	l := e.Wrap(e.Shape([]typeset.Span{{Text: "Some text", Style: typeset.Style{Size: 10}}}, typeset.ParaOptions{}), 0, typeset.WrapOptions{})
	data := file(t, Info{Title: "T", Made: time.Unix(0, 0)}, func(w *Writer, p *Page) {
		runs := e.Runs(l, 0)
		p.Run(&runs[0], 10, 50)
		p.Link(1, 2, 3, 4, "https://e.example/(ü) x")
		p.Bookmark("Ü", 0, 0)
	})
	start := strings.LastIndex(data, "xref\n0 ")
	start = strings.LastIndex(data[:start+1], "\nxref") + 1
	lines := strings.Split(data[start:], "\n")
	for i, line := range lines[3:] {
		var at, gen int
		if n, _ := fmt.Sscanf(line, "%d %d n", &at, &gen); n != 2 || !strings.HasSuffix(line, " n ") {
			break
		}
		if want := fmt.Sprintf("%d 0 obj\n", i+1); !strings.HasPrefix(data[at:], want) {
			t.Errorf("object %d is at %q", i+1, data[at:at+20])
		}
	}
	if !strings.Contains(data, `/URI(https://e.example/\(%C3%BC\)%20x)`) {
		t.Error("the address of the link is not as it must be")
	}
	if !strings.Contains(data, "/Title<FEFF00DC>") {
		t.Error("the outline has no title")
	}
}

func TestTheOutlineIsATree(t *testing.T) {
	data := file(t, Info{}, func(_ *Writer, p *Page) {
		for _, m := range []struct {
			title string
			level int
		}{{"A", 0}, {"A1", 1}, {"A1x", 3}, {"A2", 1}, {"B", 0}, {"B9", 2}} {
			p.Bookmark(m.title, m.level, 0)
		}
	})
	counts := map[string]int{"/Count 6": 1, "/Count 3": 1, "/Count 1": 3, "/Prev ": 2, "/Next ": 2, "/First ": 4}
	for part, want := range counts {
		if got := strings.Count(data, part); got != want {
			t.Errorf("%q is there %d times, want %d", part, got, want)
		}
	}
}

func TestPicturesTurnAsTheirCameraSays(t *testing.T) {
	for turn := Turn(1); turn <= 8; turn++ {
		a, b, c, d := turn.matrix(30, 20)
		x, y := turn.origin(30, 20)
		for _, corner := range [][2]float64{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			px, py := a*corner[0]+c*corner[1]+x, b*corner[0]+d*corner[1]+y
			if px != 0 && px != 30 || py != 0 && py != 20 {
				t.Errorf("turn %d brings %v to %v, %v", turn, corner, px, py)
			}
		}
	}
}

func TestPicturesAreKeptOrPacked(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	clear.Set(1, 1, color.NRGBA{R: 0xFF, A: 0x80})
	var gray bytes.Buffer
	if err := jpeg.Encode(&gray, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	data := file(t, Info{}, func(w *Writer, p *Page) {
		p.Image(w.Picture(clear), 0, 0, 10, 10)
		im, err := w.JPEG(gray.Bytes(), 6)
		if err != nil {
			t.Fatal(err)
		}
		p.Image(im, 0, 0, 10, 10)
		if _, err := w.JPEG([]byte("no"), 1); err == nil {
			t.Error("what is no JPEG was taken")
		}
	})
	for _, want := range []string{"/SMask ", "/DeviceGray/Filter/DCTDecode", gray.String()} {
		if !strings.Contains(data, want) {
			t.Errorf("%.40q is missing", want)
		}
	}
}

func TestNumbersHaveNoSignsThatPDFDoesNotKnow(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.001: "0", 1.5: "1.5", 100: "100", 1e-9: "0", 1e9: "0", 2.345: "2.35"} {
		if got := number(v); got != want {
			t.Errorf("%v: %q", v, got)
		}
	}
}

// failing refuses to write.
type failing struct{}

var errWrite = errors.New("refused")

func (failing) Write([]byte) (int, error) { return 0, errWrite }

func TestTheFirstErrorIsTold(t *testing.T) {
	w := New(failing{}, Info{})
	p := w.Page(10, 10)
	p.Close()
	if err := w.Close(); !errors.Is(err, errWrite) {
		t.Error(err)
	}
}

// FuzzStrings writes addresses and names of any bytes.
func FuzzStrings(f *testing.F) {
	f.Add("https://e.example/(x)\\")
	f.Add("\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		if got := literal(s); strings.ContainsAny(got[1:len(got)-1], "\n\r") {
			t.Errorf("%q", got)
		}
		if strings.ContainsAny(escapeName(s), " /<>()[]\n") {
			t.Errorf("%q", escapeName(s))
		}
	})
}

func TestTheLineUnderATextLeavesOutLettersThatReachDown(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]int{"even rows": 1, "a page": 3, "page": 2} {
		l := e.Wrap(e.Shape([]typeset.Span{{Text: text, Style: typeset.Style{Size: 20, Underline: true}}}, typeset.ParaOptions{}), 0, typeset.WrapOptions{})
		lines := 0
		data := file(t, Info{}, func(_ *Writer, p *Page) {
			runs := e.Runs(l, 0)
			p.Run(&runs[0], 10, 50)
			lines = strings.Count(p.content.String(), " re")
		})
		if data == "" || lines != want {
			t.Errorf("%s: the line is in %d parts, not %d", text, lines, want)
		}
	}
}
