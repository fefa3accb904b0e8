//go:build unix

package app

import (
	"errors"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// ownerOf names the user whom a file belongs to, if that is somebody else.
func ownerOf(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(st.Uid) == os.Geteuid() || os.Geteuid() == 0 {
		return ""
	}
	id := strconv.Itoa(int(st.Uid))
	if u, err := user.LookupId(id); err == nil {
		return "the user " + u.Username
	}
	return "another user (" + id + ")"
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
