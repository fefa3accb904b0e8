package sound

import (
	"testing"
	"time"
)

// FuzzDecoder gives the decoders what no encoder wrote.
func FuzzDecoder(f *testing.F) {
	for _, name := range []string{"constant.mp3", "variable.mp3", "low.mp3", "tones.ogg", "tones.m4a"} {
		m := tones(f, name)
		f.Add(m.data[:min(len(m.data), 6000)])
	}
	f.Add(wav(8000, 1, 16, tonesOf(8000)[:800]))
	f.Add(flacOf(f, 8000, tonesOf(8000)[:800]))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := newChain(t.Context(), memory{data: data}, 0, nil)
		if err != nil {
			return
		}
		for i := 0; i < 2000 && err == nil; i++ {
			var b block
			if b, err = c.next(1.5); len(b.samples)%channels != 0 {
				t.Fatalf("%d samples", len(b.samples))
			}
			for _, x := range b.samples {
				if !(x >= -1.001 && x <= 1.001) {
					t.Fatalf("a sample of %v", x)
				}
			}
		}
		if c, err = newChain(t.Context(), memory{data: data}, time.Second, nil); err == nil {
			_, _ = c.next(1) // only that it comes back
		}
	})
}
