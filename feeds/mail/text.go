package mail

import (
	"html"
	"regexp"
	"strings"
)

// address is one of the web in plain text. What closes a sentence is not a part of it.
var address = regexp.MustCompile(`https?://[^\s<>"]+`)

// paragraphs makes HTML of plain text: empty lines part paragraphs, and addresses become
// links. Where a line is much shorter than the others it ends, else the text goes on in
// the next one; flowed text says that itself.
func paragraphs(text string, flowed bool) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var out, block []string
	end := func() {
		if len(block) > 0 {
			out = append(out, paragraph(block, flowed))
		}
		block = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "-- " { // what follows signs it (RFC 3676, section 4.3)
			end()
			out = append(out, "<hr>")
			continue
		}
		bare := strings.TrimSpace(line)
		switch {
		case bare == "":
			end()
		case rule.MatchString(bare):
			end()
			out = append(out, "<hr>")
		default:
			block = append(block, strings.TrimRight(line, "\t\r"))
		}
	}
	end()
	return strings.Join(out, "\n")
}

// rule is a line that only parts.
var rule = regexp.MustCompile(`^[-=_*~#·—─═]{4,}$`)

// usualWidth is about how long lines of mail are that were broken to fit.
const usualWidth = 60

func paragraph(lines []string, flowed bool) string {
	longest, quote := 0, true
	for _, l := range lines {
		longest = max(longest, len([]rune(l)))
		quote = quote && strings.HasPrefix(l, ">")
	}
	var b strings.Builder
	b.WriteString("<p>")
	for i, l := range lines {
		goesOn := flowed && strings.HasSuffix(l, " ") || !flowed && longest >= usualWidth && len([]rune(l)) > longest*2/3 && !list.MatchString(next(lines, i))
		if quote {
			l = strings.TrimLeft(l, "> ")
		}
		b.WriteString(linked(strings.TrimSpace(l)))
		switch {
		case i == len(lines)-1:
		case goesOn:
			b.WriteString("\n")
		default:
			b.WriteString("<br>\n")
		}
	}
	b.WriteString("</p>")
	if quote {
		return "<blockquote>" + b.String() + "</blockquote>"
	}
	return b.String()
}

// list is how an item of a list begins.
var list = regexp.MustCompile(`^\s*(?:[-*•·+]|\d{1,2}[.)])\s`)

func next(lines []string, i int) string {
	if i+1 < len(lines) {
		return lines[i+1]
	}
	return ""
}

// linked is a line with its addresses as links.
func linked(line string) string {
	var b strings.Builder
	from := 0
	for _, at := range address.FindAllStringIndex(line, -1) {
		end := at[0] + len(trimmed(line[at[0]:at[1]]))
		link := line[at[0]:end]
		b.WriteString(html.EscapeString(line[from:at[0]]))
		b.WriteString(`<a href="` + html.EscapeString(link) + `">` + html.EscapeString(short(link)) + "</a>")
		from = end
	}
	b.WriteString(html.EscapeString(line[from:]))
	return b.String()
}

// trimmed is an address without what closes a sentence or a bracket around it.
func trimmed(address string) string {
	for {
		cut := strings.TrimRight(address, ".,;:!?'*]}>…")
		if strings.HasSuffix(cut, ")") && strings.Count(cut, "(") < strings.Count(cut, ")") {
			cut = strings.TrimSuffix(cut, ")")
		}
		if cut == address {
			return address
		}
		address = cut
	}
}

// longAddress is from how many bytes on an address is not read by anybody: newsletters
// count who follows them, with numbers of hundreds of letters.
const longAddress = 80

// short is an address as it is shown.
func short(address string) string {
	if len(address) <= longAddress {
		return address
	}
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.") + "/…"
}
