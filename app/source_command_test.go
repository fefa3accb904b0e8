//go:build unix

package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tidings/feeds"
)

// script is a program that prints a feed.
func script(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "news script")
	writeFile(t, file, "#!/bin/sh\n"+text)
	if err := os.Chmod(file, 0o700); err != nil {
		t.Fatal(err)
	}
	return `exec:"` + file + `"`
}

func TestACommandIsAFeedOnlyWhereThatIsSwitchedOn(t *testing.T) {
	c, at := sourceCore(t)
	feed := fmt.Sprintf(diskFeed, "")
	address := script(t, "cat <<'EOF'\n"+feed+"\nEOF\n") + " --all"
	if _, err := c.Find(t.Context(), address); !errors.Is(err, ErrCommandsOff) {
		t.Fatalf("off: %v", err)
	}
	if err := c.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	f := addTyped(t, c, address)
	if f.Total != 1 || f.Title != "Harbour log" || f.Fetch.Status != 0 {
		t.Fatalf("%+v", f)
	}
	if next := f.Fetch.Next.Sub(at.now()); next < 15*time.Minute {
		t.Errorf("it runs again in %v", next)
	}
	if err := c.SetCommands(false); err != nil {
		t.Fatal(err)
	}
	f = readAgain(t, c, f.ID)
	if f.Fetch.Class != "not allowed" || f.Total != 1 {
		t.Errorf("switched off: class %q, %q", f.Fetch.Class, f.Fetch.Error)
	}
}

func TestACommandThatCameWithAListWaitsForTheReader(t *testing.T) {
	c, at := sourceCore(t)
	if err := c.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	ran := filepath.Join(t.TempDir(), "ran")
	address := script(t, "echo > '"+ran+"'\ncat <<'EOF'\n"+fmt.Sprintf(diskFeed, "")+"\nEOF\n")
	typed := addTyped(t, c, address)
	var list strings.Builder
	if err := c.Export(t.Context(), &list); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(list.String(), `xmlUrl="exec`) {
		t.Errorf("other programs are told of the command: %s", list.String())
	}
	if typed.Paused {
		t.Error("what the reader typed is paused")
	}
	if err := os.Remove(ran); err != nil {
		t.Fatal(err)
	}

	other, _ := sourceCore(t)
	if err := other.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	if _, err := other.PreviewImport(t.Context(), strings.NewReader(list.String()), true, nil); err != nil {
		t.Fatal(err)
	}
	if _, _, err := other.Import(t.Context(), strings.NewReader(list.String())); err != nil {
		t.Fatal(err)
	}
	all, err := other.Feeds(t.Context())
	if err != nil || len(all) != 1 || !all[0].Paused || all[0].URL != address {
		t.Fatalf("%+v, %v", all, err)
	}
	f := readAgain(t, other, all[0].ID) // by name, although it is paused
	h, err := other.Health(t.Context(), f.ID)
	if err != nil || f.Total != 0 || h.Verdict != Paused || !strings.Contains(h.Says(at.now()), "until you allow it") || h.Actions()[0] != LetRun {
		t.Errorf("%d articles, %q, %v, %v", f.Total, h.Says(at.now()), h.Actions(), err)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Fatal("it ran")
	}
	if err := other.AllowCommand(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	if f = readAgain(t, other, f.ID); f.Total != 1 || f.Paused {
		t.Errorf("allowed: %d articles, %q", f.Total, f.Fetch.Error)
	}
	if err := other.ForbidCommand(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	if f = readAgain(t, other, f.ID); f.Fetch.Class != "not allowed" {
		t.Errorf("forbidden: %q", f.Fetch.Class)
	}
}

func TestAListOfAnotherProgramCannotBringACommand(t *testing.T) {
	c, _ := sourceCore(t)
	added, _, err := c.Import(t.Context(), strings.NewReader(`<opml><body><outline text="x" xmlUrl="exec:news"/><outline text="y" xmlUrl="https://a.example/f" tidings:command="news"/></body></opml>`))
	if err != nil || added != 1 {
		t.Errorf("%d added, %v", added, err)
	}
}

func TestACommandThatFailsSaysWhy(t *testing.T) {
	c, _ := sourceCore(t)
	if err := c.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		script(t, "echo 'no network' >&2\nexit 3\n"): "The command failed (exit status 3). It said: no network",
		script(t, "echo hello\n"):                    "What the command prints is not a feed.",
		"exec:/no/such/program":                      "There is no program /no/such/program on this computer.",
		script(t, "exec yes 0123456789abcdef\n"):     "The command prints more than 16 MB, which is too much for a feed.",
	} {
		if _, err := c.Find(t.Context(), text); Explain(err) != want {
			t.Errorf("%s: %q, want %q", text, Explain(err), want)
		}
	}
}

func TestNoShellReadsACommand(t *testing.T) {
	for text, want := range map[string]string{
		`news --all`: "news|--all", `"a b" 'c "d"'  e`: `a b|c "d"|e`, `n $HOME;rm *`: "n|$HOME;rm|*", `n ""`: "n|", `C:\n.exe x`: `C:\n.exe|x`,
	} {
		if got, ok := arguments(text); !ok || strings.Join(got, "|") != want {
			t.Errorf("arguments(%q) = %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "  ", `"open`, `""`, "a\x00b"} {
		if got, ok := arguments(text); ok {
			t.Errorf("arguments(%q) = %q", text, got)
		}
	}
}

// What a command leaves running ends with it, and with the program.
func TestWhatACommandStartedEndsWithIt(t *testing.T) {
	for name, text := range map[string]string{
		"it ends":       "exec 3> \"$1\"\nsleep 600 &\necho begun >&3\nexit 0\n",
		"it is stopped": "exec 3> \"$1\"\nsleep 600 &\necho begun >&3\nwait\n",
		"it is quiet":   "exec 3> \"$1\"\nsleep 600 > /dev/null 2>&1 &\necho begun >&3\nwait\n",
	} {
		t.Run(name, func(t *testing.T) {
			c := openCore(t, Config{Local: t.TempDir()})
			if err := c.SetCommands(true); err != nil {
				t.Fatal(err)
			}
			note := filepath.Join(t.TempDir(), "alive")
			if err := syscall.Mkfifo(note, 0o600); err != nil {
				t.Fatal(err)
			}
			command := script(t, text) + " " + note
			done := make(chan struct{})
			go func() {
				_, _ = c.Find(t.Context(), command) // that it failed or was stopped is what is wanted
				close(done)
			}()
			alive, err := os.Open(note) // waits until the command opens it
			if err != nil {
				t.Fatal(err)
			}
			defer alive.Close()
			lines := bufio.NewReader(alive)
			if _, err := lines.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
			if name != "it ends" {
				c.stop()
			}
			<-done
			if _, err := lines.ReadByte(); err != io.EOF { // which comes when nobody has it open any more
				t.Error(err)
			}
		})
	}
}

func TestACopiedProfileBringsNoPermission(t *testing.T) {
	c, _ := sourceCore(t)
	if err := c.SetCommands(true); err != nil {
		t.Fatal(err)
	}
	f := addTyped(t, c, script(t, "cat <<'EOF'\n"+fmt.Sprintf(diskFeed, "")+"\nEOF\n"))
	elsewhere := openCore(t, Config{Dir: c.Dir(), Local: t.TempDir()})
	if elsewhere.Commands() || elsewhere.MayRun(f) {
		t.Error("the profile brought the permission along")
	}
	if !elsewhere.MayRun(feeds.Feed{URL: "https://a.example/f"}) {
		t.Error("a feed of the web may not be asked")
	}
}
