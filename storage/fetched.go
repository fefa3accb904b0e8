package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
)

// Fetched is what asking a feed brought.
type Fetched struct {
	Feed     feeds.FeedID
	State    feeds.FetchState
	Meta     *feeds.Document // nil: nothing new about the feed itself
	Articles []Incoming
	Received time.Time // zero: now
	Try      feeds.Try // how it ended, without the numbers of articles; zero: not to be remembered
}

// Incoming is an entry that is to be stored, if its Match says so; of one that is
// Unchanged only the number of comments is. Lead, Image, Language, Words and Pictures
// are those of its Article.
type Incoming struct {
	Entry feeds.Entry
	Match Match // of Known
	Body  feeds.Body
}

// Saved is what a fetch changed in the store.
type Saved struct{ New, Changed []feeds.ArticleID }

// SaveFetch stores what asking a feed brought, with its validators, in one
// transaction. A changed article keeps its status and its date of arrival; what
// it was before becomes a revision, and what was derived of it is due again. A feed
// that was removed meanwhile is passed over.
func (db *DB) SaveFetch(ctx context.Context, f Fetched) (Saved, error) {
	saved, err := db.SaveFetches(ctx, []Fetched{f})
	if err != nil {
		return Saved{}, err
	}
	return saved[0], nil
}

// SaveFetches is SaveFetch for several feeds in one transaction, which costs less
// when many arrive at once. It may be called by several goroutines: texts are
// compressed before the transaction begins.
func (db *DB) SaveFetches(ctx context.Context, list []Fetched) ([]Saved, error) {
	packed := packAll(list)
	out := make([]Saved, len(list))
	err := db.write(ctx, func(s *session) error {
		t := arrival{db: db, s: s, ctx: ctx, now: db.now()}
		if err := s.one(ctx, "SELECT value FROM counters WHERE name = 'articles'", nil, &t.last); err != nil {
			return err
		}
		for i, f := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if out[i], err = t.save(f, packed[i]); err != nil {
				return fmt.Errorf("store feed %d: %w", f.Feed, err)
			}
		}
		return t.finish()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func packAll(list []Fetched) [][][]byte {
	out := make([][][]byte, len(list))
	for i, f := range list {
		out[i] = make([][]byte, len(f.Articles))
		for j, in := range f.Articles {
			if in.Match.Kind == New {
				out[i][j] = pack(in.Body)
			}
		}
	}
	return out
}

// arrival is a transaction that stores what was fetched.
type arrival struct {
	db     *DB
	s      *session
	ctx    context.Context
	now    time.Time
	last   int64 // the last ID that was given away
	counts tally
	moved  []int64 // stories whose articles have other dates now
}

// finish writes what was collected over all feeds.
func (t *arrival) finish() error {
	if err := t.s.exec("UPDATE counters SET value = ? WHERE name = 'articles' AND value <> ?", t.last, t.last); err != nil {
		return err
	}
	if err := t.s.refreshStories(t.moved); err != nil {
		return err
	}
	return t.s.apply(t.counts)
}

func (t *arrival) save(f Fetched, packed [][]byte) (Saved, error) {
	var saved Saved
	if f.Received.IsZero() {
		f.Received = t.now
	}
	subscribed, err := t.s.saveState(f)
	if err != nil || !subscribed {
		return saved, err
	}
	if f.Meta != nil && f.Meta.Site != "" {
		if err := t.db.notePublisher(t.ctx, t.s, f.Feed); err != nil {
			return saved, err
		}
	}
	// The last first, so that of articles with the same date, or none, the first in the
	// document has the highest ID and stands before the others in a list.
	for i := len(f.Articles) - 1; i >= 0; i-- {
		if err := t.saveOne(f, f.Articles[i], packed[i], &saved); err != nil {
			return saved, err
		}
	}
	slices.Reverse(saved.New)
	slices.Reverse(saved.Changed)
	f.Try.Feed, f.Try.New, f.Try.Changed = f.Feed, len(saved.New), len(saved.Changed)
	return saved, t.s.saveTry(f.Try)
}

// saveOne stores an entry and tells in saved what it was.
func (t *arrival) saveOne(f Fetched, in Incoming, packed []byte, saved *Saved) error {
	if len(in.Match.keys) == 0 { // not of Known
		in.Match.keys = keysOf(in.Entry)
		in.Match.hash = number(in.Entry.Hash())
	}
	in.Entry.Feed = f.Feed
	if r := in.Entry.Received; r.IsZero() || r.After(f.Received) { // else it was there before it was first asked for
		in.Entry.Received = f.Received
	}
	if in.Entry.Language == "" && f.Meta != nil {
		in.Entry.Language = f.Meta.Language
	}
	known := in.Match.Article
	if in.Match.renamed && in.Match.Kind != Changed {
		_, err := t.s.identify(f.Feed, int64(known), in.Match)
		return err
	}
	switch in.Match.Kind {
	case New:
		id, err := t.insert(in, packed)
		if err != nil {
			return err
		}
		if known = id; id != 0 {
			saved.New = append(saved.New, id)
		}
	case Changed:
		changed, err := t.replace(in)
		if err != nil {
			return err
		}
		if changed {
			saved.Changed = append(saved.Changed, in.Match.Article)
		}
	}
	return t.s.saveReplies(known, in.Entry.CommentCount)
}

// saveState stores validators and, when the document was read, what it says of the
// feed; what it leaves out stays. It reports false if there is no such
// subscription any more.
func (s *session) saveState(f Fetched) (bool, error) {
	st := f.State
	answer, err := listText(st.Answer)
	if err != nil {
		return false, err
	}
	n, err := s.change(`UPDATE feeds SET etag = ?, last_modified = ?, validator_url = ?, body_hash = ?,
		ttl = ?, skip_hours = ?, skip_days = ?, checked = ?, changed = ?, next = ?, why = ?, status = ?, class = ?, error = ?, failures = ?,
		failing = ?, size = ?, took = ?, answer = ?, dates = ?, moved_to = ?, moved_times = ?, gone = ?
		WHERE id = ? AND removed = 0`, st.ETag, st.LastModified, st.ValidatorURL, st.BodyHash,
		int64(st.TTL/time.Second), st.SkipHours, st.SkipDays, millis(st.Checked), millis(st.Changed), millis(st.Next), st.Why, st.Status, st.Class, st.Error, st.Failures,
		millis(st.Failing), st.Size, st.Took/time.Millisecond, answer, datesText(st.Dates), st.MovedTo, st.MovedTimes, st.Gone, f.Feed)
	if err != nil || n == 0 || f.Meta == nil {
		return n > 0, err
	}
	m := f.Meta
	return true, s.exec(`UPDATE feeds SET title = IIF(?1 = '', title, ?1), site = IIF(?2 = '', site, ?2),
		description = IIF(?3 = '', description, ?3), language = IIF(?4 = '', language, ?4),
		icon = IIF(?5 = '', icon, ?5) WHERE id = ?6`,
		m.Title, m.Site, m.Description, m.Language, m.Icon, f.Feed)
}

// insert stores a new article. It returns zero if the article is there already,
// because another program stored it since Known was asked.
func (t *arrival) insert(in Incoming, body []byte) (feeds.ArticleID, error) {
	id := t.last + 1
	fresh, err := t.s.identify(in.Entry.Feed, id, in.Match)
	if err != nil || !fresh {
		return 0, err
	}
	t.last = id
	a := in.Entry.Article
	if err := t.s.insertHead(id, a); err != nil {
		return 0, err
	}
	if err := t.s.exec("INSERT INTO bodies (id, data) VALUES (?, ?)", id, body); err != nil {
		return 0, err
	}
	err = t.s.exec("INSERT INTO articles (id, feed, date, hash, language, pictures) VALUES (?, ?, ?, ?, ?, ?)",
		id, a.Feed, millis(a.Date()), in.Match.hash, a.Language, a.Pictures)
	if err != nil {
		return 0, err
	}
	t.counts.add(a.Feed, 1, 1)
	return feeds.ArticleID(id), nil
}

// identify makes an article known by the keys of its match. It reports false, and does
// nothing, if another article is known by the surest. Another key that a second article
// has identifies neither from then on, unless the later one inherits it: what comes under
// it next is a new version of the latest.
func (s *session) identify(feed feeds.FeedID, id int64, m Match) (bool, error) {
	n, err := s.change("INSERT INTO identities (feed, key, article) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET article = excluded.article WHERE article = 0 OR article = excluded.article",
		feed, m.keys[0], id)
	if err != nil || n == 0 {
		return false, err
	}
	for i, key := range m.keys[1:] {
		shared := int64(0)
		if m.inherits && i == len(m.keys)-2 {
			shared = id
		}
		err := s.exec("INSERT INTO identities (feed, key, article) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET article = ? WHERE article <> excluded.article",
			feed, key, id, shared)
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

func (s *session) insertHead(id int64, a feeds.Article) error {
	authors, err := listText(a.Authors)
	if err != nil {
		return err
	}
	categories, err := listText(a.Categories)
	if err != nil {
		return err
	}
	enclosures, err := listText(a.Enclosures)
	if err != nil {
		return err
	}
	links, err := listText(a.Links)
	if err != nil {
		return err
	}
	return s.exec(`INSERT INTO heads (id, guid, link, title, lead, image, comments, authors, categories,
		enclosures, published, updated, received, words, full_text, links, rights) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET guid = excluded.guid, link = excluded.link, title = excluded.title,
		lead = excluded.lead, image = excluded.image, comments = excluded.comments, authors = excluded.authors,
		categories = excluded.categories, enclosures = excluded.enclosures, published = excluded.published,
		updated = excluded.updated, words = excluded.words, links = excluded.links, rights = excluded.rights`,
		id, a.GUID, a.Link, a.Title, a.Lead, a.Image, a.Comments, authors, categories, enclosures,
		millis(a.Published), millis(a.Updated), millis(a.Received), a.Words, a.FullText, links, a.Rights)
}
