package storage

import (
	"slices"
	"syscall"
)

// network reports whether a folder is on another machine.
func network(dir string) bool {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return false
	}
	var name []byte
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return slices.Contains(networks, string(name))
}
