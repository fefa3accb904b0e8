package readers

import (
	"bufio"
	"io"
	"os"
	"strings"
)

// urlsLimit is how many bytes of a file of addresses are read.
const urlsLimit = 16 << 20

// wanted are the lines of Newsboat's file urls (doc/newsboat.asciidoc there): an address, and
// tags behind it. A tag that begins with ~ is the name of the feed, one with ! hides it.
type wanted []Feed

// readURLs reads that file, which also has queries. It is nil if there is none.
func (l *Library) readURLs() wanted {
	if l.List == "" {
		return nil
	}
	f, err := os.Open(l.List)
	if err != nil {
		l.warn("The file with the addresses could not be opened; every feed with articles is taken.")
		return nil
	}
	defer f.Close()
	return l.parseURLs(f)
}

func (l *Library) parseURLs(r io.Reader) wanted {
	out := wanted{}
	lines := bufio.NewScanner(io.LimitReader(r, urlsLimit))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := tokens(strings.ToValidUTF8(lines.Text(), "\uFFFD"))
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(words[0], "query:"); ok {
			l.addQuery(rest)
			continue
		}
		f := Feed{URL: words[0]}
		for _, tag := range words[1:] {
			switch {
			case strings.HasPrefix(tag, "~"):
				f.OwnTitle = tag[1:]
			case strings.HasPrefix(tag, "!"), tag == "":
			case f.Path == nil: // a feed lies in one folder: that of its first tag
				f.Path = []string{oneLine(tag)}
			}
		}
		out = append(out, f)
	}
	if lines.Err() != nil {
		l.warn("A line of the file with the addresses is too long; what follows it is left out.")
	}
	return out
}

// addQuery takes a query feed over, "name:expression", if it can be said here.
func (l *Library) addQuery(text string) {
	name, expression, ok := strings.Cut(text, ":")
	search, said := translate(expression)
	if !ok || !said {
		l.warn("The query “%s” cannot be said in the search language of Tidings.", oneLine(name))
		return
	}
	l.Searches = append(l.Searches, Search{Name: oneLine(name), Text: search})
}

// with are the feeds of the file with what the database knows of them.
func (w wanted) with(stored []keyed) []keyed {
	known := map[string]Feed{}
	for _, f := range stored {
		known[f.key] = f.Feed
	}
	var out []keyed
	for _, f := range w {
		was := known[f.URL]
		f.Title, f.Site = was.Title, was.Site
		out = append(out, keyed{f.URL, f})
	}
	return out
}

// tokens parts a line into words; quotes hold words together, a backslash keeps the
// character behind it.
func tokens(line string) []string {
	var out []string
	var word strings.Builder
	quoted, escaped, begun := false, false, false
	for _, r := range line {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quoted:
			escaped = true
		case r == '"':
			quoted, begun = !quoted, true
		case !quoted && (r == ' ' || r == '\t' || r == '\r'):
			if begun || word.Len() > 0 {
				out = append(out, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
		}
	}
	if begun || word.Len() > 0 {
		out = append(out, word.String())
	}
	return out
}
