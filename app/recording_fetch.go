package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tidings/feeds/fetch"
)

// fetch is the goroutine of a recording: it fetches what is missing until the
// recording is closed.
func (r *Recording) fetch() {
	defer close(r.ended)
	defer r.remember()
	tries := 0
	for {
		from, ok := r.missing()
		if !ok {
			return
		}
		came, err := r.stream(from)
		if came {
			tries = 0
		}
		switch {
		case r.ctx.Err() != nil:
			return
		case err == nil:
		case passing(err):
			r.trouble(err)
			r.pause(r.ctx, tries)
			tries++
		default:
			r.fail(err)
		}
	}
}

// passing reports whether an error may be gone when one tries again.
func passing(err error) bool {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Class {
	case fetch.Offline, fetch.DNS, fetch.Refused, fetch.Timeout, fetch.Slow, fetch.Broken, fetch.Busy:
		return true
	case fetch.Status:
		return e.Status >= 500 || e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout
	}
	return false
}

// fail has the next reader told. Nothing is fetched until it asks again.
func (r *Recording) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
	r.changed.Broadcast()
	for r.err != nil && r.ctx.Err() == nil {
		r.changed.Wait()
	}
	for r.waiting == 0 && r.ctx.Err() == nil {
		r.changed.Wait()
	}
}

// missing is the first place to fetch behind the one that was read last. It waits
// while there is none, and is false when the recording is closed.
func (r *Recording) missing() (int64, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.ctx.Err() == nil {
		if at := r.have.end(r.want); !r.over(at) {
			return at, true
		}
		r.changed.Wait()
	}
	return 0, false
}

// stream fetches from a place until its end, or until it is of no use any more. came
// says that something was fetched.
func (r *Recording) stream(from int64) (came bool, err error) {
	ctx, leave := context.WithCancel(r.ctx)
	defer leave()
	defer r.under(0, nil)
	s, err := r.open(ctx, from)
	if err != nil {
		return false, err
	}
	defer s.Close()
	if err := r.answered(s); err != nil {
		return false, err
	}
	r.under(s.From, leave)
	at, part := s.From, make([]byte, 64<<10)
	for {
		n, err := s.Read(part)
		if n > 0 {
			if _, err := r.file.WriteAt(part[:n], at); err != nil {
				return came, fmt.Errorf("keep recording: %w", err)
			}
			at += int64(n)
			if !came {
				came = true
				r.trouble(nil)
			}
		}
		goOn, bound := r.arrived(at-int64(n), at, err == io.EOF)
		switch {
		case bound != nil:
			return came, bound
		case err == io.EOF, ctx.Err() != nil, err == nil && !goOn:
			return came, nil
		case err != nil:
			return came, err
		}
	}
}

// under notes the request that is under way.
func (r *Recording) under(at int64, leave func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at, r.leave = at, leave
	if leave != nil && r.elsewhere(at) {
		leave()
	}
}

// answered takes what the server says of the recording. If it is another one than
// before, what was fetched is of no use.
func (r *Recording) answered(s *fetch.Stream) error {
	if strings.HasPrefix(s.ContentType, "text/html") {
		return errPage
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Size > recordingBytes {
		return errTooLong
	}
	stamp := s.ETag
	if stamp == "" {
		stamp = s.LastModified
	}
	if r.size >= 0 && s.Size >= 0 && s.Size != r.size || r.stamp != "" && stamp != "" && stamp != r.stamp && s.Size < 0 {
		r.have = nil
	}
	if s.Size >= 0 {
		r.size = s.Size
	}
	r.stamp, r.ranges = stamp, s.Ranges
	r.changed.Broadcast()
	return nil
}

// arrived notes what came and says whether what follows is wanted.
func (r *Recording) arrived(from, to int64, end bool) (goOn bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.have = r.have.with(from, to)
	if end && r.size < 0 {
		r.size = to
	}
	r.changed.Broadcast()
	if to >= recordingBytes {
		r.size = to // what follows is not heard
		return false, errTooLong
	}
	if !r.ranges {
		return true, nil
	}
	r.at = to
	return !r.elsewhere(to) && r.have.end(to) < to+skipBytes, nil
}

// trimRecordings removes the recordings that were not used for longest, other than
// one, until the folder is within its bound.
func trimRecordings(dir, but string) error {
	type kept struct {
		path string
		size int64
		used time.Time
	}
	var list []kept
	var total int64
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != "" {
			return nil // a folder that is not there has nothing to remove
		}
		if info, err := d.Info(); err == nil {
			list = append(list, kept{path, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	slices.SortFunc(list, func(a, b kept) int { return a.used.Compare(b.used) })
	for _, f := range list {
		if total <= recordingsBytes-recordingBytes { // room for the one that is heard now
			break
		}
		if f.path != but && os.Remove(f.path) == nil {
			_ = os.Remove(f.path + ".json")
			total -= f.size
		}
	}
	return err
}
