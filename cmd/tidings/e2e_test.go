//go:build e2e

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tidings/assets/newsroom"
)

// The end-to-end test drives the real programs as a person would: keys go to the
// window through X, and what came of them is read from the profile by tidingsctl,
// a second process on the same file. Pictures of each step stay in build/e2e.

const patience = 90 * time.Second

func TestAPersonReadsTheNews(t *testing.T) {
	room, err := newsroom.Start(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	room.Delay = 0
	d := newDesk(t, filepath.Join(root, "build", "e2e"))

	// First start: the welcome page. Type an address, Enter looks, Enter subscribes.
	d.start()
	d.shows("Tidings")
	d.shot("01-welcome")
	d.enter(room.URL + "/harbour-post/")
	d.until("a subscription", func() bool {
		d.key("Return")
		return len(d.list("feeds")) == 1
	})
	d.until("articles of the new feed", func() bool { return len(d.list("list", "--limit", "100")) >= 15 })
	d.shot("02-subscribed")

	// All other sources come in through a second process while the window is open.
	opml := filepath.Join(t.TempDir(), "sources.opml")
	if err := os.WriteFile(opml, room.OPML(room.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	d.ctl("import", opml)
	d.ctlMayFail("refresh") // one source is broken, and says so
	broken := d.feed("Minh Report")
	if !strings.Contains(fmt.Sprint(broken["error"]), "problem of its own") {
		t.Errorf("the broken source says %q", broken["error"])
	}
	d.until("stories", func() bool { return len(d.front()) > 5 })

	// The front page by keyboard.
	d.key("g", "f")
	d.shows("Front page")
	d.shot("03-front-page")

	// Open an article: it becomes read.
	d.key("g", "a")
	d.shows("All articles")
	d.key("j")
	d.shows("All articles ·")
	d.until("a read article", func() bool { return d.unread() < d.total() })
	d.shot("04-article")

	// Filter by a topic.
	d.key("t")
	d.until("a topic in the title", func() bool {
		title, _, _ := strings.Cut(d.title(), " — ")
		return strings.HasPrefix(title, "All articles · ") && len(strings.Split(title, " · ")) == 2
	})
	d.shot("05-topic")
	d.key("j")
	d.shot("06-topic-article")

	// Star it, and take that back.
	d.key("s")
	d.until("a star", func() bool { return len(d.list("list", "--starred")) == 1 })
	d.key("u")
	d.until("no star", func() bool { return len(d.list("list", "--starred")) == 0 })

	// Write a note; throw the article away, and take that back.
	d.key("e")
	d.shot("06-note")
	if _, err := d.x("type", "--delay", "60", "to compare"); err != nil {
		t.Fatal(err)
	}
	d.key("Escape")
	d.until("a note", func() bool { return len(d.list("search", "is:noted")) == 1 })
	d.key("Delete")
	d.until("an article in the bin", func() bool { return len(d.list("bin")) == 1 })
	d.key("L")
	d.shot("06-library")
	d.key("Escape", "u")
	d.until("an empty bin", func() bool { return len(d.list("bin")) == 0 })

	// Prepare the list for a time without a network.
	d.key("O")
	d.shot("06-offline")
	d.key("Return")
	d.until("a list that is prepared", func() bool {
		pack, _ := d.first("offline")["pack"].(map[string]any)
		done, _ := pack["done"].(float64)
		return pack["ended"] != nil && done > 0
	})
	d.shot("06-prepared")
	d.key("Escape")

	// Save a search that the box has completed, make a rule of it, and take both back.
	d.key("g", "a", "slash")
	if _, err := d.x("type", "--delay", "30", "is:star"); err != nil {
		t.Fatal(err)
	}
	d.key("Tab", "Return")
	d.shows("Search: is:starred")
	d.key("ctrl+d")
	d.shot("06a-save-search")
	d.key("Return")
	d.until("a saved search", func() bool { return len(d.list("searches")) == 1 })
	d.shot("06c-saved-search") // the sheet is gone
	d.key("ctrl+e")
	d.shot("06b-rule")
	d.key("Return")
	d.until("a rule", func() bool { return len(d.list("rules")) == 1 })
	d.shot("06d-rule-made") // the sheet is gone
	d.key("u")
	d.until("no rule", func() bool { return len(d.list("rules")) == 0 })
	d.key("u")
	d.until("no saved search", func() bool { return len(d.list("searches")) == 0 })

	// Search for a story that several sources cover, open it, then one of its
	// other reports.
	story := d.storyWithSources(3)
	d.key("g", "a", "slash")
	d.enter(fmt.Sprintf("story:%d", story))
	d.key("Return", "j")
	d.shows(fmt.Sprintf("Search: story:%d · ", story)) // an article of it is open
	d.key("c")
	d.shows("Story —")
	d.shot("07-story")
	d.key("Down", "Down", "Down", "Return")
	d.until("another report of the story", func() bool { return !strings.HasPrefix(d.title(), "Story") })
	d.shot("08-related")
	headline, _, _ := strings.Cut(d.title(), " — ")
	report := d.articleCalled(headline)
	if got, _ := report["story"].(float64); int(got) != story {
		t.Errorf("%q is of story %v, not of %d", headline, got, story)
	}
	d.until("it is read", func() bool { return d.articleCalled(headline)["read"] == true })
	d.key("Escape")
	d.quit()

	// The network is gone. Everything is still there.
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	total := d.total()
	d.start()
	d.shows("Front page")
	d.until("a reason on every feed", func() bool {
		d.key("r") // again and again: what was asked within a minute is spared
		for _, f := range d.list("feeds") {
			if fmt.Sprint(f["error"]) == "" || f["error"] == nil {
				return false
			}
		}
		return true
	})
	d.key("slash")
	d.enter(`"` + words(headline, 4) + `"`)
	d.shows("Search:")
	d.key("Return", "j")
	d.until("the article of before", func() bool { return strings.Contains(d.title(), words(headline, 4)) })
	d.shot("09-offline")
	if now := d.total(); now != total {
		t.Errorf("%d articles after the network went, %d before", now, total)
	}
	d.quit()
	d.ctl("check")
}

// A system that ends its programs asks them to; a terminal that closes does, too. What is
// being written then is kept, and the next start finds everything in order.
func TestAWindowThatIsAskedToEndKeepsWhatWasTyped(t *testing.T) {
	room, err := newsroom.Start(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer room.Close()
	room.Delay = 0
	d := newDesk(t, filepath.Join(root, "build", "e2e"))
	d.ctl("add", room.URL+"/harbour-post/")
	for _, asked := range []os.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGKILL} {
		d.start()
		d.key("g", "a")
		d.shows("All articles")
		d.key("j")
		d.shows("All articles ·")
		d.key("e")
		note := fmt.Sprint("written before ", asked)
		d.until("the box of the note", func() bool {
			_, err := d.x("type", "--delay", "60", note)
			return err == nil
		})
		d.shot("10-note-" + asked.String())
		if asked == syscall.SIGKILL { // it leaves no time: what was typed is kept while it is
			d.until("the note that is being written", func() bool { return len(d.list("search", "is:noted")) == 1 })
		}
		if err := d.program.Process.Signal(asked); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-d.done:
			if (err != nil) != (asked == syscall.SIGKILL) {
				t.Errorf("%v: it ended with %v", asked, err)
			}
		case <-time.After(patience):
			t.Fatalf("%v: it did not end", asked)
		}
		if n := len(d.list("search", "is:noted")); n != 1 {
			t.Errorf("%v: the note is lost", asked)
		}
		d.ctl("undo")
		d.ctl("check")
	}
}

// TestWithoutADisplayTheTerminalDoesTheJob runs the window's program where no
// window can be.
func TestWithoutADisplayTheTerminalDoesTheJob(t *testing.T) {
	cmd := exec.Command(filepath.Join(root, "build", "tidings"), "--data", t.TempDir())
	cmd.Env = append(os.Environ(), "DISPLAY=", "WAYLAND_DISPLAY=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{"tidingsctl add", "display"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("says nothing of %q:\n%s", want, out)
		}
	}
	if bytes.Contains(out, []byte("goroutine ")) {
		t.Errorf("a stack trace:\n%s", out)
	}
}

// TestScreenshots makes the pictures of README; it runs where TIDINGS_SHOTS
// names a folder, and otherwise makes them beside those of the other test.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("TIDINGS_SHOTS")
	if dir == "" {
		dir = filepath.Join(root, "build", "e2e")
	}
	for _, look := range []string{"light", "dark"} {
		d := newDesk(t, dir)
		d.appearance(look)
		d.start("--demo")
		d.until("stories", func() bool { return len(d.front()) > 8 })
		d.until("quiet", d.derived)
		if look == "light" {
			d.key("g", "f")
			d.shows("Front page")
			d.shot("front-" + look)
			d.key("Down", "Return")
			d.until("a story", func() bool { return strings.HasPrefix(d.title(), "Story") })
			d.shot("story-" + look)
		}
		d.key("g", "t")
		d.shows("Today")
		d.key("j")
		d.until("an article", func() bool { return strings.HasPrefix(d.title(), "Today · ") })
		for range 12 {
			if strings.Contains(d.title(), "Nine agreements") {
				break
			}
			before := d.title()
			d.key("j")
			d.soon("the next article", func() bool { return d.title() != before })
		}
		d.shot("main-" + look)
		d.quit()
	}
}

// root is the folder of the project.
var root = func() string {
	dir, _ := filepath.Abs("../..")
	return dir
}()

// desk is a virtual display with the program on it, and a profile.
type desk struct {
	t       testing.TB
	shots   string
	data    string
	home    string
	display string
	frame   string // where the display keeps its pixels
	window  string // X's number of the program's window
	program *exec.Cmd
	done    chan error
}

func newDesk(t testing.TB, shots string) *desk {
	t.Helper()
	d := &desk{t: t, shots: shots, data: t.TempDir(), home: t.TempDir(), frame: t.TempDir()}
	if err := os.MkdirAll(shots, 0o755); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-fbdir", d.frame, "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{w}
	if err := x.Start(); err != nil {
		t.Fatalf("start Xvfb (make setup installs it): %v", err)
	}
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	_ = w.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	d.display = ":" + strings.TrimSpace(line)
	d.appearance("light")
	return d
}

// appearance writes the preference as a person would have set it.
func (d *desk) appearance(look string) {
	dir := filepath.Join(d.home, ".config", "fyne", "org.tidings.Tidings")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		d.t.Fatal(err)
	}
	file := filepath.Join(dir, "preferences.json")
	if err := os.WriteFile(file, []byte(`{"appearance":"`+look+`"}`), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) env() []string {
	return append(os.Environ(), "DISPLAY="+d.display, "WAYLAND_DISPLAY=", "HOME="+d.home, "XDG_CONFIG_HOME="+filepath.Join(d.home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(d.home, ".cache"), "LANG=en_GB.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "TZ="+evening(time.Now()))
}

// evening names a time zone in which it is between six and seven in the evening:
// just after midnight "today" would have no articles yet, and the pictures would
// differ with the hour of their making. POSIX counts these zones westwards.
func evening(now time.Time) string {
	east := 18 - now.UTC().Hour() // -5 to 18; there are zones from -12 to 14
	if east > 14 {
		east -= 24
	}
	return fmt.Sprintf("Etc/GMT%+d", -east)
}

// start opens the window and waits until it is there.
func (d *desk) start(args ...string) {
	d.t.Helper()
	d.program = exec.Command(filepath.Join(root, "build", "tidings"), append([]string{"--data", d.data, "--verbose"}, args...)...)
	d.program.Env = d.env()
	var log bytes.Buffer
	d.program.Stderr = &log
	if err := d.program.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.done = make(chan error, 1)
	go func() { d.done <- d.program.Wait() }()
	d.t.Cleanup(func() {
		_ = d.program.Process.Kill()
		if d.t.Failed() {
			d.t.Logf("the program said:\n%s", log.String())
		}
	})
	d.window = ""
	d.until("a window", func() bool {
		out, _ := d.x("search", "--onlyvisible", "--name", "Tidings")
		d.window, _, _ = strings.Cut(strings.TrimSpace(out), "\n")
		return d.window != ""
	})
	d.until("something in the window", func() bool {
		img, err := d.screen()
		return err == nil && !plain(img)
	})
	_, _ = d.x("mousemove", "--window", d.window, "700", "880")
}

// plain reports whether a picture is of one colour.
func plain(img *image.NRGBA) bool {
	for i := 4; i+4 <= len(img.Pix); i += 4 {
		if string(img.Pix[i:i+4]) != string(img.Pix[:4]) {
			return false
		}
	}
	return true
}

func (d *desk) x(args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = d.env()
	out, err := cmd.Output()
	return string(out), err
}

// key presses keys one after the other; X names them.
func (d *desk) key(names ...string) {
	d.t.Helper()
	for _, n := range names {
		if _, err := d.x("key", "--delay", "60", n); err != nil {
			d.t.Fatalf("press %s: %v", n, err)
		}
	}
}

// enter types a line into what has the focus, and Enter.
func (d *desk) enter(text string) {
	d.t.Helper()
	if _, err := d.x("type", "--delay", "30", text); err != nil {
		d.t.Fatal(err)
	}
	d.key("Return")
}

func (d *desk) title() string {
	out, _ := d.x("getwindowname", d.window)
	return strings.TrimSpace(out)
}

// shows waits for a window title that has the text.
func (d *desk) shows(text string) {
	d.t.Helper()
	d.until("the title "+strconv.Quote(text), func() bool { return strings.Contains(d.title(), text) })
}

// until asks again and again, because the window works in its own time.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	d.every(300*time.Millisecond, what, ok)
}

// soon asks more often than until does, for what follows a key at once.
func (d *desk) soon(what string, ok func() bool) {
	d.t.Helper()
	d.every(20*time.Millisecond, what, ok)
}

func (d *desk) every(pause time.Duration, what string, ok func() bool) {
	d.t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for !ok() {
		select {
		case err := <-d.done:
			d.t.Fatalf("the program ended (%v) while waiting for %s", err, what)
		case <-deadline:
			if img, err := d.screen(); err == nil {
				d.keep("failed", img)
			}
			d.t.Fatalf("waited too long for %s; the title is %q", what, d.title())
		case <-tick.C:
		}
	}
}

// quit closes the window by its key; the program ends well.
func (d *desk) quit() {
	d.t.Helper()
	d.key("ctrl+q")
	select {
	case err := <-d.done:
		if err != nil {
			d.t.Fatalf("the program ended with %v", err)
		}
	case <-time.After(patience):
		if img, err := d.screen(); err == nil {
			d.keep("failed", img)
		}
		_ = d.program.Process.Signal(syscall.SIGQUIT) // it says what all goroutines do
		<-d.done
		d.t.Fatal("the program did not end")
	}
}

// ctl runs tidingsctl on the same profile.
func (d *desk) ctl(args ...string) []byte {
	d.t.Helper()
	out, err := d.ctlMayFail(args...)
	if err != nil {
		d.t.Fatalf("tidingsctl %v: %v\n%s", args, err, out)
	}
	return out
}

func (d *desk) ctlMayFail(args ...string) ([]byte, error) {
	cmd := exec.Command(filepath.Join(root, "build", "tidingsctl"), append([]string{"--data", d.data}, args...)...)
	cmd.Env = d.env()
	return cmd.Output()
}

// list reads JSON lines from tidingsctl.
func (d *desk) list(args ...string) []map[string]any {
	d.t.Helper()
	out, _ := d.ctlMayFail(append([]string{"--json"}, args...)...)
	var list []map[string]any
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var m map[string]any
		if dec.Decode(&m) != nil {
			return list
		}
		list = append(list, m)
	}
}

// first reads the one thing that a command of tidingsctl tells; empty: none.
func (d *desk) first(args ...string) map[string]any {
	d.t.Helper()
	if list := d.list(args...); len(list) > 0 {
		return list[0]
	}
	return nil
}

func (d *desk) feed(title string) map[string]any {
	d.t.Helper()
	for _, f := range d.list("feeds") {
		if f["name"] == title {
			return f
		}
	}
	d.t.Fatalf("no feed called %s", title)
	return nil
}

// front is the front page as tidingsctl prints it.
func (d *desk) front() []frontStory {
	d.t.Helper()
	out, _ := d.ctlMayFail("--json", "front")
	var page struct{ Stories []frontStory }
	_ = json.Unmarshal(out, &page) // nothing yet is an empty page
	return page.Stories
}

type frontStory struct{ ID, Sources int }

// articleCalled is the stored article of a headline.
func (d *desk) articleCalled(headline string) map[string]any {
	d.t.Helper()
	for _, a := range d.list("list", "--limit", "5000") {
		if a["title"] == headline {
			return a
		}
	}
	d.t.Fatalf("no article called %q", headline)
	return nil
}

func (d *desk) total() int  { return len(d.list("list", "--limit", "5000")) }
func (d *desk) unread() int { return len(d.list("list", "--unread", "--limit", "5000")) }

// derived reports whether every article has its story.
func (d *desk) derived() bool {
	for _, a := range d.list("list", "--limit", "5000") {
		if s, _ := a["story"].(float64); s == 0 {
			return false
		}
	}
	return true
}

// storyWithSources is a story of the front page that so many sources cover.
func (d *desk) storyWithSources(n int) int {
	d.t.Helper()
	for _, s := range d.front() {
		if s.Sources >= n {
			return s.ID
		}
	}
	d.t.Fatalf("no story of %v sources on the front page", n)
	return 0
}

// words are the first few of a text.
func words(text string, n int) string {
	list := strings.Fields(text)
	return strings.Join(list[:min(n, len(list))], " ")
}
