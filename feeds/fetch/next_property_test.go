package fetch

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// anything makes a state, an answer or an error, and a rhythm by chance.
func anything(rnd *rand.Rand) (feeds.FetchState, *Response, Rhythm, error) {
	span := func(most time.Duration) time.Duration { return time.Duration(rnd.Int64N(int64(most))) }
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	s := feeds.FetchState{
		Failures: rnd.IntN(20), Changed: monday.Add(-span(400 * day)), Checked: monday.Add(-span(day)),
		Next: monday.Add(span(day)), Why: "Because.",
	}
	r := Rhythm{TTL: span(3 * day), Jitter: rnd.Float64()}
	for range rnd.IntN(12) {
		r.Articles = append(r.Articles, monday.Add(span(60*day)-50*day))
	}
	for h := range 24 {
		if rnd.IntN(10) == 0 {
			r.SkipHours = append(r.SkipHours, h)
		}
	}
	if rnd.IntN(4) == 0 {
		r.SkipDays = append(r.SkipDays, time.Weekday(rnd.IntN(7)))
	}
	if rnd.IntN(4) == 0 {
		r.Every = time.Minute + span(9*day)
	}
	h := http.Header{}
	h.Set("Cache-Control", pick("", "max-age=0", "max-age=600", "max-age=99999999", "no-cache, max-age=9999", "private"))
	h.Set("Expires", pick("", "0", monday.Add(span(9*day)).Format(http.TimeFormat), monday.Add(-time.Hour).Format(http.TimeFormat)))
	h.Set("Age", pick("", "60", "-5", "1e9"))
	if rnd.IntN(2) == 0 {
		return s, &Response{Status: 200, Header: h}, r, nil
	}
	s.Failures++
	e := &Error{Class: Class(rnd.IntN(int(NoLogin) + 1)), Status: 400 + rnd.IntN(200)}
	if e.Class == Status && rnd.IntN(4) == 0 || e.Class == Busy {
		e.RetryAfter = time.Second + span(day)
	}
	err := []error{e, fmt.Errorf("parse: %w", feeds.ErrNotFeed), feeds.ErrEmpty, errors.New("other")}[rnd.IntN(4)]
	return s, nil, r, err
}

func TestTheNextCheckIsAlwaysWithinItsBoundsAndSaysWhy(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 4_000 {
		s, resp, r, err := anything(rnd)
		next, why := NextCheck(s, resp, err, r, monday)
		again, same := NextCheck(s, resp, err, r, monday)
		if !next.Equal(again) || why != same {
			t.Fatalf("not pure: %v, %v", next, again)
		}
		if strings.TrimSpace(why) == "" || !strings.HasSuffix(why, ".") {
			t.Fatalf("no sentence: %q", why)
		}
		var e *Error
		_ = errors.As(err, &e)
		least, most := shortest, longest
		switch {
		case e != nil && e.Class == Canceled:
			continue // as it was
		case e != nil && e.Class == Offline:
			least, most = offline, offline
		case e != nil && e.Class == Busy:
			least, most = e.RetryAfter, e.RetryAfter*5/4
		case err != nil:
			most = max(longest, r.Every*5/4)
		case r.Every > 0:
			least, most = r.Every, r.Every*11/10
		case len(r.SkipHours)+len(r.SkipDays) > 0:
			most = longest + 2*day
		}
		if e != nil {
			least = max(least, e.RetryAfter)
			most = max(most, e.RetryAfter*5/4)
		}
		if wait := next.Sub(monday); wait < least || wait > most {
			t.Fatalf("in %v, want %v to %v: %v, %+v, %s", wait, least, most, err, r, why)
		}
	}
}

func TestAnotherFailureIsNeverAskedSooner(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 1_500 {
		s, _, r, err := anything(rnd)
		if err == nil || ClassOf(err) == Canceled {
			continue
		}
		var last time.Time
		for s.Failures = 1; s.Failures < 30; s.Failures++ {
			next, _ := NextCheck(s, nil, err, r, monday)
			if next.Before(last) {
				t.Fatalf("failure %d of %v: %v before %v", s.Failures, err, next, last)
			}
			last = next
		}
	}
}

// What a feed asks for itself never brings it forward, whatever else is known of it.
func TestWhatAServerAsksForNeverMakesItAskedSooner(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 1_500 {
		s, resp, r, err := anything(rnd)
		if err != nil || r.Every > 0 {
			continue
		}
		r.SkipHours, r.SkipDays = nil, nil
		with, _ := NextCheck(s, resp, nil, r, monday)
		less := r
		less.TTL = 0
		without, _ := NextCheck(s, &Response{Status: 200, Header: http.Header{}}, nil, less, monday)
		if with.Before(without) {
			t.Fatalf("%v, without its wishes %v: %+v, %v", with, without, r, resp.Header)
		}
	}
}

func TestStateIsPureAndKeepsWhatATryDoesNotSay(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 1_500 {
		s, resp, _, err := anything(rnd)
		s.ETag, s.LastModified, s.ValidatorURL, s.BodyHash, s.TTL = "e", "l", "v", "h", time.Hour
		before := s
		a, b := State(s, resp, err, "It failed.", monday), State(s, resp, err, "It failed.", monday)
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(s, before) {
			t.Fatal("not pure")
		}
		if a.TTL != s.TTL || !a.Next.Equal(s.Next) {
			t.Fatalf("lost: %+v", a)
		}
		failed := err != nil && a.Checked.Equal(monday)
		if failed && (a.ETag != "e" || a.LastModified != "l" || a.BodyHash != "h" || a.Failures != s.Failures+1 || a.Class == "") {
			t.Fatalf("after %v: %+v", err, a)
		}
		if err == nil && (a.Failures != 0 || a.Error != "" || a.Class != "" || !a.Failing.IsZero()) {
			t.Fatalf("after an answer: %+v", a)
		}
	}
}
