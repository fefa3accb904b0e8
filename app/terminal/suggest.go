package terminal

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type suggestedRecord struct {
	Name     string            `json:"name"`
	URL      string            `json:"url"` // where its feeds can be looked for
	Sources  []string          `json:"sources"`
	Articles int               `json:"articles"`
	Latest   string            `json:"latest"`
	Examples []feeds.ArticleID `json:"examples"` // articles that link to it
}

func (s *session) suggestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "suggest",
		Short: "List sites that your sources link to and you do not subscribe to",
		Long: `Suggest lists the sites to which several of your sources have linked within
four months and which you do not subscribe to, those with the most sources
first. It looks at stored articles alone: no server is asked. Large platforms,
works of reference, shops and what only leads on are left out, and so is what
a source links to below most of its articles.`,
		Example: "  tidingsctl suggest\n  tidingsctl add tower.example",
		Args:    cobra.NoArgs,
		RunE:    s.withCore(func(ctx context.Context, core *app.Core, _ []string) error { return s.suggest(ctx, core) }),
	}
}

func (s *session) suggest(ctx context.Context, core *app.Core) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	list, err := core.SuggestSites(ctx)
	if err != nil {
		return err
	}
	for _, x := range list {
		r := suggestedRecord{Name: x.Name, URL: x.URL, Articles: x.Articles, Latest: stamp(x.Latest)}
		for _, id := range x.Sources {
			r.Sources = append(r.Sources, bar.name(ctx, id))
		}
		for _, e := range x.Examples {
			r.Examples = append(r.Examples, e.Article)
		}
		if s.out.json {
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		s.out.line("%s", clean(x.Name))
		s.out.brief(4, 2, fmt.Sprintf("%s link to it: %s", count(len(x.Sources), "source", "sources"), strings.Join(r.Sources, ", ")))
		for _, e := range x.Examples {
			s.out.brief(4, 1, fmt.Sprintf("%d  %s", e.Article, clean(e.Title)))
		}
		s.out.blank()
	}
	switch {
	case s.out.json:
	case len(list) == 0:
		s.out.text(0, "No site that you do not have is linked to by several of your sources.")
	default:
		s.out.text(0, "tidingsctl add NAME looks for the feeds of one.")
	}
	return nil
}
