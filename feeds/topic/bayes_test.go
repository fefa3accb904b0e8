package topic

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"

	"tidings/feeds"
)

// schooled is a model that has read the news.
func schooled() *Model {
	m := New()
	for range 10 {
		for _, n := range news {
			m.Learn(Doc{Title: n.title, Text: n.text, Lang: n.lang})
		}
	}
	return m
}

// unknown words, in a language for which there is no list.
const (
	estonianSport    = "Suusataja võitis sprindi kolme sajandikuga"
	estonianBusiness = "Laevaomanik kasvatas septembris käivet"
)

func TestWordsAreLearnedFromArticlesWithASection(t *testing.T) {
	m := New()
	for range 40 {
		m.Learn(Doc{Title: estonianSport, Lang: "et", Link: "https://example.ee/sport/1"})
		m.Learn(Doc{Title: estonianBusiness, Lang: "et", Link: "https://example.ee/business/1"})
	}
	for title, want := range map[string]feeds.Topic{
		"Sprindi võitis noor suusataja": feeds.Sport,
		"Käivet kasvatas kaupmees":      feeds.Business,
	} {
		if got := m.Of(Doc{Title: title, Lang: "et"}); len(got) == 0 || got[0].Topic != want {
			t.Errorf("%q: %v", title, got)
		}
	}
	if got := m.Of(Doc{Title: "Kass tuli koju tagasi", Lang: "et"}); len(got) > 0 {
		t.Errorf("words that were never read: %v", got)
	}
}

func TestNothingIsLearnedWithoutAClearLead(t *testing.T) {
	m := New()
	m.Learn(Doc{Title: "Kass tuli koju tagasi", Lang: "et"})
	m.Learn(Doc{Title: "Match film", Lang: "en"})
	if n := m.learned.articles(); n > 0 {
		t.Errorf("%v articles", n)
	}
}

func TestAnArticleDoesNotConfirmItself(t *testing.T) {
	m := schooled()
	d := Doc{Title: "Kass tuli koju tagasi", Lang: "et", Link: "https://example.ee/sport/1"}
	before := m.Scores(d)
	m.Learn(d)
	if after := m.Scores(d); after[feeds.Sport] <= before[feeds.Sport] {
		t.Errorf("nothing is learned: %v, was %v", after, before)
	}
	for topic, x := range m.ScoresAgain(Read(d)) {
		if diff := x - before[topic]; diff > 0.01 || diff < -0.01 {
			t.Errorf("%s is %v, was %v before it was learned", topic, x, before[topic])
		}
	}
}

func TestAWeakHintIsLearnedInPartWhereWhatWasLearnedAgrees(t *testing.T) {
	m := schooled()
	n := m.learned.seen[slices.Index(feeds.Topics, feeds.Sport)]
	m.Learn(Doc{Title: "In the evening", Text: "The club was there.", Lang: "en"})
	if d := m.learned.seen[slices.Index(feeds.Topics, feeds.Sport)] - n; d != partly {
		t.Errorf("%v of the article is learned", d)
	}
}

func TestWhatWasLearnedSurvivesARestart(t *testing.T) {
	m := schooled()
	data, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 1<<20 {
		t.Errorf("%d bytes", len(data))
	}
	again := New()
	if err := again.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	for _, n := range news {
		d := Doc{Title: n.title, Text: n.text, Lang: n.lang}
		before, after := m.Scores(d), again.Scores(d)
		for topic, x := range before {
			if diff := after[topic] - x; diff > 0.02 || diff < -0.02 {
				t.Errorf("%q: %s was %.3f, is %.3f", n.title, topic, x, after[topic])
			}
		}
	}
	second, err := again.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, second) {
		t.Error("the state changes by being stored")
	}
}

func TestADamagedStateIsRefusedAndChangesNothing(t *testing.T) {
	m := schooled()
	good, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	d := Doc{Title: news[0].title, Lang: "en"}
	want := m.Scores(d)
	for name, data := range map[string][]byte{
		"empty": nil, "another version": append([]byte{99}, good[1:]...), "cut off": good[:len(good)/2], "noise": {stateVersion, 1, 2, 3},
	} {
		if err := m.UnmarshalBinary(data); !errors.Is(err, errState) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := m.Scores(d); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, was %v", got, want)
	}
}

func TestOldNewsFade(t *testing.T) {
	b := newBayes()
	old, fresh := []feature{{1, 1}}, []feature{{2, 1}}
	b.learn(0, old, 1)
	for range enough {
		b.learn(1, fresh, 1)
	}
	if b.counts[1][0] >= 1 || b.articles() > enough {
		t.Errorf("count %v of %v articles", b.counts[1][0], b.articles())
	}
}

func TestSameArticlesInSameOrderGiveSameTopics(t *testing.T) {
	a, b := schooled(), schooled()
	for _, n := range news {
		d := Doc{Title: n.title, Text: n.text, Lang: n.lang}
		if x, y := a.Scores(d), b.Scores(d); !reflect.DeepEqual(x, y) {
			t.Fatalf("%v and %v", x, y)
		}
	}
}

func TestWorkersAskWhileTheWriterTeaches(t *testing.T) {
	m := New()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, n := range news {
				m.Of(Doc{Title: n.title, Text: n.text, Lang: n.lang})
			}
		})
	}
	for _, n := range news {
		m.Learn(Doc{Title: n.title, Text: n.text, Lang: n.lang})
	}
	wg.Wait()
}

func FuzzUnmarshalBinary(f *testing.F) {
	data, err := New().MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte{stateVersion})
	f.Fuzz(func(t *testing.T, data []byte) {
		m := New()
		if m.UnmarshalBinary(data) == nil {
			m.Of(Doc{Title: "Match", Lang: "en"})
		}
	})
}
