package app

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestChangesMergeWhileAListenerIsBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Core
		var heard []Change
		begun, goOn := make(chan struct{}), make(chan struct{})
		stop := c.Listen(func(ch Change) {
			heard = append(heard, ch)
			if len(heard) == 1 {
				close(begun)
				<-goOn
			}
		})
		c.notify(Change{Feeds: true})
		<-begun
		for range 100 {
			c.notify(Change{Articles: true})
			c.notify(Change{Progress: true})
		}
		close(goOn)
		time.Sleep(time.Second) // takes no time in here
		synctest.Wait()
		stop()
		want := []Change{{Feeds: true}, {Articles: true, Progress: true}}
		if !slices.Equal(heard, want) {
			t.Errorf("it heard %+v, want %+v", heard, want)
		}
	})
}

func TestTwoCallsOfAListenerAreAPauseApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Core
		var at []time.Time
		stop := c.Listen(func(Change) { at = append(at, time.Now()) })
		for range 40 {
			c.notify(Change{Articles: true})
			time.Sleep(10 * time.Millisecond) // takes no time in here
		}
		time.Sleep(time.Second)
		synctest.Wait()
		stop()
		if len(at) < 3 || len(at) > 4 {
			t.Errorf("400 ms of changes were %d calls", len(at))
		}
		for i := range at[1:] {
			if gap := at[i+1].Sub(at[i]); gap < pause {
				t.Errorf("calls %d and %d are %v apart", i, i+1, gap)
			}
		}
	})
}

func TestAListenerThatStoppedHearsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c Core
		var gone, here int
		stop := c.Listen(func(Change) { gone++ })
		defer c.Listen(func(Change) { here++ })()
		stop()
		stop() // twice is harmless
		c.notify(Change{Feeds: true})
		time.Sleep(time.Second) // takes no time in here
		synctest.Wait()
		if gone != 0 || here != 1 {
			t.Errorf("the one that stopped heard %d changes, the other %d", gone, here)
		}
	})
}
