// Package fetch asks servers for feeds, pages and pictures, and says when to
// ask again.
//
// A Client follows redirects itself, so that nothing the reader trusts to one
// host (login, cookies, headers) goes to another, and so that it knows whether
// a feed has moved. It decodes gzip, brotli and zstd itself, so that a small
// answer cannot expand without limit. It asks one host for one feed or page at a
// time (two where there are many feeds, see Expect), not in a burst, and for nothing
// at all before the time that the host named in Retry-After. What goes wrong comes
// back as an *Error with a Class, from which the program makes a sentence.
//
// State and NextCheck are arithmetic without side effects: what to remember of
// an answer, and when to ask again for which reason.
//
// The way of one request: Get (client.go) follows redirects (redirect.go), each
// hop waits its turn (gate.go), is sent as its feed asks for (transport.go), and its
// body is read (body.go, decode.go). What is too large to be read at once, a
// recording, is a Stream (stream.go).
package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"tidings/feeds"
)

// What a Request accepts.
const (
	AcceptFeed    = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.3"
	AcceptPage    = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5"
	AcceptPicture = "image/png, image/jpeg, image/webp, image/gif, image/svg+xml;q=0.8, image/*;q=0.5"
	AcceptSound   = "audio/mpeg, audio/ogg, audio/flac, audio/wav, audio/*;q=0.8, application/ogg;q=0.8, */*;q=0.3"
)

// A Config sets up a Client. Zero values mean the defaults.
type Config struct {
	UserAgent    string        // default: Tidings and what it is
	Parallel     int           // requests at a time; default 32
	PerHost      int           // of them for feeds and pages of one host; default 1
	Beside       int           // of them for pictures and recordings of one host; default 4
	Pace         time.Duration // between the starts of two requests to one host; default 200 ms, negative: none
	Timeout      time.Duration // for a whole request without the time it waits its turn; default 30 s
	Idle         time.Duration // longest silence within a body; default 10 s
	MaxBody      int64         // bytes, after expansion; default 16 MiB
	MaxRedirects int           // default 10; negative: none
	Transport    http.RoundTripper

	// Heard is told of every Get that has ended: the host that was asked last, with its
	// port, and the error. It must return at once. Nil: nobody is told.
	Heard func(host string, err error)

	// Closing is told of every host that asks to be left alone, to remember it over a
	// restart (see CloseHost). It must return at once. Nil: nobody is told.
	Closing func(feeds.Host)
}

// A Request says what to ask for.
type Request struct {
	URL string

	// ETag and LastModified are replayed exactly as the server sent them, and
	// only to ValidatorURL, the address that gave them (empty: URL). Another
	// server's "not modified since" says nothing about what we have.
	ETag, LastModified string
	ValidatorURL       string

	Accept  string        // default AcceptFeed
	Header  http.Header   // the reader's own: keys, cookies; never sent to another host
	User    *url.Userinfo // login; never sent to another host; nil: that of the address, if it has one
	MaxBody int64         // bytes, after expansion; zero: as the Client
	// MaxRedirects is at most what the Client follows; zero: that, negative: none.
	MaxRedirects int
	// More is asked before each request after the first, whether it may be made; nil: it may.
	More func() bool

	UserAgent string        // empty: the Client's
	Proxy     string        // its address (http, https, socks5); feeds.DirectProxy: none; empty: as the system says
	ProxyUser *url.Userinfo // login at Proxy
	HTTP1     bool          // HTTP/1.1 only
	Insecure  bool          // an invalid certificate of URL's own host is accepted

	// Hold keeps the place of a large body in memory until Response.Release is called: what
	// is made of it takes memory, too.
	Hold bool
}

// A Response is a good answer: a status of 2xx, or 304 to a conditional request.
type Response struct {
	Status       int
	URL          string // after redirects, without login
	Permanent    string // where the feed has moved, if every redirect was permanent (301, 308); else empty
	ContentType  string
	Body         []byte // decoded; empty if NotModified
	Wire         int64  // bytes of the body as they came
	Cut          bool   // of a feed: the answer ended early, and Body is what came before
	CutBy        error  // an *Error: why; nil if not Cut
	ETag         string
	LastModified string
	Header       http.Header
	NotModified  bool
	When         time.Time     // the request was started
	Took         time.Duration // from then to the last byte

	room *room  // nil: none is held
	hash string // of Body; empty: nobody asked
}

// Release lets another large body come, where the request was to Hold its place. It may be
// called twice, and of no response.
func (r *Response) Release() {
	if r != nil && r.room != nil {
		r.room.leave()
	}
}

// Holds reports whether there is a place to Release.
func (r *Response) Holds() bool { return r != nil && r.room != nil && r.room.held != nil }

// BodyHash is Hash of the body, which is read once for it.
func (r *Response) BodyHash() string {
	if r.hash == "" {
		r.hash = Hash(r.Body)
	}
	return r.hash
}

// Hash of a body, to recognise a document that is as it was.
func Hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}
