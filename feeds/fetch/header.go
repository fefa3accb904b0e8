package fetch

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter is how long a server wants to be left alone (RFC 9110, section
// 10.2.3), a day at most; zero if it does not say. A date is compared with the
// server's own clock where that is known.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if d, ok := seconds(text); ok {
		return min(d, longest)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(date(h, now)), 0), longest)
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
