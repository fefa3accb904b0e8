package terminal

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type searchRecord struct {
	ID     feeds.SearchID `json:"id"`
	Name   string         `json:"name"`
	Scope  feeds.Scope    `json:"scope"`
	Unread int            `json:"unread"` // counted up to app.CountLimit
}

func (s *session) searchesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "searches",
		Short: "List the saved searches, save one, remove one",
		Long: `Searches lists the saved searches of the sidebar with how many unread articles
each has. searches add saves one; searches remove forgets one.`,
		Example: `  tidingsctl searches
  tidingsctl searches add "Chips in Asia" 'chip plant folder:asia'
  tidingsctl searches remove 3`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error { return s.searches(ctx, core) }),
	}
	c.AddCommand(s.addSearchCommand(), s.removeSearchCommand())
	return c
}

func (s *session) searches(ctx context.Context, core *app.Core) error {
	list, err := core.Searches(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return missing("You have no saved searches. tidingsctl searches add NAME QUERY saves one.")
	}
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	counts, err := core.SearchCounts(ctx)
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	for _, x := range list {
		if s.out.json {
			if err := s.out.object(searchRecord{x.ID, x.Name, x.Scope, counts[x.ID]}); err != nil {
				return err
			}
			continue
		}
		label := fmt.Sprintf("%3d  %4s  ", x.ID, atMost(counts[x.ID]))
		s.out.hanging(label, 2, clean(x.Name))
		s.out.brief(columns(label), 2, s.scopeWords(ctx, bar, x.Scope))
	}
	return nil
}

// atMost is a count as far as it was counted.
func atMost(n int) string {
	if n >= app.CountLimit {
		return fmt.Sprintf("%d+", app.CountLimit)
	}
	return strconv.Itoa(n)
}

// scopeWords says in words which articles a scope shows.
func (s *session) scopeWords(ctx context.Context, b *sidebar, in feeds.Scope) string {
	var parts []string
	add := func(yes bool, text string) {
		if yes {
			parts = append(parts, text)
		}
	}
	add(in.Text != "", in.Text)
	add(in.Feed != 0, "of "+b.name(ctx, in.Feed))
	add(in.Folder != 0, "in "+b.path(in.Folder))
	add(len(in.Topics) > 0, "about "+topicList(in.Topics, " or "))
	add(len(in.Without) > 0, "not about "+topicList(in.Without, " or "))
	add(in.UnreadOnly, "unread")
	add(in.StarredOnly, "starred")
	add(in.LaterOnly, "to read later")
	add(in.KeptOnly, "kept")
	add(!in.Since.IsZero(), "since "+moment(in.Since, s.now()))
	if len(parts) == 0 {
		return "everything"
	}
	return dotted(parts...)
}

func topicList(list []feeds.Topic, between string) string {
	var names []string
	for _, t := range list {
		names = append(names, t.Name())
	}
	return strings.Join(names, between)
}

func (s *session) addSearchCommand() *cobra.Command {
	var scope scopeFlags
	c := &cobra.Command{
		Use:     "add NAME [QUERY]",
		Short:   "Save a search",
		Long:    "Add saves a search under a name, last in the sidebar. The flags narrow it down as those of tidingsctl list do.",
		Example: "  tidingsctl searches add Floods 'flood -football' --topic world",
		Args:    takes(1, 2, "Searches add needs a name, then what to look for, both in quotes if they have spaces."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			in, err := scope.scope(bar, s.now())
			if err != nil {
				return err
			}
			in.Text = strings.Join(args[1:], " ")
			if in.Equal(feeds.Scope{}) {
				return wrong("Say what to look for.")
			}
			id, err := core.SaveSearch(ctx, feeds.Search{Name: args[0], Scope: in})
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]feeds.SearchID{"saved": id})
			}
			s.out.brief(0, 2, fmt.Sprintf("Saved as search %d: %s.", id, clean(args[0])))
			return nil
		}),
	}
	scope.bind(c)
	return c
}

func (s *session) removeSearchCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID|NAME",
		Short:   "Forget a saved search",
		Long:    "Remove forgets a saved search. tidingsctl undo brings it back.",
		Example: "  tidingsctl searches remove 3",
		Args:    takes(1, 1, "Searches remove needs the number or name of one search."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			list, err := core.Searches(ctx)
			if err != nil {
				return err
			}
			names := map[int64]string{}
			for _, x := range list {
				names[int64(x.ID)] = x.Name
			}
			id, err := numberOf(args[0], "search", "searches", names)
			if err != nil {
				return err
			}
			if err := core.DeleteSearch(ctx, feeds.SearchID(id)); err != nil {
				return err
			}
			return s.sayRemoved(id, names[id])
		}),
	}
}

// numberOf finds something by its number or its name, if just one has it.
func numberOf(typed, noun, command string, names map[int64]string) (int64, error) {
	if id, err := strconv.ParseInt(typed, 10, 64); err == nil {
		if _, ok := names[id]; ok {
			return id, nil
		}
	}
	var found []int64
	for id, name := range names {
		if strings.EqualFold(name, typed) {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return 0, missing("There is no %s %q. tidingsctl %s lists them.", noun, typed, command)
	case 1:
		return found[0], nil
	}
	return 0, wrong("Several have the name %q. tidingsctl %s shows their numbers.", typed, command)
}

func (s *session) sayRemoved(id int64, name string) error {
	if s.out.json {
		return s.out.object(map[string]int64{"removed": id})
	}
	s.out.brief(0, 2, fmt.Sprintf("Removed %s. tidingsctl undo brings it back.", clean(name)))
	return nil
}
