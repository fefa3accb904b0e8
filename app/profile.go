package app

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
)

// DefaultDir is the folder of the profile when none is named: TIDINGS_DATA, else
// tidings-data beside a portable program, else the system's folder for data.
func DefaultDir() string {
	if dir := os.Getenv("TIDINGS_DATA"); dir != "" {
		return dir
	}
	if exe, err := os.Executable(); err == nil {
		portable := filepath.Join(filepath.Dir(exe), "tidings-data")
		if info, err := os.Stat(portable); err == nil && info.IsDir() {
			return portable
		}
	}
	return filepath.Join(xdg.DataHome, "tidings")
}

// CacheDir is where files lie that can be made again, such as the index of
// installed fonts.
func CacheDir() string {
	dir := filepath.Join(xdg.CacheHome, "tidings")
	if os.MkdirAll(dir, 0o700) != nil {
		return os.TempDir()
	}
	return dir
}
