package feeds

import "errors"

// A Recipe says how articles are read from a page, or from a map of a site, that is no
// feed. The zero Recipe is that of a feed proper.
type Recipe struct {
	Kind string `json:"kind,omitempty"` // RecipeData and so on

	// CSS selectors, for RecipeList. Those after Items are looked for inside an item; where
	// one is empty, what it stands for is found by rule.
	Items   string `json:"items,omitempty"` // each is an article
	Title   string `json:"title,omitempty"`
	Link    string `json:"link,omitempty"`
	Date    string `json:"date,omitempty"`
	Lead    string `json:"lead,omitempty"`
	Picture string `json:"picture,omitempty"`
	Author  string `json:"author,omitempty"`
}

// The kinds of recipes.
const (
	RecipeData = "data" // what a page says of its articles for programs: JSON-LD, microdata, microformats
	RecipeList = "list" // the page's list of headlines, as its selectors say; without Items it is found anew each time
	RecipeMap  = "map"  // a map of the site, or of its news
)

// Proper reports whether it is that of a feed proper.
func (r Recipe) Proper() bool { return r.Kind == "" }

var (
	// ErrNoList says that a page has no articles where they are looked for.
	ErrNoList = errors.New("no list of articles")
	// ErrRobots says that a site does not want the page to be read by programs.
	ErrRobots = errors.New("closed to programs")
)
