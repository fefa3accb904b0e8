package terminal

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidings/app"
)

func TestReadingGoesOnWithoutANetwork(t *testing.T) {
	d := fullDesk(t) // its newsroom is closed
	got := d.run("refresh")
	if got.code != partly || !strings.Contains(got.err, "does not accept connections") {
		t.Errorf("refresh: exit %d, %s", got.code, got.err)
	}
	d.fine("front")
	if out := d.fine("show", "1"); len(out) < 200 {
		t.Errorf("show: %q", out)
	}
	d.fine("search", "chip")
	d.fine("read", "1")
}

func TestTwoCoresShareAProfile(t *testing.T) {
	d := fullDesk(t)
	window, err := app.Open(t.Context(), app.Config{Dir: d.dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := window.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := window.DeriveAll(t.Context()); err != nil { // it has the lock now
		t.Fatal(err)
	}
	d.fine("star", "3")
	if a, err := window.Article(t.Context(), 3); err != nil || !a.Status.Starred {
		t.Errorf("the window does not see the star: %+v, %v", a.Status, err)
	}
	if err := window.SetRead(t.Context(), true, 4); err != nil {
		t.Fatal(err)
	}
	if a := one[articleRecord](t, d.fine("show", "--json", "4")); !a.Read {
		t.Error("the terminal does not see that the window read an article")
	}
	d.fine("front")
}

func TestHeadlessShowsWhatIsStored(t *testing.T) {
	d := fullDesk(t)
	var out, errOut bytes.Buffer
	if code := Headless(t.Context(), d.dir, &out, &errOut); code != fine {
		t.Fatalf("exit %d, %s", code, errOut.String())
	}
	if !strings.Contains(out.String(), "The window needs a display") || !strings.Contains(out.String(), "stories") {
		t.Errorf("out: %s", out.String())
	}
	if !strings.Contains(errOut.String(), "No feed could be fetched") {
		t.Errorf("err: %s", errOut.String())
	}
}

func TestHeadlessShowsTheDemoToWhoHasNoSubscriptions(t *testing.T) {
	d := emptyDesk(t)
	var out, errOut bytes.Buffer
	s := d.session("", &out, &errOut)
	if code := s.run(t.Context(), []string{"headless"}); code != fine {
		t.Fatalf("exit %d, %s", code, errOut.String())
	}
	for _, want := range []string{"no subscriptions yet", "demo newsroom", "stories", "tidingsctl add URL", "needs a display"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if got := d.run("feeds"); got.code != nothing {
		t.Errorf("the demo subscribed the reader's own profile: %s", got.out)
	}
}

func TestHeadlessFailsOnlyIfTheProfileCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := Headless(t.Context(), filepath.Join(file, "profile"), &out, &errOut); code != failure || errOut.Len() == 0 {
		t.Errorf("exit %d, %q", code, errOut.String())
	}
}

func TestTheDemoIsServedUntilItIsInterrupted(t *testing.T) {
	d := emptyDesk(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	s := d.session("", &bytes.Buffer{}, &bytes.Buffer{})
	s.out = newPrinter(&watched{until: `"address"`, then: func(line string) {
		served := one[map[string]string](t, line)
		if list, err := os.ReadFile(served["opml"]); err != nil || !bytes.Contains(list, []byte(served["address"])) {
			t.Errorf("the list of feeds: %s, %v", list, err)
		}
		if page := get(t, served["address"]); len(page) == 0 {
			t.Error("the newsroom answers with nothing")
		}
		interrupt()
	}})
	if code := s.run(ctx, []string{"demo", "--serve", "--json"}); code != fine {
		t.Errorf("exit %d", code)
	}
}

// watched is a writer that calls a function when a line with a word is written.
type watched struct {
	text  strings.Builder
	until string
	then  func(line string)
}

func (w *watched) Write(b []byte) (int, error) {
	w.text.Write(b)
	for line := range strings.Lines(w.text.String()) {
		if w.then != nil && strings.HasSuffix(line, "\n") && strings.Contains(line, w.until) {
			then := w.then
			w.then = nil
			then(line)
		}
	}
	return len(b), nil
}
