package internet

import "time"

// A Fault is what is wrong with a world, a host or a feed, for a time.
type Fault struct {
	Kind        Kind
	From, Until time.Time // zero: always, for ever

	Code       int    // of Status and Moved (zero there: 302)
	RetryAfter string // of Status, as it is sent; empty: not said
	To         string // address of Moved; may be relative
	Hangs      bool   // of Status and Moved: a body is promised, and none comes
}

// A Kind of fault.
type Kind string

// Faults of the way to a host: of the whole world or of hosts.
const (
	NoNetwork        Kind = "no network"         // this machine has none, and says so
	NoSuchHost       Kind = "no such host"       // for the whole world: the line is dead behind the router
	NameServerSilent Kind = "name server silent" // names take too long
	Refused          Kind = "refused"            // nobody listens
	Unreachable      Kind = "unreachable"        // nothing comes back, not even a refusal
)

// Faults of connections: of hosts. A captive portal is one of the whole world.
const (
	Expired      Kind = "certificate expired"
	NotYetValid  Kind = "certificate not yet valid"
	WrongName    Kind = "certificate of another name"
	SelfSigned   Kind = "certificate self-signed"
	SilentDoor   Kind = "silent connection"       // accepted, and nothing more
	HangsUp      Kind = "hangs up"                // accepted, and closed
	NotHTTP      Kind = "another protocol"        // something else answers at this port
	GoAway       Kind = "goaway"                  // HTTP/2 only: the connection ends while a request is under way
	Portal       Kind = "captive portal"          // every address leads to a page that wants a click
	PortalInside Kind = "captive portal in place" // every address answers with that page itself
)

// Faults of answers: of hosts or of feeds.
const (
	Silent           Kind = "silent"                // the request is read, and nothing more
	SilentAfter      Kind = "silent after headers"  // no body follows
	SilentWithin     Kind = "silent within body"    // half of it
	Trickle          Kind = "trickle"               // a byte a second
	ResetWithin      Kind = "reset within body"     // half of it
	ShortBody        Kind = "shorter than said"     // Content-Length is too large
	LongBody         Kind = "longer than said"      // Content-Length is too small
	Endless          Kind = "endless body"          // as long as somebody reads
	Bomb             Kind = "gzip bomb"             // small as it is sent
	BombBrotli       Kind = "brotli bomb"           // small as it is sent
	BombZstd         Kind = "zstd bomb"             // small as it is sent
	CutGzip          Kind = "gzip cut off"          // and ended as if nothing were missing
	NotGzip          Kind = "gzip that is none"     // plain text is said to be gzip
	UnknownCoding    Kind = "unknown coding"        // Content-Encoding is something of its own
	Status           Kind = "status"                // Code, with RetryAfter
	NotModifiedEver  Kind = "always 304"            // whatever is asked
	Moved            Kind = "moved"                 // Code leads To
	Circle           Kind = "redirects in a circle" // to itself
	Chain            Kind = "endless redirects"     // each to another address
	Nowhere          Kind = "redirect to nowhere"   // without an address
	CookieWall       Kind = "cookie wall"           // to itself, until a cookie comes back
	ETagEach         Kind = "another etag each time"
	ForgetsAll       Kind = "no validators" // 200 with the same body each time
	ModifiedTomorrow Kind = "last-modified in the future"
	PageInstead      Kind = "page instead" // HTML with 200
	Empty            Kind = "empty body"
	LargeBody        Kind = "60 MB" // a feed, and all of it good
)

// Faults of documents: of feeds.
const (
	WrongCharset Kind = "wrong charset"     // the header says another than the document has
	BrokenHalf   Kind = "broken half-way"   // a piece in the middle is no XML
	NewGUIDs     Kind = "new GUIDs"         // every article has another than before
	SameGUID     Kind = "one GUID for all"  // every article has the same
	FutureDates  Kind = "dates in a year"   // every article comes from the future
	NoDates      Kind = "no dates"          // nothing says when
	ManyEntries  Kind = "10,000 entries"    // nothing is ever taken out
	MovedLinks   Kind = "links by campaign" // every answer has other tracking parameters in its links
)

// onTheWay reports whether a fault keeps from connecting.
func (k Kind) onTheWay() bool {
	switch k {
	case NoNetwork, NoSuchHost, NameServerSilent, Refused, Unreachable:
		return true
	}
	return false
}

// ofConnection reports whether a fault is of what happens before HTTP.
func (k Kind) ofConnection() bool {
	switch k {
	case Expired, NotYetValid, WrongName, SelfSigned, SilentDoor, HangsUp, NotHTTP, GoAway:
		return true
	}
	return false
}

// active is the first fault that is on.
func active(list []Fault, now time.Time) *Fault {
	for i, f := range list {
		if !now.Before(f.From) && (f.Until.IsZero() || now.Before(f.Until)) {
			return &list[i]
		}
	}
	return nil
}
