package content

import "strings"

// setLang takes an element's language and direction.
func (b *builder) setLang(t *tag) {
	lang := t.attr("lang")
	if lang == "" {
		lang = t.attr("xml:lang")
	}
	if validLang(lang) {
		b.lang = lang
	}
	switch d := t.attr("dir"); d {
	case "ltr", "rtl":
		b.dir = d
	case "LTR":
		b.dir = "ltr"
	case "RTL":
		b.dir = "rtl"
	}
}

// validLang reports whether s could be a language tag (BCP 47).
func validLang(s string) bool {
	if len(s) < 2 || len(s) > 35 || !isLetter(s[0]) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// scope opens an element that is no frame, if it sets a language or direction
// or has the name of one that does.
func (b *builder) scope(t *tag) {
	lang, dir := b.lang, b.dir
	b.setLang(t)
	if lang != b.lang || dir != b.dir {
		if len(b.scopes)-b.top().scopes < maxOpen {
			b.scopes = append(b.scopes, scope{name: t.name, lang: lang, dir: dir})
		}
		return
	}
	for i := len(b.scopes) - 1; i >= b.top().scopes; i-- {
		if b.scopes[i].name == t.name {
			b.scopes[i].nested++
			return
		}
	}
}

func (b *builder) closeScope(name string) {
	for i := len(b.scopes) - 1; i >= b.top().scopes; i-- {
		if b.scopes[i].name != name {
			continue
		}
		if b.scopes[i].nested > 0 {
			b.scopes[i].nested--
		} else {
			b.endScope(i)
		}
		return
	}
}

// endScope ends a scope and those within it.
func (b *builder) endScope(i int) {
	b.lang, b.dir = b.scopes[i].lang, b.scopes[i].dir
	b.scopes = b.scopes[:i]
}

// skip is an element that is dropped with all that is in it.
type skip struct {
	name   string // empty: nothing is skipped
	nested int
	pos    int              // where it began, to read it after all when it has no end
	src    string           // of the best <source> in it
	common bool             // that can be played everywhere
	svg    *svgText         // a drawing that is kept after all; nil: there is none
	tex    *strings.Builder // of a formula; nil: it is none
}

func (s *skip) open(t *tag, e element) {
	if s.svg != nil {
		s.svg.start(t)
	}
	if t.name == s.name && !e.void {
		s.nested++
	} else if src := t.attr("src"); e.role == roleSource && src != "" && (s.src == "" || common(t) && !s.common) {
		s.src, s.common = src, common(t)
	}
}

// common reports whether a <source> is of a kind that every player can play.
func common(t *tag) bool {
	kind, _, _ := strings.Cut(t.attr("type"), ";")
	switch kind {
	case "video/mp4", "audio/mpeg", "audio/mp4":
		return true
	}
	return false
}

// close reports whether the skipped element ends.
func (s *skip) close(name string) bool {
	if s.svg != nil {
		s.svg.close(name)
	}
	if name != s.name {
		return false
	}
	if s.nested > 0 {
		s.nested--
		return false
	}
	s.name = ""
	return true
}
