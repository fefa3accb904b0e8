package terminal

import (
	"tidings/feeds"
)

// What programs read with --json. Names of fields stay as they are; new ones may
// come. Times are UTC in RFC 3339; what is not known is left out.

type articleRecord struct {
	ID        feeds.ArticleID    `json:"id"`
	Feed      feeds.FeedID       `json:"feed"`
	Source    string             `json:"source"`
	Title     string             `json:"title"`
	Link      string             `json:"link,omitempty"`
	Authors   []string           `json:"authors,omitempty"`
	Published string             `json:"published,omitempty"`
	Received  string             `json:"received,omitempty"`
	Language  string             `json:"language,omitempty"`
	Lead      string             `json:"lead,omitempty"`
	Image     string             `json:"image,omitempty"`
	Words     int                `json:"words"`
	FullText  bool               `json:"full_text"`
	Pictures  string             `json:"pictures,omitempty"` // that are here: none, some, all
	Offline   bool               `json:"offline"`            // whole text and all pictures are here
	Read      bool               `json:"read"`
	Starred   bool               `json:"starred"`
	Later     bool               `json:"later"`
	Noted     bool               `json:"noted"`
	Changed   bool               `json:"changed"` // by its publisher
	Kept      bool               `json:"kept"`    // its feed was removed
	Deleted   string             `json:"deleted,omitempty"`
	Topics    []feeds.TopicScore `json:"topics"`
	Story     feeds.StoryID      `json:"story,omitempty"`
	Sources   int                `json:"sources,omitempty"` // of the story

	Snippet    string            `json:"snippet,omitempty"` // search
	Enclosures []feeds.Enclosure `json:"enclosures,omitempty"`
	Links      []feeds.Link      `json:"links,omitempty"`
	Rights     string            `json:"rights,omitempty"`
	Text       string            `json:"text,omitempty"`      // show
	HTML       string            `json:"html,omitempty"`      // show
	Note       string            `json:"note,omitempty"`      // show
	Revisions  []revisionRecord  `json:"revisions,omitempty"` // show --changes
	Why        string            `json:"why,omitempty"`       // story, related
	Score      float64           `json:"score,omitempty"`
	CopyOf     feeds.ArticleID   `json:"copy_of,omitempty"` // story: the same text as this one
	First      bool              `json:"first,omitempty"`   // story: the first report
}

func record(a feeds.Article, source string) articleRecord {
	r := articleRecord{
		ID: a.ID, Feed: a.Feed, Source: source, Title: a.Title, Link: a.Link,
		Published: stamp(a.Published), Received: stamp(a.Received), Language: a.Language,
		Lead: a.Lead, Image: a.Image, Words: a.Words, FullText: a.FullText, Pictures: picturesWord(a.Pictures), Offline: a.Offline(),
		Read: a.Status.Read, Starred: a.Status.Starred, Later: a.Status.Later,
		Noted: a.Noted, Changed: a.Changed, Kept: a.Kept, Deleted: stamp(a.Deleted),
		Topics: a.Topics, Story: a.Story, Sources: a.Sources, Enclosures: a.Enclosures, Links: a.Links, Rights: a.Rights,
	}
	if r.Topics == nil {
		r.Topics = []feeds.TopicScore{}
	}
	for _, x := range a.Authors {
		if x.Name != "" {
			r.Authors = append(r.Authors, x.Name)
		}
	}
	return r
}

type storyRecord struct {
	ID      feeds.StoryID `json:"id"`
	First   string        `json:"first"`
	Last    string        `json:"last"`
	Count   int           `json:"count"` // articles
	Sources int           `json:"sources"`
	// Independent is how many tell it in words of their own, publishers counted once.
	Independent int                `json:"independent"`
	Unread      int                `json:"unread"`
	Topics      []feeds.TopicScore `json:"topics"`
	Why         string             `json:"why,omitempty"`   // front: the reason for its place
	Score       float64            `json:"score,omitempty"` // front
	New         bool               `json:"new,omitempty"`   // front: told anew since the reader looked
	Lead        *articleRecord     `json:"lead,omitempty"`  // front: the most typical article
	Articles    []articleRecord    `json:"articles"`        // story: all; front: one a source besides the lead
}

// storyPageRecord is what story prints.
type storyPageRecord struct {
	storyRecord

	Days        []storyDayRecord   `json:"days"`
	Only        []sentenceRecord   `json:"only"`      // what only one source says
	Elsewhere   []elsewhereRecord  `json:"elsewhere"` // in other languages
	Missing     []missingRecord    `json:"missing"`
	Following   bool               `json:"following"`
	Unseen      int                `json:"unseen"` // articles since the reader looked, if they follow it
	Corrections []correctionRecord `json:"corrections"`
	Summary     []sentenceRecord   `json:"summary,omitempty"`
}

type storyDayRecord struct {
	Date     string            `json:"date"`
	Articles []feeds.ArticleID `json:"articles"` // the earliest first, without copies
	Added    []string          `json:"added"`
}

type sentenceRecord struct {
	Text    string          `json:"text"`
	Article feeds.ArticleID `json:"article"`
	Source  string          `json:"source,omitempty"`
}

type elsewhereRecord struct {
	Story    feeds.StoryID `json:"story"`
	Language string        `json:"language"`
	Title    string        `json:"title"`
	Sources  int           `json:"sources"`
}

type missingRecord struct {
	Feed feeds.FeedID `json:"feed"`
	Name string       `json:"name"`
}

type correctionRecord struct {
	ID    feeds.CorrectionID   `json:"id"`
	Kind  feeds.CorrectionKind `json:"kind"`
	A     feeds.ArticleID      `json:"a,omitempty"`
	B     feeds.ArticleID      `json:"b,omitempty"`
	FeedA feeds.FeedID         `json:"feed_a,omitempty"`
	FeedB feeds.FeedID         `json:"feed_b,omitempty"`
	At    string               `json:"at"`
}

func storyOf(st feeds.Story) storyRecord {
	r := storyRecord{
		ID: st.ID, First: stamp(st.First), Last: stamp(st.Last), Count: st.Articles,
		Sources: st.Sources, Independent: st.Independent, Unread: st.Unread, Topics: st.Topics, Articles: []articleRecord{},
	}
	if r.Topics == nil {
		r.Topics = []feeds.TopicScore{}
	}
	return r
}

type frontRecord struct {
	Date    string        `json:"date"`
	Sources int           `json:"sources"` // on the page
	Total   int           `json:"total"`   // stories of the day, shown or not
	New     int           `json:"new"`
	Since   string        `json:"since,omitempty"` // new is what came since then
	Stories []storyRecord `json:"stories"`
	Names   []trendRecord `json:"names"` // talked about now
	Links   []trendRecord `json:"links"` // pages that several sources link to
}

type trendRecord struct {
	Text     string            `json:"text"`
	Link     string            `json:"link,omitempty"`
	Page     feeds.ArticleID   `json:"page,omitempty"` // stored as this article
	Sources  int               `json:"sources"`
	Articles []feeds.ArticleID `json:"articles"`
	Why      string            `json:"why"`
}

type feedRecord struct {
	ID          feeds.FeedID `json:"id"`
	Name        string       `json:"name"`
	URL         string       `json:"url"`
	Site        string       `json:"site,omitempty"`
	Folder      string       `json:"folder,omitempty"` // with those around it, as "Asia/South"
	Also        []string     `json:"also,omitempty"`   // further folders that it stands in
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Unread      int          `json:"unread"`
	Total       int          `json:"total"`
	State       string       `json:"state"` // app.Verdict
	Error       string       `json:"error,omitempty"`
	Status      int          `json:"status,omitempty"` // HTTP
	Failures    int          `json:"failures,omitempty"`
	Added       string       `json:"added,omitempty"`
	Checked     string       `json:"checked,omitempty"`
	Changed     string       `json:"changed,omitempty"`
	Next        string       `json:"next,omitempty"`
	Why         string       `json:"why,omitempty"` // the reason for next
}

func feedOf(f feeds.Feed, folder string) feedRecord {
	x := f.Fetch
	return feedRecord{
		ID: f.ID, Name: f.Name(), URL: f.URL, Site: f.Site, Folder: folder, Description: f.Description,
		Language: f.Language, Unread: f.Unread, Total: f.Total, State: state(f), Error: x.Error,
		Status: x.Status, Failures: x.Failures, Added: stamp(f.Added), Checked: stamp(x.Checked),
		Changed: stamp(x.Changed), Next: stamp(x.Next), Why: x.Why,
	}
}

// state is how a feed is, in a word.
func state(f feeds.Feed) string {
	switch {
	case f.Local():
		return "local"
	case f.Paused:
		return "paused"
	case f.Fetch.Gone:
		return "gone"
	case f.Fetch.Error != "":
		return "failing"
	case f.Fetch.Checked.IsZero():
		return "new"
	}
	return "fine"
}
