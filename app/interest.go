package app

import (
	"context"

	"tidings/feeds"
)

// A taste is what the reader reads more than it is written, 0 to 1.
type taste struct {
	topics map[feeds.Topic]float64
	feeds  map[feeds.FeedID]float64
}

func (c *Core) taste(context.Context) (taste, error) { return taste{}, nil }
