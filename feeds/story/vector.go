package story

import (
	"math"
	"time"

	"tidings/feeds"
)

// A Vector is an article as the index sees it.
type Vector struct {
	article feeds.ArticleID
	feed    feeds.FeedID
	copyOf  feeds.ArticleID // set when it is placed
	home    feeds.StoryID   // the story that it joined by its words, whatever the reader said
	at      int64           // Unix milliseconds
	lang    uint16          // below languages
	title   uint32          // hash of the words of the title; zero: too short to tell
	words   uint16          // how many were read behind the title
	terms   []uint32        // hashes, ascending
	marks   []mark          // of each term
	sketch  sketch
	shown   string // the words that explain best, as a reader knows them, parted by zeros
}

// Article is the ID of the article.
func (v *Vector) Article() feeds.ArticleID { return v.article }

// Feed is the feed of the article.
func (v *Vector) Feed() feeds.FeedID { return v.feed }

// undated reports whether nobody knows when an article was written.
func (v *Vector) undated() bool { return v.at <= never }

// Time is the date of the article, to the millisecond.
func (v *Vector) Time() time.Time { return time.UnixMilli(v.at) }

// never is the zero time, in Unix milliseconds.
const never = -62135596800000

// A mark is what is known of a term of a text: its weight in the low six bits,
// and whether it is in the title or a name.
type mark uint8

const (
	inTitle mark = 1 << 6
	isName  mark = 1 << 7

	weightBits = 6
	weightMask = 1<<weightBits - 1
	weightStep = 0.07
)

// markOf makes a mark of how often a term occurs, each occurrence counted as it
// weighs. The weight grows with the logarithm.
func markOf(count float32) mark {
	if count <= 1 {
		return 1
	}
	w := 1 + math.Log(float64(count))
	return mark(min(math.Round((w-1)/weightStep)+1, weightMask))
}

// weights are the weights of the low bits of a mark; no term has none.
var weights = func() (t [weightMask + 1]float32) {
	for i := 1; i < len(t); i++ {
		t[i] = 1 + weightStep*float32(i-1)
	}
	return t
}()

func (m mark) weight() float32 { return weights[m&weightMask] }

// length is the length of the vector, all terms being equally rare.
func (v *Vector) length() float32 {
	var square float32
	for _, m := range v.marks {
		square += m.weight() * m.weight()
	}
	return float32(math.Sqrt(float64(max(square, 1))))
}

// onlyTitle reports whether there is no text to speak of.
func (v *Vector) onlyTitle() bool { return v.words < 8 }

// print is a number that only the same text has.
func (v *Vector) print() uint64 {
	h := uint64(v.title)<<32 | uint64(v.words)
	for i, t := range v.terms {
		h = (h ^ uint64(t)<<8 ^ uint64(v.marks[i])) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	for _, s := range v.sketch {
		h = (h ^ uint64(s)) * 0xBF58476D1CE4E5B9
		h ^= h >> 31
	}
	return h
}

// languages is how many languages are told apart.
const languages = 1024

// langOf is a number for a language, another one for each of two letters; zero if it
// is not known.
func langOf(tag string) uint16 {
	n := 0
	for i := 0; i < len(tag) && tag[i] != '-'; i++ {
		n = n*27 + int(tag[i]|0x20) - 'a' + 1
	}
	return uint16(n & (languages - 1))
}
