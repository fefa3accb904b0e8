package ui

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
)

// whys are the reasons for which an article waits.
var whys = map[app.Reason]string{
	app.ForReader: "you asked for it", app.ForPack: "prepared",
	app.ForMark: "you marked it", app.ForFeed: "its source is kept ready",
}

// waiting lists the queue.
func (d *offlineBoard) waiting(f *boardFlow, now time.Time) {
	if len(d.now.queue) == 0 {
		f.heading("WAITING", "", nil)
		f.para("Nothing waits. What you want while there is no network is listed here and fetched by itself when there is one.", true)
		return
	}
	f.heading("WAITING", "Try all again", d.retry)
	d.lines(f, d.now.queue, d.now.Waiting+d.now.Working+d.now.Failed-d.now.failed, now)
}

// lines are the first articles of a list.
func (d *offlineBoard) lines(f *boardFlow, list []queued, all int, now time.Time) {
	for _, q := range list {
		d.waits(f, q, now)
	}
	if more := all - len(list); more > 0 {
		f.gap(6)
		f.para("and "+plural(more, "more article", "more articles")+".", true)
	}
}

// queueOff is the width of what takes a line off the queue.
const queueOff = 84

// waits is a line of the queue: an article, why it waits, and what went wrong.
func (d *offlineBoard) waits(f *boardFlow, q queued, now time.Time) {
	w := f.w - queueOff
	l := label{family: typeset.Sans, weight: 500, size: 13, height: 18, color: f.brush.p.ink, lang: q.article.Language}
	title := f.brush.lay(cmp.Or(q.article.Title, "Untitled"), l, w, 1)
	l = label{family: typeset.Sans, size: 12, height: 17, color: f.brush.p.soft, ltr: true}
	note := f.brush.lay(viewmodel.QueueNote(viewmodel.Waiting{
		Source: d.w.names[q.article.Feed], Text: q.Text, Pictures: q.Pictures, Why: whys[q.Why],
		Working: q.Working, Failed: q.Failed, Next: q.Next, Offline: !d.now.Online,
	}, now), l, w, 1)
	h := float32(6 + 18 + 17 + 6)
	trouble := f.brush.lay("", l, w, 1)
	if q.Error != "" {
		l.color = f.brush.p.accent
		trouble = f.brush.lay(q.Error, l, w, 2)
		h += trouble.Height
	}
	f.add(piece{x: f.x, y: f.y, w: w, h: h, name: fmt.Sprint("job ", q.Article), tap: func() { d.openQueued(q) }, paint: func(b *brush) {
		b.put(title, -edge(title), 6)
		b.put(note, 0, 24)
		b.put(trouble, 0, 41)
	}})
	f.button("Take off", f.x+f.w, f.y+(h-26)/2, true, func() { d.drop(q) })
	f.pieces[len(f.pieces)-1].name = offName(q)
	f.add(piece{x: f.x, y: f.y + h, w: f.w, h: 1, paint: func(b *brush) { b.hairline(0, 0, f.w, b.p.line) }})
	f.gap(h + 1)
}

// openQueued shows the article as it is here.
func (d *offlineBoard) openQueued(q queued) {
	d.close()
	d.w.openArticle(q.article)
}

// offName is the name of the button that takes an article off the queue.
func offName(q queued) string { return fmt.Sprint("off ", q.Article) }

// drop takes an article off the queue; the keys are then about the one below it.
func (d *offlineBoard) drop(q queued) {
	for _, list := range [][]queued{d.now.failures, d.now.queue} {
		for i := range list {
			if list[i].Article == q.Article && len(list) > 1 {
				d.sheet.choose(offName(list[(i+1)%len(list)]))
			}
		}
	}
	d.set(func(ctx context.Context) error { return d.w.core.DropQueue(ctx, q.Article) },
		"Took "+viewmodel.Quoted(q.article.Title)+" off the queue.")
}

// retry tries everything again that waits or was given up.
func (d *offlineBoard) retry() {
	d.do(d.w.core.RetryQueue, func() string { return "Trying again." }, false)
}
