package terminal

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// comfortable is the width of a text that is read, where there is more room.
const comfortable = 76

type showFlags struct{ html, feedText, full, changes bool }

func (s *session) showCommand() *cobra.Command {
	var flags showFlags
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Read an article",
		Long: `Show prints an article. That does not mark it as read: tidingsctl read does.

With --full the whole text is fetched from the article's page and kept, for
feeds that give only the first sentences. With --changes what the article was
before its publisher changed it follows, the latest version first.`,
		Example: "  tidingsctl show 412\n  tidingsctl show 412 --full\n  tidingsctl show 412 --html > article.html",
		Args:    takes(1, 1, "Show needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if flags.feedText && flags.full {
				return wrong("Show prints the text of the feed (--feed-text) or that of the page (--full).")
			}
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			return s.show(ctx, core, id, flags)
		}),
	}
	c.Flags().BoolVar(&flags.html, "html", false, "print the clean HTML of the text")
	c.Flags().BoolVar(&flags.feedText, "feed-text", false, "print the feed's own text even if the whole text was fetched")
	c.Flags().BoolVar(&flags.full, "full", false, "fetch the whole text from the article's page first")
	c.Flags().BoolVar(&flags.changes, "changes", false, "also print what it was before its publisher changed it")
	return c
}

type revisionRecord struct {
	Replaced string `json:"replaced"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	HTML     string `json:"html"`
}

// revisions are the former versions of an article, if they are asked for.
func (s *session) revisions(ctx context.Context, core *app.Core, id feeds.ArticleID, flags showFlags) ([]app.Revision, error) {
	if !flags.changes {
		return nil, nil
	}
	return core.Revisions(ctx, id)
}

func (s *session) show(ctx context.Context, core *app.Core, id feeds.ArticleID, flags showFlags) error {
	a, err := core.Article(ctx, id)
	if err != nil {
		return err
	}
	if flags.full && !a.FullText {
		queued, err := core.WantFullText(ctx, id)
		if err = errors.Join(err, core.CatchUp(ctx)); err != nil {
			return err
		}
		if queued {
			s.say("There is no network. The whole text is fetched when there is one.")
		}
		if a, err = core.Article(ctx, id); err != nil {
			return err
		}
	}
	body, err := core.Body(ctx, id)
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	html, text := body.Best(), body.Text
	if flags.feedText && body.Full != "" {
		html, text = body.HTML, app.PlainText(body.HTML)
	}
	note, err := core.Note(ctx, id)
	if err != nil {
		return err
	}
	revisions, err := s.revisions(ctx, core, id, flags)
	if err != nil {
		return err
	}
	source := bar.name(ctx, a.Feed)
	switch {
	case s.out.json:
		r := record(a, source)
		r.Text, r.HTML, r.Note = text, html, note
		for _, x := range revisions {
			r.Revisions = append(r.Revisions, revisionRecord{stamp(x.Replaced), x.Title, x.Body.Text, x.Body.Best()})
		}
		return s.out.object(r)
	case flags.html:
		_, err := fmt.Fprintln(s.out.to, html)
		return err
	}
	s.printWhole(a, source, text)
	s.printNotes(note, revisions)
	if flags.changes && len(revisions) == 0 {
		s.say("Its publisher has not changed it since it arrived.")
	}
	return nil
}

// printNotes prints the reader's note below an article, then what it was before.
func (s *session) printNotes(note string, revisions []app.Revision) {
	p := *s.out
	p.width = min(p.width, comfortable)
	if note != "" {
		p.blank()
		p.line("── Your note")
		p.text(0, note)
	}
	for _, x := range revisions {
		p.blank()
		p.line("── Until %s", moment(x.Replaced, s.now()))
		p.text(0, clean(x.Title))
		p.blank()
		p.text(0, x.Body.Text)
	}
}

// printWhole prints an article with its text.
func (s *session) printWhole(a feeds.Article, source, text string) {
	p := *s.out
	p.width = min(p.width, comfortable)
	p.text(0, headline(a))
	var authors []string
	for _, x := range a.Authors {
		authors = append(authors, x.Name)
	}
	p.text(0, dotted(source, strings.Join(authors, ", "), moment(a.Date(), s.now()), minutes(a.Words)))
	p.brief(0, 2, dotted(topicNames(a.Topics), marks(a), hereWords(a)))
	if a.Link != "" {
		fmt.Fprintln(p.to, clean(a.Link)) // whole, so that it can be copied
	}
	p.blank()
	if strings.TrimSpace(text) == "" {
		text = "(The feed gives no text. tidingsctl show --full fetches the article's page.)"
	}
	p.text(0, text)
	p.printBeside(a)
	if a.Sources > 1 {
		p.blank()
		p.line("%d sources tell this story: tidingsctl story %d", a.Sources, a.ID)
	}
}

// printBeside prints what belongs to an article beside its text.
func (p *printer) printBeside(a feeds.Article) {
	if len(a.Enclosures)+len(a.Links) > 0 {
		p.blank()
	}
	for _, x := range a.Enclosures {
		fmt.Fprintln(p.to, dotted("File", x.Title, x.Type, size(x.Length), x.URL))
	}
	for _, l := range a.Links {
		fmt.Fprintln(p.to, dotted(l.Kind(), l.Title, l.Type, l.Language, l.URL))
	}
	if a.Rights != "" {
		p.blank()
		p.text(0, clean(a.Rights))
	}
}

// size says how long a file is; empty if it is not known.
func size(bytes int64) string {
	switch {
	case bytes <= 0:
		return ""
	case bytes < 1<<20:
		return fmt.Sprintf("%d kB", (bytes+1023)>>10)
	case bytes >= 1<<30:
		return fmt.Sprintf("%.2f GB", float64(bytes)/(1<<30))
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
