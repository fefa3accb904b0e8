package app

import (
	"context"
	"fmt"
	"strings"

	"tidings/feeds"
)

// Mutes returns what the reader does not want to see, with how many articles each
// hides.
func (c *Core) Mutes(ctx context.Context) ([]feeds.Mute, error) { return c.db.Mutes(ctx) }

// SaveMute saves a new mute if it has no ID; else it changes the one with this ID. It
// hides what is stored, of which hidden is the number, and what arrives, until its end
// or as long as an exception does not show it. Without a name it is called by what it
// hides.
func (c *Core) SaveMute(ctx context.Context, m feeds.Mute) (id feeds.MuteID, hidden int, err error) {
	m.Unless = strings.TrimSpace(m.Unless)
	if m.Name = strings.TrimSpace(m.Name); m.Name == "" {
		m.Name = nameOfMute(m.Scope)
	}
	if id, hidden, err = c.db.SaveMute(ctx, m); err != nil {
		return 0, 0, err
	}
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	return id, hidden, nil
}

func nameOfMute(in feeds.Scope) string {
	var topics []string
	for _, t := range in.Topics {
		topics = append(topics, t.Name())
	}
	if len(topics) > 0 && strings.TrimSpace(in.Text) == "" {
		return strings.Join(topics, ", ")
	}
	return named("", in)
}

// TryMute tells how many of the stored articles a mute would hide.
func (c *Core) TryMute(ctx context.Context, m feeds.Mute) (hidden int, err error) {
	return c.db.TryMute(ctx, m)
}

// DeleteMute shows again what a mute hid.
func (c *Core) DeleteMute(ctx context.Context, id feeds.MuteID) error {
	if err := c.db.DeleteMute(ctx, id); err != nil {
		return fmt.Errorf("delete mute: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true, Derived: true})
	return nil
}

// endMutes shows again what mutes hid whose time is over.
func (c *Core) endMutes(ctx context.Context) {
	n, err := c.db.EndMutes(ctx)
	if err != nil && ctx.Err() == nil {
		c.log.Warn("end mutes", "err", err)
	}
	if n > 0 {
		c.notify(Change{Feeds: true, Articles: true, Derived: true})
	}
}
