package terminal

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type offlineRecord struct {
	Online  bool        `json:"online"`
	Captive string      `json:"captive,omitempty"` // what to do about a network that wants a login
	Since   string      `json:"since,omitempty"`
	Waiting int         `json:"waiting"` // articles in the queue
	Working int         `json:"working"` // of which something is being fetched
	Failed  int         `json:"failed"`  // given up
	Bytes   int64       `json:"bytes"`   // of all pictures
	Budget  int64       `json:"budget"`
	Full    bool        `json:"full"` // the budget is reached
	Pack    *packRecord `json:"pack,omitempty"`
}

type packRecord struct {
	ID        int64           `json:"id"`
	Began     string          `json:"began"`
	Ended     string          `json:"ended,omitempty"`
	Cancelled bool            `json:"cancelled"`
	Articles  int             `json:"articles"`
	Done      int             `json:"done"`
	Failed    int             `json:"failed"`
	LeftOut   int             `json:"left_out"` // done, without their pictures
	Pictures  int             `json:"pictures"`
	Bytes     int64           `json:"bytes"`
	Failures  []failureRecord `json:"failures,omitempty"`
}

type failureRecord struct {
	ID    feeds.ArticleID `json:"id"`
	Title string          `json:"title"`
	Error string          `json:"error"`
}

func packOf(p app.Pack) *packRecord {
	if p.ID == 0 {
		return nil
	}
	return &packRecord{
		ID: p.ID, Began: stamp(p.Began), Ended: stamp(p.Ended), Cancelled: p.Cancelled, Articles: p.Articles,
		Done: p.Done, Failed: p.Failed, LeftOut: p.LeftOut, Pictures: p.Pictures, Bytes: p.Bytes,
	}
}

func (s *session) offlineCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "offline",
		Short: "Prepare for a time without a network",
		Long: `Offline says what is ready to be read without a network and what waits for it.
What you star, put aside or note is fetched with its pictures by itself, and
what you want of feeds and folders (offline keep), while the window is open;
offline fetch does it from here. offline prepare fetches a list at once.`,
		Example: `  tidingsctl offline
  tidingsctl offline prepare unread --days 3 --pictures
  tidingsctl offline keep Lighthouse pictures`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error { return s.offline(ctx, core) }),
	}
	c.AddCommand(s.prepareCommand(), s.fetchAheadCommand(), s.cancelPreparingCommand(), s.queueCommand(), s.dropCommand(), s.retryCommand(),
		s.keepReadyCommand(), s.remotePicturesCommand(), s.budgetCommand(), s.cleanCommand())
	return c
}

func (s *session) offline(ctx context.Context, core *app.Core) error {
	o, err := core.Offline(ctx)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(offlineRecord{o.Online, o.Captive, stamp(o.Since), o.Waiting, o.Working, o.Failed, o.Bytes, o.Budget, o.Full, packOf(o.Pack)})
	}
	if o.Captive != "" {
		s.out.text(0, o.Captive)
	}
	s.out.brief(0, 2, fmt.Sprintf("Pictures take %s of %s.", app.Size(o.Bytes), app.Size(o.Budget)))
	if o.Full {
		s.out.text(0, "The budget is reached: no more pictures are fetched ahead. tidingsctl offline budget changes it.")
	}
	switch {
	case o.Waiting+o.Working+o.Failed == 0:
		s.out.line("Nothing waits to be fetched.")
	default:
		line := count(o.Waiting+o.Working, "article waits", "articles wait") + " to be fetched"
		if o.Failed > 0 {
			line += fmt.Sprintf("; %d could not be", o.Failed)
		}
		s.out.text(0, line+". tidingsctl offline queue lists them.")
	}
	if o.Pack.ID != 0 {
		s.out.text(0, moment(o.Pack.Began, s.now())+": "+app.Summary(o.Pack))
	}
	return nil
}

type prepareFlags struct {
	scope      scopeFlags
	pictures   bool
	most, days int
	size       string
}

func (s *session) prepareCommand() *cobra.Command {
	var flags prepareFlags
	c := &cobra.Command{
		Use:   "prepare [all|unread|starred|later|today|kept|noted]...",
		Short: "Fetch the articles of a list, to be read without a network",
		Long: `Prepare fetches the whole texts of a list, and their pictures with --pictures:
of what is unread unless you say which. What is ready stays until it is read.
What could not be fetched is listed with the reason; the exit code is 4 then.`,
		Example: `  tidingsctl offline prepare --days 3 --pictures
  tidingsctl offline prepare --folder Asia --most 200 --size 500MB --pictures`,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if err := flags.scope.words(args); err != nil {
				return err
			}
			if len(args) == 0 && !flags.scope.any() {
				flags.scope.unread = true
			}
			return s.prepare(ctx, core, flags)
		}),
	}
	flags.scope.bind(c)
	f := c.Flags()
	f.BoolVar(&flags.pictures, "pictures", false, "also the pictures")
	f.IntVar(&flags.most, "most", 0, "how many articles; 0: 1000")
	f.IntVar(&flags.days, "days", 0, "only articles of the last days")
	f.StringVar(&flags.size, "size", "", "how much the pictures may take, as 500MB")
	return c
}

func (s *session) prepare(ctx context.Context, core *app.Core, flags prepareFlags) error {
	if flags.most < 0 || flags.days < 0 {
		return wrong("A limit is 0 or more.")
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	in, err := flags.scope.scope(bar, s.now())
	if err != nil {
		return err
	}
	if flags.days > 0 {
		in.Since = s.now().AddDate(0, 0, -flags.days)
	}
	bytes, err := bytesOf(flags.size)
	if err != nil {
		return err
	}
	pack, err := core.Prepare(ctx, in, app.Preparation{Pictures: flags.pictures, Most: flags.most, Bytes: bytes})
	if err != nil {
		return err
	}
	stop := s.showPack(ctx, core, pack.ID)
	done, err := core.FinishPack(ctx, pack.ID)
	stop()
	if err != nil {
		return err
	}
	return s.sayPack(ctx, core, done)
}

// showPack writes to standard error how far a pack is, if a person watches.
func (s *session) showPack(ctx context.Context, core *app.Core, id int64) (stop func()) {
	if !isTerminal(s.err) {
		return func() {}
	}
	line := &progressLine{to: s.err}
	end := core.Listen(func(ch app.Change) {
		if p, err := core.Pack(ctx, id); ch.Offline && err == nil {
			line.write(strings.TrimSuffix(app.Summary(p), "."))
		}
	})
	return func() {
		end()
		line.clear()
	}
}

// sayPack says what became of a pack.
func (s *session) sayPack(ctx context.Context, core *app.Core, p app.Pack) error {
	jobs, err := core.PackFailures(ctx, p.ID)
	if err != nil {
		return err
	}
	r := packOf(p)
	for _, j := range jobs {
		a, err := core.Article(ctx, j.Article)
		if err != nil {
			return err
		}
		r.Failures = append(r.Failures, failureRecord{a.ID, a.Title, j.Error})
	}
	s.failed = len(jobs) > 0
	if s.out.json {
		return s.out.object(r)
	}
	for _, f := range r.Failures {
		s.say("%s (article %d): %s", clean(f.Title), f.ID, f.Error)
	}
	s.out.text(0, app.Summary(p))
	if p.Ended.IsZero() {
		s.failed = true
		s.say("There is no network. The rest is fetched when there is one: by the window, or by tidingsctl offline fetch.")
	}
	return nil
}

func (s *session) fetchAheadCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "fetch",
		Short: "Fetch what waits, as far as it is due",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.WorkQueue(ctx); err != nil {
				return err
			}
			return s.offline(ctx, core)
		}),
	}
}

func (s *session) cancelPreparingCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "cancel",
		Short: "End what is being prepared; what has arrived stays",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.CancelPreparing(ctx); err != nil {
				return err
			}
			return s.offline(ctx, core)
		}),
	}
}

func (s *session) budgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "budget SIZE",
		Short: "Say how much all pictures may take",
		Long: `Budget says how much all pictures may take, as 500MB or 2GB; "default" is 2GB.
Those that you only looked at go first. What you marked or prepared and did not
read stays even if it is more, but then nothing more is fetched ahead.`,
		Example: "  tidingsctl offline budget 4GB",
		Args:    takes(1, 1, "Budget needs a size, as 2GB."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			var bytes int64
			if args[0] != "default" {
				var err error
				if bytes, err = bytesOf(args[0]); err != nil {
					return err
				}
			}
			if err := core.SetBudget(ctx, bytes); err != nil {
				return err
			}
			return s.offline(ctx, core)
		}),
	}
}

func (s *session) cleanCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "clean",
		Short: "Remove the pictures that nothing needs that you marked or prepared",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			c, err := core.CleanPictures(ctx)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]int64{"files": int64(c.Files), "bytes": c.Bytes})
			}
			s.out.brief(0, 2, fmt.Sprintf("Removed %s, %s.", count(c.Files, "picture", "pictures"), app.Size(c.Bytes)))
			return nil
		}),
	}
}

// bytesOf reads a size as people type it: "500MB", "2 GB", "1.5g". Empty is zero.
func bytesOf(typed string) (int64, error) {
	if typed == "" {
		return 0, nil
	}
	text := strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(typed, " ", "")), "b")
	unit := int64(1)
	for suffix, bytes := range map[string]int64{"k": 1 << 10, "m": 1 << 20, "g": 1 << 30} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = rest, bytes
			break
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n > 0) || n*float64(unit) > math.MaxInt64/2 {
		return 0, wrong("%q is no size: say it as 500MB or 2GB.", typed)
	}
	return int64(n * float64(unit)), nil
}

// hereWords say what of an article is on this computer.
func hereWords(a feeds.Article) string {
	text := "the feed's text"
	if a.FullText {
		text = "the whole text"
	}
	switch a.Pictures {
	case feeds.PicturesNone:
		return text + " without its pictures is here"
	case feeds.PicturesSome:
		return text + " and some of its pictures are here"
	case feeds.PicturesAll:
		return text + " with its pictures is here"
	}
	return text + " is here"
}

// picturesWord is the same of the pictures, for programs; empty: nobody looked.
func picturesWord(p feeds.Pictures) string {
	return map[feeds.Pictures]string{feeds.PicturesNone: "none", feeds.PicturesSome: "some", feeds.PicturesAll: "all"}[p]
}

// due says when something is tried again.
func due(t, now time.Time) string {
	if !t.After(now) {
		return ""
	}
	return "again " + moment(t, now)
}
