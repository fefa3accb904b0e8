package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) storyCommand() *cobra.Command {
	var summary bool
	c := &cobra.Command{
		Use:   "story ID",
		Short: "Full coverage: who tells a story, day by day; correct and follow it",
		Long: `Story prints all articles about the same event by day, first report first, with
what each day added, what only one source says, and which sources have not told
it. ID is the number of the story or of any article of it. --summary begins with
three sentences that say most of it.

The other commands say what belongs together, and follow a story. What you say
holds for all that comes; tidingsctl undo takes it back.`,
		Example: "  tidingsctl story 412\n  tidingsctl story 412 --summary\n  tidingsctl story split 412 418 421",
		Args:    takes(1, 1, "Story needs the number of one story or article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			return s.story(ctx, core, id, summary)
		}),
	}
	c.Flags().BoolVar(&summary, "summary", false, "begin with three sentences")
	c.AddCommand(s.splitCommand(), s.mergeCommand(), s.notStoryCommand(), s.apartCommand(), s.correctionsCommand(),
		s.followCommand(), s.unfollowCommand(), s.followedCommand())
	return c
}

func (s *session) story(ctx context.Context, core *app.Core, id feeds.ArticleID, summary bool) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	story, err := storyWith(ctx, core, id)
	if err != nil {
		return err
	}
	page, err := core.StoryPage(ctx, story)
	if err != nil {
		return err
	}
	var sum []feeds.Sentence
	if summary {
		if sum, err = core.StorySummary(ctx, story); err != nil {
			return err
		}
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(storyPageOf(ctx, page, sum, bar))
	}
	s.printStory(ctx, page, sum, bar)
	if page.Following {
		return core.StorySeen(ctx, story)
	}
	return nil
}

func storyPageOf(ctx context.Context, page app.StoryPage, sum []feeds.Sentence, bar *sidebar) storyPageRecord {
	r := storyPageRecord{storyRecord: storyOf(page.Story), Days: []storyDayRecord{}, Only: []sentenceRecord{}, Elsewhere: []elsewhereRecord{}, Missing: []missingRecord{},
		Following: page.Following, Unseen: page.New, Corrections: []correctionRecord{}}
	source := map[feeds.ArticleID]string{}
	for _, m := range page.Members {
		source[m.ID] = bar.name(ctx, m.Feed)
		r.Articles = append(r.Articles, memberRecord(m, source[m.ID]))
	}
	for _, d := range page.Days {
		day := storyDayRecord{Date: d.Date.Format(time.DateOnly), Articles: []feeds.ArticleID{}, Added: append([]string{}, d.Added...)}
		for _, m := range slices.Backward(d.Members) {
			day.Articles = append(day.Articles, m.ID)
		}
		r.Days = append(r.Days, day)
	}
	for _, x := range page.Only {
		r.Only = append(r.Only, sentenceRecord{x.Text, x.Article, source[x.Article]})
	}
	for _, st := range page.Elsewhere {
		r.Elsewhere = append(r.Elsewhere, elsewhereRecord{st.ID, st.Lead.Language, st.Lead.Title, st.Sources})
	}
	for _, f := range page.Missing {
		r.Missing = append(r.Missing, missingRecord{f.ID, f.Name()})
	}
	for _, x := range page.Joined {
		r.Corrections = append(r.Corrections, correctionOf(x))
	}
	for _, x := range sum {
		r.Summary = append(r.Summary, sentenceRecord{x.Text, x.Article, source[x.Article]})
	}
	return r
}

func (s *session) printStory(ctx context.Context, page app.StoryPage, sum []feeds.Sentence, bar *sidebar) {
	now := s.now()
	s.out.brief(0, 3, headline(page.Lead))
	following := ""
	if page.Following {
		following = "followed"
	}
	s.out.brief(0, 2, dotted(topicNames(page.Topics), count(page.Articles, "article", "articles"),
		independently(page.Story), span(page.First, page.Last, now), following))
	digits := 0
	for _, m := range page.Members {
		digits = max(digits, len(fmt.Sprint(m.ID)))
	}
	source := map[feeds.ArticleID]string{}
	for _, m := range page.Members {
		source[m.ID] = bar.name(ctx, m.Feed)
	}
	s.printSentences(sum, source)
	for _, d := range page.Days {
		if len(page.Days) > 1 {
			s.out.blank()
			s.out.brief(0, 2, dotted(day(d.Date, now), added(d.Added)))
		}
		for _, m := range slices.Backward(d.Members) {
			s.out.blank()
			s.printMember(m, d.Copies[m.ID], source, page.Lead.Language, digits, now)
		}
	}
	if len(page.Only) > 0 {
		s.out.blank()
		s.out.line("Only one source says:")
		var only []feeds.Sentence
		for _, x := range page.Only {
			only = append(only, x.Sentence)
		}
		s.printSentences(only, source)
	}
	for i, st := range page.Elsewhere {
		if i == 0 {
			s.out.blank()
			s.out.line("In other languages:")
		}
		label := fmt.Sprintf("%*d  ", digits, st.ID)
		s.out.hanging(label, 2, headline(st.Lead))
		s.out.brief(columns(label), 1, dotted(app.LanguageName(st.Lead.Language), sources(st.Sources)))
	}
	if len(page.Missing) > 0 {
		var names []string
		for _, f := range page.Missing {
			names = append(names, clean(f.Name()))
		}
		s.out.blank()
		s.out.hanging("Not told by: ", 3, strings.Join(names, ", "))
	}
	for _, x := range page.Joined {
		s.out.blank()
		s.out.brief(0, 3, s.saidWords(ctx, bar, x))
	}
}

// independently is how many tell a story, and how many of them in their own words.
func independently(st feeds.Story) string {
	text := count(st.Sources, "source", "sources")
	if st.Independent > 0 && st.Independent < st.Sources {
		text += fmt.Sprintf(", %d in words of their own", st.Independent)
	}
	return text
}

func added(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "added: " + strings.Join(list, ", ")
}

// printSentences prints sentences with where each stands.
func (s *session) printSentences(list []feeds.Sentence, source map[feeds.ArticleID]string) {
	for _, x := range list {
		s.out.blank()
		s.out.text(2, clean(x.Text))
		s.out.brief(2, 1, "– "+dotted(source[x.Article], fmt.Sprint(x.Article)))
	}
}

// storyWith finds a story by its ID, which is that of the article that founded
// it, else by any of its articles.
func storyWith(ctx context.Context, core *app.Core, id feeds.ArticleID) (feeds.StoryID, error) {
	_, _, err := core.Story(ctx, feeds.StoryID(id))
	if !errors.Is(err, feeds.ErrNotFound) {
		return feeds.StoryID(id), err
	}
	a, err := core.Article(ctx, id)
	if err != nil {
		return 0, err
	}
	if a.Story == 0 {
		return 0, missing("It is not known yet which story this article belongs to. Please try again in a moment.")
	}
	return a.Story, nil
}

// printMember prints an article of a story with the copies of its text, and its
// language if that is not the headline's.
func (s *session) printMember(m feeds.Member, copies []feeds.Member, source map[feeds.ArticleID]string, usual string, digits int, now time.Time) {
	language := m.Language
	if language == usual {
		language = ""
	}
	label := fmt.Sprintf("%*d  ", digits, m.ID)
	margin := columns(label)
	what := m.Why
	switch {
	case m.First:
		what = "first report"
	case m.CopyOf != 0:
		what = fmt.Sprintf("same text as %d", m.CopyOf)
	}
	s.out.hanging(label, 2, headline(m.Article))
	s.out.brief(margin, 1, dotted(source[m.ID], moment(m.Date(), now), minutes(m.Words), language))
	s.out.brief(margin, 2, clean(what))
	var names []string
	for _, c := range copies {
		names = append(names, fmt.Sprintf("%s (%d)", source[c.ID], c.ID))
	}
	if len(names) > 0 {
		s.out.brief(margin, 3, "same text: "+strings.Join(names, ", "))
	}
}

// span is when a story began and ended.
func span(first, last, now time.Time) string {
	a, b := date(first, now), date(last, now)
	if a == b {
		return a
	}
	return a + " to " + b
}

func memberRecord(m feeds.Member, source string) articleRecord {
	r := record(m.Article, source)
	r.Why, r.CopyOf, r.First = m.Why, m.CopyOf, m.First
	return r
}
