package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"tidings/assets/newsroom"
)

// A Demo is a core on the demo newsroom: invented sources, served by this
// program on a loopback address.
type Demo struct {
	*Core
	server *newsroom.Server
	remove string // the temporary profile; empty: the reader named one
}

// OpenDemo starts the newsroom and subscribes to all its sources. Without a
// folder in c the profile is a temporary one, which Close removes.
func OpenDemo(ctx context.Context, c Config) (*Demo, error) {
	d := &Demo{}
	if c.Dir == "" {
		dir, err := os.MkdirTemp("", "tidings-demo-")
		if err != nil {
			return nil, fmt.Errorf("open demo: %w", err)
		}
		c.Dir, d.remove = dir, dir
	}
	c.Fetch.Pace, c.Fetch.PerHost = -1, 8 // it is one host, and ours
	if err := d.open(ctx, c); err != nil {
		return nil, errors.Join(fmt.Errorf("open demo: %w", err), d.Close())
	}
	return d, nil
}

func (d *Demo) open(ctx context.Context, c Config) (err error) {
	if d.Core, err = Open(ctx, c); err != nil {
		return err
	}
	if d.server, err = newsroom.Start(d.now()); err != nil {
		return err
	}
	// A profile that was named before keeps the subscriptions of its newsroom,
	// which is gone: that is reading without a network.
	if list, err := d.Feeds(ctx); err != nil || len(list) > 0 {
		return err
	}
	_, _, err = d.Import(ctx, bytes.NewReader(d.server.OPML(d.server.URL)))
	return err
}

// URL is the address of the newsroom.
func (d *Demo) URL() string { return d.server.URL }

// Close ends the core and the newsroom, and removes a temporary profile.
func (d *Demo) Close() error {
	var errs []error
	if d.Core != nil {
		errs = append(errs, d.Core.Close())
	}
	if d.server != nil {
		errs = append(errs, d.server.Close())
	}
	if d.remove != "" {
		errs = append(errs, os.RemoveAll(d.remove))
	}
	return errors.Join(errs...)
}
