package app

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestAPackIsPreparedAndReadWithoutANetwork(t *testing.T) {
	p := newTraveller(t, 5)
	p.site.set("/articles/a3", page{status: 404, kind: "text/html"})
	p.prepare(feeds.Scope{UnreadOnly: true}, Preparation{Pictures: true})
	pack := p.work()
	if got := Summary(pack); got != "4 articles with 8 pictures are ready, 1 kB; 1 could not be fetched." {
		t.Errorf("it says %q", got)
	}
	failed, err := p.core.PackFailures(t.Context(), pack.ID)
	if err != nil || len(failed) != 1 || failed[0].Error != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("failed are %+v, %v", failed, err)
	}
	if n := p.offline(); n != 4 {
		t.Errorf("%d are offline", n)
	}
	p.site.Close()
	p.reopen()
	for _, name := range []string{"a0", "a4"} {
		if got := picture(t, p.core, p.site.URL+"/pictures/"+name+"-1.png"); got != "picture /pictures/"+name+"-1.png" {
			t.Errorf("it is %q", got)
		}
	}
}

func TestTheNetworkGoesInTheMiddleAndComesBack(t *testing.T) {
	for _, requests := range []int{0, 4, 7} {
		p := newTraveller(t, 5)
		p.prepare(feeds.Scope{}, Preparation{Pictures: true})
		p.wire.cutAfter(requests)
		p.work()
		pack := p.work() // an answer may have come last; now nobody answers
		o := p.state()
		if o.Online || o.Working != 0 || o.Failed != 0 || o.Waiting == 0 || !pack.Ended.IsZero() || o.Since.IsZero() {
			t.Errorf("after %d requests: %+v", requests, o)
		}
		p.wire.mend()
		pack = p.work()
		if o := p.state(); !o.Online || o.Waiting != 0 || pack.Done != 5 || pack.Failed != 0 || p.offline() != 5 {
			t.Errorf("after %d requests and back: %+v, %d are offline", requests, o, p.offline())
		}
	}
}

func TestServersThatAreAllGoneAreTakenForTheNetwork(t *testing.T) {
	p := newTraveller(t, 1)
	var gone []string
	for range 3 {
		other := newPages(t)
		if _, err := p.core.Picture(t.Context(), other.URL+"/none.png"); statusOf(err) != http.StatusNotFound {
			t.Fatalf("the server answers %v", err)
		}
		other.Close()
		gone = append(gone, other.URL)
	}
	for _, address := range gone {
		if _, err := p.core.Picture(t.Context(), address+"/a.png"); err == nil {
			t.Error("a server that is closed gave a picture")
		}
	}
	if p.state().Online || !p.core.Progress().Offline {
		t.Errorf("%+v", p.state())
	}
	refresh(t, p.core, Selection{})
	if !p.state().Online {
		t.Errorf("when one answers: %+v", p.state())
	}
}

func TestWhatTheReaderWantsWithoutANetworkGoesOutLater(t *testing.T) {
	p := newTraveller(t, 2)
	p.ok(p.core.SetMarkedReady(t.Context(), feeds.ReadyOff))
	p.wire.cut()
	a := articleCalled(t, p.core, "The lamp a0")
	queued, err := p.core.WantFullText(t.Context(), a.ID)
	if err != nil || !queued {
		t.Fatalf("queued %v, %v", queued, err)
	}
	p.reopen()
	if list, err := p.core.Queue(t.Context(), 10); err != nil || len(list) != 1 || list[0].Article != a.ID || list[0].Why != ForReader {
		t.Errorf("waiting are %+v, %v", list, err)
	}
	p.wire.mend()
	p.work()
	if a := articleCalled(t, p.core, "The lamp a0"); !a.Offline() {
		t.Errorf("it is %+v", a)
	}
	p.site.set("/articles/a1", page{status: 404, kind: "text/html"})
	if queued, err := p.core.WantFullText(t.Context(), articleCalled(t, p.core, "The lamp a1").ID); err == nil || queued {
		t.Errorf("what the server refuses is queued: %v, %v", queued, err)
	}
}

func TestAPictureWantedWithoutANetworkGoesOutLater(t *testing.T) {
	p := newTraveller(t, 1)
	a := articleCalled(t, p.core, "The lamp a0")
	if queued, err := p.core.WantFullText(t.Context(), a.ID); err != nil || queued {
		t.Fatal(queued, err)
	}
	p.wire.cut()
	if _, err := p.core.Picture(t.Context(), p.site.URL+"/pictures/a0-0.png"); err == nil {
		t.Error("it came without a network")
	}
	if o := p.state(); o.Waiting != 1 || o.Online {
		t.Errorf("%+v", o)
	}
	p.wire.mend()
	p.work()
	if a := articleCalled(t, p.core, "The lamp a0"); a.Pictures != feeds.PicturesAll {
		t.Errorf("it is %+v", a)
	}
}

func TestWhatIsMarkedIsKeptReady(t *testing.T) {
	p := newTraveller(t, 4)
	ctx := t.Context()
	id := func(name string) feeds.ArticleID { return articleCalled(t, p.core, "The lamp "+name).ID }
	p.ok(p.core.SetStarred(ctx, true, id("a0")))
	p.ok(p.core.SetLater(ctx, true, id("a1")))
	p.ok(p.core.SetNote(ctx, id("a2"), "for the train"))
	p.work()
	if n := p.offline(); n != 3 {
		t.Errorf("%d are offline", n)
	}
	asked := p.site.times("/articles/a0")
	p.work()
	if got := p.site.times("/articles/a0"); got != asked {
		t.Errorf("it is fetched again: %d, %d", got, asked)
	}
	p.ok(p.core.SetStarred(ctx, true, id("a3")))
	p.wire.cut()
	p.work()
	p.ok(p.core.SetStarred(ctx, false, id("a3")))
	p.wire.mend()
	p.work()
	if got := p.site.times("/articles/a3"); got != 0 || p.state().Waiting != 0 {
		t.Errorf("what is not marked any more is fetched %d times, %+v", got, p.state())
	}
}

func TestAFeedThatIsKeptReadyIs(t *testing.T) {
	p := newTraveller(t, 3)
	ctx := t.Context()
	p.ok(p.core.SetRead(ctx, true, articleCalled(t, p.core, "The lamp a2").ID))
	p.ok(p.core.SetFeedReady(ctx, p.feed, feeds.ReadyPictures))
	p.work()
	if n := p.offline(); n != 2 {
		t.Errorf("%d of the unread ones are offline", n)
	}
	p.publish(5)
	refresh(t, p.core, Selection{})
	p.work()
	if n := p.offline(); n != 4 {
		t.Errorf("%d are offline after a refresh", n)
	}
	p.ok(p.core.SetFeedReady(ctx, p.feed, feeds.ReadyOff))
	p.publish(6)
	refresh(t, p.core, Selection{})
	p.work()
	if n := p.offline(); n != 4 {
		t.Errorf("%d are offline, though nothing is to be ready", n)
	}
}

func TestABudgetThatIsReachedStopsPicturesAndSaysSo(t *testing.T) {
	p := newTraveller(t, 20)
	ctx := t.Context()
	p.ok(p.core.SetBudget(ctx, 100)) // a picture has some 25 bytes
	p.prepare(feeds.Scope{}, Preparation{Pictures: true})
	pack := p.work()
	o := p.state()
	if !o.Full || o.Bytes < 100 || pack.Ended.IsZero() || pack.Done != 20 || pack.LeftOut < 10 || pack.LeftOut == 20 {
		t.Errorf("%+v", o)
	}
	if s := Summary(pack); !strings.Contains(s, "; there was no room for the pictures of ") {
		t.Errorf("it says %q", s)
	}
	if n := len(listed(t, p.core, feeds.Scope{Text: "has:fulltext"})); n != 20 {
		t.Errorf("%d have their text", n)
	}
	// What is kept ready waits instead, with the reason.
	p.ok(p.core.SetFeedReady(ctx, p.feed, feeds.ReadyPictures))
	p.work()
	list, err := p.core.Queue(ctx, 100)
	if err != nil || len(list) == 0 || list[0].Error != "There is no room for more pictures within the budget." || list[0].Failed {
		t.Fatalf("waiting are %+v, %v", list, err)
	}
	p.ok(p.core.SetBudget(ctx, 0))
	p.work()
	if n := p.offline(); n != 20 || p.state().Waiting != 0 {
		t.Errorf("with room %d are offline, %+v", n, p.state())
	}
	// Reading frees it.
	_, err = p.core.MarkAllRead(ctx, feeds.Scope{}, 0)
	p.ok(err)
	p.ok(p.core.SetBudget(ctx, 100))
	if o := p.state(); o.Bytes > 100 {
		t.Errorf("after cleaning: %+v", o)
	}
	for _, a := range listed(t, p.core, feeds.Scope{}) {
		here, _, err := p.core.db.PicturesOf(ctx, a.ID)
		if p.ok(err); (a.Pictures == feeds.PicturesAll) != (here == 2) {
			t.Errorf("%s says %v and has %d", a.Title, a.Pictures, here)
		}
	}
}

func TestAPackHasItsOwnLimits(t *testing.T) {
	p := newTraveller(t, 20)
	pack := p.prepare(feeds.Scope{}, Preparation{Pictures: true, Most: 15, Bytes: 100})
	if pack.Articles != 15 {
		t.Errorf("%+v", pack)
	}
	if pack = p.work(); pack.LeftOut < 5 || pack.Done != 15 || pack.Pictures == 0 {
		t.Errorf("%+v", pack)
	}
}

func TestAPackThatIsCancelledEnds(t *testing.T) {
	p := newTraveller(t, 5)
	p.prepare(feeds.Scope{}, Preparation{Pictures: true})
	p.wire.cut()
	p.work()
	p.ok(p.core.CancelPreparing(t.Context()))
	p.wire.mend()
	pack := p.work()
	if !pack.Cancelled || pack.Ended.IsZero() || p.state().Waiting != 0 || p.offline() != 0 {
		t.Errorf("%+v", pack)
	}
	if got := Summary(pack); got != "0 articles are ready; cancelled before the last 5 articles." {
		t.Errorf("it says %q", got)
	}
}

func TestWhatFailsForNowIsTriedAgainAndThenGivenUp(t *testing.T) {
	p := newTraveller(t, 1)
	ctx := t.Context()
	p.site.set("/articles/a0", page{status: 500, kind: "text/html"})
	p.ok(p.core.SetStarred(ctx, true, articleCalled(t, p.core, "The lamp a0").ID))
	for i := range len(waits) + 1 {
		p.work()
		p.work() // it is not due yet
		if got := p.site.times("/articles/a0"); got != i+1 {
			t.Fatalf("it was asked %d times in round %d", got, i)
		}
		p.later(7 * time.Hour)
	}
	o := p.state()
	list, err := p.core.Queue(ctx, 10)
	if err != nil || o.Failed != 1 || !list[0].Failed || list[0].Error != "127.0.0.1 has a problem of its own (500)." {
		t.Errorf("%+v, %+v, %v", o, list, err)
	}
	p.page("a0", 1)
	p.ok(p.core.RetryQueue(ctx))
	p.work()
	if o := p.state(); o.Failed != 0 || o.Waiting != 0 || p.offline() != 1 {
		t.Errorf("%+v", o)
	}
}

func TestPicturesThatFailAreSaidAndTheArticleIsNotComplete(t *testing.T) {
	p := newTraveller(t, 1)
	p.page("a0", 4)
	p.site.set("/pictures/a0-1.png", page{status: 410, kind: "text/html"})
	p.site.set("/pictures/a0-2.png", page{status: 410, kind: "text/html"})
	p.prepare(feeds.Scope{}, Preparation{Pictures: true})
	pack := p.work()
	failed, err := p.core.PackFailures(t.Context(), pack.ID)
	if err != nil || len(failed) != 1 || !strings.HasPrefix(failed[0].Error, "2 of 4 pictures could not be fetched. 127.0.0.1 says") {
		t.Errorf("%+v, %v", failed, err)
	}
	if a := articleCalled(t, p.core, "The lamp a0"); a.Pictures != feeds.PicturesSome || a.Offline() || pack.Pictures != 2 {
		t.Errorf("%+v, %+v", a, pack)
	}
}

func TestAFullDiskKeepsTheQueue(t *testing.T) {
	p := newTraveller(t, 2)
	p.prepare(feeds.Scope{}, Preparation{Pictures: true})
	whole := p.core.pictures.files
	p.core.pictures.files.fill = failingFill
	if err := p.core.WorkQueue(t.Context()); err == nil || Explain(err) != "The disk is full. Reading goes on; nothing new is stored until there is room." {
		t.Errorf("it ends with %v", err)
	}
	if o := p.state(); o.Waiting != 2 || o.Failed != 0 || !p.core.notices.has(FullNotice) {
		t.Errorf("%+v", o)
	}
	p.core.pictures.files = whole
	if pack := p.work(); pack.Done != 2 || pack.Failed != 0 {
		t.Errorf("%+v", pack)
	}
}

func TestBlockedPicturesAreNotFetchedAhead(t *testing.T) {
	p := newTraveller(t, 1)
	p.ok(p.core.SetFeedRemote(t.Context(), p.feed, feeds.RemoteBlocked))
	p.prepare(feeds.Scope{}, Preparation{Pictures: true})
	if pack := p.work(); pack.Done != 1 || p.site.times("/pictures/a0-0.png") != 0 {
		t.Errorf("%+v, asked %d times", pack, p.site.times("/pictures/a0-0.png"))
	}
}

func TestAJobOfAKilledProgramIsTakenUpAgain(t *testing.T) {
	p := newTraveller(t, 1)
	p.prepare(feeds.Scope{}, Preparation{})
	if _, err := p.core.db.TakeJob(t.Context(), jobLease); err != nil { // and then it is killed
		t.Fatal(err)
	}
	if pack := p.work(); pack.Done != 0 {
		t.Errorf("two do it at once: %+v", pack)
	}
	p.later(jobLease + time.Second)
	if pack := p.work(); pack.Done != 1 {
		t.Errorf("%+v", pack)
	}
}

func TestTheSentencesOfPacks(t *testing.T) {
	ended := time.Now()
	for want, p := range map[string]Pack{
		"There is no article to prepare.":                                                                {},
		"Preparing: 0 of 1,000 articles ready.":                                                          {Articles: 1000},
		"312 articles with 1,204 pictures are ready, 240 MB; 7 could not be fetched.":                    {Articles: 319, Done: 312, Failed: 7, Pictures: 1204, Bytes: 240 << 20, Ended: ended},
		"1 article with 1 picture is ready, 1.5 MB.":                                                     {Articles: 1, Done: 1, Pictures: 1, Bytes: 3 << 19, Ended: ended},
		"9 articles with 2 pictures are ready, 2.0 GB; there was no room for the pictures of 1 article.": {Articles: 9, Done: 9, LeftOut: 1, Pictures: 2, Bytes: 2 << 30, Ended: ended},
		"2 articles are ready; cancelled before the last 3 articles.":                                    {Articles: 5, Done: 2, Ended: ended, Cancelled: true},
		"Preparing: 3 of 5 articles ready with 4 pictures, 12 kB; 1 could not be fetched.":               {Articles: 5, Done: 3, Failed: 1, Pictures: 4, Bytes: 12 << 10},
		"1,234,567 articles are ready.":                                                                  {Articles: 1234567, Done: 1234567, Ended: ended},
	} {
		if got := Summary(p); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestAJobThatTakesTooLongIsNotTakenAgainAtOnce(t *testing.T) {
	now := time.Now()
	j := Job{Article: 1, Text: true, Why: ForMark}
	if o := tookTooLong(j, now); !o.Again.Equal(now.Add(waits[0])) || !o.Text || o.Error != "It took too long." {
		t.Errorf("%+v", o)
	}
	j.Tries = len(waits)
	if o := tookTooLong(j, now); !o.Again.IsZero() || o.Error == "" {
		t.Errorf("it is never given up: %+v", o)
	}
}
