package terminal

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// pageFlags say how a page is read that is no feed.
type pageFlags struct {
	page bool
	feeds.Recipe
}

func (p *pageFlags) register(c *cobra.Command, what string) {
	f := c.Flags()
	f.BoolVar(&p.page, "page", false, what)
	f.StringVar(&p.Items, "items", "", "CSS selector of the articles on a page")
	f.StringVar(&p.Title, "title", "", "CSS selector of the headline in an article")
	f.StringVar(&p.Link, "link", "", "CSS selector of the link in an article")
	f.StringVar(&p.Date, "date", "", "CSS selector of the date in an article")
	f.StringVar(&p.Lead, "lead", "", "CSS selector of the lead in an article")
	f.StringVar(&p.Picture, "picture", "", "CSS selector of the picture in an article")
	f.StringVar(&p.Author, "author", "", "CSS selector of the author in an article")
}

// selects reports whether a selector was given.
func (p pageFlags) selects() bool { return p.Recipe != feeds.Recipe{} }

// wanted reports whether it is a page that is to be read.
func (p pageFlags) wanted() bool { return p.page || p.selects() }

// onto are the selectors that were given, in place of those that were found. Who says where
// articles are, says all about them.
func (p pageFlags) onto(found feeds.Recipe) feeds.Recipe {
	out := p.Recipe
	if out.Items == "" {
		out = found
		for _, f := range []struct {
			into *string
			text string
		}{{&out.Title, p.Title}, {&out.Link, p.Link}, {&out.Date, p.Date}, {&out.Lead, p.Lead}, {&out.Picture, p.Picture}, {&out.Author, p.Author}} {
			if f.text != "" {
				*f.into = f.text
			}
		}
	}
	out.Kind = feeds.RecipeList
	return out
}

// adjust reads a page that was found as the flags say.
func (p pageFlags) adjust(found app.Found) (app.Found, error) {
	if !p.selects() {
		return found, nil
	}
	out := found.Adjusted(p.onto(found.ListRecipe()))
	if errors.Is(out.Err, feeds.ErrNoList) {
		return out, wrong("No articles are found there.")
	}
	return out, out.Err
}

// onlyPage is said before what a site has in place of a feed.
const onlyPage = "This site has no feed. Tidings can read its list of articles instead."

// changePage changes how a feed is read: as the flags say, else in the best way that is
// found now.
func (s *session) changePage(ctx context.Context, core *app.Core, f feeds.Feed, flags pageFlags) error {
	ways, err := core.PageOf(ctx, f.ID)
	if err != nil {
		return err
	}
	way := ways[0]
	if way.Recipe == f.Recipe && len(ways) > 1 {
		way = ways[1]
	}
	if way, err = flags.adjust(way); err != nil {
		return err
	}
	if way.Err != nil {
		return way.Err
	}
	if !s.out.json {
		s.printFound([]app.Found{way})
	}
	if way.Recipe == f.Recipe {
		s.say("It is read so already.")
		return nil
	}
	r, err := core.ChangeRecipe(ctx, f.ID, way.Recipe)
	if err != nil {
		return err
	}
	s.failed = r.Failed > 0
	s.say("%s", fmt.Sprintf("Changed how %s is read; tidingsctl undo takes it back.", f.Name()))
	return nil
}
