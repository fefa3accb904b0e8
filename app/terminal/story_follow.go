package terminal

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) followCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "follow ID",
		Short:   "Hear more of a story",
		Long:    "Follow puts a story among those that you follow: the window tells you of developments, and story followed lists them.",
		Example: "  tidingsctl story follow 412",
		Args:    takes(1, 1, "Story follow needs the number of one story or article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := s.knownStory(ctx, core, args[0])
			if err != nil {
				return err
			}
			if err := core.Follow(ctx, id); err != nil {
				return err
			}
			return s.sayStory(id, fmt.Sprintf("You follow story %d.", id))
		}),
	}
}

func (s *session) unfollowCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "unfollow ID",
		Short:   "Hear no more of a story",
		Long:    "Unfollow takes a story off those that you follow.",
		Example: "  tidingsctl story unfollow 412",
		Args:    takes(1, 1, "Story unfollow needs the number of one story or article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := s.knownStory(ctx, core, args[0])
			if err != nil {
				return err
			}
			if err := core.Unfollow(ctx, id); err != nil {
				return err
			}
			return s.sayStory(id, fmt.Sprintf("You do not follow story %d any more.", id))
		}),
	}
}

type followedRecord struct {
	ID      feeds.StoryID `json:"id"`
	Title   string        `json:"title"`
	Since   string        `json:"since"`
	Last    string        `json:"last"`
	Count   int           `json:"count"`
	Sources int           `json:"sources"`
	New     int           `json:"new"` // articles since the reader looked
	Quiet   bool          `json:"quiet"`
}

func (s *session) followedCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "followed",
		Short: "List the stories that you follow",
		Long: `Followed lists the stories that you follow, those with the latest article first,
with how many articles came since you looked. Those to which nothing came for a
week stand last.`,
		Example: "  tidingsctl story followed",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.CatchUp(ctx); err != nil {
				return err
			}
			list, err := core.Followed(ctx)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return missing("You follow no story. tidingsctl story follow ID follows one.")
			}
			return s.printFollowed(list)
		}),
	}
}

func (s *session) printFollowed(list []feeds.FollowedStory) error {
	digits := 0
	for _, f := range list {
		digits = max(digits, len(fmt.Sprint(f.ID)))
	}
	for i, f := range list {
		if s.out.json {
			r := followedRecord{f.ID, headline(f.Lead), stamp(f.Since), stamp(f.Last), f.Articles, f.Sources, f.New, f.Quiet}
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			s.out.blank()
		}
		fresh, quiet := "", ""
		if f.New > 0 {
			fresh = fmt.Sprintf("%d new", f.New)
		}
		if f.Quiet {
			quiet = "quiet"
		}
		label := fmt.Sprintf("%*d  ", digits, f.ID)
		s.out.hanging(label, 2, headline(f.Lead))
		s.out.brief(columns(label), 2, dotted(fresh, quiet, count(f.Sources, "source", "sources"), age(f.Last, s.now())))
	}
	return nil
}
