package fetch

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
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

// decode appends to buf what src holds, limit bytes at most and one more if there is more.
// With an error, buf has what came before it.
func decode(buf *bytes.Buffer, src io.Reader, label string, limit int64) error {
	p, ok := packeds.Get().(*packed)
	if !ok {
		p = &packed{}
		p.in = bufio.NewReader(p)
	}
	p.from, p.n = src, 0
	p.in.Reset(p)
	defer func() {
		p.from = nil // let go of src
		packeds.Put(p)
	}()
	codings := strings.Split(label, ",")
	err := p.unpack(buf, codings[len(codings)-1], limit)
	for range mostLayers {
		head := buf.Bytes()[:min(buf.Len(), sniffed)]
		if coding := magic(head); coding == "" || errors.Is(err, errTooLarge) {
			break
		}
		inner := &packed{from: bytes.NewReader(bytes.Clone(buf.Bytes()))}
		inner.in = bufio.NewReader(inner)
		buf.Reset()
		if e := inner.unpack(buf, "", limit); err == nil {
			err = e
		}
	}
	return err
}

// mostLayers is how often something is packed once more than it says: by a server that
// packs what lies there packed already.
const mostLayers = 2

// packeds are used again.
var packeds sync.Pool // *packed

// packed is a body as it came. It counts what was taken of it.
type packed struct {
	from io.Reader
	n    int64
	in   *bufio.Reader // of this
}

func (p *packed) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.n += int64(n)
	return n, err
}

// unpack takes off the coding that is there, whatever its label says.
func (p *packed) unpack(buf *bytes.Buffer, label string, limit int64) error {
	head, _ := p.in.Peek(sniffed) // an error shows itself again
	switch coding, err := codingOf(head, label); {
	case err != nil:
		return err
	case coding == "gzip":
		return p.gunzip(buf, limit)
	case coding == "br":
		return p.unbrotli(buf, limit)
	case coding == "zstd":
		return p.unzstd(buf, limit)
	case coding == "deflate":
		return p.inflate(buf, limit)
	}
	return p.fill(buf, p.in, limit)
}

// fill reads src to its end, or to limit.
func (p *packed) fill(buf *bytes.Buffer, src io.Reader, limit int64) error {
	_, err := buf.ReadFrom(io.LimitReader(src, limit+1))
	if err == nil && int64(buf.Len()) > limit {
		err = errTooLarge
	}
	return err
}

// What expands further than any text does is made to fill memory.
const (
	expandsFreely = 2 << 20 // bytes
	mostExpansion = 300     // times
)

// expanding is what a decoder makes of a body.
type expanding struct {
	from io.Reader
	of   *packed
	n    int64
}

func (e *expanding) Read(b []byte) (int, error) {
	n, err := e.from.Read(b)
	e.n += int64(n)
	if e.n > expandsFreely && e.n > mostExpansion*e.of.n {
		return 0, errTooLarge
	}
	return n, err
}

func (p *packed) expand(buf *bytes.Buffer, r io.Reader, limit int64) error {
	return p.fill(buf, &expanding{from: r, of: p}, limit)
}

func (p *packed) gunzip(buf *bytes.Buffer, limit int64) error {
	r, ok := gzips.Get().(*gzip.Reader)
	if !ok {
		r = new(gzip.Reader)
	}
	defer gzips.Put(r)
	err := r.Reset(p.in)
	if err == nil {
		err = p.expand(buf, r, limit)
	}
	if err == gzip.ErrHeader && buf.Len() > 0 {
		return nil // something behind the end, which every browser passes over
	}
	return err
}

func (p *packed) unbrotli(buf *bytes.Buffer, limit int64) error {
	r, ok := brotlis.Get().(*brotli.Reader)
	if !ok {
		r = brotli.NewReader(nil)
	}
	defer brotlis.Put(r)
	if err := r.Reset(p.in); err != nil {
		return err
	}
	return p.expand(buf, r, limit)
}

func (p *packed) unzstd(buf *bytes.Buffer, limit int64) error {
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
		_ = r.Reset(nil) // let go of the body
		zstds.Put(r)
	}()
	err := r.Reset(p.in)
	if err == nil {
		err = p.expand(buf, r, limit)
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return errTooLarge
	}
	return err
}

// inflate reads "deflate", which servers send with zlib's frame, as RFC 9110
// says, or without.
func (p *packed) inflate(buf *bytes.Buffer, limit int64) error {
	head, _ := p.in.Peek(2)
	if !isZlib(head) {
		return p.expand(buf, flate.NewReader(p.in), limit)
	}
	r, err := zlib.NewReader(p.in)
	if err != nil {
		return err
	}
	return p.expand(buf, r, limit)
}
