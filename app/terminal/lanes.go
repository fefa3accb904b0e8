package terminal

import (
	"context"
	"runtime"
)

// inOrder makes a result of each of n inputs on all cores and hands them over in
// the order of the inputs, on the goroutine that called. No more than a few
// results wait at a time. It ends early when done returns an error or when ctx
// ends.
func inOrder[T any](ctx context.Context, n int, work func(i int) T, done func(T) error) error {
	cores := runtime.GOMAXPROCS(0)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan chan T, 2*cores) // promises, in order
	free := make(chan struct{}, cores)
	go func() {
		defer close(results)
		for i := range n {
			promise := make(chan T, 1)
			select {
			case <-ctx.Done():
				return
			case free <- struct{}{}:
			}
			go func() {
				promise <- work(i)
				<-free
			}()
			select {
			case <-ctx.Done():
				return
			case results <- promise:
			}
		}
	}()
	for promise := range results {
		if err := done(<-promise); err != nil {
			return err
		}
	}
	return ctx.Err()
}
