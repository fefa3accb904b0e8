package terminal

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// A mark is something that the reader does with articles.
type mark struct {
	name, short, done string // done: what became of them
	set               func(ctx context.Context, core *app.Core, ids []feeds.ArticleID) error
}

var marksOf = []mark{
	{"unread", "Mark articles as not read", "unread", func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetRead(ctx, false, ids...)
	}},
	{"star", "Star articles", "starred", func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetStarred(ctx, true, ids...)
	}},
	{"unstar", "Take stars away", "not starred", func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetStarred(ctx, false, ids...)
	}},
	{"later", "Put articles on the list to read later", "to read later", func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetLater(ctx, true, ids...)
	}},
	{"notlater", "Take articles off the list to read later", "not to read later", func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetLater(ctx, false, ids...)
	}},
}

// markCommands are read, unread, star and so on.
func (s *session) markCommands() []*cobra.Command {
	list := []*cobra.Command{s.readCommand()}
	for _, m := range marksOf {
		list = append(list, &cobra.Command{
			Use:     m.name + " ID...",
			Short:   m.short,
			Long:    m.short + ". tidingsctl undo takes it back.",
			Example: fmt.Sprintf("  tidingsctl %s 412 413", m.name),
			Args:    takes(1, -1, "Name at least one article by its number."),
			RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
				return s.mark(ctx, core, m, args)
			}),
		})
	}
	return list
}

func (s *session) readCommand() *cobra.Command {
	m := mark{name: "read", done: "read", set: func(ctx context.Context, c *app.Core, ids []feeds.ArticleID) error {
		return c.SetRead(ctx, true, ids...)
	}}
	var scope scopeFlags
	var all bool
	c := &cobra.Command{
		Use:     "read ID... | read --all",
		Short:   "Mark articles as read",
		Long:    "Read marks articles as read; with --all everything in a scope. tidingsctl undo takes it back.",
		Example: "  tidingsctl read 412 413\n  tidingsctl read --all --folder Asia",
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			switch {
			case all && len(args) > 0:
				return wrong("Name articles, or --all.")
			case all:
				return s.markAll(ctx, core, scope)
			case scope.any():
				return wrong("Everything in a scope is marked only with --all.")
			case len(args) == 0:
				return wrong("Name at least one article, or --all.")
			}
			return s.mark(ctx, core, m, args)
		}),
	}
	c.Flags().BoolVar(&all, "all", false, "everything, or everything in the scope of the other flags")
	scope.bind(c)
	return c
}

// mark does something with all articles named, or with none.
func (s *session) mark(ctx context.Context, core *app.Core, m mark, args []string) error {
	ids, err := s.allVisible(ctx, core, args)
	if err != nil {
		return err
	}
	if err := m.set(ctx, core, ids); err != nil {
		return err
	}
	return s.sayMarked(len(ids), m.done)
}

// allVisible reads the IDs of articles that are all there and not in the bin.
func (s *session) allVisible(ctx context.Context, core *app.Core, args []string) ([]feeds.ArticleID, error) {
	var ids []feeds.ArticleID
	for _, typed := range args {
		id, err := s.visible(ctx, core, typed)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// visible reads the ID of an article that is there and not in the bin.
func (s *session) visible(ctx context.Context, core *app.Core, typed string) (feeds.ArticleID, error) {
	id, err := articleID(typed)
	if err != nil {
		return 0, err
	}
	a, err := core.Article(ctx, id)
	switch {
	case app.IsMissing(err):
		return 0, missing("There is no article %d.", id)
	case err == nil && !a.Deleted.IsZero():
		return 0, missing("Article %d is in the bin. tidingsctl bin restore %d brings it back.", id, id)
	}
	return id, err
}

func (s *session) markAll(ctx context.Context, core *app.Core, flags scopeFlags) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	in, err := flags.scope(bar, s.now())
	if err != nil {
		return err
	}
	n, err := core.MarkAllRead(ctx, in, 0)
	if err != nil {
		return err
	}
	return s.sayMarked(n, "read")
}

func (s *session) sayMarked(n int, done string) error {
	if s.out.json {
		return s.out.object(map[string]int{"marked": n})
	}
	s.out.brief(0, 2, fmt.Sprintf("Marked %s as %s.", count(n, "article", "articles"), done))
	return nil
}

func (s *session) undoCommand() *cobra.Command {
	var list bool
	var limit int
	c := &cobra.Command{
		Use:   "undo",
		Short: "Take back the last thing you did",
		Long: `Undo takes back the last thing you did, in the window or here; again, the thing
before that. --list says what it would take back, the next first.`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if list {
				return s.history(ctx, core, limit)
			}
			what, err := core.Undo(ctx)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]string{"undone": what})
			}
			s.out.text(0, "Taken back: "+clean(what))
			return nil
		}),
	}
	c.Flags().BoolVar(&list, "list", false, "only say what can be taken back")
	c.Flags().IntVar(&limit, "limit", 20, "how many are listed")
	return c
}

type doneRecord struct {
	At   string `json:"at"`
	What string `json:"what"`
}

// history prints what Undo would take back.
func (s *session) history(ctx context.Context, core *app.Core, limit int) error {
	if limit <= 0 {
		return wrong("A limit is 1 or more.")
	}
	done, err := core.History(ctx, limit)
	if err != nil {
		return err
	}
	if len(done) == 0 {
		return missing("There is nothing to undo.")
	}
	for _, d := range done {
		if s.out.json {
			if err := s.out.object(doneRecord{stamp(d.At), d.What}); err != nil {
				return err
			}
			continue
		}
		s.out.hanging(pad(moment(d.At, s.now()), 18)+"  ", 3, clean(d.What))
	}
	return nil
}
