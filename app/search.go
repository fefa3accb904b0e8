package app

import (
	"context"
	"errors"

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
	expr, err := c.parse(text)
	if err != nil {
		return nil
	}
	return storage.Places(title, query.Words(expr), query.Patterns(expr)...)
}

// CheckSearch is what is wrong with a search, as Articles would say it of a scope
// with this text; nil if it can be understood. It asks nobody and is quick.
func (c *Core) CheckSearch(text string) error {
	_, err := c.parse(text)
	return err
}

// SearchError tells what of a search cannot be understood: a sentence, and the part
// of the text in bytes. It is false for every other error.
func SearchError(err error) (message string, from, to int, ok bool) {
	var wrong *query.Error
	if !errors.As(err, &wrong) {
		return "", 0, 0, false
	}
	return wrong.Message, wrong.Offset, wrong.Offset + wrong.Length, true
}

// Unindexed is about how many articles search does not find yet, because the index
// is being made anew.
func (c *Core) Unindexed(ctx context.Context) (int, error) { return c.db.Unindexed(ctx) }

// WrittenBy is the search for what an author wrote.
func WrittenBy(name string) string { return "author:" + query.Quoted(name) }
