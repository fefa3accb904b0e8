package topic

// A trie finds the longest entry that a text begins with, in time that depends on
// neither the number of entries nor on how many of them begin alike. Its
// nodes lie in one slice; 0 is the root and means "none" as a link.
type trie struct {
	nodes []node
	first [256]int32 // children of the root
}

type node struct {
	follow      uint64 // the low six bits of the children's bytes, as a set: it tells most that are not there
	b           byte
	child, next int32
	star        int32 // the child for '*'
	exact       int32 // entry that ends here; 0: none
	start       int32 // entry that matches every word beginning so; 0: none
}

func (t *trie) empty() bool { return len(t.nodes) == 0 }

// end is where the entry of a word is noted; start: of all words that begin so.
// The pointer holds until the next call.
func (t *trie) end(word string, start bool) *int32 {
	if t.empty() {
		t.nodes = make([]node, 1, 1024)
	}
	at := int32(0)
	for i := range len(word) {
		next := t.step(at, word[i])
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{b: word[i]})
			if at == 0 {
				t.first[word[i]] = next
			} else {
				t.nodes[at].adopt(word[i], next, &t.nodes[next])
			}
		}
		at = next
	}
	if start {
		return &t.nodes[at].start
	}
	return &t.nodes[at].exact
}

// adopt makes a node, of that number, the first child.
func (n *node) adopt(b byte, number int32, child *node) {
	child.next, n.child = n.child, number
	n.follow |= 1 << (b & 63)
	if b == '*' {
		n.star = number
	}
}

// step goes one byte further; 0: no entry goes on so.
func (t *trie) step(at int32, b byte) int32 {
	if at == 0 {
		return t.first[b]
	}
	if t.nodes[at].follow>>(b&63)&1 == 0 {
		return 0
	}
	for at = t.nodes[at].child; at != 0 && t.nodes[at].b != b; {
		at = t.nodes[at].next
	}
	return at
}

// longest finds the longest entry that the words begin with, and how many words
// it takes. A word that an entry matches as a whole goes before one of which it
// matches the beginning.
func (t *trie) longest(words []string) (entry int32, used int) {
	if t.empty() {
		return 0, 0
	}
	at := int32(0)
	for n, word := range words {
		var found, open int32
		at, found, open = t.walk(at, word)
		if found > 0 {
			entry, used = found, n+1
		}
		if next := t.after(at, ' '); next > 0 {
			at = next
		} else if at = t.after(open, ' '); at == 0 {
			break
		}
	}
	return entry, used
}

// walk goes over one word. It returns where the word ends in the trie, the entry
// that matches it, and the star inside a longer entry ("early* election*") that
// it could be the start of.
func (t *trie) walk(at int32, word string) (end, entry, open int32) {
	for i := range len(word) {
		if at = t.step(at, word[i]); at == 0 {
			return 0, entry, open
		}
		n := &t.nodes[at]
		if n.start > 0 {
			entry = n.start
		}
		if n.star > 0 {
			open = n.star
		}
	}
	if e := t.nodes[at].exact; e > 0 {
		entry = e
	}
	return at, entry, open
}

// after is step from a place that may be nowhere.
func (t *trie) after(at int32, b byte) int32 {
	if at == 0 {
		return 0
	}
	return t.step(at, b)
}

// prefix finds the longest entry that a text begins with, and its length in bytes.
func (t *trie) prefix(text string) (entry int32, size int) {
	if t.empty() {
		return 0, 0
	}
	at := int32(0)
	for i := range len(text) {
		if at = t.step(at, text[i]); at == 0 {
			break
		}
		if e := max(t.nodes[at].exact, t.nodes[at].start); e > 0 {
			entry, size = e, i+1
		}
	}
	return entry, size
}

// suffix finds the longest entry that a word ends with, in a trie of words that
// were added backwards.
func (t *trie) suffix(word string) (entry int32) {
	at := int32(0)
	for i := len(word) - 1; i >= 0; i-- {
		if at = t.step(at, word[i]); at == 0 {
			break
		}
		if t.nodes[at].start > 0 {
			entry = t.nodes[at].start
		}
	}
	return entry
}
