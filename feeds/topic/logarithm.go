package topic

import "math"

// A classifier takes some five hundred logarithms of an article, so that these are
// looked up: the exponent, the next bits in a table, and a series for the rest, which is
// exact to the last bits.
const logBits = 7

// A logPiece is a number between 1 and 2 with its logarithm.
type logPiece struct{ inverse, log float64 }

var logPieces = func() (t [1 << logBits]logPiece) {
	for i := range t {
		x := 1 + (float64(i)+0.5)/(1<<logBits)
		t[i] = logPiece{1 / x, math.Log(x)}
	}
	return t
}()

// logarithm is the natural one of a normal positive number.
func logarithm(x float64) float64 {
	bits := math.Float64bits(x)
	exponent := int(bits>>52) - 1023
	p := &logPieces[bits>>(52-logBits)&(1<<logBits-1)]
	r := math.Float64frombits(bits&(1<<52-1)|1023<<52)*p.inverse - 1 // at most 1/256
	series := r * (1 - r*(1./2-r*(1./3-r*(1./4-r*(1./5-r*(1./6))))))
	return float64(exponent)*math.Ln2 + p.log + series
}
