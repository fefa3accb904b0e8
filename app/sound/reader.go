package sound

import (
	"context"
	"errors"
	"io"
)

// reader reads a Source from one place to the next, with a buffer of its own. It
// ends with its context. Where the size is not known it cannot seek from the end.
type reader struct {
	ctx  context.Context
	src  Source
	size int64 // -1: not known
	base int64 // what is before does not belong to the recording
	pos  int64
	buf  []byte // what of the source begins at at
	at   int64
	mem  [32 << 10]byte

	failed error // of the source, other than its end
}

func newReader(ctx context.Context, src Source, size, base int64) *reader {
	return &reader{ctx: ctx, src: src, size: size, base: base, pos: base}
}

// Read is io.Reader's.
func (r *reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if r.pos < r.at || r.pos >= r.at+int64(len(r.buf)) {
		n, err := r.src.ReadAt(r.ctx, r.mem[:], r.pos)
		if n <= 0 {
			r.buf = nil
			if err == nil {
				err = io.ErrNoProgress
			}
			if err != io.EOF {
				r.failed = err
			}
			return 0, err
		}
		r.buf, r.at = r.mem[:n], r.pos // an error comes again
	}
	n := copy(p, r.buf[r.pos-r.at:])
	r.pos += int64(n)
	return n, nil
}

// Seek is io.Seeker's.
func (r *reader) Seek(off int64, whence int) (int64, error) {
	switch {
	case whence == io.SeekStart:
		off += r.base
	case whence == io.SeekCurrent:
		off += r.pos
	case r.size < 0:
		return 0, errors.New("seek from an end that is not known")
	default:
		off += r.size
	}
	if off < r.base {
		return 0, errors.New("seek before the beginning")
	}
	r.pos = off
	return off - r.base, nil
}

// moveTo goes to a place of the source.
func (r *reader) moveTo(off int64) { r.pos = off }
