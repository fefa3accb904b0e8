package storage

import (
	"os"
	"path/filepath"
	"slices"
)

// network reports whether a folder is on another machine.
func network(dir string) bool {
	table, err := os.Open("/proc/self/mounts")
	if err != nil {
		return false
	}
	defer table.Close()
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return slices.Contains(networks, mountedAs(dir, table))
}
