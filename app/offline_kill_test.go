package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// childAhead makes the test binary a program that prepares a profile, until it is
// killed.
const childAhead = "TIDINGS_TEST_AHEAD"

// prepareAgainAndAgain fetches all articles ahead and prints a line for each picture
// that is here.
func prepareAgainAndAgain(dir string) error {
	ctx := context.Background()
	core, err := Open(ctx, Config{Dir: dir, Fetch: fetch.Config{Pace: -1, PerHost: 32}})
	if err != nil {
		return err
	}
	told := map[feeds.ArticleID]bool{}
	core.Listen(func(Change) {
		p, err := core.Articles(ctx, feeds.Scope{}, feeds.Cursor{}, 100)
		for _, a := range p.Articles {
			if a.Offline() && !told[a.ID] && err == nil {
				told[a.ID] = true
				fmt.Println("ready", a.ID, "done")
			}
		}
	})
	if _, err := core.Prepare(ctx, feeds.Scope{}, Preparation{Pictures: true}); err != nil {
		return err
	}
	if err := core.WorkQueue(ctx); err != nil {
		return err
	}
	fmt.Println("all done")
	select {}
}

func TestAKilledProgramLeavesAQueueAndACacheThatAreRight(t *testing.T) {
	p := newTraveller(t, 60)
	p.ok(p.core.Close())
	rounds := 4
	if testing.Short() {
		rounds = 2
	}
	for round := range rounds {
		ready := killAhead(t, p.dir, 1+7*round)
		p.later(time.Hour) // the jobs of the killed one are free again
		p.open()
		p.ok(p.core.Check(t.Context()))
		for _, a := range listed(t, p.core, feeds.Scope{}) {
			if ready[a.ID] && !a.Offline() {
				t.Errorf("round %d: article %d was ready and is not", round, a.ID)
			}
			p.picturesAreTrue(a)
		}
		if round < rounds-1 {
			p.ok(p.core.Close())
		}
	}
	p.work()
	if o := p.state(); o.Waiting+o.Working+o.Failed != 0 || p.offline() != 60 || o.Pack.Ended.IsZero() {
		t.Errorf("in the end: %+v, %d are offline", o, p.offline())
	}
}

// picturesAreTrue looks whether what an article says of its pictures is so.
func (p *traveller) picturesAreTrue(a feeds.Article) {
	p.t.Helper()
	known := a.Pictures
	if known == feeds.PicturesUnknown {
		return
	}
	missing, err := p.core.look(p.t.Context(), a)
	p.ok(err)
	if (known == feeds.PicturesAll) != (len(missing) == 0) {
		p.t.Errorf("article %d says %v and misses %v", a.ID, known, missing)
	}
	list, err := p.core.db.Pictures(p.t.Context())
	p.ok(err)
	for _, x := range list {
		if _, err := p.core.pictures.files.read(x.Content); err != nil {
			p.t.Errorf("a picture is not whole: %v", err)
		}
	}
}

// killAhead lets a child prepare until some articles are ready, and kills it.
func killAhead(t *testing.T, dir string, lines int) map[feeds.ArticleID]bool {
	ready := map[feeds.ArticleID]bool{}
	enough := after(lines-1, func(line string) {
		var what, end string
		var id feeds.ArticleID
		if _, err := fmt.Sscan(line, &what, &id, &end); err == nil && end == "done" {
			ready[id] = true
		}
	})
	killWhen(t, func(line string) bool { return enough(line) || line == "all done" }, childAhead+"="+dir)
	return ready
}
