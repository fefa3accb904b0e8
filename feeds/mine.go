package feeds

import (
	"strings"
	"time"
)

// An OwnTopic is a subject of the reader's own. An article belongs to it that has
// one of the spellings, that the search finds, or that is like the examples.
type OwnTopic struct {
	ID        OwnTopicID
	Name      string
	Kind      OwnKind
	Spellings []string    // of the person, firm or place; words and phrases of a subject
	Search    string      // in the search language of feeds/query
	Examples  []ArticleID // more like these
	Unlike    []ArticleID // what only seems to be like them
	Position  int         // among the own topics in the sidebar
}

// Topic is what articles of it carry. It has the name of the own topic, so that a
// scope reads well; renaming it renames it wherever it is stored.
func (o OwnTopic) Topic() Topic { return Topic(o.Name) }

// An OwnKind says what an OwnTopic is. The names are stored and stay.
type OwnKind string

// The kinds of own topics.
const (
	OwnSubject OwnKind = ""
	OwnPerson  OwnKind = "person"
	OwnFirm    OwnKind = "firm"
	OwnPlace   OwnKind = "place"
)

// TopicTaken reports whether a name is that of a built-in topic, as it is stored or
// as it is shown.
func TopicTaken(name string) bool {
	for _, t := range Topics {
		if strings.EqualFold(name, string(t)) || strings.EqualFold(name, t.Name()) {
			return true
		}
	}
	return false
}

// A Mute hides articles of a scope from the lists, the front page and all counts of
// what is unread. They stay where they are: in searches that ask for them, on the
// pages of their stories, and for the day on which the mute ends.
type Mute struct {
	ID      MuteID
	Name    string
	Scope   Scope     // a topic, words, a feed …
	Unless  string    // in the search language: what is shown all the same
	Sources int       // stories of so many sources are shown all the same; 0: none
	Until   time.Time // zero: no end
	Hidden  int       // articles that it hides now; filled when mutes are listed
}

// A StoryCorrection is what the reader said about stories. It holds for what was
// placed and for all that is to come.
type StoryCorrection struct {
	ID   CorrectionID
	Kind CorrectionKind
	A, B ArticleID // of Together and Apart
	// FeedA and FeedB are of FeedsApart: no story has articles of both because they
	// are alike. The order does not matter.
	FeedA, FeedB FeedID
	At           time.Time
}

// A CorrectionKind is one of three. The names are stored and stay.
type CorrectionKind string

// What a reader can say about stories.
const (
	Together   CorrectionKind = "together"    // the articles A and B are of one story
	Apart      CorrectionKind = "apart"       // they are not
	FeedsApart CorrectionKind = "feeds apart" // articles of two feeds are never brought together
)

// A FollowedStory is a story that the reader wants to hear more of.
type FollowedStory struct {
	Story
	Since time.Time // followed since
	Seen  time.Time // when the reader looked at it last
	New   int       // articles since then, copies of an agency's text not counted
	Quiet bool      // nothing was added for a week
}

// A Sentence is taken from an article as it stands there.
type Sentence struct {
	Text    string
	Article ArticleID
}
