package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

const (
	// commandTime is how long a command may take.
	commandTime = time.Minute
	// commandBytes is how much it may print.
	commandBytes = 16 << 20
	// complaint is how much of what it prints as errors is kept for the log, in bytes.
	complaint = 4 << 10
)

// arguments are a command and its arguments as a person types them: spaces part them,
// quotes of either kind hold them together. Nothing else has a meaning, for there is no
// shell. It is false if a quote is not closed, or there is nothing.
func arguments(text string) ([]string, bool) {
	var list []string
	var word strings.Builder
	open, begun := rune(0), false
	for _, r := range text {
		switch {
		case open != 0 && r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			open, begun = r, true
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			if begun {
				list = append(list, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		list = append(list, word.String())
	}
	return list, open == 0 && len(list) > 0 && list[0] != "" && !strings.ContainsRune(text, 0)
}

// CommandAddress is the address of a feed that a command prints; false: it is no command.
func CommandAddress(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if _, ok := arguments(text); !ok {
		return "", false
	}
	return feeds.CommandScheme + text, true
}

// commandOf is the command in the address of a feed.
func commandOf(address string) string {
	if feeds.SourceOf(address) != feeds.ByCommand {
		return ""
	}
	return strings.TrimSpace(address[len(feeds.CommandScheme):])
}

// fromCommand runs a command and takes what it prints. It runs in the person's own folder,
// without input, and whatever it started ends with it.
func (c *Core) fromCommand(ctx context.Context, req fetch.Request) (*fetch.Response, error) {
	command := commandOf(req.URL)
	may, on, err := c.origins.allowed.may(req.URL)
	switch {
	case err != nil:
		return nil, notRead(fetch.Denied, req.URL, "Which commands are allowed on this computer could not be read, so none runs.", err)
	case !on:
		return nil, notRead(fetch.Denied, req.URL, "Feeds from commands are switched off on this computer.", ErrCommandsOff)
	case !may:
		return nil, notRead(fetch.Denied, req.URL, fmt.Sprintf("It is what a command prints, which does not run until you allow it: “%s”.", command), nil)
	}
	args, ok := arguments(command)
	if !ok {
		return nil, notRead(fetch.Address, req.URL, "This is not a command.", nil)
	}
	return c.runCommand(ctx, req.URL, args)
}

func (c *Core) runCommand(ctx context.Context, address string, args []string) (*fetch.Response, error) {
	if rest, ok := strings.CutPrefix(args[0], "~/"); ok {
		args[0] = filepath.Join(homeDir(), rest)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, commandTime, errCommandTime)
	defer cancel()
	start := c.now()
	out, complained := &capped{most: commandBytes, full: cancel}, &capped{most: complaint}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = homeDir(), out, complained
	cmd.WaitDelay = 2 * time.Second // a grandchild may hold its output open
	err := runGroup(cmd)
	if text := strings.TrimSpace(strings.ToValidUTF8(complained.text.String(), "")); text != "" {
		c.log.Info("command complained", "command", strings.Join(args, " "), "said", text)
	}
	var ended *exec.ExitError
	switch {
	case out.cut:
		return nil, notRead(fetch.TooLarge, address, fmt.Sprintf("The command prints more than %d MB, which is too much for a feed.", commandBytes>>20), nil)
	case context.Cause(ctx) == errCommandTime:
		return nil, notRead(fetch.Failed, address, "The command did not end within a minute and was stopped.", nil)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return nil, notRead(fetch.Missing, address, fmt.Sprintf("There is no program %s on this computer.", args[0]), err)
	case errors.Is(err, fs.ErrPermission):
		return nil, notRead(fetch.Denied, address, fmt.Sprintf("The program %s may not be run.", args[0]), err)
	case errors.As(err, &ended):
		return nil, notRead(fetch.Failed, address, failedWith(ended, complained.text.String()), err)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return nil, notRead(fetch.Failed, address, "The command could not be run.", err)
	}
	return &fetch.Response{
		URL: address, Body: out.text.Bytes(), Wire: int64(out.text.Len()), When: start, Took: c.now().Sub(start),
	}, nil
}

var errCommandTime = errors.New("the command took too long")

// failedWith says how a command failed, with the last line of what it said of that.
func failedWith(ended *exec.ExitError, said string) string {
	text := fmt.Sprintf("The command failed (%s).", ended.ProcessState)
	lines := strings.Split(strings.TrimSpace(strings.ToValidUTF8(said, "")), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		runes := []rune(last)
		text += " It said: " + string(runes[:min(len(runes), 160)])
	}
	return text
}

// capped keeps the beginning of what is written to it. It is no bytes.Buffer itself: io.Copy
// would fill that without end.
type capped struct {
	text bytes.Buffer
	most int
	full func() // is called when there is more; nil: the rest is dropped
	cut  bool
}

func (w *capped) Write(p []byte) (int, error) {
	if room := w.most - w.text.Len(); len(p) > room {
		w.text.Write(p[:max(0, room)])
		if w.cut = true; w.full != nil {
			w.full()
		}
		return len(p), nil
	}
	return w.text.Write(p)
}
