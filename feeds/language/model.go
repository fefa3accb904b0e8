package language

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"math"
	"strings"
	"sync"
)

// The models were made from counts of letters of news in each language, as
// models/README.md says.
//
//go:embed models/*.gz
var modelFiles embed.FS

// A model tells the languages of one script apart by the pieces of their words. It
// is a table with a row for each number that a piece can have and in it a weight for
// each language; what the rows of a text add up to says which it is (logistic
// regression on hashed features).
type model struct {
	tags []string
	bits int // the table has 2^bits rows
	unit float64
	bias []float64
	// A row has eight languages in each word, their weights in bytes, 128 for none.
	width int
	rows  []uint64
}

// most languages that a model can have.
const mostTags = 64

// modelOf is the model of a script, read when the first text comes that is written
// in it; nil if the script has none.
func modelOf(s script) *model {
	if read := models[s]; read != nil {
		return read()
	}
	return nil
}

var models = map[script]func() *model{
	latin:      embedded("latin"),
	cyrillic:   embedded("cyrillic"),
	arabic:     embedded("arabic"),
	devanagari: embedded("devanagari"),
	ethiopic:   embedded("ethiopic"),
}

func embedded(name string) func() *model {
	return sync.OnceValue(func() *model {
		data, err := modelFiles.ReadFile("models/" + name + ".gz")
		if err != nil {
			panic(err) // the program was built without it
		}
		m, err := readModel(data)
		if err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		return m
	})
}

// readModel reads a packed model: a line with the tags, a line with the number of
// bits and the unit of the weights, then the weights, a byte each, first those of no
// piece at all.
func readModel(data []byte) (*model, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	data, err = io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	tags, data, _ := bytes.Cut(data, []byte("\n"))
	shape, data, _ := bytes.Cut(data, []byte("\n"))
	m := &model{tags: strings.Fields(string(tags))}
	if _, err := fmt.Sscan(string(shape), &m.bits, &m.unit); err != nil {
		return nil, err
	}
	n := len(m.tags)
	if n == 0 || n > mostTags || m.bits > 20 || len(data) != n+n<<m.bits {
		return nil, fmt.Errorf("%d bytes for %d languages", len(data), n)
	}
	for _, b := range data[:n] {
		m.bias = append(m.bias, float64(int(b)-128)*m.unit)
	}
	m.width = (n + 7) / 8
	m.rows = make([]uint64, m.width<<m.bits)
	for row := range 1 << m.bits {
		for i, b := range data[n+row*n : n+row*n+n] {
			m.rows[row*m.width+i/8] |= uint64(b) << (i % 8 * 8)
		}
	}
	return m, nil
}

// A score adds up the rows of a text.
type score struct {
	m      *model
	words  int
	grams  int
	sums   [mostTags]int32
	open   int // rows that are in lanes and not yet in sums
	lanes  [mostTags / 4]uint64
	pieces []uint32
	room   [512]uint32
}

// add adds a word. Eight weights are added at once: a word of a row has them in
// bytes, which are spread over two words with room for 257 rows.
func (s *score) add(word string) {
	if s.pieces == nil {
		s.pieces = s.room[:0]
	}
	s.pieces = grams(s.pieces[:0], word)
	const every2nd = 0x00FF00FF00FF00FF
	for _, g := range s.pieces {
		at := int(g>>(32-s.m.bits)) * s.m.width
		for i, x := range s.m.rows[at : at+s.m.width] {
			s.lanes[2*i] += x & every2nd
			s.lanes[2*i+1] += x >> 8 & every2nd
		}
		if s.open++; s.open == 257 {
			s.flush()
		}
	}
	s.words++
	s.grams += len(s.pieces)
}

// flush moves what is in lanes into sums.
func (s *score) flush() {
	for i, x := range s.lanes[:2*s.m.width] {
		for j := range 4 {
			s.sums[i/2*8+i%2+2*j] += int32(x>>(16*j)&0xFFFF) - int32(128*s.open)
		}
		s.lanes[i] = 0
	}
	s.open = 0
}

// logits are how much speaks for each language, as exponents: the language with one
// more is e times as likely.
func (s *score) logits() (l [mostTags]float64) {
	s.flush()
	scale := s.m.unit / math.Sqrt(float64(max(s.grams, 1)))
	for i, b := range s.m.bias {
		l[i] = b + float64(s.sums[i])*scale
	}
	return l
}
