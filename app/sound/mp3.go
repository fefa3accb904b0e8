package sound

import (
	"encoding/binary"
	"io"

	"github.com/hajimehoshi/go-mp3"
)

// mp3Decoder decodes MP3. The library decodes frames; finding them is ours: its
// own seeking reads the whole file first, and one damaged frame ends it.
type mp3Decoder struct {
	frames  *frameReader
	dec     *mp3.Decoder // nil: begins with the next frame
	skip    int          // bytes of samples that lead up to the place sought
	raw     []byte
	failing int // frames in a row that could not be decoded
}

const (
	bytesPerSample = 4 // of a pair of channels, as the library has them
	// leadIn is how many frames before a place are decoded and not heard: a frame
	// uses bytes of up to nine before it, mostly of one or two, and overlaps with
	// its predecessor.
	leadIn = 12
	// toleratedFrames in a row may be damaged, two seconds about.
	toleratedFrames = 80
)

func newMP3(r *reader, src Source) (decoder, error) {
	frames, err := newFrameReader(r, src)
	if err != nil {
		return nil, err
	}
	if frames.head.misread() {
		return nil, ErrFormat
	}
	return &mp3Decoder{frames: frames, raw: make([]byte, 1152*bytesPerSample)}, nil
}

func (d *mp3Decoder) rate() int     { return d.frames.rate }
func (d *mp3Decoder) channels() int { return 2 }
func (d *mp3Decoder) length() int64 { return d.frames.length() * int64(d.frames.head.samples) }

func (d *mp3Decoder) read(p []float32) (int, error) {
	for {
		want := min(len(p)/2*bytesPerSample, len(d.raw))
		n, err := d.decode(d.raw[:want])
		switch {
		case err == io.EOF, d.frames.failed != nil:
			return 0, d.frames.end(err)
		case err != nil:
			d.dec, d.frames.rest = nil, nil
			if d.failing++; d.failing > toleratedFrames {
				return 0, broken(err, d.frames.r)
			}
			continue
		}
		d.failing = 0
		b := d.raw[:n&^(bytesPerSample-1)]
		drop := min(d.skip, len(b))
		d.skip, b = d.skip-drop, b[drop:]
		if len(b) == 0 {
			continue
		}
		for i := range len(b) / 2 {
			p[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:]))) / 32768
		}
		return len(b) / 2, nil
	}
}

// decode gives what the library makes of the next frames.
func (d *mp3Decoder) decode(p []byte) (n int, err error) {
	defer recovered(&err)
	if d.dec == nil {
		if d.dec, err = mp3.NewDecoder(d.frames); err != nil {
			return 0, err
		}
	}
	return d.dec.Read(p)
}

func (d *mp3Decoder) seek(to int64) (int64, error) {
	samples := int64(d.frames.head.samples)
	n := max(0, to) / samples
	at, lead, err := d.frames.moveTo(n)
	if err != nil {
		return 0, d.frames.end(err)
	}
	d.dec, d.failing = nil, 0
	d.skip = lead * int(samples) * bytesPerSample
	return at * samples, nil
}
