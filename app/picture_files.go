package app

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"tidings/storage"
)

// pictureFiles is a folder of pictures, each in a file that is named by its content:
// the same picture at two addresses lies there once, and a file whose content is
// another was damaged. Which address has which content is in the database.
type pictureFiles struct {
	dir  string
	fill func(w io.Writer, data []byte) error // writes a file; tests let it fail
}

func newPictureFiles(dir string) pictureFiles {
	return pictureFiles{dir: dir, fill: func(w io.Writer, data []byte) error {
		_, err := w.Write(data)
		return err
	}}
}

// pictureName is the place of a picture in the folder.
func pictureName(c storage.Content) string {
	name := hex.EncodeToString(c[:])
	return path.Join(name[:2], name)
}

// root opens the folder so that nothing outside of it can be reached, whatever
// somebody put into it.
func (p pictureFiles) root() (*os.Root, error) { return os.OpenRoot(p.dir) }

// errDamagedPicture says that a file is not what its name says.
var errDamagedPicture = errors.New("the file of the picture is damaged")

// read returns a picture that is whole.
func (p pictureFiles) read(c storage.Content) ([]byte, error) {
	root, err := p.root()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	data, err := root.ReadFile(pictureName(c))
	if err == nil && storage.ContentOf(data) != c {
		err = errDamagedPicture
	}
	return data, err
}

// keep makes a file that is whole or not there.
func (p pictureFiles) keep(data []byte) (storage.Content, error) {
	c := storage.ContentOf(data)
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return c, err
	}
	root, err := p.root()
	if err != nil {
		return c, err
	}
	defer root.Close()
	name := pictureName(c)
	if err := root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return c, err
	}
	fresh := path.Join(path.Dir(name), "new-"+rand.Text())
	f, err := root.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return c, err
	}
	err = p.fill(f, data)
	if err = cmp.Or(err, f.Close()); err == nil {
		err = root.Rename(fresh, name)
	}
	if err != nil {
		_ = root.Remove(fresh)
	}
	return c, err
}

// remove deletes files; those that are not there are passed over.
func (p pictureFiles) remove(list []storage.Content) error {
	root, err := p.root()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Close()
	var first error
	for _, c := range list {
		if err := root.Remove(pictureName(c)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			first = cmp.Or(first, err)
		}
	}
	return first
}

// sweep removes what is no picture of ours and not new: what a kill left behind, and
// files whose picture is forgotten. It takes those that are there out of known, and
// returns how many it removed.
func (p pictureFiles) sweep(known map[storage.Content]bool, before time.Time) (int, error) {
	root, err := p.root()
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer root.Close()
	n := 0
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if c := contentNamed(name); known[c] {
			delete(known, c)
			return nil
		}
		info, err := d.Info()
		if err == nil && info.ModTime().Before(before) && root.Remove(name) == nil {
			n++
		}
		return nil // one that cannot be removed is no reason to stop
	})
	return n, err
}

// contentNamed is the content of a file with this name; zero for other files.
func contentNamed(name string) (c storage.Content) {
	data, err := hex.DecodeString(path.Base(name))
	if err == nil && len(data) == len(c) && name == pictureName(storage.Content(data)) {
		copy(c[:], data)
	}
	return c
}
