package app

import "tidings/feeds/language"

// LanguageName is what speakers of a language call it; the tag itself for one
// that is not known.
func LanguageName(tag string) string { return language.Name(tag) }
