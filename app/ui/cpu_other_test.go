//go:build !unix

package ui

import "time"

// cpu is the processor time that this process has used; zero: this system does
// not say.
func cpu() time.Duration { return 0 }
