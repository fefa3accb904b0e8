package terminal

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// muteFlags say how long something is hidden, and what is shown all the same.
type muteFlags struct {
	until, unless string
	sources       int
	dryRun        bool
}

func (x *muteFlags) bind(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&x.until, "until", "", "until this day (2026-03-01), or for so long (12h, 7d, 4w)")
	f.StringVar(&x.unless, "unless", "", "a search: what it finds is shown all the same")
	f.IntVar(&x.sources, "sources", 0, "stories of so many sources are shown all the same")
	f.BoolVar(&x.dryRun, "dry-run", false, "only say how many articles it would hide")
}

// fill adds what the flags say to a mute.
func (x *muteFlags) fill(m *feeds.Mute, now time.Time) error {
	if x.sources < 0 {
		return wrong("A number of sources is 0 or more.")
	}
	m.Unless, m.Sources = x.unless, x.sources
	var err error
	m.Until, err = endOf(x.until, now)
	return err
}

// endOf reads when something ends: at the beginning of a day, or after a while.
func endOf(typed string, now time.Time) (time.Time, error) {
	if typed == "" {
		return time.Time{}, nil
	}
	end, err := time.ParseInLocation(time.DateOnly, typed, now.Location())
	if err != nil {
		units := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
		unit := units[typed[len(typed)-1]]
		n, err := strconv.Atoi(typed[:len(typed)-1])
		if err != nil || unit == 0 || n <= 0 || n > 10_000 {
			return time.Time{}, wrong("%q is neither a day (2026-03-01) nor a while (12h, 7d, 4w).", typed)
		}
		end = now.Add(time.Duration(n) * unit)
	}
	if !end.After(now) {
		return time.Time{}, wrong("%s is over.", typed)
	}
	return end, nil
}

type muteRecord struct {
	ID      feeds.MuteID `json:"id"`
	Name    string       `json:"name"`
	Scope   feeds.Scope  `json:"scope"`
	Unless  string       `json:"unless,omitempty"`
	Sources int          `json:"sources,omitempty"`
	Until   string       `json:"until,omitempty"`
	Hidden  int          `json:"hidden"`
}

func (s *session) muteCommand() *cobra.Command {
	var scope scopeFlags
	var flags muteFlags
	var name string
	c := &cobra.Command{
		Use:   "mute [WORDS...]",
		Short: "Hide what you do not want to see; list what is hidden",
		Long: `Mute hides articles that have these words, from the lists, the front page and
the counts of what is unread. A search works too, and the flags narrow it down
as those of tidingsctl list do. Without anything it lists what is hidden. What
is muted stays: on the pages of its stories, in searches for is:muted, and for
the day on which the mute ends. mute remove shows it again.`,
		Example: `  tidingsctl mute horoscope
  tidingsctl mute 'election -result' --until 7d --sources 6
  tidingsctl mute --feed Lighthouse --topic sport
  tidingsctl mute`,
		Args: takes(0, -1, ""),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			text := strings.Join(args, " ")
			if text == "" && !scope.any() {
				return s.mutes(ctx, core)
			}
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			m := feeds.Mute{Name: name}
			if m.Scope, err = scope.scope(bar, s.now()); err != nil {
				return err
			}
			m.Scope.Text = strings.TrimSpace(m.Scope.Text + " " + text)
			if m.Name == "" && text == "" {
				m.Name = s.scopeWords(ctx, bar, m.Scope)
			}
			return s.mute(ctx, core, m, flags)
		}),
	}
	scope.bind(c)
	flags.bind(c)
	c.Flags().StringVar(&name, "name", "", "what to call it (else what it hides)")
	c.AddCommand(s.removeMuteCommand())
	return c
}

// mute hides something, or says what that would hide.
func (s *session) mute(ctx context.Context, core *app.Core, m feeds.Mute, flags muteFlags) error {
	if err := flags.fill(&m, s.now()); err != nil {
		return err
	}
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	if flags.dryRun {
		n, err := core.TryMute(ctx, m)
		if err != nil {
			return err
		}
		if s.out.json {
			return s.out.object(map[string]int{"hidden": n})
		}
		s.out.brief(0, 2, fmt.Sprintf("It would hide %s.", count(n, "article", "articles")))
		return nil
	}
	id, hidden, err := core.SaveMute(ctx, m)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]int64{"saved": int64(id), "hidden": int64(hidden)})
	}
	s.out.brief(0, 2, fmt.Sprintf("Mute %d hides %s%s.", id, count(hidden, "article", "articles"), until(m.Until, s.now())))
	return nil
}

// mutes prints what is hidden.
func (s *session) mutes(ctx context.Context, core *app.Core) error {
	list, err := core.Mutes(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return missing("You have muted nothing. tidingsctl mute WORDS hides what has these words.")
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	for _, m := range list {
		if s.out.json {
			r := muteRecord{m.ID, m.Name, m.Scope, m.Unless, m.Sources, stamp(m.Until), m.Hidden}
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		label := fmt.Sprintf("%3d  %6d  ", m.ID, m.Hidden)
		s.out.hanging(label, 2, clean(m.Name))
		s.out.brief(columns(label), 3, dotted(s.scopeWords(ctx, bar, m.Scope), unless(m), strings.TrimSpace(until(m.Until, s.now()))))
	}
	return nil
}

// unless says what a mute shows all the same.
func unless(m feeds.Mute) string {
	var parts []string
	if m.Sources > 0 {
		parts = append(parts, fmt.Sprintf("at least %s", count(m.Sources, "source tells it", "sources tell it")))
	}
	if m.Unless != "" {
		parts = append(parts, "found by "+m.Unless)
	}
	if len(parts) == 0 {
		return ""
	}
	return "unless " + strings.Join(parts, " or ")
}

func (s *session) removeMuteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID|NAME",
		Short:   "Show again what was hidden",
		Long:    "Remove shows again what a mute hid. tidingsctl undo hides it once more.",
		Example: "  tidingsctl mute remove 2",
		Args:    takes(1, 1, "Mute remove needs the number or name of one mute."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			list, err := core.Mutes(ctx)
			if err != nil {
				return err
			}
			names := map[int64]string{}
			for _, m := range list {
				names[int64(m.ID)] = m.Name
			}
			id, err := numberOf(args[0], "mute", "mute", names)
			if err != nil {
				return err
			}
			if err := core.DeleteMute(ctx, feeds.MuteID(id)); err != nil {
				return err
			}
			return s.sayRemoved(id, names[id])
		}),
	}
}

func (s *session) hideTopicCommand() *cobra.Command {
	var flags muteFlags
	c := &cobra.Command{
		Use:     "hide TOPIC",
		Short:   "Hide a topic",
		Long:    "Hide hides what is about a topic, as tidingsctl mute does with words. topics show shows it again.",
		Example: "  tidingsctl topics hide sport --until 4w --unless 'rowing' --sources 8",
		Args:    takes(1, 1, "Topics hide needs one topic."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			m, err := s.muteOf(ctx, core, args[0])
			if err != nil {
				return err
			}
			return s.mute(ctx, core, m, flags)
		}),
	}
	flags.bind(c)
	return c
}

// muteOf is the mute that hides a topic; a new one if there is none.
func (s *session) muteOf(ctx context.Context, core *app.Core, typed string) (feeds.Mute, error) {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return feeds.Mute{}, err
	}
	t, err := bar.topic(typed)
	if err != nil {
		return feeds.Mute{}, err
	}
	list, err := core.Mutes(ctx)
	if err != nil {
		return feeds.Mute{}, err
	}
	if m, ok := hides(list, t); ok {
		return m, nil
	}
	return feeds.Mute{Name: t.Name(), Scope: feeds.Scope{Topics: []feeds.Topic{t}}}, nil
}

func (s *session) showTopicCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show TOPIC",
		Short:   "Show a topic that is hidden",
		Long:    "Show shows again what topics hide hid.",
		Example: "  tidingsctl topics show sport",
		Args:    takes(1, 1, "Topics show needs one topic."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			m, err := s.muteOf(ctx, core, args[0])
			if err != nil {
				return err
			}
			if m.ID == 0 {
				return missing("%s is not hidden.", clean(m.Name))
			}
			if err := core.DeleteMute(ctx, m.ID); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]feeds.MuteID{"removed": m.ID})
			}
			s.out.brief(0, 2, fmt.Sprintf("%s is shown again.", clean(m.Name)))
			return nil
		}),
	}
}
