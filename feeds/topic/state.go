package topic

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// stateVersion is the first byte of what was learned, as stored. Version 1 did not
// count words of unlabelled articles and had no corrections; it is not read, because
// all articles are read again with the change that made version 2.
const stateVersion = 2

var errState = errors.New("not what a topic model learned")

// steps is the precision of stored counts: steps to a factor of e.
const steps = 24

// MarshalBinary gives what was learned, in less than a megabyte: every count as
// a byte on a logarithmic scale, and all of them compressed. Corrections follow as
// they are.
func (m *Model) MarshalBinary() ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	b := m.learned
	var out bytes.Buffer
	out.WriteByte(stateVersion)
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	raw := make([]byte, 0, (topics+1)*(buckets+8))
	for _, n := range append(b.seen[:], b.read) {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(n))
	}
	for i := range b.counts {
		for _, x := range b.counts[i] {
			raw = append(raw, quantum(16*x))
		}
	}
	for _, x := range b.docs {
		raw = append(raw, quantum(x))
	}
	raw = m.told.append(raw)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// UnmarshalBinary takes back what MarshalBinary gave. After an error the model
// is as it was.
func (m *Model) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != stateVersion {
		return errState
	}
	in := flate.NewReader(bytes.NewReader(data[1:]))
	raw := make([]byte, (topics+1)*(buckets+8))
	if _, err := io.ReadFull(in, raw); err != nil {
		return fmt.Errorf("%w: %w", errState, err)
	}
	b, err := decodeBayes(raw)
	if err != nil {
		return err
	}
	told, err := readLessons(in)
	if err != nil {
		return fmt.Errorf("%w: %w", errState, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.learned, m.told = b, told
	return nil
}

func decodeBayes(raw []byte) (*bayes, error) {
	b := newBayes()
	for t := range topics + 1 {
		n := math.Float64frombits(binary.LittleEndian.Uint64(raw[t*8:]))
		switch {
		case !(n >= 0 && n <= enough+1):
			return nil, errState
		case t < topics:
			b.seen[t] = n
		default:
			b.read = n
		}
	}
	raw = raw[(topics+1)*8:]
	for i := range b.counts {
		for t := range b.counts[i] {
			x := count(raw[i*topics+t]) / 16
			b.counts[i][t] = x
			b.totals[t] += float64(x)
		}
	}
	for i, q := range raw[buckets*topics:] {
		b.docs[i] = count(q)
	}
	return b, nil
}

func quantum(x float32) byte {
	return byte(min(255, math.Round(steps*math.Log1p(float64(x)))))
}

func count(q byte) float32 {
	return float32(math.Expm1(float64(q) / steps))
}

// append writes corrections behind one another: of each how many words and
// categories it has, then all of it as numbers of four bytes.
func (s *lessons) append(raw []byte) []byte {
	add := func(x uint32) { raw = binary.LittleEndian.AppendUint32(raw, x) }
	add(uint32(len(s.list)))
	for _, l := range s.list {
		add(uint32(len(l.words)))
		add(uint32(len(l.categories)))
		add(uint32(l.right))
		add(l.article)
		add(l.site)
		add(l.section)
		for _, w := range l.words {
			add(w.bucket)
			add(math.Float32bits(float32(w.weight)))
		}
		for _, c := range l.categories {
			add(c)
		}
	}
	return raw
}

func readLessons(in io.Reader) (lessons, error) {
	var err error
	next := func() (x uint32) {
		if err == nil {
			err = binary.Read(in, binary.LittleEndian, &x)
		}
		return x
	}
	n := next()
	if n > mostTold {
		return lessons{}, errState
	}
	list := make([]lesson, n)
	for i := range list {
		l := &list[i]
		words, categories := next(), next()
		if words > heaviest || categories > mostCategories {
			return lessons{}, errState
		}
		l.right = uint16(next())
		l.article, l.site, l.section = next(), next(), next()
		for range words {
			w := feature{next(), float64(math.Float32frombits(next()))}
			if w.bucket >= buckets || !(w.weight >= 0 && w.weight <= 1) {
				return lessons{}, errState
			}
			l.words = append(l.words, w)
		}
		for range categories {
			l.categories = append(l.categories, next())
		}
		if !slices.IsSorted(l.categories) {
			return lessons{}, errState
		}
	}
	if err != nil {
		return lessons{}, err
	}
	return newLessons(list), nil
}
