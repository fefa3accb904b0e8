package terminal

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) analyseCommand() *cobra.Command {
	var related int
	c := &cobra.Command{
		Use:   "analyse FILE.jsonl",
		Short: "Language, topics, stories and related articles of given articles",
		Long: `Analyse reads articles, one object a line, {"id","title","summary","text","url",
"date","lang"}, of which each but the id may be missing, and prints for each,
in the same order,
  {"id","lang","topics","scores","cluster","related","beside"}
where related are the most similar articles, and beside those that the reader
would be shown with it: of other stories, about the same subject.
It goes over them once in the order of their dates, as if they had come from
feeds. A line that cannot be read gives a line with "err". "-" is standard
input; files compressed with gzip are read as they were before.`,
		Example: "  tidingsctl analyse articles.jsonl.gz --related 10",
		Args:    takes(1, 1, "Analyse needs one file of JSON lines, or - for standard input."),
		RunE: func(_ *cobra.Command, args []string) error {
			if related < 0 {
				return wrong("The number of related articles is 0 or more.")
			}
			return s.analyse(args[0], related)
		},
	}
	c.Flags().IntVar(&related, "related", 10, "how many related articles of each; 0: none")
	return c
}

// badLine stands for a line that could not be read.
type badLine struct {
	ID  string `json:"id"`
	Err string `json:"err"`
}

func (s *session) analyse(name string, related int) error {
	r, end, err := s.open(name)
	if err != nil {
		return err
	}
	defer end()
	var docs []app.AnalysedDoc
	var lines []any // in the order of the input: a badLine, or nil for the next document
	err = eachLine(r, func(number int, line []byte) {
		var doc app.AnalysedDoc
		switch err := json.Unmarshal(line, &doc); {
		case err != nil:
			lines = append(lines, badLine{doc.ID, fmt.Sprintf("line %d: %v", number, err)})
		case doc.ID == "":
			lines = append(lines, badLine{"", fmt.Sprintf("line %d has no id", number)})
		default:
			docs, lines = append(docs, doc), append(lines, nil)
		}
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	results := app.Analyse(docs, related)
	for _, line := range lines {
		if line == nil {
			line, results = results[0], results[1:]
		}
		if err := s.out.object(line); err != nil {
			return err
		}
	}
	if len(docs) == 0 && len(lines) > 0 {
		return failed("")
	}
	return nil
}
