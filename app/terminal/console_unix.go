//go:build linux || darwin

package terminal

import (
	"os"
	"syscall"
	"unsafe"
)

// consoleWidth is how many columns the terminal has that a file leads to; zero
// if it leads to none.
func consoleWidth(f *os.File) int {
	var size struct{ rows, columns, x, y uint16 }
	_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	if failed != 0 {
		return 0
	}
	return int(size.columns)
}
