package terminal

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type moveFlags struct{ also, only, out, create bool }

func (s *session) moveCommand() *cobra.Command {
	var flags moveFlags
	c := &cobra.Command{
		Use:   "move FEED FOLDER",
		Short: "Put a feed into a folder, or into several",
		Long: `Move gives a feed its place in a folder, as in "Asia/South"; "/" is none. With
--also the feed keeps its place and stands in that folder too, with --only it
stands there and nowhere else, and --out takes it out again. What is set for a
folder (how often it is asked, what is kept) holds for the feeds that have
their place there; a feed that is taken out of it gets the first of its other
folders as its place. tidingsctl undo takes each of these back.`,
		Example: `  tidingsctl move Lighthouse Asia/South
  tidingsctl move Lighthouse Daily --also
  tidingsctl move Lighthouse Daily --out
  tidingsctl move Lighthouse "Sunday papers" --create`,
		Args: takes(2, 2, "Move needs a feed and a folder."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if flags.also && flags.only || flags.out && (flags.also || flags.only) {
				return wrong("Choose one of --also, --only and --out.")
			}
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			f, err := bar.feed(args[0])
			if err != nil {
				return err
			}
			folder, err := s.folderFor(ctx, core, bar, args[1], flags)
			if err != nil {
				return err
			}
			return s.move(ctx, core, f, folder, flags)
		}),
	}
	c.Flags().BoolVar(&flags.also, "also", false, "let the feed stand there too")
	c.Flags().BoolVar(&flags.only, "only", false, "let the feed stand there and nowhere else")
	c.Flags().BoolVar(&flags.out, "out", false, "take the feed out of the folder")
	c.Flags().BoolVar(&flags.create, "create", false, "make the folder if there is none of that name")
	return c
}

// folderFor finds the folder that a person means, or makes it.
func (s *session) folderFor(ctx context.Context, core *app.Core, bar *sidebar, typed string, flags moveFlags) (feeds.FolderID, error) {
	if strings.Trim(typed, "/ ") == "" {
		if flags.also || flags.out {
			return 0, wrong("A feed can stand in further folders, but there is none around them all.")
		}
		return 0, nil
	}
	folder, err := bar.folder(typed)
	if err == nil || !flags.create || flags.out {
		return folder.ID, err
	}
	id := feeds.FolderID(0)
	for name := range strings.SplitSeq(strings.Trim(typed, "/"), "/") {
		if id, err = core.AddFolder(ctx, id, name); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// move changes the places of a feed and says which they are.
func (s *session) move(ctx context.Context, core *app.Core, f feeds.Feed, folder feeds.FolderID, flags moveFlags) error {
	switch {
	case flags.out && !f.In(folder):
		return missing("%s does not stand in this folder.", clean(f.Name()))
	case flags.out:
		f.Leave(folder)
	case flags.also:
		f.Stand(folder)
	default:
		f.MoveTo(folder)
		if flags.only {
			f.Also = nil
		}
	}
	if err := core.ChangeFeed(ctx, f); err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(bar.record(f))
	}
	s.out.text(0, fmt.Sprintf("%s stands %s.", clean(f.Name()), clean(bar.places(f))))
	return nil
}

// places are all folders of a feed in words.
func (b *sidebar) places(f feeds.Feed) string {
	text := "in no folder"
	if f.Folder != 0 {
		text = "in " + b.path(f.Folder)
	}
	if also := b.also(f); len(also) > 0 {
		text += ", also in " + strings.Join(also, ", ")
	}
	return text
}

// also are the paths of the further folders of a feed.
func (b *sidebar) also(f feeds.Feed) []string {
	var out []string
	for _, id := range f.Also {
		out = append(out, b.path(id))
	}
	return out
}

// record is what is printed of a feed, with all its folders.
func (b *sidebar) record(f feeds.Feed) feedRecord {
	r := feedOf(f, b.path(f.Folder))
	r.Also = b.also(f)
	return r
}

// health is the same with how the feed is.
func (b *sidebar) health(s *session, h app.Health) healthRecord {
	r := healthOf(h, b.path(h.Feed.Folder), s.now())
	r.Also = b.also(h.Feed)
	return r
}

// only leaves the feeds that have all of some words (app.FeedIndex).
func (b *sidebar) only(typed string) error {
	if strings.TrimSpace(typed) == "" || len(b.feeds) == 0 {
		return nil
	}
	found := app.NewFeedIndex(b.feeds, b.folders).Find(typed).Marked
	b.feeds = slices.DeleteFunc(b.feeds, func(f feeds.Feed) bool { _, ok := found[f.ID]; return !ok })
	if len(b.feeds) == 0 {
		return missing("No feed has %q.", typed)
	}
	return nil
}

func (b *sidebar) has(id feeds.FeedID) bool {
	return slices.ContainsFunc(b.feeds, func(f feeds.Feed) bool { return f.ID == id })
}
