package terminal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) listCommand() *cobra.Command {
	var scope scopeFlags
	var order string
	var limit int
	c := &cobra.Command{
		Use:   "list [all|unread|starred|later|today|kept|noted|bin]...",
		Short: "List articles",
		Long:  "List lists the articles of a scope, newest first. What is not read has a dot before its number.",
		Example: `  tidingsctl list unread
  tidingsctl list --folder Asia --topic business --topic technology
  tidingsctl list today --not-topic sport --json`,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if err := scope.words(args); err != nil {
				return err
			}
			return s.list(ctx, core, scope, "", order, limit)
		}),
	}
	scope.bind(c)
	c.Flags().StringVar(&order, "order", "newest", "newest or oldest first")
	c.Flags().IntVar(&limit, "limit", 50, "how many; 0: all")
	return c
}

func (s *session) searchCommand() *cobra.Command {
	var scope scopeFlags
	var order string
	var limit int
	c := &cobra.Command{
		Use:   "search WORDS...",
		Short: "Search the articles",
		Long: `Search looks for words in titles, texts and names of authors. All words must
be found. The search language of the window works here too: "a phrase" (quote
it once more for the shell), -not (after --), either OR other, elect*,
title:flood, author:, from:reuters, folder:, topic:, lang:vi, is:unread,
has:image, since:7d, before:2026-01-02.`,
		Example: `  tidingsctl search chip plant
  tidingsctl search '"second plant" since:7d'
  tidingsctl search --topic business -- delta -rice`,
		Args: takes(1, -1, "Search needs words to look for."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.list(ctx, core, scope, strings.Join(args, " "), order, limit)
		}),
	}
	scope.bind(c)
	c.Flags().StringVar(&order, "order", "relevance", "relevance, newest or oldest first")
	c.Flags().IntVar(&limit, "limit", 20, "how many; 0: all")
	return c
}

// list prints the articles of a scope, and of a search in it if there is a text.
func (s *session) list(ctx context.Context, core *app.Core, flags scopeFlags, text, order string, limit int) error {
	if limit < 0 {
		return wrong("A limit is 0 or more.")
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	in, err := flags.scope(bar, s.now())
	if err != nil {
		return err
	}
	in.Text = strings.TrimSpace(in.Text + " " + text)
	if in.Order, err = orderOf(order); err != nil {
		return err
	}
	if text != "" || len(in.Topics)+len(in.Without) > 0 { // else nothing derived is needed
		if err := core.CatchUp(ctx); err != nil {
			return err
		}
	}
	list, more, err := articles(ctx, core, in, limit)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return s.noArticles(bar, text)
	}
	snippets, err := s.snippets(ctx, core, list, text)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.articleLines(ctx, bar, list, snippets)
	}
	s.printArticles(ctx, bar, list, snippets, in.Order != feeds.Relevance && !in.Bin)
	if more {
		s.say("There are more. --limit says how many are listed.")
	}
	return nil
}

func (s *session) noArticles(bar *sidebar, text string) error {
	switch {
	case len(bar.feeds) == 0:
		return missing("You have no subscriptions yet. tidingsctl add URL subscribes to a feed.")
	case text != "":
		return missing("Nothing found.")
	}
	return missing("There are no articles here.")
}

// snippets are the places where a search found its words, without the marks
// around them.
func (s *session) snippets(ctx context.Context, core *app.Core, list []feeds.Article, text string) (map[feeds.ArticleID]string, error) {
	if text == "" {
		return nil, nil
	}
	ids := make([]feeds.ArticleID, len(list))
	for i, a := range list {
		ids[i] = a.ID
	}
	found, err := core.Snippets(ctx, ids, text)
	for id, snippet := range found {
		found[id] = clean(snippet) // marks are control characters
	}
	return found, err
}

func (s *session) articleLines(ctx context.Context, bar *sidebar, list []feeds.Article, snippets map[feeds.ArticleID]string) error {
	for _, a := range list {
		r := record(a, bar.name(ctx, a.Feed))
		r.Snippet = snippets[a.ID]
		if err := s.out.object(r); err != nil {
			return err
		}
	}
	return nil
}

// printArticles prints a list for people, with a heading for each day if the
// list is in the order of time.
func (s *session) printArticles(ctx context.Context, bar *sidebar, list []feeds.Article, snippets map[feeds.ArticleID]string, days bool) {
	now := s.now()
	var widest feeds.ArticleID
	for _, a := range list {
		widest = max(widest, a.ID)
	}
	digits := len(fmt.Sprint(widest))
	var last string
	for i, a := range list {
		if d := day(a.Date(), now); days && d != last {
			if i > 0 {
				s.out.blank()
			}
			s.out.line("%s", d)
			s.out.blank()
			last = d
		}
		s.printArticle(a, bar.name(ctx, a.Feed), snippets[a.ID], digits, now)
	}
}

// printArticle prints a row: a dot if it is unread, number and headline, then
// where it comes from.
func (s *session) printArticle(a feeds.Article, source, snippet string, digits int, now time.Time) {
	mark := " "
	if !a.Status.Read {
		mark = "•"
	}
	label := fmt.Sprintf("%s %*d  ", mark, digits, a.ID)
	s.out.hanging(label, 2, headline(a))
	margin := columns(label)
	if snippet != "" {
		s.out.brief(margin, 2, snippet)
	}
	s.out.brief(margin, 1, dotted(source, age(a.Date(), now), topicNames(a.Topics), sources(a.Sources), marks(a)))
}

func headline(a feeds.Article) string {
	if title := clean(a.Title); title != "" {
		return title
	}
	return "(no headline)"
}

func topicNames(list []feeds.TopicScore) string {
	var names []string
	for _, t := range list {
		names = append(names, t.Topic.Name())
	}
	return strings.Join(names, ", ")
}

// sources says how many sources a story has, if there are several.
func sources(n int) string {
	if n < 2 {
		return ""
	}
	return count(n, "source", "sources")
}

// marks are what the reader did with an article and what became of it, in words.
func marks(a feeds.Article) string {
	var all []string
	for _, m := range []struct {
		on bool
		as string
	}{
		{a.Status.Starred, "starred"}, {a.Status.Later, "read later"}, {a.Noted, "noted"},
		{a.Kept, "kept"}, {a.Changed, "changed"}, {!a.Deleted.IsZero(), "in the bin"},
	} {
		if m.on {
			all = append(all, m.as)
		}
	}
	return strings.Join(all, ", ")
}
