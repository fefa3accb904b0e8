package terminal

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
)

// A measured command reads documents that are named or listed.
type measured struct {
	from  string
	given input // what is assumed of documents that are named
}

func (s *session) parseCommand() *cobra.Command {
	var m measured
	c := &cobra.Command{
		Use:   "parse [FILE|URL]... | parse --from LIST.jsonl",
		Short: "Parse feeds, as a refresh would",
		Long: `Parse reads feeds from files or addresses and prints what is in them. "-" is
standard input; files compressed with gzip are read as they were before.

With --json it prints one object a line for each document:
  {"id","err","feed":{"id","title","link","description","info","copyright",
  "language","published","updated","image","authors":["name|email"],
  "categories"},"items":[{"title","link","id","summary","content","published",
  "updated","authors","categories","enclosures":[{"url","type","length"}],
  "image","copyright","links":[{"rel","url","type","title","language"}]}],
  "partial","warnings"}
"partial" says that articles may be missing, because the document is damaged.
--from takes a list, one object a line, {"id","file","ct","loc"}, with files
relative to the list, and always prints JSON. A document that cannot be read
gives a line with "err". The exit code is 1 only if nothing could be read.`,
		Example: "  tidingsctl parse https://example.org/feed.xml\n  tidingsctl parse --json --location https://example.org/ feed.xml",
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := s.measure(&m, args)
			if err != nil {
				return err
			}
			return s.parse(cmd.Context(), list)
		},
	}
	c.Flags().StringVar(&m.from, "from", "", "read this list of documents")
	c.Flags().StringVar(&m.given.ContentType, "content-type", "", "the Content-Type to assume")
	c.Flags().StringVar(&m.given.Location, "location", "", "the address to assume, for relative links")
	return c
}

// measure is the documents that a command line names.
func (s *session) measure(m *measured, args []string) ([]input, error) {
	switch {
	case m.from != "" && len(args) > 0:
		return nil, wrong("Name documents, or a list with --from.")
	case m.from != "":
		s.out.json = true
		return s.inputs(m.from)
	case len(args) == 0:
		return nil, wrong("Name at least one document, or a list with --from.")
	}
	var list []input
	for _, a := range args {
		in := m.given
		in.File = a
		if len(args) > 1 {
			in.ID = a
		}
		list = append(list, in)
	}
	return list, nil
}

// read is the bytes of an input with their type and address.
func (s *session) read(ctx context.Context, in input) (app.Download, error) {
	given := app.Download{URL: cmp.Or(in.URL, in.Location), ContentType: in.ContentType}
	if in.bad != nil {
		return given, in.bad
	}
	if isAddress(in.File) {
		d, err := app.Ask(ctx, in.File)
		d.URL = cmp.Or(given.URL, d.URL)
		d.ContentType = cmp.Or(given.ContentType, d.ContentType)
		return d, err
	}
	var err error
	given.Body, err = s.document(in.File)
	return given, err
}

func (s *session) parse(ctx context.Context, list []input) error {
	worked := false
	err := inOrder(ctx, len(list), func(i int) app.ParsedFeed {
		doc, err := s.read(ctx, list[i])
		if err != nil {
			return app.ParsedFeed{ID: list[i].ID, Err: err.Error(), Items: []app.ParsedItem{}}
		}
		out := app.ParseDocument(doc.Body, doc.ContentType, doc.URL)
		out.ID = list[i].ID
		return out
	}, func(f app.ParsedFeed) error {
		worked = worked || f.Err == ""
		if s.out.json {
			return s.out.object(f)
		}
		s.printParsed(f)
		return nil
	})
	return s.ended(err, worked, list)
}

// ended is the end of a measurement: it failed if nothing worked.
func (s *session) ended(err error, worked bool, list []input) error {
	if err == nil && !worked && len(list) > 0 {
		return failed("")
	}
	return err
}

func (s *session) printParsed(f app.ParsedFeed) {
	if f.Err != "" {
		s.say("%s", dotted(f.ID, f.Err))
		return
	}
	s.out.brief(0, 2, dotted(f.Feed.Title, f.Feed.Language, count(len(f.Items), "article", "articles")))
	s.out.brief(0, 3, clean(f.Feed.Description))
	s.fact("site", f.Feed.Link)
	s.fact("rights", f.Feed.Copyright)
	for _, w := range f.Warnings {
		s.fact("note", w)
	}
	if f.Partial {
		s.say("The document is damaged; articles may be missing.")
	}
	for i, x := range f.Items {
		s.out.blank()
		label := fmt.Sprintf("%3d  ", i+1)
		s.out.hanging(label, 3, cmp.Or(clean(x.Title), "(no headline)"))
		s.out.brief(columns(label), 1, clean(x.Published))
		s.out.brief(columns(label), 2, clean(x.Link))
	}
}
