package app

import (
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

const (
	// deadAfter is how long nothing must have been there: sites move, are rebuilt and
	// forget to pay for their name, and are back within days.
	deadAfter = 14 * 24 * time.Hour
	// quietLeast is the shortest silence that says something: people go on holiday.
	quietLeast = 14 * 24 * time.Hour
	// quietMost is the longest silence of a feed that is not called quiet.
	quietMost = 365 * 24 * time.Hour
	// unknownQuiet is that of a feed whose rhythm is not known.
	unknownQuiet = 180 * 24 * time.Hour
)

// judge decides how a feed is, and what to do about it. dates are those of its newest
// articles in any order; of a feed that may not be quiet, one is enough.
func (h *Health) judge(dates []time.Time, now time.Time) {
	r := rhythmOf(dates, now)
	h.Newest, h.Usual = r.last, r.usual
	h.Verdict, h.Since = verdict(h.Feed, r, now)
	h.Advice = advice(*h)
}

// verdict decides how a feed is and since when.
func verdict(f feeds.Feed, r pulse, now time.Time) (Verdict, time.Time) {
	x := f.Fetch
	switch {
	case f.Local():
		return Local, time.Time{}
	case x.Gone:
		return Retired, x.Failing
	case f.Paused:
		return Paused, time.Time{}
	case x.Error != "" && causeOf(x).final() && failingFor(x, now) >= deadAfter:
		return Dead, x.Failing
	case x.Error != "":
		return Failing, x.Failing
	case x.Checked.IsZero():
		return Unasked, time.Time{}
	case !r.last.IsZero() && now.Sub(r.last) > r.patience():
		return Quiet, r.last
	case x.MovedTo != "":
		return Moving, time.Time{}
	}
	return Fine, time.Time{}
}

// failingFor is how long a feed has not been there.
func failingFor(x feeds.FetchState, now time.Time) time.Duration {
	if x.Failing.IsZero() {
		return 0
	}
	return now.Sub(x.Failing)
}

// mayBeQuiet reports whether a feed can be quiet by the date of its newest article.
func mayBeQuiet(f feeds.Feed, newest, now time.Time) bool {
	return !newest.IsZero() && now.Sub(newest) > quietLeast && f.Fetch.Error == "" && !f.Paused && !f.Local()
}

// A pulse is how often a feed has something new.
type pulse struct {
	last    time.Time     // article; zero: none
	usual   time.Duration // the median time between articles; zero: not known
	longest time.Duration // silence that ended
}

// rhythmOf finds a feed's pulse. Articles of one hour count as one; the future does
// not count.
func rhythmOf(dates []time.Time, now time.Time) pulse {
	dates = slices.DeleteFunc(slices.Clone(dates), func(t time.Time) bool { return t.IsZero() || t.After(now) })
	if len(dates) == 0 {
		return pulse{}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	p := pulse{last: dates[0]}
	var gaps []time.Duration
	for i, d := range dates[1:] {
		if gap := dates[i].Sub(d); gap >= time.Hour {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) > 1 { // one is no rhythm
		slices.Sort(gaps)
		p.usual, p.longest = gaps[len(gaps)/2], gaps[len(gaps)-1]
	}
	return p
}

// patience is how long a feed may be silent before that is worth a word: longer than
// it ever was, and than a few times its usual pause.
func (p pulse) patience() time.Duration {
	if p.usual == 0 {
		return unknownQuiet
	}
	return min(max(quietLeast+4*p.usual, p.longest*3/2), quietMost)
}

// A cause is why a feed cannot be fetched, as far as it matters for what to do.
type cause int

const (
	noCause     cause = iota
	serverDown        // 5xx, timeouts, refused, broken off: such things pass
	tooOften          // 429
	noHost            // no such name
	missing           // 404, 410
	notThere          // something else than a feed
	wantsLogin        // 401, 407
	forbidden         // 403
	certificate       // not trustworthy
	badHTTP           // an answer that makes no sense, or breaks off
	tooLarge
	badProxy  // refuses, or is not there
	circle    // of redirects
	noAddress // not one of the web
	noList    // a page that is read in place of a feed has no list any more
	robotsSay // a site does not want programs to read a page

	noFile     // no such file, folder or program
	notAllowed // a file that may not be read, a command that the reader has not allowed
	badCommand // it fails
)

// causeOf reads the state of a feed.
func causeOf(x feeds.FetchState) cause {
	switch s := x.Status; {
	case x.Error == "":
		return noCause
	case x.Class == fetch.Proxy.String():
		return badProxy
	case s == 401 || s == 407:
		return wantsLogin
	case s == 403:
		return forbidden
	case s == 404 || s == 410:
		return missing
	case s == 429:
		return tooOften
	case s == 408 || s >= 500:
		return serverDown
	case s >= 400:
		return forbidden
	}
	switch x.Class {
	case fetch.DNS.String():
		return noHost
	case fetch.TLS.String():
		return certificate
	case fetch.Protocol.String(), fetch.Broken.String():
		return badHTTP
	case fetch.TooLarge.String():
		return tooLarge
	case fetch.Redirects.String():
		return circle
	case fetch.Address.String():
		return noAddress
	case fetch.NotFeed.String():
		return notThere
	case fetch.NoLogin.String(), fetch.Login.String():
		return wantsLogin
	case fetch.NoList.String():
		return noList
	case fetch.Robots.String():
		return robotsSay
	case fetch.Missing.String():
		return noFile
	case fetch.Denied.String():
		return notAllowed
	case fetch.Failed.String():
		return badCommand
	}
	if x.Status >= 200 && x.Status < 300 {
		return notThere
	}
	return serverDown
}

// final reports whether a feed that fails so for weeks is dead.
func (c cause) final() bool {
	return c == noHost || c == missing || c == notThere || c == circle || c == noAddress || c == noList
}

// passes reports whether such a thing usually ends without the reader.
func (c cause) passes() bool { return c == serverDown || c == tooOften || c == badHTTP || c == noHost }

// LooksElsewhere reports whether a feed that cannot be fetched may have another address.
func LooksElsewhere(f feeds.Feed) bool {
	c := causeOf(f.Fetch)
	return f.Source() == feeds.OnWeb && (f.Fetch.Gone || f.Fetch.Error != "" && (c.final() || c == tooLarge))
}
