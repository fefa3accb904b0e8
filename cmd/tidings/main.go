// Command tidings is the window of Tidings.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"tidings/app"
	"tidings/app/terminal"
	"tidings/app/ui"
	"tidings/assets"
)

func main() {
	dir := flag.String("data", "", "folder of the profile (default: the system's folder for data)")
	demo := flag.Bool("demo", false, "show the demo newsroom: invented sources, nothing leaves this computer")
	verbose := flag.Bool("verbose", false, "log to standard error as well")
	version := flag.Bool("version", false, "print the version")
	flag.Parse()
	if *version {
		fmt.Println("tidings", app.Version)
		return
	}
	os.Exit(start(*dir, *demo, *verbose))
}

// start opens the window; where there can be none, the terminal does the job.
func start(dir string, demo, verbose bool) int {
	ctx := context.Background()
	if err := noDisplay(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		if !demo {
			return terminal.Headless(ctx, dir, os.Stdout, os.Stderr)
		}
		args := []string{"demo"}
		if dir != "" {
			args = append(args, "--data", dir)
		}
		return terminal.Run(ctx, args, os.Stdin, os.Stdout, os.Stderr)
	}
	return exitCode(run(ctx, dir, demo, verbose))
}

// exitCode tells an error to whoever started the program, if it was not told yet.
func exitCode(err error) int {
	switch {
	case errors.Is(err, errTold):
		return 1
	case err != nil:
		fmt.Fprintln(os.Stderr, app.Explain(err))
		slog.Error("tidings", "err", err)
		return 1
	}
	return 0
}

func run(ctx context.Context, dir string, demo, verbose bool) error {
	log, closeLog := slog.New(slog.DiscardHandler), func() {}
	if !demo || dir != "" || verbose { // the demo leaves nothing behind
		log, closeLog = logTo(dir, verbose)
	}
	defer closeLog()
	slog.SetDefault(log) // of the log package too, where Fyne and net/http write
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var small *ui.Opening
	ready := make(chan struct{}) // small is there
	done := openProfile(ctx, app.Config{Dir: dir, Log: log, Progress: func(w app.Work) {
		<-ready
		small.Tell(w)
	}}, demo)
	a := fyneapp.NewWithID("org.tidings.Tidings")
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.AppIcon()))
	small = ui.NewOpening(a)
	close(ready)
	end, finish := func() error { return nil }, func() {}
	var failed error
	late := &overdue{}
	over := whenOpen(ctx, small, done, func(p profile) {
		if p.err != nil {
			failed = tellFailure(small, p.err)
			return
		}
		end = p.end
		var err error
		if finish, err = show(ctx, a, p.core, ui.Options{Window: small.Window(), Closing: late.begins}, demo); err != nil {
			failed = tellFailure(small, err)
			return
		}
	})
	rest := sync.OnceValue(func() error {
		cancel() // what is still being opened, if the window was closed
		<-over
		finish()
		return errors.Join(failed, end())
	})
	late.then = func() {
		slog.Warn("the toolkit's loop does not end; done without it")
		os.Exit(exitCode(rest()))
	}
	late.onSignals(ctx)
	onHangUp(ctx, func() {
		late.begins()
		small.Then(a.Quit)
	})
	// Most of what lives is fonts, which cost the collector nothing to look at:
	// collecting early keeps the program small.
	debug.SetGCPercent(40)
	err := loop(a)
	late.ended.Store(true)
	return errors.Join(err, rest())
}

// onHangUp ends the program well when the terminal closes that it was started from. The
// toolkit does so when it is interrupted or terminated.
func onHangUp(ctx context.Context, end func()) {
	if signal.Ignored(syscall.SIGHUP) {
		return // it was started to outlive its terminal
	}
	hungUp, stop := signal.NotifyContext(ctx, syscall.SIGHUP)
	context.AfterFunc(hungUp, func() {
		stop()
		if ctx.Err() == nil {
			end()
		}
	})
}

// show opens the main window on a profile. finish is ui.Open's.
func show(ctx context.Context, a fyne.App, core *app.Core, o ui.Options, demo bool) (finish func(), err error) {
	if demo {
		o.Title = "Tidings · demo newsroom"
	} else {
		o.Demo = startDemo
	}
	win, finish, err := ui.Open(a, core, o)
	if err != nil {
		return func() {}, err
	}
	win.SetMaster()
	core.Start()
	if demo {
		go func() {
			if _, err := core.Refresh(ctx, app.Selection{}); err != nil && ctx.Err() == nil {
				slog.Warn("refresh of the demo", "err", err)
			}
		}()
	}
	return finish, nil
}

// loop runs the window until it is closed. Without OpenGL the toolkit panics;
// that is a sentence too.
func loop(a fyne.App) (err error) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("window", "panic", r, "stack", string(debug.Stack()))
			err = errors.New("the window cannot go on (is there OpenGL 2.1 or newer?); the log in the profile says more")
		}
	}()
	a.Run()
	return nil
}

// open opens the profile, or the demo newsroom.
func open(ctx context.Context, c app.Config, demo bool) (*app.Core, func() error, error) {
	if demo {
		d, err := app.OpenDemo(ctx, c)
		if err != nil {
			return nil, nil, err
		}
		return d.Core, d.Close, nil
	}
	core, err := app.Open(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	return core, core.Close, nil
}

// startDemo opens the demo newsroom in a window of its own, on a profile of its
// own.
func startDemo() {
	exe, err := os.Executable()
	if err == nil {
		err = exec.Command(exe, "--demo").Start()
	}
	if err != nil {
		slog.Error("demo not started", "err", err)
	}
}

// logTo writes the log beside the profile; a new one at each start that finds
// the old one long.
func logTo(dir string, verbose bool) (*slog.Logger, func()) {
	level := &slog.HandlerOptions{Level: slog.LevelInfo}
	if verbose {
		return slog.New(slog.NewTextHandler(os.Stderr, level)), func() {}
	}
	dir, err := app.MakeDir(dir)
	if err != nil {
		return slog.New(slog.NewTextHandler(os.Stderr, level)), func() {}
	}
	name := filepath.Join(dir, "tidings.log")
	if info, err := os.Stat(name); err == nil && info.Size() > 4<<20 {
		_ = os.Rename(name, name+".old")
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return slog.New(slog.NewTextHandler(os.Stderr, level)), func() {}
	}
	log := slog.New(slog.NewTextHandler(file, level))
	log.Info("start", "version", app.Version, "system", runtime.GOOS, "dir", dir)
	return log, func() { _ = file.Close() }
}
