package fetch

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"tidings/feeds"
)

// MovesAfter is on how many days a feed must be seen at its new address before the
// subscription moves, with no other answer in between: a redirect that a hotel's
// network or a careless hand set for an evening does not move it.
const MovesAfter = 3

// longestValidator is more than any sensible server sends, in bytes.
const longestValidator = 4 << 10

// State is the FetchState that follows from an answer: old with everything but
// Next and Why brought up to date. err is the error of Get, or what the parser
// said of the answer's body; sentence is the same for the reader. It is pure.
//
// A document that was not understood leaves validators and hash as they were,
// so that the next try is not answered with "not modified". One that was cut off has
// none, so that the next try brings the rest.
func State(old feeds.FetchState, resp *Response, err error, sentence string, now time.Time) feeds.FetchState {
	s := old
	switch class := ClassOf(err); {
	case err == nil && resp == nil:
		return old
	case class == Canceled, class == Busy, class == Offline:
		return old // says nothing about the feed
	}
	s.Checked = now
	if resp != nil {
		s.Took, s.Answer = resp.Took, saysOfItself(resp.Header)
	}
	if err != nil {
		return failed(s, resp, err, sentence, now)
	}
	s.Status, s.Class, s.Error, s.Failures, s.Failing, s.Gone = resp.Status, "", "", 0, time.Time{}, false
	s.MovedTo, s.MovedTimes = moved(old, resp, now)
	if resp.NotModified {
		return s
	}
	s.Size = int64(len(resp.Body))
	s.ETag, s.LastModified, s.ValidatorURL = "", "", ""
	if resp.Cut {
		return s
	}
	if len(resp.ETag)+len(resp.LastModified) <= longestValidator {
		s.ETag, s.LastModified = resp.ETag, resp.LastModified
	}
	if s.ETag != "" || s.LastModified != "" {
		s.ValidatorURL = resp.URL
	}
	if hash := resp.BodyHash(); hash != s.BodyHash {
		s.BodyHash, s.Changed = hash, now
	}
	return s
}

// wholeEvery is how often a feed that has not changed is asked for its whole document.
const wholeEvery = 8 * 24 * time.Hour

// WantsWhole reports whether a feed is to be asked without its validators: once in eight
// days of nothing new. A few servers go on saying "not modified" whatever they publish,
// and nothing else would ever show it.
func WantsWhole(s feeds.FetchState, now time.Time) bool {
	return !s.Changed.IsZero() && now.Sub(s.Changed)/wholeEvery > s.Checked.Sub(s.Changed)/wholeEvery
}

// failed is s after a try that failed. What the server said and how long it took is
// that of this try, if it said anything.
func failed(s feeds.FetchState, resp *Response, err error, sentence string, now time.Time) feeds.FetchState {
	var e *Error
	if errors.As(err, &e) {
		s.Took, s.Answer = e.Took, saysOfItself(e.Header)
	}
	s.Status, s.Class, s.Error = statusOf(resp, err), ClassOf(err).String(), sentence
	s.Failures++
	if s.Failing.IsZero() {
		s.Failing = now
	}
	s.Gone = s.Gone || e != nil && e.Class == Status && e.Status == http.StatusGone && !e.Elsewhere
	return s
}

// said are the headers that tell why a feed is asked when it is.
var said = []string{
	"Content-Type", "Content-Encoding", "Cache-Control", "Expires", "Age", "ETag", "Last-Modified", "Retry-After", "Server",
}

// longestSaid is how much of a header is kept, in bytes.
const longestSaid = 200

func saysOfItself(h http.Header) []feeds.Header {
	var list []feeds.Header
	for _, name := range said {
		if value := strings.Join(h.Values(name), ", "); value != "" {
			if len(value) > longestSaid {
				value = value[:longestSaid]
			}
			list = append(list, feeds.Header{Name: name, Value: strings.ToValidUTF8(value, "")})
		}
	}
	return list
}

// Moved is the address that a subscription should move to, if it should.
func Moved(s feeds.FetchState) (string, bool) {
	return s.MovedTo, s.MovedTo != "" && s.MovedTimes >= MovesAfter
}

// moved counts the days on which a feed was seen at its new address.
func moved(old feeds.FetchState, resp *Response, now time.Time) (to string, days int) {
	const day = 24 * time.Hour
	switch {
	case resp.Permanent == "":
		return "", 0
	case resp.Permanent != old.MovedTo:
		return resp.Permanent, 1
	case old.MovedTimes > 0 && !old.Checked.Truncate(day).Before(now.Truncate(day)):
		return old.MovedTo, old.MovedTimes // this day has been counted
	}
	return old.MovedTo, old.MovedTimes + 1
}

// statusOf is the HTTP status of a try that failed; zero: no answer.
func statusOf(resp *Response, err error) int {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Status
	case resp != nil:
		return resp.Status
	}
	return 0
}
