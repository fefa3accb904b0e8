package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"

	"tidings/feeds"
)

// A feed may be what a command prints. A command can do everything that its user can, so
// none runs that the reader did not type or allow on this very computer: what is allowed
// is kept in a file beside neither the articles nor their backups, and neither a list of
// subscriptions nor a profile that was brought from elsewhere can change it.

// ErrCommandsOff says that feeds from commands are switched off on this computer.
var ErrCommandsOff = errors.New("feeds from commands are switched off")

// permissions are which commands may run for this person on this computer.
type permissions struct {
	mu   sync.Mutex
	file string
}

// allowed is what the file of permissions holds.
type allowed struct {
	On       bool     `json:"on"`       // commands may run at all
	Commands []string `json:"commands"` // addresses of the ones that the reader allowed
}

// read is what is allowed now. The file is read each time: another window may have changed
// it. Without one, or with one that cannot be read, nothing is.
func (p *permissions) read() (allowed, error) {
	var a allowed
	text, err := os.ReadFile(p.file)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil {
		return allowed{}, fmt.Errorf("which commands are allowed: %w", err)
	}
	return a, nil
}

// change changes what is allowed.
func (p *permissions) change(how func(*allowed)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, err := p.read()
	if err != nil {
		a = allowed{} // nothing was allowed
	}
	how(&a)
	text, err := json.MarshalIndent(a, "", "\t")
	if err == nil {
		err = write(p.file, append(text, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keep which commands are allowed: %w", err)
	}
	return nil
}

// may reports whether a command may run, and whether any may.
func (p *permissions) may(address string) (this, any bool, err error) {
	a, err := p.read()
	return a.On && slices.Contains(a.Commands, address), a.On, err
}

// Commands reports whether feeds from commands are switched on on this computer.
func (c *Core) Commands() bool {
	_, on, err := c.origins.allowed.may("")
	if err != nil {
		c.log.Warn("commands", "err", err)
	}
	return on
}

// SetCommands switches feeds from commands on or off on this computer. Which commands are
// allowed stays.
func (c *Core) SetCommands(on bool) error {
	err := c.origins.allowed.change(func(a *allowed) { a.On = on })
	c.notify(Change{Feeds: true})
	return err
}

// MayRun reports whether the command of a feed is allowed; true for all other feeds.
func (c *Core) MayRun(f feeds.Feed) bool {
	if f.Source() != feeds.ByCommand {
		return true
	}
	may, _, err := c.origins.allowed.may(f.URL)
	return may && err == nil
}

// AllowCommand lets the command of a feed run from now on, and resumes the feed. The error
// is ErrCommandsOff where none may.
func (c *Core) AllowCommand(ctx context.Context, id feeds.FeedID) error {
	f, err := c.Feed(ctx, id)
	if err != nil {
		return err
	}
	if err := c.allow(f.URL); err != nil {
		return fmt.Errorf("allow the command of %s: %w", f.Name(), err)
	}
	f.Paused = false
	return c.ChangeFeed(ctx, f)
}

// allow lets a command run.
func (c *Core) allow(address string) error {
	if !c.Commands() {
		return ErrCommandsOff
	}
	return c.origins.allowed.change(func(a *allowed) {
		if !slices.Contains(a.Commands, address) {
			a.Commands = append(a.Commands, address)
		}
	})
}

// ForbidCommand lets the command of a feed run no more.
func (c *Core) ForbidCommand(ctx context.Context, id feeds.FeedID) error {
	f, err := c.Feed(ctx, id)
	if err != nil {
		return err
	}
	err = c.origins.allowed.change(func(a *allowed) {
		a.Commands = slices.DeleteFunc(a.Commands, func(other string) bool { return other == f.URL })
	})
	c.notify(Change{Feeds: true})
	return err
}
