package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// ErrInUse says that another program has the database open, so that its file
// cannot be replaced.
var ErrInUse = errors.New("another program has the database open")

// A hold on the database is shared by all programs that have it open; one that
// replaces the file holds it alone. Where files cannot be locked, as on some
// network drives, there is none.
type hold struct {
	lock *flock.Flock
	none bool
}

func newHold(path string) *hold { return &hold{lock: flock.New(path + ".lock")} }

// share waits while another program replaces the file; waiting is called when it
// begins to.
func (h *hold) share(ctx context.Context, waiting func()) error {
	ok, err := h.lock.TryRLock()
	if h.none = err != nil; h.none || ok {
		return nil
	}
	if waiting != nil {
		waiting()
	}
	if ok, err = h.lock.TryRLockContext(ctx, 50*time.Millisecond); err == nil && !ok {
		err = ErrInUse
	}
	return err
}

// alone takes the hold for this program, if no other one has it.
func (h *hold) alone() error {
	if h.none {
		return nil
	}
	if err := h.lock.Unlock(); err != nil { // not every system can turn one into the other
		return err
	}
	ok, err := h.lock.TryLock()
	if err == nil && !ok {
		err = ErrInUse
	}
	return err
}

func (h *hold) release() error { return h.lock.Close() }

// alone runs f while no program has the database open, this one included, and
// opens it again. What is running ends before; what comes meanwhile waits.
func (db *DB) alone(ctx context.Context, f func() error) (err error) {
	if db.way == frozen {
		return ErrReadOnly
	}
	db.replacing.Lock()
	defer db.replacing.Unlock()
	if err := db.hold.alone(); err != nil {
		return errors.Join(err, db.hold.share(context.WithoutCancel(ctx), nil))
	}
	defer func() {
		err = errors.Join(err, db.hold.lock.Unlock(), db.hold.share(context.WithoutCancel(ctx), nil))
	}()
	if err := db.readers.pause(ctx); err != nil {
		return err
	}
	defer db.readers.resume(db.way.reader(db.path))
	db.settle(ctx)
	if err := db.writer.pause(ctx); err != nil {
		return err
	}
	err = f()
	db.writer.resume(db.way.writer(db.path))
	if err != nil {
		return err
	}
	return db.prepare(context.WithoutCancel(ctx), false)
}

// settle brings the log into the file, as far as that can be done.
func (db *DB) settle(ctx context.Context) {
	s, err := db.writer.take(ctx)
	if err != nil {
		return
	}
	defer db.writer.give(s)
	if err := s.exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		s.broken = true
		db.log.Warn(fmt.Sprintf("checkpoint of %s", db.path), "err", err)
	}
}
