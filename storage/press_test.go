package storage

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// pressVersion belongs to the names of kept files: it counts what the press was.
const pressVersion = 1

// A press invents what a thousand feeds publish over years: words of six languages
// with the distribution of prose (Zipf), events that several feeds report, feeds
// of very different rhythm. The same seed gives the same articles.
type press struct {
	*rand.Rand
	tongues []*tongue
	feeds   []pressFeed
	rhythm  []float64 // cumulated weights of feeds
	now     time.Time
	step    time.Duration // between two articles
	n       int
	events  map[*tongue][]*event
}

type pressFeed struct {
	id     feeds.FeedID
	host   string
	tongue *tongue
	topic  feeds.Topic
	brief  bool // gives the beginning only
	radio  bool // has sound attached
}

// An event is reported until it is over.
type event struct {
	until time.Time
	left  int // articles still to come
	words []string
	topic feeds.Topic
	story feeds.StoryID // zero: no article of it was stored yet
}

// A piece is an article before it is stored, and what is thought of it.
type piece struct {
	in    Incoming
	event *event // nil: nobody else reports it
	d     feeds.Derived
}

// Words that benchmarks look for: of the vocabulary in English, by their rank.
const (
	commonest = "the"
	rare      = "narwhal" // in every 2,000th English article
)

// newPress publishes n articles until noon, over four years at most.
func newPress(n int) *press {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	p := &press{Rand: r, tongues: newTongues(), events: map[*tongue][]*event{}}
	p.step = min(4*365*24*time.Hour/time.Duration(n), 4*time.Minute)
	p.now = noon.Add(-time.Duration(n) * p.step)
	return p
}

// addFeed gives the press a feed to write for. Each is slower than the one before.
func (p *press) addFeed(id feeds.FeedID) {
	i := len(p.feeds)
	f := pressFeed{id: id, host: fmt.Sprintf("https://feed%d.example", i), tongue: p.someTongue(),
		topic: p.someTopic(), brief: i%5 == 3, radio: i%40 == 7}
	p.feeds = append(p.feeds, f)
	sum := 0.0
	if i > 0 {
		sum = p.rhythm[i-1]
	}
	p.rhythm = append(p.rhythm, sum+1/float64(i+8))
}

func (p *press) someTongue() *tongue {
	x := p.IntN(100)
	for _, t := range p.tongues {
		if x -= t.share; x < 0 {
			return t
		}
	}
	return p.tongues[0]
}

// someTopic is world thirteen times as often as religion.
func (p *press) someTopic() feeds.Topic {
	for {
		i := p.IntN(len(feeds.Topics))
		if p.IntN(i+1) == 0 {
			return feeds.Topics[i]
		}
	}
}

func (p *press) someFeed() *pressFeed {
	x := p.Float64() * p.rhythm[len(p.rhythm)-1]
	i, _ := slices.BinarySearch(p.rhythm, x)
	return &p.feeds[min(i, len(p.feeds)-1)]
}

// print is the next article. Most are dated some minutes before they arrive, a few
// days or months.
func (p *press) print() piece {
	p.n++
	p.now = p.now.Add(p.step)
	f := p.someFeed()
	e := p.report(f)
	date := p.now.Add(-time.Duration(p.ExpFloat64() * float64(20*time.Minute)))
	switch p.IntN(200) {
	case 0:
		date = date.Add(-time.Duration(p.IntN(200*24)) * time.Hour)
	case 1, 2, 3, 4:
		date = date.Add(-time.Duration(p.IntN(3*24)) * time.Hour)
	}
	html, text, words := p.text(f, e)
	a := feeds.Article{
		Feed: f.id, GUID: fmt.Sprintf("%s/?p=%d", f.host, p.n), Link: fmt.Sprintf("%s/%s/%d-%s", f.host, f.topic, p.n, "news"),
		Title: capital(f.tongue.sentence(p.Rand, 6+p.IntN(7), e)), Authors: []feeds.Author{{Name: f.tongue.name(p.Rand)}},
		Lead: firstRunes(text, 280), Categories: []string{string(f.topic), f.tongue.word(p.Rand)},
		Published: date, Language: f.tongue.lang, Words: words,
	}
	if p.IntN(10) < 7 {
		a.Image = fmt.Sprintf("%s/media/%d/%d.jpg", f.host, p.now.Year(), p.n)
	}
	if f.radio {
		a.Enclosures = []feeds.Enclosure{{URL: fmt.Sprintf("%s/sound/%d.mp3", f.host, p.n), Type: "audio/mpeg", Length: 31 << 20}}
	}
	out := piece{event: e, in: Incoming{Entry: feeds.Entry{Article: a, Content: html}, Body: feeds.Body{HTML: html, Text: text}}}
	out.d = p.derive(a, text, f, e)
	return out
}

// report joins an article to an event, or begins one, or neither. Sizes of events
// are distributed like words; most have one article.
func (p *press) report(f *pressFeed) *event {
	going := slices.DeleteFunc(p.events[f.tongue], func(e *event) bool { return e.left == 0 || e.until.Before(p.now) })
	p.events[f.tongue] = going
	if len(going) > 0 && p.IntN(100) < 30 {
		e := going[p.IntN(len(going))]
		e.left--
		return e
	}
	if p.IntN(100) < 90 || len(going) > 30 {
		return nil
	}
	e := &event{topic: f.topic, left: 1 + int(1/(p.Float64()+0.02)), until: p.now.Add(time.Duration(3+p.ExpFloat64()*20) * time.Hour)}
	for range 12 {
		e.words = append(e.words, f.tongue.rareWord(p.Rand))
	}
	p.events[f.tongue] = append(going, e)
	return e
}

// text is of 350 words in the median, with a long tail; brief feeds give 50.
func (p *press) text(f *pressFeed, e *event) (html, text string, words int) {
	median := 390.0
	if f.brief {
		median = 50
	}
	words = min(max(12, int(median*math.Exp(0.6*p.NormFloat64()))), 6000)
	var h, t strings.Builder
	f.tongue.begin()
	if !f.brief {
		fmt.Fprintf(&h, "<figure><img src=\"%s/media/%d.jpg\" alt=\"%s\"></figure>\n", f.host, p.n, f.tongue.sentence(p.Rand, 5, e))
	}
	for left := words; left > 0; {
		n := min(left, 35+p.IntN(60))
		left -= n
		para := capital(f.tongue.sentence(p.Rand, n, e)) + f.tongue.stop
		if words > 20 && left < 20 && f.tongue.lang == "en" && p.IntN(2000) == 0 {
			para += " A " + rare + " was seen."
		}
		h.WriteString("<p>")
		h.WriteString(para)
		if n > 60 {
			fmt.Fprintf(&h, " <a href=\"%s/archive/%d\">%s</a>", f.host, p.IntN(p.n), f.tongue.word(p.Rand))
		}
		h.WriteString("</p>\n")
		t.WriteString(para)
		t.WriteByte('\n')
	}
	return h.String(), t.String(), words
}

func (p *press) derive(a feeds.Article, text string, f *pressFeed, e *event) feeds.Derived {
	d := feeds.Derived{Version: 1, Language: a.Language, Vector: p.vector(a.Words),
		Index: feeds.IndexText{Title: language.Fold(a.Title), Author: language.Fold(a.Authors[0].Name), Text: language.Fold(text)}}
	if e != nil {
		d.Score, d.Why = 0.4+p.Float64()/2, strings.Join(e.words[:3], ", ")+" · 2 h apart"
	}
	add := func(t feeds.Topic) {
		if !slices.ContainsFunc(d.Topics, func(x feeds.TopicScore) bool { return x.Topic == t }) {
			d.Topics = append(d.Topics, feeds.TopicScore{Topic: t, Score: 0.9 - 0.2*float64(len(d.Topics)) - p.Float64()/10})
		}
	}
	if p.IntN(100) < 12 {
		return d
	}
	add(f.topic)
	for _, percent := range []int{35, 20} {
		if p.IntN(100) < percent {
			add(p.someTopic())
		}
	}
	return d
}

// vector has the size of those of feeds/story, and does not compress either.
func (p *press) vector(words int) []byte {
	b := make([]byte, min(60+words, 420))
	for i := range b {
		b[i] = byte(p.Uint32())
	}
	return b
}

// prints are as many articles, those of a feed together.
func (p *press) prints(n int) ([]Fetched, [][]piece) {
	byFeed := map[feeds.FeedID]int{}
	var list []Fetched
	var made [][]piece
	for range n {
		x := p.print()
		id := x.in.Entry.Feed
		i, ok := byFeed[id]
		if !ok {
			i = len(list)
			byFeed[id] = i
			list, made = append(list, Fetched{Feed: id}), append(made, nil)
		}
		list[i].Articles = append(list[i].Articles, x.in)
		made[i] = append(made[i], x)
	}
	for i := range list {
		list[i].Received = p.now
	}
	return list, made
}

// derived completes what is thought of articles when they have IDs.
func derived(made [][]piece, saved []Saved) []feeds.Derived {
	var out []feeds.Derived
	for i, s := range saved {
		for j, id := range s.New {
			x := made[i][j]
			x.d.Article, x.d.Story = id, feeds.StoryID(id)
			if x.event != nil {
				if x.event.story == 0 {
					x.event.story = feeds.StoryID(id)
				}
				x.d.Story = x.event.story
			}
			out = append(out, x.d)
		}
	}
	return out
}
