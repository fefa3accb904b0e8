package topic

// A sieve tells most words with which no entry of a trie begins, by their first bytes
// alone, without the trie's memory, which the cache cannot hold for several languages.
type sieve struct {
	bits  [1 << (sieveBits - 6)]uint64
	stars [farStart]bool // entries match every word that begins with so few bytes
}

// sieveBits are enough for the beginnings of the longest list to fill a twentieth.
const sieveBits = 16

// A beginning has so many bytes at most: what an alphabet like ours says in four takes
// others six.
const (
	nearStart = 5
	farStart  = 7
)

// startOf is how many bytes are looked at of what begins with a byte.
func startOf(b byte) int {
	if b < 0x80 {
		return nearStart
	}
	return farStart
}

// sifted is a sieve of all that a trie holds.
func sifted(t *trie) *sieve {
	s := &sieve{}
	for _, child := range t.first {
		if child > 0 {
			s.sift(t, child, nil)
		}
	}
	return s
}

// sift notes the beginnings that go through a node and end in it, and those below.
func (s *sieve) sift(t *trie, at int32, before []byte) {
	n := &t.nodes[at]
	begin := append(before[:len(before):len(before)], n.b)
	whole := len(begin) == startOf(begin[0])
	star := n.start > 0 || n.star > 0
	if whole || star || n.exact > 0 || t.step(at, ' ') > 0 {
		i := place(string(begin))
		s.bits[i>>6] |= 1 << (i & 63)
	}
	if whole {
		return
	}
	s.stars[len(begin)] = s.stars[len(begin)] || star
	for child := n.child; child > 0; child = t.nodes[child].next {
		s.sift(t, child, begin)
	}
}

// stops reports a word with which no entry begins.
func (s *sieve) stops(word string) bool {
	if word == "" { // nothing is left of it when it is folded
		return true
	}
	n := min(len(word), startOf(word[0]))
	if s.has(word[:n]) {
		return false
	}
	for i := 1; i < n; i++ {
		if s.stars[i] && s.has(word[:i]) {
			return false
		}
	}
	return true
}

func (s *sieve) has(begin string) bool {
	i := place(begin)
	return s.bits[i>>6]>>(i&63)&1 != 0
}

// place is where a beginning is noted.
func place(begin string) uint32 {
	x := uint64(len(begin))
	for i := range len(begin) {
		x = x<<8 | uint64(begin[i])
	}
	return uint32(x * 0x9E3779B97F4A7C15 >> (64 - sieveBits))
}
