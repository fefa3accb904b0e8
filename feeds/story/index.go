package story

import (
	"math"
	"slices"

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
	byText map[uint64]*doc // by the print of the text; not those that repeat it
	newest int64           // latest time seen, Unix milliseconds
	cold   int             // docs before this one are older than two windows

	stories  map[feeds.StoryID]*group
	counts   []uint32           // sums of the shares of the docs with a term, by the upper bits of its hash
	total    int                // sum of the shares of all docs
	totals   [languages]int     // and of those of a language
	lifted   map[*Vector]uint32 // shares of articles that are taken up to be placed again
	postings postings

	// What holds for the language of the query.
	inLang  int     // sum of the shares of the docs in it
	logDocs float32 // logarithms of it, for idf
	logFew  float32
	settled float64 // how far idf can be trusted, from 0 to 1

	before map[feeds.ArticleID]was // of articles that may have moved since Add began

	// What the reader said.
	said  []feeds.StoryCorrection
	shown map[feeds.ArticleID]feeds.StoryID               // stories that are other ones than home
	sides map[feeds.CorrectionID]map[feeds.ArticleID]bool // who goes with B when A and B are parted

	// Scratch of one search.
	query  query
	scores []float32 // by sequence number
	hits   []uint32  // sequence numbers with a score
	near   near
	room   [2][]part

	lengths []float32 // by sequence number, of the vectors without idf
}

// A doc is an article in the index.
type doc struct {
	*Vector
	seq    uint32
	share  uint32 // what it counts for its terms
	group  *group
	of     *doc   // the one that it repeats word by word, beside which it does not count
	copies []*doc // those that repeat it so
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
		byText:   map[uint64]*doc{},
		lifted:   map[*Vector]uint32{},
		shown:    map[feeds.ArticleID]feeds.StoryID{},
		sides:    map[feeds.CorrectionID]map[feeds.ArticleID]bool{},
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
		return x.storyOf(d)
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
func (x *Index) add(q *query, g *group) *doc {
	d := x.enter(&doc{Vector: q.Vector})
	d.share = max(1, uint32(wholeShare/(len(g.members)+1)))
	x.count(d.Vector, d.share)
	x.postings.add(d.seq, d.Vector, q.heavy)
	x.byText[d.print()] = d
	g.join(d)
	return d
}

// enter gives a doc its place among the others.
func (x *Index) enter(d *doc) *doc {
	d.seq = uint32(len(x.docs))
	x.docs = append(x.docs, d)
	x.scores = append(x.scores, 0)
	x.lengths = append(x.lengths, d.length())
	x.live++
	x.byID[d.article] = d
	x.newest = max(x.newest, d.at)
	return d
}

// count adds to what the terms of an article count. What it counted before it was
// taken up is taken away only now: how rare words are does not change meanwhile.
func (x *Index) count(v *Vector, share uint32) {
	by := share - x.lifted[v]
	delete(x.lifted, v)
	for _, t := range v.terms {
		x.counts[t>>(32-countBits)] += by
	}
	x.total += int(int32(by))
	x.totals[v.lang] += int(int32(by))
}

// forget takes a doc out. The first one that repeats it stands for it from then on.
func (x *Index) forget(d *doc) {
	x.lift(d)
	x.count(d.Vector, 0)
}

// lift takes a doc out for a while: it goes on counting for its terms. Its postings
// stay until the next compaction.
func (x *Index) lift(d *doc) {
	x.docs[d.seq] = nil
	x.live--
	delete(x.byID, d.article)
	delete(x.shown, d.article)
	if d.of != nil {
		i := slices.Index(d.of.copies, d)
		d.of.copies = slices.Delete(d.of.copies, i, i+1)
		return
	}
	x.lifted[d.Vector] = d.share
	delete(x.byText, d.print())
	g := d.group
	g.leave(d)
	if len(d.copies) > 0 {
		x.promote(d, g)
	} else if len(g.members) == 0 {
		delete(x.stories, g.id)
	}
}

// promote lets the first one that repeats a doc stand for it.
func (x *Index) promote(d *doc, g *group) {
	first, rest := d.copies[0], d.copies[1:]
	x.docs[first.seq] = nil
	x.live--
	d.copies, first.of = nil, nil
	heir := x.add(x.weigh(first.Vector), g)
	for _, c := range rest {
		c.of = heir
	}
	heir.copies = rest
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
	for x.cold = max(x.cold, x.gone); x.cold < len(x.docs); x.cold++ {
		if d := x.docs[x.cold]; d != nil {
			if d.at >= open {
				break
			}
			if d.group.last < open {
				d.group.sum = nil
			}
		}
	}
	if len(x.docs)-x.live > x.opt.MaxDocs/4+64 {
		x.compact()
	}
}

// compact numbers the docs from zero again, without those that are gone.
func (x *Index) compact() {
	to := make([]uint32, len(x.docs)) // one more than the new number
	docs := make([]*doc, 0, x.live+x.opt.MaxDocs/4)
	lengths := make([]float32, 0, cap(docs))
	cold := 0
	for i, d := range x.docs {
		if d == nil {
			continue
		}
		if i < x.cold {
			cold++
		}
		docs, lengths = append(docs, d), append(lengths, x.lengths[i])
		d.seq = uint32(len(docs) - 1)
		to[i] = uint32(len(docs))
	}
	x.postings.renumber(to)
	x.docs, x.lengths = docs, lengths
	x.scores = make([]float32, len(docs), cap(docs))
	x.hits = x.hits[:0]
	x.cold, x.gone = cold, 0
}
