//go:build !unix && !windows

package app

import "os/exec"

// runGroup runs a command; here there are no groups of processes.
func runGroup(cmd *exec.Cmd) error { return cmd.Run() }
