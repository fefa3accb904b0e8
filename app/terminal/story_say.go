package terminal

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) splitCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "split ID ARTICLE...",
		Short:   "Make some articles of a story a story of their own",
		Long:    "Split takes articles out of a story and makes them a story of their own. What comes is told apart by it.",
		Example: "  tidingsctl story split 412 418 421",
		Args:    takes(2, -1, "Story split needs the number of a story, then those of the articles that are another one."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			story, err := s.knownStory(ctx, core, args[0])
			if err != nil {
				return err
			}
			out, err := s.allVisible(ctx, core, args[1:])
			if err != nil {
				return err
			}
			id, err := core.SplitStory(ctx, story, out)
			if err != nil {
				return err
			}
			return s.sayStory(id, fmt.Sprintf("Made story %d of %s.", id, count(len(out), "article", "articles")))
		}),
	}
}

func (s *session) mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "merge ID ID...",
		Short:   "Make one story of several",
		Long:    "Merge makes one story of several: each ID is the number of a story or of any article of it.",
		Example: "  tidingsctl story merge 412 530",
		Args:    takes(2, -1, "Story merge needs the numbers of two stories or more."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			var list []feeds.StoryID
			for _, typed := range args {
				id, err := s.knownStory(ctx, core, typed)
				if err != nil {
					return err
				}
				list = append(list, id)
			}
			id, err := core.MergeStories(ctx, list...)
			if err != nil {
				return err
			}
			return s.sayStory(id, fmt.Sprintf("They are story %d now.", id))
		}),
	}
}

func (s *session) notStoryCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "not ARTICLE",
		Short:   "Take an article out of its story",
		Long:    "Not takes an article out of its story, to which it never comes back.",
		Example: "  tidingsctl story not 418",
		Args:    takes(1, 1, "Story not needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := s.visible(ctx, core, args[0])
			if err != nil {
				return err
			}
			if err := core.CatchUp(ctx); err != nil {
				return err
			}
			if err := core.NotThisStory(ctx, id); err != nil {
				return err
			}
			a, err := core.Article(ctx, id)
			if err != nil {
				return err
			}
			return s.sayStory(a.Story, fmt.Sprintf("Took article %d out of its story.", id))
		}),
	}
}

func (s *session) apartCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "apart FEED FEED",
		Short:   "Never bring articles of two feeds together",
		Long:    "Apart keeps the articles of two feeds (number or name) out of each other's stories.",
		Example: "  tidingsctl story apart Lighthouse 'Harbour Post'",
		Args:    takes(2, 2, "Story apart needs the numbers or names of two feeds."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			a, err := bar.feed(args[0])
			if err != nil {
				return err
			}
			b, err := bar.feed(args[1])
			if err != nil {
				return err
			}
			if a.ID == b.ID {
				return wrong("These are the same feed.")
			}
			if err := core.CatchUp(ctx); err != nil {
				return err
			}
			if err := core.NeverJoin(ctx, a.ID, b.ID); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string][]feeds.FeedID{"apart": {a.ID, b.ID}})
			}
			s.out.brief(0, 3, fmt.Sprintf("%s and %s are told apart from now on.", clean(a.Name()), clean(b.Name())))
			return nil
		}),
	}
}

func (s *session) correctionsCommand() *cobra.Command {
	var drop int64
	c := &cobra.Command{
		Use:     "corrections",
		Short:   "List what you said about stories, or take it back",
		Long:    "Corrections lists what you said about stories, in this order. --drop takes one of it back.",
		Example: "  tidingsctl story corrections\n  tidingsctl story corrections --drop 3",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			list, err := core.StoryCorrections(ctx)
			if err != nil {
				return err
			}
			if drop != 0 {
				return s.dropCorrection(ctx, core, list, feeds.CorrectionID(drop))
			}
			if len(list) == 0 {
				return missing("You have said nothing about stories.")
			}
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			for _, x := range list {
				if s.out.json {
					if err := s.out.object(correctionOf(x)); err != nil {
						return err
					}
					continue
				}
				s.out.hanging(fmt.Sprintf("%3d  ", x.ID), 3, s.saidWords(ctx, bar, x))
			}
			return nil
		}),
	}
	c.Flags().Int64Var(&drop, "drop", 0, "take back the one with this number")
	return c
}

func (s *session) dropCorrection(ctx context.Context, core *app.Core, list []feeds.StoryCorrection, id feeds.CorrectionID) error {
	for _, x := range list {
		if x.ID == id {
			if err := core.DropStoryCorrection(ctx, id); err != nil {
				return err
			}
			return s.sayRemoved(int64(id), strconv.FormatInt(int64(id), 10))
		}
	}
	return missing("There is no correction %d. tidingsctl story corrections lists them.", id)
}

// saidWords is what the reader said about stories, as a sentence.
func (s *session) saidWords(ctx context.Context, bar *sidebar, x feeds.StoryCorrection) string {
	title := func(id feeds.ArticleID) string {
		a, err := bar.core.Article(ctx, id)
		if err != nil { // deleted since
			return fmt.Sprintf("article %d", id)
		}
		return fmt.Sprintf("“%s” (%d)", headline(a), id)
	}
	switch x.Kind {
	case feeds.Together:
		return fmt.Sprintf("You said: %s and %s are one story.", title(x.A), title(x.B))
	case feeds.Apart:
		return fmt.Sprintf("You said: %s and %s are different stories.", title(x.A), title(x.B))
	}
	return fmt.Sprintf("You said: %s and %s are never brought together.", bar.name(ctx, x.FeedA), bar.name(ctx, x.FeedB))
}

func correctionOf(x feeds.StoryCorrection) correctionRecord {
	return correctionRecord{x.ID, x.Kind, x.A, x.B, x.FeedA, x.FeedB, stamp(x.At)}
}

// knownStory reads the number of a story, or of an article of it.
func (s *session) knownStory(ctx context.Context, core *app.Core, typed string) (feeds.StoryID, error) {
	id, err := articleID(typed)
	if err != nil {
		return 0, err
	}
	if err := core.CatchUp(ctx); err != nil {
		return 0, err
	}
	story, err := storyWith(ctx, core, id)
	if app.IsMissing(err) {
		return 0, missing("There is no story or article %d.", id)
	}
	return story, err
}

func (s *session) sayStory(id feeds.StoryID, sentence string) error {
	if s.out.json {
		return s.out.object(map[string]feeds.StoryID{"story": id})
	}
	s.out.brief(0, 2, sentence)
	return nil
}
