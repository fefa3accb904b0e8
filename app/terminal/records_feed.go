package terminal

import (
	"time"

	"tidings/app"
	"tidings/feeds"
)

// healthRecord is what feeds prints of one feed.
type healthRecord struct {
	feedRecord

	Says      string         `json:"says"`
	Since     string         `json:"since,omitempty"` // of the state
	Advice    string         `json:"advice,omitempty"`
	Actions   []app.Action   `json:"actions,omitempty"` // the best first
	NeedsLook bool           `json:"needs_look"`
	Publisher string         `json:"publisher,omitempty"`
	Newest    string         `json:"newest,omitempty"`  // article
	PerWeek   float64        `json:"per_week"`          // articles
	Weeks     []int          `json:"weeks,omitempty"`   // articles of each, the present one last
	Bytes     int64          `json:"bytes,omitempty"`   // stored
	Class     string         `json:"class,omitempty"`   // of the error
	Size      int64          `json:"size,omitempty"`    // of the last document
	TookMS    int64          `json:"took_ms,omitempty"` // the last try
	MovedTo   string         `json:"moved_to,omitempty"`
	Moved     int            `json:"moved_times,omitempty"`
	Every     int64          `json:"every,omitempty"` // the reader's own interval, seconds
	Access    *feedAccess    `json:"access,omitempty"`
	Recipe    *feeds.Recipe  `json:"recipe,omitempty"` // how a page is read that is no feed
	Answer    []feeds.Header `json:"answer,omitempty"`
	Requests  *app.Requests  `json:"requests,omitempty"`
	Tries     []tryRecord    `json:"tries,omitempty"` // newest first
}

// feedAccess is how a feed is asked, as far as that is stored with it.
type feedAccess struct {
	UserAgent string `json:"user_agent,omitempty"`
	Proxy     string `json:"proxy,omitempty"`
	HTTP1     bool   `json:"http1"`
	Insecure  bool   `json:"accepts_invalid_certificate"`
	Secret    bool   `json:"secret"` // there is a login, or headers or cookies
}

type tryRecord struct {
	At      string `json:"at"`
	First   string `json:"first"`
	Times   int    `json:"times"`
	Status  int    `json:"status,omitempty"`
	Class   string `json:"class,omitempty"`
	Error   string `json:"error,omitempty"`
	Bytes   int64  `json:"bytes,omitempty"`
	TookMS  int64  `json:"took_ms,omitempty"`
	New     int    `json:"new"`
	Changed int    `json:"changed"`
	URL     string `json:"url,omitempty"`
}

// homeRecord is where a feed may be now.
type homeRecord struct {
	foundRecord

	Same int    `json:"same"` // articles in it that are stored already
	Why  string `json:"why"`
}

func healthOf(h app.Health, folder string, now time.Time) healthRecord {
	x := h.Feed.Fetch
	r := healthRecord{
		feedRecord: feedOf(h.Feed, folder),
		Says:       h.Says(now), Since: stamp(h.Since), Advice: h.Advice.Text, Actions: h.Actions(), NeedsLook: h.NeedsLook(),
		Publisher: h.Publisher, Newest: stamp(h.Newest), PerWeek: h.PerWeek(), Weeks: h.Weeks, Bytes: h.Bytes,
		Class: x.Class, Size: x.Size, TookMS: x.Took.Milliseconds(), MovedTo: x.MovedTo, Moved: x.MovedTimes,
		Every: int64(h.Feed.Every / time.Second), Answer: x.Answer,
	}
	r.State = string(h.Verdict)
	if a := h.Feed.Access; a != (feeds.Access{}) {
		r.Access = &feedAccess{a.UserAgent, a.Proxy, a.HTTP1, a.Insecure, a.Secret}
	}
	if !h.Feed.Recipe.Proper() {
		r.Recipe = &h.Feed.Recipe
	}
	if h.Requests.Asked > 0 {
		r.Requests = &h.Requests
	}
	for _, t := range h.Tries {
		r.Tries = append(r.Tries, tryRecord{
			At: stamp(t.At), First: stamp(t.First), Times: t.Times, Status: t.Status, Class: t.Class, Error: t.Error,
			Bytes: t.Bytes, TookMS: t.Took.Milliseconds(), New: t.New, Changed: t.Changed, URL: t.URL,
		})
	}
	return r
}

func homeOf(h app.NewHome) homeRecord {
	return homeRecord{foundRecords([]app.Found{h.Found})[0], h.Same, h.Why}
}
