package sound

import (
	"bytes"
	"testing"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
	"github.com/mewkiz/flac/meta"
)

// flacOf writes samples of one channel as FLAC.
func flacOf(tb testing.TB, rate int, samples []float32) []byte {
	tb.Helper()
	const block = 1152
	var out bytes.Buffer
	info := &meta.StreamInfo{BlockSizeMin: block, BlockSizeMax: block, SampleRate: uint32(rate), NChannels: 1, BitsPerSample: 16, NSamples: uint64(len(samples))}
	enc, err := flac.NewEncoder(&out, info)
	if err != nil {
		tb.Fatal(err)
	}
	for n := 0; len(samples) > 0; n++ {
		part := samples[:min(block, len(samples))]
		samples = samples[len(part):]
		sub := &frame.Subframe{SubHeader: frame.SubHeader{Pred: frame.PredVerbatim}, NSamples: len(part)}
		for _, x := range part {
			sub.Samples = append(sub.Samples, int32(x*32767))
		}
		head := frame.Header{HasFixedBlockSize: true, BlockSize: uint16(len(part)), SampleRate: uint32(rate), Channels: frame.ChannelsMono, BitsPerSample: 16, Num: uint64(n)}
		if err := enc.WriteFrame(&frame.Frame{Header: head, Subframes: []*frame.Subframe{sub}}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := enc.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
