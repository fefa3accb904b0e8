package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// stream is invented news of so many articles, one a minute, with IDs from one on.
func stream(seed uint64, n int) []Doc {
	docs := docmaker(seed)
	list := make([]Doc, n)
	for i := range list {
		list[i] = docs(i)
	}
	return list
}

// founders are the stories of the articles, by what the articles are called, whatever
// their IDs are.
func founders(x *Index, list []Doc) map[string]string {
	title := map[feeds.ArticleID]string{}
	for _, d := range list {
		title[d.Article] = d.Title
	}
	out := map[string]string{}
	for _, d := range list {
		out[d.Title] = title[feeds.ArticleID(x.Story(d.Article))]
	}
	return out
}

func makeAll(list []Doc) []*Vector {
	out := make([]*Vector, len(list))
	for i, d := range list {
		out[i] = Make(d)
	}
	return out
}

// addIn adds articles in batches of so many.
func addIn(x *Index, list []Doc, size int) (changed int) {
	for batch := range slices.Chunk(list, size) {
		changed += len(x.Add(makeAll(batch))) - len(batch)
	}
	return changed
}

// shuffledWithin mixes the articles of each hour, as feeds that answer in another
// order do, and gives them IDs in the order in which they come.
func shuffledWithin(list []Doc, hour int, random *rand.Rand) []Doc {
	out := slices.Clone(list)
	for part := range slices.Chunk(out, hour) {
		random.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
	}
	for i := range out {
		out[i].Article = feeds.ArticleID(i + 1)
	}
	return out
}

func TestTheOrderInWhichFeedsAnswerChangesNothing(t *testing.T) {
	for seed := range uint64(3) {
		list := stream(seed, 1200)
		x := NewIndex(Options{})
		addIn(x, list, 20)
		want := founders(x, list)
		mixed := shuffledWithin(list, 60, rand.New(rand.NewPCG(seed, 9)))
		y := NewIndex(Options{})
		addIn(y, mixed, 20)
		other := 0
		for title, story := range founders(y, mixed) {
			if want[title] != story {
				other++
			}
		}
		if other > len(list)/100 {
			t.Errorf("seed %d: %d of %d articles are in another story", seed, other, len(list))
		}
	}
}

// The first answers bring the articles of days, feed by feed.
func TestTheOrderOfTheFirstAnswersChangesNothing(t *testing.T) {
	for seed := range uint64(3) {
		list := stream(seed, 500)
		x := NewIndex(Options{})
		addIn(x, list, len(list))
		want := founders(x, list)
		mixed := slices.Clone(list)
		rand.New(rand.NewPCG(seed, 4)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		y := NewIndex(Options{})
		addIn(y, mixed, 90)
		for title, story := range founders(y, mixed) {
			if want[title] != story {
				t.Errorf("seed %d: %q is in the story of %q, in order of date in that of %q", seed, title, story, want[title])
			}
		}
	}
}

func TestAFeedThatIsAddedTwiceChangesNothing(t *testing.T) {
	list := stream(5, 600)
	x := NewIndex(Options{})
	addIn(x, list, 50)
	want := founders(x, list)
	y := NewIndex(Options{})
	var twice []Doc
	for i, d := range list {
		twice = append(twice, d)
		if i%3 == 0 {
			d.Article += 10_000
			d.Feed += 1000
			twice = append(twice, d)
		}
	}
	addIn(y, twice, 60)
	for title, story := range founders(y, list) {
		if want[title] != story {
			t.Errorf("%q is in the story of %q, alone in that of %q", title, story, want[title])
		}
	}
	for i, d := range list {
		if again := d.Article + 10_000; i%3 == 0 && (y.Story(again) != y.Story(d.Article) || y.Vector(again).copyOf == 0) {
			t.Errorf("the second copy of %q is in story %d as a copy of %d", d.Title, y.Story(again), y.Vector(again).copyOf)
		}
	}
}

func TestWhatAnEarlierArticleChangesIsTold(t *testing.T) {
	x := NewIndex(Options{})
	list := stream(7, 400)
	told := map[feeds.ArticleID]feeds.StoryID{}
	late := shuffledWithin(list, 120, rand.New(rand.NewPCG(1, 1)))
	for batch := range slices.Chunk(late, 30) {
		for _, p := range x.Add(makeAll(batch)) {
			told[p.Article] = p.Story
			if p.Vector == nil || p.New != (p.Story == feeds.StoryID(p.Article)) {
				t.Fatalf("got %+v", p)
			}
		}
	}
	for _, d := range late {
		if told[d.Article] != x.Story(d.Article) {
			t.Errorf("article %d was told to be in %d and is in %d", d.Article, told[d.Article], x.Story(d.Article))
		}
	}
}

func TestARebuiltIndexHasTheSameStories(t *testing.T) {
	list := stream(11, 800)
	x := NewIndex(Options{})
	addIn(x, list, 100)
	y := NewIndex(Options{})
	for _, d := range list {
		b, _ := x.Vector(d.Article).MarshalBinary()
		v, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		y.Restore(v, x.Story(d.Article))
	}
	for _, d := range list {
		if x.Story(d.Article) != y.Story(d.Article) {
			t.Errorf("article %d is in %d, restored in %d", d.Article, x.Story(d.Article), y.Story(d.Article))
		}
	}
	more := stream(11, 1000)[800:]
	addIn(x, more, 40)
	addIn(y, more, 40)
	other := 0
	for _, d := range more {
		if x.Story(d.Article) != y.Story(d.Article) {
			other++
		}
	}
	if other > 2 {
		t.Errorf("%d of %d articles went elsewhere after the rebuild", other, len(more))
	}
}

func TestStoriesThatBecomeOneKeepTheEarlierFounder(t *testing.T) {
	x := NewIndex(Options{})
	a, b := x.group(1), x.group(2)
	x.add(x.weigh(Make(news[0].doc(1))), a)
	x.add(x.weigh(Make(news[2].doc(2))), b)
	x.before = map[feeds.ArticleID]was{}
	x.merge(a, b)
	got := x.changes(nil, nil)
	if len(got) != 1 || got[0].Article != 2 || got[0].Story != 1 || got[0].Why == "" || x.Story(2) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestAWireTextIsKnownWithAParagraphCutAndATownBeforeIt(t *testing.T) {
	long := theNight()
	cut := long
	cut.feed, cut.hours = 9, 2
	cut.title = "Ferry on the rocks: how the night went"
	cut.text = "BRANNOCH (Norwire) - " + long.text[:len(long.text)*3/4]
	got := place(NewIndex(Options{}), []report{long, cut})
	if got[1].Story != 1 || got[1].CopyOf != 1 {
		t.Errorf("got %+v", got[1])
	}
}

func TestTheEarliestTextIsTheOriginal(t *testing.T) {
	x := NewIndex(Options{})
	late := wire
	late.hours = 9
	x.Add([]*Vector{Make(late.doc(1))})
	x.Add([]*Vector{Make(news[0].doc(2))})
	if x.Vector(1).copyOf != 2 || x.Vector(2).copyOf != 0 {
		t.Errorf("the later one repeats %d, the earlier %d", x.Vector(1).copyOf, x.Vector(2).copyOf)
	}
}

func TestLongTextsJoinOverAnyTimeAndHeadlinesDoNot(t *testing.T) {
	long, short := theNight(), report{title: "Marigold on the rocks off Brannoch in fog"}
	wrong, old := long, short
	wrong.hours, old.hours = 30*24, 30*24
	wrong.feed, wrong.title, wrong.text = 3, "How Marigold came to lie off Brannoch", strings.ReplaceAll(long.text, "told the paper of", "remembers")
	if got := place(NewIndex(Options{}), []report{long, wrong}); got[1].Story != 1 {
		t.Errorf("a long text with a wrong date: got %+v", got[1])
	}
	if got := place(NewIndex(Options{}), []report{short, old}); !got[1].New {
		t.Errorf("a headline a month later: got %+v", got[1])
	}
}

// theNight is a long report of the ferry.
func theNight() report {
	long := news[0]
	for i, s := range []string{"songs in the saloon", "cold hands at the rail", "a dog that would not bark", "the captain on his knees", "soup from the galley", "lights at Kessel point", "a child born on deck", "ropes frozen stiff"} {
		long.text += fmt.Sprintf(" Passenger %d told the paper of %s, and of %s minutes later, before helicopters came over Brannoch.", i*31, s, []string{"two", "five", "twelve", "twenty", "thirty", "forty", "fifty", "sixty"}[i])
	}
	return long
}
