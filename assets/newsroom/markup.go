package newsroom

import (
	"html"
	"regexp"
	"strings"
)

var (
	linkPattern = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	boldPattern = regexp.MustCompile(`\*([^*\n]+)\*`)
)

// plain is a block without its marks.
func plain(block string) string {
	block = linkPattern.ReplaceAllString(block, "$1")
	block = boldPattern.ReplaceAllString(block, "$1")
	return strings.Join(strings.Fields(block), " ")
}

// body is an article's text as HTML; address turns an ID into a link.
func body(text string, address func(ID) string) string {
	var b strings.Builder
	for _, block := range strings.Split(text, "\n\n") {
		writeBlock(&b, strings.Trim(block, "\n"), func(s string) string { return inline(s, address) })
	}
	return b.String()
}

func writeBlock(b *strings.Builder, block string, in func(string) string) {
	lines := strings.Split(block, "\n")
	switch {
	case block == "":
	case strings.HasPrefix(block, "## "):
		b.WriteString("<h2>" + in(block[3:]) + "</h2>\n")
	case strings.HasPrefix(block, "> "):
		b.WriteString("<blockquote><p>" + in(joinLines(lines, "> ")) + "</p></blockquote>\n")
	case strings.HasPrefix(block, "- "):
		b.WriteString("<ul>\n")
		for _, l := range lines {
			b.WriteString("<li>" + in(strings.TrimPrefix(l, "- ")) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	case strings.HasPrefix(block, "    "):
		b.WriteString("<pre><code>")
		for _, l := range lines {
			b.WriteString(html.EscapeString(strings.TrimPrefix(l, "    ")) + "\n")
		}
		b.WriteString("</code></pre>\n")
	case strings.HasPrefix(block, "| "):
		writeTable(b, lines, in)
	default:
		b.WriteString("<p>" + in(strings.Join(lines, " ")) + "</p>\n")
	}
}

// writeTable writes rows of cells; the first row is the head.
func writeTable(b *strings.Builder, lines []string, in func(string) string) {
	b.WriteString("<table>\n")
	for i, l := range lines {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		b.WriteString("<tr>")
		for _, c := range strings.Split(strings.Trim(l, "| "), "|") {
			b.WriteString("<" + cell + ">" + in(strings.TrimSpace(c)) + "</" + cell + ">")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
}

func joinLines(lines []string, mark string) string {
	var out []string
	for _, l := range lines {
		out = append(out, strings.TrimPrefix(l, mark))
	}
	return strings.Join(out, " ")
}

func inline(s string, address func(ID) string) string {
	s = html.EscapeString(s)
	s = linkPattern.ReplaceAllStringFunc(s, func(found string) string {
		m := linkPattern.FindStringSubmatch(found)
		return `<a href="` + html.EscapeString(address(ID(m[2]))) + `">` + m[1] + "</a>"
	})
	return boldPattern.ReplaceAllString(s, "<em>$1</em>")
}
