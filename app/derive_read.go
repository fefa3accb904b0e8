package app

import (
	"cmp"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/language"
	"tidings/feeds/story"
	"tidings/feeds/topic"
	"tidings/storage"
)

// together is how many articles go through the steps of reading one step after the
// other. Each step has tables of megabytes, those of a language or of all: an article
// that went through all steps by itself would find none of them in the processor's
// caches, which took half as long again.
const together = 200

// read finds what depends on one article alone, on all cores.
func (b *briefing) read(work []storage.Work) []thought {
	list := make([]thought, len(work))
	n := runtime.GOMAXPROCS(0)
	var cores errgroup.Group
	cores.SetLimit(n)
	for part := range slices.Chunk(byLanguage(work), max(1, min(together, (len(work)+n-1)/n))) {
		cores.Go(func() error {
			var cut language.Cut // of one article after the other
			words := func(w *storage.Work, t *thought) { b.words(w, t, &cut) }
			for _, step := range [...]func(*storage.Work, *thought){b.begin, words, b.own, b.text} {
				for _, i := range part {
					step(&work[i], &list[i])
				}
			}
			return nil
		})
	}
	_ = cores.Wait() // the functions return no errors
	return list
}

// byLanguage are the places of articles, those beside each other that are most likely in
// one language: their publishers say so, or one feed brought them.
func byLanguage(work []storage.Work) []int {
	places := make([]int, len(work))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(work[a].Language, work[b].Language), cmp.Compare(work[a].Feed, work[b].Feed))
	})
	return places
}

// begin begins with the language, which all other steps want.
func (b *briefing) begin(w *storage.Work, t *thought) {
	t.feed, t.heard = w.Feed, w.Derived >= b.heard
	t.Article, t.Version = w.ID, b.version
	t.Language = language.Of(w.Title, w.Body.Text, w.Language)
	if s := w.Stays; s != nil {
		t.Story, t.Score, t.Why, t.CopyOf = s.Story, s.Score, s.Why, s.CopyOf
	}
}

func (b *briefing) doc(w *storage.Work, t *thought) topic.Doc {
	return topicDoc(w.Article, w.Body.Text, t.Language, b.shares[w.Feed])
}

// words reads what is compared with others: for topics and, unless it stays where it is,
// for stories.
func (b *briefing) words(w *storage.Work, t *thought, cut *language.Cut) {
	cut.Take(w.Title, w.Body.Text, t.Language)
	about := b.doc(w, t)
	about.Cut = cut
	t.reading = topic.Read(about)
	if w.Stays == nil {
		told := storyDoc(w.Article, w.Body.Text, t.Language)
		told.Cut = cut
		t.vector = story.Make(told)
	}
}

// own tells which topics it has, of ours and of the reader's.
func (b *briefing) own(w *storage.Work, t *thought) {
	t.Topics = b.judge(w, t)
	t.Own = b.said.ownOf(b.doc(w, t))
}

// judge does not let what an article taught the model before confirm itself.
func (b *briefing) judge(w *storage.Work, t *thought) []feeds.TopicScore {
	switch {
	case !t.heard:
		return b.model.Judge(t.reading)
	case !w.FullText || w.Derived != b.version:
		return b.model.Again(t.reading)
	}
	lead := b.doc(w, t)
	lead.Text = content.Process(w.Body.HTML, w.Link).Text // of the feed, by which it was judged
	return b.model.Whole(t.reading, topic.Read(lead), w.Topics)
}

func (b *briefing) text(w *storage.Work, t *thought) {
	t.Index = storage.IndexText(w.Article, w.Body.Text)
}
