package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"tidings/feeds"
	"tidings/feeds/query"
	"tidings/storage"
)

type (
	// Completion is one way how a search that is being typed may go on.
	Completion = query.Completion
	// SearchNames are what the reader has, for Complete.
	SearchNames = query.Names
	// SearchField is a field of the search language, for a page that explains it.
	SearchField = query.Help
)

// Complete proposes how a search that is being typed may go on; at is the caret in
// bytes. See query.Complete.
func Complete(text string, at int, names SearchNames) []Completion {
	return query.Complete(text, at, names)
}

// SearchFields are the fields of the search language, those that are asked for most
// first.
func SearchFields() []SearchField { return query.Fields() }

// recentNames is of how many articles, the newest, authors and languages are
// proposed.
const recentNames = 500

// SearchNames returns the names of feeds and folders in their order, and the
// authors and languages of the newest articles, the most frequent first.
func (c *Core) SearchNames(ctx context.Context) (SearchNames, error) {
	var out SearchNames
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return out, fmt.Errorf("names for search: %w", err)
	}
	for _, f := range list {
		out.Feeds = append(out.Feeds, f.Name())
	}
	folders, err := c.db.Folders(ctx)
	if err != nil {
		return out, fmt.Errorf("names for search: %w", err)
	}
	for _, f := range folders {
		out.Folders = append(out.Folders, f.Name)
	}
	page, err := c.db.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, recentNames)
	if err != nil {
		return out, fmt.Errorf("names for search: %w", err)
	}
	authors, languages := map[string]int{}, map[string]int{}
	for _, a := range page.Articles {
		for _, x := range a.Authors {
			authors[x.Name]++
		}
		languages[a.Language]++
	}
	out.Authors, out.Languages = byFrequency(authors), byFrequency(languages)
	return out, nil
}

// byFrequency are the names, without the empty one.
func byFrequency(of map[string]int) []string {
	delete(of, "")
	return slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b))
	})
}

// InTitle are the ranges of bytes in a title where a search found its words; none
// if the search cannot be understood.
func (c *Core) InTitle(title, text string) [][2]int {
	expr, err := query.Parse(text, c.now())
	if err != nil {
		return nil
	}
	return storage.Places(title, query.Words(expr), query.Patterns(expr)...)
}
