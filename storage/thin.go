package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// Backups are kept for each hour of a day, each day of a week and each week of two
// months, and dropped sooner when all of them together are larger than allowed.
const (
	hourly = 24 * time.Hour
	daily  = 7 * 24 * time.Hour
	weekly = 62 * 24 * time.Hour
	// leastKept are never dropped for their size: the latest ones.
	leastKept = 2
	// asideKept is how many files that were set aside stay, beside backups.
	asideKept = 2
)

// thin says which backups have had their time; list has the latest first. Of each
// hour, day and week the latest stays, so that a backup once dropped is never missed
// by a coarser rule. budget is in bytes.
func thin(list []Backup, now time.Time, budget int64) (drop []Backup) {
	taken := map[string]bool{}
	aside, kept := 0, 0
	var size int64
	for _, b := range byAge(list, now) {
		stays := false
		switch b.Why {
		case Wanted: // the reader's own; they count, and stay
			stays = true
		case Damaged, Replaced, Upgraded:
			stays = aside < asideKept && now.Sub(b.Made) < weekly
			if stays {
				aside++
			}
		default:
			slot := slotOf(b.Made, now)
			stays = slot != "" && !taken[slot] && (kept < leastKept || size+b.Bytes <= budget)
			if stays {
				taken[slot] = true
				kept++
			}
		}
		if !stays {
			drop = append(drop, b)
			continue
		}
		size += b.Bytes
	}
	return drop
}

// byAge has the latest first. Those from the future come last: the clock was wrong
// when they were made or is so now, and they are not to push out those made since.
func byAge(list []Backup, now time.Time) []Backup {
	out := make([]Backup, 0, len(list))
	for _, b := range list {
		if !b.fromFuture(now) {
			out = append(out, b)
		}
	}
	for _, b := range list {
		if b.fromFuture(now) {
			out = append(out, b)
		}
	}
	return out
}

// fromFuture reports whether a clock was set back since the copy was made. Small
// corrections happen all the time.
func (b Backup) fromFuture(now time.Time) bool { return b.Made.Sub(now) > time.Hour }

// slotOf names the time for which only one backup is kept; empty: it is too old.
func slotOf(made, now time.Time) string {
	made = made.UTC()
	switch age := now.Sub(made); {
	case age < hourly:
		return made.Format("15h 2006-01-02")
	case age < daily:
		return made.Format("2006-01-02")
	case age < weekly:
		y, w := made.ISOWeek()
		return fmt.Sprint(y, " week ", w)
	}
	return ""
}

// ThinBackups drops backups that have had their time (see thin) or are more than
// budget bytes, and what stopped copies left. The latest two always stay.
func (db *DB) ThinBackups(ctx context.Context, budget int64) error {
	list, err := Backups(db.backups)
	if err != nil {
		return err
	}
	err = sweepBackups(db.backups)
	for _, b := range thin(list, db.now(), budget) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, suffix := range []string{"-wal", "-shm", "-journal", ""} {
			if e := os.Remove(b.Path + suffix); e != nil && !errors.Is(e, os.ErrNotExist) {
				err = errors.Join(err, e)
			}
		}
	}
	return err
}
