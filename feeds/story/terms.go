package story

import (
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tidings/feeds/language"
)

// How a text is weighed. The values were found by trying them on labelled news.
const (
	titleWeight  = 4
	nameWeight   = 2
	numberWeight = 2
	bodyWords    = language.CutWords
	maxTerms     = 96
	maxShown     = 120  // bytes
	mostRead     = 4096 // bytes of the text that are looked through for a name
)

// A counter counts the terms of a text. Counters are used again and again.
type counter struct {
	lang  string
	cut   language.Cut // where the doc has none
	table [2048]uint16 // 1 + index into terms, by hash
	terms []counted
	used  []uint16 // places in the table
	keys  []uint64 // terms in an order: what they are sorted by above their place
	kept  []counted
	words int

	sketch      sketch
	last, last2 uint32 // hashes of the words before
}

// A counted term.
type counted struct {
	hash  uint32
	count float32
	mark  mark // without its weight
	text  string
}

var counters = sync.Pool{New: func() any { return new(counter) }}

// Make is an article as the index sees it. It may be called on any goroutine.
func Make(d Doc) *Vector {
	c := counters.Get().(*counter)
	defer c.release()
	c.reset(d.Lang)

	v := &Vector{article: d.Article, feed: d.Feed, at: d.Time.UnixMilli(), lang: langOf(d.Lang)}
	cut := c.cutOf(d)
	v.title = c.read(cut.Title, titleWeight, inTitle)
	titleWords := c.words
	if titleWords < 3 { // such as "Live updates"
		v.title = 0
	}
	c.last, c.last2 = 0, 0
	left := bodyWords
	if !begins(d.Text, d.Summary) {
		var summary language.Cut
		summary.Take("", d.Summary, c.lang)
		c.read(summary.Text, 1, 0)
		left -= c.words - titleWords
	}
	c.read(cut.Text[:min(len(cut.Text), left)], 1, 0)

	v.words = uint16(c.words - titleWords)
	v.sketch = c.sketch
	v.terms, v.marks = c.best()
	v.shown = c.readable(d)
	return v
}

// cutOf is an article in words.
func (c *counter) cutOf(d Doc) *language.Cut {
	if d.Cut == nil {
		c.cut.Take(d.Title, d.Text, c.lang)
		return &c.cut
	}
	return d.Cut
}

// begins reports whether a text begins with its summary, as feeds often have it.
func begins(text, summary string) bool {
	summary = strings.TrimRight(strings.TrimSpace(summary), ".… ")
	return strings.HasPrefix(strings.TrimSpace(text), summary)
}

func (c *counter) reset(lang string) {
	for _, i := range c.used {
		c.table[i] = 0
	}
	c.terms, c.used = c.terms[:0], c.used[:0]
	c.lang, _, _ = strings.Cut(lang, "-")
	c.words, c.sketch, c.last, c.last2 = 0, empty, 0, 0
}

// release gives the counter back without holding on to the text.
func (c *counter) release() {
	clear(c.terms[:cap(c.terms)])
	clear(c.kept[:cap(c.kept)])
	c.cut.Release()
	counters.Put(c)
}

// read counts the words of a part and returns the hash of all of them.
func (c *counter) read(words []language.Token, weight float32, m mark) (all uint32) {
	var before uint32 // the term before, for pairs
	for i := range words {
		w := &words[i]
		h := max(w.Hash, 1) // as hash does
		all = all*16777619 ^ h
		if c.last2 != 0 {
			c.sketch.add(c.last2, c.last, h)
		}
		c.last2, c.last = c.last, h
		if w.Stop || single(w) {
			before = 0
			continue
		}
		name := w.Cap && !w.First
		x := weight
		if name {
			x *= nameWeight
		}
		if w.Number {
			x *= numberWeight
		}
		t := c.term(h, w.Text)
		t.count += x
		t.mark |= m
		if name {
			t.mark |= isName
		}
		if before != 0 && m != 0 && c.lang == "vi" {
			p := c.term(before*16777619^h, "")
			p.count += x
			p.mark |= m
		}
		before = h
	}
	c.words += len(words)
	return all
}

// single reports a single letter.
func single(w *language.Token) bool {
	_, size := utf8.DecodeRuneInString(w.Text)
	return !w.Number && size == len(w.Text) && size < 3
}

// hash is FNV-1a; zero is never a hash.
func hash[T string | []byte](word T) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return max(h, 1)
}

// term finds or begins the count of a term. The table never fills: there are at
// most two terms for a word of the title and one for another word.
func (c *counter) term(h uint32, text string) *counted {
	i := h * 0x9E3779B1 >> (32 - 11)
	for c.table[i] != 0 {
		if t := &c.terms[c.table[i]-1]; t.hash == h {
			return t
		}
		i = (i + 1) % uint32(len(c.table))
	}
	c.terms = append(c.terms, counted{hash: h, text: text})
	c.table[i] = uint16(len(c.terms))
	c.used = append(c.used, uint16(i))
	return &c.terms[len(c.terms)-1]
}

// best are the terms that weigh most, of equal ones those that come first in the
// text, in order of their hashes. The others are dropped.
func (c *counter) best() ([]uint32, []mark) {
	if len(c.terms) > maxTerms {
		c.order(func(t *counted) uint32 { return heavyFirst(t.count) })
	}
	c.order(func(t *counted) uint32 { return t.hash })
	terms, marks := make([]uint32, len(c.terms)), make([]mark, len(c.terms))
	for i, t := range c.terms {
		terms[i], marks[i] = t.hash, markOf(t.count)|t.mark
	}
	return terms, marks
}

// order sorts the terms by a key, of equal ones the earlier first, and keeps the
// first maxTerms. Numbers are sorted much faster than terms.
func (c *counter) order(key func(*counted) uint32) {
	c.keys, c.kept = c.keys[:0], c.kept[:0]
	for i := range c.terms {
		c.keys = append(c.keys, uint64(key(&c.terms[i]))<<32|uint64(i))
	}
	slices.Sort(c.keys)
	for _, k := range c.keys[:min(len(c.keys), maxTerms)] {
		c.kept = append(c.kept, c.terms[uint32(k)])
	}
	c.terms, c.kept = c.kept, c.terms
}

// heavyFirst is a key by which positive weights are sorted, the greatest first.
func heavyFirst(weight float32) uint32 { return ^math.Float32bits(weight) }

func compare[T uint32 | float32](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// worth is what a term weighs among the words that explain.
func (t *counted) worth() float32 {
	if t.mark&isName != 0 {
		return t.count + 2
	}
	return t.count
}

// readable are words to explain a likeness with, parted by zeros: names, words
// of the title, and what occurs most.
func (c *counter) readable(d Doc) string {
	c.order(func(t *counted) uint32 { return heavyFirst(t.worth()) })
	var room [maxShown + 24]byte
	shown := room[:0]
	for rest := c.terms; len(rest) > 0; {
		n := 1 // so many are worth the same
		for n < len(rest) && rest[n].worth() == rest[0].worth() {
			n++
		}
		slices.SortFunc(rest[:n], func(a, b counted) int { return strings.Compare(a.text, b.text) })
		for i := range rest[:n] {
			t := &rest[i]
			if t.text == "" { // two words
				continue
			}
			if len(shown)+len(t.text) >= maxShown {
				return string(shown)
			}
			if len(shown) > 0 {
				shown = append(shown, 0)
			}
			shown = append(shown, t.written(d)...)
		}
		rest = rest[n:]
	}
	return string(shown)
}

// written is the word of a term as the article writes it.
func (t *counted) written(d Doc) string {
	if t.mark&isName == 0 {
		return t.text
	}
	return asWritten(t.text, d.Text[:min(len(d.Text), mostRead)], d.Summary, d.Title)
}
