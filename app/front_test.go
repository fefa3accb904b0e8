package app

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// A says is an article of a test: who tells which story, how many hours ago.
type says struct {
	feed   int // each a publisher of its own, but 100 + n is another feed of n's
	title  string
	hours  float64
	story  string // those of one name are one story; empty: its own
	topics []feeds.Topic
	copyOf string // the title of another article
	text   string
	lang   string
	link   string // else one on the site of its feed
}

// A clock is what a test says it is.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

// newsdesk is a core whose articles are told by a test, derived as the test wants.
type newsdesk struct {
	*Core
	t     testing.TB
	clock *clock
	feeds map[int]feeds.FeedID
	ids   map[string]feeds.ArticleID // by title
	story map[string]feeds.StoryID
}

func newNewsdesk(tb testing.TB) *newsdesk {
	at := &clock{time.Date(2026, 3, 12, 18, 0, 0, 0, time.UTC)}
	return &newsdesk{
		Core: openCore(tb, Config{Now: at.now}), t: tb, clock: at,
		feeds: map[int]feeds.FeedID{}, ids: map[string]feeds.ArticleID{}, story: map[string]feeds.StoryID{},
	}
}

func (d *newsdesk) feed(n int) feeds.FeedID {
	if d.feeds[n] == 0 {
		id, err := d.Subscribe(d.t.Context(), Found{URL: feedURL(n), Site: site(n % 100), Title: fmt.Sprintf("Source %d", n)}, 0)
		if err != nil {
			d.t.Fatal(err)
		}
		d.feeds[n] = id
	}
	return d.feeds[n]
}

// tell stores articles and what is derived of them, in the order given.
func (d *newsdesk) tell(list ...says) {
	d.t.Helper()
	for _, x := range list {
		if x.lang == "" {
			x.lang = "en"
		}
		if x.link == "" {
			x.link = fmt.Sprintf("%s/%d", site(x.feed), len(d.ids))
		}
		date := d.clock.Add(-time.Duration(x.hours * float64(time.Hour)))
		e := feeds.Entry{Article: feeds.Article{GUID: x.title, Title: x.title, Link: x.link, Published: date}, Content: x.text}
		in := prepare(e, storage.Match{}, site(x.feed), x.lang, d.clock.now())
		_, err := d.db.SaveFetches(d.t.Context(), []storage.Fetched{{Feed: d.feed(x.feed), Received: d.clock.now(), Articles: []storage.Incoming{in}}})
		if err != nil {
			d.t.Fatal(err)
		}
	}
	work, err := d.db.Pending(d.t.Context(), derivedVersion, 10_000, storage.Reach{Since: d.clock.now()})
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.noteLinks(d.t.Context(), work); err != nil {
		d.t.Fatal(err)
	}
	index := map[feeds.ArticleID]feeds.IndexText{}
	for _, w := range work {
		d.ids[w.Title], index[w.ID] = w.ID, storage.IndexText(w.Article, w.Body.Text)
	}
	var derived []feeds.Derived
	for _, x := range list {
		id := d.ids[x.title]
		if x.story == "" {
			x.story = x.title
		}
		if d.story[x.story] == 0 {
			d.story[x.story] = feeds.StoryID(id)
		}
		v := feeds.Derived{Article: id, Version: derivedVersion, Story: d.story[x.story], Language: x.lang, CopyOf: d.ids[x.copyOf], Why: "shared words", Index: index[id]}
		for _, topic := range x.topics {
			v.Topics = append(v.Topics, feeds.TopicScore{Topic: topic, Score: 0.8})
		}
		derived = append(derived, v)
	}
	if err := d.db.SaveDerived(d.t.Context(), derived); err != nil {
		d.t.Fatal(err)
	}
}

func (d *newsdesk) front(w FrontWishes) FrontPage {
	d.t.Helper()
	p, err := d.FrontPage(d.t.Context(), w)
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

// headlines of a front page in its order.
func headlines(p FrontPage) []string {
	var out []string
	for _, s := range p.Stories {
		out = append(out, s.Lead.Title)
	}
	return out
}

func (d *newsdesk) wantFront(w FrontWishes, want ...string) {
	d.t.Helper()
	if got := headlines(d.front(w)); !slices.Equal(got, want) {
		d.t.Errorf("%+v: %q, want %q", w, got, want)
	}
}

func TestMoreIndependentSourcesComeFirst(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Alone", hours: 2},
		says{feed: 1, title: "Three", hours: 3, story: "three"},
		says{feed: 2, title: "Three more", hours: 3, story: "three"},
		says{feed: 3, title: "Three again", hours: 2, story: "three"},
		says{feed: 1, title: "Wire", hours: 3, story: "wire"},
		says{feed: 2, title: "Wire as it is", hours: 3, story: "wire", copyOf: "Wire"},
		says{feed: 3, title: "Wire once more", hours: 2, story: "wire", copyOf: "Wire"},
		says{feed: 4, title: "Wire printed", hours: 2, story: "wire", copyOf: "Wire"},
	)
	d.wantFront(FrontWishes{}, "Three", "Alone", "Wire") // the wire's text is an hour older
	p := d.front(FrontWishes{})
	for i, want := range []string{"3 sources within an hour", "One source", "One source"} {
		if p.Stories[i].Why != want {
			t.Errorf("%q is there because %q, want %q", p.Stories[i].Lead.Title, p.Stories[i].Why, want)
		}
	}
	if p.Total != 3 || p.Sources != 4 || len(p.Stories[2].Others) != 3 {
		t.Errorf("%d stories of %d sources, the wire's text has %d others", p.Total, p.Sources, len(p.Stories[2].Others))
	}
}

func TestFeedsOfOnePublisherAreOneSource(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Sections", hours: 2, story: "sections"}, says{feed: 101, title: "Sections too", hours: 2, story: "sections"},
		says{feed: 201, title: "Sections again", hours: 2, story: "sections"},
		says{feed: 1, title: "Two", hours: 2, story: "two"}, says{feed: 2, title: "Two too", hours: 2, story: "two"},
	)
	d.wantFront(FrontWishes{}, "Two", "Sections")
	if p := d.front(FrontWishes{}); p.Stories[1].Why != "One source" || p.Stories[1].Independent != 1 {
		t.Errorf("%q, %d independent", p.Stories[1].Why, p.Stories[1].Independent)
	}
}

func TestWhatIsMutedIsNotOnTheFrontPage(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Match", hours: 1, topics: []feeds.Topic{feeds.Sport}},
		says{feed: 1, title: "Vote", hours: 2, story: "vote"}, says{feed: 2, title: "Vote in the stadium", hours: 2, story: "vote"},
		says{feed: 3, title: "Horoscope", hours: 1},
	)
	for _, m := range []feeds.Mute{{Scope: feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}}, {Scope: feeds.Scope{Text: "horoscope"}}, {Scope: feeds.Scope{Feed: d.feed(1), Text: "vote"}}} {
		if _, _, err := d.SaveMute(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	d.wantFront(FrontWishes{}, "Vote in the stadium")
	d.wantFront(FrontWishes{ByTime: true}, "Vote in the stadium")
	if p := d.front(FrontWishes{}); p.Stories[0].Why != "One source" || len(p.Stories[0].Others) != 0 {
		t.Errorf("%+v", p.Stories[0])
	}
}

func TestTheFrontPageByTimeHidesNothing(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Early", hours: 20},
		says{feed: 1, title: "Big", hours: 14, story: "big"}, says{feed: 2, title: "Big too", hours: 12, story: "big"},
		says{feed: 3, title: "Late", hours: 1}, says{feed: 3, title: "Read", hours: 0.5},
		says{feed: 4, title: "Copy", hours: 0.1, story: "big", copyOf: "Big"}, // no development
	)
	if err := d.SetRead(t.Context(), true, d.ids["Read"]); err != nil {
		t.Fatal(err)
	}
	d.wantFront(FrontWishes{ByTime: true}, "Read", "Late", "Big", "Early")
	d.wantFront(FrontWishes{}, "Late", "Big", "Early", "Read")
}

func TestTopicsChooseAndExclude(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(
		says{feed: 1, title: "Match", hours: 1, topics: []feeds.Topic{feeds.Sport}},
		says{feed: 1, title: "Doping law", hours: 2, topics: []feeds.Topic{feeds.Sport, feeds.Politics}},
		says{feed: 1, title: "Vote", hours: 3, topics: []feeds.Topic{feeds.Politics}},
		says{feed: 1, title: "Comet", hours: 4, topics: []feeds.Topic{feeds.Science}},
	)
	d.wantFront(FrontWishes{Topics: []feeds.Topic{feeds.Sport}}, "Match", "Doping law")
	d.wantFront(FrontWishes{Topics: []feeds.Topic{feeds.Sport, feeds.Science}}, "Match", "Doping law", "Comet")
	d.wantFront(FrontWishes{Topics: []feeds.Topic{feeds.Politics}, Without: []feeds.Topic{feeds.Sport}}, "Vote")
	d.wantFront(FrontWishes{Topics: []feeds.Topic{feeds.Religion}})
}

func TestOneTopicDoesNotFillTheTop(t *testing.T) {
	d := newNewsdesk(t)
	for i := range 6 {
		d.tell(says{feed: i, title: fmt.Sprint("Sport ", i), hours: 1 + float64(i)/10, topics: []feeds.Topic{feeds.Sport}})
	}
	d.tell(says{feed: 7, title: "Vote", hours: 4, topics: []feeds.Topic{feeds.Politics}})
	if at := slices.Index(headlines(d.front(FrontWishes{})), "Vote"); at != 1 {
		t.Errorf("the only story of another topic is number %d", at+1)
	}
	p := d.front(FrontWishes{})
	if !slices.IsSortedFunc(p.Stories, func(a, b FrontStory) int { return int(1e6 * (b.Score - a.Score)) }) {
		t.Error("a story outweighs one above it")
	}
}

func TestAQuietDayReachesBack(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(says{feed: 1, title: "Yesterday's", hours: 40}, says{feed: 1, title: "Today's", hours: 3})
	d.wantFront(FrontWishes{}, "Today's", "Yesterday's")
	for i := range frontFew {
		d.tell(says{feed: 2, title: fmt.Sprint("More ", i), hours: 4})
	}
	if slices.Contains(headlines(d.front(FrontWishes{})), "Yesterday's") {
		t.Error("a full day has news of another")
	}
}

func TestNewIsWhatCameSinceTheLastVisit(t *testing.T) {
	d := newNewsdesk(t)
	look := func() FrontPage {
		t.Helper()
		if err := d.FrontSeen(t.Context()); err != nil {
			t.Fatal(err)
		}
		return d.front(FrontWishes{})
	}
	fresh := func(p FrontPage) (out []string) {
		for _, s := range p.Stories {
			if s.New {
				out = append(out, s.Lead.Title)
			}
		}
		slices.Sort(out)
		return out
	}
	d.tell(says{feed: 1, title: "Old", hours: 5}, says{feed: 1, title: "Grows", hours: 5, story: "grows"}, says{feed: 1, title: "Wire", hours: 5, story: "wire"})
	if p := look(); p.New != 0 || !p.Since.IsZero() {
		t.Errorf("the first look finds %d new since %v", p.New, p.Since)
	}
	first := d.clock.now()
	d.clock.Time = first.Add(2 * time.Hour)
	d.tell(
		says{feed: 2, title: "Late by its date", hours: 6}, says{feed: 3, title: "Grew", hours: 1, story: "grows"},
		says{feed: 2, title: "Wire again", hours: 1, story: "wire", copyOf: "Wire"}, // nobody told anything
	)
	want := []string{"Grows", "Late by its date"}
	p := look()
	if got := fresh(p); !slices.Equal(got, want) || p.New != 2 || !p.Since.Equal(first) {
		t.Errorf("new since %v are %q, want %q since %v", p.Since, got, want, first)
	}
	for range 5 { // the visit goes on
		d.clock.Time = d.clock.Add(20 * time.Minute)
		if got := fresh(look()); !slices.Equal(got, want) {
			t.Errorf("while the reader looks, new are %q", got)
		}
	}
	d.clock.Time = d.clock.Add(3 * time.Hour)
	if p := look(); p.New != 0 {
		t.Errorf("at the next visit, new are %q", fresh(p))
	}
}

func TestTheBalanceIsKeptAndCounts(t *testing.T) {
	d := newNewsdesk(t)
	d.tell(says{feed: 1, title: "Fresh", hours: 0.5}, says{feed: 1, title: "Big", hours: 20, story: "big"},
		says{feed: 2, title: "Big too", hours: 20, story: "big"}, says{feed: 3, title: "Big again", hours: 20, story: "big"})
	d.wantFront(FrontWishes{}, "Fresh", "Big")
	if err := d.SetFrontBalance(t.Context(), Balance{Sources: 2, Freshness: -3, Topics: 7, Reading: 1}); err != nil {
		t.Fatal(err)
	}
	d.wantFront(FrontWishes{}, "Big", "Fresh")
	if b, err := d.FrontBalance(t.Context()); err != nil || b != (Balance{2, 0, 2, 1}) {
		t.Errorf("%+v, %v", b, err)
	}
}

// some facts, with what does not fit together left out.
func someFacts(r *rand.Rand) facts {
	f := facts{span: 24, age: 24 * r.Float64(), sources: 1 + r.IntN(40), liked: r.Float64(), often: r.Float64(),
		words: r.IntN(2000), picture: r.IntN(2) == 0, read: r.IntN(4) == 0}
	f.lastHours = r.IntN(f.sources + 1)
	f.lastHour = r.IntN(f.lastHours + 1)
	f.all = f.sources + r.IntN(20)
	return f
}

func TestWhatSpeaksForAStoryNeverLowersIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		b := Balance{2 * r.Float64(), 2 * r.Float64(), 2 * r.Float64(), 2 * r.Float64()}
		f := someFacts(r)
		for name, better := range map[string]func(*facts){
			"a source more, hours ago":           func(f *facts) { f.sources++; f.all++ },
			"a source more, just now":            func(f *facts) { f.sources++; f.all++; f.lastHour++; f.lastHours++ },
			"a source more, on another day":      func(f *facts) { f.all++ },
			"a source that came an hour later":   func(f *facts) { f.lastHour = min(f.lastHours, f.lastHour+1) },
			"a source that came two hours later": func(f *facts) { f.lastHours = min(f.sources, f.lastHours+1) },
			"fresher":                            func(f *facts) { f.age *= r.Float64() },
			"nearer to the reader's topics":      func(f *facts) { f.liked += (1 - f.liked) * r.Float64() },
			"of a source they read":              func(f *facts) { f.often += (1 - f.often) * r.Float64() },
			"not read":                           func(f *facts) { f.read = false },
		} {
			with := f
			better(&with)
			if with.all > 1 && f.all == 1 && f.words > longWords {
				continue // a long read is one because only one source tells it
			}
			if was, is := b.score(f), b.score(with); is < was-1e-9 {
				t.Fatalf("%s: %.4f becomes %.4f\n%+v\n%+v", name, was, is, f, with)
			}
		}
	}
}

func TestTheReasonIsOneLine(t *testing.T) {
	at := time.Date(2026, 3, 12, 18, 0, 0, 0, time.UTC)
	for want, f := range map[string]facts{
		"9 sources in 6 hours, in your topics":                        {sources: 9, first: at.Add(-6 * time.Hour), last: at, liked: 1},
		"6 sources in 5 hours, growing: 4 more in the last hour":      {sources: 6, first: at.Add(-5 * time.Hour), last: at, lastHour: 4, lastHours: 5},
		"6 sources in 5 hours, growing: 3 more in three hours":        {sources: 6, first: at.Add(-5 * time.Hour), last: at, lastHour: 1, lastHours: 3},
		"3 sources within an hour":                                    {sources: 3, first: at.Add(-time.Hour / 2), last: at, lastHour: 3, lastHours: 3},
		"One source, long read":                                       {sources: 1, words: 1400},
		"One source, from a source you read often":                    {sources: 1, often: 0.6},
		"2 sources in 3 hours, 12 in all, read":                       {sources: 2, all: 12, first: at.Add(-3 * time.Hour), last: at, read: true},
		"One source, in your topics and from a source you read often": {sources: 1, often: 1, liked: 1},
		"3 sources in 3 days":                                         {sources: 3, first: at.Add(-60 * time.Hour), last: at},
	} {
		if got := f.why(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if strings.Contains(f.why(), "\n") {
			t.Errorf("%q", f.why())
		}
	}
}
