package app

import "tidings/feeds/language"

// ReadingSpeed is how many words a minute people read in a language.
func ReadingSpeed(tag string) int { return language.ReadingSpeed(tag) }

// FoldLetter is a letter or number as the search compares it: plain and small; empty
// for a mark on another letter.
func FoldLetter(r rune) string { return language.Fold(string(r)) }

// LanguageName is what speakers of a language call it; the tag itself for one
// that is not known.
func LanguageName(tag string) string { return language.Name(tag) }
