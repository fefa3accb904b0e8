// Package readers reads what other feed readers have stored: subscriptions with their
// folders, and articles with what their reader did with them.
//
// Find looks at the usual places, Recognise at what a person chose, and Open reads the
// feeds and counts the articles; Library.Articles then yields them feed by feed, so that
// memory does not grow with the years. Nothing of the other program is ever locked,
// changed or migrated: databases are read from a private copy (copy.go), also while the
// program runs. What its author published is the only description of a format; a column
// that a version does not have is empty (database.go), and an article that cannot be read
// is counted and left out.
package readers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tidings/feeds"
)

var (
	// ErrUnknown says that a file or folder belongs to no reader that is understood.
	ErrUnknown = errors.New("not the data of a known feed reader")
	// ErrDamaged says that nothing of a file could be read.
	ErrDamaged = errors.New("the other program's file is damaged")
)

// A Kind is a program whose data can be read. Its text is what tidingsctl calls it.
type Kind string

// The programs.
const (
	Liferea      Kind = "liferea"
	RSSGuard     Kind = "rssguard"
	QuiteRSS     Kind = "quiterss"
	NetNewsWire  Kind = "netnewswire"
	Newsboat     Kind = "newsboat"
	GoogleReader Kind = "greader" // the JSON that FreshRSS and others export
)

// Kinds are all programs, in the order in which they are listed.
var Kinds = []Kind{Liferea, RSSGuard, QuiteRSS, NetNewsWire, Newsboat, GoogleReader}

// Name is what people call the program.
func (k Kind) Name() string {
	switch k {
	case Liferea:
		return "Liferea"
	case RSSGuard:
		return "RSS Guard"
	case QuiteRSS:
		return "QuiteRSS"
	case NetNewsWire:
		return "NetNewsWire"
	case Newsboat:
		return "Newsboat"
	case GoogleReader:
		return "Exported articles"
	}
	return string(k)
}

// A Place is where a program keeps its data.
type Place struct {
	Kind Kind
	Path string // of the database, or of the exported file
	List string // of its list of subscriptions, if that is a file of its own; empty: there is none
}

// A Feed is a subscription in another reader.
type Feed struct {
	Path        []string // names of the folders it lies in, outermost first
	URL         string   // http or https
	Site        string
	Title       string // as the publisher calls it, if the program tells
	OwnTitle    string // as its reader calls it
	Description string

	Articles, Unread, Starred int
}

// An Article is one that another reader kept. Received is when it came there.
type Article struct {
	feeds.Entry
	Status feeds.Status
}

// A Search is one that was saved in another reader, in the search language of Tidings.
type Search struct{ Name, Text string }

// A Library is what a program has stored.
type Library struct {
	Place
	Feeds    []Feed
	Searches []Search
	Warnings []string // sentences for a person: what is left out, and why
	Lost     int      // articles that could not be read so far

	rows  [][]int64 // of the articles of each feed
	db    *database
	query string // reads articles by a list of their rows
	from  func(*row) Article
	held  [][]Article // of a file that is no database
}

// Open reads the feeds of a place and counts their articles. Close must be called.
func Open(ctx context.Context, p Place) (*Library, error) {
	l, err := open(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", p.Path, err)
	}
	return l, nil
}

func open(ctx context.Context, p Place) (*Library, error) {
	l := &Library{Place: p}
	if p.Kind == GoogleReader {
		return l, l.openExport(ctx)
	}
	read := map[Kind]func(context.Context, *Library) error{
		Liferea: openLiferea, RSSGuard: openRSSGuard, QuiteRSS: openQuiteRSS, NetNewsWire: openNetNewsWire, Newsboat: openNewsboat,
	}[p.Kind]
	if read == nil {
		return nil, ErrUnknown
	}
	var err error
	if l.db, err = openCopy(ctx, p.Path); err != nil {
		return nil, err
	}
	if err := read(ctx, l); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.db.unsteady {
		l.warn("%s was writing into its file all the time. What is read may lack the last minutes.", p.Kind.Name())
	}
	return l, nil
}

// Close removes the copy.
func (l *Library) Close() error {
	if l.db == nil {
		return nil
	}
	return l.db.close()
}

func (l *Library) warn(format string, args ...any) {
	l.Warnings = append(l.Warnings, fmt.Sprintf(format, args...))
}

// Total counts all articles.
func (l *Library) Total() (articles, unread, starred int) {
	for _, f := range l.Feeds {
		articles += f.Articles
		unread += f.Unread
		starred += f.Starred
	}
	return articles, unread, starred
}

// Articles yields the articles of a feed, given by its place in Feeds, the first stored
// first. One that cannot be read is counted in Lost. The error is that of yield, of ctx,
// or of the system.
func (l *Library) Articles(ctx context.Context, feed int, yield func(Article) error) error {
	if l.db == nil {
		for _, a := range l.held[feed] {
			if err := yield(a); err != nil {
				return err
			}
		}
		return nil
	}
	return l.readRows(ctx, l.rows[feed], yield)
}

// add takes a feed over and returns its place. Two with one address are one.
func (l *Library) add(f Feed) (int, bool) {
	f.URL = webAddress(f.URL)
	if f.URL == "" {
		return 0, false
	}
	for i, x := range l.Feeds {
		if x.URL == f.URL {
			return i, true
		}
	}
	f.Title, f.OwnTitle, f.Description = oneLine(f.Title), oneLine(f.OwnTitle), oneLine(f.Description)
	if f.OwnTitle == f.Title && f.Title != "" {
		f.OwnTitle = ""
	}
	l.Feeds = append(l.Feeds, f)
	return len(l.Feeds) - 1, true
}

// addAll takes feeds over that a program knows by a key, and says how many are not on
// the web. It returns their places by these keys.
func (l *Library) addAll(list []keyed) map[string]int {
	places := make(map[string]int, len(list))
	left := 0
	for _, f := range list {
		if i, ok := l.add(f.Feed); ok {
			places[f.key] = i
		} else {
			left++
		}
	}
	if left > 0 {
		l.warn("%s left out: Tidings reads what has an address on the web.", many(left, "feed is", "feeds are"))
	}
	return places
}

// keyed is a feed with the name that the articles of a program know it by.
type keyed struct {
	key string
	Feed
}

// webAddress is an address on the web; empty if it is none.
func webAddress(address string) string {
	address = strings.TrimSpace(address)
	if rest, ok := strings.CutPrefix(address, "feed://"); ok {
		address = "http://" + rest
	}
	address = strings.TrimPrefix(address, "feed:")
	if len(address) > longestAddress {
		return ""
	}
	for _, scheme := range []string{"http://", "https://"} {
		if len(address) > len(scheme) && strings.EqualFold(address[:len(scheme)], scheme) && !strings.ContainsAny(address, " \t\r\n\x00") {
			return address
		}
	}
	return ""
}

// longestAddress is how many bytes an address has at most; longer ones are damage.
const longestAddress = 8 << 10

// oneLine is a title without line ends and control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longestTitle {
		return string(r[:longestTitle]) + "…"
	}
	return s
}

// longestTitle is how many characters of a title are kept.
const longestTitle = 2000

// many counts things in a sentence.
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
