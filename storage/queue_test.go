package storage

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tidings/feeds"
)

// desk is a store with some articles whose clock can be set.
type desk struct {
	t    *testing.T
	db   *DB
	path string
	now  time.Time
	feed feeds.FeedID
	ids  []feeds.ArticleID // oldest arrival first
}

func newDesk(t *testing.T, articles int) *desk {
	d := &desk{t: t, now: noon, path: filepath.Join(t.TempDir(), "tidings.db")}
	d.db = d.open()
	d.feed = addFeed(t, d.db, "harbour", 0)
	var list []feeds.Entry
	for i := range articles {
		list = append(list, entry(fmt.Sprint(i), i))
	}
	d.ids = fetch(t, d.db, d.feed, list...).New
	slices.Sort(d.ids)
	return d
}

func (d *desk) open() *DB {
	db, err := Open(d.t.Context(), d.path, Options{Log: discard, Now: func() time.Time { return d.now }})
	check(d.t, err)
	d.t.Cleanup(func() { check(d.t, db.Close()) })
	return db
}

func (d *desk) enqueue(j Job, ids ...feeds.ArticleID) {
	d.t.Helper()
	_, err := d.db.Enqueue(d.t.Context(), ids, j)
	check(d.t, err)
}

// take takes all jobs that are due and returns their articles.
func (d *desk) take() (out []feeds.ArticleID) {
	d.t.Helper()
	for {
		j, err := d.db.TakeJob(d.t.Context(), time.Minute)
		if err == feeds.ErrNotFound {
			return out
		}
		check(d.t, err)
		out = append(out, j.Article)
	}
}

func (d *desk) state() QueueState {
	d.t.Helper()
	q, err := d.db.QueueState(d.t.Context())
	check(d.t, err)
	return q
}

func TestTheQueueIsWorkedOffByReasonAndLatestFirst(t *testing.T) {
	d := newDesk(t, 6)
	i := d.ids
	d.enqueue(Job{Text: true, Why: ForFeed}, i[0], i[1])
	d.enqueue(Job{Pictures: true, Why: ForMark}, i[2], i[3])
	d.enqueue(Job{Text: true, Why: ForReader}, i[4])
	d.enqueue(Job{Text: true, Why: ForReader}, i[0], 999) // it waited already, and the other is not there
	if got, want := d.take(), []feeds.ArticleID{i[4], i[0], i[3], i[2], i[1]}; !slices.Equal(got, want) {
		t.Errorf("taken are %v, want %v", got, want)
	}
}

func TestTwoProgramsDoNotTakeTheSameJob(t *testing.T) {
	d := newDesk(t, 3)
	other := d.open()
	d.enqueue(Job{Text: true, Why: ForFeed}, d.ids[:2]...)
	mine, err := d.db.TakeJob(t.Context(), time.Minute)
	check(t, err)
	theirs, err := other.TakeJob(t.Context(), time.Minute)
	check(t, err)
	if _, err := d.db.TakeJob(t.Context(), time.Minute); err != feeds.ErrNotFound || mine.Article == theirs.Article {
		t.Errorf("both have %v and %v, %v", mine, theirs, err)
	}
	// One of them is killed; its job is there again when its time is over.
	d.now = d.now.Add(40 * time.Second)
	check(t, d.db.HoldJobs(t.Context(), []feeds.ArticleID{mine.Article}, time.Minute))
	d.now = d.now.Add(40 * time.Second)
	if got := d.take(); !slices.Equal(got, []feeds.ArticleID{theirs.Article}) {
		t.Errorf("taken are %v, want %v", got, theirs)
	}
}

func TestTheQueueSurvivesARestart(t *testing.T) {
	d := newDesk(t, 2)
	d.enqueue(Job{Text: true, Pictures: true, Why: ForReader}, d.ids...)
	j, err := d.db.TakeJob(t.Context(), time.Minute)
	check(t, err)
	check(t, d.db.EndJob(t.Context(), j, Outcome{Again: d.now.Add(time.Hour), Error: "Not now."}))
	check(t, d.db.Close())
	d.db = d.open()
	list, err := d.db.Jobs(t.Context(), 0, 10)
	check(t, err)
	if len(list) != 2 || list[0].Error != "Not now." || list[0].Tries != 1 || !list[0].Next.Equal(d.now.Add(time.Hour)) ||
		list[0].Text || !list[0].Pictures || !list[1].Text {
		t.Errorf("%+v", list)
	}
	if q := d.state(); q.Waiting != 2 || q.Working != 0 || q.Failed != 0 {
		t.Errorf("%+v", q)
	}
	if got := d.take(); len(got) != 1 {
		t.Errorf("due are %v", got)
	}
	d.now = d.now.Add(time.Hour)
	if got := d.take(); len(got) != 2 {
		t.Errorf("an hour later due are %v", got)
	}
}

func TestWhatWasGivenUpIsTriedAgainOnlyForTheReader(t *testing.T) {
	d := newDesk(t, 1)
	d.enqueue(Job{Text: true, Why: ForFeed}, d.ids...)
	j, err := d.db.TakeJob(t.Context(), time.Minute)
	check(t, err)
	check(t, d.db.EndJob(t.Context(), j, Outcome{Ready: feeds.ReadyText, Error: "Gone."}))
	d.enqueue(Job{Text: true, Why: ForMark}, d.ids...)
	if q := d.state(); q.Failed != 1 || len(d.take()) != 0 {
		t.Errorf("%+v", q)
	}
	d.enqueue(Job{Text: true, Why: ForReader}, d.ids...)
	if q := d.state(); q.Failed != 0 || len(d.take()) != 1 {
		t.Errorf("%+v", q)
	}
}

func TestMarkedArticlesWaitOnce(t *testing.T) {
	d := newDesk(t, 5)
	ctx, yes := t.Context(), true
	check(t, d.db.SetStatus(ctx, d.ids[:3], Change{Starred: &yes}))
	check(t, d.db.SetStatus(ctx, d.ids[2:4], Change{Later: &yes}))
	check(t, d.db.SetNote(ctx, d.ids[4], "a note"))
	n, err := d.db.EnqueueMarked(ctx, feeds.ReadyPictures, 100)
	check(t, err)
	if n != 5 || d.state().Waiting != 5 {
		t.Errorf("%d waited, %+v", n, d.state())
	}
	for range 5 {
		j, err := d.db.TakeJob(ctx, time.Minute)
		check(t, err)
		check(t, d.db.EndJob(ctx, j, Outcome{Ready: feeds.ReadyPictures}))
	}
	if n, err = d.db.EnqueueMarked(ctx, feeds.ReadyPictures, 100); err != nil || n != 0 {
		t.Errorf("again %d, %v", n, err)
	}
	// Its publisher changes one: it is fetched again.
	fetch(t, d.db, d.feed, with(entry("1", 1), func(e *feeds.Entry) { e.Title = "Mended" }))
	if n, err = d.db.EnqueueMarked(ctx, feeds.ReadyPictures, 100); err != nil || n != 1 {
		t.Errorf("after a change %d, %v", n, err)
	}
}

func TestUnreadArticlesOfAFeedWait(t *testing.T) {
	d := newDesk(t, 5)
	yes := true
	check(t, d.db.SetStatus(t.Context(), d.ids[:1], Change{Read: &yes}))
	check(t, d.db.EnqueueUnread(t.Context(), d.feed, feeds.ReadyText, 3))
	check(t, d.db.EnqueueUnread(t.Context(), d.feed, feeds.ReadyPictures, 3))
	list, err := d.db.Jobs(t.Context(), 0, 10)
	check(t, err)
	if len(list) != 3 || !list[0].Text || !list[0].Pictures || list[0].Why != ForFeed {
		t.Errorf("%+v", list)
	}
}

func TestAPackCountsWhatBecameOfItsArticles(t *testing.T) {
	d := newDesk(t, 5)
	ctx := t.Context()
	p, err := d.db.BeginPack(ctx, append(d.ids, 999), Job{Text: true, Pictures: true}, 1000)
	check(t, err)
	if p.Articles != 5 || p.Most != 1000 {
		t.Errorf("%+v", p)
	}
	for i := range d.ids {
		if now, err := d.db.Pack(ctx, 0); err != nil || !now.Ended.IsZero() {
			t.Errorf("after %d articles: %+v, %v", i, now, err)
		}
		j, err := d.db.TakeJob(ctx, time.Minute)
		check(t, err)
		check(t, d.db.EndJob(ctx, j, []Outcome{{Pictures: 2, Bytes: 100}, {Pictures: 1, Bytes: 50}, {LeftOut: true}, {Error: "Gone.", Pictures: 1, Bytes: 7}, {}}[i]))
	}
	p, err = d.db.Pack(ctx, p.ID)
	check(t, err)
	if p.Done != 4 || p.Failed != 1 || p.LeftOut != 1 || p.Pictures != 4 || p.Bytes != 157 || p.Ended.IsZero() || p.Cancelled {
		t.Errorf("%+v", p)
	}
	if list, err := d.db.Jobs(ctx, p.ID, 10); err != nil || len(list) != 1 || list[0].Error != "Gone." {
		t.Errorf("failed: %+v, %v", list, err)
	}
}

func TestAPackGoesOnWithWhatIsTriedAgain(t *testing.T) {
	d := newDesk(t, 3)
	ctx := t.Context()
	p, err := d.db.BeginPack(ctx, d.ids, Job{Text: true}, 0)
	check(t, err)
	end := func(list ...Outcome) Pack {
		for _, o := range list {
			j, err := d.db.TakeJob(ctx, time.Minute)
			check(t, err)
			check(t, d.db.EndJob(ctx, j, o))
		}
		p, err = d.db.Pack(ctx, p.ID)
		check(t, err)
		return p
	}
	if p := end(Outcome{}, Outcome{Error: "Busy."}, Outcome{Error: "Gone."}); p.Done != 1 || p.Failed != 2 || p.Ended.IsZero() {
		t.Errorf("%+v", p)
	}
	check(t, d.db.RetryJobs(ctx))
	if p := end(); p.Failed != 0 || !p.Ended.IsZero() {
		t.Errorf("tried again: %+v", p)
	}
	if p := end(Outcome{}, Outcome{Error: "Gone."}); p.Done != 2 || p.Failed != 1 || p.Ended.IsZero() {
		t.Errorf("in the end: %+v", p)
	}
}

func TestACancelledPackKeepsWhatArrived(t *testing.T) {
	d := newDesk(t, 3)
	ctx := t.Context()
	_, err := d.db.BeginPack(ctx, d.ids, Job{Text: true}, 0)
	check(t, err)
	j, err := d.db.TakeJob(ctx, time.Minute)
	check(t, err)
	check(t, d.db.EndJob(ctx, j, Outcome{Ready: feeds.ReadyText}))
	check(t, d.db.CancelPacks(ctx))
	p, err := d.db.Pack(ctx, 0)
	check(t, err)
	if !p.Cancelled || p.Ended.IsZero() || p.Done != 1 || d.state() != (QueueState{}) {
		t.Errorf("%+v, %+v", p, d.state())
	}
	if p, err := d.db.BeginPack(ctx, nil, Job{Text: true}, 0); err != nil || p.Articles != 0 {
		t.Errorf("an empty pack: %+v, %v", p, err)
	}
	if p, err := d.db.Pack(ctx, 0); err != nil || p.Ended.IsZero() {
		t.Errorf("an empty pack goes on: %+v, %v", p, err)
	}
}

func TestWhatIsTakenOffTheQueueComesBackWithUndo(t *testing.T) {
	d := newDesk(t, 3)
	ctx, yes := t.Context(), true
	check(t, d.db.SetStatus(ctx, d.ids, Change{Starred: &yes}))
	_, err := d.db.EnqueueMarked(ctx, feeds.ReadyPictures, 10)
	check(t, err)
	check(t, d.db.DropJobs(ctx, d.ids[:2]))
	if n, err := d.db.EnqueueMarked(ctx, feeds.ReadyPictures, 10); err != nil || n != 0 || d.state().Waiting != 1 {
		t.Errorf("%d wait again by themselves, %+v, %v", n, d.state(), err)
	}
	what, err := d.db.Undo(ctx)
	check(t, err)
	list, err := d.db.Jobs(ctx, 0, 10)
	check(t, err)
	if what != "Took 2 articles off the queue" || len(list) != 3 || !list[0].Text || !list[0].Pictures {
		t.Errorf("%q, %+v", what, list)
	}
	check(t, d.db.DeleteArticles(ctx, d.ids))
	_, err = d.db.EmptyBin(ctx, noon.Add(time.Hour))
	check(t, err)
	if q := d.state(); q != (QueueState{}) {
		t.Errorf("articles that are gone wait: %+v", q)
	}
}

func TestTheNearestSaysWhatIsKeptReady(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	outer, err := db.AddFolder(ctx, 0, "Outer")
	check(t, err)
	inner, err := db.AddFolder(ctx, outer, "Inner")
	check(t, err)
	a, b, c := addFeed(t, db, "a", 0), addFeed(t, db, "b", inner), addFeed(t, db, "c", inner)
	want := func(wa, wb, wc feeds.Ready) {
		t.Helper()
		got, err := db.Readiness(ctx)
		if err != nil || got[a] != wa || got[b] != wb || got[c] != wc {
			t.Errorf("%v, %v; want %v %v %v", got, err, wa, wb, wc)
		}
	}
	want(feeds.ReadyOff, feeds.ReadyOff, feeds.ReadyOff)
	check(t, db.SetReady(ctx, feeds.ReadyText))
	want(feeds.ReadyText, feeds.ReadyText, feeds.ReadyText)
	check(t, db.SetFolderReady(ctx, outer, feeds.ReadyPictures))
	check(t, db.SetFeedReady(ctx, c, feeds.ReadyOff))
	want(feeds.ReadyText, feeds.ReadyPictures, feeds.ReadyOff)
	for _, sentence := range []string{"Changed what of “c” is kept ready", "Changed what of the folder “Outer” is kept ready", "Changed what is kept ready"} {
		if what, err := db.Undo(ctx); err != nil || what != sentence {
			t.Errorf("%q, %v", what, err)
		}
	}
	want(feeds.ReadyOff, feeds.ReadyOff, feeds.ReadyOff)
	check(t, db.SetRemote(ctx, feeds.RemoteBlocked))
	check(t, db.SetFeedRemote(ctx, a, feeds.RemoteShown))
	f, err := db.Feed(ctx, a)
	check(t, err)
	if r, err := db.Remote(ctx); err != nil || r != feeds.RemoteBlocked || f.Remote != feeds.RemoteShown {
		t.Errorf("%v, %v, %v", r, f.Remote, err)
	}
}
