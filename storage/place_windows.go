package storage

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

var driveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// network reports whether a folder is on another machine.
func network(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	if strings.HasPrefix(abs, `\\`) {
		return true
	}
	root, err := syscall.UTF16PtrFromString(filepath.VolumeName(abs) + `\`)
	if err != nil {
		return false
	}
	const remote = 4 // DRIVE_REMOTE
	kind, _, _ := driveType.Call(uintptr(unsafe.Pointer(root)))
	return kind == remote
}
