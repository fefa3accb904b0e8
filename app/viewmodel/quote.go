package viewmodel

import "strings"

// Quotation is a text with where it is from, for the clipboard. What is not known
// is left out.
func Quotation(text, title, source, link string) string {
	var from []string
	for _, s := range []string{title, source} {
		if s = strings.TrimSpace(s); s != "" {
			from = append(from, s)
		}
	}
	out := "“" + strings.TrimSpace(text) + "”"
	if len(from) > 0 {
		out += "\n— " + strings.Join(from, ", ")
	}
	if link != "" {
		out += "\n" + link
	}
	return out
}

// Excerpt is the beginning of a text in at most so many letters, for a menu.
func Excerpt(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return text
}
