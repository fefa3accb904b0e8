package terminal

import (
	"context"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type topicRecord struct {
	Topic    feeds.Topic `json:"topic"`
	Name     string      `json:"name"`
	Articles int         `json:"articles"`
}

func (s *session) topicsCommand() *cobra.Command {
	var scope scopeFlags
	c := &cobra.Command{
		Use:     "topics",
		Short:   "The topics, with how many articles each has",
		Long:    "Topics prints the topics with how many of the newest articles of a scope each has.",
		Example: "  tidingsctl topics\n  tidingsctl topics --unread --folder Asia",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			in, err := scope.scope(bar, s.now())
			if err != nil {
				return err
			}
			return s.topics(ctx, core, in)
		}),
	}
	scope.bind(c)
	return c
}

func (s *session) topics(ctx context.Context, core *app.Core, in feeds.Scope) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	counts, err := core.TopicCounts(ctx, in)
	if err != nil {
		return err
	}
	for _, t := range feeds.Topics {
		if s.out.json {
			if err := s.out.object(topicRecord{t, t.Name(), counts[t]}); err != nil {
				return err
			}
			continue
		}
		s.out.line("%s  %6d", pad(t.Name(), 13), counts[t])
	}
	return nil
}
