package app

import (
	"fmt"
	"testing"
	"time"
)

func TestSpansJoinAndStayInOrder(t *testing.T) {
	var s spans
	for _, x := range [][2]int64{{50, 60}, {10, 20}, {30, 40}, {20, 30}, {0, 5}, {60, 60}, {100, 110}, {55, 100}} {
		s = s.with(x[0], x[1])
	}
	if got := fmt.Sprint(s); got != "[[0 5] [10 40] [50 110]]" {
		t.Errorf("they are %s", got)
	}
	for at, want := range map[int64]int64{0: 5, 5: 5, 10: 40, 39: 40, 40: 40, 109: 110, 110: 110, 200: 200} {
		if got := s.end(at); got != want {
			t.Errorf("from %d it goes to %d", at, got)
		}
	}
	if !s.sound(110) || s.sound(109) || (spans{{5, 3}}).sound(9) {
		t.Error("what they can be of is wrong")
	}
}

func TestHowFarARecordingWasHeardIsRemembered(t *testing.T) {
	core := openCore(t, Config{})
	ctx := t.Context()
	at := func(address string) time.Duration {
		t.Helper()
		d, err := core.Heard(ctx, address)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	set := func(address string, d time.Duration) {
		t.Helper()
		if err := core.SetHeard(ctx, address, d); err != nil {
			t.Fatal(err)
		}
	}
	set("a", 90*time.Second)
	set("b", 30*time.Second)
	set("a", 95*time.Second)
	if at("a") != 95*time.Second || at("b") != 30*time.Second || at("c") != 0 {
		t.Errorf("they are %v %v %v", at("a"), at("b"), at("c"))
	}
	set("a", 0)
	for i := range places {
		set(fmt.Sprint(i), time.Minute)
	}
	if at("a") != 0 || at("b") != 0 || at("0") != time.Minute {
		t.Errorf("they are %v %v %v", at("a"), at("b"), at("0"))
	}
	dir := core.Dir()
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	core = openCore(t, Config{Dir: dir})
	if at("7") != time.Minute {
		t.Error("it is forgotten with the program")
	}
}

func TestTheSpeedIsRemembered(t *testing.T) {
	core := openCore(t, Config{})
	if x, err := core.SoundSpeed(t.Context()); x != 1 || err != nil {
		t.Errorf("at first it is %v, %v", x, err)
	}
	if err := core.SetSoundSpeed(t.Context(), 1.75); err != nil {
		t.Fatal(err)
	}
	if x, err := core.SoundSpeed(t.Context()); x != 1.75 || err != nil {
		t.Errorf("it is %v, %v", x, err)
	}
}
