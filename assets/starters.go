package assets

import (
	_ "embed"
	"encoding/json"
)

// A Starter is a source that Tidings offers to a reader who has none yet.
type Starter struct {
	Title       string `json:"title"`
	URL         string `json:"url"`         // of the feed
	Site        string `json:"site"`        // the page for people
	Language    string `json:"language"`    // BCP 47
	Country     string `json:"country"`     // ISO 3166-1 alpha-2: where its newsroom is
	Subject     string `json:"subject"`     // a built-in topic, or "general"
	Description string `json:"description"` // one line, in the source's language
}

//go:embed starters.json
var starterFile []byte

// Starters returns all of them, ordered by language, country and title.
func Starters() []Starter {
	var list []Starter
	if err := json.Unmarshal(starterFile, &list); err != nil {
		panic(err) // the tests of this package read the same file
	}
	return list
}
