package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/sound"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// player plays what is attached to articles to be listened to, one recording at a
// time, in the bar across the bottom.
type player struct {
	w     *window
	bar   *playerBar
	sound *sound.Player // nil: nothing was played yet
	open  sound.OpenOutput
	back  func(func()) // runs on the main goroutine

	article feeds.Article
	file    feeds.Enclosure // what is in the bar; without an address: nothing is
	rec     *app.Recording
	status  sound.Status
	saved   time.Duration // how far it was heard, as the profile has it
	trouble error         // why nothing comes from the network just now
	unsaved bool          // the place could not be remembered, and the reader was told
	loads   latest
}

const (
	skipBack    = 15 * time.Second
	skipForward = 30 * time.Second
	// saveEvery is how often the place is remembered that is heard.
	saveEvery = 10 * time.Second
	// leadBack is how far before the place that was left it begins again, so that the
	// reader finds back into the sentence.
	leadBack = 2 * time.Second
	// finale is what the end of a recording is, for those who do not wait for the last
	// tone.
	finale = 5 * time.Second
)

// newPlayer makes no sound yet, and opens no output.
func newPlayer(w *window) *player {
	p := &player{w: w, open: sound.SystemOutput, back: w.worker.back}
	p.bar = newPlayerBar(p, w.finding.list.engine)
	return p
}

// play plays an enclosure from where it was left, or pauses it if it is the one that
// plays. What cannot be played here opens outside.
func (w *window) play(a feeds.Article, x feeds.Enclosure) {
	switch p := w.player; {
	case httpOnly(x.URL) == "":
		w.notices.say("This recording has no address on the web.", "", nil)
	case !viewmodel.IsSound(x):
		w.follow(x.URL)
	case x.URL == p.file.URL:
		p.toggle()
	default:
		p.load(a, x)
	}
}

// playKey plays or pauses: what is in the bar, else what the article has.
func (w *window) playKey() {
	if w.player.shown() {
		w.player.toggle()
		return
	}
	a, _ := w.chosen()
	if list := viewmodel.Sounds(a); len(list) > 0 {
		w.play(a, list[0])
		return
	}
	w.notices.say("There is nothing to listen to here.", "", nil)
}

// shown reports whether there is something in the bar.
func (p *player) shown() bool { return p.file.URL != "" }

func (p *player) load(a feeds.Article, x feeds.Enclosure) {
	p.leave()
	current := p.loads.next()
	p.article, p.file = a, x
	p.status = sound.Status{State: sound.Waiting, Speed: 1}
	p.bar.appear()
	var at time.Duration
	var speed float64
	var rec *app.Recording
	var err error
	p.w.worker.load(func(ctx context.Context) {
		if at, err = p.w.core.Heard(ctx, x.URL); err != nil {
			return
		}
		if speed, err = p.w.core.SoundSpeed(ctx); err != nil {
			return
		}
		rec, err = p.w.core.Recording(x.URL, func(err error) {
			p.back(func() {
				if current() {
					p.trouble = err
					p.bar.tell()
				}
			})
		})
	}, func() {
		switch {
		case !current():
			if rec != nil {
				p.w.worker.start(rec.Close)
			}
		case err != nil:
			p.close()
			p.w.fail(err)
		default:
			p.begin(rec, at, speed)
		}
	})
}

func (p *player) begin(rec *app.Recording, at time.Duration, speed float64) {
	if p.sound == nil {
		p.sound = sound.NewPlayer(p.open, func(sound.Status) { p.back(p.told) })
	}
	p.rec, p.saved = rec, at
	p.sound.SetSpeed(speed)
	p.sound.Load(rec, max(0, at-leadBack))
}

// told shows what the player does, and remembers the place.
func (p *player) told() {
	if p.rec == nil {
		return
	}
	was := p.status.State
	p.status = p.sound.Status()
	switch s := p.status; {
	case s.State == sound.Failed && (sound.IsFormat(s.Err) || errors.Is(s.Err, sound.ErrNoOutput)):
		p.outside(s.Err)
		return
	case s.State == sound.Ended && was != sound.Ended:
		p.save(0)
	case s.State == sound.Playing && (s.At-p.saved).Abs() >= saveEvery, s.State == sound.Paused && was != sound.Paused:
		p.save(s.At)
	}
	p.bar.tell()
}

// outside gives a recording to the system, and says why.
func (p *player) outside(err error) {
	address, text := p.file.URL, "Tidings cannot play this kind of recording; it opens outside."
	switch {
	case errors.Is(err, sound.ErrNoOutput):
		text = "Tidings finds no way to put out sound on this computer; the recording opens outside."
	case errors.Is(err, sound.ErrBroken):
		text = "This recording is damaged; perhaps another program can play it."
	}
	p.close()
	p.w.notices.say(text, "", nil)
	p.w.follow(address)
}

// sentence is what the bar says below the title.
func (p *player) sentence() string {
	s := p.status
	switch {
	case s.State == sound.Failed:
		return app.Explain(s.Err)
	case s.State == sound.Paused && errors.Is(s.Err, sound.ErrNoOutput):
		return "The system's output for sound is gone."
	case p.trouble != nil && (s.State == sound.Waiting || s.State == sound.Paused):
		return app.Explain(p.trouble) + " It goes on when the network is back."
	case s.State == sound.Waiting:
		return "Waiting for the recording…"
	case s.State == sound.Ended:
		return "Heard to the end."
	}
	return p.w.names[p.article.Feed]
}

// length of the recording: as it is, else as the feed says; zero if nobody knows.
func (p *player) length() time.Duration {
	if p.status.Length > 0 {
		return p.status.Length
	}
	return p.file.Duration
}

func (p *player) toggle() {
	if p.rec == nil {
		return // it is on its way
	}
	switch p.sound.Status().State {
	case sound.Playing, sound.Waiting:
		p.sound.Pause()
	default:
		p.sound.Play()
	}
}

func (p *player) seek(to time.Duration) {
	if p.rec != nil {
		p.sound.Seek(to)
	}
}

func (p *player) skip(d time.Duration) {
	if p.rec != nil {
		p.sound.Skip(d)
	}
}

func (p *player) setSpeed(x float64) {
	if p.rec == nil {
		return
	}
	p.sound.SetSpeed(x)
	p.status.Speed = x
	p.bar.tell()
	p.w.do(func(ctx context.Context) error { return p.w.core.SetSoundSpeed(ctx, x) }, nil)
}

func (p *player) stepSpeed(faster bool) {
	p.setSpeed(viewmodel.StepSpeed(sound.Speeds, p.status.Speed, faster))
}

func (p *player) nextSpeed() { p.setSpeed(viewmodel.NextSpeed(sound.Speeds, p.status.Speed)) }

func (p *player) speedMenu(at fyne.Position) {
	var items []*fyne.MenuItem
	for _, x := range sound.Speeds {
		it := fyne.NewMenuItem(viewmodel.SoundSpeed(x), func() { p.setSpeed(x) })
		it.Checked = x == p.status.Speed
		items = append(items, it)
	}
	p.w.popUp(at, items...)
}

// openArticle shows the article of what is in the bar.
func (p *player) openArticle() {
	if p.shown() {
		p.w.openArticle(p.article)
	}
}

// save remembers the place; zero forgets it.
func (p *player) save(at time.Duration) {
	p.saved = at
	address := p.file.URL
	var err error
	p.w.worker.load(func(ctx context.Context) { err = p.w.core.SetHeard(ctx, address, at) }, func() {
		if err != nil && !p.unsaved {
			p.w.fail(err)
		}
		p.unsaved = err != nil
	})
}

// leave ends what is played; its place is remembered.
func (p *player) leave() {
	p.loads.next()
	if p.rec == nil {
		return
	}
	if at, ok := p.place(); ok {
		p.save(at)
	}
	p.sound.Stop()
	p.w.worker.start(p.rec.Close)
	p.rec, p.trouble = nil, nil
}

// place is the one to remember, if it is not that already.
func (p *player) place() (time.Duration, bool) {
	s := p.sound.Status()
	switch s.State {
	case sound.Playing, sound.Paused, sound.Waiting:
		if s.Length > 0 && s.At > s.Length-finale {
			return 0, true
		}
		return s.At, s.At != p.saved
	}
	return 0, false
}

// close takes the bar away.
func (p *player) close() {
	if !p.shown() {
		return
	}
	p.leave()
	p.file = feeds.Enclosure{}
	p.bar.disappear()
}

// shut ends everything before the window closes, when nothing runs elsewhere any
// more.
func (p *player) shut() {
	p.loads.next()
	if p.rec != nil {
		if at, ok := p.place(); ok {
			if err := p.w.core.SetHeard(context.Background(), p.file.URL, at); err != nil {
				fyne.LogError("place in the recording not saved", err)
			}
		}
		p.rec = nil // the core closes it
	}
	if p.sound != nil {
		p.sound.Close()
	}
}
