package fetch

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"tidings/feeds"
)

// firstWait is how long to wait after the first failure, and why as a sentence: a
// network or a server that stumbles is soon back, a missing document or a wrong
// certificate is not, and what only the reader can mend is tried seldom.
func firstWait(e *Error, err error) (time.Duration, string) {
	switch e.Class {
	case Address:
		return longest, "Its address cannot be asked until you change it."
	case DNS:
		if e.Flaw == NoAnswer {
			return shortest, "No name server could say where its server is."
		}
		return shortest, "The name of its server was not found."
	case Refused:
		if e.Flaw == NoWay {
			return shortest, "There is no way to its server from this network."
		}
		return shortest, "Its server did not accept the connection."
	case Timeout:
		return shortest, "Its server did not answer in time."
	case Slow:
		return shortest, "Its server answered too slowly."
	case Broken:
		return shortest, "The answer of its server broke off."
	case NoLogin:
		return shortest, "Its login could not be read."
	case Proxy:
		return shortest, "The proxy could not be used."
	case Missing:
		return time.Hour, "There was nothing at its address."
	case Denied:
		return longest, "It may not be read until you allow it."
	case Failed:
		return time.Hour, "Its command failed."
	case Login: // after a few wrong ones, servers close an account
		return 6 * time.Hour, "Its mailbox does not accept the login."
	case TLS:
		return time.Hour, "No secure connection to its server is possible."
	case TooLarge:
		return 6 * time.Hour, "What its server sends is too large."
	case Redirects:
		return time.Hour, "Its server sends us from one address to the next."
	case Protocol:
		return time.Hour, "The answer of its server makes no sense."
	case Status:
		return afterStatus(e.Status)
	}
	switch {
	case errors.Is(err, feeds.ErrEmpty):
		return shortest, "Its document was empty."
	case errors.Is(err, feeds.ErrNotFeed):
		return time.Hour, "What it brings is not a feed."
	case errors.Is(err, feeds.ErrNoList): // a page that is rebuilt is seldom back as it was
		return 6 * time.Hour, "The page has no list of articles any more where it was."
	case errors.Is(err, feeds.ErrRobots):
		return longest, "The site does not want programs to read this page."
	}
	return time.Hour, "The last try failed."
}

func afterStatus(status int) (time.Duration, string) {
	switch status {
	case http.StatusUnauthorized:
		return 6 * time.Hour, "Its server wants a login (401)."
	case http.StatusForbidden:
		return 2 * time.Hour, "Its server refuses to give it (403)."
	case http.StatusNotFound:
		return time.Hour, "There was nothing at its address (404)."
	case http.StatusTooManyRequests:
		return time.Hour, "Its server says that it is asked too often (429)."
	case http.StatusRequestTimeout:
		return shortest, "Its server did not wait for the request (408)."
	}
	code := " (" + strconv.Itoa(status) + ")."
	if status >= 500 {
		return shortest, "Its server has a problem of its own" + code
	}
	return time.Hour, "Its server answered with an error" + code
}

// nth is "2nd", "3rd", "11th".
func nth(n int) string {
	ending := "th"
	if tens := n / 10 % 10; tens != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return strconv.Itoa(n) + ending
}
