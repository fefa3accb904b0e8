// Package storage keeps everything in one SQLite file: feeds, articles, what the
// reader did and what was derived. All SQL of Tidings is here.
//
// One public method is one transaction. A single connection writes, in immediate
// transactions, so that two programs on the same file take turns; several others
// only read. What is fetched or derived can be had again and is written without
// waiting for the disk; what the reader does is on the disk when the method
// returns.
//
// An article lies in three tables with the same ID: articles (narrow: order,
// filters, status), heads (what a row of a list shows) and bodies (compressed
// text). What was deleted moves from articles to bin, so that articles holds
// exactly what can be seen and no list has to ask. Every list walks an index in
// its order and starts behind the last article shown, so a page costs the same
// at a thousand and at a million articles (scope.go, list.go, search.go). Counts
// are maintained by the methods that change what they count.
//
// Whatever the reader does is written to the journal with its inverse (journal.go).
// Migrations are numbered files; schema.sql shows where they lead.
package storage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tidings/feeds"
)

var (
	// ErrNewer says that a newer version of Tidings has written the file.
	ErrNewer = errors.New("the database was written by a newer version of Tidings")
	// ErrDamaged says that the file is no database, or one that is broken.
	ErrDamaged = errors.New("the database is damaged")
	// ErrBadCopy says that a copy is not whole; the database itself may be well.
	ErrBadCopy = errors.New("the copy is not whole")
	// ErrForeign says that the file belongs to another program.
	ErrForeign = errors.New("the database belongs to another program")
	// ErrLocked says that another program kept writing for too long.
	ErrLocked = errors.New("another program is using the database")
	// ErrReadOnly says that the file or its folder cannot be written.
	ErrReadOnly = errors.New("the database cannot be written")
	// ErrFull says that there is no room left on the disk.
	ErrFull = errors.New("the disk is full")
	// ErrNothingToUndo says that the journal is empty.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrGone says that nothing is left of what an undo was about. The undo after it
	// takes back what was done before.
	ErrGone = errors.New("nothing of it is left")
	// ErrFolderExists says that there is a folder of this name beside it.
	ErrFolderExists = errors.New("there is a folder of this name already")
	// ErrFolderLoop says that a folder was to be moved into itself.
	ErrFolderLoop = errors.New("a folder cannot be inside itself")
)

// Options of a database. The zero value is fine.
type Options struct {
	Log        *slog.Logger     // nil: the default one
	Now        func() time.Time // nil: time.Now
	MaxReaders int              // connections that read; 0: 4
	Backups    string           // folder; empty: "backups" beside the file
	Progress   Progress         // of work that takes long; nil: nobody is told
	Damage     func(error)      // called when damage is met while the database is open; nil: nobody is told
	// Publisher names whose feed one is: feeds of one name are one voice in Story.Independent. Nil: each its own.
	Publisher func(feeds.Feed) string
	NoLog     bool // works without a log and shared memory, as on a network drive
}

// A DB is an open database. It is safe for concurrent use, also by two programs
// on the same file.
type DB struct {
	path      string
	backups   string
	log       *slog.Logger
	now       func() time.Time
	progress  Progress
	damage    func(error)
	publisher func(feeds.Feed) string

	way       way
	frozen    error // why nothing can be written; nil: it can
	hold      *hold
	borrowed  string // a temporary folder with a copy, for a file that cannot be written
	writer    *pool
	readers   *pool
	replacing sync.RWMutex // held for reading by copies, else by who replaces the file

	mu   sync.Mutex
	loss *Loss
}

// quickCheckLimit is the size in bytes up to which Open examines the whole file;
// larger ones would delay the window, and are for Check in the background.
const quickCheckLimit = 16 << 20

// Open opens the database at path and makes it if there is none. A database of
// an older version is migrated, after a verified copy was made. A damaged one is
// mended, see Mend and Loss. One that cannot be written is opened for reading, see
// ReadOnly. The error is ErrNewer, ErrForeign, ErrLocked, ErrInUse, or the system's.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxReaders <= 0 {
		o.MaxReaders = 4
	}
	if o.Backups == "" {
		o.Backups = filepath.Join(filepath.Dir(path), "backups")
	}
	db := &DB{path: path, backups: o.Backups, log: o.Log, now: o.Now, progress: o.Progress, damage: o.Damage, publisher: o.Publisher, hold: newHold(path)}
	if o.NoLog {
		db.way = journalled
	}
	if err := db.open(ctx, o.MaxReaders); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, readers int) error {
	if err := db.writable(); err != nil {
		return db.openFrozen(ctx, readers, err)
	}
	waiting := func() {
		db.log.Info("another program replaces the file", "path", db.path)
		if db.progress != nil {
			db.progress("wait", 0, 0)
		}
	}
	if err := db.hold.share(ctx, waiting); err != nil {
		return err
	}
	err := db.hold.inTurn(ctx, func() error { return finishSwap(db.path) })
	if err != nil {
		return errors.Join(err, db.hold.release())
	}
	if err := sweep(db.path); err != nil {
		db.log.Warn("what was left half-written stays", "path", db.path, "err", err)
	}
	db.openPools(readers)
	if old(db.path) {
		err = db.upgrade(ctx)
	} else {
		err = db.prepare(ctx, true)
	}
	if errors.Is(explain(err), ErrDamaged) {
		db.log.Error("the database is damaged", "path", db.path, "err", err)
		_, err = db.Mend(ctx, err)
	}
	if err != nil {
		return errors.Join(err, db.closePools(), db.hold.release())
	}
	return nil
}

func (db *DB) openPools(readers int) {
	db.writer = newPool(db.way.writer(db.path), 1)
	db.readers = newPool(db.way.reader(db.path), readers)
}

// prepare examines the file, if it is small, and brings it to this version.
func (db *DB) prepare(ctx context.Context, examine bool) error {
	s, err := db.writer.take(ctx)
	if err != nil {
		return err
	}
	defer db.writer.give(s)
	if info, err := os.Stat(db.path); examine && err == nil && info.Size() <= quickCheckLimit {
		if err := s.quickCheck(ctx); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx, s, migrationFiles); err != nil {
		return err
	}
	return db.notePublishers(ctx, s)
}

// Close writes everything into the one file and closes it. It waits for a copy that is
// being made; the caller has ended what it does.
func (db *DB) Close() error {
	db.replacing.Lock()
	defer db.replacing.Unlock()
	var err error
	if s, e := db.writer.take(context.Background()); e == nil {
		if db.way == logged {
			// While another program reads, the log stays beside the file, and nothing is
			// lost: that is not waited for.
			if e := errors.Join(s.exec("PRAGMA busy_timeout = 0"), s.exec("PRAGMA wal_checkpoint(TRUNCATE)")); e != nil {
				err = fmt.Errorf("close %s: %w", db.path, explain(e))
			}
		}
		db.writer.give(s)
	}
	return errors.Join(err, db.closePools(), db.hold.release(), db.giveBack())
}

func (db *DB) closePools() error {
	return errors.Join(db.readers.close(), db.writer.close())
}
