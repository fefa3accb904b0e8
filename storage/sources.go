package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"tidings/feeds"
)

const feedColumns = `id, folder, position, url, site, title, own_title, description, language, icon,
	added, full_text, every, paused, keep_days, keep_articles, ready, remote,
	user_agent, proxy, http1, insecure, secret, etag, last_modified, validator_url, body_hash, ttl, skip_hours, skip_days, checked, changed, next, why,
	status, class, error, failures, failing, size, took, answer, dates, moved_to, moved_times, gone, recipe, unread, total, ` + furtherSQL

func scanFeed(scan scan) (feeds.Feed, error) {
	var f feeds.Feed
	var added, every, ttl, checked, changed, next, failing, took int64
	var answer, dates, recipe, further string
	s, a := &f.Fetch, &f.Access
	err := scan(&f.ID, &f.Folder, &f.Position, &f.URL, &f.Site, &f.Title, &f.OwnTitle, &f.Description,
		&f.Language, &f.Icon, &added, &f.FullText, &every, &f.Paused, &f.Keep.Days, &f.Keep.Articles, &f.Ready, &f.Remote,
		&a.UserAgent, &a.Proxy, &a.HTTP1, &a.Insecure, &a.Secret, &s.ETag, &s.LastModified,
		&s.ValidatorURL, &s.BodyHash, &ttl, &s.SkipHours, &s.SkipDays, &checked, &changed, &next, &s.Why,
		&s.Status, &s.Class, &s.Error, &s.Failures, &failing, &s.Size, &took, &answer, &dates, &s.MovedTo, &s.MovedTimes, &s.Gone, &recipe, &f.Unread, &f.Total, &further)
	f.Added, f.Every = fromMillis(added), time.Duration(every)*time.Second
	s.TTL = time.Duration(ttl) * time.Second
	s.Checked, s.Changed, s.Next, s.Failing = fromMillis(checked), fromMillis(changed), fromMillis(next), fromMillis(failing)
	f.Also = furtherFrom(further)
	s.Took, s.Dates = time.Duration(took)*time.Millisecond, datesFrom(dates)
	if err != nil {
		return f, err
	}
	if f.Recipe, err = recipeFrom(recipe); err != nil {
		return f, err
	}
	return f, listFrom(answer, &s.Answer)
}

func (s *session) feeds(ctx context.Context, where string, args ...any) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := s.each(ctx, func(scan scan) error {
		f, err := scanFeed(scan)
		out = append(out, f)
		return err
	}, "SELECT "+feedColumns+" FROM feeds WHERE "+where, args...)
	return out, err
}

// feed reads one feed, also one that was removed.
func (s *session) feed(ctx context.Context, id feeds.FeedID) (feeds.Feed, error) {
	list, err := s.feeds(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return feeds.Feed{}, err
	}
	return list[0], nil
}

// Feeds returns the subscriptions in the order of the sidebar: in each folder the
// folders inside it, then its feeds.
func (db *DB) Feeds(ctx context.Context) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := db.read(ctx, func(s *session) error {
		tree, err := s.folders(ctx)
		if err != nil {
			return err
		}
		out, err = s.feeds(ctx, "removed = 0")
		tree.sort(out)
		return err
	})
	return out, err
}

// sort puts feeds in the order of the sidebar.
func (t tree) sort(list []feeds.Feed) {
	slices.SortFunc(list, func(a, b feeds.Feed) int {
		return cmp.Or(cmp.Compare(t.end[a.Folder], t.end[b.Folder]),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
}

// Feed returns one feed, or feeds.ErrNotFound. It also knows feeds that were
// removed, because articles that were kept still name them.
func (db *DB) Feed(ctx context.Context, id feeds.FeedID) (feeds.Feed, error) {
	var f feeds.Feed
	err := db.read(ctx, func(s *session) (err error) {
		f, err = s.feed(ctx, id)
		return err
	})
	return f, err
}

// FeedsOf returns the feeds with some IDs, in no order, also such as were removed.
func (db *DB) FeedsOf(ctx context.Context, ids []feeds.FeedID) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.feeds(ctx, "id IN (SELECT value FROM json_each(?))", jsonIDs(ids))
		return err
	})
	return out, err
}

// FeedByURL returns the subscription to an address, also to one that it had before
// it moved, or feeds.ErrNotFound.
func (db *DB) FeedByURL(ctx context.Context, url string) (feeds.Feed, error) {
	var f feeds.Feed
	err := db.read(ctx, func(s *session) error {
		list, err := s.feeds(ctx, "address = ? AND removed = 0", address(url))
		if err != nil {
			return err
		}
		if len(list) > 0 {
			f = list[0]
			return nil
		}
		id, err := s.formerly(ctx, address(url))
		if err == nil && id == 0 {
			err = feeds.ErrNotFound
		}
		if err == nil {
			f, err = s.feed(ctx, id)
		}
		return err
	})
	return f, err
}

// FeedAddresses are those of all subscriptions.
func (db *DB) FeedAddresses(ctx context.Context) ([]string, error) {
	var out []string
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var url string
			err := scan(&url)
			out = append(out, url)
			return err
		}, "SELECT url FROM feeds WHERE removed = 0")
	})
	return out, err
}

// address is by what two subscriptions compare equal.
func address(url string) string {
	if a := feeds.CanonicalLink(url); a != "" {
		return a
	}
	return url
}

// wrongClock is how far in the future a feed must have been asked to say that the clock
// was wrong then.
const wrongClock = time.Hour

// DueFeeds returns the feeds that are to be asked at a time, longest due first. What was
// asked in the future is due too: the clock was wrong, and so is the time that it was given.
func (db *DB) DueFeeds(ctx context.Context, now time.Time) ([]feeds.Feed, error) {
	var out []feeds.Feed
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.feeds(ctx, "removed = 0 AND paused = 0 AND gone = 0 AND (next <= ? OR checked > ?) ORDER BY next",
			millis(now), millis(now.Add(wrongClock)))
		return err
	})
	return out, err
}

// NextDue is when the next feed is to be asked; the zero time if none is. It may
// be in the past.
func (db *DB) NextDue(ctx context.Context) (time.Time, error) {
	var next sql.NullInt64
	var at time.Time
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT MIN(next) FROM feeds WHERE removed = 0 AND paused = 0 AND gone = 0", nil, &next)
	})
	switch {
	case err != nil || !next.Valid:
	case next.Int64 == 0: // never asked: due since ever, which is not the zero time
		at = time.UnixMilli(0).UTC()
	default:
		at = fromMillis(next.Int64)
	}
	return at, err
}
