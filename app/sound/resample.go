package sound

import "math"

// resampler turns interleaved samples of any rate and number of channels into
// stereo of Rate, by a windowed sinc: for each sample that is wanted, those around
// its time, weighed (J. O. Smith, Digital Audio Resampling).
type resampler struct {
	from, chans int
	step        float64 // samples of the recording for one of ours
	at          float64 // time of the next of ours, in samples of the recording from in[0]
	in          []float32
	taps        []float32 // the weights for each phase
}

const (
	sincHalf   = 12  // samples to each side
	sincPhases = 256 // between two samples
)

func newResampler(from, chans int) *resampler {
	r := &resampler{from: from, chans: chans, step: float64(from) / Rate, at: sincHalf - 1}
	r.in = make([]float32, (sincHalf-1)*channels) // silence before the beginning
	if from == Rate {
		return r
	}
	// What the new rate cannot hold has to go, or it is heard as something else.
	cut := min(1, Rate/float64(from)) * 0.97
	r.taps = make([]float32, (sincPhases+1)*2*sincHalf)
	for phase := range sincPhases + 1 {
		taps := r.taps[phase*2*sincHalf : (phase+1)*2*sincHalf]
		sum := 0.0
		for i := range taps {
			x := float64(i-sincHalf+1) - float64(phase)/sincPhases
			w := 0.5 + 0.5*math.Cos(math.Pi*x/(sincHalf+1)) // Hann
			v := cut * w
			if x != 0 {
				v = w * math.Sin(math.Pi*x*cut) / (math.Pi * x)
			}
			taps[i] = float32(v)
			sum += v
		}
		for i := range taps {
			taps[i] /= float32(sum)
		}
	}
	return r
}

// convert adds what becomes of some samples to out. The last ones wait for those
// that follow.
func (r *resampler) convert(out, p []float32) []float32 {
	if r.taps == nil {
		return stereo(out, p, r.chans)
	}
	r.in = stereo(r.in, p, r.chans)
	frames := len(r.in) / channels
	for {
		i := int(r.at)
		if i+sincHalf >= frames {
			break
		}
		phase := int((r.at-float64(i))*sincPhases + 0.5)
		taps := r.taps[phase*2*sincHalf : (phase+1)*2*sincHalf]
		from := r.in[(i-sincHalf+1)*channels:]
		var left, right float32
		for k, t := range taps {
			left += t * from[2*k]
			right += t * from[2*k+1]
		}
		out = append(out, left, right)
		r.at += r.step
	}
	if past := int(r.at) - sincHalf + 1; past > 0 {
		past = min(past, frames)
		r.in = r.in[:copy(r.in, r.in[past*channels:])]
		r.at -= float64(past)
	}
	return out
}

// stereo adds samples as two channels: of one channel both are the same, and of
// more than two the first two count (left and right in every format that we know),
// with the centre, where speech is, in both.
func stereo(out, p []float32, chans int) []float32 {
	switch chans {
	case 1:
		for _, x := range p {
			x = sane(x)
			out = append(out, x, x)
		}
	case 2:
		for _, x := range p {
			out = append(out, sane(x))
		}
	default:
		for ; len(p) >= chans; p = p[chans:] {
			centre := sane(p[2]) * 0.7
			out = append(out, sane((p[0]+centre)*0.6), sane((p[1]+centre)*0.6))
		}
	}
	return out
}

// sane keeps what is no number, or loud enough to do harm, from the ears.
func sane(x float32) float32 {
	if x != x {
		return 0
	}
	return min(max(x, -1), 1)
}
