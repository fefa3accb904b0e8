package feeds

import (
	"slices"
	"time"
)

// A Scope says which articles a list shows and in which order. The sidebar, the
// topic chips, the search box and tidingsctl all make one; storage alone
// understands it. The zero Scope is every article, newest first. Saved searches and
// rules are stored scopes: the JSON names stay.
type Scope struct {
	Feed    FeedID   `json:"feed,omitempty"`
	Folder  FolderID `json:"folder,omitempty"`  // with all folders inside
	Topics  []Topic  `json:"topics,omitempty"`  // at least one of them
	Without []Topic  `json:"without,omitempty"` // none of them
	Story   StoryID  `json:"story,omitempty"`
	Text    string   `json:"text,omitempty"` // in the search language of feeds/query

	UnreadOnly  bool      `json:"unread,omitempty"`
	StarredOnly bool      `json:"starred,omitempty"`
	LaterOnly   bool      `json:"later,omitempty"`
	KeptOnly    bool      `json:"kept,omitempty"` // whose feed was removed
	Bin         bool      `json:"bin,omitempty"`  // what was deleted and can come back; the latest deleted first
	Since       time.Time `json:"since,omitzero"` // Date at or after; zero: no limit

	// ByStory lists of each story only the article that comes first in the order of
	// dates. It says how a list is shown, not what is in it: whatever is done with all
	// articles of the scope is done with the others too.
	ByStory bool `json:"by_story,omitempty"`

	Order Order `json:"order,omitempty"`
}

// Order of a list.
type Order int

const (
	Newest    Order = iota // Date, latest first
	Oldest                 // Date, earliest first
	Relevance              // how well the text matches; as Newest without a text
)

// Equal reports whether both scopes show the same list.
func (s Scope) Equal(o Scope) bool {
	return s.Feed == o.Feed && s.Folder == o.Folder && s.Story == o.Story &&
		s.Text == o.Text && s.UnreadOnly == o.UnreadOnly &&
		s.StarredOnly == o.StarredOnly && s.LaterOnly == o.LaterOnly &&
		s.KeptOnly == o.KeptOnly && s.Bin == o.Bin && s.ByStory == o.ByStory &&
		s.Since.Equal(o.Since) && s.Order == o.Order &&
		slices.Equal(s.Topics, o.Topics) && slices.Equal(s.Without, o.Without)
}

// A Cursor is a place in a list: behind the article it names. The zero Cursor
// is the beginning. It stays right when articles come and go.
type Cursor struct {
	Rank float64 // for Relevance
	Date int64   // Unix milliseconds
	ID   ArticleID
}

// A Page of a list.
type Page struct {
	Articles []Article
	Next     Cursor
	More     bool // Next leads to further articles

	// Newest is the last article that had arrived when the page was read, in any
	// scope. Marking all as read leaves alone what arrived later.
	Newest ArticleID

	// Stories has those of the articles that are listed, for a scope by story.
	Stories map[StoryID]StoryCount
}

// A StoryCount is how much of a story is in a scope: what unfolds below its row.
type StoryCount struct{ Articles, Sources, Unread int }

// Counts of everything that the sidebar shows.
type Counts struct {
	Today, Unread, Starred, Later, Total int
	Kept                                 int // articles of feeds that were removed
	Bin                                  int // articles that were deleted and can come back
	Feeds                                map[FeedID]Count
	Folders                              map[FolderID]Count // with all folders inside
}

// A Count of articles.
type Count struct{ Unread, Total int }
