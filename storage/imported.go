package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Subscription of a list that is imported.
type Subscription struct {
	Path  []PathFolder // outermost first; empty: none
	Feed  feeds.Feed
	Again bool // the feed stands in the list elsewhere, and in this folder too
}

// A PathFolder is a folder of such a list. One that is there already keeps its settings.
type PathFolder struct {
	Name  string
	Every time.Duration // interval of its feeds; zero: none
}

// AddSubscriptions subscribes to all that are new, makes the folders that are
// missing, and leaves existing subscriptions as they are. A new one that stands in the
// list several times, also under another form of its address, stands in all of these
// folders. It is one step of the journal.
func (db *DB) AddSubscriptions(ctx context.Context, list []Subscription) (added, existing int, err error) {
	err = db.act(ctx, func(s *session) error {
		i, err := db.subscribeAll(ctx, s, list)
		if err != nil {
			return err
		}
		if added, existing = len(i.also), i.existing; len(i.steps) == 0 {
			return nil
		}
		return db.record(s, "Imported "+many(added, "subscription"), i.steps...)
	})
	return added, existing, err
}

// An importing is what is known of a list while it is stored.
type importing struct {
	db       *DB
	s        *session
	steps    []step // that take everything back
	existing int
	feeds    []feeds.FeedID                    // of the list, in its order; zero: it stands there again
	again    []feeds.Feed                      // with the folder in which it stands too
	also     map[feeds.FeedID][]feeds.FolderID // further folders of what was added
}

// subscribeAll subscribes to what is new of a list.
func (db *DB) subscribeAll(ctx context.Context, s *session, list []Subscription) (*importing, error) {
	i := &importing{db: db, s: s, also: map[feeds.FeedID][]feeds.FolderID{}}
	for _, sub := range list {
		if err := i.subscribe(ctx, sub); err != nil {
			return nil, fmt.Errorf("subscribe to %s: %w", sub.Feed.URL, err)
		}
	}
	for _, again := range i.again {
		if err := i.stands(ctx, again); err != nil {
			return nil, fmt.Errorf("put %s into its folders: %w", again.URL, err)
		}
	}
	for id, list := range i.also {
		if len(list) == 0 {
			continue // one that was removed before stands where it stood
		}
		if err := s.setFurther(id, list); err != nil {
			return nil, err
		}
	}
	return i, nil
}

// subscribe makes the folder of a subscription, and the feed if it is the first of it.
func (i *importing) subscribe(ctx context.Context, sub Subscription) error {
	folder, made, err := i.s.folderPath(ctx, sub.Path)
	if err != nil {
		return err
	}
	i.steps = append(i.steps, made...)
	f := sub.Feed
	f.Folder = folder
	if sub.Again {
		i.again, i.feeds = append(i.again, f), append(i.feeds, 0)
		return nil
	}
	id, inverse, err := i.s.addFeed(ctx, f, i.db.now())
	i.feeds = append(i.feeds, id)
	switch {
	case errors.Is(err, feeds.ErrExists):
		i.existing++
		i.stand(id, folder)
		return nil
	case err == nil:
		err = i.db.notePublisher(ctx, i.s, id)
	}
	if err != nil {
		return err
	}
	i.also[id] = nil
	i.steps = append(i.steps, inverse...)
	return nil
}

// stands notes a further folder of a feed that this import brought.
func (i *importing) stands(ctx context.Context, f feeds.Feed) error {
	ids, err := i.s.ids(ctx, "SELECT id FROM feeds WHERE address = ? AND removed = 0", address(f.URL))
	if err != nil || len(ids) == 0 {
		return err
	}
	i.stand(feeds.FeedID(ids[0]), f.Folder)
	return nil
}

func (i *importing) stand(id feeds.FeedID, folder feeds.FolderID) {
	if list, ok := i.also[id]; ok {
		i.also[id] = append(list, folder)
	}
}
