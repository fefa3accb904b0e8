package sound

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
)

// wav writes samples as WAV: of 8 to 32 bits, or floats if bits is -32.
func wav(rate, chans, bits int, samples []float32) []byte {
	kind := 1
	if bits < 0 {
		kind, bits = 3, -bits
	}
	var data bytes.Buffer
	for _, x := range samples {
		switch {
		case kind == 3:
			_ = binary.Write(&data, binary.LittleEndian, x)
		case bits == 8:
			data.WriteByte(byte(x*127 + 128))
		default:
			v := uint32(int32(float64(x) * (1<<31 - 1)))
			for b := 4 - bits/8; b < 4; b++ {
				data.WriteByte(byte(v >> (8 * b)))
			}
		}
	}
	var out bytes.Buffer
	out.WriteString("RIFF")
	put := func(v any) { _ = binary.Write(&out, binary.LittleEndian, v) }
	put(uint32(36 + data.Len()))
	out.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{uint16(kind), uint16(chans)})
	put([]uint32{uint32(rate), uint32(rate * chans * bits / 8)})
	put([]uint16{uint16(chans * bits / 8), uint16(bits)})
	out.WriteString("data")
	put(uint32(data.Len()))
	out.Write(data.Bytes())
	return out.Bytes()
}

func TestWAVOfAnyDepthIsTheSame(t *testing.T) {
	want := tonesOf(8000)
	for _, bits := range []int{8, 16, 24, 32, -32} {
		d, err := openDecoder(t.Context(), memory{data: wav(8000, 1, bits, want)})
		if err != nil {
			t.Fatal(bits, err)
		}
		got := all(t, d)
		if len(got) != len(want) {
			t.Fatalf("%d bits: %d samples", bits, len(got))
		}
		for i := range got {
			if math.Abs(float64(got[i]-want[i])) > 0.02 {
				t.Fatalf("%d bits: sample %d is %v instead of %v", bits, i, got[i], want[i])
			}
		}
	}
}
