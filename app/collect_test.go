package app

import (
	"testing"
	"testing/synctest"
	"time"

	"tidings/storage"
)

// arrivals is how many answers of how many articles each come so far apart, how many of
// them are stored first, and after how long.
func arrivals(t *testing.T, answers, articles int, apart time.Duration) (together int, after time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		more := make(chan answer)
		a := answer{Fetched: storage.Fetched{Articles: make([]storage.Incoming, articles)}}
		go func() {
			defer close(more)
			for range answers - 1 {
				time.Sleep(apart) // takes no time in here
				more <- a
			}
		}()
		began := time.Now()
		together = len(collect(a, more))
		after = time.Since(began)
		for range more { // let the other goroutine end
		}
	})
	return together, after
}

func TestWhatAnswersWithinAMomentIsStoredTogether(t *testing.T) {
	for name, test := range map[string]struct {
		answers, articles int
		apart             time.Duration
		together          int
		after             time.Duration
	}{
		"a single feed does not wait":         {1, 3, 0, 1, 0},
		"all have answered":                   {5, 0, gathering / 10, 5, gathering / 10 * 4},
		"others answer later":                 {100, 0, gathering/10 + 1, 10, gathering},
		"the next one answers much later":     {2, 30, time.Minute, 1, gathering},
		"there are enough articles before it": {100, batch / 5, gathering / 100, 5, gathering / 100 * 4},
	} {
		together, after := arrivals(t, test.answers, test.articles, test.apart)
		if together != test.together || after != test.after {
			t.Errorf("%s: %d are stored together after %v, want %d after %v", name, together, after, test.together, test.after)
		}
	}
}
