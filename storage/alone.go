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
	// turn belongs to who gives up the shared hold to have it alone. Of two that did so at
	// once, one would get it while the other still has the file open.
	turn *flock.Flock
	none bool
}

func newHold(path string) *hold {
	return &hold{lock: flock.New(path + ".lock"), turn: flock.New(path + ".turn")}
}

// looksAgain is how often a hold that another program has is asked for.
const looksAgain = 50 * time.Millisecond

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
	if ok, err = h.lock.TryRLockContext(ctx, looksAgain); err == nil && !ok {
		err = ErrInUse
	}
	return err
}

// alone takes the shared hold for this program, if no other one has it. If it fails, the
// hold is shared as before, and nobody had it alone in between.
func (h *hold) alone(ctx context.Context) error {
	if h.none {
		return nil
	}
	if err := tryNow(h.turn); err != nil {
		return err
	}
	err := h.lock.Unlock() // not every system can turn one into the other
	if err == nil {
		if err = tryNow(h.lock); err == nil {
			return nil
		}
	}
	return errors.Join(err, h.together(ctx))
}

// together shares the hold again.
func (h *hold) together(ctx context.Context) error {
	if h.none {
		return nil
	}
	return errors.Join(h.lock.Unlock(), h.share(context.WithoutCancel(ctx), nil), h.turn.Unlock())
}

// inTurn runs f while no other program does, and none has the hold alone. The hold is
// shared.
func (h *hold) inTurn(ctx context.Context, f func() error) error {
	if h.none {
		return f()
	}
	if _, err := h.turn.TryLockContext(ctx, looksAgain); err != nil {
		return err
	}
	return errors.Join(f(), h.turn.Unlock())
}

func tryNow(lock *flock.Flock) error {
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = ErrInUse
	}
	return err
}

func (h *hold) release() error { return errors.Join(h.lock.Close(), h.turn.Close()) }

// alone runs f while no program has the database open, this one included, and
// opens it again. What is running ends before; what comes meanwhile waits.
func (db *DB) alone(ctx context.Context, f func() error) (err error) {
	if db.way == frozen {
		return ErrReadOnly
	}
	db.replacing.Lock()
	defer db.replacing.Unlock()
	if err := db.hold.alone(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.hold.together(ctx)) }()
	if err := db.readers.pause(ctx); err != nil {
		return err
	}
	defer db.readers.resume(db.way.reader(db.path))
	if err := db.settle(ctx); errors.Is(err, ErrFull) {
		return err // what the log has would not come with the file when it is set aside
	}
	if err := db.writer.pause(ctx); err != nil {
		return err
	}
	err = f()
	db.writer.resume(existing(db.way.writer(db.path)))
	if err != nil {
		return err
	}
	return db.prepare(context.WithoutCancel(ctx), false)
}

// settle brings the log into the file, as far as that can be done.
func (db *DB) settle(ctx context.Context) error {
	s, err := db.writer.take(ctx)
	if err != nil {
		return err
	}
	defer db.writer.give(s)
	if err = s.exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		s.broken = true
		db.log.Warn(fmt.Sprintf("checkpoint of %s", db.path), "err", err)
	}
	return explain(err)
}
