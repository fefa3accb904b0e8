package terminal

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) extractCommand() *cobra.Command {
	var m measured
	c := &cobra.Command{
		Use:   "extract [FILE|URL]... | extract --from LIST.jsonl",
		Short: "Find the article of a web page, as full text would",
		Long: `Extract finds the article of web pages and prints its text. "-" is standard
input; files compressed with gzip are read as they were before.

With --json it prints one object a line for each page:
  {"id","url","err","title","author","published","lang","image","text","html"}
--from takes a list, one object a line, {"id","url","file"}, with files relative
to the list, and always prints JSON. A page that cannot be read gives a line
with "err". The exit code is 1 only if nothing could be read.`,
		Example: "  tidingsctl extract https://example.org/news/flood.html\n  tidingsctl extract --json --url https://example.org/news/flood.html flood.html",
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := s.measure(&m, args)
			if err != nil {
				return err
			}
			return s.extract(cmd.Context(), list)
		},
	}
	c.Flags().StringVar(&m.from, "from", "", "read this list of pages")
	c.Flags().StringVar(&m.given.URL, "url", "", "the page's address, for relative links")
	c.Flags().StringVar(&m.given.ContentType, "content-type", "", "the Content-Type to assume")
	return c
}

func (s *session) extract(ctx context.Context, list []input) error {
	worked := false
	err := inOrder(ctx, len(list), func(i int) app.ExtractedPage {
		doc, err := s.read(ctx, list[i])
		var out app.ExtractedPage
		if err != nil {
			out = app.FailedPage(doc.URL, err)
		} else {
			out = app.ExtractDocument(doc.Body, doc.ContentType, doc.URL)
		}
		out.ID = list[i].ID
		return out
	}, func(p app.ExtractedPage) error {
		worked = worked || p.Err == ""
		if s.out.json {
			return s.out.object(p)
		}
		s.printPage(p)
		return nil
	})
	return s.ended(err, worked, list)
}

func (s *session) printPage(x app.ExtractedPage) {
	if x.Cause != nil {
		s.say("%s", dotted(x.ID, app.Explain(x.Cause)))
		return
	}
	p := *s.out
	p.width = min(p.width, comfortable)
	p.text(0, cmp.Or(clean(x.Title), "(no headline)"))
	p.brief(0, 2, dotted(x.Author, x.Published, x.Lang))
	p.blank()
	p.text(0, x.Text)
}
