package export

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Save writes articles into a file, which is whole or not there: what is written
// has another name until it is complete. Without force, a file that is there is
// not replaced (fs.ErrExist).
func Save(ctx context.Context, path string, force bool, f Format, list []Article, o Options) (r Result, err error) {
	if !force {
		if err := free(path); err != nil {
			return Result{}, err
		}
	}
	tmp, err := beside(path)
	if err != nil {
		return Result{}, err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	out := bufio.NewWriterSize(tmp, 128<<10)
	r, err = Write(ctx, out, f, list, o)
	if err = cmp.Or(err, out.Flush()); err == nil {
		err = tmp.Sync()
	}
	if err = cmp.Or(err, tmp.Close()); err != nil {
		return Result{}, err
	}
	return r, settle(tmp.Name(), path, force)
}

// settle gives a whole file its name.
func settle(tmp, path string, force bool) error {
	if force {
		return os.Rename(tmp, path)
	}
	switch err := os.Link(tmp, path); { // unlike a rename, it fails where somebody was faster
	case err == nil:
		return os.Remove(tmp)
	case errors.Is(err, fs.ErrExist):
		return err
	}
	if err := free(path); err != nil { // a file system without links
		return err
	}
	return os.Rename(tmp, path)
}

func free(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "save", Path: path, Err: fs.ErrExist}
	}
	return nil
}

// beside makes a file in the folder of another, with the rights of any new file.
func beside(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	for i := range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".%s-%d-%d.part", cutName(base, 60), os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "save", Path: path, Err: fs.ErrExist}
}

// printedFor is how long a file for a viewer stays: viewers read it while they
// show it, and nobody tells when they end.
const printedFor = 24 * time.Hour

// Print writes articles as PDF into a folder of the program's own, for the
// system's viewer, which prints. What was printed there the day before is removed.
func Print(ctx context.Context, dir string, list []Article, o Options) (path string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	RemovePrinted(dir, time.Now().Add(-printedFor))
	if len(list) == 0 {
		return "", ErrNothing
	}
	names := Names{Taken: func(name string) bool { return free(filepath.Join(dir, name)) != nil }}
	path = filepath.Join(dir, names.Name(Title(list, o), PDF.Extension()))
	if _, err := Save(ctx, path, false, PDF, list, o); err != nil {
		return "", err
	}
	return path, nil
}

// RemovePrinted removes what Print wrote before a time, and what it left unfinished.
func RemovePrinted(dir string, before time.Time) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return // a folder that is not there has nothing to remove
	}
	for _, d := range list {
		name := d.Name()
		if d.IsDir() || !strings.HasSuffix(name, PDF.Extension()) && !strings.HasSuffix(name, ".part") {
			continue
		}
		if info, err := d.Info(); err == nil && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(dir, name)) // the next time, if a viewer holds it
		}
	}
}

// Letter reports whether paper is of the American size where somebody lives, by
// what the environment says (LC_ALL before LC_PAPER and LANG); elsewhere it is A4.
func Letter(env func(string) string) bool {
	for _, key := range []string{"LC_ALL", "LC_PAPER", "LANG"} {
		locale := env(key)
		if locale == "" {
			continue
		}
		locale, _, _ = strings.Cut(locale, ".")
		_, region, _ := strings.Cut(strings.ReplaceAll(locale, "-", "_"), "_")
		switch strings.ToUpper(region) {
		case "US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE":
			return true
		}
		return false
	}
	return false
}
