package sound

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// wavDecoder decodes the uncompressed kinds of WAV. There is nothing to decode in
// them, so that a header of 44 bytes needs no library.
type wavDecoder struct {
	r      *reader
	first  int64 // where the samples begin
	frames int64 // zero: not known
	hertz  int
	chans  int
	bits   int
	float  bool
	at     int64 // the next frame
	raw    []byte
}

func newWAV(r *reader) (decoder, error) {
	d := &wavDecoder{r: r}
	r.moveTo(r.base + 12)
	for {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, wavBroken(err, r)
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "fmt ":
			if err := d.format(size); err != nil {
				return nil, err
			}
		case "data":
			if d.hertz == 0 {
				return nil, ErrBroken
			}
			d.first = r.pos
			if r.size >= 0 {
				size = min(size, r.size-d.first) // what streams is written with the largest number
			}
			if size < math.MaxUint32-8 {
				d.frames = size / int64(d.frameBytes())
			}
			return d, nil
		default:
			r.moveTo(r.pos + size + size&1)
		}
	}
}

func wavBroken(err error, r *reader) error {
	if ended(err) {
		return ErrBroken
	}
	return broken(err, r)
}

// format reads the chunk that says how samples are written.
func (d *wavDecoder) format(size int64) error {
	if size < 16 || size > 4096 {
		return ErrBroken
	}
	b := make([]byte, size+size&1)
	if _, err := io.ReadFull(d.r, b); err != nil {
		return wavBroken(err, d.r)
	}
	kind := binary.LittleEndian.Uint16(b)
	if kind == 0xfffe && size >= 26 {
		kind = binary.LittleEndian.Uint16(b[24:]) // the extensible form has it there
	}
	d.chans, d.hertz = int(binary.LittleEndian.Uint16(b[2:])), int(binary.LittleEndian.Uint32(b[4:]))
	d.bits, d.float = int(binary.LittleEndian.Uint16(b[14:])), kind == 3
	switch {
	case kind != 1 && kind != 3, d.float && d.bits != 32, d.bits%8 != 0 || d.bits < 8 || d.bits > 32:
		return ErrFormat
	case d.chans < 1 || d.chans > 16 || d.hertz < minRate || d.hertz > maxRate:
		return ErrBroken
	}
	return nil
}

func (d *wavDecoder) frameBytes() int { return d.chans * d.bits / 8 }
func (d *wavDecoder) rate() int       { return d.hertz }
func (d *wavDecoder) channels() int   { return d.chans }
func (d *wavDecoder) length() int64   { return d.frames }

func (d *wavDecoder) read(p []float32) (int, error) {
	want := int64(len(p) / d.chans)
	if d.frames > 0 {
		want = min(want, d.frames-d.at)
	}
	if want <= 0 {
		return 0, io.EOF
	}
	d.raw = append(d.raw[:0], make([]byte, int(want)*d.frameBytes())...)
	d.r.moveTo(d.first + d.at*int64(d.frameBytes()))
	n, err := io.ReadFull(d.r, d.raw)
	got := n / d.frameBytes()
	if got == 0 {
		return 0, broken(err, d.r)
	}
	d.at += int64(got)
	for i := range got * d.chans {
		p[i] = d.sample(d.raw[i*d.bits/8:])
	}
	return got * d.chans, nil
}

func (d *wavDecoder) sample(b []byte) float32 {
	switch {
	case d.float:
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	case d.bits == 8:
		return float32(int(b[0])-128) / 128
	case d.bits == 16:
		return float32(int16(binary.LittleEndian.Uint16(b))) / (1 << 15)
	case d.bits == 24:
		return float32(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 31)
	}
	return float32(int32(binary.LittleEndian.Uint32(b))) / (1 << 31)
}

func (d *wavDecoder) seek(to int64) (int64, error) {
	if d.frames > 0 {
		to = min(to, d.frames)
	}
	d.at = max(0, to)
	return d.at, nil
}

// errNoSeek says that a recording can only be heard from its beginning.
var errNoSeek = errors.New("no way to another place")

// What rates there are: those of telephones to those of studios.
const minRate, maxRate = 4000, 384000
