package storage

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tidings/feeds"
)

// An edition is a text that its publisher edits.
type edition struct {
	r          *rand.Rand
	zipf       *rand.Zipf
	paragraphs []string
}

func newEdition() *edition {
	r := rand.New(rand.NewPCG(3, 4))
	e := &edition{r: r, zipf: rand.NewZipf(r, 1.15, 8, 19999)}
	e.writeAnew()
	return e
}

func (e *edition) writeAnew() {
	e.paragraphs = nil
	for range 12 {
		e.paragraphs = append(e.paragraphs, e.words(55))
	}
}

// words are invented and as often as those of prose.
func (e *edition) words(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = strconv.FormatUint((e.zipf.Uint64()+31)*0x9e3779b1, 36)
	}
	return strings.Join(list, " ")
}

func (e *edition) body() feeds.Body {
	return feeds.Body{HTML: "<p>" + strings.Join(e.paragraphs, "</p>\n<p>") + "</p>", Text: strings.Join(e.paragraphs, "\n")}
}

// edits are what publishers do with what they have published.
var edits = map[string]func(*edition){
	"sentence added": func(e *edition) {
		i := e.r.IntN(len(e.paragraphs))
		e.paragraphs[i] += " " + e.words(14) + "."
	},
	"typo mended": func(e *edition) {
		i := e.r.IntN(len(e.paragraphs))
		word := strings.Fields(e.paragraphs[i])[5]
		e.paragraphs[i] = strings.Replace(e.paragraphs[i], word, word[1:]+"x", 1)
	},
	"live report": func(e *edition) {
		e.paragraphs = slices.Insert(e.paragraphs, 0, fmt.Sprintf("%d:%02d ", e.r.IntN(24), e.r.IntN(60))+e.words(40))
	},
	"written anew": (*edition).writeAnew,
}

// publish stores an edition as the feed's new version.
func (e *edition) publish(t testing.TB, db *DB, feed feeds.FeedID, title string) feeds.ArticleID {
	x := with(entry("report", 10), func(x *feeds.Entry) { x.Title, x.Content = title, e.body().HTML })
	matches, err := db.Known(t.Context(), feed, []feeds.Entry{x})
	check(t, err)
	saved, err := db.SaveFetch(t.Context(), Fetched{Feed: feed, Received: noon, Articles: []Incoming{{Entry: x, Match: matches[0], Body: e.body()}}})
	check(t, err)
	return append(saved.New, saved.Changed...)[0]
}

// Whatever a publisher does, every version comes back letter by letter, the latest
// first, and no more than the latest fifty.
func TestRevisionsAreExact(t *testing.T) {
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			db := openNew(t)
			feed := addFeed(t, db, "harbour", 0)
			e := newEdition()
			id := e.publish(t, db, feed, "Version 0")
			if a, err := db.Article(t.Context(), id); err != nil || a.Changed {
				t.Errorf("%+v, %v", a, err)
			}
			want := []Revision{}
			for i := 1; i < maxRevisions+6; i++ {
				want = slices.Insert(want, 0, Revision{Title: fmt.Sprint("Version ", i-1), Body: e.body(), Replaced: noon})
				if i%5 != 0 { // else only the title
					edit(e)
				}
				e.publish(t, db, feed, fmt.Sprint("Version ", i))
			}
			got, err := db.Revisions(t.Context(), id)
			check(t, err)
			if !slices.Equal(got, want[:maxRevisions]) {
				t.Errorf("%d revisions are not those of before", len(got))
			}
			if a, err := db.Article(t.Context(), id); err != nil || !a.Changed || a.Title != fmt.Sprint("Version ", maxRevisions+5) {
				t.Errorf("%+v, %v", a, err)
			}
			whole := ones(t, db, "SELECT COUNT(*) FROM revisions WHERE base = 0")
			if name != "written anew" && whole != 1 {
				t.Errorf("%d revisions are whole", whole)
			}
			check(t, db.DeleteArticles(t.Context(), []feeds.ArticleID{id}))
			if got, err := db.Revisions(t.Context(), id); err != nil || len(got) != maxRevisions {
				t.Errorf("in the bin: %d, %v", len(got), err)
			}
		})
	}
}

func ones(t testing.TB, db *DB, text string) (n int) {
	t.Helper()
	check(t, db.read(t.Context(), func(s *session) error { return s.one(t.Context(), text, nil, &n) }))
	return n
}

// An article that is fetched again without a change of title or text is not one
// that was changed.
func TestWhatChangesNeitherTitleNorTextIsNoRevision(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	id := fetch(t, db, feed, entry("one", 1)).New[0]
	fetch(t, db, feed, with(entry("one", 1), func(e *feeds.Entry) { e.Categories = []string{"tides"} }))
	if list, err := db.Revisions(t.Context(), id); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if a, err := db.Article(t.Context(), id); err != nil || a.Changed || a.Categories[0] != "tides" {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestRevisionsThatDamageLeftAreRead(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	e := newEdition()
	var id feeds.ArticleID
	for i := range 6 {
		id = e.publish(t, db, feed, fmt.Sprint("Version ", i))
		edits["sentence added"](e)
	}
	check(t, db.write(t.Context(), func(s *session) error { return s.exec("DELETE FROM revisions WHERE title = 'Version 2'") }))
	list, err := db.Revisions(t.Context(), id)
	if err != nil || len(list) != 2 || list[1].Title != "Version 3" {
		t.Errorf("%d, %v", len(list), err)
	}
}

// Revisions of before are whole, each by itself, and stay so.
func TestRevisionsOfAnEarlierVersionAreRead(t *testing.T) {
	db := openNew(t)
	feed := addFeed(t, db, "harbour", 0)
	e := newEdition()
	id := e.publish(t, db, feed, "Version 2")
	check(t, db.write(t.Context(), func(s *session) error {
		for i := range 2 {
			b := feeds.Body{HTML: fmt.Sprint("<p>old ", i, "</p>"), Text: fmt.Sprint("old ", i)}
			if err := s.exec("INSERT INTO revisions (article, replaced, title, data) VALUES (?, ?, ?, ?)", id, millis(noon), fmt.Sprint("Version ", i), pack(b)); err != nil {
				return err
			}
		}
		return nil
	}))
	edits["typo mended"](e)
	e.publish(t, db, feed, "Version 3")
	list, err := db.Revisions(t.Context(), id)
	check(t, err)
	if len(list) != 3 || list[0].Title != "Version 2" || list[1].Body.Text != "old 1" || list[2].Body.HTML != "<p>old 0</p>" {
		t.Errorf("%+v", list)
	}
}

func TestATextThatCannotBeReadIsLeftAlone(t *testing.T) {
	whole := pack(newEdition().body())
	for name, test := range map[string]struct{ data, from []byte }{
		"none":          {nil, whole},
		"damaged":       {[]byte("no frame"), whole},
		"from damaged":  {whole, []byte("no frame")},
		"from an empty": {whole, pack(feeds.Body{})},
	} {
		if got := shrink(test.data, test.from); got != nil {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
	if _, err := expandFrom([]byte("no frame"), []byte("some other text")); err == nil {
		t.Error("no frame was read")
	}
}

// How many bytes a revision takes, as a difference and whole.
func BenchmarkRevision(b *testing.B) {
	for name, edit := range edits {
		b.Run(name, func(b *testing.B) {
			e := newEdition()
			var small, large, n int
			for b.Loop() {
				b.StopTimer()
				if n++; n%30 == 0 {
					e = newEdition()
				}
				before := pack(e.body())
				edit(e)
				after := pack(e.body())
				b.StartTimer()
				large += len(before)
				if d := shrink(before, after); d != nil {
					small += len(d)
				} else {
					small += len(before)
				}
			}
			b.ReportMetric(float64(small)/float64(n), "bytes/difference")
			b.ReportMetric(float64(large)/float64(n), "bytes/whole")
		})
	}
}
