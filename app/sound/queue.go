package sound

import (
	"context"
	"sync"
	"time"
)

// queue holds what is decoded and not heard. Who decodes waits while it is full;
// the output never waits.
type queue struct {
	mu     sync.Mutex
	room   *sync.Cond // something changed
	blocks []block
	frames int // in all blocks
	over   bool
	at     time.Duration // of what was taken last
}

// block is samples with their time in the recording, which passes at speed.
type block struct {
	samples []float32
	at      time.Duration
	speed   float64
}

// queued is how many frames are decoded ahead: enough for a busy computer, and so
// few that another speed is heard at once.
const queued = Rate * 3 / 10

func newQueue() *queue {
	q := &queue{}
	q.room = sync.NewCond(&q.mu)
	return q
}

// push adds a block, when there is room. It gives up with the context.
func (q *queue) push(ctx context.Context, b block) bool {
	stop := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.room.Broadcast()
	})
	defer stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.frames >= queued && ctx.Err() == nil {
		q.room.Wait()
	}
	if ctx.Err() != nil {
		return false
	}
	q.blocks = append(q.blocks, b)
	q.frames += len(b.samples) / channels
	q.room.Broadcast()
	return true
}

// finish says that nothing follows.
func (q *queue) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.over = true
	q.room.Broadcast()
}

// clear empties the queue, for what begins at a time.
func (q *queue) clear(at time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.blocks, q.frames, q.over, q.at = nil, 0, false, at
	q.room.Broadcast()
}

// take fills p as far as there is something. drained says that there will be no
// more.
func (q *queue) take(p []float32) (n int, at time.Duration, drained bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for n < len(p) && len(q.blocks) > 0 {
		b := &q.blocks[0]
		k := copy(p[n:], b.samples)
		n += k
		b.samples = b.samples[k:]
		b.at += time.Duration(float64(k/channels) * b.speed / Rate * float64(time.Second))
		q.at = b.at
		if len(b.samples) == 0 {
			q.blocks[0] = block{}
			q.blocks = q.blocks[1:]
		}
	}
	q.frames -= n / channels
	if n > 0 {
		q.room.Broadcast()
	}
	return n, q.at, q.over && len(q.blocks) == 0
}
