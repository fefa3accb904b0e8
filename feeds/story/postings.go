package story

// postings list for each term the docs in which it weighs much. Terms share a
// list when their hashes end alike: lists only propose docs, which are then
// compared in full.
type postings struct {
	lists [][]posting
	mask  uint32
	room  []posting // where lists begin, side by side
}

// A list begins with place for shortList postings; most stay that short for
// long. Memory for shortLists of them is taken at once.
const (
	shortList  = 4
	shortLists = 1024
)

// A posting is the sequence number of a doc above the weight of the term there.
type posting uint32

func (p posting) seq() uint32     { return uint32(p >> weightBits) }
func (p posting) weight() float32 { return weights[p&weightMask] }

// newPostings makes room for so many docs: about twenty of the usual entries in
// a list when it is full.
func newPostings(docs int) postings {
	n := 1 << 10
	for n < 2*docs && n < 1<<17 {
		n *= 2
	}
	return postings{lists: make([][]posting, n), mask: uint32(n - 1)}
}

func (p *postings) of(term uint32) []posting { return p.lists[term&p.mask] }

// add lists a doc under some of its terms, given by their places.
func (p *postings) add(seq uint32, v *Vector, places []uint8) {
	for _, i := range places {
		list := &p.lists[v.terms[i]&p.mask]
		if cap(*list) == 0 {
			*list = p.short()
		}
		*list = append(*list, posting(seq<<weightBits|uint32(v.marks[i]&weightMask)))
	}
}

// short is an empty list.
func (p *postings) short() []posting {
	if len(p.room) < shortList {
		p.room = make([]posting, shortList*shortLists)
	}
	list := p.room[:0:shortList]
	p.room = p.room[shortList:]
	return list
}

// renumber gives the docs other sequence numbers: those that the list has for the old
// ones, less one. It drops those that have a zero there.
func (p *postings) renumber(to []uint32) {
	for i, list := range p.lists {
		n := 0
		for _, e := range list {
			if now := to[e.seq()]; now > 0 {
				list[n] = posting((now-1)<<weightBits) | e&weightMask
				n++
			}
		}
		p.lists[i] = append([]posting(nil), list[:n]...)
	}
}
