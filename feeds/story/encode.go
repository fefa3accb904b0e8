package story

import (
	"encoding/binary"
	"errors"
	"slices"
	"unicode/utf8"

	"tidings/feeds"
)

// format is the first byte of a marshalled vector.
const format = 2

var errVector = errors.New("not a vector of stories, or of another version")

// MarshalBinary is the vector in at most 700 bytes or so. It never fails.
func (v *Vector) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, 64+4*sketchSize+5*len(v.terms)+len(v.shown))
	b = append(b, format)
	b = binary.AppendVarint(b, int64(v.article))
	b = binary.AppendVarint(b, int64(v.feed))
	b = binary.AppendVarint(b, int64(v.copyOf))
	b = binary.AppendVarint(b, int64(v.home))
	b = binary.AppendVarint(b, v.at)
	b = binary.LittleEndian.AppendUint32(b, v.title)
	b = binary.AppendUvarint(b, uint64(v.words))
	b = binary.LittleEndian.AppendUint16(b, v.lang)
	b = append(b, byte(len(v.terms)))
	for _, t := range v.terms {
		b = binary.LittleEndian.AppendUint32(b, t)
	}
	for _, m := range v.marks {
		b = append(b, byte(m))
	}
	for _, s := range v.sketch {
		b = binary.LittleEndian.AppendUint32(b, s)
	}
	return append(b, v.shown...), nil
}

// Decode reads what MarshalBinary wrote.
func Decode(b []byte) (*Vector, error) {
	r := reader{b: b}
	if r.byte() != format {
		return nil, errVector
	}
	v := &Vector{
		article: feeds.ArticleID(r.varint()),
		feed:    feeds.FeedID(r.varint()),
		copyOf:  feeds.ArticleID(r.varint()),
		home:    feeds.StoryID(r.varint()),
		at:      r.varint(),
		title:   r.uint32(),
		words:   uint16(min(r.uvarint(), bodyWords)),
		lang:    r.uint16() % languages,
	}
	n := int(r.byte())
	if n > maxTerms || len(r.b) < 5*n {
		return nil, errVector
	}
	v.terms, v.marks = make([]uint32, n), make([]mark, n)
	for i := range v.terms {
		v.terms[i] = r.uint32()
	}
	for i := range v.marks {
		v.marks[i] = mark(r.byte())
		if v.marks[i].weight() == 0 {
			return nil, errVector
		}
	}
	for i := range v.sketch {
		v.sketch[i] = r.uint32()
	}
	v.shown = string(r.b)
	if r.failed || !slices.IsSorted(v.terms) || !utf8.ValidString(v.shown) {
		return nil, errVector
	}
	return v, nil
}

// A reader takes values from the front of bytes. After the first that is not
// there it gives zeros.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n <= 0 || n > len(r.b) {
		r.failed, r.b = true, nil
		return make([]byte, 8)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) byte() byte     { return r.take(1)[0] }
func (r *reader) uint16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

func (r *reader) varint() int64 {
	x, n := binary.Varint(r.b)
	r.take(n)
	return x
}

func (r *reader) uvarint() uint64 {
	x, n := binary.Uvarint(r.b)
	r.take(n)
	return x
}
