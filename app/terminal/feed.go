package terminal

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"tidings/app"
	"tidings/feeds"
)

// oneFeed does what the flags say with a feed, or says how it is.
func (s *session) oneFeed(ctx context.Context, core *app.Core, bar *sidebar, f feeds.Feed, flags feedsFlags) error {
	if f.Local() && flags.acts() > 0 {
		return wrong("You fill this one yourself; no server is asked for it.")
	}
	switch {
	case flags.find:
		return s.findAddress(ctx, core, f)
	case flags.address != "":
		r, err := core.ChangeAddress(ctx, f.ID, flags.address)
		if err != nil {
			return err
		}
		s.failed = r.Failed > 0
	case flags.page.wanted():
		if err := s.changePage(ctx, core, f, flags.page); err != nil {
			return err
		}
	case flags.retry:
		r, _, err := s.refresh(ctx, core, []app.Selection{{Feed: f.ID}})
		if err != nil {
			return err
		}
		if r.Feeds == 0 {
			s.say("Not asked: %s", cmp.Or(r.Why, "somebody else is asking it."))
		}
		s.failed = r.Failed+r.Skipped > 0
	case flags.pause, flags.resume:
		f.Paused = flags.pause
		if err := core.ChangeFeed(ctx, f); err != nil {
			return err
		}
	}
	h, err := core.Health(ctx, f.ID)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(bar.health(s, h))
	}
	s.printHealth(h, bar)
	return nil
}

// findAddress lists where a feed may be now.
func (s *session) findAddress(ctx context.Context, core *app.Core, f feeds.Feed) error {
	found, err := core.NewAddress(ctx, f.ID)
	if err != nil {
		return err
	}
	if s.out.json {
		for _, h := range found {
			if err := s.out.object(homeOf(h)); err != nil {
				return err
			}
		}
		return nil
	}
	for i, h := range found {
		label := fmt.Sprintf("%3d  ", i+1)
		s.out.hanging(label, 2, clean(h.Title))
		s.out.brief(5, 2, describe(h.Found, s.now()))
		fmt.Fprintf(s.out.to, "     %s\n", clean(h.URL)) // whole, to be copied
		s.out.brief(5, 3, h.Why+" "+app.SameWords(h.Same))
		for _, x := range h.Samples {
			s.out.brief(7, 1, clean(x.Title))
		}
	}
	s.out.blank()
	s.out.text(0, fmt.Sprintf("tidingsctl feeds %d --address ADDRESS takes one of them; its articles stay.", f.ID))
	return nil
}

// command is the one that does what is advised; empty: there is none.
func command(h app.Health) string {
	switch h.Advice.Do {
	case app.FindAddress, app.Retry, app.Pause, app.Resume:
		return fmt.Sprintf("tidingsctl feeds %d --%s", h.Feed.ID, h.Advice.Do)
	case app.LookAgain:
		return fmt.Sprintf("tidingsctl feeds %d --page", h.Feed.ID)
	case app.Unsubscribe:
		return fmt.Sprintf("tidingsctl remove %d", h.Feed.ID)
	case app.GiveLogin:
		return fmt.Sprintf("tidingsctl access %d --login NAME", h.Feed.ID)
	case app.AllowCert:
		return fmt.Sprintf("tidingsctl access %d --accept-invalid-certificate", h.Feed.ID)
	case app.UseHTTP1:
		return fmt.Sprintf("tidingsctl access %d --http1", h.Feed.ID)
	case app.LetRun:
		return fmt.Sprintf("tidingsctl commands allow %d", h.Feed.ID)
	case app.HowAsked:
		return fmt.Sprintf("tidingsctl access %d", h.Feed.ID)
	}
	return ""
}

// printHealth says how a feed is: first in words, then what is behind them.
func (s *session) printHealth(h app.Health, bar *sidebar) {
	now, f, x := s.now(), h.Feed, h.Feed.Fetch
	s.out.brief(0, 2, clean(f.Name()))
	if f.Description != "" && f.Description != f.Name() {
		s.out.brief(0, 3, clean(f.Description))
	}
	s.out.blank()
	s.out.brief(0, 6, clean(h.Word()+". "+h.Says(now)))
	s.out.brief(0, 3, h.Advice.Text)
	if how := command(h); how != "" {
		s.out.line("%s", how)
	}
	s.out.blank()
	s.fact("number", fmt.Sprint(f.ID))
	s.fact("address", f.URL)
	s.fact("moving", app.Redirected(x))
	s.fact("site", f.Site)
	s.fact("publisher", h.Publisher)
	s.fact("folder", bar.path(f.Folder))
	s.fact("also in", strings.Join(bar.also(f), ", "))
	s.fact("language", f.Language)
	s.fact("articles", stored(f, h.Bytes))
	s.fact("newest", moment(h.Newest, now))
	if often := app.Often(h.PerWeek()); often != "" {
		s.fact("a week", bars(h.Weeks)+"  "+often)
	}
	s.fact("added", moment(f.Added, now))
	s.fact("asked", asked(x, now))
	s.fact("changed", moment(x.Changed, now))
	s.fact("next", next(f, now))
	s.fact("because", x.Why)
	s.fact("requests", h.Requests.String())
	s.fact("access", app.AccessWords(f))
	s.fact("read from", app.RecipeWords(f.Recipe))
	if !f.Local() {
		s.fact("ready", readyWords(f.Ready))
	}
	for _, a := range x.Answer {
		s.fact("answer", a.Name+": "+a.Value)
	}
	s.printTries(h.Tries)
}

// stored is what is here of a feed.
func stored(f feeds.Feed, bytes int64) string {
	if f.Total == 0 {
		return "none yet"
	}
	return fmt.Sprintf("%d unread of %d, %s here", f.Unread, f.Total, app.Size(bytes))
}

// asked is when a feed was asked last, and what that took.
func asked(x feeds.FetchState, now time.Time) string {
	text := moment(x.Checked, now)
	switch {
	case x.Took >= time.Second:
		text += fmt.Sprintf(", in %.1f s", x.Took.Seconds())
	case x.Took > 0:
		text += fmt.Sprintf(", in %d ms", x.Took.Milliseconds())
	}
	if x.Size > 0 {
		text += ", a document of " + app.Size(x.Size)
	}
	return text
}

// triesShown is how many tries are listed for people.
const triesShown = 12

func (s *session) printTries(tries []feeds.Try) {
	if len(tries) == 0 {
		return
	}
	s.out.blank()
	for _, t := range tries[:min(len(tries), triesShown)] {
		words, status := app.TryWords(t)
		times := ""
		if t.Times > 1 {
			times = fmt.Sprintf("%d times, from %s", t.Times, t.First.In(s.now().Location()).Format("2 Jan 15:04"))
		}
		s.out.hanging(t.At.In(s.now().Location()).Format("2 Jan 15:04")+"  ", 3, dotted(words, status, times))
	}
	if more := len(tries) - triesShown; more > 0 {
		s.out.line("and %s.", count(more, "earlier one", "earlier ones"))
	}
}

// bars draws numbers as a row of bars.
func bars(list []int) string {
	const steps = "▁▂▃▄▅▆▇█"
	marks := []rune(steps)
	most := 1
	for _, n := range list {
		most = max(most, n)
	}
	var b strings.Builder
	for _, n := range list {
		b.WriteRune(marks[(n*(len(marks)-1)+most-1)/most])
	}
	return b.String()
}

// fact prints a line of a table, if there is anything to say.
func (s *session) fact(name, value string) {
	if value = clean(value); value != "" {
		s.out.hanging(pad(name, 10), 4, value)
	}
}

// next is when a feed will be asked again.
func next(f feeds.Feed, now time.Time) string {
	switch {
	case f.Local():
		return "never: you fill it yourself"
	case f.Fetch.Gone:
		return "never: the server says that it is gone for good"
	case f.Paused:
		return "when you say so: it is paused"
	case f.Fetch.Next.IsZero():
		return "at the next refresh"
	}
	return moment(f.Fetch.Next, now)
}
