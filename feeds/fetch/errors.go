package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"tidings/feeds"
)

// A Class says what kind of thing went wrong, as far as a reader is concerned.
type Class int

const (
	Other     Class = iota // anything else
	Address                // not an http address
	Canceled               // the caller gave up, or the Client was closed
	Offline                // this machine has no network
	DNS                    // no host has this name, or no name server says so; see Error.Flaw
	Refused                // the host is there and does not want, or cannot be reached; see Error.Flaw
	TLS                    // no trustworthy connection; see Error.Flaw
	Timeout                // no answer in time
	Slow                   // an answer that trickles or stops
	Broken                 // the connection ended within the answer
	TooLarge               // more than the limit, as sent or expanded
	Redirects              // in a circle, too many, or to nowhere
	Status                 // the server said no; see Error.Status
	Protocol               // an answer that makes no sense
	Busy                   // not asked: the host wants to be left alone for Error.RetryAfter
	Proxy                  // the proxy cannot be reached or says no; see Error.Flaw; Error.Status is its own
	NotFeed                // no error of a request: what came is no feed
	NoLogin                // not asked: what is secret about the feed cannot be read; said by the caller
	NoList                 // no error of a request: a page that is read in place of a feed has no list of articles any more
	Robots                 // not asked: the site does not want programs to read the page

	// Of feeds that are no documents of the web; said by the caller.

	Missing // no such file, or no such folder of a mailbox
	Denied  // a file that may not be read, a command that the reader has not allowed
	Failed  // a command that ended with an error
	Login   // a mailbox does not take the name and password
)

var classNames = [...]string{
	"other", "address", "canceled", "offline", "dns", "refused", "tls", "timeout", "slow",
	"broken", "too large", "redirects", "status", "protocol", "busy", "proxy",
	"not a feed", "no login", "no list", "robots", "missing", "not allowed", "command", "login",
}

// String is the name of the class, for logs.
func (c Class) String() string {
	if c < 0 || int(c) >= len(classNames) {
		return "class " + strconv.Itoa(int(c))
	}
	return classNames[c]
}

// A Flaw says what is wrong with a server's certificate, or between us and a proxy or a host.
type Flaw string

const (
	Expired          Flaw = "expired"
	NotYetValid      Flaw = "not yet valid"
	WrongHost        Flaw = "for another host"
	UnknownAuthority Flaw = "of an unknown authority"

	ProxyLogin   Flaw = "wants a login"
	ProxyRefuses Flaw = "does not connect us"

	SystemProxy Flaw = "proxy of the system not there"  // of any Class
	Captive     Flaw = "the network answers for others" // of Class Offline; said by the caller
	NoAnswer    Flaw = "name servers do not answer"     // of Class DNS: the host may well be there
	NoWay       Flaw = "no way from this network"       // of Class Refused
	Inside      Flaw = "into this network"              // of Class Redirects: from the internet
)

// An Error is why there is no answer.
type Error struct {
	Class      Class
	URL        string        // the address that failed, after redirects, without login; empty: not readable
	Status     int           // of HTTP; zero: none
	Flaw       Flaw          // what is wrong with TLS, a proxy, a name or the way; empty: the connection itself failed
	Packed     bool          // Class TooLarge: small as it was sent, and too large unpacked
	Elsewhere  bool          // Class Status: a temporary redirect led there, so that it is not the feed that is gone
	RetryAfter time.Duration // zero: the server did not say
	HTTP2      bool          // Class Broken or Protocol: perhaps the fault is in how the server speaks HTTP/2
	Took       time.Duration // of the try; zero: it was not asked
	Header     http.Header   // of the answer, if there was one
	Err        error         // the cause; may be nil
}

func (e *Error) Error() string {
	text := fmt.Sprintf("fetch %s: %s", e.URL, e.Class)
	if e.Status != 0 {
		text += " " + strconv.Itoa(e.Status)
	}
	switch {
	case e.Flaw != "" && e.Class == TLS:
		text += ": certificate " + string(e.Flaw)
	case e.Flaw != "":
		text += " " + string(e.Flaw)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ClassOf is the Class of the *Error inside err, or what the parser said: NotFeed, NoList
// or Robots; else Other.
func ClassOf(err error) Class {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Class
	case errors.Is(err, feeds.ErrNotFeed), errors.Is(err, feeds.ErrEmpty):
		return NotFeed
	case errors.Is(err, feeds.ErrNoList):
		return NoList
	case errors.Is(err, feeds.ErrRobots):
		return Robots
	}
	return Other
}
