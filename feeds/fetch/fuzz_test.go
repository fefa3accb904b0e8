package fetch

import (
	"bytes"
	"net/http"
	"testing"

	"tidings/feeds"
)

// FuzzDecode: whatever a server sends under whatever coding, no more than the
// limit comes out, and nothing panics.
func FuzzDecode(f *testing.F) {
	for _, coding := range []string{"gzip", "br", "zstd", "deflate", ""} {
		body := []byte("high water")
		if coding != "" {
			body = compress(f, coding, body)
		}
		f.Add(coding, body)
	}
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		const limit = 1000
		var buf bytes.Buffer
		err := decode(&buf, bytes.NewReader(body), coding, limit)
		if err == nil && buf.Len() > limit {
			t.Errorf("%d bytes of %d", buf.Len(), limit)
		}
	})
}

// FuzzHeader: times that servers state are never negative and never longer
// than the bounds.
func FuzzHeader(f *testing.F) {
	f.Add("120", "max-age=60, public", "Thu, 01 Jan 2026 00:00:00 GMT", "7")
	f.Add("Fri, 31 Dec 1999 23:59:59 GMT", `no-cache="x", max-age="5"`, "0", "-1")
	f.Fuzz(func(t *testing.T, retry, cache, expires, age string) {
		h := http.Header{"Retry-After": {retry}, "Cache-Control": {cache}, "Expires": {expires}, "Age": {age}}
		if d := retryAfter(h, monday); d < 0 || d > longest {
			t.Errorf("Retry-After %q: %v", retry, d)
		}
		if d := fresh(h, monday); d < 0 {
			t.Errorf("fresh for %v", d)
		}
		next, _ := NextCheck(feeds.FetchState{}, &Response{Header: h}, nil, Rhythm{Jitter: 1}, monday)
		if d := next.Sub(monday); d < shortest || d > longest {
			t.Errorf("next in %v", d)
		}
	})
}
