package fetch

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

var monday = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// apart is n dates, each gap before the one before; the first is silence ago.
func apart(n int, gap, silence time.Duration) []time.Time {
	var dates []time.Time
	for i := range n {
		dates = append(dates, monday.Add(-silence-time.Duration(i)*gap))
	}
	return dates
}

func header(pairs ...string) *Response {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return &Response{Status: 200, Header: h}
}

func TestWhenToAskAgainAfterAnAnswer(t *testing.T) {
	at := func(d time.Duration) string { return monday.Add(d).Format(http.TimeFormat) }
	hourly := Rhythm{Articles: apart(20, time.Hour, time.Minute)}
	mixed := append(apart(10, 0, time.Hour), apart(3, 10*time.Hour, time.Hour)...)
	for name, test := range map[string]struct {
		resp *Response
		r    Rhythm
		want time.Duration
		why  string // part of the sentence
	}{
		"nothing known":                 {header(), Rhythm{}, time.Hour, "not known"},
		"half of the rhythm":            {header(), hourly, 30 * time.Minute, "every hour."},
		"many at a time count once":     {header(), Rhythm{Articles: mixed}, 5 * time.Hour, "10 hours"},
		"every minute":                  {header(), Rhythm{Articles: apart(20, time.Minute, 0)}, 15 * time.Minute, "every minute."},
		"every month":                   {header(), Rhythm{Articles: apart(5, 30*day, 0)}, day, "30 days"},
		"silent since":                  {header(), Rhythm{Articles: apart(20, time.Hour, 50*time.Hour)}, 5 * time.Hour, "silent for 2 days"},
		"one article":                   {header(), Rhythm{Articles: apart(1, 0, time.Hour)}, time.Hour, "not known"},
		"dates in the future":           {header(), Rhythm{Articles: apart(9, time.Hour, -900*time.Hour)}, time.Hour, "not known"},
		"no dates":                      {header(), Rhythm{Articles: make([]time.Time, 9)}, time.Hour, "not known"},
		"ttl":                           {header(), Rhythm{Articles: hourly.Articles, TTL: 2 * time.Hour}, 2 * time.Hour, "left alone for 2 hours"},
		"shorter ttl":                   {header(), Rhythm{Articles: hourly.Articles, TTL: time.Minute}, 30 * time.Minute, "every hour."},
		"ttl of a year":                 {header(), Rhythm{TTL: 365 * day}, day, "1 day"},
		"max-age":                       {header("Cache-Control", "public, Max-Age=7200"), hourly, 2 * time.Hour, "good for 2 hours"},
		"max-age in quotes":             {header("Cache-Control", `max-age="7200"`), hourly, 2 * time.Hour, "good for 2 hours"},
		"max-age less age":              {header("Cache-Control", "max-age=7200", "Age", "3600"), hourly, time.Hour, "good for 1 hour."},
		"older than max-age":            {header("Cache-Control", "max-age=60", "Age", "3600"), hourly, 30 * time.Minute, "hour."},
		"max-age of a year":             {header("Cache-Control", "max-age=31536000"), hourly, 6 * time.Hour, "good for 6 hours"},
		"max-age beyond numbers":        {header("Cache-Control", "max-age=99999999999999999999"), hourly, 6 * time.Hour, "6 hours"},
		"max-age that is none":          {header("Cache-Control", "max-age=-1, s-maxage=9000"), hourly, 30 * time.Minute, "hour."},
		"no-cache":                      {header("Cache-Control", "max-age=7200, no-cache"), hourly, 30 * time.Minute, "hour."},
		"Expires":                       {header("Expires", at(3*time.Hour)), hourly, 3 * time.Hour, "good for 3 hours"},
		"Expires by the server's clock": {header("Expires", at(9*time.Hour), "Date", at(7*time.Hour)), hourly, 2 * time.Hour, "2 hours"},
		"Expires in the past":           {header("Expires", "0"), hourly, 30 * time.Minute, "hour."},
		"max-age before Expires":        {header("Cache-Control", "max-age=3600", "Expires", at(9*time.Hour)), hourly, time.Hour, "hour."},
		"the reader's own":              {header("Cache-Control", "max-age=7200"), Rhythm{Every: 5 * time.Minute, TTL: day}, 5 * time.Minute, "You set it to every 5 minutes"},
		"the reader's own, long":        {header(), Rhythm{Every: 7 * day}, 7 * day, "You set it to every 7 days"},
		"skipped hours":                 {header(), Rhythm{SkipHours: []int{12, 13, 14}}, 3 * time.Hour, "nothing new at the hours"},
		"skipped day":                   {header(), Rhythm{SkipDays: []time.Weekday{time.Monday}}, 12 * time.Hour, "nothing new at the hours"},
		"skipped night and day":         {header(), Rhythm{SkipHours: []int{0, 1}, SkipDays: []time.Weekday{time.Monday}}, 14 * time.Hour, "nothing new"},
		"other hours skipped":           {header(), Rhythm{SkipHours: []int{1, 2}}, time.Hour, "not known"},
		"every day skipped":             {header(), Rhythm{SkipDays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}, time.Hour, "not known"},
		"jitter":                        {header(), Rhythm{Jitter: 0.5}, 63 * time.Minute, "not known"},
		"jitter at the upper bound":     {header(), Rhythm{TTL: day, Jitter: 1}, 21 * time.Hour, "1 day"},
	} {
		next, why := NextCheck(feeds.FetchState{}, test.resp, nil, test.r, monday)
		if got := next.Sub(monday); got != test.want {
			t.Errorf("%s: in %v; want %v", name, got, test.want)
		}
		if !strings.Contains(why, test.why) || !strings.HasSuffix(why, ".") {
			t.Errorf("%s: %q; want …%s…", name, why, test.why)
		}
	}
}

func TestAFeedWithoutDatesIsAskedLessTheLongerItIsUnchanged(t *testing.T) {
	for changed, want := range map[time.Duration]time.Duration{
		0: time.Hour, 5 * time.Hour: time.Hour, 50 * time.Hour: 5 * time.Hour, 90 * day: day,
	} {
		state := feeds.FetchState{Changed: monday.Add(-changed)}
		if next, _ := NextCheck(state, header(), nil, Rhythm{}, monday); next.Sub(monday) != want {
			t.Errorf("unchanged for %v: in %v; want %v", changed, next.Sub(monday), want)
		}
	}
}

func TestSkippedHoursKeepTheMinute(t *testing.T) {
	now := monday.Add(7 * time.Minute)
	next, _ := NextCheck(feeds.FetchState{}, header(), nil, Rhythm{SkipHours: []int{13}}, now)
	if want := now.Add(2 * time.Hour); !next.Equal(want) {
		t.Errorf("%v; want %v, so that feeds do not meet at the full hour", next, want)
	}
}

func TestWhenToAskAgainAfterAFailure(t *testing.T) {
	status := func(code int, after time.Duration) error {
		return &Error{Class: Status, Status: code, RetryAfter: after}
	}
	class := func(c Class) error { return &Error{Class: c} }
	for name, test := range map[string]struct {
		err      error
		failures int
		r        Rhythm
		want     time.Duration
		why      string
	}{
		"first timeout":             {class(Timeout), 1, Rhythm{}, 15 * time.Minute, "did not answer in time."},
		"third timeout":             {class(Timeout), 3, Rhythm{}, time.Hour, "3rd time in a row"},
		"sixth":                     {class(DNS), 6, Rhythm{}, 8 * time.Hour, "6th time"},
		"hundredth":                 {class(Refused), 100, Rhythm{}, day, "100th time"},
		"server error":              {status(502, 0), 1, Rhythm{}, 15 * time.Minute, ""},
		"missing":                   {status(404, 0), 1, Rhythm{}, time.Hour, ""},
		"missing for the third":     {status(404, 0), 3, Rhythm{}, 4 * time.Hour, ""},
		"certificate":               {class(TLS), 2, Rhythm{}, 2 * time.Hour, ""},
		"not a feed":                {feeds.ErrNotFeed, 1, Rhythm{}, time.Hour, "not a feed"},
		"empty":                     {feeds.ErrEmpty, 1, Rhythm{}, 15 * time.Minute, "document was empty"},
		"login":                     {status(401, 0), 1, Rhythm{}, 6 * time.Hour, "wants a login"},
		"forbidden":                 {status(403, 0), 2, Rhythm{}, 4 * time.Hour, "2nd time"},
		"too large":                 {class(TooLarge), 1, Rhythm{}, 6 * time.Hour, "too large"},
		"proxy":                     {class(Proxy), 1, Rhythm{}, 15 * time.Minute, "proxy"},
		"no address":                {class(Address), 1, Rhythm{}, day, ""},
		"wait as told":              {status(429, 3*time.Hour), 1, Rhythm{}, 3 * time.Hour, "left alone for 3 hours"},
		"wait a little":             {status(503, time.Second), 1, Rhythm{}, 15 * time.Minute, "1 second."},
		"wait a little, for days":   {status(503, time.Second), 100, Rhythm{}, day, "100th time"},
		"told, for the third time":  {status(503, time.Hour), 3, Rhythm{}, 4 * time.Hour, "left alone for 1 hour. That was the 3rd time"},
		"own interval, told less":   {status(503, time.Minute), 1, Rhythm{Every: 2 * day}, 2 * day, ""},
		"wait a day, with jitter":   {status(503, day), 1, Rhythm{Jitter: 1}, day, "a day or longer; it is asked again after a day."},
		"not told how long":         {status(429, 0), 1, Rhythm{}, time.Hour, "asked too often"},
		"own interval, shorter":     {class(Timeout), 3, Rhythm{Every: time.Minute}, time.Hour, ""},
		"own interval, longer":      {class(Timeout), 1, Rhythm{Every: 7 * day}, 7 * day, ""},
		"own interval, told":        {status(429, time.Hour), 1, Rhythm{Every: time.Minute}, time.Hour, ""},
		"jitter":                    {class(Timeout), 1, Rhythm{Jitter: 1}, 15*time.Minute + 225*time.Second, ""},
		"jitter at the upper bound": {class(Timeout), 9, Rhythm{Jitter: 0.5}, day - 90*time.Minute, ""},
		"busy":                      {&Error{Class: Busy, RetryAfter: 2 * time.Minute}, 0, Rhythm{}, 2 * time.Minute, "Its server asks"},
		"no network":                {class(Offline), 0, Rhythm{}, 5 * time.Minute, "no network"},
	} {
		next, why := NextCheck(feeds.FetchState{Failures: test.failures}, nil, test.err, test.r, monday)
		if got := next.Sub(monday); got != test.want {
			t.Errorf("%s: in %v; want %v", name, got, test.want)
		}
		if !strings.Contains(why, test.why) || !strings.HasSuffix(why, ".") {
			t.Errorf("%s: %q; want …%s…", name, why, test.why)
		}
	}
}

func TestAFeedThatIsGoneIsNotAskedAndACanceledTryChangesNothing(t *testing.T) {
	gone := feeds.FetchState{Gone: true, Next: monday}
	if next, why := NextCheck(gone, nil, &Error{Class: Status, Status: 410}, Rhythm{}, monday); !next.IsZero() || why == "" {
		t.Errorf("gone: %v, %q", next, why)
	}
	old := feeds.FetchState{Next: monday.Add(time.Minute), Why: "Because."}
	next, why := NextCheck(old, nil, &Error{Class: Canceled}, Rhythm{}, monday)
	if !next.Equal(old.Next) || why != old.Why {
		t.Errorf("canceled: %v, %q", next, why)
	}
}

func TestStateFollowsFromTheAnswer(t *testing.T) {
	old := feeds.FetchState{
		ETag: `"1"`, LastModified: "then", ValidatorURL: "https://a.example/f", BodyHash: Hash([]byte("one")),
		Checked: monday.Add(-day), Changed: monday.Add(-day), Next: monday, Why: "Because.",
		Status: 200, MovedTo: "https://b.example/f", MovedTimes: 2,
	}
	failed := old
	failed.Failures, failed.Error, failed.Status, failed.Class, failed.Failing = 4, "It failed.", 500, "status", monday.Add(-2*day)
	gone := failed
	gone.Gone = true
	const moved, url = "https://b.example/f", "https://b.example/f2"
	for name, test := range map[string]struct {
		old    feeds.FetchState
		resp   *Response
		err    error
		change func(s *feeds.FetchState) // from old
	}{
		"new document": {old, &Response{Status: 200, URL: url, ETag: `"2"`, Permanent: moved, Body: []byte("two")}, nil, func(s *feeds.FetchState) {
			s.ETag, s.LastModified, s.ValidatorURL = `"2"`, "", url
			s.BodyHash, s.Changed, s.MovedTimes, s.Size = Hash([]byte("two")), monday, 3, 3
		}},
		"same document": {old, &Response{Status: 200, URL: url, LastModified: "now", Permanent: moved, Body: []byte("one")}, nil, func(s *feeds.FetchState) {
			s.ETag, s.LastModified, s.ValidatorURL, s.MovedTimes, s.Size = "", "now", url, 3, 3
		}},
		"no validators": {old, &Response{Status: 200, URL: url, Permanent: moved, Body: []byte("one")}, nil, func(s *feeds.FetchState) {
			s.ETag, s.LastModified, s.ValidatorURL, s.MovedTimes, s.Size = "", "", "", 3, 3
		}},
		"endless validators": {old, &Response{Status: 200, URL: url, ETag: strings.Repeat("x", 9000), Permanent: moved, Body: []byte("one")}, nil, func(s *feeds.FetchState) {
			s.ETag, s.LastModified, s.ValidatorURL, s.MovedTimes, s.Size = "", "", "", 3, 3
		}},
		"not modified": {old, &Response{Status: 304, NotModified: true, Permanent: moved}, nil, func(s *feeds.FetchState) {
			s.Status, s.MovedTimes = 304, 3
		}},
		"no redirect any more": {old, &Response{Status: 304, NotModified: true}, nil, func(s *feeds.FetchState) {
			s.Status, s.MovedTo, s.MovedTimes = 304, "", 0
		}},
		"redirect elsewhere": {old, &Response{Status: 304, NotModified: true, Permanent: "https://c.example/"}, nil, func(s *feeds.FetchState) {
			s.Status, s.MovedTo, s.MovedTimes = 304, "https://c.example/", 1
		}},
		"well again": {gone, &Response{Status: 304, NotModified: true, Permanent: moved}, nil, func(s *feeds.FetchState) {
			s.Status, s.Failures, s.Error, s.Gone, s.MovedTimes = 304, 0, "", false, 3
			s.Class, s.Failing = "", time.Time{}
		}},
		"missing": {old, nil, &Error{Class: Status, Status: 404}, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error, s.Failing = 404, "status", 1, "Sentence.", monday
		}},
		"gone": {old, nil, &Error{Class: Status, Status: 410}, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error, s.Gone, s.Failing = 410, "status", 1, "Sentence.", true, monday
		}},
		"no answer, again": {failed, nil, &Error{Class: Timeout}, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error = 0, "timeout", 5, "Sentence."
		}},
		"not understood": {old, &Response{Status: 200, URL: url, ETag: `"2"`, Body: []byte("<html>")}, feeds.ErrNotFeed, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error, s.Failing = 200, "not a feed", 1, "Sentence.", monday
		}},
		"cut off": {old, &Response{Status: 200, URL: url, ETag: `"2"`, Permanent: moved, Body: []byte("<rss>"), Cut: true}, nil, func(s *feeds.FetchState) {
			s.ETag, s.LastModified, s.ValidatorURL, s.MovedTimes, s.Size = "", "", "", 3, 5
		}},
		"what the answer says": {old, &Response{Status: 304, NotModified: true, Permanent: moved, Took: time.Second, Header: http.Header{
			"Server": {strings.Repeat("x", 300)}, "Set-Cookie": {"secret"}, "Cache-Control": {"public", "max-age=9"},
		}}, nil, func(s *feeds.FetchState) {
			s.Status, s.MovedTimes, s.Took = 304, 3, time.Second
			s.Answer = []feeds.Header{{Name: "Cache-Control", Value: "public, max-age=9"}, {Name: "Server", Value: strings.Repeat("x", 200)}}
		}},
		"what a refusal says": {old, nil, &Error{Class: Status, Status: 503, Took: time.Minute, Header: http.Header{"Retry-After": {"9"}}}, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error, s.Failing, s.Took = 503, "status", 1, "Sentence.", monday, time.Minute
			s.Answer = []feeds.Header{{Name: "Retry-After", Value: "9"}}
		}},
		"a proxy's own refusal": {old, nil, &Error{Class: Proxy, Status: 410}, func(s *feeds.FetchState) {
			s.Status, s.Class, s.Failures, s.Error, s.Failing = 410, "proxy", 1, "Sentence.", monday
		}},
	} {
		want := test.old
		want.Checked = monday
		test.change(&want)
		if got := State(test.old, test.resp, test.err, "Sentence.", monday); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
		}
	}
	for _, err := range []error{&Error{Class: Offline}, &Error{Class: Busy}, &Error{Class: Canceled}} {
		if got := State(failed, nil, err, "Sentence.", monday); !reflect.DeepEqual(got, failed) {
			t.Errorf("%v says something about the feed: %+v", err, got)
		}
	}
}

func TestAFeedMovesAfterThreeDaysOfAnswersFromItsNewAddress(t *testing.T) {
	answer := &Response{Status: 200, Permanent: "https://new.example/feed", Body: []byte("x")}
	elsewhere := &Response{Status: 200, Permanent: "https://portal.example/", Body: []byte("x")}
	own := &Response{Status: 200, Body: []byte("x")}
	noFeed := fmt.Errorf("parse: %w", feeds.ErrNotFeed)
	type try struct {
		at    time.Duration
		resp  *Response
		err   error
		moves bool
	}
	for name, tries := range map[string][]try{
		"a day apart":                 {{0, answer, nil, false}, {day, answer, nil, false}, {2 * day, answer, nil, true}},
		"again and again in a day":    {{0, answer, nil, false}, {time.Hour, answer, nil, false}, {2 * time.Hour, answer, nil, false}, {11 * time.Hour, answer, nil, false}},
		"with failures in between":    {{0, answer, nil, false}, {day, nil, &Error{Class: Timeout}, false}, {day + time.Hour, answer, nil, false}, {2 * day, answer, nil, false}, {3 * day, answer, nil, true}},
		"to what is no feed":          {{0, answer, noFeed, false}, {day, answer, noFeed, false}, {2 * day, answer, noFeed, false}, {3 * day, answer, noFeed, false}},
		"back in between":             {{0, answer, nil, false}, {day, answer, nil, false}, {2 * day, own, nil, false}, {3 * day, answer, nil, false}},
		"somewhere else in between":   {{0, answer, nil, false}, {day, answer, nil, false}, {2 * day, elsewhere, nil, false}, {3 * day, answer, nil, false}},
		"to where it is not modified": {{0, &Response{Status: 304, NotModified: true, Permanent: answer.Permanent}, nil, false}, {day, answer, nil, false}, {2 * day, answer, nil, true}},
	} {
		s := feeds.FetchState{Checked: monday.Add(-time.Hour)}
		for i, a := range tries {
			s = State(s, a.resp, a.err, "", monday.Add(a.at))
			if to, ok := Moved(s); ok != a.moves || ok && to != answer.Permanent {
				t.Errorf("%s, answer %d: %q, %v", name, i+1, to, ok)
			}
		}
	}
}

func TestDurationsAreSaidInTheUnitThatFits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 seconds", time.Second: "1 second", 59 * time.Second: "59 seconds",
		time.Minute: "1 minute", 80 * time.Second: "80 seconds", 90 * time.Second: "2 minutes",
		time.Hour + 10*time.Second: "1 hour", 75 * time.Minute: "75 minutes", 100 * time.Minute: "2 hours",
		24 * time.Hour: "1 day", 30 * time.Hour: "30 hours", 40 * time.Hour: "2 days",
	} {
		if got := about(d); got != want {
			t.Errorf("%v: %q; want %q", d, got, want)
		}
	}
}

func TestAFeedIsAskedForItsWholeDocumentOnceInEightDaysOfSilence(t *testing.T) {
	changed := monday
	for name, test := range map[string]struct {
		checked, now time.Duration
		want         bool
	}{
		"within eight days":           {0, 8*day - 1, false},
		"after them":                  {7 * day, 8 * day, true},
		"once":                        {8 * day, 9 * day, false},
		"after sixteen":               {15 * day, 17 * day, true},
		"when the clock was set back": {5 * day, -20 * day, false},
	} {
		s := feeds.FetchState{Changed: changed, Checked: changed.Add(test.checked)}
		if got := WantsWhole(s, changed.Add(test.now)); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if WantsWhole(feeds.FetchState{}, monday) {
		t.Error("a feed that was never asked has no validators")
	}
}
