package app

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// childDerive makes the test binary a program that derives everything in a profile again
// and again, from a version on, until it is killed: "1001 /the/profile".
const childDerive = "TIDINGS_TEST_DERIVE"

// apart is how many versions no child gets through.
const apart = 10_000

// deriveAgainAndAgain derives in small batches, so that most kills fall between two of
// one version, and prints a line for each.
func deriveAgainAndAgain(what string) error {
	ctx := context.Background()
	from, dir, _ := strings.Cut(what, " ")
	core, err := Open(ctx, Config{Dir: dir, Now: func() time.Time { return deskTime }})
	if err != nil {
		return err
	}
	d := core.derive
	if d.version, err = strconv.Atoi(from); err != nil {
		return err
	}
	if mine, err := d.own(); err != nil || !mine {
		return fmt.Errorf("the lock is held: %w", err)
	}
	for {
		d.version++
		for {
			work, err := d.pending(ctx, 2)
			if err != nil {
				return err
			}
			if len(work) == 0 {
				break
			}
			if err := d.batch(ctx, work); err != nil {
				return err
			}
			fmt.Println("derived")
		}
	}
}

func TestAKillWhileAllIsDerivedAgainLeavesNothingWrong(t *testing.T) {
	d := newDesk(t)
	d.ferry()
	for i := range 6 {
		d.report(fmt.Sprint("paper", i), fmt.Sprintf("Budget talks of Norvale, day %d", i),
			fmt.Sprintf("The parliament of Norvale debated the budget for the year. Minister %d spoke about taxes and roads.", 100+i), 20*i)
	}
	stories := func() map[feeds.ArticleID]feeds.StoryID {
		out := map[feeds.ArticleID]feeds.StoryID{}
		for _, a := range listed(t, d.core, feeds.Scope{}) {
			out[a.ID] = a.Story
		}
		return out
	}
	before, dir := stories(), d.core.dir
	for round := range 4 {
		d.check(d.core.Close())
		killWhen(t, after(2+5*round, func(string) {}), fmt.Sprint(childDerive, "=", derivedVersion+apart*round, " ", dir))
		d.core = openCore(t, Config{Dir: dir, Now: func() time.Time { return d.now }})
		d.check(d.core.Check(t.Context()))
		d.core.derive.version = derivedVersion + apart*(round+1)
		d.check(d.core.DeriveAll(t.Context()))
		if after := stories(); !maps.Equal(after, before) {
			t.Errorf("round %d: stories are %v, want %v", round, after, before)
		}
		if n := len(listed(t, d.core, feeds.Scope{Text: "budget"})); n != 6 {
			t.Errorf("round %d: %d articles are found, want 6", round, n)
		}
	}
}
