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

// ownFlags say what belongs to a topic of the reader's own.
type ownFlags struct {
	words, like, unlike []string
	search, kind        string
	dryRun              bool
}

func (s *session) addTopicCommand() *cobra.Command {
	var flags ownFlags
	c := &cobra.Command{
		Use:   "add NAME",
		Short: "Make a topic of your own, or add to one",
		Long: `Add makes a topic of your own. To it belongs what has one of its words, what its
search finds, and what is like its examples; a person, firm or place has several
spellings. If there is a topic of this name, what you say is added to it.
--dry-run makes nothing but lists what would belong to it.`,
		Example: `  tidingsctl topics add Tides --word 'tide table' --word 'spring tide'
  tidingsctl topics add 'Ada Quist' --kind person --word 'Ada Quist' --word 'A. Quist'
  tidingsctl topics add Comets --search 'comet -film' --like 412 --like 418`,
		Args: takes(1, 1, "Topics add needs a name, in quotes if it has spaces."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.addTopic(ctx, core, args[0], flags)
		}),
	}
	f := c.Flags()
	f.StringArrayVar(&flags.words, "word", nil, "a word, phrase or spelling; several: any of them")
	f.StringVar(&flags.search, "search", "", "a search, as tidingsctl search takes it")
	f.StringSliceVar(&flags.like, "like", nil, "the number of an article that is an example")
	f.StringSliceVar(&flags.unlike, "unlike", nil, "the number of an article that only seems to be one")
	f.StringVar(&flags.kind, "kind", "", "subject, person, firm or place")
	f.BoolVar(&flags.dryRun, "dry-run", false, "only list what would belong to it")
	return c
}

// tried is how many articles --dry-run lists.
const tried = 50

func (s *session) addTopic(ctx context.Context, core *app.Core, name string, flags ownFlags) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	o, known := bar.ownTopic(name)
	if !known {
		o.Name = strings.TrimSpace(name)
	}
	if o, err = s.fillTopic(ctx, core, o, flags); err != nil {
		return err
	}
	if len(o.Spellings)+len(o.Examples) == 0 && o.Search == "" {
		return wrong("Say what belongs to it: --word, --search or --like.")
	}
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	if flags.dryRun {
		return s.tryTopic(ctx, core, bar, o)
	}
	id, err := core.SaveOwnTopic(ctx, o)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]feeds.OwnTopicID{"saved": id})
	}
	said := "Made the topic"
	if known {
		said = "Changed the topic"
	}
	s.out.brief(0, 3, fmt.Sprintf("%s %s. tidingsctl list --topic %q shows what belongs to it.", said, clean(o.Name), o.Name))
	return nil
}

// fillTopic adds to a topic what the flags say.
func (s *session) fillTopic(ctx context.Context, core *app.Core, o feeds.OwnTopic, flags ownFlags) (feeds.OwnTopic, error) {
	if flags.kind != "" {
		kind, ok := kinds[strings.ToLower(flags.kind)]
		if !ok {
			return o, wrong("A topic is a subject, person, firm or place; not %q.", flags.kind)
		}
		o.Kind = kind
	}
	if flags.search != "" {
		o.Search = flags.search
	}
	o.Spellings = slices.Concat(o.Spellings, flags.words)
	like, err := s.allVisible(ctx, core, flags.like)
	if err != nil {
		return o, err
	}
	unlike, err := s.allVisible(ctx, core, flags.unlike)
	if err != nil {
		return o, err
	}
	o.Examples = different(o.Examples, like, unlike)
	o.Unlike = different(o.Unlike, unlike, like)
	return o, nil
}

var kinds = map[string]feeds.OwnKind{
	"subject": feeds.OwnSubject, "person": feeds.OwnPerson, "firm": feeds.OwnFirm, "place": feeds.OwnPlace,
}

// different are the articles of two lists, each once, without those of a third.
func different(have, more, without []feeds.ArticleID) []feeds.ArticleID {
	var out []feeds.ArticleID
	for _, id := range slices.Concat(have, more) {
		if !slices.Contains(out, id) && !slices.Contains(without, id) {
			out = append(out, id)
		}
	}
	return out
}

func (s *session) tryTopic(ctx context.Context, core *app.Core, bar *sidebar, o feeds.OwnTopic) error {
	list, err := core.TryOwnTopic(ctx, o, tried)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return missing("Nothing that is stored would belong to it.")
	}
	if s.out.json {
		return s.articleLines(ctx, bar, list, nil)
	}
	s.printArticles(ctx, bar, list, nil, false)
	return nil
}

func (s *session) removeTopicCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "Forget a topic of your own",
		Long:    "Remove forgets a topic of your own. Its articles stay. tidingsctl undo brings it back.",
		Example: "  tidingsctl topics remove Tides",
		Args:    takes(1, 1, "Topics remove needs the name of one topic of your own."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			o, ok := bar.ownTopic(args[0])
			switch {
			case !ok && feeds.TopicTaken(args[0]):
				return wrong("Built-in topics stay. tidingsctl topics hide hides one.")
			case !ok:
				return missing("You have no topic called %q. tidingsctl topics lists them.", args[0])
			}
			if err := core.DeleteOwnTopic(ctx, o.ID); err != nil {
				return err
			}
			return s.sayRemoved(int64(o.ID), o.Name)
		}),
	}
}
