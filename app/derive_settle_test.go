package app

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// waited is how long a deriver lets a refresh store by itself that stores for so long, and
// then ends if ends is said.
func waited(t *testing.T, storing time.Duration, ends bool) (took time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		d := newDeriver(&Core{ctx: ctx})
		go func() {
			for range storing / (calm / 3) {
				time.Sleep(calm / 3) // takes no time in here
				select {
				case d.later <- struct{}{}:
				default:
				}
			}
			if ends {
				d.wake <- struct{}{}
			}
		}()
		began := time.Now()
		d.settle()
		took = time.Since(began)
		synctest.Wait()
		if storing > patience { // let the other goroutine end
			time.Sleep(storing) // nor does this
		}
	})
	return took
}

func TestDerivingWaitsUntilARefreshHasStoredWhatItBrings(t *testing.T) {
	for name, test := range map[string]struct {
		storing time.Duration
		ends    bool
		want    time.Duration
	}{
		"nothing more comes":      {0, false, calm},
		"more comes for a second": {10 * calm / 3, false, 10*calm/3 + calm},
		"the refresh ends":        {10 * calm / 3, true, 10 * calm / 3},
		"it goes on for minutes":  {time.Minute, false, patience},
	} {
		if got := waited(t, test.storing, test.ends); got != test.want {
			t.Errorf("%s: it waits for %v, want %v", name, got, test.want)
		}
	}
}
