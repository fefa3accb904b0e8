package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"tidings/storage"
)

const (
	// usualBudget is what all pictures may take, in bytes, unless the reader says it.
	usualBudget = 2 << 30
	// passingBytes is what those may take of it that were only looked at.
	passingBytes = 512 << 20
	budgetKey    = "picture budget"
	// sweptEvery is how often the folder is looked through for files that nobody knows.
	sweptEvery = 24 * time.Hour
	// sweptAfter is how old such a file must be: another program may be about to note it.
	sweptAfter = time.Hour
	// forgottenAtOnce bounds a transaction.
	forgottenAtOnce = 200
)

// pictureRoom is what is known of the room for pictures.
type pictureRoom struct {
	mu    sync.Mutex // held while the folder is cleaned
	swept time.Time
}

// Cleaned is what cleaning the folder of pictures removed.
type Cleaned struct {
	Files int
	Bytes int64
}

// Budget is how many bytes all pictures may take.
func (c *Core) Budget(ctx context.Context) (int64, error) {
	text, err := c.db.Setting(ctx, budgetKey)
	if n, e := strconv.ParseInt(text, 10, 64); err == nil && e == nil && n > 0 {
		return n, nil
	}
	return usualBudget, err
}

// SetBudget changes that; zero is the usual one. What is needed is never cleaned away,
// also if it is more; but then nothing more is fetched ahead.
func (c *Core) SetBudget(ctx context.Context, bytes int64) error {
	if err := c.db.SetSetting(ctx, budgetKey, strconv.FormatInt(max(bytes, 0), 10)); err != nil {
		return fmt.Errorf("change the budget: %w", err)
	}
	if err := c.trimPictures(ctx); err != nil {
		return fmt.Errorf("change the budget: %w", err)
	}
	c.notify(Change{Offline: true})
	return c.RetryQueue(ctx)
}

// CleanPictures removes all pictures that no article needs which the reader marked or
// prepared.
func (c *Core) CleanPictures(ctx context.Context) (Cleaned, error) {
	c.pictures.room.mu.Lock()
	defer c.pictures.room.mu.Unlock()
	cleaned, err := c.cleanPictures(ctx, 0)
	if err == nil {
		var n int
		n, err = c.sweepPictures(ctx)
		cleaned.Files += n
	}
	if err != nil {
		return cleaned, fmt.Errorf("clean pictures: %w", err)
	}
	c.notify(Change{Offline: true, Articles: cleaned.Files > 0})
	return cleaned, nil
}

// trimPictures removes the pictures that were not shown for longest and that nobody
// needs, until all are within their bounds.
func (c *Core) trimPictures(ctx context.Context) error {
	c.pictures.room.mu.Lock()
	defer c.pictures.room.mu.Unlock()
	total, err := c.db.PictureBytes(ctx)
	if err != nil {
		return err
	}
	budget, err := c.Budget(ctx)
	if err == nil && total > min(passingBytes, budget) {
		_, err = c.cleanPictures(ctx, min(passingBytes, budget))
	}
	if now := c.now(); err == nil && c.ctx.Err() == nil && now.Sub(c.pictures.room.swept) > sweptEvery {
		c.pictures.room.swept = now
		_, err = c.sweepPictures(ctx)
	}
	return err
}

// roomForPictures reports whether pictures may be fetched ahead, after cleaning if
// that is needed.
func (c *Core) roomForPictures(ctx context.Context) (bool, error) {
	budget, err := c.Budget(ctx)
	if err != nil {
		return false, err
	}
	total, err := c.db.PictureBytes(ctx)
	if err != nil || total < budget {
		return err == nil, err
	}
	if err := c.trimPictures(ctx); err != nil {
		return false, err
	}
	total, err = c.db.PictureBytes(ctx)
	return total < budget, err
}

// cleanPictures removes pictures that nobody needs if they are more than passing, and
// as many more as the budget wants.
func (c *Core) cleanPictures(ctx context.Context, passing int64) (Cleaned, error) {
	var cleaned Cleaned
	list, err := c.db.Pictures(ctx)
	if err != nil {
		return cleaned, err
	}
	budget, err := c.Budget(ctx)
	if err != nil {
		return cleaned, err
	}
	for part := range slices.Chunk(expendable(list, passing, budget), forgottenAtOnce) {
		names := make([]storage.Content, len(part))
		for i, p := range part {
			names[i] = p.Content
			cleaned.Bytes += p.Bytes
		}
		if err := c.removePictures(ctx, names); err != nil {
			return cleaned, err
		}
		cleaned.Files += len(part)
	}
	return cleaned, nil
}

// removePictures forgets pictures first: a kill in between leaves files that nobody
// knows, and these are swept.
func (c *Core) removePictures(ctx context.Context, names []storage.Content) error {
	c.pictures.writing.Lock()
	defer c.pictures.writing.Unlock()
	if err := c.db.ForgetPictures(ctx, names...); err != nil {
		return err
	}
	return c.pictures.files.remove(names)
}

// expendable are the first pictures of a list that are to go, so that those that
// nobody needs are at most passing, and all at most the budget: somewhat less, so that
// cleaning is not due again at once.
func expendable(list []storage.Picture, passing, budget int64) []storage.Picture {
	var total, unneeded int64
	for _, p := range list {
		total += p.Bytes
		if !p.Needed {
			unneeded += p.Bytes
		}
	}
	if unneeded <= passing && total <= budget {
		return nil
	}
	var out []storage.Picture
	for _, p := range list {
		if unneeded <= passing/10*9 && total <= budget/10*9 {
			break
		}
		if !p.Needed {
			out = append(out, p)
			total -= p.Bytes
			unneeded -= p.Bytes
		}
	}
	return out
}

// sweepPictures removes files that are no picture of ours, and forgets pictures whose
// file is gone.
func (c *Core) sweepPictures(ctx context.Context) (int, error) {
	c.pictures.writing.Lock()
	defer c.pictures.writing.Unlock()
	list, err := c.db.Pictures(ctx)
	if err != nil {
		return 0, err
	}
	known := make(map[storage.Content]bool, len(list))
	for _, p := range list {
		known[p.Content] = true
	}
	n, err := c.pictures.files.sweep(known, c.now().Add(-sweptAfter))
	if err != nil || len(known) == 0 {
		return n, err
	}
	c.log.Info("pictures are gone from the cache", "pictures", len(known))
	return n, c.db.ForgetPictures(ctx, slices.Collect(maps.Keys(known))...)
}
