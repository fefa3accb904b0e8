package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tidings/feeds/fetch"
)

const (
	// recordingBytes bounds one recording: nine hours of radio, an hour of WAV. What
	// streams without an end ends there.
	recordingBytes = 512 << 20
	// recordingsBytes bounds the folder of recordings.
	recordingsBytes = 1 << 30
	// skipBytes is how far ahead of what arrives a place must be for it to be asked
	// for by itself.
	skipBytes = 512 << 10
)

var (
	// errTooLong says that a recording is larger than what we keep of one.
	errTooLong = errors.New("recording too large")
	// errPage says that a server sent a web page instead of a recording.
	errPage = errors.New("a web page instead of a recording")
)

// A Recording is what a publisher attached to be listened to, as it comes from its
// server. What has come lies in a file, so that going back, and listening again
// without a network, ask nobody. Close it in the end.
//
// One goroutine fetches: from the place that was read last to the end. When the
// network is gone it tries again, less and less often, and readers wait.
type Recording struct {
	open    func(ctx context.Context, from int64) (*fetch.Stream, error)
	trouble func(error)
	pause   func(ctx context.Context, try int)
	file    *os.File
	kept    bool // the file is for next time, too
	ctx     context.Context
	stop    context.CancelFunc
	ended   chan struct{}

	mu      sync.Mutex
	changed *sync.Cond
	have    spans
	size    int64  // -1: not known
	stamp   string // of this version, as the server says
	ranges  bool   // the server can begin in the middle
	want    int64  // the place that was read last
	at      int64  // where what arrives next belongs
	leave   func() // ends the request that is under way; nil: there is none
	waiting int    // readers
	err     error  // why there is no more; the next reader takes it
}

// Recording opens the recording at an address and begins to fetch it. trouble is
// told, on another goroutine, that the server cannot be reached, and nil when it can
// again.
func (c *Core) Recording(address string, trouble func(error)) (*Recording, error) {
	return c.openRecording(address, trouble, backOff)
}

func (c *Core) openRecording(address string, trouble func(error), pause func(context.Context, int)) (*Recording, error) {
	dir := filepath.Join(c.dir, "recordings")
	file, kept, err := recordingFile(dir, recordingName(address))
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	now := c.now()
	_ = os.Chtimes(file.Name(), now, now) // last use; only cleaning depends on it
	r := &Recording{trouble: trouble, pause: pause, file: file, kept: kept, size: -1, ended: make(chan struct{})}
	r.changed = sync.NewCond(&r.mu)
	r.open = func(ctx context.Context, from int64) (*fetch.Stream, error) {
		return c.fetch.Open(ctx, fetch.Request{URL: address, Accept: fetch.AcceptSound}, from)
	}
	r.recall()
	ctx, end := c.while(context.Background())
	r.ctx, r.stop = context.WithCancel(ctx)
	r.wakeAtEnd(r.ctx)
	go func() {
		defer end()
		if err := trimRecordings(dir, file.Name()); err != nil {
			c.log.Warn("recordings not cleaned", "err", err)
		}
		r.fetch()
	}()
	return r, nil
}

// recordingFile opens the file of a recording, or one for the time being where the
// profile cannot be written.
func recordingFile(dir, name string) (f *os.File, kept bool, err error) {
	if err = os.MkdirAll(dir, 0o700); err == nil {
		if f, err = os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE, 0o600); err == nil {
			return f, true, nil
		}
	}
	f, err = os.CreateTemp("", "tidings-recording-*")
	return f, false, err
}

// Close ends the fetching and notes what is there.
func (r *Recording) Close() {
	r.stop()
	<-r.ended
}

// note is what is remembered of a recording beside its bytes.
type note struct {
	Size  int64  `json:"size"`
	Stamp string `json:"stamp"`
	Have  spans  `json:"have"`
}

func (r *Recording) noteFile() string { return r.file.Name() + ".json" }

// recall takes over what was fetched before.
func (r *Recording) recall() {
	if !r.kept {
		return
	}
	data, err := os.ReadFile(r.noteFile())
	var n note
	if err != nil || json.Unmarshal(data, &n) != nil {
		return // it is fetched anew
	}
	if info, err := r.file.Stat(); err == nil && n.Have.sound(info.Size()) {
		r.size, r.stamp, r.have = n.Size, n.Stamp, n.Have
	}
}

// remember is recall's counterpart. It closes the file.
func (r *Recording) remember() {
	r.file.Close()
	if !r.kept {
		_ = os.Remove(r.file.Name()) // in a folder that the system cleans
		return
	}
	data, err := json.Marshal(note{r.size, r.stamp, r.have})
	if err == nil {
		_ = write(r.noteFile(), data) // else it is fetched anew
	}
}

// ReadAt reads what has come, or waits for it; at least one byte if there is no
// error. io.EOF stands for the end.
func (r *Recording) ReadAt(ctx context.Context, p []byte, off int64) (int, error) {
	stop := r.wakeAtEnd(ctx)
	defer stop()
	r.mu.Lock()
	r.want = off
	if r.leave != nil && r.elsewhere(r.at) {
		r.leave() // what it waits for is not what is wanted
	}
	r.changed.Broadcast()
	r.waiting++
	for !r.have.covers(off) && !r.over(off) && r.err == nil && ctx.Err() == nil && r.ctx.Err() == nil {
		r.changed.Wait()
	}
	r.waiting--
	end, over := r.have.end(off), r.over(off)
	var err error
	switch {
	case over:
		err = io.EOF
	case end > off:
	case ctx.Err() != nil:
		err = ctx.Err()
	case r.ctx.Err() != nil:
		err = r.ctx.Err()
	default:
		err, r.err = r.err, nil // the next reader has it tried again
	}
	r.mu.Unlock()
	if err != nil {
		return 0, err
	}
	return r.file.ReadAt(p[:min(int64(len(p)), end-off)], off)
}

// elsewhere reports whether what the reader lacks is better asked for by itself than
// waited for by a request that is at a place; r.mu is held.
func (r *Recording) elsewhere(at int64) bool {
	next := r.have.end(r.want)
	return r.ranges && !r.over(next) && (next < at || next > at+skipBytes)
}

// over reports whether nothing is at a place; r.mu is held.
func (r *Recording) over(off int64) bool { return r.size >= 0 && off >= r.size }

// wakeAtEnd has waiting readers look again when a context ends.
func (r *Recording) wakeAtEnd(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.changed.Broadcast()
	})
}

// Size is how many bytes there are; -1 if the server does not say. It waits for the
// first answer.
func (r *Recording) Size(ctx context.Context) (int64, error) {
	r.mu.Lock()
	size := r.size
	r.mu.Unlock()
	if size >= 0 {
		return size, nil
	}
	var b [1]byte
	if _, err := r.ReadAt(ctx, b[:], 0); err != nil && err != io.EOF {
		return 0, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.size, nil
}

// Has reports whether the bytes from off to end have come.
func (r *Recording) Has(off, end int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return end <= off || r.have.end(off) >= end
}

// backOff waits before the next try: a second, then twice as long each time, half a
// minute at most.
func backOff(ctx context.Context, try int) {
	d := min(time.Second<<min(try, 5), 30*time.Second)
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
