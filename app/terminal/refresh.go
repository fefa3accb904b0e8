package terminal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type refreshFlags struct {
	folder string
	due    bool
}

func (s *session) refreshCommand() *cobra.Command {
	var flags refreshFlags
	c := &cobra.Command{
		Use:   "refresh [FEED-ID]...",
		Short: "Ask the feeds for what is new",
		Long: `Refresh asks all feeds, or those that are named, and stores what is new. Feeds
that could not be fetched are listed with the reason on standard error; the
exit code is 4 then.`,
		Example: "  tidingsctl refresh\n  tidingsctl refresh 3 7\n  tidingsctl refresh --folder Asia\n  tidingsctl refresh --due",
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			list, err := s.selections(ctx, core, args, flags)
			if err != nil {
				return err
			}
			report, troubles, err := s.refresh(ctx, core, list)
			if err != nil {
				return err
			}
			s.failed = report.Failed > 0
			return s.sayRefreshed(report, troubles)
		}),
	}
	c.Flags().StringVar(&flags.folder, "folder", "", "only this folder with all inside it")
	c.Flags().BoolVar(&flags.due, "due", false, "only feeds whose time has come")
	return c
}

// selections say which feeds a person means.
func (s *session) selections(ctx context.Context, core *app.Core, args []string, flags refreshFlags) ([]app.Selection, error) {
	if len(args) > 0 && flags.folder != "" || flags.due && len(args)+len(flags.folder) > 0 {
		return nil, wrong("Name feeds, or a folder, or --due.")
	}
	bar, err := readSidebar(ctx, core)
	switch {
	case err != nil:
		return nil, err
	case len(bar.feeds) == 0:
		return nil, s.noArticles(bar, "")
	case flags.folder != "":
		f, err := bar.folder(flags.folder)
		return []app.Selection{{Folder: f.ID}}, err
	case len(args) == 0:
		return []app.Selection{{Due: flags.due}}, nil
	}
	var list []app.Selection
	for _, typed := range args {
		id, err := bar.feedID(typed)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, app.Selection{Feed: id}) {
			list = append(list, app.Selection{Feed: id})
		}
	}
	return list, nil
}

// A trouble is a feed that could not be fetched.
type trouble struct {
	Feed  feeds.FeedID `json:"feed"`
	Name  string       `json:"name"`
	Error string       `json:"error"`
}

// refresh asks feeds, shows how far it is, and thinks about what came.
func (s *session) refresh(ctx context.Context, core *app.Core, list []app.Selection) (app.Report, []trouble, error) {
	began := s.now().Truncate(time.Second)
	stop := s.showProgress(core)
	sum, err := refreshAll(ctx, core, list)
	stop()
	if err = errors.Join(err, core.CatchUp(ctx)); err != nil {
		return sum, nil, err
	}
	all, err := core.Feeds(ctx)
	if err != nil {
		return sum, nil, err
	}
	troubles := []trouble{}
	for _, f := range all {
		if f.Fetch.Error != "" && !f.Fetch.Checked.Before(began) {
			troubles = append(troubles, trouble{f.ID, f.Name(), f.Fetch.Error})
		}
	}
	return sum, troubles, nil
}

// refreshAll asks for all selections at once; the core bounds how many requests
// are under way.
func refreshAll(ctx context.Context, core *app.Core, list []app.Selection) (sum app.Report, err error) {
	var all sync.WaitGroup
	var mu sync.Mutex
	for _, sel := range list {
		all.Go(func() {
			r, e := core.Refresh(ctx, sel)
			mu.Lock()
			defer mu.Unlock()
			sum.Join(r)
			err = errors.Join(err, e)
		})
	}
	all.Wait()
	return sum, err
}

// showProgress writes to standard error how far the refresh is, if a person
// watches.
func (s *session) showProgress(core *app.Core) (stop func()) {
	if !isTerminal(s.err) {
		return func() {}
	}
	line := &progressLine{to: s.err}
	end := core.Listen(func(ch app.Change) {
		if ch.Progress {
			line.show(core.Progress())
		}
	})
	return func() {
		end()
		line.clear()
	}
}

// progressWidth is how many columns the progress covers.
const progressWidth = 72

// A progressLine is written again and again in one place, with spaces over what
// stood there: not every console knows how to erase.
type progressLine struct {
	mu    sync.Mutex
	to    io.Writer
	ended bool
}

func (l *progressLine) show(p app.Progress) {
	if p.Total > 0 {
		l.write(fmt.Sprintf("%d of %d feeds, %d new", p.Done, p.Total, p.New))
	}
}

func (l *progressLine) write(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.ended {
		fmt.Fprint(l.to, "\r"+pad(clip(text, progressWidth), progressWidth))
	}
}

func (l *progressLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	fmt.Fprint(l.to, "\r"+pad("", progressWidth)+"\r")
}

func (s *session) sayRefreshed(r app.Report, troubles []trouble) error {
	if s.out.json {
		return s.out.object(struct {
			app.Report
			Errors []trouble `json:"errors"`
		}{r, troubles})
	}
	for _, t := range troubles {
		s.say("%s (feed %d): %s", t.Name, t.Feed, t.Error)
	}
	s.out.text(0, summary(r))
	return nil
}

// summary says in a sentence what a refresh did.
func summary(r app.Report) string {
	if r.Feeds == 0 {
		return cmp.Or(r.Why, "No feed had to be asked.")
	}
	text := fmt.Sprintf("Asked %s: %s", count(r.Feeds, "feed", "feeds"), count(r.New, "new article", "new articles"))
	if r.Changed > 0 {
		text += fmt.Sprintf(", %d changed", r.Changed)
	}
	if r.Unchanged > 0 {
		text += fmt.Sprintf("; %s nothing new", had(r.Unchanged))
	}
	if r.Failed > 0 {
		text += fmt.Sprintf("; %d could not be fetched", r.Failed)
	}
	text += "."
	if r.Skipped > 0 && r.Why != "" {
		text += fmt.Sprintf(" %s not asked: %s", were(r.Skipped), r.Why)
	}
	return text
}

func were(n int) string {
	if n == 1 {
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}

func had(n int) string {
	if n == 1 {
		return "1 has"
	}
	return fmt.Sprintf("%d have", n)
}
