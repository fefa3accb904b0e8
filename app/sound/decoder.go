package sound

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
)

// decoder makes samples of a recording. They are interleaved; a frame has one of
// each channel.
type decoder interface {
	rate() int
	channels() int
	// length in frames; zero if it is not known. It may become known, or better,
	// while decoding.
	length() int64
	// read decodes into whole frames; io.EOF at the end.
	read(p []float32) (int, error)
	// seek moves to a frame, or near it, and says where it is.
	seek(frame int64) (int64, error)
}

// openDecoder finds out what a recording is and begins to decode it.
func openDecoder(ctx context.Context, src Source) (d decoder, err error) {
	defer recovered(&err)
	size, err := src.Size(ctx)
	if err != nil {
		return nil, err
	}
	r := newReader(ctx, src, size, 0)
	head := make([]byte, sniffed)
	n, err := io.ReadFull(r, head)
	if err != nil && n == 0 {
		return nil, fmt.Errorf("%w: nothing in it: %w", cmp.Or(asFormat(err), err), err)
	}
	var base int64
	for tags := 0; tags < 4; tags++ { // some writers add a tag to the tag
		past := pastID3(head[:n])
		if past == 0 {
			break
		}
		base += past
		r.moveTo(base)
		if n, err = io.ReadFull(r, head); n == 0 {
			return nil, fmt.Errorf("%w: nothing behind its tag: %w", cmp.Or(asFormat(err), err), err)
		}
	}
	what := sniff(head[:n])
	if what == unknown && n < len(head) && !ended(err) {
		return nil, err // the rest did not come
	}
	r = newReader(ctx, src, size, base)
	switch what {
	case mp3Format:
		return newMP3(r, src)
	case vorbisFormat:
		return newVorbis(r)
	case flacFormat:
		return newFLAC(r)
	case wavFormat:
		return newWAV(r)
	}
	return nil, ErrFormat
}

func ended(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// asFormat is ErrFormat for what ended before it began.
func asFormat(err error) error {
	if ended(err) {
		return ErrFormat
	}
	return nil
}

// recovered turns a panic of a decoder into an error: what comes from the network
// may be made to break it.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", ErrBroken, r)
	}
}

// safely decodes.
func safely(d decoder, p []float32) (n int, err error) {
	defer recovered(&err)
	return d.read(p)
}

// safelyTo seeks.
func safelyTo(d decoder, frame int64) (at int64, err error) {
	defer recovered(&err)
	return d.seek(frame)
}

// broken marks an error of a decoder as the recording's fault, unless it is of the
// source or the end.
func broken(err error, r *reader) error {
	switch {
	case err == nil, err == io.EOF, r.ctx.Err() != nil, errors.Is(err, ErrBroken):
		return err
	case err == io.ErrUnexpectedEOF:
		return io.EOF // cut off: what there is was played
	case r.failed != nil:
		return r.failed
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
