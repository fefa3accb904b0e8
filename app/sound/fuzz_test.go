package sound

import "testing"

// FuzzDecoder gives the decoders what no encoder wrote: they may refuse it, and must
// come back.
func FuzzDecoder(f *testing.F) {
	for _, name := range []string{"constant.mp3", "variable.mp3", "low.mp3", "tones.ogg", "tones.m4a"} {
		m := tones(f, name)
		f.Add(m.data[:min(len(m.data), 1500)])
	}
	f.Add(tones(f, "tones.ogg").data[:6000]) // whose headers alone take 3500
	f.Add(wav(8000, 1, 16, tonesOf(8000)[:300]))
	f.Add(flacOf(f, 8000, tonesOf(8000)[:300]))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := openDecoder(t.Context(), memory{data: data})
		if err != nil {
			return
		}
		if d.channels() < 1 || d.length() < 0 {
			t.Fatalf("%d channels, %d frames", d.channels(), d.length())
		}
		p := make([]float32, 1024*d.channels())
		for _, at := range []int64{0, 1000, d.length() - 1} {
			if _, err := safelyTo(d, at); err != nil {
				continue
			}
			for i, n := 0, 0; i < 200; i++ {
				if n, err = safely(d, p); err != nil {
					break
				}
				if n <= 0 || n > len(p) || n%d.channels() != 0 {
					t.Fatalf("%d samples of %d channels", n, d.channels())
				}
			}
		}
	})
}
