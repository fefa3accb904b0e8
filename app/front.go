package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// FrontWishes say which front page the reader wants. The zero value is all stories
// by their weight.
type FrontWishes struct {
	Topics  []feeds.Topic // stories about at least one of them
	Without []feeds.Topic // and about none of these
	ByTime  bool          // the latest development first, whatever a story weighs
}

// A FrontStory is a story of the front page with the reason for its place.
type FrontStory struct {
	feeds.Story
	Others []feeds.Member // further articles, one a source, latest first, agency copies last
	Score  float64
	Why    string // one line
	New    bool   // told anew, in words of its own, since the reader looked
}

// FrontPage is the stories of the last day.
type FrontPage struct {
	Stories []FrontStory
	Sources int                 // different feeds that they come from
	Total   int                 // stories of the day, shown or not
	Topics  map[feeds.Topic]int // how many of them are about each
	New     int                 // of Stories
	Since   time.Time           // New is what came since then; zero: the reader never looked
	Names   []Trend             // talked about now, and not before
	Links   []Trend             // pages that several sources link to
}

const (
	// frontDay is how far back the front page reaches, and frontQuiet how far
	// if the day has been too quiet to fill a page.
	frontDay   = 24 * time.Hour
	frontQuiet = 7 * 24 * time.Hour
	frontFew   = 6
	frontRead  = 160 // stories of each kind that are weighed
	frontClose = 60  // of those, how many are looked at closely
	frontShown = 24
)

// FrontPage returns the stories of the last day, ranked by how many independent
// sources tell them, how fresh they are, how fast they grow and how near they are to
// what the reader reads (see Balance), or by time.
func (c *Core) FrontPage(ctx context.Context, wishes FrontWishes) (FrontPage, error) {
	page, err := c.frontPage(ctx, wishes)
	if err != nil {
		return FrontPage{}, fmt.Errorf("front page: %w", err)
	}
	return page, nil
}

func (c *Core) frontPage(ctx context.Context, wishes FrontWishes) (FrontPage, error) {
	e := editor{core: c, wishes: wishes, now: c.now()}
	if err := e.prepare(ctx); err != nil {
		return FrontPage{}, err
	}
	list, err := e.candidates(ctx, frontDay)
	if err == nil && len(list) < frontFew {
		list, err = e.candidates(ctx, frontQuiet)
	}
	if err != nil {
		return FrontPage{}, err
	}
	page := FrontPage{Total: len(list), Topics: topicCounts(list), Since: e.seen.Since}
	if page.Stories, err = e.choose(ctx, list); err != nil {
		return FrontPage{}, err
	}
	if err := e.addOthers(ctx, page.Stories); err != nil {
		return FrontPage{}, err
	}
	sources := map[feeds.FeedID]bool{}
	for _, s := range page.Stories {
		page.New += asInt(s.New)
		sources[s.Lead.Feed] = true
		for _, m := range s.Others {
			sources[m.Feed] = true
		}
	}
	page.Sources = len(sources)
	page.Names, page.Links, err = c.trends(ctx)
	return page, err
}

// topicCounts is how many stories are about each topic.
func topicCounts(list []candidate) map[feeds.Topic]int {
	counts := map[feeds.Topic]int{}
	for _, x := range list {
		for _, t := range x.facts.topics {
			counts[t.Topic]++
		}
	}
	return counts
}

// An editor makes one front page.
type editor struct {
	core    *Core
	wishes  FrontWishes
	now     time.Time
	balance Balance
	seen    frontSeen
	taste   taste
}

func (e *editor) prepare(ctx context.Context) (err error) {
	if e.balance, err = e.core.FrontBalance(ctx); err != nil {
		return err
	}
	if e.seen, err = e.core.frontSeen(ctx); err != nil {
		return err
	}
	e.taste, err = e.core.taste(ctx)
	return err
}

// A candidate is a story with what it weighs.
type candidate struct {
	id    feeds.StoryID
	facts facts
	score float64
}

// candidates are the stories since a while ago that the reader may want, those that
// come first, first.
func (e *editor) candidates(ctx context.Context, span time.Duration) ([]candidate, error) {
	since := e.now.Add(-span)
	ids, err := e.core.db.Candidates(ctx, feeds.Scope{Topics: e.wishes.Topics, Since: since}, frontRead)
	if err != nil {
		return nil, err
	}
	reports, err := e.core.db.Reports(ctx, ids, since)
	if err != nil {
		return nil, err
	}
	var out []candidate
	for _, id := range ids {
		f, ok := e.facts(reports[id], span)
		if !ok || !e.wanted(f.topics) {
			continue
		}
		out = append(out, candidate{id, f, e.balance.score(f)})
	}
	e.sort(out)
	return out, nil
}

func (e *editor) wanted(about []feeds.TopicScore) bool {
	return (len(e.wishes.Topics) == 0 || shares(about, e.wishes.Topics)) && !shares(about, e.wishes.Without)
}

// shares reports whether an article or a story is about one of some topics.
func shares(about []feeds.TopicScore, topics []feeds.Topic) bool {
	return slices.ContainsFunc(about, func(s feeds.TopicScore) bool { return slices.Contains(topics, s.Topic) })
}

func (e *editor) sort(list []candidate) {
	slices.SortStableFunc(list, func(a, b candidate) int {
		byTime := cmp.Or(b.facts.last.Compare(a.facts.last), cmp.Compare(b.id, a.id))
		if e.wishes.ByTime {
			return byTime
		}
		return cmp.Or(cmp.Compare(b.score, a.score), byTime)
	})
}

// choose looks closely at the first candidates and returns those of the page.
func (e *editor) choose(ctx context.Context, list []candidate) ([]FrontStory, error) {
	list = list[:min(len(list), frontClose)]
	ids := make([]feeds.StoryID, len(list))
	at := make(map[feeds.StoryID]int, len(list))
	for i, x := range list {
		ids[i], at[x.id] = x.id, i
	}
	stories, err := e.core.db.StoriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[feeds.StoryID]feeds.Story, len(stories))
	for _, st := range stories {
		f := &list[at[st.ID]].facts
		st.Topics = f.topics // of the day
		byID[st.ID] = st
		f.picture, f.words, f.all = st.Lead.Image != "", st.Lead.Words, f.sources
		if st.First.Before(e.now.Add(-time.Duration(f.span * float64(time.Hour)))) {
			f.all = max(st.Independent, f.sources)
		}
	}
	list = slices.DeleteFunc(list, func(x candidate) bool { return byID[x.id].ID == 0 }) // gone since
	for i := range list {
		list[i].score = e.balance.score(list[i].facts)
	}
	e.sort(list)
	if !e.wishes.ByTime {
		list = varied(list, frontShown)
	}
	var out []FrontStory
	for _, x := range list[:min(len(list), frontShown)] {
		out = append(out, FrontStory{Story: byID[x.id], Score: x.score, Why: x.facts.why(), New: x.facts.fresh})
	}
	return out, nil
}

// addOthers adds to each story who else tells it.
func (e *editor) addOthers(ctx context.Context, stories []FrontStory) error {
	var ids []feeds.StoryID
	for _, s := range stories {
		if s.Sources > 1 {
			ids = append(ids, s.ID)
		}
	}
	reports, err := e.core.db.Reports(ctx, ids, time.Time{})
	if err != nil {
		return err
	}
	var chosen []feeds.ArticleID
	for _, s := range stories {
		chosen = append(chosen, onePerSource(reports[s.ID], s.Lead.Feed)...)
	}
	members, err := e.core.db.Members(ctx, chosen)
	if err != nil {
		return err
	}
	for i := range stories {
		s := &stories[i]
		for _, m := range members {
			if m.Story == s.ID {
				m.First = m.ID == reports[m.Story][0].Article
				s.Others = append(s.Others, m)
			}
		}
		if s.Lead.Muted && len(s.Others) > 0 { // another article stands for it
			s.Lead, s.Others = s.Others[0].Article, s.Others[1:]
		}
	}
	return nil
}

// onePerSource keeps the latest article of each source other than the lead's,
// agency copies last.
func onePerSource(reports []storage.Report, lead feeds.FeedID) []feeds.ArticleID {
	seen := map[feeds.FeedID]bool{lead: true}
	var own, copies []feeds.ArticleID
	for _, r := range slices.Backward(reports) {
		switch {
		case seen[r.Feed]:
			continue
		case r.Copy:
			copies = append(copies, r.Article)
		default:
			own = append(own, r.Article)
		}
		seen[r.Feed] = true
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
