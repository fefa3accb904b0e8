// Package story tells which articles report the same event, and which share a
// subject.
//
// Make turns an article into a Vector: the words of its title, summary and first
// 300 words as hashed terms, each with a weight. Words of the title, names and
// repeated words weigh more. The Index remembers the vectors of the last weeks
// and how common each term is among them; two texts are alike as far as they
// share terms that are rare in their language (cosine of tf-idf). Add compares each
// article with the centres of stories: it joins the one that is closest, the more so
// the nearer in time, if that is close enough, or founds a story of its own; stories
// that turn out to be one are merged. What comes late is placed as if it had come in
// time. Constrain lays what the reader says over that. The shorter the texts,
// the less they can share and the less is asked for. The same text in other
// places, such as the copy of an agency's report, is known by a sketch of its
// word triples (minhash).
//
// All of it is arithmetic: the same articles in the same order give the same
// stories, and each decision can say why.
package story

import (
	"time"

	"tidings/feeds"
	"tidings/feeds/language"
)

// Version changes when vectors or stories would come out differently; what an
// older version derived is to be derived again.
const Version = 2

// A Doc is an article as it is to be compared.
type Doc struct {
	Article feeds.ArticleID
	Feed    feeds.FeedID
	Time    time.Time // Date of the article
	Lang    string    // BCP 47; empty: not known
	Title   string
	Summary string        // plain text; may be the beginning of Text
	Text    string        // plain text
	Cut     *language.Cut // of title and text, where others want it too; nil: Make cuts them
}

// A Placement says which story an article belongs to.
type Placement struct {
	Story  feeds.StoryID
	New    bool            // the article founded it
	Score  float64         // likeness to the story, 0 to 1; 1 for a new one
	Why    string          // shared words and hours apart; empty for a new one
	CopyOf feeds.ArticleID // the same text in an article placed before; zero: its own words
}

// A Relation is an article that is like another one.
type Relation struct {
	Article feeds.ArticleID
	Score   float64 // cosine, 0 to 1
	Why     string  // shared words and time apart
}

// Options of an Index. A zero means the default.
type Options struct {
	Window    time.Duration // an article joins a story that has one so near in time; 5 days
	Keep      time.Duration // articles older than the newest by more are forgotten; 60 days
	MaxDocs   int           // so many articles are remembered, at most 65,535; 50,000
	Threshold float64       // least likeness to a story, between long texts of one day; 0.2
}

func (o Options) withDefaults() Options {
	if o.Window <= 0 {
		o.Window = 5 * 24 * time.Hour
	}
	if o.Keep <= 0 {
		o.Keep = 60 * 24 * time.Hour
	}
	if o.MaxDocs <= 0 {
		o.MaxDocs = 50_000
	}
	o.MaxDocs = min(o.MaxDocs, 1<<16-1)
	if o.Threshold <= 0 {
		o.Threshold = 0.2
	}
	return o
}
