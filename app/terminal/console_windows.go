package terminal

import (
	"os"
	"syscall"
	"unsafe"
)

var screenInfo = syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleScreenBufferInfo")

// consoleWidth is how many columns the console has that a file leads to; zero
// if it leads to none. The structure is CONSOLE_SCREEN_BUFFER_INFO.
func consoleWidth(f *os.File) int {
	var info struct {
		size, cursor             struct{ x, y int16 }
		attributes               uint16
		left, top, right, bottom int16
		largest                  struct{ x, y int16 }
	}
	if ok, _, _ := screenInfo.Call(f.Fd(), uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0
	}
	return int(info.right-info.left) + 1
}
