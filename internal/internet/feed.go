package internet

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/http"
	"sync"
	"time"
)

// A Format of feeds.
type Format string

// The formats.
const (
	RSS  Format = "rss"
	Atom Format = "atom"
	JSON Format = "json"
)

// A Feed publishes by the clock. Its fields say how.
type Feed struct {
	Format Format
	Every  time.Duration // an article; zero: nothing new ever
	Before int           // articles from before the world began; zero: 10
	Shown  int           // newest articles in the document; zero: 50
	Words  int           // of an article; zero: 60
	Coding string        // gzip, br or zstd, where the client takes it; empty: plain

	NoETag, NoModified bool              // what it does not say
	Header             map[string]string // more lines of its answers

	Faults []Fault

	host  *Host
	path  string
	name  string    // of the feed, wherever it is
	start time.Time // of the first article

	mu     sync.Mutex
	given  state               // the last that it answered with
	asked  bool                // given is one
	copies map[string]printing // the last document that was printed, by coding
}

// printing is a document as it is sent.
type printing struct {
	version string
	bytes   []byte
}

func (f *Feed) settle(now time.Time) {
	f.Format = cmp.Or(f.Format, RSS)
	f.Before = cmp.Or(f.Before, 10)
	f.Shown = cmp.Or(f.Shown, 50)
	f.Words = cmp.Or(f.Words, 60)
	f.name = f.host.Name + f.path
	f.start = now.Add(-time.Duration(f.Before) * cmp.Or(f.Every, 24*time.Hour))
	f.copies = map[string]printing{}
}

// URL is the feed's address, with http.
func (f *Feed) URL() string { return "http://" + f.host.Name + f.path }

// Published is how many articles there are at a time.
func (f *Feed) Published(now time.Time) int {
	if f.Every == 0 {
		return f.Before
	}
	n := int(now.Sub(f.start) / f.Every)
	if n >= 0 && !now.Before(f.date(n)) {
		n++
	}
	return max(n, 0)
}

// date of an article: a little irregular, and always after the one before.
func (f *Feed) date(n int) time.Time {
	every := cmp.Or(f.Every, 24*time.Hour)
	late := time.Duration(float64(every) / 2 * float64(f.chance(n)%1000) / 1000)
	return f.start.Add(time.Duration(n)*every + late).Truncate(time.Second)
}

// chance is a number that belongs to an article of this feed.
func (f *Feed) chance(n int) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, f.host.world.seed, f.name, n)
	return h.Sum64()
}

// A state is what a document is known by.
type state struct {
	version        string
	etag, modified string
}

// state of the document at a time, under a fault.
func (f *Feed) state(now time.Time, k Kind) state {
	n := f.Published(now)
	s := state{version: fmt.Sprintf("%d %s", n, k)}
	if !f.NoETag {
		s.etag = fmt.Sprintf(`W/"%x-%d"`, f.chance(-1)&0xffff, f.chance(n)&0xffffff+uint64(len(k)))
	}
	if !f.NoModified {
		s.modified = f.date(max(n-1, 0)).UTC().Format(http.TimeFormat)
	}
	switch k {
	case ETagEach:
		s.etag, s.modified = fmt.Sprintf(`"%d"`, now.UnixNano()), ""
	case ForgetsAll:
		s.etag, s.modified = "", ""
	case ModifiedTomorrow:
		s.etag, s.modified = "", f.date(n).AddDate(1, 0, 0).UTC().Format(http.TimeFormat)
	case MovedLinks:
		s.version += now.String()
		s.etag, s.modified = "", ""
	}
	return s
}

func (s state) put(h http.Header) {
	if s.etag != "" {
		h.Set("ETag", s.etag)
	}
	if s.modified != "" {
		h.Set("Last-Modified", s.modified)
	}
}

// confirmedBy reports whether a client has this document. The tag goes before the
// date (RFC 9110, section 13.2.2), and a date is compared as a text, as many
// servers do.
func (s state) confirmedBy(r *http.Request) bool {
	tag, date := r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")
	if tag != "" {
		return tag == s.etag
	}
	return date != "" && date == s.modified
}

// give notes that this document was given, and reports whether it is another than
// the last one.
func (f *Feed) give(s state) (fresh bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fresh = !f.asked || f.given.version != s.version
	f.given, f.asked = s, true
	return fresh
}

// knows reports whether a request has the validators that this address gave last.
func (f *Feed) knows(r *http.Request) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return r.Header.Get("If-None-Match") == f.given.etag && r.Header.Get("If-Modified-Since") == f.given.modified
}
