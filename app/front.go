package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// A FrontStory is a story of the front page with the reason for its place.
type FrontStory struct {
	feeds.Story
	Others []feeds.Member // further articles, one a source, latest first
	Score  float64
	Why    string
}

// FrontPage is the stories of the last day by weight.
type FrontPage struct {
	Stories []FrontStory
	Sources int // different feeds that they come from
	Total   int // stories of the day, shown or not
}

const (
	// frontDay is how far back the front page reaches, and frontQuiet how far
	// if the day has been too quiet to fill a page.
	frontDay   = 24 * time.Hour
	frontQuiet = 7 * 24 * time.Hour
	frontFew   = 6
	frontRead  = 400 // stories that are weighed
	frontShown = 24
)

// FrontPage returns the stories of the last day ranked by how many independent
// sources cover them, how fresh they are and how fast they grow. With topics,
// only stories about at least one of them.
func (c *Core) FrontPage(ctx context.Context, topics []feeds.Topic) (FrontPage, error) {
	now := c.now()
	stories, err := c.db.Stories(ctx, now.Add(-frontDay), frontRead)
	if err == nil && len(stories) < frontFew {
		stories, err = c.db.Stories(ctx, now.Add(-frontQuiet), frontRead)
	}
	if err != nil {
		return FrontPage{}, fmt.Errorf("front page: %w", err)
	}
	page := FrontPage{Total: len(stories)}
	for _, s := range stories {
		if len(topics) > 0 && !about(s.Topics, topics) {
			continue
		}
		score, why := weigh(s, now)
		page.Stories = append(page.Stories, FrontStory{Story: s, Score: score, Why: why})
	}
	slices.SortStableFunc(page.Stories, func(a, b FrontStory) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.Last.Compare(a.Last), cmp.Compare(b.ID, a.ID))
	})
	page.Stories = page.Stories[:min(len(page.Stories), frontShown)]
	sources := map[feeds.FeedID]bool{}
	for i := range page.Stories {
		s := &page.Stories[i]
		sources[s.Lead.Feed] = true
		if s.Sources < 2 {
			continue
		}
		_, members, err := c.db.Story(ctx, s.ID)
		if err != nil {
			return FrontPage{}, fmt.Errorf("front page: %w", err)
		}
		s.Others = onePerSource(members, s.Lead)
		for _, m := range s.Others {
			sources[m.Feed] = true
		}
	}
	page.Sources = len(sources)
	return page, nil
}

// weigh is a story's weight, and in words what counted besides the number of its
// sources. Each doubling of sources counts as much as twelve hours of age.
func weigh(s feeds.Story, now time.Time) (float64, string) {
	var why []string
	age := max(0, now.Sub(s.Last).Hours())
	score := math.Log2(1+float64(s.Sources)) - age/12
	if age < 2 {
		why = append(why, "fresh")
	}
	if span := s.Last.Sub(s.First).Hours(); s.Sources > 2 && span < 6 {
		score += 0.5
		why = append(why, "growing")
	}
	if s.Sources == 1 && s.Lead.Words > 1200 {
		score += 0.4
		why = append(why, "long read")
	}
	if s.Lead.Image != "" {
		score += 0.2 // a page of pictures and text reads better; never outweighs a source
	}
	if s.Unread == 0 {
		score -= 1
		why = append(why, "read")
	}
	return score, strings.Join(why, " · ")
}

func about(scores []feeds.TopicScore, topics []feeds.Topic) bool {
	return slices.ContainsFunc(scores, func(s feeds.TopicScore) bool { return slices.Contains(topics, s.Topic) })
}

// onePerSource keeps the latest article of each source other than the lead's,
// wire copies last.
func onePerSource(members []feeds.Member, lead feeds.Article) []feeds.Member {
	seen := map[feeds.FeedID]bool{lead.Feed: true}
	var own, copies []feeds.Member
	for _, m := range slices.Backward(members) {
		switch {
		case seen[m.Feed]:
			continue
		case m.CopyOf != 0:
			copies = append(copies, m)
		default:
			own = append(own, m)
		}
		seen[m.Feed] = true
	}
	return append(own, copies...)
}

// Coverage is what belongs beside an article.
type Coverage struct {
	Story   feeds.Story
	Members []feeds.Member // of the story, in time order, this article included
	Related []feeds.Relation
}

// Coverage returns the full coverage of an article's story and related articles.
func (c *Core) Coverage(ctx context.Context, id feeds.ArticleID) (Coverage, error) {
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return Coverage{}, fmt.Errorf("coverage: %w", err)
	}
	var out Coverage
	if a.Story != 0 {
		out.Story, out.Members, err = c.db.Story(ctx, a.Story)
		if err != nil && (a.Deleted.IsZero() || !errors.Is(err, feeds.ErrNotFound)) { // else all of it is in the bin
			return Coverage{}, fmt.Errorf("coverage: %w", err)
		}
	}
	if out.Related, err = c.related(ctx, a); err != nil {
		return Coverage{}, fmt.Errorf("coverage: %w", err)
	}
	return out, nil
}

// Story returns a story and its articles in time order.
func (c *Core) Story(ctx context.Context, id feeds.StoryID) (feeds.Story, []feeds.Member, error) {
	return c.db.Story(ctx, id)
}
