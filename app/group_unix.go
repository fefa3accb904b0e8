//go:build unix

package app

import (
	"os/exec"
	"syscall"
)

// runGroup runs a command as a group of processes of its own. All of the group end when
// its context does, or when the command ends.
func runGroup(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	kill := func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.Cancel = kill
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = kill() }() // mostly nothing is left
	return cmd.Wait()
}
