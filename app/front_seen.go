package app

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"tidings/feeds"
)

const (
	balanceKey = "front.balance"
	seenKey    = "front.seen"
	// visit is how long the reader must not have looked for the next look to be a
	// new visit. What is new stays new for as long as one lasts.
	visit = 30 * time.Minute
)

// FrontBalance is how much each thing counts on the front page.
func (c *Core) FrontBalance(ctx context.Context) (Balance, error) {
	b := Balance{1, 1, 1, 1}
	text, err := c.db.Setting(ctx, balanceKey)
	if err != nil || text == "" {
		return b, err
	}
	if json.Unmarshal([]byte(text), &b) != nil { // written by a later version
		return Balance{1, 1, 1, 1}, nil
	}
	return b.bounded(), nil
}

// SetFrontBalance changes it.
func (c *Core) SetFrontBalance(ctx context.Context, b Balance) error {
	text, err := json.Marshal(b.bounded())
	if err != nil {
		return err
	}
	if err := c.db.SetSetting(ctx, balanceKey, string(text)); err != nil {
		return fmt.Errorf("change what counts on the front page: %w", err)
	}
	c.notify(Change{Derived: true})
	return nil
}

func (b Balance) bounded() Balance {
	within := func(x float64) float64 { return max(0, min(2, x)) }
	return Balance{within(b.Sources), within(b.Freshness), within(b.Topics), within(b.Reading)}
}

// frontSeen is when the reader looked at the front page, and which article was the
// last to have arrived by then.
type frontSeen struct {
	Since  time.Time       `json:"since"` // the last look of the visit before this one
	Before feeds.ArticleID `json:"before"`
	Latest time.Time       `json:"latest"`
	Newest feeds.ArticleID `json:"newest"`
}

func (c *Core) frontSeen(ctx context.Context) (frontSeen, error) {
	var seen frontSeen
	text, err := c.db.Setting(ctx, seenKey)
	if err != nil || text == "" || json.Unmarshal([]byte(text), &seen) != nil {
		return frontSeen{}, err
	}
	return seen, nil
}

// FrontSeen says that the reader looks at the front page. Said again and again, it
// is one visit: what was new when they came stays new until they have been away for
// half an hour.
func (c *Core) FrontSeen(ctx context.Context) error {
	if c.db.ReadOnly() != nil {
		return nil // nothing can be remembered
	}
	seen, err := c.frontSeen(ctx)
	if err != nil {
		return fmt.Errorf("remember that the front page was seen: %w", err)
	}
	now := c.now()
	if now.Sub(seen.Latest) >= visit {
		seen.Since, seen.Before = seen.Latest, seen.Newest
	}
	seen.Latest = now
	if seen.Newest, err = c.db.NewestArticle(ctx); err == nil {
		var text []byte
		if text, err = json.Marshal(seen); err == nil {
			err = c.db.SetSetting(ctx, seenKey, string(text))
		}
	}
	if err != nil {
		return fmt.Errorf("remember that the front page was seen: %w", err)
	}
	return nil
}
