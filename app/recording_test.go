package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/feeds/fetch"
)

// radio serves a recording as it is told to.
type radio struct {
	*httptest.Server
	data []byte

	mu     sync.Mutex
	asked  []string // the ranges
	answer http.HandlerFunc
}

func newRadio(t *testing.T, size int) *radio {
	s := &radio{data: make([]byte, size)}
	for i := range s.data {
		s.data[i] = byte(i>>8) ^ byte(i)
	}
	s.answer = s.ranges
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" || !strings.HasPrefix(r.UserAgent(), "Tidings/") {
			t.Errorf("it was asked with %v", r.Header)
		}
		s.mu.Lock()
		s.asked = append(s.asked, r.Header.Get("Range"))
		answer := s.answer
		s.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *radio) to(answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

func (s *radio) times() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

// ranges is a good server.
func (s *radio) ranges(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "audio/mpeg")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(s.data))
}

// plain has no ranges and does not say how much there is.
func (s *radio) plain(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "audio/mpeg")
	w.(http.Flusher).Flush()
	_, _ = w.Write(s.data)
}

// cut breaks off after so many bytes.
func (s *radio) cut(after int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.ranges(&shortWriter{w, after}, r)
		panic(http.ErrAbortHandler)
	}
}

type shortWriter struct {
	http.ResponseWriter
	left int
}

func (w *shortWriter) Write(p []byte) (int, error) {
	p = p[:min(len(p), w.left)]
	w.left -= len(p)
	if len(p) == 0 {
		return 0, io.ErrShortWrite
	}
	n, err := w.ResponseWriter.Write(p)
	w.ResponseWriter.(http.Flusher).Flush()
	return n, err
}

// told is what a recording says of its troubles.
type told struct {
	mu   sync.Mutex
	errs []error
}

func (t *told) trouble(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.errs = append(t.errs, err)
}

func (t *told) all() []error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.errs
}

// listen opens the recording of a radio; nothing is waited for between two tries.
func listen(t *testing.T, core *Core, address string) (*Recording, *told) {
	t.Helper()
	var said told
	r, err := core.openRecording(address, said.trouble, func(context.Context, int) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r, &said
}

func (s *radio) check(t *testing.T, r *Recording, from, to int) {
	t.Helper()
	got, err := io.ReadAll(io.LimitReader(&walker{t.Context(), r, int64(from)}, int64(to-from)))
	if err != nil || !bytes.Equal(got, s.data[from:to]) {
		t.Errorf("from %d to %d there are %d bytes that differ, %v", from, to, len(got), err)
	}
}

// walker reads a recording from one place to the next.
type walker struct {
	ctx context.Context
	r   *Recording
	at  int64
}

func (w *walker) Read(p []byte) (int, error) {
	n, err := w.r.ReadAt(w.ctx, p, w.at)
	w.at += int64(n)
	return n, err
}

func TestARecordingIsReadFromAnyPlaceAndAskedOnce(t *testing.T) {
	s := newRadio(t, 3<<20)
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	if n, err := r.Size(t.Context()); err != nil || n != 3<<20 {
		t.Errorf("its size is %d, %v", n, err)
	}
	s.check(t, r, 0, 3<<20)
	s.check(t, r, 1000, 500000)
	if !r.Has(0, 3<<20) || s.times() != 1 {
		t.Errorf("it was asked for %d times", s.times())
	}
	if n, err := r.ReadAt(t.Context(), make([]byte, 10), 3<<20); n != 0 || err != io.EOF {
		t.Errorf("behind the end there is %d, %v", n, err)
	}
}

func TestAPlaceFarAheadIsAskedForByItself(t *testing.T) {
	s := newRadio(t, 8<<20)
	gate := make(chan struct{})
	s.to(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "bytes=0-" {
			s.ranges(w, r)
			return
		}
		s.ranges(&shortWriter{w, 100000}, r)
		select { // the rest does not come
		case <-gate:
		case <-r.Context().Done():
		}
	})
	defer close(gate)
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 0, 100000)
	s.check(t, r, 7<<20, 8<<20)
	if r.Has(0, 1<<20) {
		t.Error("what is between is there, too")
	}
}

func TestWithoutRangesAndLengthItIsReadAllTheSame(t *testing.T) {
	s := newRadio(t, 2<<20)
	s.to(s.plain)
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 1<<20, 2<<20)
	s.check(t, r, 0, 1<<20)
	if n, err := r.ReadAt(t.Context(), make([]byte, 10), 2<<20); n != 0 || err != io.EOF {
		t.Errorf("behind the end there is %d, %v", n, err)
	}
	if n, err := r.Size(t.Context()); err != nil || n != 2<<20 {
		t.Errorf("its size is %d, %v", n, err)
	}
}

func TestAConnectionThatBreaksOffIsTakenUpAgain(t *testing.T) {
	s := newRadio(t, 1<<20)
	s.to(s.cut(300000))
	core := openCore(t, Config{})
	r, said := listen(t, core, s.URL)
	s.check(t, r, 0, 1<<20)
	if len(said.all()) < 3 || said.all()[1] == nil {
		t.Errorf("it said %v", said.all())
	}
	if last := said.all()[len(said.all())-1]; last != nil && s.times() < 4 {
		t.Errorf("in the end it says %v after %d times", last, s.times())
	}
}

func TestAServerThatComesBackIsWaitedFor(t *testing.T) {
	s := newRadio(t, 1<<20)
	s.to(status(503, 0))
	core := openCore(t, Config{})
	var tries int
	r, err := core.openRecording(s.URL, func(error) {}, func(context.Context, int) {
		if tries++; tries == 3 {
			s.to(s.ranges)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s.check(t, r, 0, 1<<20)
}

func TestWhatIsNotThereIsSaidAndTriedAgainWhenAsked(t *testing.T) {
	s := newRadio(t, 1<<20)
	s.to(status(404, 0))
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	_, err := r.Size(t.Context())
	if got := Explain(err); got != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("it is explained by %q", got)
	}
	s.to(s.ranges)
	s.check(t, r, 0, 1<<20)
}

func TestAWebPageIsNoRecording(t *testing.T) {
	s := newRadio(t, 100)
	s.to(text("text/html; charset=utf-8", "<html>Please log in</html>"))
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	if _, err := r.Size(t.Context()); Explain(err) != "There is a web page at this address, not a recording." {
		t.Errorf("it is %v", err)
	}
}

func TestAPackedRecordingIsRefused(t *testing.T) {
	s := newRadio(t, 100)
	s.to(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("it was asked with %v", r.Header)
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(s.data)
	})
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	if _, err := r.Size(t.Context()); fetch.ClassOf(err) != fetch.Protocol {
		t.Errorf("it is %v", err)
	}
}

func TestARecordingThatIsTooLargeIsSaid(t *testing.T) {
	s := newRadio(t, 100)
	s.to(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(int64(recordingBytes)+1))
	})
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	if _, err := r.Size(t.Context()); !errors.Is(err, errTooLong) {
		t.Errorf("it is %v", err)
	}
}

func TestAStreamWithoutAnEndEndsAtTheBound(t *testing.T) {
	r := &Recording{size: -1}
	r.changed = sync.NewCond(&r.mu)
	if goOn, err := r.arrived(0, recordingBytes-1, false); !goOn || err != nil {
		t.Errorf("before the bound: %v, %v", goOn, err)
	}
	if goOn, err := r.arrived(recordingBytes-1, recordingBytes+10, false); goOn || !errors.Is(err, errTooLong) || !r.over(recordingBytes+10) {
		t.Errorf("at the bound: %v, %v", goOn, err)
	}
}

func TestWhatWasHeardIsHeardWithoutANetwork(t *testing.T) {
	s := newRadio(t, 1<<20)
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 0, 1<<20)
	r.Close()
	s.Close()
	r, _ = listen(t, core, s.URL)
	s.check(t, r, 0, 1<<20)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.ReadAt(ctx, make([]byte, 1), 500); err != nil {
		t.Errorf("what is here is not waited for: %v", err)
	}
}

func TestWhereTheProfileCannotBeWrittenARecordingIsHeardAllTheSame(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := newRadio(t, 1<<20)
	core := openCore(t, Config{})
	if err := os.WriteFile(filepath.Join(core.Dir(), "recordings"), nil, 0o400); err != nil { // no folder can be there
		t.Fatal(err)
	}
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 0, 1<<20)
	r.Close()
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestARecordingThatWasChangedIsFetchedAnew(t *testing.T) {
	s := newRadio(t, 1<<20)
	s.to(func(w http.ResponseWriter, r *http.Request) { // never all of it: then nothing would be asked
		s.ranges(&shortWriter{w, 300000}, r)
		<-r.Context().Done()
	})
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 0, 300000)
	r.Close()
	other := &radio{data: bytes.Repeat([]byte("another"), 200000)} // the first may still be on its way
	s.to(other.ranges)
	r, _ = listen(t, core, s.URL)
	_, _ = io.Copy(io.Discard, &walker{t.Context(), r, 0}) // meets the other one in the middle
	other.check(t, r, 0, 1400000)
}

func TestWhoStopsListeningIsFreeAtOnce(t *testing.T) {
	s := newRadio(t, 1<<20)
	gate := make(chan struct{})
	defer close(gate)
	s.to(func(w http.ResponseWriter, r *http.Request) {
		s.ranges(&shortWriter{w, 1000}, r)
		select {
		case <-gate:
		case <-r.Context().Done():
		}
	})
	core := openCore(t, Config{})
	r, _ := listen(t, core, s.URL)
	s.check(t, r, 0, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	if _, err := r.ReadAt(ctx, make([]byte, 10), 5000); err != context.Canceled {
		t.Errorf("it ends with %v", err)
	}
	done := make(chan error)
	go func() {
		_, err := r.ReadAt(t.Context(), make([]byte, 10), 5000)
		done <- err
	}()
	r.Close()
	if err := <-done; err == nil {
		t.Error("a closed recording is read")
	}
}

func TestTheFolderOfRecordingsIsBounded(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	for i, name := range []string{"old", "middle", "new"} {
		path := filepath.Join(dir, name)
		for _, f := range []string{path, path + ".json"} {
			if err := os.WriteFile(f, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		// A file with a hole has a size and takes no room.
		if err := os.Truncate(path, recordingsBytes*3/10); err != nil {
			t.Fatal(err)
		}
		used := now.Add(time.Duration(i-3) * time.Hour)
		if err := os.Chtimes(path, used, used); err != nil {
			t.Fatal(err)
		}
	}
	if err := trimRecordings(dir, filepath.Join(dir, "old")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"old": true, "old.json": true, "middle": false, "middle.json": false, "new": false} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := trimRecordings(filepath.Join(dir, "none"), ""); err != nil {
		t.Errorf("a folder that is not there: %v", err)
	}
}
