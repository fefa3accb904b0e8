package fetch

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Decoders are large and are used again.
var (
	gzips   sync.Pool // *gzip.Reader
	brotlis sync.Pool // *brotli.Reader
	zstds   sync.Pool // *zstd.Decoder
)

// zstdWindow is what a server may ask us to remember (RFC 9659, section 3).
const zstdWindow = 8 << 20

// decode appends to buf what src holds, limit bytes at most.
func decode(buf *bytes.Buffer, src io.Reader, coding string, limit int64) error {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity", "none", "utf-8": // the last two are mistakes of servers
		return fill(buf, src, limit)
	case "gzip", "x-gzip":
		return gunzip(buf, src, limit)
	case "br":
		return unbrotli(buf, src, limit)
	case "zstd":
		return unzstd(buf, src, limit)
	case "deflate":
		return inflate(buf, src, limit)
	}
	return fmt.Errorf("unknown Content-Encoding %q", coding)
}

// fill reads src to its end, or to limit.
func fill(buf *bytes.Buffer, src io.Reader, limit int64) error {
	_, err := buf.ReadFrom(io.LimitReader(src, limit+1))
	if int64(buf.Len()) > limit {
		return errTooLarge
	}
	return err
}

func gunzip(buf *bytes.Buffer, src io.Reader, limit int64) error {
	r, ok := gzips.Get().(*gzip.Reader)
	if !ok {
		r = new(gzip.Reader)
	}
	defer gzips.Put(r)
	err := r.Reset(src)
	if err == io.EOF {
		return nil // an empty body, which needs no header
	}
	if err == nil {
		err = fill(buf, r, limit)
	}
	if err == gzip.ErrHeader && buf.Len() > 0 {
		return nil // something behind the end, which every browser passes over
	}
	return err
}

func unbrotli(buf *bytes.Buffer, src io.Reader, limit int64) error {
	r, ok := brotlis.Get().(*brotli.Reader)
	if !ok {
		r = brotli.NewReader(nil)
	}
	defer brotlis.Put(r)
	if err := r.Reset(src); err != nil {
		return err
	}
	return fill(buf, r, limit)
}

func unzstd(buf *bytes.Buffer, src io.Reader, limit int64) error {
	r, ok := zstds.Get().(*zstd.Decoder)
	if !ok {
		var err error
		// One at a time: more would be goroutines that outlive the answer.
		r, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return err
		}
	}
	defer func() {
		_ = r.Reset(nil) // let go of src
		zstds.Put(r)
	}()
	err := r.Reset(src)
	if err == nil {
		err = fill(buf, r, limit)
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return errTooLarge
	}
	return err
}

// inflate reads "deflate", which servers send with zlib's frame, as RFC 9110
// says, or without.
func inflate(buf *bytes.Buffer, src io.Reader, limit int64) error {
	in := bufio.NewReader(src)
	head, err := in.Peek(2)
	if err == io.EOF {
		return nil
	}
	if err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		r, err := zlib.NewReader(in)
		if err != nil {
			return err
		}
		return fill(buf, r, limit)
	}
	return fill(buf, flate.NewReader(in), limit)
}
