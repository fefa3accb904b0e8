package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"time"
)

// noDisplay says why no window can be opened here; nil if one can be tried. The
// toolkit itself would end the program with a stack trace.
func noDisplay() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return nil
	}
	display := os.Getenv("DISPLAY")
	if display == "" {
		return errors.New("no display: DISPLAY is not set")
	}
	host, number, ok := strings.Cut(display, ":")
	number, _, _ = strings.Cut(number, ".")
	if !ok {
		return fmt.Errorf("no display: DISPLAY is %q", display)
	}
	if host != "" && host != "unix" {
		return nil // over a network: only trying tells
	}
	for _, address := range []string{"/tmp/.X11-unix/X" + number, "@/tmp/.X11-unix/X" + number} {
		conn, err := net.DialTimeout("unix", address, 2*time.Second)
		if err == nil {
			return conn.Close()
		}
	}
	return fmt.Errorf("no display: nothing answers at %s", display)
}
