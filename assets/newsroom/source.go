package newsroom

import (
	"net/url"
	"strings"
	"time"
)

// A Source is one invented newspaper.
type Source struct {
	Slug        string // names it in addresses
	Title       string
	Language    string // BCP 47
	Folder      string // where OPML puts it
	Description string

	Home   string // path of its front page
	Feed   string // path of the feed that the reader is given
	Moved  string // where Feed leads with 301; empty: nowhere
	Format Format
	Charset

	Full   bool // the feed has whole texts; else leads
	Slow   bool // answers for the feed after Newsroom.Delay
	Broken bool // answers for the feed with an error

	colour   string            // of its mark and its pages
	mark     string            // the shape on its favicon
	relative bool              // addresses in the feed's texts have no host
	sections map[string]string // path segment to name
	menu     []string          // path segments in the order of the menu
	related  string            // what the page calls its box of further articles
	footer   string
}

// Format of a feed.
type Format string

// The formats that the newsroom writes.
const (
	RSS      Format = "rss"  // 2.0
	RDF      Format = "rdf"  // RSS 1.0
	Atom     Format = "atom" // RFC 4287
	JSONFeed Format = "json" // 1.1
)

// Charset of a feed's bytes.
type Charset string

// The charsets that the newsroom writes.
const (
	UTF8   Charset = "UTF-8"
	UTF16  Charset = "UTF-16"     // little endian with a byte order mark
	Latin1 Charset = "ISO-8859-1" // what it lacks is a character reference
)

// feedPath is where the feed really is.
func (s Source) feedPath() string {
	if s.Moved != "" {
		return s.Moved
	}
	return s.Feed
}

// An ID names an article in the whole newsroom: source/name.
type ID string

// Source is the slug of the article's source.
func (id ID) Source() string {
	source, _, _ := strings.Cut(string(id), "/")
	return source
}

// Name of the article within its source.
func (id ID) Name() string {
	_, name, _ := strings.Cut(string(id), "/")
	return name
}

// LinkID tells which article the address of an article's page belongs to. It
// is empty for any other address.
func LinkID(link string) ID {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) != 3 {
		return ""
	}
	return ID(parts[0] + "/" + parts[2])
}

// An Article as its source publishes it.
type Article struct {
	ID        ID
	Title     string
	Author    string
	Section   string // path segment of the source's section; empty: none
	Published time.Time

	Event      string // the event that it reports
	Background string // the event whose subject it explains
	CopyOf     ID     // the agency's article that it prints word for word

	Picture string // the scene that is drawn; empty: no picture
	Caption string

	// Text is in a simple markup: blocks are separated by blank lines and the
	// first one is the lead; "## " begins a heading, "> " a quote, "- " a list,
	// "| " a table, four spaces a code block; [words](source/name) is a link
	// and *words* is stressed.
	Text string
}

// Lead is the first paragraph as plain text.
func (a Article) Lead() string {
	first, _, _ := strings.Cut(a.Text, "\n\n")
	return plain(first)
}

// path of the article's page.
func (a Article) path() string {
	section := a.Section
	if section == "" {
		section = "article"
	}
	return "/" + a.ID.Source() + "/" + section + "/" + a.ID.Name()
}

// picturePath is where its picture is; empty: it has none.
func (a Article) picturePath() string {
	if a.Picture == "" {
		return ""
	}
	return "/" + a.ID.Source() + "/pictures/" + a.ID.Name() + ".jpg"
}

// guid does not change with the address that the newsroom is served at (RFC 4151).
func (a Article) guid() string {
	return "tag:" + a.ID.Source() + ".example,2026:" + a.ID.Name()
}
