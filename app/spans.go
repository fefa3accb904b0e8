package app

import "slices"

// spans are the parts of a file that are there: from and to (not itself) of each, in
// order, apart from each other.
type spans [][2]int64

// end is where the part ends that a place is in; the place itself if it is in none.
func (s spans) end(at int64) int64 {
	for _, x := range s {
		if x[0] <= at && at < x[1] {
			return x[1]
		}
	}
	return at
}

func (s spans) covers(at int64) bool { return s.end(at) > at }

// with has another part, joined with those that it touches.
func (s spans) with(from, to int64) spans {
	if to <= from {
		return s
	}
	var out spans
	for _, x := range s {
		if x[1] < from || x[0] > to {
			out = append(out, x)
			continue
		}
		from, to = min(from, x[0]), max(to, x[1])
	}
	i, _ := slices.BinarySearchFunc(out, from, func(x [2]int64, from int64) int { return int(max(-1, min(1, x[0]-from))) })
	return slices.Insert(out, i, [2]int64{from, to})
}

// sound reports whether they can be those of a file of a size.
func (s spans) sound(size int64) bool {
	last := int64(-1)
	for _, x := range s {
		if x[0] <= last || x[1] <= x[0] || x[1] > size {
			return false
		}
		last = x[1]
	}
	return true
}
