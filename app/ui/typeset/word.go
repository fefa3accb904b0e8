package typeset

import (
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// windowRunes is how far around a place words are looked for.
const windowRunes = 160

// WordAt is the word around a rune (UAX #29): letters, marks and digits with
// what joins them, as in “it’s” and “3.5”; of scripts that write without spaces
// a word of the list, or a run of katakana. A space or a sign is a word by itself.
func (l *Layout) WordAt(at int) (from, to int) {
	text := l.para.text
	if len(text) == 0 {
		return 0, 0
	}
	at = min(max(0, at), len(text)-1)
	switch {
	case isHan(text[at]):
		return hanAt(text, at)
	case unspaced(text[at]):
		return phraseAt(text, at)
	}
	first, past := window(text, at)
	var seg segmenter.Segmenter
	seg.Init(text[first:past])
	words := seg.WordIterator()
	for words.Next() {
		w := words.Word()
		if from, to = first+w.Offset, first+w.Offset+len(w.Text); at >= from && at < to {
			return from, to
		}
	}
	return l.clusterAt(at)
}

// window is a part of the text around a rune that no word reaches out of,
// unless it is very long.
func window(text []rune, at int) (first, past int) {
	first, past = at, at+1
	for first > 0 && at-first < windowRunes && !unicode.IsSpace(text[first-1]) {
		first--
	}
	for past < len(text) && past-at < windowRunes && !unicode.IsSpace(text[past]) {
		past++
	}
	return first, past
}

// clusterAt is the letter with its marks, or the picture, that a rune is part of.
func (l *Layout) clusterAt(at int) (from, to int) {
	from, to = at, at+1
	for from > 0 && !l.para.cluster[from] {
		from--
	}
	for to < len(l.para.text) && !l.para.cluster[to] {
		to++
	}
	return from, to
}

// hanAt is the word of Han characters. It looks only at a few around: a word
// has at most five, and what is further away hardly changes where it begins.
func hanAt(text []rune, at int) (from, to int) {
	const around = 24
	first, past := at, at+1
	for first > 0 && at-first < around && isHan(text[first-1]) {
		first--
	}
	for past < len(text) && past-at < around && isHan(text[past]) {
		past++
	}
	return pieceAt(divideWords(text, first, past), first, past, at)
}

// pieceAt is the piece around a rune of a stretch that is divided at starts.
func pieceAt(starts []int, first, past, at int) (from, to int) {
	for _, start := range starts {
		if start > at {
			return first, start
		}
		first = start
	}
	return first, past
}

// phraseAt is the word of a script without spaces.
func phraseAt(text []rune, at int) (from, to int) {
	first, past := at, at+1
	same := func(i int) bool { return unspaced(text[i]) && scriptOf(text[i]) == scriptOf(text[at]) }
	for first > 0 && at-first < windowRunes && same(first-1) {
		first--
	}
	for past < len(text) && past-at < windowRunes && same(past) {
		past++
	}
	return pieceAt(divideWords(text, first, past), first, past, at)
}

// wordless reports what is no part of a word.
func wordless(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !isMark(r) && !isInvisible(r) && !isEmoji(r)
}

// SentenceAt is the sentence around a rune, with the space behind it: up to a
// full stop, question or exclamation mark and what closes quotes and brackets
// there. A full stop before a small letter, behind a single capital or in a
// number ends none.
func (l *Layout) SentenceAt(at int) (from, to int) {
	text := l.para.text
	if len(text) == 0 {
		return 0, 0
	}
	at = min(max(0, at), len(text)-1)
	for from = at; from > 0 && !sentenceStarts(text, from); from-- {
	}
	for to = at + 1; to < len(text) && !sentenceStarts(text, to); to++ {
	}
	return from, to
}

// longestStop is how many spaces and closing marks stand behind a sentence.
const longestStop = 8

// sentenceStarts reports whether a sentence ends before text[i].
func sentenceStarts(text []rune, i int) bool {
	if text[i-1] == '\n' {
		return true
	}
	j, least := i, max(0, i-longestStop)
	for j > least && unicode.IsSpace(text[j-1]) {
		j--
	}
	spaced := j < i
	for j > least && closesSentence(text[j-1]) {
		j--
	}
	if j == 0 || unicode.IsSpace(text[i]) || closesSentence(text[i]) && !spaced {
		return false
	}
	switch text[j-1] {
	case '。', '！', '？', '｡':
		return !stopsSentence(text[i])
	case '!', '?', '…', '؟', '۔', '।', '॥', '။', '។', '።':
		return spaced && !unicode.IsLower(text[i])
	case '.':
		initial := j > 1 && unicode.IsUpper(text[j-2]) && (j == 2 || !unicode.IsLetter(text[j-3]))
		return spaced && !unicode.IsLower(text[i]) && !initial
	}
	return false
}

func stopsSentence(r rune) bool {
	return r == '。' || r == '！' || r == '？' || r == '｡'
}

// closesSentence reports marks that may stand behind the stop of a sentence.
func closesSentence(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '”', '’', '»', '›', '」', '』', '）', '】', '》':
		return true
	}
	return false
}
