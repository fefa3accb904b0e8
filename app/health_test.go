package app

import (
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// daily are dates one day apart, the newest so many days ago.
func daily(ago, n int) []time.Time {
	var out []time.Time
	for i := range n {
		out = append(out, noon.AddDate(0, 0, -ago-i))
	}
	return out
}

func TestTheVerdictSaysHowAFeedIs(t *testing.T) {
	fine := feeds.FetchState{Checked: noon.Add(-time.Hour), Status: 200}
	failing := func(days int, status int, class string) feeds.FetchState {
		return feeds.FetchState{Checked: noon, Status: status, Class: class, Error: "No.", Failures: days + 1, Failing: noon.AddDate(0, 0, -days)}
	}
	yearly := []time.Time{noon.AddDate(0, -10, 0), noon.AddDate(0, -22, 0), noon.AddDate(0, -34, 0)}
	holiday := slices.Concat(daily(28, 10), daily(60, 10)) // it rested for three weeks before
	for name, test := range map[string]struct {
		feed  feeds.Feed
		dates []time.Time
		want  Verdict
		look  bool
		do    Action
	}{
		"fine":                              {feeds.Feed{Fetch: fine}, daily(0, 9), Fine, false, ""},
		"fine, but weekly":                  {feeds.Feed{Fetch: fine}, []time.Time{noon.AddDate(0, 0, -30), noon.AddDate(0, 0, -37), noon.AddDate(0, 0, -44)}, Fine, false, ""},
		"never had an article":              {feeds.Feed{Fetch: fine}, nil, Fine, false, ""},
		"not asked yet":                     {feeds.Feed{}, nil, Unasked, false, ""},
		"daily, silent for three weeks":     {feeds.Feed{Fetch: fine}, daily(21, 9), Quiet, true, FindAddress},
		"yearly, silent for ten months":     {feeds.Feed{Fetch: fine}, yearly, Fine, false, ""},
		"silent as it was before":           {feeds.Feed{Fetch: fine}, holiday, Fine, false, ""},
		"one article, half a year ago":      {feeds.Feed{Fetch: fine}, daily(200, 1), Quiet, true, FindAddress},
		"one article, a season ago":         {feeds.Feed{Fetch: fine}, daily(90, 1), Fine, false, ""},
		"no date but of the future":         {feeds.Feed{Fetch: fine}, daily(-9, 3), Fine, false, ""},
		"silent and paused":                 {feeds.Feed{Fetch: fine, Paused: true}, daily(90, 9), Paused, false, Resume},
		"a server that is down":             {feeds.Feed{Fetch: failing(0, 503, "status")}, daily(1, 9), Failing, false, Retry},
		"down for weeks":                    {feeds.Feed{Fetch: failing(30, 503, "status")}, daily(31, 9), Failing, true, Pause},
		"not found, since today":            {feeds.Feed{Fetch: failing(0, 404, "status")}, daily(1, 9), Failing, true, FindAddress},
		"not found for weeks":               {feeds.Feed{Fetch: failing(15, 404, "status")}, daily(16, 9), Dead, true, FindAddress},
		"no such host for weeks":            {feeds.Feed{Fetch: failing(15, 0, "dns")}, nil, Dead, true, FindAddress},
		"no such host for a day":            {feeds.Feed{Fetch: failing(1, 0, "dns")}, nil, Failing, false, FindAddress},
		"a page in its place for weeks":     {feeds.Feed{Fetch: failing(20, 200, "other")}, nil, Dead, true, FindAddress},
		"wants a login":                     {feeds.Feed{Fetch: failing(0, 401, "status")}, nil, Failing, true, GiveLogin},
		"wants a login for weeks":           {feeds.Feed{Fetch: failing(40, 401, "status")}, nil, Failing, true, GiveLogin},
		"refused":                           {feeds.Feed{Fetch: failing(0, 403, "status")}, nil, Failing, true, HowAsked},
		"its certificate has expired":       {feeds.Feed{Fetch: failing(2, 0, "tls")}, nil, Failing, true, AllowCert},
		"not valid HTTP":                    {feeds.Feed{Fetch: failing(0, 0, "protocol")}, nil, Failing, false, UseHTTP1},
		"asked too often":                   {feeds.Feed{Fetch: failing(0, 429, "status")}, nil, Failing, false, ""},
		"gone for good":                     {feeds.Feed{Fetch: feeds.FetchState{Checked: noon, Status: 410, Error: "Gone.", Gone: true}}, nil, Retired, true, FindAddress},
		"gone and paused":                   {feeds.Feed{Paused: true, Fetch: feeds.FetchState{Checked: noon, Gone: true}}, nil, Retired, true, FindAddress},
		"seen at another address":           {feeds.Feed{Fetch: feeds.FetchState{Checked: noon, Status: 200, MovedTo: "https://new.example/feed", MovedTimes: 2}}, daily(0, 9), Moving, false, ""},
		"filled by the reader, long silent": {feeds.Feed{URL: feeds.SavedPages}, daily(300, 9), Local, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := Health{Feed: test.feed}
			h.judge(test.dates, noon)
			if h.Verdict != test.want || h.NeedsLook() != test.look || h.Advice.Do != test.do {
				t.Errorf("%s, look %t, %q; want %s, %t, %q", h.Verdict, h.NeedsLook(), h.Advice.Do, test.want, test.look, test.do)
			}
			if h.Says(noon) == "" || h.Verdict.Word() == "" || h.Troubled() && h.Advice.Text == "" {
				t.Errorf("it says %q, advises %q", h.Says(noon), h.Advice.Text)
			}
			if a := h.Actions(); test.do != "" && (len(a) == 0 || a[0] != test.do) {
				t.Errorf("what can be done is %v", a)
			}
		})
	}
}

func TestAPartIsNotCalledTheWhole(t *testing.T) {
	const cut = "The connection broke off. What came before is here."
	h := Health{Verdict: Fine, Feed: feeds.Feed{Fetch: feeds.FetchState{Checked: noon, Status: 200}}, Tries: []feeds.Try{{At: noon, Status: 200, Error: cut}, {At: noon, Status: 200}}}
	if got := h.Word() + ". " + h.Says(noon); got != "It answers. "+cut {
		t.Errorf("says %q", got)
	}
	h.Tries = h.Tries[1:]
	if got := h.Word() + ". " + h.Says(noon); got != "All is well. The last try brought its document." {
		t.Errorf("of a whole document it says %q", got)
	}
}

func TestAFeedThatCouldNotBeAskedYetSaysWhy(t *testing.T) {
	const why = "Its server asks to be left alone for 2 hours."
	h := Health{Verdict: Unasked, Feed: feeds.Feed{Fetch: feeds.FetchState{Next: noon.Add(2 * time.Hour), Why: why}}}
	if got := h.Says(noon); got != why {
		t.Errorf("says %q", got)
	}
}

func TestRequestsAreCountedByWhatCameOfThem(t *testing.T) {
	tries := []feeds.Try{
		{At: noon, First: noon.Add(-12 * time.Hour), Times: 12, Status: 304},
		{At: noon.Add(-13 * time.Hour), First: noon.Add(-14 * time.Hour), Times: 2, Class: "timeout", Error: "Late."},
		{At: noon.Add(-48 * time.Hour), First: noon.Add(-48 * time.Hour), Times: 1, Status: 200, New: 3},
	}
	r := requests(tries, noon)
	if r.Asked != 15 || r.NotModified != 12 || r.Failed != 2 || r.PerDay != 7.5 {
		t.Errorf("%+v", r)
	}
	if want := "about 8 a day; 12 of the last 15 answered with “not modified”, 2 in vain"; r.String() != want {
		t.Errorf("says %q, want %q", r, want)
	}
	if s := requests(nil, noon).String(); s != "" {
		t.Errorf("a feed that was never asked says %q", s)
	}
}

func TestSpansAndRatesAreSaidAsOneWould(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Minute: "every minute", 15 * time.Minute: "every 15 minutes", 50 * time.Minute: "every hour", 5 * time.Hour: "every 5 hours", 20 * time.Hour: "every day",
		50 * time.Hour: "every 2 days", 7 * 24 * time.Hour: "every week", 10 * 24 * time.Hour: "every 10 days",
		15 * 24 * time.Hour: "every 2 weeks", 40 * 24 * time.Hour: "every month", 800 * 24 * time.Hour: "every 2 years",
	} {
		if got := Every(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
	for n, want := range map[float64]string{0: "", 0.1: "less than one a month", 0.3: "about 1 a month", 3: "about 3 a week", 70: "about 10 a day"} {
		if got := Often(n); got != want {
			t.Errorf("%v a week is %q, want %q", n, got, want)
		}
	}
	for at, want := range map[time.Time]string{
		noon.Add(-time.Hour): "since 11:00", noon.Add(-20 * time.Hour): "since yesterday", noon.AddDate(0, 0, -9): "since 1 March",
		noon.AddDate(0, -4, 0): "since 10 November", noon.AddDate(-2, 0, 0): "since March 2024",
	} {
		if got := SinceWhen(at, noon); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
}

func TestAccessIsSaidInWordsWithoutSecrets(t *testing.T) {
	f := feeds.Feed{Every: 3 * time.Hour, Access: feeds.Access{Secret: true, HTTP1: true, Proxy: feeds.DirectProxy}}
	want := "every 3 hours, as you set it; with a login, headers or cookies of yours; without a proxy; by HTTP/1.1 only"
	if got := AccessWords(f); got != want {
		t.Errorf("says %q", got)
	}
	if got := AccessWords(feeds.Feed{}); got != "" {
		t.Errorf("a feed as all are says %q", got)
	}
}

func TestATryIsSaidInWords(t *testing.T) {
	for want, try := range map[string]feeds.Try{
		"Nothing new|304 Not Modified":       {Status: 304},
		"3 new, 1 changed|200 OK":            {Status: 200, New: 3, Changed: 1},
		"Nothing new in its document|200 OK": {Status: 200},
		"No server has this name.|dns":       {Class: "dns", Error: "No server has this name."},
		"Not there.|404 Not Found":           {Class: "status", Status: 404, Error: "Not there."},
	} {
		words, status := TryWords(try)
		if got := words + "|" + status; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
