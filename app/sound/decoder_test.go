package sound

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// memory is a recording that is all there.
type memory struct {
	data  []byte
	blind bool // its size is not known
}

func (m memory) ReadAt(ctx context.Context, p []byte, off int64) (int, error) {
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if off < 0 || off >= int64(len(m.data)) {
		return 0, io.EOF
	}
	return copy(p, m.data[off:]), nil
}

func (m memory) Size(context.Context) (int64, error) {
	if m.blind {
		return -1, nil
	}
	return int64(len(m.data)), nil
}

func (m memory) Has(off, end int64) bool { return !m.blind && end <= int64(len(m.data)) }

// tones is a recording in testdata: four seconds, whose n-th second is a tone of n
// times 400 Hz.
func tones(tb testing.TB, name string) memory {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return memory{data: data}
}

// tone is the frequency of most of what samples of one channel hold, by how often
// they rise through zero.
func tone(samples []float32, rate int) float64 {
	rises, first, last := 0, 0, 0
	for i := 1; i < len(samples); i++ {
		if samples[i-1] < 0 && samples[i] >= 0 {
			if rises++; rises == 1 {
				first = i
			}
			last = i
		}
	}
	if rises < 2 {
		return 0
	}
	return float64(rises-1) * float64(rate) / float64(last-first)
}

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

// all decodes to the end, the first channel of it.
func all(tb testing.TB, d decoder) []float32 {
	tb.Helper()
	var out []float32
	p := make([]float32, 4096*d.channels())
	for {
		n, err := safely(d, p)
		for i := 0; i < n; i += d.channels() {
			out = append(out, p[i])
		}
		if err == io.EOF {
			return out
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// some decodes so many frames or a few more, the first channel of them.
func some(tb testing.TB, d decoder, frames int) []float32 {
	tb.Helper()
	p := make([]float32, 1152*d.channels())
	var out []float32
	for len(out) < frames {
		n, err := safely(d, p)
		if err != nil {
			tb.Fatal(err)
		}
		for i := 0; i < n; i += d.channels() {
			out = append(out, p[i])
		}
	}
	return out
}

var formats = []string{"constant.mp3", "variable.mp3", "low.mp3", "tones.ogg", "tones.flac", "tones.wav"}

func open(tb testing.TB, name string) (decoder, memory) {
	tb.Helper()
	var m memory
	switch name {
	case "tones.wav":
		m = memory{data: wav(16000, 1, 16, tonesOf(16000))}
	case "tones.flac":
		m = memory{data: flacOf(tb, 16000, tonesOf(16000))}
	default:
		m = tones(tb, name)
	}
	d, err := openDecoder(tb.Context(), m)
	if err != nil {
		tb.Fatal(name, err)
	}
	return d, m
}

func TestEveryFormatIsDecodedToItsTones(t *testing.T) {
	for _, name := range formats {
		d, _ := open(t, name)
		got := all(t, d)
		rate := d.rate()
		if l := float64(len(got)) / float64(rate); !near(l, 4, 0.12) {
			t.Errorf("%s: it lasts %.3f s", name, l)
		}
		if l := seconds(d.length(), rate).Seconds(); !near(l, 4, 0.12) {
			t.Errorf("%s: it says that it lasts %.3f s", name, l)
		}
		for n := range 4 {
			part := got[n*rate+rate/5 : n*rate+rate*4/5]
			if f := tone(part, rate); !near(f, float64(n+1)*400, 4) {
				t.Errorf("%s: second %d has %.1f Hz", name, n, f)
			}
		}
	}
}

func TestEveryFormatIsHeardFromAnyPlace(t *testing.T) {
	for _, name := range formats {
		d, _ := open(t, name)
		whole := all(t, d)
		for _, at := range []float64{2.5, 0.5, 3.2, 0, 1.5} {
			want := int64(at * float64(d.rate()))
			got, err := safelyTo(d, want)
			if err != nil {
				t.Fatal(name, err)
			}
			if !near(float64(got), float64(want), 1200) {
				t.Errorf("%s: %v s is %d instead of %d", name, at, got, want)
			}
			begin := some(t, d, d.rate()/4)
			if f := tone(begin[d.rate()/10:], d.rate()); !near(f, (math.Floor(at)+1)*400, 8) {
				t.Errorf("%s: at %v s there are %.1f Hz", name, at, f)
			}
			rest := 0
			if at > 3 {
				rest = len(all(t, d))
			}
			if at > 3 && !near(float64(rest+len(begin)+int(got)), float64(len(whole)), 3000) {
				t.Errorf("%s: from %d there are %d of %d", name, got, rest+len(begin), len(whole))
			}
		}
	}
}

func TestAPlaceIsFoundBeforeAnythingWasHeard(t *testing.T) {
	for _, name := range formats {
		d, _ := open(t, name)
		at, err := safelyTo(d, int64(2.5*float64(d.rate())))
		if err != nil || !near(float64(at)/float64(d.rate()), 2.5, 0.05) {
			t.Errorf("%s: %d, %v", name, at, err)
		}
		if f := tone(some(t, d, d.rate()/4), d.rate()); !near(f, 1200, 8) {
			t.Errorf("%s: there are %.1f Hz", name, f)
		}
	}
}

func TestWhatWeCannotDecodeIsSaid(t *testing.T) {
	for name, m := range map[string]memory{
		"Opus": tones(t, "tones.opus"), "MP3 that would be noise": tones(t, "padded.mp3"), "AAC": tones(t, "tones.m4a"),
		"a web page": {data: []byte("<!DOCTYPE html><title>Please log in</title>")}, "nothing": {},
		"a tag of nothing": {data: []byte("ID3\x04\x00\x00\x00\x00\x00\x05hello")},
	} {
		if _, err := openDecoder(t.Context(), m); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// tonesOf are the tones of testdata.
func tonesOf(rate int) []float32 {
	out := make([]float32, 4*rate)
	for i := range out {
		t := float64(i) / float64(rate)
		out[i] = float32(0.5 * math.Sin(2*math.Pi*t*400*(1+math.Floor(t))))
	}
	return out
}
