package sound

import "sync"

// desk takes orders for an output, at once and from anywhere, and has one goroutine
// carry them out in order: an output may take its time, and may ask for samples
// meanwhile.
type desk struct {
	mu      sync.Mutex
	changed *sync.Cond
	order   order
}

// order is what an output is to do.
type order struct {
	play  bool
	flush bool
	want  int // samples that it asked for
	close bool
}

func (d *desk) open() { d.changed = sync.NewCond(&d.mu) }

func (d *desk) say(f func(*order)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(&d.order)
	d.changed.Signal()
}

// Play and the others are Output's.
func (d *desk) Play()  { d.say(func(o *order) { o.play = true }) }
func (d *desk) Pause() { d.say(func(o *order) { o.play = false }) }
func (d *desk) Flush() { d.say(func(o *order) { o.flush = true }) }
func (d *desk) Close() { d.say(func(o *order) { o.close = true }) }

// next waits until there is something to do other than what was done last.
func (d *desk) next(playing bool) order {
	d.mu.Lock()
	defer d.mu.Unlock()
	for d.order.play == playing && !d.order.flush && d.order.want == 0 && !d.order.close {
		d.changed.Wait()
	}
	o := d.order
	d.order.flush, d.order.want = false, 0
	return o
}
