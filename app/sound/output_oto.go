//go:build windows || darwin

package sound

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ebitengine/oto/v3"
)

// otoOutput plays by the system's own library: WASAPI or WinMM, or Core Audio.
type otoOutput struct {
	desk
	context *oto.Context
	player  *oto.Player
	pull    func([]float32) int
	lost    func(error)
	gone    atomic.Bool
	samples []float32
}

// otoContext is opened once: the library allows one in a program.
var otoContext = sync.OnceValues(func() (*oto.Context, error) {
	c, ready, err := oto.NewContext(&oto.NewContextOptions{SampleRate: Rate, ChannelCount: channels, Format: oto.FormatFloat32LE})
	if err != nil {
		return nil, err
	}
	select {
	case <-ready:
		return c, c.Err()
	case <-time.After(5 * time.Second):
		return nil, fmt.Errorf("the system's output is not ready")
	}
})

const (
	// otoDelay is how much of the sound the library holds.
	otoDelay = 200 * time.Millisecond
	otoBytes = Rate * channels * 4 * int(otoDelay/time.Millisecond) / 1000
)

// SystemOutput opens the system's output.
func SystemOutput(pull func([]float32) int, lost func(error)) (Output, error) {
	c, err := otoContext()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoOutput, err)
	}
	o := &otoOutput{context: c, pull: pull, lost: lost}
	o.open()
	o.player = c.NewPlayer(o)
	o.player.SetBufferSize(otoBytes)
	go o.serve()
	return o, nil
}

// Read is what the library takes its samples with. What is missing is silence: an
// end would stop its clock.
func (o *otoOutput) Read(p []byte) (int, error) {
	if err := o.context.Err(); err != nil && !o.gone.Swap(true) {
		go o.lost(fmt.Errorf("%w: %w", ErrNoOutput, err))
	}
	n := len(p) / (4 * channels) * channels
	if len(o.samples) < n {
		o.samples = make([]float32, n)
	}
	part := o.samples[:n]
	clear(part[o.pull(part):])
	for i, x := range part {
		binary.LittleEndian.PutUint32(p[4*i:], math.Float32bits(x))
	}
	return 4 * n, nil
}

// Seek is there because the library forgets what it holds only when it seeks.
func (o *otoOutput) Seek(int64, int) (int64, error) { return 0, nil }

// serve carries out what is ordered, until the end.
func (o *otoOutput) serve() {
	playing := false
	for {
		todo := o.next(playing)
		switch {
		case todo.close:
			o.player.Pause()
			return
		case todo.flush:
			_, _ = o.player.Seek(0, io.SeekStart) // forgets what it holds; ours cannot fail
		}
		if todo.play != playing {
			if playing = todo.play; playing {
				o.player.Play()
			} else {
				o.player.Pause()
			}
		}
	}
}

// Delay is Output's. The library is not asked: it may hold its lock while it asks us.
func (o *otoOutput) Delay() time.Duration { return otoDelay }
