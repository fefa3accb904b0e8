package app

import (
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

// InTitle are the ranges of bytes in a title where a search found its words; none
// if the search cannot be understood.
func (c *Core) InTitle(title, text string) [][2]int {
	expr, err := query.Parse(text, c.now())
	if err != nil {
		return nil
	}
	return storage.Places(title, query.Words(expr), query.Patterns(expr)...)
}
