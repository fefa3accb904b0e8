package terminal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type addFlags struct {
	number int
	folder string
}

func (s *session) addCommand() *cobra.Command {
	var flags addFlags
	c := &cobra.Command{
		Use:   "add URL",
		Short: "Subscribe to a site or feed, and fetch it",
		Long: `Add looks for feeds at an address: that of a feed, of a site, or of any page on
it. If there are several it lists them and takes the first, or the one that
--feed names.`,
		Example: "  tidingsctl add example.org\n  tidingsctl add https://example.org/news/ --feed 2 --folder Asia",
		Args:    takes(1, 1, "Add needs one address: of a site or of a feed."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.subscribe(ctx, core, args[0], flags)
		}),
	}
	c.Flags().IntVar(&flags.number, "feed", 1, "which of the feeds that were found")
	c.Flags().StringVar(&flags.folder, "folder", "", "put it into this folder, which is made if there is none")
	return c
}

type foundRecord struct {
	URL         string       `json:"url"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Articles    int          `json:"articles"`
	PerWeek     float64      `json:"per_week,omitempty"`
	Newest      string       `json:"newest,omitempty"`
	Subscribed  feeds.FeedID `json:"subscribed,omitempty"` // already, as this feed
}

type addedRecord struct {
	Feed   feedRecord    `json:"feed"`
	Found  []foundRecord `json:"found"`
	Report app.Report    `json:"report"`
}

func (s *session) subscribe(ctx context.Context, core *app.Core, address string, flags addFlags) error {
	found, err := core.Find(ctx, address)
	if err != nil {
		return err
	}
	if !s.out.json && len(found) > 1 {
		s.printFound(found)
	}
	if flags.number < 1 || flags.number > len(found) {
		return wrong("There is no feed %d: %s found.", flags.number, wereFound(len(found)))
	}
	choice := found[flags.number-1]
	if choice.Err != nil {
		return choice.Err
	}
	if choice.Subscribed != 0 {
		return fmt.Errorf("feed %d: %w", choice.Subscribed, feeds.ErrExists)
	}
	var folder feeds.FolderID
	if flags.folder != "" {
		if folder, err = core.AddFolder(ctx, 0, flags.folder); err != nil {
			return err
		}
	}
	id, err := core.Subscribe(ctx, choice, folder)
	if err != nil {
		return err
	}
	report, err := core.Refresh(ctx, app.Selection{Feed: id})
	if err = errors.Join(err, core.CatchUp(ctx)); err != nil {
		return err
	}
	s.failed = report.Failed > 0
	return s.sayAdded(ctx, core, id, found, report)
}

func wereFound(n int) string {
	if n == 1 {
		return "one was"
	}
	return fmt.Sprintf("%d were", n)
}

func (s *session) sayAdded(ctx context.Context, core *app.Core, id feeds.FeedID, found []app.Found, report app.Report) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	f, err := core.Feed(ctx, id)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(addedRecord{feedOf(f, bar.path(f.Folder)), foundRecords(found), report})
	}
	if f.Fetch.Error != "" {
		s.say("%s: %s", f.Name(), f.Fetch.Error)
	}
	s.out.text(0, fmt.Sprintf("Subscribed to %s (feed %d): %s.", clean(f.Name()), id, count(report.New, "article", "articles")))
	return nil
}

func foundRecords(found []app.Found) []foundRecord {
	var list []foundRecord
	for _, f := range found {
		list = append(list, foundRecord{
			URL: f.URL, Title: f.Title, Description: f.Description, Language: f.Language,
			Articles: f.Articles, PerWeek: f.PerWeek, Newest: stamp(f.Newest), Subscribed: f.Subscribed,
		})
	}
	return list
}

func (s *session) printFound(found []app.Found) {
	s.out.line("%d feeds:", len(found))
	for i, f := range found {
		label := fmt.Sprintf("%3d  ", i+1)
		s.out.hanging(label, 2, dotted(f.Title, describe(f, s.now())))
		fmt.Fprintf(s.out.to, "     %s\n", clean(f.URL))
	}
	s.out.blank()
}

// describe says what a feed that was found holds.
func describe(f app.Found, now time.Time) string {
	switch {
	case f.Subscribed != 0:
		return "subscribed already"
	case f.Err != nil:
		return app.Explain(f.Err)
	case f.Articles == 0:
		return ""
	case f.PerWeek >= 1:
		return fmt.Sprintf("%s, about %.0f a week", count(f.Articles, "article", "articles"), f.PerWeek)
	case f.Newest.IsZero():
		return count(f.Articles, "article", "articles")
	}
	return fmt.Sprintf("%s, the last %s", count(f.Articles, "article", "articles"), age(f.Newest, now))
}
