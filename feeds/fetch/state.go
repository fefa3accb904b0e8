package fetch

import (
	"errors"
	"net/http"
	"time"

	"tidings/feeds"
)

// MovesAfter is how often in a row a feed must be seen at its new address
// before the subscription moves: a redirect that a hotel's network or a careless
// hand set for an hour does not.
const MovesAfter = 3

// longestValidator is more than any sensible server sends, in bytes.
const longestValidator = 4 << 10

// State is the FetchState that follows from an answer: old with everything but
// Next and Why brought up to date. err is the error of Get, or what the parser
// said of the answer's body; sentence is the same for the reader. It is pure.
//
// A document that was not understood leaves validators and hash as they were,
// so that the next try is not answered with "not modified".
func State(old feeds.FetchState, resp *Response, err error, sentence string, now time.Time) feeds.FetchState {
	s := old
	switch class := ClassOf(err); {
	case err == nil && resp == nil:
		return old
	case class == Canceled, class == Busy, class == Offline:
		return old // says nothing about the feed
	}
	s.Checked = now
	if err != nil {
		s.Status = statusOf(resp, err)
		s.Error = sentence
		s.Failures++
		s.Gone = s.Gone || s.Status == http.StatusGone
		return s
	}
	s.Status, s.Error, s.Failures, s.Gone = resp.Status, "", 0, false
	s.MovedTo, s.MovedTimes = moved(old, resp)
	if resp.NotModified {
		return s
	}
	s.ETag, s.LastModified, s.ValidatorURL = "", "", ""
	if len(resp.ETag)+len(resp.LastModified) <= longestValidator {
		s.ETag, s.LastModified = resp.ETag, resp.LastModified
	}
	if s.ETag != "" || s.LastModified != "" {
		s.ValidatorURL = resp.URL
	}
	if hash := Hash(resp.Body); hash != s.BodyHash {
		s.BodyHash, s.Changed = hash, now
	}
	return s
}

// Moved is the address that a subscription should move to, if it should.
func Moved(s feeds.FetchState) (string, bool) {
	return s.MovedTo, s.MovedTo != "" && s.MovedTimes >= MovesAfter
}

func moved(old feeds.FetchState, resp *Response) (to string, times int) {
	switch resp.Permanent {
	case "":
		return "", 0
	case old.MovedTo:
		return old.MovedTo, old.MovedTimes + 1
	}
	return resp.Permanent, 1
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
