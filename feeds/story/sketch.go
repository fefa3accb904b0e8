package story

import "math"

// sketchSize is how many values a sketch has. The share of equal ones estimates
// the share of common word triples (Broder 1997).
const sketchSize = 16

// A sketch of a text: for each of several hash functions the least value over
// all triples of words that follow each other.
type sketch [sketchSize]uint32

// empty is the sketch of a text with fewer than three words.
var empty = func() (s sketch) {
	for i := range s {
		s[i] = math.MaxUint32
	}
	return s
}()

// add takes in three words that follow each other, by their hashes. A multiply
// and shift with odd factors of its own makes each of the functions.
func (s *sketch) add(a, b, c uint32) {
	x := (uint64(a)*0x9E3779B97F4A7C15 ^ uint64(b)) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>29 ^ uint64(c)) * 0x94D049BB133111EB
	x ^= x >> 32
	step := x | 1
	for i := range s {
		x += step * 0x9E3779B97F4A7C15
		s[i] = min(s[i], uint32(x>>32))
	}
}

// same is how many values of two sketches are equal; zero if one is empty.
func (s *sketch) same(o *sketch) int {
	n := 0
	for i, x := range s {
		if x == o[i] && x != math.MaxUint32 {
			n++
		}
	}
	return n
}
