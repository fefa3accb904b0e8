package terminal

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type everyRecord struct {
	Feed   feeds.FeedID   `json:"feed,omitempty"`
	Folder feeds.FolderID `json:"folder,omitempty"`
	Name   string         `json:"name"`
	Every  int64          `json:"every"` // seconds; 0: as the folder around it, else by the feed's rhythm
}

func (s *session) everyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "every [FEED|FOLDER 15m|3h|1d|2w|default]",
		Short: "Say how often a feed is asked, or the feeds of a folder",
		Long: `Every says how often a feed is asked, or the feeds of a folder that have no
interval of their own. The nearest holds: that of a feed, then of the folders
around its own place; by default each feed is asked by its rhythm. Without arguments every
prints what you chose. A server may ask for longer pauses, and gets them.`,
		Example: `  tidingsctl every
  tidingsctl every Lighthouse 15m
  tidingsctl every Asia 3h
  tidingsctl every Asia default`,
		Args: noneOrTwo("Every needs a feed or a folder, and a time such as 15m, 3h, 1d, or default."),
		RunE: s.setting(s.printEvery, func(ctx context.Context, core *app.Core, bar *sidebar, place, typed string) error {
			every, err := spanOf(typed)
			if err != nil {
				return err
			}
			r, err := setEvery(ctx, core, bar, place, every)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(r)
			}
			s.out.text(0, fmt.Sprintf("%s: %s from now on.", clean(r.Name), everyWords(every)))
			return nil
		}),
	}
}

// spanOf reads how often something is asked; default is zero.
func spanOf(typed string) (time.Duration, error) {
	if typed == "default" {
		return 0, nil
	}
	units := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if len(typed) > 1 {
		last := len(typed) - 1
		if n, err := strconv.Atoi(typed[:last]); err == nil && n > 0 && n < 10_000 && units[typed[last]] > 0 {
			return time.Duration(n) * units[typed[last]], nil
		}
	}
	return 0, wrong("%q is not a time such as 15m, 3h, 1d or 2w, nor default.", typed)
}

// setEvery sets the interval of the feed or folder that a person means.
func setEvery(ctx context.Context, core *app.Core, bar *sidebar, typed string, every time.Duration) (everyRecord, error) {
	r := everyRecord{Every: int64(every / time.Second)}
	if folder, err := bar.folder(typed); err == nil {
		r.Folder, r.Name = folder.ID, bar.path(folder.ID)
		return r, core.SetFolderEvery(ctx, folder.ID, every)
	}
	f, err := bar.feed(typed)
	if err != nil {
		return r, err
	}
	if f.Local() {
		return r, wrong("You fill %s yourself: no server is asked.", f.Name())
	}
	r.Feed, r.Name = f.ID, f.Name()
	f.Every = every
	return r, core.ChangeFeed(ctx, f)
}

func everyWords(d time.Duration) string {
	if d == 0 {
		return "as the folder around it says, else by its rhythm"
	}
	return "asked " + app.Every(d)
}

// printEvery lists what the reader chose.
func (s *session) printEvery(_ context.Context, _ *app.Core, bar *sidebar) error {
	var list []everyRecord
	for _, f := range bar.folders {
		if f.Every > 0 {
			list = append(list, everyRecord{Folder: f.ID, Name: bar.path(f.ID), Every: int64(f.Every / time.Second)})
		}
	}
	for _, f := range bar.feeds {
		if f.Every > 0 {
			list = append(list, everyRecord{Feed: f.ID, Name: f.Name(), Every: int64(f.Every / time.Second)})
		}
	}
	for _, r := range list {
		if s.out.json {
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		s.out.brief(0, 2, fmt.Sprintf("%s: %s", clean(r.Name), everyWords(time.Duration(r.Every)*time.Second)))
	}
	if len(list) == 0 && !s.out.json {
		s.out.line("Each feed is asked by its rhythm.")
	}
	return nil
}
