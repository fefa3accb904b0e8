// Package digest takes out of texts what a reader wants to know first: the
// sentences that sum up an article or a story, what only one source says, what a
// day added to a story, and which names are new in the news.
//
// Nothing is written anew: each sentence, name and number stands in a text as it
// is shown. All of it is arithmetic over words, sentences and capitals, in every
// language; where a script has no capitals and no spaces, names are told from
// quotation marks and from what many texts repeat, and where that does not tell
// them there are none.
package digest

import (
	"time"

	"tidings/feeds"
)

// A Text is an article as its text is read. Feeds that count as one source, such
// as those of one publisher, are given the same ID.
type Text struct {
	Article feeds.ArticleID
	Feed    feeds.FeedID
	Time    time.Time
	Lang    string // BCP 47; empty: not known
	Title   string
	Text    string          // plain text, paragraphs parted by line feeds
	CopyOf  feeds.ArticleID // the same text as this article; zero: its own words
}

// A Trend is a name that is new in the news.
type Trend struct {
	Text     string            // as most texts write it
	Articles []feeds.ArticleID // that mention it now, in the order given
	Feeds    int               // different sources of them
	// Growth is how many times as large a share of the texts mentions it as before.
	Growth float64
}

// original leaves out texts that repeat another one of the list, or that were
// given as copies of one outside it.
func original(texts []Text) []Text {
	out := make([]Text, 0, len(texts))
	for _, t := range texts {
		if t.CopyOf == 0 {
			out = append(out, t)
		}
	}
	return out
}
