package storage

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"tidings/feeds"
)

// Both are safe for concurrent use and keep their buffers. Each frame has a
// checksum, four bytes, so that a text that was damaged is noticed wherever it is
// read. A dictionary trained on assets/newsroom saves 4 % (docs/benchmarks.md): too
// little for something that can never change once texts need it.
var (
	encoder = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithEncoderCRC(true),
		zstd.WithWindowSize(1<<19), zstd.WithLowerEncoderMem(true)))
	decoder = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithDecoderMaxMemory(maxPlain)))
)

// maxPlain bounds in bytes what a damaged frame can expand to.
const maxPlain = 256 << 20

var errPacked = errors.New("stored text cannot be read")

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options are constants
	}
	return v
}

func compress(plain []byte) []byte {
	return encoder.EncodeAll(plain, make([]byte, 0, len(plain)/3+64))
}

func expand(packed []byte) ([]byte, error) {
	plain, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	return plain, nil
}

// rooms are memory for what is between a body and its frame: a refresh packs and unpacks
// thousands, and each room would be garbage at once. One above largeRoom bytes is not
// kept.
var rooms = sync.Pool{New: func() any { return new(room) }}

type room struct{ plain []byte }

const largeRoom = 1 << 18

func (r *room) release() {
	if cap(r.plain) <= largeRoom {
		rooms.Put(r)
	}
}

// pack is a body as it is stored, in one frame. The plain text repeats the words of
// the HTML, so that it costs little.
func pack(b feeds.Body) []byte {
	r := rooms.Get().(*room)
	defer r.release()
	r.plain = join(r.plain[:0], b)
	return compress(r.plain)
}

// join is the lengths of HTML and full HTML, then all three texts.
func join(plain []byte, b feeds.Body) []byte {
	plain = slices.Grow(plain, 2*binary.MaxVarintLen64+len(b.HTML)+len(b.Full)+len(b.Text))
	plain = binary.AppendUvarint(plain, uint64(len(b.HTML)))
	plain = binary.AppendUvarint(plain, uint64(len(b.Full)))
	plain = append(plain, b.HTML...)
	plain = append(plain, b.Full...)
	return append(plain, b.Text...)
}

func unpack(packed []byte) (feeds.Body, error) {
	r := rooms.Get().(*room)
	defer r.release()
	plain, err := decoder.DecodeAll(packed, r.plain[:0])
	if err != nil {
		return feeds.Body{}, fmt.Errorf("%w: %w", errPacked, err)
	}
	r.plain = plain
	return split(plain)
}

// split copies the texts out of what join made.
func split(plain []byte) (feeds.Body, error) {
	html, n := binary.Uvarint(plain)
	if n <= 0 {
		return feeds.Body{}, errPacked
	}
	plain = plain[n:]
	full, n := binary.Uvarint(plain)
	if n <= 0 {
		return feeds.Body{}, errPacked
	}
	plain = plain[n:]
	if html > uint64(len(plain)) || full > uint64(len(plain))-html {
		return feeds.Body{}, errPacked
	}
	text := string(plain)
	return feeds.Body{HTML: text[:html], Full: text[html : html+full], Text: text[html+full:]}, nil
}

// stepsFrom reads the steps of an entry of the journal.
func stepsFrom(packed []byte) ([]step, error) {
	plain, err := expand(packed)
	if err != nil {
		return nil, err
	}
	var steps []step
	return steps, json.Unmarshal(plain, &steps)
}

// An idSet is a set of article IDs, ascending, as differences in varints: the IDs
// of a hundred thousand articles take about as many bytes.
type idSet []byte

func packIDs(sorted []int64) idSet {
	var out []byte
	last := int64(0)
	for _, id := range sorted {
		out = binary.AppendUvarint(out, uint64(id-last))
		last = id
	}
	return out
}

func (set idSet) ids() ([]int64, error) {
	var out []int64
	last := int64(0)
	for len(set) > 0 {
		d, n := binary.Uvarint(set)
		if n <= 0 {
			return nil, errPacked
		}
		set = set[n:]
		last += int64(d)
		out = append(out, last)
	}
	return out, nil
}
