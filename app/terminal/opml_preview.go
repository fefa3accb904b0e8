package terminal

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tidings/app"
	"tidings/feeds"
)

type plannedRecord struct {
	Title  string       `json:"title"`
	URL    string       `json:"url"`
	Folder string       `json:"folder,omitempty"`
	Also   []string     `json:"also,omitempty"` // further folders
	State  string       `json:"state"`          // new, subscribed, twice, dead
	Feed   feeds.FeedID `json:"feed,omitempty"` // that is subscribed to
	Error  string       `json:"error,omitempty"`

	Articles int `json:"articles,omitempty"` // that another reader has of it
	Unread   int `json:"unread,omitempty"`
	Starred  int `json:"starred,omitempty"`
}

func recordOfPlanned(p app.Planned) plannedRecord {
	r := plannedRecord{Title: p.Title, URL: p.URL, Folder: p.Folder, Also: p.Also, State: "new", Feed: p.Known, Error: app.Explain(p.Err), Articles: p.Articles, Unread: p.Unread, Starred: p.Starred}
	switch {
	case p.Known != 0:
		r.State = "subscribed"
	case p.Twice:
		r.State = "twice"
	case p.Err != nil:
		r.State = "dead"
	}
	return r
}

// places are the folders of a feed in words; empty: it would be in none.
func places(r plannedRecord) string {
	also := strings.Join(r.Also, ", ")
	switch {
	case also == "":
		return r.Folder
	case r.Folder == "":
		return "also in " + also
	}
	return r.Folder + ", also in " + also
}

// previewImport says what importFrom would do.
func (s *session) previewImport(ctx context.Context, core *app.Core, in io.Reader, ask bool) error {
	done, end := s.counting("Asked %d of %d feeds …")
	plan, err := core.PreviewImport(ctx, in, ask, done)
	end()
	if err != nil {
		return err
	}
	return s.printPlan(plan)
}

// printPlan says of each feed what would become of it, and the sum.
func (s *session) printPlan(plan app.Plan) error {
	for _, w := range plan.Warnings {
		s.say("%s.", strings.TrimSuffix(w, "."))
	}
	sum := map[string]int{}
	for _, p := range plan.Feeds {
		r := recordOfPlanned(p)
		sum[r.State]++
		if s.out.json {
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		s.out.hanging(fmt.Sprintf("%-11s ", r.State), 2, dotted(r.Title, places(r), articlesOf(r.Articles), r.Error))
	}
	s.failed = sum["dead"] > 0
	if s.out.json {
		return nil
	}
	s.out.blank()
	text := count(sum["new"]+sum["dead"], "feed is", "feeds are") + " new"
	for _, x := range []struct {
		state, one, many string
	}{{"dead", "of them cannot be had", "of them cannot be had"}, {"subscribed", "you have", "you have"}, {"twice", "stands there twice", "stand there twice"}} {
		if n := sum[x.state]; n > 0 {
			text += ", " + count(n, x.one, x.many)
		}
	}
	s.out.text(0, text+". Nothing was changed.")
	return nil
}

// articlesOf counts articles; empty: there are none.
func articlesOf(n int) string {
	if n == 0 {
		return ""
	}
	return count(n, "article", "articles")
}
