package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// toldApart is how much time lies between two notifications of one story at least.
const toldApart = 3 * time.Hour

// Follow remembers that the reader wants to hear more of a story.
func (c *Core) Follow(ctx context.Context, id feeds.StoryID) error {
	return c.followChanged(c.db.Follow(ctx, id))
}

// Unfollow forgets that.
func (c *Core) Unfollow(ctx context.Context, id feeds.StoryID) error {
	return c.followChanged(c.db.Unfollow(ctx, id))
}

func (c *Core) followChanged(err error) error {
	if err != nil {
		return fmt.Errorf("follow a story: %w", err)
	}
	c.notify(Change{Followed: true})
	return nil
}

// Followed returns the stories that the reader follows, those with the latest article
// first and quiet ones last.
func (c *Core) Followed(ctx context.Context) ([]feeds.FollowedStory, error) {
	return c.db.Followed(ctx)
}

// StorySeen says that the reader looks at a story now. It is no step that Undo takes
// back.
func (c *Core) StorySeen(ctx context.Context, id feeds.StoryID) error {
	return c.followChanged(c.db.StorySeen(ctx, id))
}

// A Development is what the reader is to be told of a story that is followed.
type Development struct {
	storage.Development
	Title string // the headline of the story
	Text  string // a sentence: two more sources, now 9
}

// News returns what the reader is to be told of the stories that are followed, and takes
// it for told: of each story at most once in three hours. It is there when a Change
// says that followed stories changed.
func (c *Core) News() []Development {
	list, err := c.db.Developments(c.ctx, toldApart)
	if err != nil {
		if c.ctx.Err() == nil {
			c.log.Warn("news of followed stories", "err", err)
		}
		return nil
	}
	var out []Development
	for _, d := range list {
		out = append(out, Development{d, d.Story.Lead.Title, developed(d)})
	}
	return out
}

// developed is what came to a story, in words.
func developed(d storage.Development) string {
	if len(d.Articles) == 0 {
		return "Nothing new for a week. The story stays in your list until you take it off."
	}
	sources := map[feeds.FeedID]bool{}
	for _, a := range d.Articles {
		sources[a.Feed] = true
	}
	latest := d.Articles[0].Title
	if len(sources) < d.Story.Sources {
		return fmt.Sprintf("%s, now %s: %s", moreSources(len(sources)), counted(d.Story.Sources, "source"), latest)
	}
	return latest
}

var smallNumbers = []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"}

func moreSources(n int) string {
	number := fmt.Sprint(n)
	if n < len(smallNumbers) {
		number = smallNumbers[n]
	}
	if n == 1 {
		return number + " more report"
	}
	return number + " more reports"
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strings.Join([]string{fmt.Sprint(n), noun + "s"}, " ")
}

// follows reports whether any story is followed.
func (c *Core) follows(ctx context.Context) bool {
	some, err := c.db.Follows(ctx)
	return err == nil && some
}

// tellNews tells listeners of developments that waited for their time.
func (c *Core) tellNews(ctx context.Context) {
	if some, err := c.db.HasDevelopments(ctx, toldApart); err == nil && some {
		c.notify(Change{Followed: true})
	}
}
