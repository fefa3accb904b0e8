package compare

// A run of parts that both versions have, or that one was replaced by the other
// in: a0 to a1 of the old, b0 to b1 of the new version.
type run struct {
	a0, a1, b0, b1 int
	same           bool
}

// shortest is the shortest way from a to b. It takes from steps what it spends;
// what is not compared when they are used up counts as replaced.
func shortest(a, b []string, steps *int) []run {
	d := &differ{a: make([]int32, len(a)), b: make([]int32, len(b)), steps: steps}
	numbers := map[string]int32{}
	number := func(s string) int32 {
		n, ok := numbers[s]
		if !ok {
			n = int32(len(numbers))
			numbers[s] = n
		}
		return n
	}
	for i, s := range a {
		d.a[i] = number(s)
	}
	for i, s := range b {
		d.b[i] = number(s)
	}
	d.gone, d.come = make([]bool, len(a)), make([]bool, len(b))
	d.compare(0, len(a), 0, len(b))
	return d.runs()
}

// A differ compares two lists of numbers.
type differ struct {
	a, b       []int32
	gone, come []bool // of a: not in b; of b: not in a
	steps      *int

	// How far along a one comes on each diagonal, from either end. What an earlier
	// call of middle left there is written over before it is read.
	forward, backward []int
}

// runs reads the result.
func (d *differ) runs() []run {
	var out []run
	for i, j := 0, 0; i < len(d.a) || j < len(d.b); {
		r := run{a0: i, b0: j}
		for i < len(d.a) && d.gone[i] {
			i++
		}
		for j < len(d.b) && d.come[j] {
			j++
		}
		if i == r.a0 && j == r.b0 {
			r.same = true
			for i < len(d.a) && j < len(d.b) && !d.gone[i] && !d.come[j] {
				i, j = i+1, j+1
			}
		}
		r.a1, r.b1 = i, j
		out = append(out, r)
	}
	return out
}

// compare divides at the middle of the shortest way and conquers both halves.
func (d *differ) compare(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0] == d.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1] == d.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	if a0 < a1 && b0 < b1 {
		if i, j, ok := d.middle(a0, a1, b0, b1); ok {
			d.compare(a0, i, b0, j)
			d.compare(i, a1, j, b1)
			return
		}
	}
	for i := a0; i < a1; i++ {
		d.gone[i] = true
	}
	for j := b0; j < b1; j++ {
		d.come[j] = true
	}
}

// outside marks a diagonal that is not reached.
const outside = -1 << 40

// middle is a place on the shortest way, where the ways from both ends meet. It
// reports false when the steps are used up. Neither part is empty, and they differ
// at both ends, so that the place is at neither.
func (d *differ) middle(a0, a1, b0, b1 int) (i, j int, ok bool) {
	n, m := a1-a0, b1-b0
	most := (n+m+1)/2 + 1
	if len(d.forward) < 2*most+1 {
		d.forward, d.backward = make([]int, 2*most+1), make([]int, 2*most+1)
	}
	odd := (n-m)%2 != 0
	for edits := 0; edits < most; edits++ {
		if *d.steps -= 2 * (edits + 1); *d.steps < 0 {
			return 0, 0, false
		}
		for k := -edits; k <= edits; k += 2 {
			x := furthest(d.forward, most, k, edits, n, m)
			for x >= 0 && x < n && x-k < m && d.a[a0+x] == d.b[b0+x-k] {
				x++
			}
			d.forward[most+k] = x
			if back := n - m - k; odd && x >= 0 && back > -edits && back < edits && x+d.backward[most+back] >= n {
				return a0 + x, b0 + x - k, true
			}
		}
		for k := -edits; k <= edits; k += 2 {
			x := furthest(d.backward, most, k, edits, n, m)
			for x >= 0 && x < n && x-k < m && d.a[a1-1-x] == d.b[b1-1-x+k] {
				x++
			}
			d.backward[most+k] = x
			if front := n - m - k; !odd && x >= 0 && front >= -edits && front <= edits && x+d.forward[most+front] >= n {
				return a1 - x, b1 - x + k, true
			}
		}
	}
	return 0, 0, false
}

// furthest is where one more edit leads on diagonal k, before what is equal.
func furthest(reach []int, most, k, edits, n, m int) int {
	x := 0
	switch {
	case edits == 0:
	case k == -edits || k != edits && reach[most+k-1] < reach[most+k+1]:
		x = reach[most+k+1]
	default:
		x = reach[most+k-1] + 1
	}
	if x < 0 || x > n || x-k < 0 || x-k > m {
		return outside
	}
	return x
}
