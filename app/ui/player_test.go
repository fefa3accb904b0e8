package ui

import (
	"encoding/binary"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tidings/app/sound"
	"tidings/feeds"
)

// speaker is an output whose clock is the test.
type speaker struct {
	mu   sync.Mutex
	pull func([]float32) int
	err  error
}

func (s *speaker) open(pull func([]float32) int, _ func(error)) (sound.Output, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pull = pull
	return s, s.err
}

func (s *speaker) Play()                {}
func (s *speaker) Pause()               {}
func (s *speaker) Flush()               {}
func (s *speaker) Close()               {}
func (s *speaker) Delay() time.Duration { return 0 }

// hear takes a tenth of a second, if there is so much.
func (s *speaker) hear() {
	s.mu.Lock()
	pull := s.pull
	s.mu.Unlock()
	if pull != nil {
		pull(make([]float32, sound.Rate/10*2))
	}
}

// tone is a recording of so many seconds.
func tone(seconds int) []byte {
	const rate = 8000
	n := rate * seconds
	out := append([]byte("RIFF"), make([]byte, 40)...)
	copy(out[8:], "WAVEfmt ")
	binary.LittleEndian.PutUint32(out[16:], 16)
	binary.LittleEndian.PutUint16(out[20:], 1)
	binary.LittleEndian.PutUint16(out[22:], 1)
	binary.LittleEndian.PutUint32(out[24:], rate)
	binary.LittleEndian.PutUint32(out[28:], 2*rate)
	binary.LittleEndian.PutUint16(out[32:], 2)
	binary.LittleEndian.PutUint16(out[34:], 16)
	copy(out[36:], "data")
	binary.LittleEndian.PutUint32(out[40:], uint32(2*n))
	for i := range n {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(8000*math.Sin(float64(i)/4))))
	}
	return out
}

// playerFixture is a window with a server of recordings.
type playerFixture struct {
	*libraryFixture
	speaker *speaker
	site    *httptest.Server
	queue   chan func() // what is to run on the main goroutine
}

func newPlayerFixture(t *testing.T) *playerFixture {
	t.Helper()
	f := &playerFixture{libraryFixture: newLibraryFixture(t), speaker: &speaker{}, queue: make(chan func(), 1000)}
	long, short := tone(60), tone(2)
	f.site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/long":
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(long)))
		case "/short":
			http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(short)))
		case "/other":
			fmt.Fprint(w, "This is no recording that we know.")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(f.site.Close)
	f.player.open, f.player.back = f.speaker.open, func(g func()) { f.queue <- g }
	t.Cleanup(f.player.shut)
	return f
}

func (f *playerFixture) article(title, name string) (feeds.Article, feeds.Enclosure) {
	x := feeds.Enclosure{URL: f.site.URL + "/" + name, Type: "audio/mpeg"}
	return feeds.Article{ID: 1, Title: title, Enclosures: []feeds.Enclosure{x}}, x
}

// until lets time pass until something holds.
func (f *playerFixture) until(what string, ok func() bool) {
	f.t.Helper()
	late := time.After(2 * time.Minute) // what comes, comes at once; a loaded machine takes its time
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case g := <-f.queue:
			g()
		case <-tick.C:
			f.speaker.hear()
		case <-late:
			f.t.Fatalf("never %s: %+v", what, f.player.status)
		}
	}
}

// still handles what was said, without time passing.
func (f *playerFixture) still(what string, ok func() bool) {
	f.t.Helper()
	late := time.After(2 * time.Minute) // what comes, comes at once; a loaded machine takes its time
	for !ok() {
		select {
		case g := <-f.queue:
			g()
		case <-late:
			f.t.Fatalf("never %s: %+v", what, f.player.status)
		}
	}
}

func (f *playerFixture) playing(at time.Duration) func() bool {
	return func() bool { return f.player.status.State == sound.Playing && f.player.status.At >= at }
}

func (f *playerFixture) heard(x feeds.Enclosure) time.Duration {
	f.t.Helper()
	d, err := f.core.Heard(f.t.Context(), x.URL)
	if err != nil {
		f.t.Fatal(err)
	}
	return d
}

func TestListeningHasABarAndRemembersThePlace(t *testing.T) {
	f := newPlayerFixture(t)
	if f.player.bar.box.Visible() {
		t.Error("there is a bar of nothing")
	}
	high := f.panes.box.Size().Height
	a, x := f.article("Episode one", "long")
	f.play(a, x)
	f.until("playing", f.playing(12*time.Second))
	if !f.player.bar.box.Visible() || f.panes.box.Size().Height != high-playerHeight {
		t.Errorf("the panes have %v of %v", f.panes.box.Size().Height, high)
	}
	if got := f.heard(x); got < 10*time.Second {
		t.Errorf("remembered is %v", got)
	}
	f.play(a, x)
	f.still("paused", func() bool { return f.player.status.State == sound.Paused })
	at := f.player.status.At
	if got := f.heard(x); at-got >= time.Second {
		t.Errorf("paused at %v, remembered is %v", at, got)
	}
	f.typedRune('P')
	if f.player.bar.box.Visible() || f.panes.box.Size().Height != high || f.player.rec != nil {
		t.Error("the bar is still there")
	}
	f.play(a, x)
	f.until("playing", f.playing(0))
	if got := f.player.status.At; got < at-3*time.Second || got > at+time.Second {
		t.Errorf("it goes on at %v instead of %v", got, at)
	}
}

func TestWhatWasHeardToTheEndBeginsAnew(t *testing.T) {
	f := newPlayerFixture(t)
	a, x := f.article("Short", "short")
	if err := f.core.SetHeard(t.Context(), x.URL, time.Second); err != nil {
		t.Fatal(err)
	}
	f.play(a, x)
	f.until("ended", func() bool { return f.player.status.State == sound.Ended })
	if got := f.heard(x); got != 0 {
		t.Errorf("remembered is %v", got)
	}
	if got := f.player.sentence(); got != "Heard to the end." {
		t.Errorf("it says %q", got)
	}
	f.typedRune('p')
	f.until("playing again", f.playing(0))
}

func TestWhatCannotBePlayedOpensOutside(t *testing.T) {
	for name, test := range map[string]struct {
		file string
		err  error
		want string
	}{
		"another format": {"other", nil, "Tidings cannot play this kind of recording; it opens outside."},
		"no output":      {"short", sound.ErrNoOutput, "Tidings finds no way to put out sound on this computer; the recording opens outside."},
	} {
		f := newPlayerFixture(t)
		f.speaker.err = test.err
		f.play(f.article("Episode", test.file))
		f.until("given up", func() bool { return !f.player.shown() })
		if got := f.notices.text.Text; got != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestARecordingThatIsGoneIsSaidInTheBar(t *testing.T) {
	f := newPlayerFixture(t)
	f.play(f.article("Gone", "nothing"))
	f.until("failed", func() bool { return f.player.status.State == sound.Failed })
	if got := f.player.sentence(); got != "127.0.0.1 has nothing at this address (404)." {
		t.Errorf("it says %q", got)
	}
	if !f.player.bar.box.Visible() || f.player.bar.toggle.tip != "Play (p)" {
		t.Error("it cannot be tried again")
	}
}

func TestTheSeekBarGoesToAnyPlaceByMouseAndKeys(t *testing.T) {
	f := newPlayerFixture(t)
	f.play(f.article("Episode", "long"))
	f.until("playing", f.playing(time.Second))
	s := f.player.bar.seek
	test.TapAt(s, fyne.NewPos(s.from+s.long/2, s.Size().Height/2))
	f.until("in the middle", f.playing(29*time.Second))
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.from+s.long/4, 10)}})
	if s.drawn.at != "0:15" {
		t.Errorf("while it is dragged it shows %s", s.drawn.at)
	}
	s.DragEnd()
	f.until("there", func() bool { at := f.player.status.At; return at >= 14*time.Second && at < 17*time.Second })
	f.play(f.player.article, f.player.file)
	f.still("paused", func() bool { return f.player.status.State == sound.Paused })
	f.focus(s)
	for _, step := range []struct {
		key fyne.KeyName
		by  time.Duration
	}{{fyne.KeyRight, 5 * time.Second}, {fyne.KeyLeft, -5 * time.Second}, {fyne.KeyPageDown, 30 * time.Second}, {fyne.KeyPageUp, -15 * time.Second}} {
		want := f.player.sound.Status().At + step.by
		s.TypedKey(&fyne.KeyEvent{Name: step.key})
		if got := f.player.sound.Status().At; (got - want).Abs() > 50*time.Millisecond {
			t.Errorf("%s goes to %v instead of %v", step.key, got, want)
		}
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	if got := f.player.sound.Status().At; got != 0 {
		t.Errorf("Home goes to %v", got)
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.win.Canvas().Focused() == fyne.Focusable(s) {
		t.Error("Escape keeps the focus")
	}
}

func TestTheSpeedIsChosenAndKept(t *testing.T) {
	f := newPlayerFixture(t)
	f.play(f.article("Episode", "long"))
	f.until("playing", f.playing(time.Second))
	f.player.bar.speed.Tapped(nil)
	f.until("faster", func() bool { return f.player.bar.speed.text.Text == "1.25×" })
	f.typedRune('>')
	f.typedRune('>')
	f.typedRune('<')
	f.until("as chosen", func() bool { return f.player.bar.speed.text.Text == "1.5×" })
	f.play(f.article("Another", "short"))
	f.until("playing", f.playing(0))
	if got := f.player.status.Speed; got != 1.5 {
		t.Errorf("the next one has %v", got)
	}
	f.player.bar.speed.TappedSecondary(&fyne.PointEvent{})
	if f.win.Canvas().Overlays().Top() == nil {
		t.Error("there is no menu of speeds")
	}
}

func TestAnotherRecordingTakesTheBar(t *testing.T) {
	f := newPlayerFixture(t)
	a, x := f.article("First", "long")
	f.play(a, x)
	f.until("playing", f.playing(3*time.Second))
	f.play(f.article("Second", "short"))
	if got := f.heard(x); got < 2*time.Second {
		t.Errorf("of the first is remembered %v", got)
	}
	f.until("playing", f.playing(0))
	if f.player.article.Title != "Second" {
		t.Error("it is the first")
	}
}

func TestTheKeyListensToTheArticleThatIsShown(t *testing.T) {
	f := newPlayerFixture(t)
	f.typedRune('p')
	if got := f.notices.text.Text; got != "There is nothing to listen to here." || f.player.shown() {
		t.Errorf("it says %q", got)
	}
	f.press(fyne.KeyDown)
	f.timeline.advance(1)
	_, x := f.article("", "long")
	f.window.article.a.Enclosures = []feeds.Enclosure{{URL: "https://a.test/picture", Type: "image/png"}, x}
	f.typedRune('p')
	f.until("playing", f.playing(0))
	if f.player.file.URL != x.URL {
		t.Errorf("it plays %s", f.player.file.URL)
	}
}

func TestTheBarIsDrawnForAnyTitleAndWidth(t *testing.T) {
	f := newPlayerFixture(t)
	for _, title := range []string{"", "A short one", strings.Repeat("A very long title of an episode ", 20), "حلقة اليوم: ماذا بقي من النهر؟", "一集很長的節目 — with Latin"} {
		for _, width := range []float32{1440, 1000, 620} {
			f.win.Resize(fyne.NewSize(width, 640))
			f.play(f.article(title, "long"))
			f.until("playing", f.playing(0))
			bar := f.player.bar
			if bar.title.picture.Image == nil || bar.seek.picture.Image == nil {
				t.Fatalf("%q at %v is not drawn", title, width)
			}
			end := float32(0)
			for _, o := range []fyne.CanvasObject{bar.toggle, bar.back, bar.forward, bar.title, bar.seek, bar.speed, bar.away} {
				if o.Position().X < end {
					t.Errorf("%q at %v: %T begins at %v before %v", title, width, o, o.Position().X, end)
				}
				end = o.Position().X + o.Size().Width
			}
			if most := f.win.Canvas().Size().Width; end > most {
				t.Errorf("%q at %v: it ends at %v", title, width, end)
			}
			f.player.close()
		}
	}
}

func TestTheTitleOpensTheArticle(t *testing.T) {
	f := newPlayerFixture(t)
	f.timeline.advance(1)
	a := f.window.article.shown()
	_, x := f.article("", "long")
	f.play(a, x)
	f.until("playing", f.playing(0))
	f.openKey("front")
	f.player.bar.title.MouseIn(&desktop.MouseEvent{})
	test.Tap(f.player.bar.title)
	if got := f.window.article.shown().ID; got != a.ID || a.ID == 0 {
		t.Errorf("it opens %d instead of %d", got, a.ID)
	}
	f.player.bar.title.MouseOut()
	f.repaint()
}

func TestClosingTheWindowRemembersThePlace(t *testing.T) {
	f := newPlayerFixture(t)
	a, x := f.article("Episode", "long")
	f.play(a, x)
	f.until("playing", f.playing(4*time.Second))
	f.player.shut()
	if got := f.heard(x); got < 3*time.Second {
		t.Errorf("remembered is %v", got)
	}
}

func TestTheTabKeyGoesFromTheArticleToTheSeekBar(t *testing.T) {
	f := newPlayerFixture(t)
	f.press(fyne.KeyDown)
	f.timeline.advance(1)
	f.play(f.article("A talk", "long"))
	f.until("playing", f.playing(0))
	p := f.window.article.page
	f.focus(p)
	for range len(p.tabStops()) + 1 {
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	}
	if got := f.win.Canvas().Focused(); got != fyne.Focusable(f.player.bar.seek) {
		t.Errorf("the focus is on %T", got)
	}
}
