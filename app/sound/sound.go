// Package sound plays recordings: what a publisher attached to an article to be
// listened to.
//
// The way of a recording: a Source gives its bytes, from the network or a file; a
// decoder (mp3.go, vorbis.go, flac.go, wav.go), chosen by what the bytes are and
// not by what a server calls them, makes samples of them; they become stereo of
// one rate (resample.go), faster or slower at the same pitch (stretch.go), and
// wait in a queue (queue.go) for the system's output to take them. A Player is the
// state of all that and what the reader can do with it.
//
// Goroutines: a Player has one that decodes and one that tells of changes; the
// output has its own, which takes from the queue and never waits.
package sound

import (
	"context"
	"errors"
	"time"
)

var (
	// ErrNoOutput says that this system has no output for sound that we can use.
	ErrNoOutput = errors.New("no output for sound")
	// ErrFormat says that a recording is in a format that we have no decoder for.
	ErrFormat = errors.New("unknown format of sound")
	// ErrBroken says that a recording cannot be decoded although its format is known.
	ErrBroken = errors.New("damaged recording")
)

// A Source is the bytes of a recording. Both methods wait for the network.
type Source interface {
	// ReadAt reads from an offset, at least one byte if there is no error; io.EOF
	// stands for the end.
	ReadAt(ctx context.Context, p []byte, off int64) (int, error)
	// Size is how many bytes there are; -1 if nobody knows.
	Size(ctx context.Context) (int64, error)
	// Has reports whether the bytes from off to end can be read without waiting.
	Has(off, end int64) bool
}

// State is what a Player does.
type State int

const (
	Stopped State = iota // there is no recording
	Waiting              // it plays as soon as there is something to play
	Playing
	Paused
	Ended  // to the end; Play begins again
	Failed // see Status.Err
)

// Status is what there is to show of a Player.
type Status struct {
	State  State
	At     time.Duration // what is heard
	Length time.Duration // zero: not known
	Speed  float64
	Err    error
}

// Rate is the samples a second of what is put out, and channels how many stand
// beside each other: the recording's own are converted.
const (
	Rate     = 48000
	channels = 2
)

// Speeds that the reader can choose, slowest first.
var Speeds = []float64{0.75, 1, 1.25, 1.5, 1.75, 2, 2.5}

// clampSpeed keeps a speed within what sounds like speech.
func clampSpeed(x float64) float64 {
	if !(x > 0) { // also what is no number
		return 1
	}
	return min(max(x, Speeds[0]), Speeds[len(Speeds)-1])
}

// Output puts samples out. It takes them with the function that it was opened
// with, on a goroutine of its own.
type Output interface {
	Play()
	Pause()
	// Flush forgets what was taken and not heard yet.
	Flush()
	// Delay is how long a sample that is taken now takes to be heard.
	Delay() time.Duration
	Close()
}

// OpenOutput opens an output. pull fills a buffer with interleaved stereo samples
// and returns how many there were; the rest is silence. lost is called when the
// output is gone. An error is ErrNoOutput inside.
type OpenOutput func(pull func([]float32) int, lost func(error)) (Output, error)
