package story

import (
	"math"

	"tidings/feeds"
)

// Index holds the recent stories. It is not safe for concurrent use: the writer
// owns it.
type Index struct {
	opt Options

	// docs are in the order in which they came; the first ones are forgotten
	// and nil. A sequence number in the postings is an index into docs.
	docs   []*doc
	gone   int // docs before this one are nil
	live   int
	byID   map[feeds.ArticleID]*doc
	newest int64 // latest time seen, Unix milliseconds
	recent int   // docs before this one are too old to be joined

	stories  map[feeds.StoryID]*group
	total    int      // sum of the shares of all docs
	counts   []uint32 // sums of the shares of the docs with a term, by the upper bits of its hash
	logDocs  float32  // logarithm of the total
	settled  float64  // how far idf can be trusted, from 0 to 1
	postings postings

	// Scratch of one search.
	query  query
	scores []float32 // by sequence number
	hits   []uint32  // sequence numbers with a score
	near   near

	lengths []float32 // by sequence number, of the vectors without idf
}

// A doc is an article in the index.
type doc struct {
	*Vector
	seq   uint32
	share uint32 // what it counts for its terms
	group *group
}

const countBits = 20

// wholeShare is what the first doc of a story counts for its terms; the second
// counts half, the third a third, and so on: what makes a story large does not
// make its words common.
const wholeShare = 8

// NewIndex makes an empty index.
func NewIndex(o Options) *Index {
	o = o.withDefaults()
	return &Index{
		opt:      o,
		byID:     map[feeds.ArticleID]*doc{},
		newest:   math.MinInt64,
		stories:  map[feeds.StoryID]*group{},
		counts:   make([]uint32, 1<<countBits),
		postings: newPostings(o.MaxDocs),
	}
}

// Len is how many articles are remembered.
func (x *Index) Len() int { return x.live }

// Vector is the vector of a remembered article, or nil.
func (x *Index) Vector(id feeds.ArticleID) *Vector {
	if d := x.byID[id]; d != nil {
		return d.Vector
	}
	return nil
}

// Story is the story of a remembered article, or zero.
func (x *Index) Story(id feeds.ArticleID) feeds.StoryID {
	if d := x.byID[id]; d != nil {
		return d.group.id
	}
	return 0
}

// Remove forgets an article.
func (x *Index) Remove(id feeds.ArticleID) {
	if d := x.byID[id]; d != nil {
		x.forget(d)
	}
}

// add remembers the article of the query as a member of a story.
func (x *Index) add(q *query, g *group) {
	v := q.Vector
	d := &doc{Vector: v, seq: uint32(len(x.docs)), group: g}
	d.share = max(1, uint32(wholeShare/(len(g.members)+1)))
	x.docs = append(x.docs, d)
	x.scores = append(x.scores, 0)
	x.lengths = append(x.lengths, v.length())
	x.live++
	x.byID[v.article] = d
	x.newest = max(x.newest, v.at)
	for _, t := range v.terms {
		x.counts[t>>(32-countBits)] += d.share
	}
	x.total += int(d.share)
	x.postings.add(d.seq, v, q.heavy)
	g.join(d)
	x.evict()
}

// forget takes a doc out; its postings stay until the next compaction.
func (x *Index) forget(d *doc) {
	x.docs[d.seq] = nil
	x.live--
	delete(x.byID, d.article)
	for _, t := range d.terms {
		x.counts[t>>(32-countBits)] -= d.share
	}
	x.total -= int(d.share)
	if d.group.leave(d); len(d.group.members) == 0 {
		delete(x.stories, d.group.id)
	}
}

// evict forgets what is too old or too much. A late article is forgotten after
// those that came before it.
func (x *Index) evict() {
	oldest := x.newest - x.opt.Keep.Milliseconds()
	for x.gone < len(x.docs) {
		d := x.docs[x.gone]
		if d != nil {
			if d.at >= oldest && x.live <= x.opt.MaxDocs {
				break
			}
			x.forget(d)
		}
		x.gone++
	}
	open := x.newest - 2*x.opt.Window.Milliseconds()
	for x.recent = max(x.recent, x.gone); x.recent < len(x.docs); x.recent++ {
		if d := x.docs[x.recent]; d != nil {
			if d.at >= open {
				break
			}
			if d.group.last < open {
				d.group.sum = nil
			}
		}
	}
	if x.gone > x.opt.MaxDocs/4+64 {
		x.compact()
	}
}

// compact numbers the docs from zero again.
func (x *Index) compact() {
	by := x.gone
	x.postings.shift(uint32(by), func(seq uint32) bool { return x.docs[seq] != nil })
	x.docs = append(x.docs[:0:0], x.docs[by:]...)
	x.scores = make([]float32, len(x.docs), len(x.docs)+x.opt.MaxDocs/4)
	x.lengths = append(x.lengths[:0:0], x.lengths[by:]...)
	for i, d := range x.docs {
		if d != nil {
			d.seq = uint32(i)
		}
	}
	x.hits = x.hits[:0]
	x.recent -= by
	x.gone = 0
}
