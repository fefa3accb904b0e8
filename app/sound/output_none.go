//go:build !linux && !windows && !darwin

package sound

// SystemOutput opens the system's output.
func SystemOutput(func([]float32) int, func(error)) (Output, error) { return nil, ErrNoOutput }
