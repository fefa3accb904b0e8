package story

import (
	"fmt"
	"math"
	"slices"
	"time"

	"tidings/feeds"
)

const (
	// relatedLeast is the least likeness of two long texts that share a subject, and
	// relatedShort that of two headlines, which are alike by a word or two.
	relatedLeast = 0.22
	relatedShort = 0.32
	// longEvidence and shortEvidence are the least evidence, in terms that nobody else
	// has: headlines share turns of phrase ("five things to know").
	longEvidence  = 2.6
	shortEvidence = 1.8
	// sameFeed is what each article of a feed costs the next one of it.
	sameFeed = 0.85
)

// How articles that are alike are ordered. The values were found by trying them on
// labelled news.
const (
	// echoes of the likest articles are asked what they are like: who is like those
	// that are like a text is probably like it.
	echoes    = 3
	echoShare = 0.5
	// relatedFade is the time in which the likeness of words falls to 1/e, in
	// milliseconds. That of stories stays: dates are wrong at times.
	relatedFade = 1000 * 60 * 60 * 1000
	// pool is how many articles are ordered, at least.
	pool = 40
)

// Similar are the k articles that are most like v, best first, of its own story or
// not: by their own words, by those of the stories that they are in, by what the
// likest of them are like (pseudo-relevance feedback, Rocchio 1971), and by time.
func (x *Index) Similar(v *Vector, k int) []Relation {
	q := x.weigh(v)
	list := x.alike(q, max(pool, 2*k+20), 0)
	x.order(q, list)
	var out []Relation
	for _, s := range list[:min(len(list), k)] {
		out = append(out, Relation{Article: s.of.article, Score: float64(s.score), Why: x.whyAlike(q, s.of)})
	}
	return out
}

// order sorts what is like the query by its likeness and that of what is around it.
func (x *Index) order(q *query, list []scored[*doc]) {
	scores := make([]float64, len(list))
	var all float64
	for _, s := range list[:min(echoes, len(list))] {
		all += float64(s.score)
	}
	lengths := make([]float64, len(list))
	stories := map[*group]float64{}
	for i, s := range list {
		lengths[i] = x.rareLength(s.of.Vector)
	}
	for i, s := range list {
		own := float64(s.score)
		for j, e := range list[:min(echoes, len(list))] {
			like := float64(e.score) // as like itself as the query is
			if i != j {
				like = x.dot(e.of.Vector, s.of.Vector) / (lengths[i] * lengths[j])
			}
			own += echoShare * float64(e.score) / all * like
		}
		if !q.undated() && !s.of.undated() {
			own *= math.Exp(-math.Abs(float64(q.at-s.of.at)) / relatedFade)
		}
		scores[i] = (own + x.likeStory(q, s, stories)) / (2 + echoShare)
	}
	for i := range list {
		list[i].score = float32(scores[i])
	}
	mostAlike(list, len(list))
}

// likeStory is how like the query is to the story of a doc; to the doc itself if it
// is alone. What was compared before is in known.
func (x *Index) likeStory(q *query, s scored[*doc], known map[*group]float64) float64 {
	g := s.of.group
	if len(g.members) < 2 {
		return float64(s.score)
	}
	like, ok := known[g]
	if !ok {
		like = x.toCentre(q, g.glance(), bar{})
		known[g] = like
	}
	return like
}

// glanced is how many members of a story are looked at for its subject.
const glanced = 30

// glance is the centre of a story, made of its latest members if it is not
// remembered. It is not kept: a story that nobody can join any more would keep it
// for long.
func (g *group) glance() []part {
	if g.sum != nil {
		return g.sum
	}
	var sum []part
	for _, d := range g.members[max(0, len(g.members)-glanced):] {
		sum = add(sum, d.Vector)
	}
	return sum
}

// rareLength is the length of a vector with its terms weighed by how rare they are.
func (x *Index) rareLength(v *Vector) float64 {
	var square float32
	for j, t := range v.terms {
		w := v.marks[j].weight() * x.idf(t)
		square += w * w
	}
	return math.Sqrt(float64(max(square, 1e-6)))
}

// dot is the product of two vectors with their terms weighed so.
func (x *Index) dot(a, b *Vector) float64 {
	var sum float32
	i := 0
	for j, t := range b.terms {
		for i < len(a.terms) && a.terms[i] < t {
			i++
		}
		if i == len(a.terms) {
			break
		}
		if a.terms[i] == t {
			idf := x.idf(t)
			sum += a.marks[i].weight() * b.marks[j].weight() * idf * idf
		}
	}
	return float64(sum)
}

// A Stored is an article that the index need not remember, with the story it is in.
type Stored struct {
	*Vector
	Story feeds.StoryID
}

// Related are at most k remembered articles about the subject of v that do not
// report its event, best first: never of its story, never two of one story, never
// the same text again. An article counts for less with every better one of its
// feed. Score is the cosine.
func (x *Index) Related(v *Vector, k int) []Relation {
	return x.Rank(Stored{v, x.Story(v.article)}, nil, k)
}

// Rank is Related over the remembered articles and older ones, such as a search
// for KeyTerms finds them.
func (x *Index) Rank(v Stored, older []Stored, k int) []Relation {
	q := x.weigh(v.Vector)
	list := append(x.alike(q, 4*pool, v.Story), x.likeOlder(q, v.Story, older)...)
	mostAlike(list, len(list))
	kept := list[:0]
	for _, s := range list {
		if x.sharesSubject(q, s) && !x.repeats(kept, s.of) && !sameText(v.Vector, s.of.Vector) {
			kept = append(kept, s)
		}
	}
	var out []Relation
	for _, s := range diverse(kept, k) {
		out = append(out, Relation{Article: s.of.article, Score: float64(s.score), Why: x.whyRelated(q, s.of)})
	}
	return out
}

// likeOlder compares the query with articles that are not remembered, as if they
// were, but for those of its own story.
func (x *Index) likeOlder(q *query, own feeds.StoryID, older []Stored) []scored[*doc] {
	var list []scored[*doc]
	for _, s := range older {
		if s.article == q.article || x.byID[s.article] != nil || s.Story == own && own != 0 {
			continue
		}
		like, _ := x.cosine(q, s.Vector, bar{})
		v := *s.Vector
		v.home = s.Story
		list = append(list, scored[*doc]{&doc{Vector: &v}, float32(like)})
	}
	return list
}

// whyRelated explains why an article is related: words that both have, and whether
// it came before, as background does, or after.
func (x *Index) whyRelated(q *query, d *doc) string {
	words, when := x.shared(q, d), ""
	if !q.undated() && !d.undated() {
		when = whenText(time.Duration(d.at-q.at) * time.Millisecond)
	}
	if words == "" || when == "" {
		return words + when
	}
	return when + " · " + words
}

// whenText says how long after another one an article came, or how long before.
func whenText(d time.Duration) string {
	side := "later"
	if d < 0 {
		d, side = -d, "before"
	}
	switch {
	case d < time.Minute:
		return ""
	case d < time.Hour:
		return fmt.Sprintf("%d min %s", int(d.Minutes()), side)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %s", int(d.Hours()), side)
	}
	return fmt.Sprintf("%d days %s", int(d.Hours()/24), side)
}

// alike are the docs that are most like the query, compared in full, best first,
// without those of a story: a large one would leave no place for others.
func (x *Index) alike(q *query, most int, but feeds.StoryID) []scored[*doc] {
	x.find(q, x.gone)
	var list []scored[*doc]
	var floor float32 // what is below it is not among the most
	for _, seq := range x.hits {
		d := x.docs[seq]
		if d == nil || d.article == q.article || but != 0 && x.storyOf(d) == but {
			continue
		}
		if s := x.scores[seq] / x.lengths[seq]; s >= floor {
			list = append(list, scored[*doc]{d, s})
		}
		if len(list) == 4*most {
			list = mostAlike(list, most)
			floor = list[most-1].score
		}
	}
	list = mostAlike(list, most)
	for i := range list {
		like, _ := x.cosine(q, list[i].of.Vector, bar{})
		list[i].score = float32(like)
	}
	return mostAlike(list, most)
}

func mostAlike(list []scored[*doc], most int) []scored[*doc] {
	slices.SortFunc(list, func(a, b scored[*doc]) int {
		if c := compare(b.score, a.score); c != 0 {
			return c
		}
		return int(a.of.seq) - int(b.of.seq)
	})
	return list[:min(len(list), most)]
}

// sharesSubject reports whether a doc is near enough to the query, and not only
// by words that either mentions in passing.
func (x *Index) sharesSubject(q *query, s scored[*doc]) bool {
	few := strictness(float64(x.inLang) / wholeShare)
	terms := math.Sqrt(float64(len(q.terms)) * float64(len(s.of.terms)))
	long := min(max((terms-shortTerms)/(longTerms-shortTerms), 0), 1)
	least := relatedShort + (relatedLeast-relatedShort)*long
	enough := shortEvidence + (longEvidence-shortEvidence)*long
	if float64(s.score) < few*least || !shareTitle(q.Vector, s.of.Vector) {
		return false
	}
	_, evidence := x.cosine(q, s.of.Vector, bar{evidence: math.Inf(1)})
	return evidence >= few*enough*x.rare()
}

// strictness is the share of likeness and evidence that is asked for where so many
// stories are known in a language: a reader with ten is glad of anything that shares a
// word, and in twenty there is something that does by chance.
func strictness(stories float64) float64 {
	between := func(from, to float64) float64 { return min(max((stories-from)/(to-from), 0), 1) }
	return 0.1 + 0.4*between(10, 20) + 0.5*between(20, 200)
}

// shareTitle reports whether a word of one title is in the other's, or a name
// in the other's text.
func shareTitle(a, b *Vector) bool {
	i := 0
	for j, t := range b.terms {
		for i < len(a.terms) && a.terms[i] < t {
			i++
		}
		if i == len(a.terms) {
			break
		}
		if a.terms[i] != t {
			continue
		}
		m, o := a.marks[i]&^weightMask, b.marks[j]&^weightMask
		if m != 0 && o != 0 && (m|o)&inTitle != 0 {
			return true
		}
	}
	return false
}

// repeats reports whether a doc tells of a story that the list has already.
func (x *Index) repeats(list []scored[*doc], d *doc) bool {
	in := x.storyOf(d)
	return slices.ContainsFunc(list, func(s scored[*doc]) bool {
		return in != 0 && x.storyOf(s.of) == in || sameText(s.of.Vector, d.Vector)
	})
}

// diverse picks k of a list, the best first after what each feed has already.
func diverse(list []scored[*doc], k int) []scored[*doc] {
	var out []scored[*doc]
	had := map[feeds.FeedID]int{}
	for len(out) < k && len(list) > 0 {
		best, most := 0, -1.0
		for i, s := range list {
			if w := float64(s.score) * math.Pow(sameFeed, float64(had[s.of.feed])); w > most {
				best, most = i, w
			}
		}
		had[list[best].of.feed]++
		out = append(out, list[best])
		list = slices.Delete(list, best, best+1)
	}
	return out
}

// Typical is the member of a story that is nearest to its centre, the earlier
// one of two; of a large story only the latest members are asked. It is zero for
// a story that is not remembered.
func (x *Index) Typical(id feeds.StoryID) feeds.ArticleID {
	members := x.members(id)
	if len(members) == 0 {
		return 0
	}
	if len(members) < 3 {
		return members[0].article
	}
	var centre []part
	for _, d := range members[max(0, len(members)-typicalOf):] {
		centre = add(centre, d.Vector)
	}
	var best *doc
	var most float64
	x.weighLightly(members[0].Vector) // idf is of this moment, whatever is weighed
	square, _ := x.square(centre, math.MaxFloat32)
	for _, d := range members[max(0, len(members)-typicalOf):] {
		q := x.weighLightly(d.Vector)
		dot, _ := q.common(centre)
		if l := unit(dot, q.norm, square); best == nil || l > most {
			best, most = d, l
		}
	}
	return best.article
}

// typicalOf is how many members of a story are asked.
const typicalOf = 100
