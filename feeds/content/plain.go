package content

import (
	"html"
	"strings"
	"unicode/utf8"
)

// hasTags reports whether a source has any markup.
func hasTags(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return false
		}
		s = s[i+1:]
		if isLetter(s[0]) || s[0] == '!' || s[0] == '/' && len(s) > 1 && isLetter(s[1]) {
			return true
		}
	}
}

// unescaped is the HTML in a source whose tags are all escaped, as happens
// where two programs in a row escape a feed; empty when it is not HTML. A text
// that only speaks of tags does not begin with one and end what it begins.
func unescaped(s string) string {
	if !strings.Contains(s, "&lt;") && !strings.Contains(s, "&#60;") && !strings.Contains(s, "&#x3") {
		return ""
	}
	plain := html.UnescapeString(s)
	low := strings.ToLower(plain)
	strong := strings.HasPrefix(strings.TrimSpace(low), "<") || strings.Contains(low, "<a href=") || strings.Contains(low, "<img ")
	marks := strings.Count(low, "<br") + strings.Count(low, "<img ")
	for _, name := range []string{"p", "div", "a", "ul", "ol", "h2", "h3", "blockquote", "table", "figure", "strong", "b", "em", "i", "span"} {
		if strings.Contains(low, "<"+name) && strings.Contains(low, "</"+name+">") {
			marks += 2
		}
	}
	if strong && marks > 0 || marks >= 4 {
		return plain
	}
	return ""
}

// paragraphs makes HTML of plain text: blank lines part paragraphs. Single line
// ends are lines too, unless the text was broken at a fixed width.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out strings.Builder
	var lines []string
	end := func() {
		if len(lines) > 0 {
			sep := "<br>"
			if wrapped(lines) {
				sep = " "
			}
			out.WriteString("<p>")
			out.WriteString(strings.Join(lines, sep))
			out.WriteString("</p>")
		}
		lines = lines[:0]
	}
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			end()
			continue
		}
		lines = append(lines, strings.ReplaceAll(line, "<", "&lt;"))
	}
	end()
	return out.String()
}

// wrapped reports whether lines end because they were full: all but the last
// are about as long as lines of letters and terminals are.
func wrapped(lines []string) bool {
	for _, l := range lines[:len(lines)-1] {
		if n := utf8.RuneCountInString(l); n < 55 || n > 100 {
			return false
		}
	}
	return len(lines) > 1
}
