package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/storage"
)

// childWriter is the environment of a test binary that is to be a second program on
// a profile.
const childWriter = "TIDINGS_TEST_WRITER"

// secondProgram does its half of the work on a profile, says so, and takes back
// things when it is told to.
func secondProgram(dir string, in io.Reader, out io.Writer) error {
	core, err := Open(context.Background(), Config{Dir: dir})
	if err != nil {
		return err
	}
	told := bufio.NewScanner(in)
	for told.Scan() {
		switch told.Text() {
		case "work":
			err = workOn(context.Background(), core, 1)
		case "undo":
			_, err = undoAll(context.Background(), core)
		}
		if err != nil {
			return errors.Join(err, core.Close())
		}
		fmt.Fprintln(out, told.Text(), "done")
	}
	return core.Close()
}

// workOn does all that a reader can do with every second article.
func workOn(ctx context.Context, core *Core, half int) error {
	page, err := core.Articles(ctx, feeds.Scope{Order: feeds.Oldest}, feeds.Cursor{}, 1000)
	if err != nil {
		return err
	}
	for _, a := range page.Articles {
		if int(a.ID)%2 != half {
			continue
		}
		err := errors.Join(
			core.SetRead(ctx, true, a.ID),
			core.SetNote(ctx, a.ID, fmt.Sprint("by program ", half)),
			core.SetStarred(ctx, true, a.ID),
			core.SetLater(ctx, true, a.ID),
		)
		if a.ID%8 < 2 {
			_, e := core.SaveSearch(ctx, feeds.Search{Name: fmt.Sprint(a.ID), Scope: feeds.Scope{Text: a.Title}})
			err = errors.Join(err, e, core.DeleteArticles(ctx, a.ID))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// undoAll takes back whatever is left, whoever did it, but for the subscription.
func undoAll(ctx context.Context, core *Core) (n int, err error) {
	for {
		left, err := core.History(ctx, 12) // so many that two who look at once leave the first alone
		if err != nil || len(left) < 12 {
			return n, err
		}
		if _, err := core.Undo(ctx); err != nil && !errors.Is(err, storage.ErrNothingToUndo) {
			return n, err
		}
		n++
	}
}

// A companion is the second program as a process.
type companion struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func startCompanion(t *testing.T, dir string) *companion {
	c := &companion{t: t, cmd: exec.Command(os.Args[0])}
	c.cmd.Env = append(os.Environ(), childWriter+"="+dir)
	c.cmd.Stderr = os.Stderr
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewScanner(out)
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.in.Close() // it ends with its input
		if err := c.cmd.Wait(); err != nil {
			t.Error("the second program:", err)
		}
	})
	return c
}

// do tells the second program what to do and waits until it is done.
func (c *companion) do(what string) error {
	if _, err := fmt.Fprintln(c.in, what); err != nil {
		return err
	}
	if !c.out.Scan() || c.out.Text() != what+" done" {
		return fmt.Errorf("told to %s it said %q", what, c.out.Text())
	}
	return nil
}

// Two processes do everything at once; nothing is lost, the counts are true, and
// what both take back at once leads to where they began.
func TestTwoProcessesDoEverythingAtOnce(t *testing.T) {
	ctx := t.Context()
	site := newPages(t)
	var items []string
	for i := range 48 {
		items = append(items, item(fmt.Sprint("n", i), fmt.Sprint("Report ", i), "A text about rivers.", i))
	}
	site.feed("/feed", "Paper", items...)
	core := openCore(t, Config{})
	subscribe(t, core, site.URL+"/feed")
	refresh(t, core, Selection{})
	for i := range 11 { // steps that undoAll leaves
		if _, err := core.AddFolder(ctx, 0, fmt.Sprint("Folder ", i)); err != nil {
			t.Fatal(err)
		}
	}
	before, err := core.History(ctx, 1000)
	if err != nil {
		t.Fatal(err)
	}
	other := startCompanion(t, core.Dir())

	var both errgroup.Group
	both.Go(func() error { return other.do("work") })
	both.Go(func() error { return workOn(ctx, core, 0) })
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	deleted := 12 // of 48 articles with IDs from 1
	for in, want := range map[*feeds.Scope]int{
		{StarredOnly: true}: 48 - deleted, {LaterOnly: true}: 48 - deleted, {UnreadOnly: true}: 0, {Bin: true}: deleted,
		{Text: `"by program 0"`}: (48 - deleted) / 2, {Text: `"by program 1"`}: (48 - deleted) / 2,
	} {
		if got := len(listed(t, core, *in)); got != want {
			t.Errorf("%+v has %d, want %d", *in, got, want)
		}
	}
	if list, err := core.Searches(ctx); err != nil || len(list) != deleted {
		t.Errorf("%d searches, %v", len(list), err)
	}
	countsAreThoseOfLists(t, core)
	done, err := core.History(ctx, 1000)
	if want := len(before) + 48*4 + deleted*2; err != nil || len(done) != want {
		t.Errorf("%d steps, want %d; %v", len(done), want, err)
	}

	both.Go(func() error { return other.do("undo") })
	both.Go(func() error { _, err := undoAll(ctx, core); return err })
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	for in, want := range map[*feeds.Scope]int{
		{StarredOnly: true}: 0, {LaterOnly: true}: 0, {UnreadOnly: true}: 48, {Bin: true}: 0, {Text: "program"}: 0, {Text: "rivers"}: 48,
	} {
		if got := len(listed(t, core, *in)); got != want {
			t.Errorf("in the end %+v has %d, want %d", *in, got, want)
		}
	}
	countsAreThoseOfLists(t, core)
	if err := core.Check(ctx); err != nil {
		t.Error(err)
	}
}

// countsAreThoseOfLists compares the maintained counts with what the lists show.
func countsAreThoseOfLists(t *testing.T, core *Core) {
	t.Helper()
	c, err := core.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for in, got := range map[*feeds.Scope]int{
		{}: c.Total, {UnreadOnly: true}: c.Unread, {StarredOnly: true}: c.Starred, {LaterOnly: true}: c.Later, {Bin: true}: c.Bin, {KeptOnly: true}: c.Kept,
	} {
		if want := len(listed(t, core, *in)); got != want {
			t.Errorf("the count of %+v is %d, its list has %d", *in, got, want)
		}
	}
}

// What one program does the other sees at once, and each takes back what the other
// did.
func TestEachOfTwoProgramsSeesWhatTheOtherDid(t *testing.T) {
	ctx := t.Context()
	first, _, feed := reader(t)
	second := openCore(t, Config{Dir: first.Dir()})
	id := articleCalled(t, first, "Second").ID
	if err := first.SetNote(ctx, id, "kelp"); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, second, feeds.Scope{Text: "kelp"}); len(got) != 1 {
		t.Errorf("the note of the other finds %q", got)
	}
	if err := second.Unsubscribe(ctx, feed); err != nil {
		t.Fatal(err)
	}
	if c, err := first.Counts(ctx); err != nil || c.Kept != 1 || c.Total != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	undo(t, first)
	undo(t, second)
	if note, err := first.Note(ctx, id); err != nil || note != "" {
		t.Errorf("%q, %v", note, err)
	}
	countsAreThoseOfLists(t, second)
}
