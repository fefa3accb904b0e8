package sound

import "math"

// stretcher makes speech faster or slower at the same pitch: WSOLA (W. Verhelst and
// M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for
// high quality time-scale modification of speech", ICASSP 1993). Pieces of the
// recording are faded into each other at an even distance; each is taken from near
// where the speed says, at the place that continues the piece before it best.
// At speed 1 that is the piece that follows, and what comes out is what went in.
type stretcher struct {
	speed float64
	in    []float32 // stereo
	mono  []float32 // the same, to compare
	at    float64   // where the next piece should be, in frames of in
	next  int       // what follows the piece before
	gone  int64     // frames that were dropped from the beginning of in
	fade  []float32 // rises over a hop
	begun bool
}

const (
	hop   = Rate * 12 / 1000 // frames between two pieces; each is two hops long
	reach = Rate * 10 / 1000 // how far a piece may be from where it should be: a period of a deep voice
	// coarse is the distance of the places, and of the samples, that are compared
	// first; all around the best one follow.
	coarse = 6
)

func newStretcher(speed float64) *stretcher {
	s := &stretcher{speed: speed, fade: make([]float32, hop)}
	for i := range s.fade {
		x := math.Sin(math.Pi / 2 * (float64(i) + 0.5) / hop)
		s.fade[i] = float32(x * x)
	}
	return s
}

// convert adds what becomes of some samples to out. The last ones wait for those
// that follow.
func (s *stretcher) convert(out, p []float32) []float32 {
	s.in = append(s.in, p...)
	for i := 0; i+1 < len(p); i += channels {
		s.mono = append(s.mono, p[i]+p[i+1])
	}
	for {
		frames := len(s.mono)
		place := int(s.at)
		if s.speed == 1 {
			place = s.next
			s.at = float64(place)
		}
		if max(place+reach, s.next)+2*hop > frames {
			break
		}
		if s.begun && place != s.next {
			place = s.similar(place)
		}
		out = s.join(out, place)
		s.at += s.speed * hop
		s.next = place + hop
		s.begun = true
	}
	s.forget()
	return out
}

// join fades from what follows the last piece into the piece at a place.
func (s *stretcher) join(out []float32, place int) []float32 {
	if !s.begun || place == s.next {
		return append(out, s.in[place*channels:(place+hop)*channels]...)
	}
	old, fresh := s.in[s.next*channels:], s.in[place*channels:]
	for i, w := range s.fade {
		for c := range channels {
			k := i*channels + c
			out = append(out, old[k]*(1-w)+fresh[k]*w)
		}
	}
	return out
}

// place is where the next piece is taken from, in frames since the beginning.
func (s *stretcher) place() float64 { return float64(s.gone) + s.at }

// similar is the place near another one that is most like what follows the last
// piece.
func (s *stretcher) similar(near int) int {
	low, high := max(0, near-reach), near+reach
	best := s.best(near, low, high, coarse)
	return s.best(best, max(low, best-coarse), min(high, best+coarse), 1)
}

// best compares every so many places by every so many samples: the correlation,
// divided by how loud the place is. Negative ones keep their sign. Of places that
// are alike, as all are in silence, it is the one proposed.
func (s *stretcher) best(proposed, low, high, every int) int {
	best, most := proposed, s.like(proposed, every)
	for place := low; place <= high; place += every {
		if like := s.like(place, every); like > most {
			best, most = place, like
		}
	}
	return best
}

func (s *stretcher) like(place, every int) float32 {
	want, there := s.mono[s.next:s.next+hop], s.mono[place:place+hop]
	var product, energy float32
	for i := 0; i < hop; i += max(every, 2) {
		product += want[i] * there[i]
		energy += there[i] * there[i]
	}
	return product / float32(math.Sqrt(float64(energy)+1e-9))
}

// forget drops what no piece can be taken from any more.
func (s *stretcher) forget() {
	past := min(int(s.at)-reach, s.next, len(s.mono))
	if past < Rate/4 {
		return // copying costs, too
	}
	s.in = s.in[:copy(s.in, s.in[past*channels:])]
	s.mono = s.mono[:copy(s.mono, s.mono[past:])]
	s.at -= float64(past)
	s.next -= past
	s.gone += int64(past)
}
