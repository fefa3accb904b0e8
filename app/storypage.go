package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/digest"
)

// StoryPage is all that is known of one story.
type StoryPage struct {
	feeds.Story
	Members   []feeds.Member // in the order of time
	Days      []StoryDay     // the first day first
	Only      []OnlyOne      // what only one source says
	Missing   []feeds.Feed   // sources that have not told it, those that usually would first
	Following bool
	New       int                     // members since the reader looked at it, if they follow it
	Joined    []feeds.StoryCorrection // what the reader said about its articles
	Elsewhere []feeds.Story           // what seems to be the same event in other languages, one a language
}

// A StoryDay is what one day brought to a story.
type StoryDay struct {
	Date    time.Time      // the day's beginning, in the reader's time
	Members []feeds.Member // the latest first, without copies of another's text
	Copies  map[feeds.ArticleID][]feeds.Member
	Added   []string // names, numbers and phrases that were not there before
}

// OnlyOne is what only one source of a story says.
type OnlyOne struct {
	feeds.Sentence
	Feed feeds.FeedID
}

// StoryPage returns the page of a story. The error is feeds.ErrNotFound if nothing of
// it is stored.
func (c *Core) StoryPage(ctx context.Context, id feeds.StoryID) (StoryPage, error) {
	page, err := c.storyPage(ctx, id)
	if err != nil {
		return StoryPage{}, fmt.Errorf("story page: %w", err)
	}
	return page, nil
}

func (c *Core) storyPage(ctx context.Context, id feeds.StoryID) (StoryPage, error) {
	var page StoryPage
	var err error
	if page.Story, page.Members, err = c.db.Story(ctx, id); err != nil {
		return page, err
	}
	page.Days = storyDays(page.Members, c.now().Location())
	texts, err := c.texts(ctx, page.Members)
	if err != nil {
		return page, err
	}
	addAdded(page.Days, texts)
	source := map[feeds.ArticleID]feeds.FeedID{}
	for _, m := range page.Members {
		source[m.ID] = m.Feed
	}
	for _, s := range digest.Only(texts, onlyShown) {
		page.Only = append(page.Only, OnlyOne{s, source[s.Article]})
	}
	if page.Missing, err = c.missing(ctx, page); err != nil {
		return page, err
	}
	elsewhere, err := c.derive.counterparts(ctx, id)
	if err != nil {
		return page, err
	}
	if page.Elsewhere, err = c.db.StoriesByID(ctx, elsewhere); err != nil {
		return page, err
	}
	return page, c.addSaid(ctx, &page)
}

// counterparts are the stories of the same event in other languages, as far as names
// tell it.
func (d *deriver) counterparts(ctx context.Context, id feeds.StoryID) ([]feeds.StoryID, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.load(ctx); err != nil {
		return nil, err
	}
	var out []feeds.StoryID
	for _, x := range d.index.Counterparts(id, elsewhereShown) {
		out = append(out, x.Story)
	}
	return out, nil
}

// addSaid adds what the reader did with a story.
func (c *Core) addSaid(ctx context.Context, page *StoryPage) error {
	followed, err := c.db.Followed(ctx)
	if err != nil {
		return err
	}
	for _, f := range followed {
		if f.ID == page.ID {
			page.Following, page.New = true, f.New
		}
	}
	said, err := c.db.StoryCorrections(ctx)
	if err != nil {
		return err
	}
	articles, from := map[feeds.ArticleID]bool{}, map[feeds.FeedID]bool{}
	for _, m := range page.Members {
		articles[m.ID], from[m.Feed] = true, true
	}
	for _, x := range said {
		if articles[x.A] || articles[x.B] || from[x.FeedA] || from[x.FeedB] {
			page.Joined = append(page.Joined, x)
		}
	}
	return nil
}

const (
	onlyShown      = 5 // sentences that only one source says
	addedShown     = 4 // names, numbers and phrases of a day
	elsewhereShown = 6 // stories in other languages
)

// addAdded says what each day added to those before it. Of the first day everything
// is new.
func addAdded(days []StoryDay, texts []digest.Text) {
	day := map[feeds.ArticleID]int{}
	for i, d := range days {
		for _, m := range d.Members {
			day[m.ID] = i
		}
	}
	of := make([][]digest.Text, len(days))
	for _, t := range texts {
		if i, ok := day[t.Article]; ok {
			of[i] = append(of[i], t)
		}
	}
	var before []digest.Text
	for i := range days {
		if len(before) > 0 {
			days[i].Added = digest.Added(of[i], before, addedShown)
		}
		before = append(before, of[i]...)
	}
}

// storyDays puts members into the days on which they appeared. A copy stands with
// the article whose text it has, also if it came a day later, and by itself if that
// article is not of the story.
func storyDays(members []feeds.Member, zone *time.Location) []StoryDay {
	original := map[feeds.ArticleID]feeds.ArticleID{}
	for _, m := range members {
		original[m.ID] = m.ID
		if of, ok := original[m.CopyOf]; ok {
			original[m.ID] = of
		}
	}
	var days []StoryDay
	place := map[feeds.ArticleID]int{} // of the day of an original
	for _, m := range members {
		if of := original[m.ID]; of != m.ID {
			d := &days[place[of]]
			d.Copies[of] = append(d.Copies[of], m)
			continue
		}
		date := Today(m.Date().In(zone))
		if len(days) == 0 || !days[len(days)-1].Date.Equal(date) {
			days = append(days, StoryDay{Date: date, Copies: map[feeds.ArticleID][]feeds.Member{}})
		}
		d := &days[len(days)-1]
		d.Members = append(d.Members, m)
		place[m.ID] = len(days) - 1
	}
	for i := range days {
		slices.Reverse(days[i].Members)
	}
	return days
}

const (
	// missingNamed is how many sources are named that have not told a story.
	missingNamed = 8
	// missingLeast is how many articles of its kind a source must have written to be
	// expected to write one more.
	missingLeast = 2
	// habitDays is over how many days what sources write is looked at.
	habitDays = 14
)

// missing are the sources that have not told a story although they write in its
// language about its topics and have published since it began: those first that do
// so most. A publisher with several feeds has told it when one of them has.
func (c *Core) missing(ctx context.Context, page StoryPage) ([]feeds.Feed, error) {
	habits, err := c.db.Habits(ctx, c.now().AddDate(0, 0, -habitDays))
	if err != nil {
		return nil, err
	}
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	publisher, err := c.db.Publishers(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		publisher[f.ID] = cmp.Or(publisher[f.ID], fmt.Sprint(f.ID))
	}
	told, languages := map[string]bool{}, map[string]bool{}
	for _, m := range page.Members {
		told[publisher[m.Feed]] = true
		languages[m.Language] = true
	}
	chance := map[feeds.FeedID]float64{}
	var out []feeds.Feed
	for _, f := range list {
		h := habits[f.ID]
		if told[publisher[f.ID]] || f.Local() || f.Paused || !languages[h.Language] || h.Latest.Before(page.First) {
			continue
		}
		about := 0
		if i := slices.IndexFunc(page.Topics, func(t feeds.TopicScore) bool { return t.Topic.Known() }); i >= 0 {
			about = h.Topics[page.Topics[i].Topic]
		}
		if about >= missingLeast {
			chance[f.ID] = float64(about) * float64(about) / float64(h.Articles)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b feeds.Feed) int {
		return cmp.Or(cmp.Compare(chance[b.ID], chance[a.ID]), cmp.Compare(a.Name(), b.Name()))
	})
	named := map[string]bool{}
	out = slices.DeleteFunc(out, func(f feeds.Feed) bool {
		twice := named[publisher[f.ID]]
		named[publisher[f.ID]] = true
		return twice
	})
	return out[:min(missingNamed, len(out))], nil
}
