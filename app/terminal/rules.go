package terminal

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type ruleRecord struct {
	ID     feeds.RuleID `json:"id"`
	Name   string       `json:"name"`
	Scope  feeds.Scope  `json:"scope"`
	Does   feeds.Action `json:"does"` // read, star, later, delete
	Paused bool         `json:"paused"`
}

// does is what a rule does, in words.
var does = map[feeds.Action]string{
	feeds.MarkRead: "mark as read", feeds.AddStar: "star", feeds.AddLater: "put aside to read later", feeds.Discard: "delete",
}

func (s *session) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List the rules for what arrives, make one, remove one",
		Long: `Rules lists what is done by itself with articles when they arrive, in the order
in which it is done. rules add makes a rule; rules remove forgets one.`,
		Example: `  tidingsctl rules
  tidingsctl rules add read 'football OR handball' --dry-run
  tidingsctl rules add delete 'title:horoscope' --existing`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error { return s.rules(ctx, core) }),
	}
	c.AddCommand(s.addRuleCommand(), s.removeRuleCommand())
	return c
}

func (s *session) rules(ctx context.Context, core *app.Core) error {
	list, err := core.Rules(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return missing("You have no rules. tidingsctl rules add makes one.")
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	for _, r := range list {
		if s.out.json {
			if err := s.out.object(ruleRecord{r.ID, r.Name, r.Scope, r.Do, r.Paused}); err != nil {
				return err
			}
			continue
		}
		label := fmt.Sprintf("%3d  ", r.ID)
		s.out.hanging(label, 2, clean(r.Name))
		paused := ""
		if r.Paused {
			paused = "paused"
		}
		s.out.brief(columns(label), 2, dotted(does[r.Do], s.scopeWords(ctx, bar, r.Scope), paused))
	}
	return nil
}

type ruleFlags struct {
	scope            scopeFlags
	name             string
	existing, dryRun bool
}

func (s *session) addRuleCommand() *cobra.Command {
	var flags ruleFlags
	c := &cobra.Command{
		Use:   "add read|star|later|delete [QUERY]",
		Short: "Make a rule",
		Long: `Add makes a rule: articles that a search finds are marked as read, starred, put
aside to read later, or deleted when they arrive, also those of feeds that are
added later. The flags narrow it down as those of tidingsctl list do. With
--existing it is applied to what is stored, too. --dry-run makes no rule but
lists what it would find now. tidingsctl undo takes all of it back.`,
		Example: "  tidingsctl rules add delete 'title:horoscope' --feed Lighthouse --dry-run",
		Args:    takes(1, 2, "Rules add needs what to do (read, star, later or delete), then what to look for in quotes."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.addRule(ctx, core, args, flags)
		}),
	}
	flags.scope.bind(c)
	c.Flags().StringVar(&flags.name, "name", "", "what to call it (else what it looks for)")
	c.Flags().BoolVar(&flags.existing, "existing", false, "apply it to what is stored, too")
	c.Flags().BoolVar(&flags.dryRun, "dry-run", false, "only list what it would find now")
	return c
}

func (s *session) addRule(ctx context.Context, core *app.Core, args []string, flags ruleFlags) error {
	r := feeds.Rule{Name: flags.name, Do: feeds.Action(args[0])}
	if does[r.Do] == "" {
		return wrong("A rule does one of read, star, later, delete; not %q.", args[0])
	}
	if flags.dryRun {
		return s.list(ctx, core, flags.scope, strings.Join(args[1:], " "), "newest", 50)
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if r.Scope, err = flags.scope.scope(bar, s.now()); err != nil {
		return err
	}
	r.Scope.Text = strings.Join(args[1:], " ")
	if r.Scope.Equal(feeds.Scope{}) {
		return wrong("Say which articles: a search, or flags.")
	}
	if flags.existing {
		if err := core.CatchUp(ctx); err != nil {
			return err
		}
	}
	id, changed, err := core.SaveRule(ctx, r, flags.existing)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]any{"saved": id, "changed": changed})
	}
	text := fmt.Sprintf("Made rule %d.", id)
	if flags.existing {
		text += fmt.Sprintf(" It changed %s.", count(changed, "article", "articles"))
	}
	s.out.brief(0, 2, text)
	return nil
}

func (s *session) removeRuleCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID|NAME",
		Short:   "Forget a rule",
		Long:    "Remove forgets a rule. What it did stays. tidingsctl undo brings it back.",
		Example: "  tidingsctl rules remove 2",
		Args:    takes(1, 1, "Rules remove needs the number or name of one rule."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			list, err := core.Rules(ctx)
			if err != nil {
				return err
			}
			names := map[int64]string{}
			for _, r := range list {
				names[int64(r.ID)] = r.Name
			}
			id, err := numberOf(args[0], "rule", "rules", names)
			if err != nil {
				return err
			}
			if err := core.DeleteRule(ctx, feeds.RuleID(id)); err != nil {
				return err
			}
			return s.sayRemoved(id, names[id])
		}),
	}
}
