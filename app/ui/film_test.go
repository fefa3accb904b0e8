package ui

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	websafe "image/color/palette"
	"image/gif"
	"image/png"
	"strings"
	"testing"
	"time"
)

// square is a picture of one colour.
func square(side int, c color.Color) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, side, side), websafe.WebSafe)
	for i := range img.Pix {
		img.Pix[i] = uint8(img.Palette.Index(c))
	}
	return img
}

var (
	red  = color.RGBA{0xFF, 0, 0, 0xFF}
	blue = color.RGBA{0, 0, 0xFF, 0xFF}
)

// movingGIF is red with a blue square in its corner for a while.
func movingGIF(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{Config: image.Config{Width: 8, Height: 8, ColorModel: color.Palette(websafe.WebSafe)}}
	for i := range frames {
		if i == 0 {
			g.Image = append(g.Image, square(8, red))
		} else {
			g.Image = append(g.Image, square(4, blue))
		}
		g.Delay = append(g.Delay, 5)
		g.Disposal = append(g.Disposal, gif.DisposalPrevious)
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// movingPNG is the same as an APNG.
func movingPNG(t testing.TB) []byte {
	t.Helper()
	parts := func(img image.Image) (head, data []byte) {
		var file bytes.Buffer
		if err := png.Encode(&file, img); err != nil {
			t.Fatal(err)
		}
		b := file.Bytes()[len(pngSign):]
		for len(b) >= 12 {
			n := 12 + int(binary.BigEndian.Uint32(b))
			switch string(b[4:8]) {
			case "IHDR":
				head = b[8 : n-4]
			case "IDAT":
				data = append(data, b[8:n-4]...)
			}
			b = b[n:]
		}
		return head, data
	}
	rgba := func(side int, c color.Color) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, side, side))
		for y := range side {
			for x := range side {
				img.Set(x, y, c)
			}
		}
		img.Set(0, 0, color.NRGBA{uint8(side), 0, 0, 0x80}) // so that it has transparency
		return img
	}
	control := func(n, side int, after uint8) []byte {
		c := binary.BigEndian.AppendUint32(nil, uint32(n))
		for _, v := range []int{side, side, 0, 0} {
			c = binary.BigEndian.AppendUint32(c, uint32(v))
		}
		return append(c, 0, 5, 0, 100, after, 1)
	}
	head, first := parts(rgba(8, red))
	_, second := parts(rgba(4, blue))
	out := append([]byte(pngSign), pngChunk("IHDR", head)...)
	out = append(out, pngChunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0})...)
	out = append(out, pngChunk("fcTL", control(0, 8, 0))...)
	out = append(out, pngChunk("IDAT", first)...)
	out = append(out, pngChunk("fcTL", control(1, 4, frameUndone))...)
	out = append(out, pngChunk("fdAT", append([]byte{0, 0, 0, 2}, second...))...)
	return append(out, pngChunk("IEND", nil)...)
}

func movingWebP(t testing.TB) []byte {
	t.Helper()
	out, err := base64.StdEncoding.DecodeString("UklGRmIBAABXRUJQVlA4WAoAAAASAAAADwAACwAAQU5JTQYAAAD/////AABBTk1GbgAAAAAAAAAAAA8AAAsAAMgAAAJWUDhMVgAAAC8PwAIAcBBJkhSVM6zgDCs4S/7vTgCCtm1jJhvTn+nPJAbZRiram7zamzza+j8QEaWgSkkEIFJqV52UI7pQdnQp/lAZM8fjMBiOJg1q69avvvbe7YsCQU5NRlwAAAAAAAAEAAAPAAACAADIAAAAVlA4TEMAAAAvD4AAEAZTkWxcAG3U0kYtbQS4TxWMmbZtDHDfaO4bwBhkG2kOp3F2r/F2r/EO6/8E/DmjY8PDQdHohsUgKy89LfUGAEFOTUZcAAAAAAAABAAADwAAAgAAyAAAAFZQOExDAAAALw+AABAGM7VtvEknhXRSSCfTG1VwDLKNNI0TOMcXeMcXeI0ZZBupdO/wgu/wdOv/BPy5NPI4DBm5paYkGhsfPm7oBgA=")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFilmShowsItsFramesOneAfterTheOther(t *testing.T) {
	for name, test := range map[string]struct {
		data   []byte
		frames int
		loops  int
		delay  time.Duration
		pixels []color.RGBA // at 2, 2 after each frame; nil: not known
	}{
		"GIF":           {movingGIF(t, 3), 3, 0, 50 * time.Millisecond, []color.RGBA{red, blue, blue, red}},
		"APNG":          {movingPNG(t), 2, 0, 50 * time.Millisecond, []color.RGBA{red, blue, red, blue}},
		"animated WebP": {movingWebP(t), 3, 0, 200 * time.Millisecond, nil},
	} {
		f := readFilm(test.data)
		if f == nil {
			t.Errorf("%s: not read", name)
			continue
		}
		if len(f.frames) != test.frames || f.loops != test.loops || f.frames[0].delay != test.delay {
			t.Errorf("%s: %d frames, played %d times, the first for %v", name, len(f.frames), f.loops, f.frames[0].delay)
		}
		p := projector{film: f}
		for i := range 2 * test.frames {
			if err := p.advance(); err != nil {
				t.Fatalf("%s: frame %d: %v", name, i, err)
			}
			if i < len(test.pixels) && p.screen.RGBAAt(2, 2) != test.pixels[i] {
				t.Errorf("%s: after frame %d the colour is %v", name, i, p.screen.RGBAAt(2, 2))
			}
		}
		if p.plays != 2 {
			t.Errorf("%s: played %d times", name, p.plays)
		}
		img, err := decode(test.data, 8, 0)
		if m, ok := img.(*moving); err != nil || !ok || m.film == nil {
			t.Errorf("%s: decoded to %T, %v", name, img, err)
		}
	}
}

func TestAPictureOfOneFrameIsNoFilm(t *testing.T) {
	var still bytes.Buffer
	if err := png.Encode(&still, square(8, red)); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"GIF": movingGIF(t, 1), "PNG": still.Bytes(), "nothing": nil, "half": movingGIF(t, 3)[:40]} {
		if readFilm(data) != nil {
			t.Errorf("%s is taken for a film", name)
		}
	}
}

func TestAFilmThatWouldKeepTheComputerBusyWaits(t *testing.T) {
	small, large := readFilm(movingGIF(t, 3)), readFilm(movingGIF(t, 3))
	large.size = image.Pt(2000, 1900)
	for i := range large.frames {
		large.frames[i].delay = leastDelay
	}
	if small.heavy() || !large.heavy() {
		t.Error("the wrong film waits")
	}
}

// FuzzFilm cuts any bytes into frames: nothing may panic.
func FuzzFilm(f *testing.F) {
	f.Add(movingGIF(f, 3))
	f.Add(movingPNG(f))
	f.Add(movingWebP(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if film := readFilm(data); film != nil && film.size.X*film.size.Y < 1e5 {
			p := projector{film: film}
			for range min(len(film.frames), 4) {
				if p.advance() != nil {
					return
				}
			}
		}
	})
}

func TestDrawingsAreDrawnUnlessHalfOfThemWouldBeMissing(t *testing.T) {
	const open = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
	for name, test := range map[string]struct {
		svg string
		ok  bool
	}{
		"a shape":                     {open + "<rect width='20' height='10' fill='#f00'/></svg>", true},
		"a reference":                 {open + "<defs><rect id='a' width='20' height='10' fill='#f00'/></defs><use href='#a'/></svg>", true},
		"letters":                     {open + "<rect width='20' height='10'/><text>12 %</text></svg>", false},
		"a reference to itself":       {open + "<defs><g id='a'><use href='#a'/></g></defs><use href='#a'/></svg>", false},
		"too many references":         {open + "<defs><g id='a'>" + strings.Repeat("<path d='M0 0h1'/>", 900) + "</g></defs>" + strings.Repeat("<use href='#a'/>", 900) + "</svg>", false},
		"no size":                     {"<svg xmlns='http://www.w3.org/2000/svg'><rect width='20' height='10'/></svg>", false},
		"a size that is not a number": {"<svg width='NaN' height='1e999'><rect width='20'/></svg>", false},
		"cut off":                     {open[:30], false},
	} {
		img, err := decode([]byte(test.svg), 200, 0)
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if test.ok && (img.Bounds().Dx() != 200 || img.Bounds().Dy() != 100 || img.At(100, 50) != color.Color(red)) {
			t.Errorf("%s: %v, %v in the middle", name, img.Bounds(), img.At(100, 50))
		}
	}
}

// FuzzDrawing draws any SVG: nothing may panic or go on without end.
func FuzzDrawing(f *testing.F) {
	f.Add("<svg viewBox='0 0 9 9'><defs><linearGradient id='g'><stop offset='1'/></linearGradient><g id='a'><path d='M0 0l9 9z'/></g></defs><use href='#a' fill='url(#g)'/></svg>")
	f.Fuzz(func(t *testing.T, svg string) {
		if isDrawing([]byte(svg)) {
			_, _ = decode([]byte(svg), 60, 0) // an error is as good
		}
	})
}
