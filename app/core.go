// Package app is Tidings without a window: it opens the profile, subscribes,
// refreshes, derives what articles are about, answers what the panes ask, and
// says what changed. Window and terminal are both thin layers over a Core.
//
// Goroutines: a refresh has workers that fetch and parse and one goroutine that
// stores what they bring; the deriver owns the story index and the topic model
// and works off what is stored but not yet thought about; the scheduler decides
// when to refresh; fetchAhead works off the queue of what is to be ready; the
// watcher notices what another process wrote. A Change
// says what is stale and carries no data.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"tidings/app/secret"
	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/fetch"
	"tidings/storage"
	"tidings/storage/readers"
)

// Config says how to open a Core. The zero value opens the person's own profile.
type Config struct {
	Dir      string       // folder of the profile; empty: DefaultDir
	Log      *slog.Logger // nil: nothing is logged
	Now      func() time.Time
	Fetch    fetch.Config
	Keyring  secret.System // where logins are kept; nil: the system's
	Local    string        // folder of what holds for this computer and this person alone; empty: the system's
	Progress func(Work)    // told of work that keeps the profile from opening; nil: nobody
	Homes    *Homes        // where other readers are looked for; nil: the usual places of whoever runs the program
}

// Homes are the folders below which programs keep their data.
type Homes = readers.Homes

// Work is something that takes long.
type Work struct {
	Doing       string // a sentence
	Done, Total int64  // Total is zero when that is not known
}

// fileName is the one file of a profile that matters.
const fileName = "tidings.db"

// Core is the program without a window. It is safe for concurrent use.
type Core struct {
	dir   string
	log   *slog.Logger
	now   func() time.Time
	db    *storage.DB
	fetch *fetch.Client

	cores chan struct{} // a place for each document that is being parsed
	homes Homes         // where other readers are looked for

	changes   listeners
	notices   noticeBoard
	damage    chan error   // has something when damage was met
	replacing sync.RWMutex // held for reading by refreshes, else by who replaces the file
	busy      refreshing
	derive    *deriver
	doing     atomic.Pointer[Work]

	// ctx ends when the core closes; work is everything that must end before.
	ctx    context.Context
	stop   context.CancelFunc
	work   sync.WaitGroup
	gate   sync.Mutex // guards closed, so that no work begins while Close waits
	closed bool

	pictures  pictureCache
	listening sync.Mutex // held while what was heard is noted
	net       network
	expected  atomic.Int64 // when the client was told of all hosts, in Unix nanoseconds; zero: not yet
	ahead     *ahead
	due       chan struct{} // has something when the scheduler should look
	own       ownHints      // where articles are, by the reader
	robots    robots        // what sites ask of programs
	started   atomic.Bool   // work goes on in the background
	trending  trending      // names and pages of the day
	tasting   tasting       // what the reader likes to read
	topics    atomic.Pointer[[]feeds.Topic]

	origins origins // what is no document of the web
	secrets *secret.Store
	naming  sync.Mutex // guards profile
	profile string     // its name in the keyring; empty: not read yet
}

// Version of the program, as the user agent and "tidingsctl --version" say it.
const Version = "0.1.0"

// userAgent is honest: who asks, and where to learn more.
const userAgent = "Tidings/" + Version + " (desktop news reader; feed fetcher)"

// Open opens or makes the profile in c.Dir. Whoever opens a core closes it.
func Open(ctx context.Context, c Config) (*Core, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	var err error
	if c.Dir, err = MakeDir(c.Dir); err != nil {
		return nil, fmt.Errorf("open profile %s: %w", c.Dir, err)
	}
	core := &Core{dir: c.Dir, log: c.Log, now: c.Now, damage: make(chan error, 1), ahead: newAhead(), due: make(chan struct{}, 1)}
	if core.homes = readers.OwnHomes(); c.Homes != nil {
		core.homes = *c.Homes
	}
	var opened atomic.Bool
	db, err := storage.Open(ctx, filepath.Join(c.Dir, fileName), storage.Options{Log: c.Log, Now: c.Now, Damage: core.met, Publisher: discover.Publisher,
		Progress: func(stage string, done, total int64) {
			w := Work{stages[stage], done, total}
			switch {
			case opened.Load():
				core.atWork(w)
			case c.Progress != nil:
				c.Progress(w)
			}
		}})
	if err != nil {
		return nil, fmt.Errorf("open profile %s: %w", c.Dir, err)
	}
	opened.Store(true)
	if c.Fetch.UserAgent == "" {
		c.Fetch.UserAgent = userAgent
	}
	c.Fetch.Heard, c.Fetch.Closing = core.answered, core.closing
	core.db, core.fetch = db, fetch.New(c.Fetch)
	core.ctx, core.stop = context.WithCancel(context.Background())
	core.leaveAlone(ctx)
	core.cores = make(chan struct{}, runtime.GOMAXPROCS(0)+1)
	core.derive = newDeriver(core)
	core.busy.feeds = map[feedID]bool{}
	core.pictures.files = newPictureFiles(filepath.Join(c.Dir, "pictures"))
	core.origins = newOrigins(c.Local)
	core.secrets = secret.New(c.Dir, c.Keyring)
	if err := core.cutLogins(ctx); err != nil && db.ReadOnly() == nil {
		c.Log.Warn("logins stay in addresses", "err", err)
	}
	core.notePlace(ctx)
	core.noteLoss()
	core.noteTopics(ctx)
	return core, nil
}

// stages are what storage does when it takes long, as sentences.
var stages = map[string]string{
	"wait":   "Another Tidings is replacing the file with your articles; waiting for it…",
	"copy":   "Bringing your articles into a safer file…",
	"count":  "Counting your articles…",
	"backup": "Making a safety copy first…",
}

// Start begins what goes on by itself while a window is open: the scheduler, what is
// fetched ahead, the catch-up of derived data and the watch for other processes.
func (c *Core) Start() {
	c.started.Store(true)
	c.spawn(c.schedule)
	c.spawn(c.guard)
	c.spawn(c.watch)
	c.spawn(c.fetchAhead)
	c.Derive()
}

// Close ends all work and closes the file. It waits for the writers, a few
// seconds at most: what is not written by then is found again at the next start.
func (c *Core) Close() error {
	c.gate.Lock()
	c.closed = true
	c.gate.Unlock()
	c.stop()
	done := make(chan struct{})
	go func() {
		c.work.Wait()
		close(done)
	}()
	var slow error
	select {
	case <-done:
	case <-time.After(8 * time.Second):
		slow = errors.New("close: work did not end in time")
	}
	c.fetch.Close()
	c.derive.release()
	return errors.Join(slow, c.db.Close())
}

// Dir is the folder of the profile.
func (c *Core) Dir() string { return c.dir }

// while begins work that Close waits for. The context ends with ctx and with
// the core; end must be called when the work is done.
func (c *Core) while(ctx context.Context) (_ context.Context, end func()) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(c.ctx, cancel)
	began := c.begin()
	return ctx, func() {
		stop()
		cancel()
		if began {
			c.work.Done()
		}
	}
}

// begin is false when the core is closing.
func (c *Core) begin() bool {
	c.gate.Lock()
	defer c.gate.Unlock()
	if !c.closed {
		c.work.Add(1)
	}
	return !c.closed
}

// spawn runs work that Close waits for, unless the core is closing.
func (c *Core) spawn(f func()) {
	if c.begin() {
		go func() {
			defer c.work.Done()
			f()
		}()
	}
}
