package topic

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// stateVersion is the first byte of what was learned, as stored.
const stateVersion = 1

var errState = errors.New("not what a topic model learned")

// steps is the precision of stored counts: steps to a factor of e.
const steps = 24

// MarshalBinary gives what was learned, in less than a megabyte: every count as
// a byte on a logarithmic scale, and all of them compressed.
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
	raw := make([]byte, 0, buckets*topics+topics*8)
	for _, n := range b.seen {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(n))
	}
	for i := range b.counts {
		for _, x := range b.counts[i] {
			raw = append(raw, quantum(x))
		}
	}
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
	raw := make([]byte, buckets*topics+topics*8)
	if _, err := io.ReadFull(flate.NewReader(bytes.NewReader(data[1:])), raw); err != nil {
		return fmt.Errorf("%w: %w", errState, err)
	}
	b := newBayes()
	for t := range b.seen {
		n := math.Float64frombits(binary.LittleEndian.Uint64(raw[t*8:]))
		if !(n >= 0 && n <= enough+1) {
			return errState
		}
		b.seen[t] = n
	}
	raw = raw[topics*8:]
	for i := range b.counts {
		for t := range b.counts[i] {
			x := count(raw[i*topics+t])
			b.counts[i][t] = x
			b.totals[t] += float64(x)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.learned = b
	return nil
}

func quantum(x float32) byte {
	return byte(min(255, math.Round(steps*math.Log1p(16*float64(x)))))
}

func count(q byte) float32 {
	return float32(math.Expm1(float64(q)/steps) / 16)
}
