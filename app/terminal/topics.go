package terminal

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type topicRecord struct {
	Topic    feeds.Topic `json:"topic"`
	Name     string      `json:"name"`
	Articles int         `json:"articles"`
	Own      bool        `json:"own,omitempty"`
	Hidden   bool        `json:"hidden,omitempty"`
	Until    string      `json:"until,omitempty"` // hidden
}

// ownTopicRecord is a topic of the reader's own.
type ownTopicRecord struct {
	topicRecord
	ID        feeds.OwnTopicID  `json:"id"`
	Kind      string            `json:"kind"`
	Spellings []string          `json:"spellings"`
	Search    string            `json:"search"`
	Examples  []feeds.ArticleID `json:"examples"`
	Unlike    []feeds.ArticleID `json:"unlike"`
}

func (s *session) topicsCommand() *cobra.Command {
	var scope scopeFlags
	c := &cobra.Command{
		Use:   "topics",
		Short: "The topics; make your own, correct and hide them",
		Long: `Topics prints the topics with how many of the newest articles of a scope each
has: the built-in ones, then your own, then which are hidden.

The other commands make topics of your own, say what an article is about, and
hide what you do not want to see. tidingsctl undo takes all of it back.`,
		Example: `  tidingsctl topics --unread --folder Asia
  tidingsctl topics add Tides --word 'tide table' --word 'spring tide'
  tidingsctl topics set 412 science environment
  tidingsctl topics hide sport --until 2026-08-01`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			in, err := scope.scope(bar, s.now())
			if err != nil {
				return err
			}
			return s.topics(ctx, core, bar, in)
		}),
	}
	scope.bind(c)
	c.AddCommand(s.addTopicCommand(), s.removeTopicCommand(), s.setTopicsCommand(), s.whyTopicsCommand(),
		s.hideTopicCommand(), s.showTopicCommand())
	return c
}

func (s *session) topics(ctx context.Context, core *app.Core, bar *sidebar, in feeds.Scope) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	counts, err := core.TopicCounts(ctx, in)
	if err != nil {
		return err
	}
	mutes, err := core.Mutes(ctx)
	if err != nil {
		return err
	}
	wide := 13
	for _, t := range bar.allTopics() {
		wide = max(wide, min(columns(clean(t.Name())), 40))
	}
	for _, t := range bar.allTopics() {
		mute, hidden := hides(mutes, t)
		if s.out.json {
			var r any = topicRecord{Topic: t, Name: t.Name(), Articles: counts[t], Hidden: hidden, Until: stamp(mute.Until)}
			if o, ok := bar.ownTopic(string(t)); ok {
				r = ownTopicOf(r.(topicRecord), o)
			}
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		note := ""
		if hidden {
			note = "  hidden" + until(mute.Until, s.now())
		}
		s.out.line("%s  %6d%s", pad(clean(t.Name()), wide), counts[t], note)
	}
	return nil
}

func ownTopicOf(t topicRecord, o feeds.OwnTopic) ownTopicRecord {
	t.Own = true
	r := ownTopicRecord{t, o.ID, string(o.Kind), append([]string{}, o.Spellings...), o.Search,
		append([]feeds.ArticleID{}, o.Examples...), append([]feeds.ArticleID{}, o.Unlike...)}
	if o.Kind == feeds.OwnSubject {
		r.Kind = "subject"
	}
	return r
}

// hides finds the mute that hides a topic as such.
func hides(mutes []feeds.Mute, t feeds.Topic) (feeds.Mute, bool) {
	for _, m := range mutes {
		if m.Scope.Equal(feeds.Scope{Topics: []feeds.Topic{t}}) {
			return m, true
		}
	}
	return feeds.Mute{}, false
}

// until says when something ends; nothing if it does not.
func until(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " until " + date(t, now)
}

func (s *session) setTopicsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "set ARTICLE [TOPIC...]",
		Short: "Say what an article is about",
		Long: `Set gives an article exactly these topics, none if none is named, whatever is
thought of it later. Like articles that come are judged by it.`,
		Example: "  tidingsctl topics set 412 science environment\n  tidingsctl topics set 412",
		Args:    takes(1, -1, "Topics set needs the number of one article, then its topics."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := s.visible(ctx, core, args[0])
			if err != nil {
				return err
			}
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			right, err := bar.topics(args[1:])
			if err != nil {
				return err
			}
			if err := core.CatchUp(ctx); err != nil {
				return err
			}
			if err := core.CorrectTopics(ctx, id, right); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]any{"id": id, "topics": append([]feeds.Topic{}, right...)})
			}
			about := "no topic"
			if len(right) > 0 {
				about = topicList(right, ", ")
			}
			s.out.brief(0, 3, fmt.Sprintf("Article %d is about %s. Tidings learns from it.", id, about))
			return nil
		}),
	}
}

type reasonRecord struct {
	Topic feeds.Topic `json:"topic"`
	Score float64     `json:"score"`
	Why   string      `json:"why"`
}

func (s *session) whyTopicsCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "why ARTICLE",
		Short:   "Why an article has its topics",
		Long:    "Why prints the topics of an article, how sure they are, and the reason of each.",
		Example: "  tidingsctl topics why 412",
		Args:    takes(1, 1, "Topics why needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			if err := core.CatchUp(ctx); err != nil {
				return err
			}
			list, err := core.TopicReasons(ctx, id)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return missing("Article %d has no topic: none is sure enough.", id)
			}
			for _, r := range list {
				if s.out.json {
					if err := s.out.object(reasonRecord{r.Topic, r.Score, r.Why}); err != nil {
						return err
					}
					continue
				}
				label := fmt.Sprintf("%s  %3.0f %%  ", pad(clean(r.Topic.Name()), 13), 100*r.Score)
				s.out.hanging(label, 3, clean(r.Why))
			}
			return nil
		}),
	}
}
