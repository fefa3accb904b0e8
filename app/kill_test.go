package app

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// The environment of a test binary that is to be a reader at work instead.
const (
	childProfile = "TIDINGS_TEST_PROFILE"
	childSite    = "TIDINGS_TEST_SITE"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childProfile); dir != "" {
		if err := work(dir, os.Getenv(childSite)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if dir := os.Getenv(childAhead); dir != "" {
		if err := prepareAgainAndAgain(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if what := os.Getenv(childDerive); what != "" {
		if err := deriveAgainAndAgain(what); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if dir := os.Getenv(childWriter); dir != "" {
		if err := secondProgram(dir, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// papers is how many feeds the child refreshes.
const papers = 8

// ticker serves feeds that have two new articles whenever they are asked.
type ticker struct {
	mu sync.Mutex
	n  map[string]int
}

func (s *ticker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.n[r.URL.Path] += 2
	n := s.n[r.URL.Path]
	s.mu.Unlock()
	var items []string
	for i := n; i > max(0, n-10); i-- {
		items = append(items, item(fmt.Sprint(strings.Trim(r.URL.Path, "/"), "-", i), fmt.Sprint("Report ", i),
			strings.Repeat("The council of the town met again and came to no conclusion. ", 8), 1))
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	_, _ = fmt.Fprint(w, strings.ReplaceAll(rssOf("Paper "+r.URL.Path, items...), "{site}", "http://"+r.Host))
}

// work refreshes all the time, reads and stars, and prints a line for whatever
// the core has said is done, until it is killed.
func work(dir, site string) error {
	ctx := context.Background()
	core, err := Open(ctx, Config{Dir: dir, Fetch: fetch.Config{Pace: -1, PerHost: papers}})
	if err != nil {
		return err
	}
	for i := range papers {
		// All but the first child find the subscriptions there already.
		_, _ = core.Subscribe(ctx, Found{URL: fmt.Sprintf("%s/paper%d", site, i)}, 0)
	}
	failed := make(chan error)
	go func() {
		for {
			if _, err := core.Refresh(ctx, Selection{}); err != nil {
				failed <- err
			}
		}
	}()
	go func() {
		for {
			if err := readSome(ctx, core); err != nil {
				failed <- err
			}
		}
	}()
	return <-failed
}

// readSome looks at the latest unread articles, reads one and stars another.
func readSome(ctx context.Context, core *Core) error {
	p, err := core.Articles(ctx, feeds.Scope{UnreadOnly: true}, feeds.Cursor{}, 12)
	if err != nil || len(p.Articles) < 2 {
		return err
	}
	for _, a := range p.Articles {
		fmt.Println("stored", a.ID, a.GUID, "done")
	}
	read, starred := p.Articles[0], p.Articles[1]
	if err := core.SetRead(ctx, true, read.ID); err != nil {
		return err
	}
	fmt.Println("read", read.ID, read.GUID, "done")
	if err := core.SetStarred(ctx, true, starred.ID); err != nil {
		return err
	}
	fmt.Println("starred", starred.ID, starred.GUID, "done")
	return nil
}

// acknowledged is what the children were told is done.
type acknowledged map[feeds.ArticleID]struct {
	guid          string
	read, starred bool
}

// note takes a line of a child. The last one may have been cut off.
func (k acknowledged) note(line string) {
	var what, guid, end string
	var id feeds.ArticleID
	if _, err := fmt.Sscan(line, &what, &id, &guid, &end); err != nil || end != "done" {
		return
	}
	x := k[id]
	x.guid = guid
	x.read = x.read || what == "read"
	x.starred = x.starred || what == "starred"
	k[id] = x
}

func (k acknowledged) check(t *testing.T, core *Core) {
	for id, want := range k {
		a, err := core.Article(t.Context(), id)
		switch {
		case err != nil:
			t.Errorf("article %d (%s) is lost: %v", id, want.guid, err)
		case a.GUID != want.guid || want.read && !a.Status.Read || want.starred && !a.Status.Starred:
			t.Errorf("article %d is %s, %+v; want %+v", id, a.GUID, a.Status, want)
		}
		if body, err := core.Body(t.Context(), id); err != nil || !strings.Contains(body.Text, "no conclusion") {
			t.Errorf("article %d has the text %q, %v", id, body.Text, err)
		}
	}
}

func TestAKilledProcessLosesNothingThatWasDone(t *testing.T) {
	server := httptest.NewServer(&ticker{n: map[string]int{}})
	defer server.Close()
	dir := t.TempDir()
	done := acknowledged{}
	for round := range 20 {
		killWhen(t, after(3+round*17%61, done.note), childProfile+"="+dir, childSite+"="+server.URL)
		core, err := Open(t.Context(), Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := core.Check(t.Context()); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		done.check(t, core)
		if round == 19 {
			everythingIsDerived(t, core)
		}
		if err := core.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	if len(done) < 60 {
		t.Errorf("only %d articles were acknowledged: this tests nothing", len(done))
	}
}

// killWhen lets a child of the test work, and kills it when it has printed enough. The
// lines that follow were done before the kill came.
func killWhen(t *testing.T, enough func(line string) bool, environment ...string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), environment...)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan(); {
		if enough(s.Text()) {
			_ = child.Process.Kill()
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
}

// after is enough when so many lines came before one. take is given each.
func after(lines int, take func(line string)) func(string) bool {
	return func(line string) bool {
		take(line)
		lines--
		return lines < 0
	}
}

func everythingIsDerived(t *testing.T, core *Core) {
	if err := core.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := listed(t, core, feeds.Scope{})
	for _, a := range all {
		if a.Story == 0 {
			t.Errorf("article %d belongs to no story", a.ID)
		}
	}
	if found := listed(t, core, feeds.Scope{Text: "conclusion"}); len(found) != len(all) {
		t.Errorf("%d of %d articles are found", len(found), len(all))
	}
}
