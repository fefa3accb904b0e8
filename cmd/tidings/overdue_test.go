package main

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestALoopThatDoesNotEndIsDoneWithout(t *testing.T) {
	for name, test := range map[string]struct {
		ends bool
		want int
	}{"it ends": {true, 0}, "it does not": {false, 1}} {
		synctest.Test(t, func(t *testing.T) {
			done := 0
			o := overdue{then: func() { done++ }}
			time.Sleep(time.Hour) // takes no time in here
			if synctest.Wait(); done != 0 {
				t.Errorf("%s: ended while nobody asked for it", name)
			}
			o.begins()
			o.begins() // the system, after the reader
			o.ended.Store(test.ends)
			time.Sleep(2 * patient) // nor does this
			if synctest.Wait(); done != test.want {
				t.Errorf("%s: done without it %d times, want %d", name, done, test.want)
			}
		})
	}
}
