package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tidings/feeds"
)

// ErrImportUndone says that an import was taken back while it went on.
var ErrImportUndone = errors.New("the import was undone")

// An ImportID is the step of the journal that an import writes, in several transactions;
// zero: it has changed nothing yet.
type ImportID int64

// Begun is what the beginning of an import did.
type Begun struct {
	Import          ImportID
	Added, Existing int            // subscriptions
	Feeds           []feeds.FeedID // of the list, in its order
	Searches        int            // that are new
}

// BeginImport subscribes to what is new of a list, as AddSubscriptions does, and saves
// searches of names that there are none of. What articles come after it belongs to the
// same step of the journal, which says what.
func (db *DB) BeginImport(ctx context.Context, what string, list []Subscription, searches []feeds.Search) (Begun, error) {
	var b Begun
	err := db.act(ctx, func(s *session) error {
		i, err := db.subscribeAll(ctx, s, list)
		if err != nil {
			return err
		}
		b.Feeds, b.Added, b.Existing = i.feeds, len(i.also), i.existing
		steps := i.steps
		for _, x := range searches {
			made, err := db.importSearch(ctx, s, x)
			if err != nil {
				return err
			}
			steps = append(steps, made...)
			b.Searches += len(made)
		}
		return db.recordMore(ctx, s, &b.Import, what, steps)
	})
	return b, err
}

// importSearch saves a search if there is none of its name. One that cannot be understood
// is passed over.
func (db *DB) importSearch(ctx context.Context, s *session, x feeds.Search) ([]step, error) {
	if _, err := db.parse(ctx, s, x.Scope.Text); err != nil {
		return nil, ctx.Err()
	}
	there, err := db.searches(ctx, s, "name = ?", x.Name)
	if err != nil || len(there) > 0 {
		return nil, err
	}
	err = db.insertSearch(ctx, s, &x)
	return []step{{Do: doDropSearch, ID: int64(x.ID)}}, err
}

// Brought is an article of another reader with what was done with it there. Its Entry says
// when it was received.
type Brought struct {
	Incoming
	Status feeds.Status
}

// Taken is what became of articles of another reader.
type Taken struct {
	New, Read, Starred, Later int   // Read and so on: articles that were here and are marked now
	Again                     []int // places in the list of those that Known is to be asked about again
}

// SaveBrought stores articles of another reader that are new, and marks those that are here
// as they were marked there. The error is feeds.ErrNotFound if the feed was removed. Nothing is taken away: what is read or starred here stays so,
// what was deleted stays deleted, and the text stays that of the publisher.
func (db *DB) SaveBrought(ctx context.Context, id *ImportID, what string, feed feeds.FeedID, list []Brought) (Taken, error) {
	packed := make([][]byte, len(list))
	for i, b := range list {
		if b.Match.Kind == New {
			packed[i] = pack(b.Body)
		}
	}
	var taken Taken
	entry := *id
	err := db.write(ctx, func(s *session) error {
		var removed int64
		if err := s.one(ctx, "SELECT removed FROM feeds WHERE id = ?", []any{feed}, &removed); err != nil {
			return err
		}
		if removed != 0 {
			return feeds.ErrNotFound
		}
		t := bringing{arrival: arrival{db: db, s: s, ctx: ctx, now: db.now()}, marks: map[string][2][]int64{}}
		if err := s.one(ctx, "SELECT value FROM counters WHERE name = 'articles'", nil, &t.last); err != nil {
			return err
		}
		for i, b := range list {
			b.Entry.Feed = feed
			if err := t.bring(i, b, packed[i]); err != nil {
				return err
			}
		}
		if err := t.finish(); err != nil {
			return err
		}
		steps, err := t.mark()
		taken = t.taken
		if err != nil {
			return err
		}
		return db.recordMore(ctx, s, &entry, what, steps)
	})
	if err != nil {
		return Taken{}, fmt.Errorf("store what was imported: %w", err)
	}
	*id = entry
	return taken, nil
}

// bringing is a transaction that stores articles of another reader.
type bringing struct {
	arrival
	taken Taken
	fresh []int64
	marks map[string][2][]int64 // columns that are to be set: of articles that were here, and of new ones
}

// bring stores one article, the number i of its list.
func (t *bringing) bring(i int, b Brought, packed []byte) error {
	id, fresh := int64(b.Match.Article), 0
	switch b.Match.Kind {
	case Deleted:
		return nil
	case Duplicate:
		t.taken.Again = append(t.taken.Again, i)
		return nil
	case New:
		made, err := t.insert(b.Incoming, packed)
		if err != nil {
			return err
		}
		if made == 0 { // somebody else stored it since
			t.taken.Again = append(t.taken.Again, i)
			return nil
		}
		id, fresh = int64(made), 1
		t.fresh = append(t.fresh, id)
	}
	for column, on := range map[string]bool{"read": b.Status.Read, "starred": b.Status.Starred, "later": b.Status.Later} {
		if on {
			lists := t.marks[column]
			lists[fresh] = append(lists[fresh], id)
			t.marks[column] = lists
		}
	}
	return nil
}

// mark sets what is to be set and returns the steps that take everything back.
func (t *bringing) mark() ([]step, error) {
	t.taken.New = len(t.fresh)
	var steps []step
	if len(t.fresh) > 0 {
		steps = append(steps, step{Do: doForget, Articles: packIDs(t.fresh)})
	}
	for column, n := range map[string]*int{"read": &t.taken.Read, "starred": &t.taken.Starred, "later": &t.taken.Later} {
		if fresh := t.marks[column][1]; len(fresh) > 0 {
			if _, err := t.s.setStatus(t.ctx, column, true, fresh); err != nil {
				return nil, err
			}
		}
		were := t.marks[column][0]
		if len(were) == 0 {
			continue
		}
		changed, err := t.s.setStatus(t.ctx, column, true, were)
		if err != nil {
			return nil, err
		}
		if *n = len(changed); *n > 0 {
			steps = append(steps, statusStep(column, false, changed))
		}
	}
	return steps, nil
}

// EndImport says in the journal what an import came to.
func (db *DB) EndImport(ctx context.Context, id ImportID, what string) error {
	return db.act(ctx, func(s *session) error {
		return s.exec("UPDATE journal SET what = ? WHERE id = ?", what, id)
	})
}

// recordMore is record for what goes on: the first steps make an entry of the journal, and
// later ones are added to it. The error is ErrImportUndone if it was taken back meanwhile.
func (db *DB) recordMore(ctx context.Context, s *session, id *ImportID, what string, steps []step) error {
	if *id == 0 {
		if len(steps) == 0 {
			return nil
		}
		if err := db.record(s, what, steps...); err != nil {
			return err
		}
		return s.one(ctx, "SELECT MAX(id) FROM journal", nil, id)
	}
	var packed []byte
	err := s.one(ctx, "SELECT undo FROM journal WHERE id = ?", []any{*id}, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrImportUndone
	}
	if err != nil || len(steps) == 0 {
		return err
	}
	all, err := stepsFrom(packed)
	if err != nil {
		return err
	}
	for _, more := range steps {
		if all, err = joinStep(all, more); err != nil {
			return err
		}
	}
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return s.exec("UPDATE journal SET undo = ? WHERE id = ?", compress(plain), *id)
}

// joinStep adds a step on articles to one of its kind, so that an import has few steps.
func joinStep(all []step, more step) ([]step, error) {
	i := slices.IndexFunc(all, func(st step) bool { return st.Do == more.Do })
	if i < 0 {
		return append(all, more), nil
	}
	first, err := all[i].Articles.ids()
	if err != nil {
		return nil, err
	}
	second, err := more.Articles.ids()
	if err != nil {
		return nil, err
	}
	ids := append(first, second...)
	slices.Sort(ids)
	all[i].Articles = packIDs(slices.Compact(ids))
	return all, nil
}

// unmake destroys articles with their identities, as if they had never been here: their
// feeds may bring them again, and are asked for their whole documents.
func (s *session) unmake(ctx context.Context, st step, db *DB) error {
	ids, err := s.stillThere(ctx, st, "heads")
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, destroyedAtOnce) {
		list := jsonIDs(part)
		there, err := s.ids(ctx, "SELECT id FROM articles WHERE "+within, list)
		if err != nil {
			return err
		}
		if err := s.intoBin(ctx, there, false, db.now()); err != nil {
			return err
		}
		from, err := s.ids(ctx, "SELECT DISTINCT feed FROM bin WHERE "+within, list)
		if err != nil {
			return err
		}
		if err := s.destroy(ctx, part); err != nil {
			return err
		}
		for _, text := range []string{
			"DELETE FROM identities WHERE feed IN (SELECT value FROM json_each(?2)) AND article IN (SELECT value FROM json_each(?1))",
			"DELETE FROM destroyed WHERE article IN (SELECT value FROM json_each(?1)) AND ?2 <> ''",
			"UPDATE feeds SET etag = '', last_modified = '', validator_url = '', body_hash = '' WHERE id IN (SELECT value FROM json_each(?2)) AND ?1 <> ''",
		} {
			if err := s.exec(text, list, jsonIDs(from)); err != nil {
				return err
			}
		}
	}
	return nil
}
