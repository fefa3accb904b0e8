package language

import (
	"sync"
	"unicode/utf8"
)

// Tables answer for the characters that texts are full of. They cover the
// alphabets of Europe, India and the Near East, typographers' signs, kana and
// the wide forms of East Asia. Han and Hangul, behind tableSize, need none.
const (
	tableSize = 0x3100
	wideFrom  = 0xFF00
	wideTo    = 0xFFF0
)

type tables struct {
	classes     [tableSize]class
	wideClasses [wideTo - wideFrom]class
	plain       [tableSize]rune
	widePlain   [wideTo - wideFrom]rune
}

// lookup is made when the first text comes, not at the start of the program: it
// takes some milliseconds.
var lookup = sync.OnceValue(func() *tables {
	t := new(tables)
	for i := range t.classes {
		t.classes[i], t.plain[i] = slowClass(rune(i)), plainEntry(rune(i))
	}
	for i := range t.wideClasses {
		r := rune(i) + wideFrom
		t.wideClasses[i], t.widePlain[i] = slowClass(r), plainEntry(r)
	}
	return t
})

func (t *tables) class(r rune) class {
	if uint32(r) < tableSize {
		return t.classes[r]
	}
	return t.farClass(r)
}

// farClass is the class of a character behind the table.
func (t *tables) farClass(r rune) class {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return spaceless
	case isHangul(r):
		return lower
	case r >= wideFrom && r < wideTo:
		return t.wideClasses[r-wideFrom]
	case isEmoji(r):
		return other
	}
	return slowClass(r)
}

// What the tables say where the folded form of a character is not one letter.
const (
	parts    rune = 0  // no letter: parts words
	vanishes rune = -1 // nothing at all
	combines rune = -2 // may change the letter before it
	expands  rune = -3 // several letters, or not in the tables
)

// letter is the folded form of a character.
func (t *tables) letter(r rune) rune {
	switch {
	case r < tableSize:
		return t.plain[r]
	case r >= 0x4E00 && r <= 0x9FFF || isHangul(r):
		return r
	case r >= wideFrom && r < wideTo:
		return t.widePlain[r-wideFrom]
	case isEmoji(r):
		return parts
	}
	return expands
}

func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }

func isEmoji(r rune) bool { return r >= 0x1F200 && r < 0x20000 }

func plainEntry(r rune) rune {
	if mayCompose(r) {
		return combines
	}
	switch s := foldSlow(r); {
	case s == "":
		return vanishes
	case s == " ":
		return parts
	case utf8.RuneCountInString(s) == 1 && !mayCompose(firstRune(s)):
		return firstRune(s)
	}
	return expands
}
