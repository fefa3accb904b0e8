package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type addFlags struct {
	list    bool
	number  int
	folder  string
	page    pageFlags
	command bool // the argument is a command
	each    bool // every newsletter of a mailbox is a feed of its own
}

func (s *session) addCommand() *cobra.Command {
	var flags addFlags
	c := &cobra.Command{
		Use:   "add URL...",
		Short: "Subscribe to sites or feeds, and fetch them",
		Long: `Add looks for feeds at an address: that of a feed, of a site, of any page on it,
of a channel, a repository, a podcast, or a name such as @name@host. If there
are several it lists them and takes the first, or the one that --feed names;
--list only shows what there is. It asks servers eight times at most.

Several addresses can be given at once; "-" reads them from standard input, one
in each line, where # begins a comment. The best feed of each is subscribed to,
and a line says what came of it. The exit code is 4 if some could not be had, 1
if none could.

A site without a feed has a list of articles on its page all the same, or a map
for search engines; these are offered in place of feeds. --page reads the page
although there is a feed. Where its articles are is found by itself; selectors
of CSS say it otherwise, those of headline, link, date, lead, picture and author
for what is inside one of --items.

A path is a feed too: that of a feed's document, of a mailbox (mbox), a Maildir or a
folder of messages (.eml). So is a folder of a mailbox at a server (IMAP); without a
folder, add lists them. The password is asked for in the terminal, or read from
standard input. --each makes every newsletter in it a feed of its own.
--command subscribes to what a command prints, given as one argument; no shell reads
it. That has to be switched on for this computer first (tidingsctl commands on).

A login can stand in the address (https://name:password@example.org/feed). It
goes into the keyring of the system, and to that host only.`,
		Example: `  tidingsctl add example.org
  tidingsctl add example.org --list
  tidingsctl add https://example.org/news/ --feed 2 --folder Asia
  tidingsctl add example.org example.net @name@example.social
  tidingsctl add https://example.org/press/ --page --list
  tidingsctl add example.org/press --items "ul.press > li" --title a --date .when
  tidingsctl add - < addresses.txt
  tidingsctl add ~/Mail/News --each --folder Newsletters
  tidingsctl add imaps://jo@mail.example.org/Newsletters
  tidingsctl add --command "mynews --all"`,
		Args: takes(1, -1, "Add needs an address, of a site or of a feed, or several."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if flags.command {
				return s.addByCommand(ctx, core, args, flags)
			}
			addresses, err := s.addresses(args)
			switch {
			case err != nil:
				return err
			case len(addresses) == 1:
				return s.subscribe(ctx, core, addresses[0], flags)
			}
			return s.subscribeEach(ctx, core, addresses, flags)
		}),
	}
	c.Flags().BoolVar(&flags.list, "list", false, "show what was found and subscribe to nothing")
	c.Flags().IntVar(&flags.number, "feed", 1, "which of the feeds that were found")
	flags.page.register(c, "read the page itself, whatever feeds its site has")
	c.Flags().StringVar(&flags.folder, "folder", "", "put it into this folder, which is made if there is none")
	c.Flags().BoolVar(&flags.command, "command", false, "the argument is a command that prints a feed")
	c.Flags().BoolVar(&flags.each, "each", false, "of a mailbox, every newsletter is a feed of its own")
	return c
}

type foundRecord struct {
	Address     string         `json:"address,omitempty"` // that was looked at, if there were several
	URL         string         `json:"url"`
	Title       string         `json:"title"`
	Site        string         `json:"site,omitempty"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"language,omitempty"`
	Format      string         `json:"format,omitempty"`
	How         string         `json:"how"`              // it was found: address, link, header, anchor, list, script, resolver, guess, page
	Recipe      *feeds.Recipe  `json:"recipe,omitempty"` // how a page is read that is no feed
	Also        []app.Also     `json:"also,omitempty"`
	Comments    bool           `json:"comments,omitempty"`
	Read        bool           `json:"read"` // else what follows is not known
	Articles    int            `json:"articles"`
	PerWeek     float64        `json:"per_week,omitempty"`
	Newest      string         `json:"newest,omitempty"`
	FullText    bool           `json:"full_text,omitempty"`
	Samples     []sampleRecord `json:"samples,omitempty"`
	Subscribed  feeds.FeedID   `json:"subscribed,omitempty"` // already, as this feed
	Under       string         `json:"under,omitempty"`      // the address of that subscription, if it is another
	Error       string         `json:"error,omitempty"`
}

type sampleRecord struct {
	Title     string `json:"title"`
	Published string `json:"published,omitempty"`
}

type addedRecord struct {
	Feed   feedRecord    `json:"feed"`
	Found  []foundRecord `json:"found"`
	Report app.Report    `json:"report"`
}

func (s *session) subscribe(ctx context.Context, core *app.Core, address string, flags addFlags) error {
	found, err := s.find(ctx, core, address, flags.page.wanted())
	if err != nil {
		return err
	}
	if found[0], err = flags.page.adjust(found[0]); err != nil {
		return err
	}
	pages := app.OnlyPages(found)
	if pages && !flags.page.wanted() {
		s.say("%s", onlyPage)
	}
	if flags.list {
		return s.listFound(found)
	}
	if flags.each {
		return s.subscribeToEach(ctx, core, found, flags)
	}
	if !s.out.json && (len(found) > 1 || pages) {
		s.printFound(found)
	}
	if flags.number < 1 || flags.number > len(found) {
		return wrong("There is no feed %d: %s found.", flags.number, wereFound(len(found)))
	}
	choice := found[flags.number-1]
	if choice.Each != nil {
		return s.subscribeToEach(ctx, core, found, flags)
	}
	if choice.Err != nil {
		return choice.Err
	}
	if choice.Subscribed != 0 {
		return fmt.Errorf("feed %d: %w", choice.Subscribed, feeds.ErrExists)
	}
	var folder feeds.FolderID
	if flags.folder != "" {
		if folder, err = core.AddFolder(ctx, 0, flags.folder); err != nil {
			return err
		}
	}
	id, err := core.Subscribe(ctx, choice, folder)
	if err != nil {
		return err
	}
	report, err := core.Refresh(ctx, app.Selection{Feed: id})
	if err = errors.Join(err, core.CatchUp(ctx)); err != nil {
		return err
	}
	s.failed = report.Failed > 0
	return s.sayAdded(ctx, core, id, found, report)
}

// find looks for feeds, and writes to standard error whom it asks if a person watches.
// page: the page itself is wanted.
func (s *session) find(ctx context.Context, core *app.Core, address string, page bool) ([]app.Found, error) {
	look := app.Lookup{Text: address, Page: page}
	if isTerminal(s.err) {
		line := &progressLine{to: s.err}
		defer line.clear()
		look.Tell = func(host string, n int) {
			line.write(fmt.Sprintf("Asking %s … %d of at most %d", host, n, app.MostRequests))
		}
	}
	found, err := core.FindWith(ctx, look)
	if app.WantsLogin(err) && feeds.SourceOf(address) == feeds.InMailbox {
		if look.Login, err = s.askMailbox(address); err == nil {
			found, err = core.FindWith(ctx, look)
		}
		return found, err
	}
	if app.WantsLogin(err) {
		s.sayLogin()
	}
	return found, err
}

// askMailbox asks for the password of a mailbox, as askFor does.
func (s *session) askMailbox(address string) (*url.Userinfo, error) {
	u, err := url.Parse(address)
	if err != nil || u.User.Username() == "" {
		return nil, wrong("Say whose mailbox it is: imaps://name@mail.example.org/Folder")
	}
	password, err := s.askFor(bufio.NewReader(s.in), "Password of "+u.User.Username()+" at "+u.Hostname()+": ")
	return url.UserPassword(u.User.Username(), password), err
}

func (s *session) sayLogin() {
	s.say("A login can be given in the address: https://name:password@host/…")
}

func (s *session) listFound(found []app.Found) error {
	if !s.out.json {
		s.printFound(found)
		return nil
	}
	return s.printObjects(foundRecords(found))
}

func (s *session) printObjects(list []foundRecord) error {
	for _, r := range list {
		if err := s.out.object(r); err != nil {
			return err
		}
	}
	return nil
}

func wereFound(n int) string {
	if n == 1 {
		return "one was"
	}
	return fmt.Sprintf("%d were", n)
}

func (s *session) sayAdded(ctx context.Context, core *app.Core, id feeds.FeedID, found []app.Found, report app.Report) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	f, err := core.Feed(ctx, id)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(addedRecord{feedOf(f, bar.path(f.Folder)), foundRecords(found), report})
	}
	if f.Fetch.Error != "" {
		s.say("%s: %s", f.Name(), f.Fetch.Error)
	}
	s.out.text(0, fmt.Sprintf("Subscribed to %s (feed %d): %s.", clean(f.Name()), id, count(report.New, "article", "articles")))
	return nil
}

func foundRecords(found []app.Found) []foundRecord {
	var list []foundRecord
	for _, f := range found {
		r := foundRecord{
			URL: f.URL, Title: f.Title, Site: f.Site, Description: f.Description, Language: f.Language,
			Format: f.Format, How: f.How, Also: f.Also, Comments: f.Comments, Read: f.Read,
			Articles: f.Articles, PerWeek: f.PerWeek, Newest: stamp(f.Newest), FullText: f.FullText,
			Subscribed: f.Subscribed, Under: f.Under, Error: app.Explain(f.Err),
		}
		if !f.Recipe.Proper() {
			r.Recipe = &f.Recipe
		}
		for _, sample := range f.Samples {
			r.Samples = append(r.Samples, sampleRecord{sample.Title, stamp(sample.Published)})
		}
		list = append(list, r)
	}
	return list
}

func (s *session) printFound(found []app.Found) {
	what, whats := "feed", "feeds"
	if app.OnlyPages(found) {
		what, whats = "way to read it", "ways to read it"
	}
	s.out.line("%s:", count(len(found), what, whats))
	for i, f := range found {
		label := fmt.Sprintf("%3d  ", i+1)
		s.out.hanging(label, 2, clean(f.Title))
		s.out.brief(5, 2, describe(f, s.now()))
		fmt.Fprintf(s.out.to, "     %s\n", clean(f.URL))
		s.out.brief(5, 6, clean(app.RecipeWords(f.Recipe)))
		for _, sample := range f.Samples {
			s.out.brief(7, 1, dotted(sample.Title, age(sample.Published, s.now())))
		}
	}
	s.out.blank()
}

// describe says in a line what a feed that was found holds.
func describe(f app.Found, now time.Time) string {
	var parts []string
	switch {
	case f.Subscribed != 0 && f.Under != "":
		parts = append(parts, "subscribed already, as "+f.Under)
	case f.Subscribed != 0:
		parts = append(parts, "subscribed already")
	}
	switch {
	case f.Err != nil:
		return app.Explain(f.Err)
	case f.Each != nil:
		return fmt.Sprintf("%s, told apart by who sends them (--each)", count(len(f.Each), "source", "sources"))
	case f.Comments:
		parts = append(parts, "what readers write")
	}
	if !f.Read {
		return dotted(append(parts, f.Format, "not looked at")...)
	}
	if f.Language != "" {
		parts = append(parts, app.LanguageName(f.Language))
	}
	switch {
	case f.Articles == 0:
		return dotted(append(parts, "no articles yet")...)
	case f.PerWeek >= 1:
		parts = append(parts, fmt.Sprintf("%s, about %.0f a week", count(f.Articles, "article", "articles"), f.PerWeek))
	default:
		parts = append(parts, count(f.Articles, "article", "articles"))
	}
	if !f.Newest.IsZero() {
		parts = append(parts, "the last "+age(f.Newest, now))
	}
	switch {
	case !f.Recipe.Proper():
		parts = append(parts, strings.ToLower(f.Format))
	case f.FullText:
		parts = append(parts, "whole text")
	default:
		parts = append(parts, "leads")
	}
	return dotted(append(parts, also(f))...)
}

// also names the other formats that a feed comes in.
func also(f app.Found) string {
	var formats []string
	for _, a := range f.Also {
		if a.Format != "" && a.Format != f.Format && !slices.Contains(formats, a.Format) {
			formats = append(formats, a.Format)
		}
	}
	if len(formats) == 0 {
		return ""
	}
	return "also as " + strings.Join(formats, " and ")
}
