package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tidings/storage"
)

// A Notice is something about the profile that the reader should know, until it is
// over or they have read it.
type Notice struct {
	Key     NoticeKey
	Text    string // a sentence or two
	Serious bool   // something is lost or at risk
	Lasting bool   // cannot be put away: it says how things are
}

// A NoticeKey says what a notice is about; there is one of each at most.
type NoticeKey string

// The notices, the most urgent first.
const (
	DamagedNotice  NoticeKey = "damaged"   // and not mended
	MendingNotice  NoticeKey = "mending"   // being mended
	MendedNotice   NoticeKey = "mended"    // with what was lost
	FullNotice     NoticeKey = "full"      // no room on the disk
	ReadOnlyNotice NoticeKey = "read-only" // nothing can be written
	NetworkNotice  NoticeKey = "network"   // the profile is on another machine
	SyncedNotice   NoticeKey = "synced"    // something copies the profile to other computers
	MovedNotice    NoticeKey = "moved"     // feeds have another address
	RetiredNotice  NoticeKey = "retired"   // feeds are gone for good
)

var noticeOrder = []NoticeKey{DamagedNotice, MendingNotice, MendedNotice, FullNotice, ReadOnlyNotice, NetworkNotice, SyncedNotice, MovedNotice, RetiredNotice}

type noticeBoard struct {
	mu  sync.Mutex
	all map[NoticeKey]Notice
}

func (b *noticeBoard) set(n Notice) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil {
		b.all = map[NoticeKey]Notice{}
	}
	b.all[n.Key] = n
}

// most is how much text a notice that grows may have, in bytes.
const most = 400

// add is set, behind the text of a notice of this kind that the reader has not put away.
func (b *noticeBoard) add(n Notice) {
	b.mu.Lock()
	old := b.all[n.Key].Text
	b.mu.Unlock()
	if old != "" && len(old)+len(n.Text) < most {
		n.Text = old + " " + n.Text
	}
	b.set(n)
}

// drop reports whether there was one.
func (b *noticeBoard) drop(k NoticeKey) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.all[k]
	delete(b.all, k)
	return ok
}

func (b *noticeBoard) has(k NoticeKey) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.all[k]
	return ok
}

// Notices are what the reader should know now, the most urgent first.
func (c *Core) Notices() []Notice {
	c.notices.mu.Lock()
	defer c.notices.mu.Unlock()
	var out []Notice
	for _, n := range c.notices.all {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b Notice) int {
		return cmp.Compare(slices.Index(noticeOrder, a.Key), slices.Index(noticeOrder, b.Key))
	})
	return out
}

// noticed is the key of the setting that says that a notice was read.
func noticed(k NoticeKey) string { return "notice read: " + string(k) }

// Dismiss puts a notice away. What is about the place of the profile does not come
// back after a restart.
func (c *Core) Dismiss(ctx context.Context, k NoticeKey) error {
	if !c.notices.drop(k) {
		return nil
	}
	c.notify(Change{Notices: true})
	if k != SyncedNotice && k != NetworkNotice {
		return nil
	}
	return c.db.SetSetting(ctx, noticed(k), c.dir)
}

// notePlace tells what is special about the folder of the profile, unless the
// reader has put that away for this folder.
func (c *Core) notePlace(ctx context.Context) {
	if err := c.db.ReadOnly(); err != nil {
		c.notices.set(Notice{Key: ReadOnlyNotice, Text: explainReadOnly(c.dir, err), Serious: true, Lasting: true})
	}
	place := func(k NoticeKey, text string) {
		if known, err := c.db.Setting(ctx, noticed(k)); err != nil || known != c.dir {
			c.notices.set(Notice{Key: k, Text: text})
		}
	}
	if c.db.WithoutLog() {
		place(NetworkNotice, "Your profile is on a network drive. Tidings works there, a little slower; do not open it on two computers at the same time.")
	}
	if name := synced(c.dir); name != "" {
		place(SyncedNotice, fmt.Sprintf("Your profile is in a folder that %s copies to other computers. Close Tidings on one of them before you open it on another, and let %s finish in between.", name, name))
	}
}

// noteLoss tells what mending the file has lost.
func (c *Core) noteLoss() {
	if l, ok := c.db.Loss(); ok {
		c.notices.drop(DamagedNotice)
		c.notices.set(Notice{Key: MendedNotice, Text: explainLoss(l, c.now()), Serious: l.Any()})
	}
}

// explainLoss tells in numbers what damage cost.
func explainLoss(l storage.Loss, now time.Time) string {
	if l.Everything {
		return "The file with your articles could not be read at all, and there was no backup of it. Tidings begins anew; the old file is kept among the backups, as " + l.Aside + "."
	}
	var b strings.Builder
	b.WriteString("The file with your articles was damaged, and Tidings has mended it. ")
	var lost []string
	add := func(n int, one, more string) {
		switch {
		case n == 1:
			lost = append(lost, "1 "+one)
		case n > 1:
			lost = append(lost, fmt.Sprintf("%d %s", n, more))
		}
	}
	add(l.Feeds, "subscription", "subscriptions")
	add(l.Articles, "article", "articles")
	add(l.Headlines, "headline", "headlines")
	add(l.Texts, "text of an article", "texts of articles")
	add(l.Others, "other entry", "other entries")
	if len(lost) == 0 {
		b.WriteString("Nothing was lost")
	} else {
		b.WriteString("Lost: " + strings.Join(lost, ", "))
	}
	if l.FromBackup > 0 {
		fmt.Fprintf(&b, "; %s came from the backup of %s", count(l.FromBackup, "entry", "entries"), when(l.Backup, now))
	}
	if l.Rescued > 0 {
		fmt.Fprintf(&b, "; %s came from a damaged place and may have a wrong letter", count(l.Rescued, "entry", "entries"))
	}
	b.WriteString(". The damaged file is kept among the backups. If this happens again, the disk may be failing.")
	return b.String()
}

func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// when is a moment as a person says it.
func when(t, now time.Time) string {
	t = t.In(now.Location())
	if y, d := t.Year(), t.YearDay(); y == now.Year() && d == now.YearDay() {
		return "today " + t.Format("15:04")
	}
	return t.Format("2 January 2006 15:04")
}

// noteFull begins to pause what fills the disk, when an error says that it is full.
func (c *Core) noteFull(err error) {
	if !errors.Is(err, storage.ErrFull) || c.notices.has(FullNotice) {
		return
	}
	c.notices.set(Notice{Key: FullNotice, Serious: true, Lasting: true,
		Text: "The disk is full. You can read on; nothing new is fetched or marked until there is room. Tidings goes on by itself then."})
	c.notify(Change{Notices: true})
}

// roomWanted is how much must fit on the disk before fetching goes on, in bytes.
const roomWanted = 8 << 20

// full reports whether the disk was full and still is.
func (c *Core) full() bool {
	if !c.notices.has(FullNotice) {
		return false
	}
	if !hasRoom(c.dir, roomWanted) {
		return true
	}
	c.notices.drop(FullNotice)
	c.notify(Change{Notices: true})
	return false
}
