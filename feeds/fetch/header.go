package fetch

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter is how long a server that has refused wants to be left alone (RFC 9110,
// section 10.2.3), else until it counts its answers anew; zero if it does not say. A
// date is compared with the server's own clock where that is known.
//
// It is a day at most: who means more is asked once a day, which nobody notices, and a
// year that was set by mistake ends by itself.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if d, ok := seconds(text); ok {
		return min(d, longest)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(date(h, now)), 0), longest)
	}
	left, reset := limits(h, now)
	if left > 0 {
		return 0 // it is not for its limits that it refused
	}
	return min(reset, longest)
}

// spent is how long a server will give no answer any more, although it has given
// one; zero if it does not say so.
func spent(h http.Header, now time.Time) time.Duration {
	if left, reset := limits(h, now); left == 0 {
		return reset
	}
	return 0
}

// limits are how many answers a server will still give and how long it is until it
// counts anew, in the forms that are in use: X-RateLimit-Remaining and -Reset, the same
// without the X, and both in RateLimit as the drafts of the IETF have it. left is -1 and
// reset zero where they are not said.
func limits(h http.Header, now time.Time) (left int64, reset time.Duration) {
	remaining, until := h.Get("X-Ratelimit-Remaining"), h.Get("X-Ratelimit-Reset")
	if until == "" {
		remaining, until = h.Get("Ratelimit-Remaining"), h.Get("Ratelimit-Reset")
	}
	if until == "" {
		remaining, until = rateLimit(h.Get("Ratelimit"))
	}
	reset, ok := untilReset(until, date(h, now))
	if !ok {
		return -1, 0
	}
	left, err := strconv.ParseInt(wholePart(remaining), 10, 64)
	if err != nil {
		left = -1
	}
	return left, reset
}

// untilReset is how long it is until a server counts anew, by its own clock. It says so in
// seconds, or as a time: of Unix, in seconds or milliseconds, or written out (Mastodon).
func untilReset(text string, clock time.Time) (time.Duration, bool) {
	if at, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		return max(at.Sub(clock), 0), true
	}
	n, err := strconv.ParseInt(wholePart(text), 10, 64)
	const unix, millis = 3e8, 3e11 // what is more is a time and not a wait
	switch {
	case err != nil || n < 0:
		return 0, false
	case n >= millis:
		return max(time.UnixMilli(n).Sub(clock), 0), true
	case n >= unix:
		return max(time.Unix(n, 0).Sub(clock), 0), true
	}
	return time.Duration(n) * time.Second, true
}

// wholePart is a number without what stands behind its point.
func wholePart(number string) string {
	whole, _, _ := strings.Cut(strings.TrimSpace(number), ".")
	return whole
}

// rateLimit reads both drafts: "limit=9, remaining=0, reset=5" and "name;r=0;t=5".
func rateLimit(text string) (remaining, reset string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		switch key, value, _ := strings.Cut(part, "="); strings.ToLower(key) {
		case "remaining", "r":
			remaining = value
		case "reset", "t":
			reset = value
		}
	}
	return remaining, reset
}

// fresh is how much longer an answer may be used without asking (RFC 9111,
// section 4.2); zero if the server does not say, or says not to.
func fresh(h http.Header, now time.Time) time.Duration {
	life := time.Duration(-1)
	for _, line := range h.Values("Cache-Control") {
		for directive := range strings.SplitSeq(line, ",") {
			key, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
			switch strings.ToLower(strings.TrimSpace(key)) {
			case "no-store", "no-cache":
				return 0
			case "max-age":
				if d, ok := seconds(strings.Trim(value, ` "`)); ok {
					life = d
				}
			}
		}
	}
	if life < 0 { // max-age goes before Expires
		at, err := http.ParseTime(h.Get("Expires"))
		if err != nil {
			return 0
		}
		life = at.Sub(date(h, now))
	}
	age, _ := seconds(strings.TrimSpace(h.Get("Age")))
	return max(life-age, 0)
}

// date is the server's clock, or ours.
func date(h http.Header, now time.Time) time.Time {
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		return at
	}
	return now
}

// seconds reads a whole number of them; one that is too large is very long.
func seconds(text string) (time.Duration, bool) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil && n != math.MaxUint64 {
		return 0, false
	}
	const most = math.MaxInt64 / uint64(time.Second)
	return time.Duration(min(n, most)) * time.Second, true
}
