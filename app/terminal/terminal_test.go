package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tidings/app"
	"tidings/assets/newsroom"
)

// A desk is a profile on which the tests run the program.
type desk struct {
	t   *testing.T
	dir string
}

// An answer is what a run of the program gave.
type answer struct {
	out, err string
	code     int
}

// session is a run that asks the newsroom without waiting between requests.
func (d desk) session(in string, out, errOut *bytes.Buffer) *session {
	s := newSession(strings.NewReader(in), out, errOut)
	s.out.width = 80
	s.config.Dir, s.config.Local, s.config.Homes = d.dir, d.dir, &app.Homes{}
	s.config.Fetch.Pace, s.config.Fetch.PerHost = -1, 8
	return s
}

func (d desk) run(args ...string) answer { return d.runWith("", args...) }

func (d desk) runWith(in string, args ...string) answer {
	d.t.Helper()
	var out, errOut bytes.Buffer
	code := d.session(in, &out, &errOut).run(d.t.Context(), args)
	return answer{out.String(), errOut.String(), code}
}

// fine runs the program and expects it to succeed.
func (d desk) fine(args ...string) string {
	d.t.Helper()
	a := d.run(args...)
	if a.code != fine {
		d.t.Fatalf("tidingsctl %s: exit %d, %s", strings.Join(args, " "), a.code, a.err)
	}
	return a.out
}

// lines reads JSON lines.
func lines[T any](t *testing.T, text string) []T {
	t.Helper()
	var list []T
	for line := range strings.Lines(text) {
		var x T
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&x); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		list = append(list, x)
	}
	return list
}

func one[T any](t *testing.T, text string) T {
	t.Helper()
	list := lines[T](t, text)
	if len(list) != 1 {
		t.Fatalf("%d objects, want one: %s", len(list), text)
	}
	return list[0]
}

func emptyDesk(t *testing.T) desk { return desk{t, t.TempDir()} }

// room serves the newsroom, with no source slow, until the test ends.
func room(t *testing.T) (*newsroom.Newsroom, string) {
	n := newsroom.New(time.Now())
	n.Delay = 0
	server := httptest.NewServer(n.Handler())
	t.Cleanup(server.Close)
	return n, server.URL
}

// filled is the file of a profile on the newsroom, after a refresh, and the
// newsroom's address. The newsroom is closed.
var filled = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tidings-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	n := newsroom.New(time.Now())
	n.Delay = 0
	server := httptest.NewServer(n.Handler())
	defer server.Close()
	s := newSession(bytes.NewReader(n.OPML(server.URL)), &bytes.Buffer{}, &bytes.Buffer{})
	s.config.Dir = dir
	s.config.Fetch.Pace, s.config.Fetch.PerHost = -1, 8
	ctx := context.Background()
	core, err := app.Open(ctx, s.config)
	if err != nil {
		return nil, err
	}
	if err := s.importFrom(ctx, core, s.in); err != nil {
		return nil, err
	}
	if _, _, err := s.refresh(ctx, core, []app.Selection{{}}); err != nil {
		return nil, err
	}
	if err := core.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "tidings.db"))
})

// fullDesk is a profile with the newsroom's articles, and no network.
func fullDesk(t *testing.T) desk {
	t.Helper()
	file, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	d := emptyDesk(t)
	if err := os.WriteFile(filepath.Join(d.dir, "tidings.db"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return d
}

// fits reports the lines of a text that are wider than a terminal, addresses
// aside: those are printed whole.
func fits(t *testing.T, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); columns(line) > width && !strings.Contains(line, "://") {
			t.Errorf("%d columns of %d: %s", columns(line), width, line)
		}
	}
}
