package feeds

import "time"

// Access is how the server of one feed is asked, where that differs from how all
// are. What is secret about it is in Secrets.
type Access struct {
	UserAgent string // empty: the program's own
	Proxy     string // address (http, https, socks5) without login; DirectProxy; empty: as the system says
	HTTP1     bool   // HTTP/1.1 only, for servers whose HTTP/2 is broken
	Insecure  bool   // an invalid certificate of the feed's own host is accepted
	Secret    bool   // there are Secrets of this feed
}

// DirectProxy is the Access.Proxy of a feed that is asked without any proxy.
const DirectProxy = "direct"

// Secrets are what only the feed's own host, or its proxy, may learn. They are kept
// in the system's keyring, never in the file with the articles and never in OPML.
type Secrets struct {
	User, Password           string   // HTTP authentication
	Headers                  []Header // the reader's own, cookies among them
	ProxyUser, ProxyPassword string
}

// Empty reports whether nothing is secret.
func (s Secrets) Empty() bool {
	return s.User == "" && s.Password == "" && len(s.Headers) == 0 && s.ProxyUser == "" && s.ProxyPassword == ""
}

// A Header is a line of an HTTP message.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A Try is one time that a feed was asked, or several in a row with the same result.
type Try struct {
	Feed         FeedID
	At           time.Time // the last of them
	First        time.Time // the first of them
	Times        int
	Status       int           // HTTP status; zero: no answer
	Class        string        // of the error, as fetch.Class says it; empty: all was well
	Error        string        // the sentence for the reader
	Bytes        int64         // of the document, decoded; zero: none
	Took         time.Duration // of the last
	New, Changed int           // articles
	URL          string        // after redirects; empty: the feed's own
}

// Host is what is remembered of a host over a restart.
type Host struct {
	Name   string // with its port, if that is not the usual one
	Closed time.Time
	Why    string // a sentence
}

// A Link is a page or file that belongs to an article beside its enclosures.
type Link struct {
	Rel      string `json:"rel"` // RelChapters and so on
	URL      string `json:"url"`
	Type     string `json:"type,omitempty"` // media type
	Title    string `json:"title,omitempty"`
	Language string `json:"language,omitempty"` // BCP 47
}

// What a Link is.
const (
	RelChapters   = "chapters"   // of a recording (Podcasting 2.0)
	RelTranscript = "transcript" // of a recording (Podcasting 2.0)
	RelVia        = "via"        // the page that the article is about or was found at
)

// Kind is what a Link is, in words.
func (l Link) Kind() string {
	switch l.Rel {
	case RelChapters:
		return "Chapters"
	case RelTranscript:
		return "Transcript"
	}
	return "Found at"
}
