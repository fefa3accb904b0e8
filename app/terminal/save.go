package terminal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/app/export"
	"tidings/feeds"
)

type saveFlags struct {
	scope                       scopeFlags
	as, to, order, paper, title string
	limit                       int
	force, bySource, feedText   bool
	noPictures                  bool
}

func (s *session) saveCommand() *cobra.Command {
	var flags saveFlags
	c := &cobra.Command{
		Use:   "save ID... | save [all|unread|starred|later|today|kept|noted|bin]...",
		Short: "Save articles as PDF, EPUB, HTML or Markdown",
		Long: `Save writes articles into files that need neither Tidings nor a network: PDF for
paper, EPUB for reading devices, HTML with the pictures inside for browsers,
Markdown for notes. Several articles become one PDF or EPUB, or a folder of HTML
or Markdown files.

Without --as, the end of the name in --to says which; else one article becomes a
PDF and several an EPUB. Without --to, files get the names of the articles, in
this folder. "--to -" writes to standard output. A file that is there is replaced
only with --force. Pictures that are not kept here are fetched; of those that
cannot be had stands what their publisher says of them.`,
		Example: `  tidingsctl save 412
  tidingsctl save 412 --as markdown --to -
  tidingsctl save later --as epub --to weekend.epub
  tidingsctl save starred --folder Asia --as html --to asia/ --limit 0`,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			return s.save(ctx, core, args, flags)
		}),
	}
	flags.scope.bind(c)
	f := c.Flags()
	f.StringVar(&flags.as, "as", "", "pdf, epub, html or markdown")
	f.StringVar(&flags.to, "to", "", "the file, or the folder, to write; -: standard output")
	f.BoolVar(&flags.force, "force", false, "replace files that are there")
	f.StringVar(&flags.title, "title", "", "the title of a file with several articles")
	f.StringVar(&flags.order, "order", "newest", "newest or oldest first")
	f.BoolVar(&flags.bySource, "by-source", false, "articles of a source together, with the sources in the table of contents")
	f.IntVar(&flags.limit, "limit", 100, "how many of a list; 0: all")
	f.BoolVar(&flags.feedText, "feed-text", false, "the feed's own text even if the whole text was fetched")
	f.BoolVar(&flags.noPictures, "no-pictures", false, "leave the pictures out")
	f.StringVar(&flags.paper, "paper", "", "a4 or letter; else as is usual where you live")
	return c
}

func (s *session) save(ctx context.Context, core *app.Core, args []string, flags saveFlags) error {
	o, err := s.saveOptions(core, flags)
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	list, more, err := s.toSave(ctx, core, bar, args, flags)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return s.noArticles(bar, "")
	}
	format, err := flags.format(len(list))
	if err != nil {
		return err
	}
	if format == export.PDF || format == export.EPUB {
		if o.Fonts, err = export.Fonts(app.CacheDir()); err != nil {
			return err
		}
	}
	full, err := saved(ctx, core, bar, list, flags.feedText)
	if err != nil {
		return err
	}
	if flags.to == "-" {
		return s.saveToOutput(ctx, format, full, o)
	}
	err = s.saveFiles(ctx, format, full, o, flags)
	if err == nil && more {
		s.say("There are more. --limit says how many are saved.")
	}
	return err
}

func (s *session) saveOptions(core *app.Core, flags saveFlags) (export.Options, error) {
	o := export.Options{Title: flags.title, BySource: flags.bySource, Now: s.now()}
	if !flags.noPictures {
		o.Pictures = core
	}
	switch strings.ToLower(flags.paper) {
	case "":
		o.Letter = export.Letter(os.Getenv)
	case "a4":
	case "letter":
		o.Letter = true
	default:
		return o, wrong("There is no paper %q, but a4 and letter.", flags.paper)
	}
	return o, nil
}

// format is what is asked for, else what the file's name says, else what suits
// one article, or several.
func (f *saveFlags) format(articles int) (export.Format, error) {
	if f.as != "" {
		format, ok := export.FormatOf(f.as)
		if !ok {
			return "", wrong("There is no format %q, but pdf, epub, html, markdown.", f.as)
		}
		return format, nil
	}
	if format, ok := export.FormatOf(filepath.Ext(f.to)); ok && f.to != "" {
		return format, nil
	}
	switch {
	case f.to == "-":
		return export.Markdown, nil
	case articles == 1:
		return export.PDF, nil
	}
	return export.EPUB, nil
}

// toSave are the articles whose numbers are given, or those of a list.
func (s *session) toSave(ctx context.Context, core *app.Core, bar *sidebar, args []string, flags saveFlags) (list []feeds.Article, more bool, err error) {
	if len(args) > 0 && args[0] != "" && args[0][0] >= '0' && args[0][0] <= '9' {
		if flags.scope.any() {
			return nil, false, wrong("Name articles by their numbers, or say which list.")
		}
		for _, arg := range args {
			id, err := articleID(arg)
			if err != nil {
				return nil, false, err
			}
			a, err := core.Article(ctx, id)
			if err != nil {
				return nil, false, fmt.Errorf("article %d: %w", id, err)
			}
			list = append(list, a)
		}
		return list, false, nil
	}
	if len(args) == 0 && !flags.scope.any() {
		return nil, false, wrong("Say which articles: their numbers, or a list such as later, starred or all.")
	}
	if flags.limit < 0 {
		return nil, false, wrong("A limit is 0 or more.")
	}
	if err := flags.scope.words(args); err != nil {
		return nil, false, err
	}
	in, err := flags.scope.scope(bar, s.now())
	if err != nil {
		return nil, false, err
	}
	if in.Order, err = orderOf(flags.order); err != nil {
		return nil, false, err
	}
	if err := core.CatchUp(ctx); err != nil {
		return nil, false, err
	}
	return articles(ctx, core, in, flags.limit)
}

// saved are articles with their texts.
func saved(ctx context.Context, core *app.Core, bar *sidebar, list []feeds.Article, feedText bool) ([]export.Article, error) {
	out := make([]export.Article, len(list))
	for i, a := range list {
		body, err := core.Body(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		if feedText {
			body.Full = ""
		}
		out[i] = export.Article{Article: a, Body: body, Source: bar.name(ctx, a.Feed)}
	}
	return out, nil
}

func (s *session) saveToOutput(ctx context.Context, format export.Format, list []export.Article, o export.Options) error {
	if s.out.person && (format == export.PDF || format == export.EPUB) {
		return wrong("A terminal cannot show %s. --to FILE writes it into a file.", strings.ToUpper(string(format)))
	}
	_, err := export.Write(ctx, s.out.to, format, list, o)
	return err
}

// savedRecord is one file, for programs.
type savedRecord struct {
	File     string        `json:"file"`
	Format   export.Format `json:"format"`
	Articles int           `json:"articles"`
	Pictures int           `json:"pictures"`
	Missing  int           `json:"missing"` // pictures that could not be had
}

// saveFiles writes one file, or for HTML and Markdown one for each article.
func (s *session) saveFiles(ctx context.Context, format export.Format, list []export.Article, o export.Options, flags saveFlags) error {
	parts := [][]export.Article{list}
	if len(list) > 1 && (format == export.HTML || format == export.Markdown) && !isFileName(flags.to, format) {
		parts = parts[:0]
		for i := range list {
			parts = append(parts, list[i:i+1])
		}
	}
	dir, file, err := flags.place(format)
	if err != nil {
		return err
	}
	line := &progressLine{to: s.err}
	shown := isTerminal(s.err) && len(list) > 1
	names := export.Names{Taken: func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil && !flags.force
	}}
	var sum export.Result
	var records []savedRecord
	for _, part := range parts {
		before := sum.Articles
		o.Done = func(done, _ int) {
			if shown {
				line.write(fmt.Sprintf("%d of %d articles", before+done, len(list)))
			}
		}
		path := file
		if path == "" {
			path = filepath.Join(dir, names.Name(export.Title(part, o), format.Extension()))
		}
		var r export.Result
		if r, err = export.Save(ctx, path, flags.force, format, part, o); err != nil {
			break
		}
		sum.Articles, sum.Pictures, sum.Missing = sum.Articles+r.Articles, sum.Pictures+r.Pictures, sum.Missing+r.Missing
		records = append(records, savedRecord{path, format, r.Articles, r.Pictures, r.Missing})
	}
	if shown {
		line.clear()
	}
	if err := s.sayFiles(records, sum); err != nil {
		return err
	}
	if errors.Is(err, fs.ErrExist) {
		return failed("There is a file %s already. --force replaces it.", file)
	}
	return err
}

// isFileName reports whether a name ends as files of a format do.
func isFileName(name string, format export.Format) bool {
	f, ok := export.FormatOf(filepath.Ext(name))
	return ok && name != "" && f == format
}

// place is the file to write, or the folder for files that get names of their own.
func (f *saveFlags) place(format export.Format) (dir, file string, err error) {
	if f.to == "" {
		return ".", "", nil
	}
	info, err := os.Stat(f.to)
	switch {
	case err == nil && info.IsDir():
		return f.to, "", nil
	case os.IsPathSeparator(f.to[len(f.to)-1]), filepath.Ext(f.to) == "" && (format == export.HTML || format == export.Markdown):
		return f.to, "", os.MkdirAll(f.to, 0o777)
	}
	return filepath.Dir(f.to), f.to, nil
}

func (s *session) sayFiles(records []savedRecord, sum export.Result) error {
	if s.out.json {
		for _, r := range records {
			if err := s.out.object(r); err != nil {
				return err
			}
		}
		return nil
	}
	for _, r := range records {
		fmt.Fprintln(s.out.to, clean(r.File)) // whole, so that it can be copied
	}
	if sum.Articles > 1 {
		s.say("%s", dotted(count(sum.Articles, "article", "articles"), count(sum.Pictures, "picture", "pictures")))
	}
	if sum.Missing > 0 {
		s.say("%s could not be had: what is said of them stands in their place.", count(sum.Missing, "picture", "pictures"))
	}
	return nil
}
