package readers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// magic begins every SQLite database.
var magic = []byte("SQLite format 3\x00")

// A database that another program has open consists of up to three files. Whoever opens
// it, be it for reading, takes locks in it and may bring its log into it; so it is copied
// with its log, and only the copy is opened. If a file changed while it was copied, the
// copy is made again, a few times: a program that writes all the time would never be done.
const copies = 3

// parts are what the names of the files of a database end in.
var parts = []string{"", "-wal", "-journal"}

// copyPrefix is what the folders of copies are called.
const copyPrefix = "tidings-import-"

// copied puts a copy of a database into a folder of its own. unsteady says that it
// changed each time it was copied.
func copied(ctx context.Context, path string) (dir string, unsteady bool, err error) {
	if err := isDatabase(path); err != nil {
		return "", false, err
	}
	sweep(os.TempDir(), time.Now())
	if dir, err = os.MkdirTemp("", copyPrefix); err != nil {
		return "", false, err
	}
	for range copies {
		before := looks(path)
		if err = copyParts(ctx, path, filepath.Join(dir, "copy.db")); err != nil {
			break
		}
		if unsteady = before != looks(path); !unsteady {
			break
		}
	}
	if err != nil {
		return "", false, errors.Join(err, os.RemoveAll(dir))
	}
	return dir, unsteady, nil
}

// isDatabase says what is wrong with a file that is to be a database.
func isDatabase(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return ErrUnknown
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head, magic) {
		return ErrUnknown
	}
	return nil
}

// looks is what tells whether the files of a database changed.
func looks(path string) (out [3]string) {
	for i, suffix := range parts {
		if info, err := os.Stat(path + suffix); err == nil {
			out[i] = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		}
	}
	return out
}

func copyParts(ctx context.Context, from, to string) error {
	for _, suffix := range parts {
		err := copyFile(ctx, from+suffix, to+suffix)
		if suffix != "" && errors.Is(err, fs.ErrNotExist) {
			err = os.Remove(to + suffix) // of a copy before
			if errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func copyFile(ctx context.Context, from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	buffer := make([]byte, 1<<20)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := in.Read(buffer)
		if n > 0 {
			if _, e := out.Write(buffer[:n]); e != nil {
				return e
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// left is how old a copy is that a killed program left behind.
const left = 24 * time.Hour

// sweep removes what killed programs left in the folder of temporary files.
func sweep(dir string, now time.Time) {
	list, _ := filepath.Glob(filepath.Join(dir, copyPrefix+"*"))
	for _, path := range list {
		if info, err := os.Lstat(path); err == nil && info.IsDir() && now.Sub(info.ModTime()) > left {
			_ = os.RemoveAll(path) // what cannot be removed belongs to somebody else
		}
	}
}
