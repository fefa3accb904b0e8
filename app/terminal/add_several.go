package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tidings/app"
	"tidings/feeds"
)

// An outcome is what came of one address of several that were to be added.
type outcome struct {
	Address string        `json:"address"`
	Feed    *feedRecord   `json:"feed,omitempty"`
	Already bool          `json:"already,omitempty"` // subscribed to before, or by an address before it
	Found   []foundRecord `json:"found,omitempty"`
	Error   string        `json:"error,omitempty"`

	id  feeds.FeedID // zero: none was found
	err error
}

// addresses are those that a person means: arguments, each of which may be a list as it
// was copied from somewhere, and the lines of standard input for "-".
func (s *session) addresses(args []string) ([]string, error) {
	var list []string
	for _, arg := range args {
		if arg != "-" { // one with spaces may be a path
			list = append(list, addressesIn(arg)...)
			continue
		}
		r, end, err := s.open(arg)
		if err != nil {
			return nil, err
		}
		defer end()
		err = eachLine(r, func(_ int, line []byte) {
			if line[0] != '#' {
				list = append(list, addressesIn(string(line))...)
			}
		})
		if err != nil {
			return nil, fmt.Errorf("read addresses: %w", err)
		}
	}
	if len(list) == 0 {
		return nil, wrong("There is no address on standard input.")
	}
	return list, nil
}

// addressesIn are those in a line: one or several, or one and what somebody noted behind
// it.
func addressesIn(line string) []string {
	if several := app.Addresses(line); several != nil {
		return several
	}
	if app.IsSource(line) {
		return []string{line}
	}
	if words := strings.Fields(line); len(words) > 1 && !strings.Contains(line, "://") {
		line = words[0]
	}
	return []string{line}
}

// subscribeEach subscribes to the best feed of each address.
func (s *session) subscribeEach(ctx context.Context, core *app.Core, addresses []string, flags addFlags) error {
	if flags.page.wanted() {
		return wrong("A page is read one at a time: its articles are to be looked at.")
	}
	if flags.number != 1 {
		return wrong("--feed chooses among the feeds of one address.")
	}
	looked := s.findEach(ctx, core, addresses)
	if err := ctx.Err(); err != nil {
		return err
	}
	if flags.list {
		return s.listEach(looked)
	}
	list, fresh, err := s.takeEach(ctx, core, looked, flags.folder)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		if _, _, err := s.refresh(ctx, core, fresh); err != nil {
			return err
		}
	}
	bad, err := s.sayEach(ctx, core, list)
	if err != nil {
		return err
	}
	s.failed = bad > 0
	return noneOf(bad, len(list))
}

// findEach looks at all addresses, and writes to standard error how far it is if a person
// watches.
func (s *session) findEach(ctx context.Context, core *app.Core, addresses []string) []app.Looked {
	var done func(n int)
	if isTerminal(s.err) {
		line := &progressLine{to: s.err}
		defer line.clear()
		done = func(n int) { line.write(fmt.Sprintf("Looked at %d of %d addresses …", n, len(addresses))) }
	}
	return core.FindEach(ctx, addresses, done)
}

// noneOf is the error of a command that got nothing of what it was to get.
func noneOf(bad, all int) error {
	if bad < all {
		return nil
	}
	return failed("None of these addresses has a feed that can be read.")
}

// listEach shows what there is at each address.
func (s *session) listEach(looked []app.Looked) error {
	bad := 0
	for _, l := range looked {
		found := l.Found
		if l.Err != nil {
			bad++
			found = []app.Found{{URL: l.Text, Title: l.Text, Err: l.Err}}
		}
		records := foundRecords(found)
		for i := range records {
			records[i].Address = l.Text
		}
		switch {
		case s.out.json:
			if err := s.printObjects(records); err != nil {
				return err
			}
		case l.Err != nil:
			s.say("%s: %s", l.Text, app.Explain(l.Err))
		default:
			s.out.line("%s", clean(l.Text))
			s.printFound(found)
		}
	}
	s.failed = bad > 0
	return noneOf(bad, len(looked))
}

// takeEach subscribes to the best feed of each address. fresh are those that were not
// subscribed to before.
func (s *session) takeEach(ctx context.Context, core *app.Core, looked []app.Looked, in string) (list []outcome, fresh []app.Selection, err error) {
	var folder feeds.FolderID
	if in != "" && slices.ContainsFunc(looked, func(l app.Looked) bool { return l.Err == nil && l.Found[0].Subscribed == 0 }) {
		if folder, err = core.AddFolder(ctx, 0, in); err != nil {
			return nil, nil, err
		}
	}
	for _, l := range looked {
		o := outcome{Address: l.Text, err: l.Err}
		if l.Err == nil {
			best := l.Found[0]
			o.Found, o.id, o.err = foundRecords(l.Found), best.Subscribed, best.Err
			if o.id == 0 && o.err == nil && !best.Recipe.Proper() { // somebody should look at what was found of it
				o.err = app.ErrOnlyPage
			}
			if o.id == 0 && o.err == nil {
				o.id, o.err = core.Subscribe(ctx, best, folder)
			}
			if o.Already = best.Subscribed != 0 || errors.Is(o.err, feeds.ErrExists); o.Already {
				o.err = nil
			}
		}
		if o.id != 0 && !o.Already {
			fresh = append(fresh, app.Selection{Feed: o.id})
		}
		list = append(list, o)
	}
	return list, fresh, nil
}

// sayEach says what came of each address, and returns of how many nothing did.
func (s *session) sayEach(ctx context.Context, core *app.Core, list []outcome) (bad int, err error) {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return 0, err
	}
	login := false
	for _, o := range list {
		if o.id != 0 {
			f, err := bar.feed(fmt.Sprint(o.id))
			if err != nil {
				return 0, err
			}
			record := feedOf(f, bar.path(f.Folder))
			o.Feed, o.Error = &record, f.Fetch.Error
		}
		if o.err != nil {
			o.Error = app.Explain(o.err)
		}
		if o.Error != "" {
			bad++
		}
		login = login || app.WantsLogin(o.err)
		if s.out.json {
			if err := s.out.object(o); err != nil {
				return 0, err
			}
			continue
		}
		s.sayOutcome(o)
	}
	if login {
		s.sayLogin()
	}
	return bad, nil
}

func (s *session) sayOutcome(o outcome) {
	switch {
	case o.id == 0:
		s.say("%s: %s", o.Address, o.Error)
	case o.Already:
		s.out.text(0, fmt.Sprintf("You are subscribed to %s already (feed %d).", clean(o.Feed.Name), o.id))
	default:
		s.out.text(0, fmt.Sprintf("Subscribed to %s (feed %d): %s.", clean(o.Feed.Name), o.id, count(o.Feed.Total, "article", "articles")))
		if o.Error != "" {
			s.say("%s: %s", o.Feed.Name, o.Error)
		}
	}
}
