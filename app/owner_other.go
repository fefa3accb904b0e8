//go:build !unix

package app

import (
	"errors"
	"syscall"
)

// ownerOf names the user whom a file belongs to, if that is somebody else; here
// that says nothing about who may write.
func ownerOf(string) string { return "" }

// isFull knows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
func isFull(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}
