package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/extract"
	"tidings/feeds/fetch"
	"tidings/storage"
)

const (
	// picturesAtOnce is how many pictures of an article are asked for at once.
	picturesAtOnce = 4
	// picturesAhead bounds the pictures of one article, and sizesOfPicture the addresses
	// of one picture.
	picturesAhead  = 200
	sizesOfPicture = 8
	// aheadWidth is for how many pixels pictures are fetched ahead: the column of text
	// on a dense screen.
	aheadWidth = 1200
)

// waits are how long to wait after each try that may succeed later, and packWaits the
// same for what somebody is about to leave with.
var (
	waits     = []time.Duration{time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour}
	packWaits = []time.Duration{15 * time.Second, time.Minute}
)

// roomWait is how long pictures wait when the budget is reached.
const roomWait = time.Hour

// errNoNetwork says that a job came to no end because nobody can be reached.
var errNoNetwork = errors.New("there is no network")

// attempt does a job. An error says that nothing became of it, and it is to be given
// back; what cannot be fetched is no error but an outcome.
func (c *Core) attempt(ctx context.Context, j storage.Job) (storage.Outcome, error) {
	a, err := c.db.Article(ctx, j.Article)
	if errors.Is(err, feeds.ErrNotFound) || err == nil && !stillWanted(j, a) {
		return storage.Outcome{}, nil
	}
	if err != nil {
		return storage.Outcome{}, err
	}
	f, err := c.db.Feed(ctx, a.Feed)
	if err != nil {
		return storage.Outcome{}, err
	}
	t := try{c: c, ctx: ctx, job: j}
	if j.Text && wantsText(j, a, f) {
		t.text()
	}
	if j.Pictures && !t.ended() {
		t.pictures(f)
	}
	return t.outcome()
}

// stillWanted reports whether the reason for a job still holds.
func stillWanted(j storage.Job, a feeds.Article) bool {
	switch {
	case !a.Deleted.IsZero():
		return false
	case j.Why == storage.ForMark:
		return a.Marked()
	case j.Why == storage.ForFeed:
		return !a.Status.Read || a.Marked()
	}
	return true
}

// wantsText reports whether the page of an article is to be asked for its text.
func wantsText(j storage.Job, a feeds.Article, f feeds.Feed) bool {
	return !a.FullText && a.Link != "" && (j.Why == storage.ForReader || f.FullText || !a.Whole())
}

// A try is one attempt at a job.
type try struct {
	c   *Core
	ctx context.Context
	job storage.Job

	stop     error         // nothing became of it
	failures []string      // sentences
	later    bool          // one of them may not be for good
	after    time.Duration // that the server wants to be left alone
	textLeft bool          // the text is one of the failures
	noRoom   bool
}

func (t *try) ended() bool { return t.stop != nil }

// text fetches the whole text.
func (t *try) text() {
	err := t.c.FullText(t.ctx, t.job.Article)
	if err == nil {
		return
	}
	t.c.log.Info("full text not fetched", "err", err)
	nothing := errors.Is(err, extract.ErrNoArticle) || errors.Is(err, errNoLink)
	refused := errors.Is(err, extract.ErrPaywall) || errors.Is(err, extract.ErrConsent) || errors.Is(err, extract.ErrBlocked)
	if nothing && (t.job.Why > storage.ForPack || t.job.Why == storage.ForPack && !refused) {
		return // nobody asked for this one: the feed's own text is what there is
	}
	t.failed(err, "")
	t.textLeft = true
}

// failed notes an error.
func (t *try) failed(err error, what string) {
	class := fetch.ClassOf(err)
	switch {
	case t.ctx.Err() != nil:
		t.stop = t.ctx.Err()
	case class == fetch.Offline, class != fetch.Other && !t.c.net.online():
		t.stop = errNoNetwork
	case errors.Is(err, storage.ErrFull), errors.Is(err, storage.ErrReadOnly), isFull(err):
		t.stop = err
	default:
		t.later = t.later || isPassing(err)
	}
	var e *fetch.Error
	if errors.As(err, &e) {
		t.after = max(t.after, e.RetryAfter)
	}
	t.failures = append(t.failures, strings.TrimSpace(what+" "+Explain(err)))
}

// isPassing reports whether a failure may be over when it is tried again.
func isPassing(err error) bool {
	switch fetch.ClassOf(err) {
	case fetch.DNS, fetch.Refused, fetch.Timeout, fetch.Slow, fetch.Broken, fetch.Busy:
		return true
	case fetch.Status:
		status := statusOf(err)
		return status >= 500 || status == 429 || status == 408
	}
	return errors.Is(err, context.DeadlineExceeded)
}

// pictures fetches the pictures that are not here.
func (t *try) pictures(f feeds.Feed) {
	a, err := t.c.db.Article(t.ctx, t.job.Article) // with its full text
	if err != nil {
		t.stop = err
		return
	}
	missing, err := t.c.look(t.ctx, a)
	if err != nil {
		t.stop = err
		return
	}
	shown, err := t.c.ShowsPictures(t.ctx, f.ID)
	if err != nil || !shown || len(missing) == 0 {
		t.stop = err
		return
	}
	if room, err := t.room(); err != nil || !room {
		t.stop, t.noRoom = err, !room
		return
	}
	var all errgroup.Group
	all.SetLimit(picturesAtOnce)
	var mu sync.Mutex
	var errs []error
	for _, address := range missing {
		all.Go(func() error {
			if err := t.c.pictureAhead(t.ctx, address); err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
			}
			return nil
		})
	}
	_ = all.Wait() // the errors are in errs
	for i, err := range errs {
		what := fmt.Sprintf("%d of %s could not be fetched.", len(errs), number(len(missing), "picture"))
		if t.failed(err, what); i > 0 {
			t.failures = t.failures[:len(t.failures)-1] // the first speaks for all
		}
	}
}

// room reports whether pictures may be fetched: by the budget, and by what the pack may
// take.
func (t *try) room() (bool, error) {
	if t.job.Pack != 0 {
		p, err := t.c.Pack(t.ctx, t.job.Pack)
		if err != nil && !errors.Is(err, feeds.ErrNotFound) {
			return false, err
		}
		if p.Most > 0 && p.Bytes >= p.Most {
			return false, nil
		}
	}
	return t.c.roomForPictures(t.ctx)
}

// outcome is what became of it all.
func (t *try) outcome() (storage.Outcome, error) {
	o := storage.Outcome{Ready: feeds.ReadyText, LeftOut: t.noRoom}
	if t.stop != nil {
		return o, t.stop
	}
	now := t.c.now()
	if t.job.Pictures && !t.noRoom {
		o.Ready = feeds.ReadyPictures
	}
	switch wait, again := waitOf(t.job); {
	case t.later && again:
		o.Again, o.Text = now.Add(max(wait, t.after)), t.textLeft
	case t.noRoom && t.job.Pack == 0:
		o.Again, o.Error = now.Add(roomWait), "There is no room for more pictures within the budget."
		return o, nil
	}
	if len(t.failures) > 0 && (t.job.Why != storage.ForFeed || !o.Again.IsZero()) {
		o.Error = t.failures[0]
	}
	var err error
	if t.job.Pictures {
		o.Pictures, o.Bytes, err = t.c.db.PicturesOf(t.ctx, t.job.Article)
	}
	return o, err
}

// waitOf is how long a job waits before its next try, if there is to be one.
func waitOf(j storage.Job) (time.Duration, bool) {
	list := waits
	if j.Why == storage.ForPack {
		list = packWaits
	}
	if j.Tries >= len(list) {
		return 0, false
	}
	return list[j.Tries], true
}

// tookTooLong is the outcome of a job that came to no end in time.
func tookTooLong(j storage.Job, now time.Time) storage.Outcome {
	o := storage.Outcome{Error: Explain(context.DeadlineExceeded), Text: j.Text, Ready: feeds.ReadyPictures}
	if wait, again := waitOf(j); again {
		o.Again = now.Add(wait)
	}
	return o
}

// picturesOf are the pictures that the pane shows of an article: of each the addresses
// that it can be had from, the one to fetch first. image is the picture that leads the
// article.
func picturesOf(image string, blocks []content.Block) [][]string {
	p := pictureList{seen: map[string]bool{}}
	p.walk(blocks)
	if image != "" && !p.seen[image] {
		p.add(image)
	}
	return p.all
}

type pictureList struct {
	all  [][]string
	seen map[string]bool
}

func (p *pictureList) walk(blocks []content.Block) {
	for _, b := range blocks {
		if b.Picture != nil {
			list := []string{b.Picture.Best(aheadWidth), b.Picture.URL}
			for _, s := range b.Picture.Sources {
				list = append(list, s.URL)
			}
			p.add(list...)
		}
		if b.Embed != nil {
			p.add(b.Embed.Image)
		}
		p.walk(b.Children)
		for _, row := range b.Rows {
			for _, cell := range row {
				p.walk(cell.Blocks)
			}
		}
	}
}

// add adds a picture. What has no address of the web is in the text itself.
func (p *pictureList) add(addresses ...string) {
	var list []string
	for _, address := range addresses {
		known := p.seen[address]
		if len(list) == 0 && known {
			return // the article shows it twice
		}
		if !known && isWebAddress(address) && len(list) < sizesOfPicture {
			list = append(list, address)
			p.seen[address] = true
		}
	}
	if len(list) > 0 && len(p.all) < picturesAhead {
		p.all = append(p.all, list)
	}
}

func isWebAddress(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// hasPictures is the answer to picturesOf for an article that has just arrived.
func hasPictures(image, html string) feeds.Pictures {
	if image == "" && !strings.Contains(html, "<img") && !strings.Contains(html, "data-embed") {
		return feeds.PicturesAll
	}
	return feeds.PicturesUnknown
}
