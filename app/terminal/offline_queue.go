package terminal

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type jobRecord struct {
	ID       feeds.ArticleID `json:"id"`
	Title    string          `json:"title"`
	Source   string          `json:"source"`
	Text     bool            `json:"text"`     // its whole text is wanted
	Pictures bool            `json:"pictures"` // its pictures are
	Why      string          `json:"why"`      // reader, pack, mark, feed
	Tries    int             `json:"tries"`
	Next     string          `json:"next,omitempty"` // not before
	Working  bool            `json:"working"`
	Failed   bool            `json:"failed"` // given up
	Error    string          `json:"error,omitempty"`
}

// reasons are why an article waits, for programs and for people.
var reasons = map[app.Reason][2]string{
	app.ForReader: {"reader", "you asked for it"}, app.ForPack: {"pack", "prepared"},
	app.ForMark: {"mark", "you marked it"}, app.ForFeed: {"feed", "its feed is kept ready"},
}

func (s *session) queueCommand() *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "queue",
		Short: "List what waits for the network, and what was given up",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if limit < 0 {
				return wrong("A limit is 0 or more.")
			}
			return s.queue(ctx, core, limit)
		}),
	}
	c.Flags().IntVar(&limit, "limit", 50, "how many; 0: all")
	return c
}

func (s *session) queue(ctx context.Context, core *app.Core, limit int) error {
	if limit == 0 {
		limit = -1
	}
	jobs, err := core.Queue(ctx, limit)
	if err != nil {
		return err
	}
	if len(jobs) == 0 {
		return missing("Nothing waits to be fetched.")
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		a, err := core.Article(ctx, j.Article)
		if err != nil {
			return err
		}
		if s.out.json {
			r := jobRecord{a.ID, a.Title, bar.name(ctx, a.Feed), j.Text, j.Pictures, reasons[j.Why][0], j.Tries, stamp(j.Next), j.Working, j.Failed, j.Error}
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		s.printJob(j, a, bar.name(ctx, a.Feed))
	}
	return nil
}

func (s *session) printJob(j app.Job, a feeds.Article, source string) {
	s.out.hanging(fmt.Sprintf("%6d  ", a.ID), 2, headline(a))
	var wants []string
	if j.Text {
		wants = append(wants, "text")
	}
	if j.Pictures {
		wants = append(wants, "pictures")
	}
	state := "waits"
	switch {
	case j.Failed:
		state = "given up"
	case j.Working:
		state = "being fetched"
	}
	s.out.brief(8, 1, dotted(source, strings.Join(wants, " and "), reasons[j.Why][1], state, due(j.Next, s.now())))
	s.out.brief(8, 2, j.Error)
}

func (s *session) dropCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "drop ID...",
		Short:   "Take articles off the queue",
		Example: "  tidingsctl offline drop 412 413",
		Args:    takes(1, -1, "Drop needs the numbers of articles. tidingsctl offline queue shows them."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			var ids []feeds.ArticleID
			for _, typed := range args {
				id, err := articleID(typed)
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			if err := core.DropQueue(ctx, ids...); err != nil {
				return err
			}
			return s.offline(ctx, core)
		}),
	}
}

func (s *session) retryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "retry",
		Short: "Try everything that waits or was given up again",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.RetryQueue(ctx); err != nil {
				return err
			}
			if err := core.WorkQueue(ctx); err != nil {
				return err
			}
			return s.offline(ctx, core)
		}),
	}
}

// levels are how much is kept ready, as a person types it.
var levels = map[string]feeds.Ready{"default": feeds.ReadyAsAround, "off": feeds.ReadyOff, "text": feeds.ReadyText, "pictures": feeds.ReadyPictures}

func levelWord(r feeds.Ready) string {
	for word, level := range levels {
		if level == r {
			return word
		}
	}
	return ""
}

type readyRecord struct {
	Feed   feeds.FeedID   `json:"feed,omitempty"`
	Folder feeds.FolderID `json:"folder,omitempty"`
	Name   string         `json:"name"`  // "all" and "marked" are no feeds
	Ready  string         `json:"ready"` // off, text, pictures, default
}

func (s *session) keepReadyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "keep [FEED|FOLDER|all|marked off|text|pictures|default]",
		Short: "Say what is fetched ahead of a feed, of a folder, of everything",
		Long: `Keep says what is kept ready to be read without a network: nothing but what the
feed gives (off), the whole texts (text), or these with their pictures. The
nearest holds: that of a feed, of the folders around it, then of all. "marked"
is what you star, put aside or note. Without arguments keep prints what you
chose.`,
		Example: `  tidingsctl offline keep
  tidingsctl offline keep Lighthouse pictures
  tidingsctl offline keep Asia text`,
		Args: noneOrTwo("Keep needs a feed or a folder, and one of off, text, pictures, default."),
		RunE: s.setting(s.printReady, func(ctx context.Context, core *app.Core, bar *sidebar, place, typed string) error {
			level, ok := levels[typed]
			if !ok {
				return wrong("%q is none of off, text, pictures, default.", typed)
			}
			name, err := setReady(ctx, core, bar, place, level)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(readyRecord{Name: name, Ready: typed})
			}
			s.out.text(0, fmt.Sprintf("%s: %s from now on. The window fetches it, or tidingsctl offline fetch.", clean(name), readyWords(level)))
			return nil
		}),
	}
}

// setReady sets the level of what a person means and returns its name.
func setReady(ctx context.Context, core *app.Core, bar *sidebar, typed string, level feeds.Ready) (string, error) {
	switch typed {
	case "all":
		return "Everything", core.SetReady(ctx, level)
	case "marked":
		return "What you mark", core.SetMarkedReady(ctx, level)
	}
	folder, err := bar.folder(typed)
	if err == nil {
		return folder.Name, core.SetFolderReady(ctx, folder.ID, level)
	}
	f, err := bar.feed(typed)
	if err != nil {
		return "", err
	}
	return f.Name(), core.SetFeedReady(ctx, f.ID, level)
}

func readyWords(r feeds.Ready) string {
	return map[feeds.Ready]string{
		feeds.ReadyAsAround: "as what is around it", feeds.ReadyOff: "nothing is fetched ahead",
		feeds.ReadyText: "whole texts", feeds.ReadyPictures: "whole texts with pictures",
	}[r]
}

func (s *session) printReady(ctx context.Context, core *app.Core, bar *sidebar) error {
	general, err := core.Ready(ctx)
	if err != nil {
		return err
	}
	marked, err := core.MarkedReady(ctx)
	if err != nil {
		return err
	}
	list := []readyRecord{{Name: "all", Ready: levelWord(general)}, {Name: "marked", Ready: levelWord(marked)}}
	for _, f := range bar.folders {
		list = append(list, readyRecord{Folder: f.ID, Name: bar.path(f.ID), Ready: levelWord(f.Ready)})
	}
	for _, f := range bar.feeds {
		list = append(list, readyRecord{Feed: f.ID, Name: f.Name(), Ready: levelWord(f.Ready)})
	}
	for _, r := range list {
		if s.out.json {
			if err := s.out.object(r); err != nil {
				return err
			}
		} else if r.Ready != "default" {
			s.out.brief(0, 2, fmt.Sprintf("%s: %s", clean(r.Name), readyWords(levels[r.Ready])))
		}
	}
	return nil
}

// remotes are whether pictures are fetched, as a person types it.
var remotes = map[string]feeds.Remote{"default": feeds.RemoteAsAll, "on": feeds.RemoteShown, "off": feeds.RemoteBlocked}

func (s *session) remotePicturesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "pictures FEED|all on|off|default",
		Short: "Say whether the pictures of a feed are fetched from their servers",
		Long: `Pictures says whether the pictures of a feed's articles are fetched from their
servers, in the window and ahead. A picture that is fetched tells its server
that somebody at your address reads the article.`,
		Example: "  tidingsctl offline pictures Lighthouse off",
		Args:    takes(2, 2, "Pictures needs a feed (or all), and one of on, off, default."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			to, ok := remotes[args[1]]
			if !ok {
				return wrong("%q is none of on, off, default.", args[1])
			}
			name := "Everything"
			if args[0] == "all" {
				if err := core.SetRemote(ctx, to); err != nil {
					return err
				}
			} else {
				bar, err := readSidebar(ctx, core)
				if err != nil {
					return err
				}
				f, err := bar.feed(args[0])
				if err != nil {
					return err
				}
				if err := core.SetFeedRemote(ctx, f.ID, to); err != nil {
					return err
				}
				name = f.Name()
			}
			if s.out.json {
				return s.out.object(map[string]string{"name": name, "pictures": args[1]})
			}
			s.out.brief(0, 2, fmt.Sprintf("%s: pictures %s from now on.", clean(name), args[1]))
			return nil
		}),
	}
}
