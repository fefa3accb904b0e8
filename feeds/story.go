package feeds

import "time"

// A Story is the articles about one event.
type Story struct {
	ID       StoryID
	Lead     Article // the most typical one
	First    time.Time
	Last     time.Time
	Articles int
	Sources  int // different feeds
	// Independent is how many say it in words of their own: the feeds of one publisher
	// count once, and so does a text that several have from one agency.
	Independent int
	Topics      []TopicScore
	Unread      int
}

// A Member is an article of a story, with why it is there.
type Member struct {
	Article
	Why    string    // shared words and names, hours apart
	CopyOf ArticleID // the same text as this earlier article; zero: its own words
	First  bool      // the first report
}

// A Relation is an article that shares the subject of another, but not the event.
type Relation struct {
	Article
	Score float64 // 0 to 1
	Why   string
}

// Derived is what Tidings thinks of an article. It can be dropped and made
// again; Version says by which algorithms it was made.
type Derived struct {
	Article  ArticleID
	Version  int
	Language string
	Topics   []TopicScore
	Story    StoryID
	Score    float64 // similarity to the story when it was placed
	Why      string
	CopyOf   ArticleID
	Own      []OwnTopicID // topics of the reader's own, but for their searches
	Vector   []byte       // of feeds/story, to fill its index again after a start
	Index    IndexText
}

// IndexText is an article's text as the search index wants it: folded and
// segmented by feeds/language.
type IndexText struct{ Title, Author, Text string }
