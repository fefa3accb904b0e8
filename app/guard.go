package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

const (
	// backupEvery is how often a changed file is copied, for each part of it that is
	// as large as backupPart: large files are copied less often.
	backupEvery = time.Hour
	backupPart  = 512 << 20
	// backupLeast and backupTimes bound what all backups take together, in bytes and
	// in sizes of the file, whichever is more.
	backupLeast = 1 << 30
	backupTimes = 3
	// examineEvery is how often a large file is read from one end to the other.
	examineEvery = 20 * time.Hour
	examinedKey  = "examined"
	// guardAfter is how long after the start the guard begins.
	guardAfter = 20 * time.Second
)

// guard keeps the file safe until the core closes: it examines it after the start,
// copies it by the clock, and mends it when damage is met.
func (c *Core) guard() {
	// The first pages belong to the reader.
	select {
	case <-c.ctx.Done():
		return
	case err := <-c.damage:
		c.mend(err)
	case <-time.After(guardAfter):
	}
	c.examine()
	for {
		if err := c.backUpIfDue(c.ctx); err != nil && c.ctx.Err() == nil {
			c.log.Warn("backup", "err", err)
			c.noteFull(err)
		}
		select {
		case <-c.ctx.Done():
			return
		case err := <-c.damage:
			c.mend(err)
		case <-time.After(every):
		}
	}
}

// met is called by storage when it meets damage; the guard mends it.
func (c *Core) met(err error) {
	select {
	case c.damage <- err:
	default: // it knows already
	}
}

// examine reads the whole file, unless that was done less than a day ago.
func (c *Core) examine() {
	last, err := c.db.Setting(c.ctx, examinedKey)
	if at, e := time.Parse(time.RFC3339, last); err == nil && e == nil && c.now().Sub(at).Abs() < examineEvery {
		return
	}
	if err := c.db.QuickCheck(c.ctx); err != nil {
		if c.ctx.Err() == nil {
			c.log.Error("the file was examined", "err", err)
		}
		return // storage tells the guard
	}
	c.noteExamined(c.ctx)
}

// mend rebuilds the file while everything waits.
func (c *Core) mend(found error) {
	c.notices.set(Notice{Key: MendingNotice, Text: "The file with your articles is damaged. It is being mended; this may take a minute."})
	c.notify(Change{Notices: true})
	err := c.undisturbed(c.ctx, func() error { _, err := c.db.Mend(c.ctx, found); return err })
	c.rested()
	c.notices.drop(MendingNotice)
	select {
	case <-c.damage: // met once more before it was mended
	default:
	}
	if err != nil {
		c.log.Error("mend", "err", err)
		c.notices.set(Notice{Key: DamagedNotice, Serious: true, Text: "The file with your articles is damaged and could not be mended now. " + Explain(err)})
		c.notify(Change{Notices: true})
		return
	}
	c.noteLoss()
	c.derive.forget()
	c.notify(Change{Feeds: true, Articles: true, Derived: true, Notices: true})
	c.Derive()
}

// backUpIfDue copies the file if it changed since the last copy and that is long
// enough ago.
func (c *Core) backUpIfDue(ctx context.Context) error {
	if c.db.ReadOnly() != nil {
		return nil
	}
	list, err := c.Backups()
	if err != nil {
		return err
	}
	size, changed := c.fileState()
	for _, b := range list {
		if b.Why != storage.Regular && b.Why != storage.Wanted || b.Made.Sub(c.now()) > backupEvery {
			continue // also what a clock has made that was set back since
		}
		if !changed.After(b.Made) || c.now().Sub(b.Made) < backupEvery*time.Duration(1+size/backupPart) {
			return nil
		}
		break
	}
	if feeds, err := c.db.Feeds(ctx); err != nil || len(feeds) == 0 {
		return err // nothing to lose yet
	}
	return c.backUp(ctx, storage.Regular)
}

// fileState is the size of the file and when it was written last.
func (c *Core) fileState() (size int64, changed time.Time) {
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(filepath.Join(c.dir, fileName+suffix)); err == nil {
			size += info.Size()
			if info.ModTime().After(changed) {
				changed = info.ModTime()
			}
		}
	}
	return size, changed
}

// backUp adds a copy and drops those that have had their time. When the disk is
// full, older copies make room for the next one.
func (c *Core) backUp(ctx context.Context, why storage.BackupReason) error {
	size, _ := c.fileState()
	budget := max(backupLeast, backupTimes*size)
	b, err := c.db.MakeBackup(ctx, why)
	c.rested()
	switch {
	case errors.Is(err, storage.ErrFull):
		budget = size
	case errors.Is(err, storage.ErrDamaged):
		c.met(err)
	}
	if err == nil {
		c.log.Info("backup", "path", b.Path, "bytes", b.Bytes)
	}
	return errors.Join(err, c.db.ThinBackups(ctx, budget))
}

// Backups lists the copies in the profile, latest first.
func (c *Core) Backups() ([]storage.Backup, error) {
	return storage.Backups(c.backups())
}

func (c *Core) backups() string { return filepath.Join(c.dir, "backups") }

// BackUp adds a verified copy to the profile's own, because the reader wants one.
func (c *Core) BackUp(ctx context.Context) (storage.Backup, error) {
	ctx, end := c.while(ctx)
	defer end()
	if err := c.backUp(ctx, storage.Wanted); err != nil {
		return storage.Backup{}, fmt.Errorf("back up: %w", err)
	}
	list, err := c.Backups()
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return storage.Backup{}, err
	}
	return list[0], nil
}

// Restore puts a copy in the place of the profile's file, which is kept among the
// backups, so that a restore can be taken back the same way.
func (c *Core) Restore(ctx context.Context, path string) error {
	ctx, end := c.while(ctx)
	defer end()
	err := c.undisturbed(ctx, func() error { return c.db.Restore(ctx, path) })
	c.rested()
	if err != nil {
		return err
	}
	c.derive.forget()
	c.notices.drop(MendedNotice)
	c.notify(Change{Feeds: true, Articles: true, Derived: true, Notices: true})
	c.Derive()
	return nil
}

// undisturbed runs f, which replaces the file, while nothing is under way that knows
// articles of the one that was: refreshes are cancelled, and what is being derived
// ends before.
func (c *Core) undisturbed(ctx context.Context, f func() error) error {
	c.derive.waits.Add(1)
	defer c.derive.waits.Add(-1)
	c.CancelRefresh()
	c.replacing.Lock()
	defer c.replacing.Unlock()
	select {
	case c.derive.turn <- struct{}{}:
		defer func() { <-c.derive.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return f()
}

// Mend rebuilds the profile's file from what is left of it and its newest backup,
// and says in a few sentences what that cost.
func (c *Core) Mend(ctx context.Context) (string, error) {
	ctx, end := c.while(ctx)
	defer end()
	defer c.rested()
	var l storage.Loss
	err := c.undisturbed(ctx, func() (err error) { l, err = c.db.Mend(ctx, nil); return err })
	if err != nil {
		return "", err
	}
	c.noteLoss()
	c.derive.forget()
	c.notify(Change{Feeds: true, Articles: true, Derived: true, Notices: true})
	return explainLoss(l, c.now()), nil
}
