package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tidings/feeds/content"
)

// headline is the title of the article: the best that the page gives, without
// the name of the site.
func headline(s *says, found, site string) string {
	best := found
	if len(s.titles) > 0 {
		best = s.titles[0]
	}
	if h := s.heading; h != "" && len(h) >= 15 && len(h) < len(best) && strings.HasPrefix(letters(best), letters(h)) {
		return h
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » ", "｜", " / "} {
		if i := strings.LastIndex(best, sep); i > 0 && site != "" {
			end, name := letters(best[i+len(sep):]), letters(site)
			if end != "" && (strings.Contains(name, end) || strings.Contains(end, name)) {
				return strings.TrimSpace(best[:i])
			}
		}
	}
	return best
}

// author is who wrote the article: as the page states it, else from the line
// below the headline.
func author(stated []string, byline, site string) string {
	var out []string
	for _, a := range stated {
		if a = cleanName(a); a != "" && letters(a) != letters(site) && !contains(out, a) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return cleanName(byline)
	}
	return strings.Join(out, ", ")
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if letters(x) == letters(s) {
			return true
		}
	}
	return false
}

// prefixes come before the name in a byline.
var prefixes = []string{
	"by ", "by: ", "written by ", "author: ", "author ", "words by ", "story by ", "posted by ", "published by ", "reported by ",
	"von ", "von: ", "autor: ", "autorin: ", "text: ", "par ", "por ", "di ", "door ", "av ", "af ", "автор: ", "автор ", "tác giả: ", "theo ",
	"文：", "文/", "文／", "作者：", "作者:", "记者：", "记者 ",
}

// cleanName is a name without what surrounds it in a byline; empty when it
// cannot be one.
func cleanName(s string) string {
	s = oneLine(s)
	for _, sep := range []string{" | ", " - ", " – ", " • ", " · "} {
		s, _, _ = strings.Cut(s, sep)
	}
	s = strings.Trim(s, " |•·,;:–—-/")
	low := strings.ToLower(s)
	for _, p := range prefixes {
		if strings.HasPrefix(low, p) && len(s) > len(p) {
			s = strings.TrimSpace(s[len(p):])
			break
		}
	}
	if i := strings.IndexFunc(s, unicode.IsDigit); i > 0 { // a date follows
		s = strings.TrimRight(s[:i], " |•·,;:–—-/(")
		for _, w := range []string{" am", " on", " at", " um", " vom", " le", " el"} {
			s = strings.TrimSuffix(s, w)
		}
	}
	if !strings.Contains(s, " ") && strings.Contains(s, ".") { // the name of a site
		return ""
	}
	if utf8.RuneCountInString(s) > 80 || strings.Contains(s, "://") || strings.Contains(s, "{{") || letters(s) == "" {
		return ""
	}
	if low := strings.ToLower(s); low == "admin" || low == "editor" || low == "staff" || low == "author" || low == "unknown" || low == "null" {
		return ""
	}
	return s
}

// withoutByline removes the lines at the top and the bottom of an article that
// only name its author, who is shown above it.
func withoutByline(blocks []content.Block, author, byline string) []content.Block {
	names := map[string]bool{}
	for _, s := range append(strings.Split(author, ", "), author, byline) {
		if l := letters(cleanName(s)); l != "" {
			names[l] = true
		}
	}
	isByline := func(x *content.Block) bool {
		if x.Kind != content.Paragraph && x.Kind != content.Heading {
			return false
		}
		s := join(x.Spans)
		return len(s) < 200 && (names[letters(cleanName(s))] || names[letters(s)])
	}
	for i := 0; i < len(blocks) && i < 4; i++ {
		if isByline(&blocks[i]) {
			blocks = append(blocks[:i:i], blocks[i+1:]...)
			i--
		}
	}
	for n := len(blocks); n > 1 && isByline(&blocks[n-1]); n-- {
		blocks = blocks[:n-1]
	}
	return blocks
}

// letters is a text's letters and digits in lower case, for comparing.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
