package sound

import (
	"errors"
	"io"
)

// frameReader reads a file of MP3 as its frames, one after the other, without what
// stands between them: tags, pictures, damage. It remembers where they are, so that
// a place that was heard is found again exactly.
type frameReader struct {
	r      *reader
	src    Source
	first  int64    // where the first frame of sound is
	head   mp3Frame // the first one
	sum    summary
	rate   int    // of the last frame that was read
	rest   []byte // of the frame that is being read
	frame  []byte
	off    int64 // where the next frame should be
	number int64 // of the next frame
	exact  bool  // number is what counting gives, not a guess
	failed error // of the source

	marks []int64 // where each 64th frame is
	known int64   // frames that were counted
	next  int64   // where the one behind them should be
	whole bool    // they are all there are
}

const (
	markEvery = 64
	// junkBytes is how much may stand between two frames.
	junkBytes = 4 << 20
)

func newFrameReader(r *reader, src Source) (*frameReader, error) {
	f := &frameReader{r: r, src: src}
	at, head, err := f.find(r.base)
	if err != nil {
		return nil, broken(err, r)
	}
	f.first, f.head, f.rate = at, head, head.rate
	body := make([]byte, head.size)
	r.moveTo(at)
	if n, _ := io.ReadFull(r, body); n > 0 {
		if sum, ok := summaryOf(head, body[:n]); ok {
			f.first = at + int64(head.size)
			if r.size < 0 || sum.frames <= r.size/24 { // else it lies
				f.sum = sum
			}
			if at, head, err = f.find(f.first); err == nil {
				f.first, f.head = at, head
			}
		}
	}
	if r.failed != nil {
		return nil, r.failed
	}
	f.off, f.next, f.exact = f.first, f.first, true
	return f, nil
}

// Read is what the library reads: whole frames.
func (f *frameReader) Read(p []byte) (int, error) {
	if len(f.rest) == 0 {
		if err := f.step(); err != nil {
			return 0, err
		}
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// step reads the next frame.
func (f *frameReader) step() error {
	at, h, err := f.find(f.off)
	if err != nil {
		return f.stop(err)
	}
	f.frame = append(f.frame[:0], make([]byte, h.size)...)
	f.r.moveTo(at)
	if _, err := io.ReadFull(f.r, f.frame); err != nil {
		return f.stop(err) // the last one, cut off
	}
	f.rest, f.rate = f.frame, h.rate
	f.count(at, h)
	f.number++
	f.off = at + int64(h.size)
	return nil
}

func (f *frameReader) stop(err error) error {
	if f.r.failed != nil {
		f.failed = f.r.failed
		return f.failed
	}
	if ended(err) {
		if f.exact && f.number == f.known {
			f.whole = true
		}
		return io.EOF
	}
	return err
}

// end is the error to tell, and forgets it.
func (f *frameReader) end(err error) error {
	if f.failed != nil {
		err, f.failed = f.failed, nil
		f.r.failed = nil
	}
	return err
}

// count remembers where a frame is.
func (f *frameReader) count(at int64, h mp3Frame) {
	if !f.exact || f.number != f.known {
		return
	}
	if f.known%markEvery == 0 {
		f.marks = append(f.marks, at)
	}
	f.known++
	f.next = at + int64(h.size)
}

// find looks for a frame from a place on. A header counts when the next one is
// where it should be, or nothing of it can be seen.
func (f *frameReader) find(from int64) (int64, mp3Frame, error) {
	var window [8 << 10]byte
	for at := from; at-from < junkBytes; {
		f.r.moveTo(at)
		size := 4
		if at != from {
			size = len(window)
		}
		n, err := io.ReadFull(f.r, window[:size])
		if err != nil && !ended(err) {
			return 0, mp3Frame{}, err
		}
		if size == 4 && n == 4 {
			if h, ok := parseFrame(window[:4]); ok && f.followed(at+int64(h.size), h) {
				return at, h, nil
			}
			at++
			continue
		}
		if n < 4 {
			return 0, mp3Frame{}, io.EOF
		}
		i, h := 0, mp3Frame{}
		for ok := false; i+4 <= n; i++ {
			if h, ok = parseFrame(window[i:n]); ok && f.followed(at+int64(i+h.size), h) {
				return at + int64(i), h, nil
			}
		}
		at += int64(i)
	}
	return 0, mp3Frame{}, errors.New("no frame for megabytes")
}

// followed reports whether a header like h stands at a place, or the end.
func (f *frameReader) followed(at int64, h mp3Frame) bool {
	var b [4]byte
	f.r.moveTo(at)
	if n, err := io.ReadFull(f.r, b[:]); err != nil {
		return ended(err) && n < 4
	}
	next, ok := parseFrame(b[:])
	return ok && next.rate == h.rate && next.version == h.version || string(b[:3]) == "TAG" || string(b[:3]) == "ID3" || string(b[:]) == "APET"
}

// length is how many frames there are, as well as that is known.
func (f *frameReader) length() int64 {
	switch {
	case f.whole:
		return f.known
	case f.sum.frames > 0:
		return f.sum.frames
	case f.r.size < 0:
		return 0
	}
	bytes := f.r.size - f.first
	if f.known > markEvery {
		return bytes * f.known / (f.next - f.first)
	}
	// A header has whole bytes only; what is padded to the bitrate counts.
	return bytes * 8 * int64(f.head.rate) / (int64(f.head.samples) * int64(f.head.bitrate))
}

// moveTo goes to a frame. It returns the number of the frame that is heard next and
// how many before it are read to get there.
func (f *frameReader) moveTo(n int64) (at int64, lead int, err error) {
	f.rest = nil
	if total := f.length(); total > 0 {
		n = min(n, total)
	}
	from := max(0, n-leadIn)
	found, err := f.walk(from)
	if err != nil {
		return 0, 0, err
	}
	if !found {
		f.off, f.exact = f.guess(from), false
		f.number = from
		return n, int(n - from), nil
	}
	return max(f.number, n), int(max(0, n-f.number)), nil
}

// walk goes to a frame by counting, as far as what lies between is here already or
// has to be read anyway. It is false if that would take the network.
func (f *frameReader) walk(n int64) (bool, error) {
	start := min(n, f.known) / markEvery
	if start >= int64(len(f.marks)) {
		start = int64(len(f.marks)) - 1
	}
	f.number, f.off, f.exact = 0, f.first, true
	if start > 0 {
		f.number, f.off = start*markEvery, f.marks[start]
	}
	if n > f.known && f.r.size >= 0 && !f.src.Has(f.next, min(f.guess(n), f.r.size)) {
		return false, nil
	}
	for f.number < n {
		at, h, err := f.find(f.off)
		if err != nil {
			if err = f.stop(err); err == io.EOF {
				return true, nil
			}
			return false, err
		}
		f.count(at, h)
		f.number++
		f.off = at + int64(h.size)
	}
	return true, nil
}

// guess is where a frame should be.
func (f *frameReader) guess(n int64) int64 {
	total := f.length()
	if total <= 0 || f.r.size < 0 {
		return f.first
	}
	bytes := f.r.size - f.first
	part := min(1, float64(n)/float64(total))
	if f.sum.hasTOC && f.sum.bytes > 0 {
		i := min(99, int(part*100))
		low, high := float64(f.sum.toc[i]), 256.0
		if i < 99 {
			high = float64(f.sum.toc[i+1])
		}
		if high >= low {
			part = (low + (high-low)*(part*100-float64(i))) / 256
			bytes = min(bytes, f.sum.bytes)
		}
	}
	return f.first + int64(part*float64(bytes))
}

// learn takes over where frames are from another reader of the same recording.
func (f *frameReader) learn(old *frameReader) {
	if old.first == f.first && old.known > f.known {
		f.marks, f.known, f.next, f.whole = old.marks, old.known, old.next, old.whole
	}
}
