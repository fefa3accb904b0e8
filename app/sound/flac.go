package sound

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/mewkiz/flac/frame"
)

// flacDecoder decodes FLAC. The library decodes frames; its own seeking decodes the
// whole file first, so that ours finds a place by halving (RFC 9639 has the format).
type flacDecoder struct {
	r     *reader
	in    *bufio.Reader
	first int64 // where the first frame is

	hertz, chans, bits, block int
	frames                    int64 // zero: not known

	left    []float32 // decoded and not taken
	samples []float32 // room for left
	drop    int64     // samples of a channel before the place sought
	failing int
}

// flacWindow is what is looked at for the beginning of a frame; few are longer.
const flacWindow = 64 << 10

func newFLAC(r *reader) (decoder, error) {
	d := &flacDecoder{r: r, in: bufio.NewReaderSize(r, 16<<10)}
	r.moveTo(r.base + 4)
	for last, n := false, 0; !last; n++ {
		var head [4]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, wavBroken(err, r)
		}
		last = head[0]&0x80 != 0
		size := int64(head[1])<<16 | int64(head[2])<<8 | int64(head[3])
		next := r.pos + size
		if n == 0 {
			if err := d.info(head[0]&0x7f, size); err != nil {
				return nil, err
			}
		}
		r.moveTo(next)
		if n > 1000 {
			return nil, ErrBroken
		}
	}
	d.first = r.pos
	d.in.Reset(r)
	return d, nil
}

// info reads the block that says what the samples are (section 8.2).
func (d *flacDecoder) info(kind byte, size int64) error {
	if kind != 0 || size < 34 {
		return ErrBroken
	}
	var b [18]byte
	if _, err := io.ReadFull(d.r, b[:]); err != nil {
		return wavBroken(err, d.r)
	}
	d.block = int(binary.BigEndian.Uint16(b[2:]))
	x := binary.BigEndian.Uint64(b[10:])
	d.hertz, d.chans, d.bits = int(x>>44), int(x>>41&7)+1, int(x>>36&31)+1
	d.frames = int64(x & (1<<36 - 1))
	if d.hertz < minRate || d.hertz > maxRate || d.block < 16 || d.bits < 4 {
		return ErrBroken
	}
	return nil
}

func (d *flacDecoder) rate() int     { return d.hertz }
func (d *flacDecoder) channels() int { return d.chans }
func (d *flacDecoder) length() int64 { return d.frames }

func (d *flacDecoder) read(p []float32) (int, error) {
	for len(d.left) == 0 {
		f, err := d.parse(d.in)
		switch {
		case err == nil:
			d.failing = 0
			d.take(f)
		case ended(err), d.r.failed != nil:
			return 0, broken(err, d.r)
		default:
			if err := d.resync(err); err != nil {
				return 0, err
			}
		}
	}
	n := copy(p[:len(p)-len(p)%d.chans], d.left)
	d.left = d.left[n:]
	return n, nil
}

// parse reads a frame. What its header leaves to the recording's is filled in.
func (d *flacDecoder) parse(in io.Reader) (f *frame.Frame, err error) {
	defer recovered(&err)
	if f, err = frame.New(in); err != nil {
		return nil, err
	}
	if f.BitsPerSample == 0 {
		f.BitsPerSample = uint8(d.bits)
	}
	return f, f.Parse()
}

// take makes floats of a frame and drops what lies before the place sought.
func (d *flacDecoder) take(f *frame.Frame) {
	d.samples = d.samples[:0]
	count := len(f.Subframes[0].Samples)
	scale := 1 / float32(int64(1)<<(f.BitsPerSample-1))
	for i := range count {
		for c := range d.chans {
			s := f.Subframes[min(c, len(f.Subframes)-1)]
			d.samples = append(d.samples, float32(s.Samples[i])*scale)
		}
	}
	drop := min(d.drop, int64(count))
	d.drop -= drop
	d.left = d.samples[drop*int64(d.chans):]
}

// resync goes on with the next frame behind a damaged one.
func (d *flacDecoder) resync(err error) error {
	if d.failing++; d.failing > toleratedFrames {
		return broken(err, d.r)
	}
	at := d.r.pos - int64(d.in.Buffered())
	at, _, err = d.find(at)
	if err != nil {
		return broken(err, d.r)
	}
	d.moveTo(at)
	return nil
}

func (d *flacDecoder) moveTo(at int64) {
	d.r.moveTo(at)
	d.in.Reset(d.r)
}

// find is the first frame from a place on, and the number of its first sample.
func (d *flacDecoder) find(from int64) (at, number int64, err error) {
	window := make([]byte, flacWindow)
	for at = from; at-from < junkBytes; at += flacWindow / 2 {
		d.r.moveTo(at)
		n, err := io.ReadFull(d.r, window)
		if n < 6 {
			return 0, 0, err
		}
		for i := 0; i+1 < n && (i < flacWindow/2 || n < flacWindow); i++ {
			if window[i] != 0xff || window[i+1]&0xfe != 0xf8 {
				continue
			}
			in := bytes.NewReader(window[i:n])
			f, err := d.parse(in)
			if f == nil || err != nil && !(ended(err) && i > 0 && n == flacWindow) {
				continue
			}
			return at + int64(i), d.numberOf(f), nil
		}
		if n < flacWindow {
			return 0, 0, io.EOF
		}
	}
	return 0, 0, ErrBroken
}

func (d *flacDecoder) numberOf(f *frame.Frame) int64 {
	if f.HasFixedBlockSize {
		return int64(f.Num) * int64(d.block) // the last one is smaller
	}
	return int64(f.Num)
}

func (d *flacDecoder) seek(to int64) (int64, error) {
	d.left, d.drop, d.failing = nil, 0, 0
	to = max(0, to)
	if d.frames > 0 {
		to = min(to, d.frames)
	}
	low, number := d.first, int64(0)
	for high := d.r.size; high-low > flacWindow && to > 0; {
		middle := low + (high-low)/2
		at, n, err := d.find(middle)
		switch {
		case err != nil && d.r.failed != nil:
			return 0, d.r.failed
		case err != nil, n > to, at >= high:
			high = middle
		default:
			low, number = at, n
		}
	}
	d.moveTo(low)
	d.drop = to - number
	return to, nil
}
