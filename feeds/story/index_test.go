package story

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestOldArticlesAreForgotten(t *testing.T) {
	x := NewIndex(Options{Keep: 24 * time.Hour})
	place(x, news)
	for i, r := range news {
		id := feeds.ArticleID(i + 1)
		if kept := r.hours >= 30-24; kept != (x.Vector(id) != nil) || kept != (x.Story(id) != 0) {
			t.Errorf("article of hour %d: remembered is %v", r.hours, !kept)
		}
	}
	for _, r := range x.Similar(Make(wire.doc(50)), 9) {
		if x.Vector(r.Article) == nil {
			t.Errorf("a forgotten article is found: %+v", r)
		}
	}
}

func TestTheNumberOfArticlesIsBounded(t *testing.T) {
	x := NewIndex(Options{MaxDocs: 300})
	make := newsmaker(7)
	for i := range 3000 {
		x.Place(make(i))
		if x.Len() > 300 || len(x.docs) > 600 {
			t.Fatalf("after %d articles %d are remembered in %d places", i+1, x.Len(), len(x.docs))
		}
	}
	if x.Len() != 300 || x.Vector(3000) == nil || x.Vector(2700) != nil {
		t.Errorf("%d are remembered", x.Len())
	}
}

func TestForgettingUndoesRemembering(t *testing.T) {
	x := NewIndex(Options{MaxDocs: 500})
	make := newsmaker(3)
	for i := range 1500 {
		x.Place(make(i))
		if i%3 == 0 {
			x.Remove(feeds.ArticleID(i - 40))
		}
	}
	for id := range feeds.ArticleID(1501) {
		x.Remove(id)
	}
	if x.Len() != 0 || x.total != 0 || len(x.stories) != 0 || len(x.byID) != 0 {
		t.Errorf("there are %d articles, %d shares, %d stories left", x.Len(), x.total, len(x.stories))
	}
	for term, n := range x.counts {
		if n != 0 {
			t.Fatalf("term %d still counts %d", term, n)
		}
	}
}

func TestALongStoryStaysOne(t *testing.T) {
	x := NewIndex(Options{})
	for day := range 20 {
		r := news[0]
		r.hours = 24 * day
		r.title = fmt.Sprintf("Marigold ferry off Brannoch: day %d", day+1)
		r.text = fmt.Sprintf("The ferry Marigold of Nordsund Line still lies on the rocks of Brannoch. %s", strings.Repeat(fmt.Sprintf("Salvage crew %d worked on deck %d. ", day, day*7), 3))
		if p := x.Place(Make(r.doc(feeds.ArticleID(day + 1)))); p.Story != 1 {
			t.Errorf("day %d: got %+v", day+1, p)
		}
	}
}

// newsmaker makes articles of 300 words: every fourth founds an event, the
// others report one of the last twenty. Words are as frequent as in a language.
func newsmaker(seed uint64) func(i int) *Vector {
	docs := docmaker(seed)
	return func(i int) *Vector { return Make(docs(i)) }
}

func docmaker(seed uint64) func(i int) Doc {
	random := rand.New(rand.NewPCG(seed, 1))
	zipf := rand.NewZipf(random, 1.1, 3, 60_000)
	word := func() string { return fmt.Sprintf("w%xd", zipf.Uint64()*2654435761%0xFFFFF) }
	var events [][]string
	return func(i int) Doc {
		if i%4 == 0 {
			names := make([]string, 12)
			for j := range names {
				names[j] = fmt.Sprintf("Name%d", random.IntN(1_000_000))
			}
			events = append(events, names)
		}
		event := events[max(0, len(events)-20)+random.IntN(min(20, len(events)))]
		if i%4 == 0 {
			event = events[len(events)-1]
		}
		var title, text strings.Builder
		for j := range 7 {
			fmt.Fprintf(&title, "%s ", word())
			if j%3 == 0 {
				fmt.Fprintf(&title, "%s ", event[random.IntN(12)])
			}
		}
		for j := range 290 {
			text.WriteString(word())
			if j%12 == 11 {
				text.WriteString(" " + event[random.IntN(12)] + ".")
			}
			text.WriteByte(' ')
		}
		return Doc{Article: feeds.ArticleID(i + 1), Feed: feeds.FeedID(1 + random.IntN(300)), Time: noon.Add(time.Duration(i) * time.Minute), Lang: "en", Title: title.String(), Text: text.String()}
	}
}

func BenchmarkMake(b *testing.B) {
	b.ReportAllocs()
	d := docmaker(1)(0)
	for b.Loop() {
		Make(d)
	}
}

// filled is an index with articles of one window.
func filled(n int) (*Index, []*Vector) {
	make := newsmaker(1)
	x := NewIndex(Options{Window: 1000 * time.Hour, Keep: 5000 * time.Hour})
	more := []*Vector{}
	for i := range n + 1000 {
		more = append(more, make(i))
	}
	for batch := range slices.Chunk(more[:n], 1000) {
		x.Add(batch)
	}
	return x, more[n:]
}

func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x, more := filled(n)
			b.ReportAllocs()
			b.ResetTimer()
			i := 0
			for b.Loop() {
				x.Add(more[i%len(more) : i%len(more)+1])
				i++
			}
		})
	}
}

func BenchmarkRestore(b *testing.B) {
	x, more := filled(5_000)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		x.Restore(more[i%len(more)], feeds.StoryID(i%len(more)))
		i++
	}
}

func BenchmarkRelated(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x, more := filled(n)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				x.Related(more[i%len(more)], 5)
				i++
			}
		})
	}
}

func TestAMemberThatLeavesTakesItsWordsAlong(t *testing.T) {
	x := NewIndex(Options{})
	place(x, news)
	x.Restore(Make(background[3].doc(60)), 1)
	x.stories[1].centre()
	x.Remove(60)
	got := x.stories[1].centre()
	x.stories[1].sum = nil
	want := x.stories[1].centre()
	if len(got) != len(want) {
		t.Fatalf("%d terms are left, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].hash != want[i].hash || math.Abs(float64(got[i].weight-want[i].weight)) > 1e-5 {
			t.Errorf("term %d is %v, want %v", i, got[i], want[i])
		}
	}
}
