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
		steps, err := db.subscribeAll(ctx, s, list, func(_ feeds.FeedID, fresh bool) {
			if fresh {
				added++
			} else {
				existing++
			}
		})
		if err != nil || len(steps) == 0 {
			return err
		}
		return db.record(s, "Imported "+many(added, "subscription"), steps...)
	})
	return added, existing, err
}

// subscribeAll subscribes to a list and returns the steps that take it back; told hears of
// each that is not Again which feed it is and whether it was not subscribed to before.
func (db *DB) subscribeAll(ctx context.Context, s *session, list []Subscription, told func(feeds.FeedID, bool)) ([]step, error) {
	i := importing{db: db, s: s, told: told, also: map[feeds.FeedID][]feeds.FolderID{}}
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
	return i.steps, nil
}

// An importing is what is known of a list while it is stored.
type importing struct {
	db    *DB
	s     *session
	told  func(feeds.FeedID, bool)
	steps []step
	again []feeds.Feed                      // with the folder in which it stands too
	also  map[feeds.FeedID][]feeds.FolderID // further folders of what was added
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
		i.again = append(i.again, f)
		return nil
	}
	id, inverse, err := i.s.addFeed(ctx, f, i.db.now())
	switch {
	case errors.Is(err, feeds.ErrExists):
		i.told(id, false)
		i.stand(id, folder)
		return nil
	case err == nil:
		err = i.db.notePublisher(ctx, i.s, id)
	}
	if err != nil {
		return err
	}
	i.told(id, true)
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
