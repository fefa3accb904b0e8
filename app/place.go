package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// syncClients are programs that copy folders to other computers: names of folders,
// in lower case, or their beginnings, and the files that mark them.
var (
	syncFolders = map[string]string{
		"dropbox": "Dropbox", "onedrive": "OneDrive", "google drive": "Google Drive", "googledrive": "Google Drive", "my drive": "Google Drive",
		"iclouddrive": "iCloud", "icloud drive": "iCloud", "mobile documents": "iCloud", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
		"pcloud": "pCloud", "pclouddrive": "pCloud", "box sync": "Box", "megasync": "MEGA", "syncthing": "Syncthing", "yandex.disk": "Yandex Disk",
		"cloudstorage": "a cloud service", "creative cloud files": "Creative Cloud",
	}
	syncMarks = map[string]string{
		".stfolder": "Syncthing", ".dropbox.cache": "Dropbox", ".dropbox": "Dropbox", ".owncloudsync.log": "ownCloud",
		".nextcloudsync.log": "Nextcloud", ".sync_.db": "Nextcloud", ".resilio": "Resilio Sync",
	}
)

// synced names the program that copies a folder to other computers; empty: none
// that is known.
func synced(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for at := abs; ; at = filepath.Dir(at) {
		name := strings.ToLower(filepath.Base(at))
		if client := syncFolders[name]; client != "" {
			return client
		}
		if rest, ok := strings.CutPrefix(name, "onedrive - "); ok && rest != "" {
			return "OneDrive"
		}
		for mark, client := range syncMarks {
			if _, err := os.Stat(filepath.Join(at, mark)); err == nil && at != homeDir() {
				return client
			}
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// homeDir has files of such programs, without being copied itself.
func homeDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

// MakeDir makes the folder of a profile and returns its name: that of DefaultDir if
// dir is empty. One that was named is not made where even the folder around it is
// missing: a drive may not be there, and a new, empty profile would look like a
// loss.
func MakeDir(dir string) (string, error) {
	if dir == "" {
		dir = DefaultDir()
	} else if _, err := os.Stat(filepath.Dir(filepath.Clean(dir))); errors.Is(err, fs.ErrNotExist) {
		return dir, &noFolderError{dir, err}
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// noFolderError says that the folder around the profile is missing.
type noFolderError struct {
	dir string
	err error
}

func (e *noFolderError) Error() string { return "no folder for the profile: " + e.err.Error() }
func (e *noFolderError) Unwrap() error { return e.err }

// hasRoom reports whether so many bytes fit on the disk, by writing them.
func hasRoom(dir string, bytes int) bool {
	f, err := os.CreateTemp(dir, ".tidings-room-*")
	if err != nil {
		return false
	}
	part := make([]byte, 1<<20)
	for range bytes / len(part) {
		if _, err = f.Write(part); err != nil {
			break
		}
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close(), os.Remove(f.Name())) == nil
}

// explainReadOnly says why nothing can be written, and what that means.
func explainReadOnly(dir string, err error) string {
	why := fmt.Sprintf("Tidings cannot write in the folder %s", dir)
	path := filepath.Join(dir, fileName)
	switch owner := ownerOf(path); {
	case owner != "":
		why = fmt.Sprintf("The file %s belongs to %s", path, owner)
	case isFull(err):
		why = "The disk is full; open Tidings again when there is room"
	}
	return why + ". What is stored can be read; nothing new is fetched, and nothing you mark is kept."
}
