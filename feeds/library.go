package feeds

// A Search is a scope that the reader saved under a name.
type Search struct {
	ID       SearchID
	Name     string
	Scope    Scope
	Position int // among the saved searches in the sidebar
}

// A Rule says what is to be done with articles of a scope when they arrive.
type Rule struct {
	ID       RuleID
	Name     string
	Scope    Scope
	Do       Action
	Paused   bool
	Position int // rules are applied in this order
}

// An Action of a Rule. The names are stored and stay.
type Action string

// What a rule can do with an article.
const (
	MarkRead Action = "read"
	AddStar  Action = "star"
	AddLater Action = "later"
	Discard  Action = "delete" // into the bin
)

// Actions are all of them, in the order in which they are offered.
var Actions = []Action{MarkRead, AddStar, AddLater, Discard}

// Keep says how much of a feed stays. What is starred, unread, noted or put aside
// to read later stays in any case.
type Keep struct {
	Days     int `json:"days,omitempty"`     // since the article's date; 0: as the folder around says; KeepAll
	Articles int `json:"articles,omitempty"` // the newest; 0: as the folder around says; KeepAll
}

// KeepAll is no limit, whatever the folder around says.
const KeepAll = -1
