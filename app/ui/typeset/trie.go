package typeset

import "strings"

// trie holds words, letter by letter, each with a number. Its nodes lie in one
// slice, the children of a node beside each other and in order, which takes a
// quarter of what a map would.
type trie struct{ nodes []trieNode }

type trieNode struct {
	letter uint16 // lists of words have no letters beyond U+FFFF
	many   uint16 // children
	first  uint32 // the first of them
	value  int32  // of the word that ends here; -1: none does
}

// newTrie makes a trie of sorted words that differ; the value of each is its index.
func newTrie(words [][]uint16) *trie {
	t := &trie{nodes: []trieNode{{value: -1}}}
	type open struct{ node, from, to, depth int }
	queue := []open{{0, 0, len(words), 0}}
	for len(queue) > 0 {
		q := queue[0]
		queue = queue[1:]
		if q.from < q.to && len(words[q.from]) == q.depth {
			t.nodes[q.node].value = int32(q.from)
			q.from++
		}
		t.nodes[q.node].first = uint32(len(t.nodes))
		for from := q.from; from < q.to; {
			letter, to := words[from][q.depth], from
			for to < q.to && words[to][q.depth] == letter {
				to++
			}
			queue = append(queue, open{len(t.nodes), from, to, q.depth + 1})
			t.nodes = append(t.nodes, trieNode{letter: letter, value: -1})
			t.nodes[q.node].many++
			from = to
		}
	}
	return t
}

// next is the node one letter further; 0 if no word goes on so.
func (t *trie) next(node uint32, letter rune) uint32 {
	n := &t.nodes[node]
	from, to := n.first, n.first+uint32(n.many)
	for from < to {
		mid := (from + to) / 2
		switch l := rune(t.nodes[mid].letter); {
		case l < letter:
			from = mid + 1
		case l > letter:
			to = mid
		default:
			return mid
		}
	}
	return 0
}

// fields are the words of a list, without the remarks at its head.
func fields(list string) []string {
	for strings.HasPrefix(list, "%") {
		_, list, _ = strings.Cut(list, "\n")
	}
	return strings.Fields(list)
}
