// Package feeds has the nouns of Tidings: feeds, articles, folders, stories,
// topics and the scope that says which articles a list shows.
//
// They are plain values. This package imports the standard library only and
// does no work of its own beyond what a value knows about itself, so that every
// other package can speak of the same things without knowing any other.
package feeds

import (
	"errors"
	"slices"
	"time"
)

// IDs of stored things. Zero means "not stored yet". Each has its own type, so
// that swapped arguments do not compile.
type (
	FeedID       int64
	FolderID     int64
	ArticleID    int64
	StoryID      int64 // the ArticleID of the article that founded the story
	SearchID     int64
	RuleID       int64
	OwnTopicID   int64
	MuteID       int64
	CorrectionID int64
)

var (
	// ErrExists says that there is a subscription to this feed already.
	ErrExists = errors.New("subscribed already")
	// ErrNotFound says that what was asked for is not stored.
	ErrNotFound = errors.New("not found")
	// ErrNotFeed says that a document is in none of the formats of feeds.
	ErrNotFeed = errors.New("not a feed")
	// ErrEmpty says that a server answered with nothing.
	ErrEmpty = errors.New("empty answer")
)

// A Feed is a source that the reader subscribed to.
type Feed struct {
	ID       FeedID
	Folder   FolderID // zero: not in a folder
	Position int      // among its siblings in the sidebar

	// Also are further folders that it stands in, in the order in which they were added.
	// What is set for a folder holds for the feeds whose own place it is; the first of these
	// becomes that when the own one goes.
	Also []FolderID

	URL         string // the address that is asked
	Site        string // the page for people
	Title       string // as the publisher calls it
	OwnTitle    string // as the reader calls it; empty: Title
	Description string
	Language    string // BCP 47, as the feed states it
	Icon        string // address of a picture

	Added    time.Time
	FullText bool          // fetch the whole text of every article
	Every    time.Duration // the reader's own interval; zero: by the feed's rhythm
	Paused   bool          // not asked until the reader says so
	Keep     Keep          // how much of it is kept
	Ready    Ready         // what of it is fetched ahead
	Remote   Remote        // whether pictures are fetched from their servers
	Access   Access        // how its server is asked
	Recipe   Recipe        // how articles are read from its document; zero: it is a feed

	Fetch FetchState

	Unread, Total int // maintained counts
}

// SavedPages is the address of the feed that holds the pages which the reader put
// aside one by one. No server is asked for it, and no other program is told of it.
const SavedPages = "tidings:saved-pages"

// Local reports whether a feed is filled by the reader and not by a publisher.
func (f Feed) Local() bool { return f.URL == SavedPages }

// In reports whether a feed stands in a folder, by its own place or also.
func (f Feed) In(folder FolderID) bool { return f.Folder == folder || slices.Contains(f.Also, folder) }

// Stands are all places of a feed, its own first: zero is the top level.
func (f Feed) Stands() []FolderID { return append([]FolderID{f.Folder}, f.Also...) }

// Stand puts a feed into a folder too. At the top level a feed has its own place or none.
func (f *Feed) Stand(folder FolderID) {
	if folder != 0 && !f.In(folder) {
		f.Also = append(slices.Clip(f.Also), folder)
	}
}

// Leave takes a feed out of a folder. From its own place it goes to the first of the
// others, and from the last one to the top level.
func (f *Feed) Leave(folder FolderID) {
	switch {
	case f.Folder != folder:
		f.Also = slices.DeleteFunc(slices.Clone(f.Also), func(id FolderID) bool { return id == folder })
	case len(f.Also) == 0:
		f.Folder = 0
	default:
		f.Folder, f.Also = f.Also[0], slices.Clone(f.Also[1:])
	}
}

// MoveTo makes a folder the own place of a feed, in place of the one it has.
func (f *Feed) MoveTo(folder FolderID) {
	f.Also = slices.DeleteFunc(slices.Clone(f.Also), func(id FolderID) bool { return id == folder })
	f.Folder = folder
}

// Name is what the reader sees.
func (f Feed) Name() string {
	switch {
	case f.OwnTitle != "":
		return f.OwnTitle
	case f.Title != "":
		return f.Title
	}
	return f.URL
}

// FetchState is what is remembered of asking a feed's server.
type FetchState struct {
	// ETag and LastModified are replayed exactly, as a pair (RFC 9110, section 13).
	ETag, LastModified string
	ValidatorURL       string // the address that gave them, after redirects; empty: the feed's own
	BodyHash           string // of the last document that was understood

	// What the feed's last document said of when to ask.
	TTL       time.Duration
	SkipHours uint32 // a bit for each hour from 0, GMT
	SkipDays  uint8  // a bit for each day from Sunday, GMT

	Checked time.Time // last try
	Changed time.Time // last time the document was another
	Next    time.Time // not before
	Why     string    // a sentence: the reason for Next

	Status   int           // HTTP status of the last try; zero: no answer
	Class    string        // of the last try's error, as fetch.Class says it; empty: none
	Error    string        // a sentence for the reader; empty: all is well
	Failures int           // tries in a row that failed
	Failing  time.Time     // since when; zero: the last try was good
	Size     int64         // of the last document, bytes decoded
	Took     time.Duration // the last try
	Answer   []Header      // what the last answer said of itself: caching, server, type
	Dates    []time.Time   // of the newest articles of the last document, newest first: the feed's rhythm

	MovedTo    string // target of a permanent redirect
	MovedTimes int    // how often in a row it was seen
	Gone       bool   // the server said 410: not asked any more
}

// A Folder groups feeds. Folders nest.
type Folder struct {
	ID       FolderID
	Parent   FolderID // zero: top level
	Name     string
	Position int
	Closed   bool          // folded in the sidebar
	Keep     Keep          // how much of its feeds is kept
	Ready    Ready         // what of its feeds is fetched ahead
	Every    time.Duration // interval of its feeds that have none themselves; zero: as the folder around it

	Unread, Total int // maintained counts, with everything inside
}

// An Author of an article.
type Author struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	URL   string `json:"url,omitempty"`
}

// An Enclosure is a file that a publisher attached.
type Enclosure struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`   // media type
	Length int64  `json:"length,omitempty"` // bytes; zero: not said
	Title  string `json:"title,omitempty"`
	// Duration is the time it takes to play; zero: not said.
	Duration time.Duration `json:"duration,omitempty"`
}

// An Article is what a publisher said, as it was said last, without its text.
// The publisher's next version replaces it; its Status stays.
type Article struct {
	ID   ArticleID
	Feed FeedID

	GUID       string
	Link       string
	Title      string // plain text; may be empty
	Authors    []Author
	Categories []string
	Published  time.Time // zero: not said
	Updated    time.Time // zero: not said
	Received   time.Time
	Language   string // BCP 47; of the feed until derived from the text
	Lead       string // plain text, a few sentences
	Image      string // address of the picture that leads the article
	Comments   string // address of what readers said
	// CommentCount is how many comments there are, as the feed said last; zero: none, or not said.
	CommentCount int
	Enclosures   []Enclosure
	Links        []Link   // chapters, transcripts and the like
	Rights       string   // plain text
	Words        int      // of the text (characters / 2 for scripts without spaces)
	FullText     bool     // the whole text was fetched from the article's page
	Pictures     Pictures // which of its pictures are here

	Status  Status
	Noted   bool         // the reader wrote a note about it
	Changed bool         // its publisher changed it; there are revisions
	Kept    bool         // its feed was removed; it was starred, noted or to be read later
	Muted   bool         // a Mute hides it; it counts as read meanwhile
	Deleted time.Time    // zero: not in the bin
	Topics  []TopicScore // best first; empty: not derived, or none
	Story   StoryID      // zero: not derived
	Sources int          // different feeds in the story
}

// Date sorts an article: when it was published, but never later than when it
// was received, because feeds do have dates in the future.
func (a Article) Date() time.Time {
	if a.Published.IsZero() || a.Published.After(a.Received) && !a.Received.IsZero() {
		return a.Received
	}
	return a.Published
}

// WholeWords is how many words a text has that is more than the lead of an article.
const WholeWords = 120

// Whole reports whether the whole text of an article is here: it was fetched from
// the article's page, or there is no page, or the feed's own text is more than a
// lead.
func (a Article) Whole() bool { return a.FullText || a.Link == "" || a.Words >= WholeWords }

// Status is what the reader did with an article. It outlives every new version
// of the article and never goes back by itself.
type Status struct {
	Read, Starred, Later bool
}

// Body is the text of an article: clean HTML (see feeds/content) and the plain
// text of the same.
type Body struct {
	HTML string // of the feed
	Full string // of the article's page; empty: not fetched
	Text string // plain text of Full, else of HTML
}

// Best is the HTML that is shown unless the reader asks for the feed's own.
func (b Body) Best() string {
	if b.Full != "" {
		return b.Full
	}
	return b.HTML
}

// An Entry is an article as a feed's document holds it, before it is cleaned
// and stored. Summary and Content are HTML as the publisher wrote it.
type Entry struct {
	Article
	Summary string
	Content string
}

// A Document is a feed that was parsed.
type Document struct {
	ID          string // what the feed calls itself by (atom:id, rdf:about); empty: not said
	Title       string
	Description string
	Info        string // what the publisher says to those who see the document itself (Atom 0.3 info)
	Rights      string
	Site        string
	URL         string // the address the feed gives itself
	Language    string
	Icon        string
	Updated     time.Time
	Published   time.Time
	Authors     []Author
	Categories  []string

	TTL       time.Duration // RSS ttl, or the interval of the syndication module
	SkipHours []int         // 0 to 23, GMT
	SkipDays  []time.Weekday

	Entries  []Entry
	Partial  bool     // the document is damaged: entries that came after Entries may be missing
	Half     bool     // the document ends within the last of Entries
	Warnings []string // what was mended or left out, for the log
}
