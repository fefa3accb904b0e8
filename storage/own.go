package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

var (
	// ErrTopicTaken says that there is a topic of this name already.
	ErrTopicTaken = errors.New("there is a topic of this name already")
	// ErrTopicName says that a topic of the reader's own has no name.
	ErrTopicName = errors.New("a topic needs a name")
	// ErrTooManyTopics says that no bit is left for a topic of the reader's own.
	ErrTooManyTopics = errors.New("there are as many topics as there can be")
)

// maxOwn is how many topics of their own a reader can have.
const maxOwn = 50

// An ownTopic is a topic of the reader's own with its bit.
type ownTopic struct {
	feeds.OwnTopic
	bit int
}

func (o ownTopic) mask() int64 { return 1 << o.bit }

// OwnTopics returns the reader's own topics in the order of the sidebar.
func (db *DB) OwnTopics(ctx context.Context) ([]feeds.OwnTopic, error) {
	var out []feeds.OwnTopic
	err := db.read(ctx, func(s *session) error {
		list, err := s.ownTopics(ctx, "1")
		for _, o := range list {
			out = append(out, o.OwnTopic)
		}
		return err
	})
	return out, err
}

func (s *session) ownTopics(ctx context.Context, where string, args ...any) ([]ownTopic, error) {
	var out []ownTopic
	err := s.each(ctx, func(scan scan) error {
		o := ownTopic{}
		o.Position = len(out)
		var spellings, examples, unlike string
		err := scan(&o.ID, &o.bit, &o.Name, &o.Kind, &spellings, &o.Search, &examples, &unlike)
		out = append(out, o)
		if err != nil {
			return err
		}
		last := &out[len(out)-1]
		return errors.Join(listFrom(spellings, &last.Spellings), listFrom(examples, &last.Examples), listFrom(unlike, &last.Unlike))
	}, "SELECT id, bit, name, kind, spellings, search, examples, unlike FROM own_topics WHERE "+where+" ORDER BY position, id", args...)
	return out, err
}

func (s *session) ownTopic(ctx context.Context, id feeds.OwnTopicID) (ownTopic, error) {
	list, err := s.ownTopics(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = feeds.ErrNotFound
	}
	if err != nil {
		return ownTopic{}, err
	}
	list[0].Position, err = s.place(ctx, ownSiblings, 0, int64(id))
	return list[0], err
}

// An ownName is the name of a topic of the reader's own with its bit as a mask.
type ownName struct {
	mask  int64
	topic feeds.Topic
}

func (s *session) ownNames(ctx context.Context) ([]ownName, error) {
	var out []ownName
	err := s.each(ctx, func(scan scan) error {
		var bit int
		var name feeds.Topic
		err := scan(&bit, &name)
		out = append(out, ownName{1 << bit, name})
		return err
	}, "SELECT bit, name FROM own_topics ORDER BY position, id")
	return out, err
}

// withOwn puts the reader's own topics before the others: nobody guessed them.
func withOwn(list []feeds.TopicScore, mask int64, own []ownName) []feeds.TopicScore {
	var out []feeds.TopicScore
	for _, x := range own {
		if mask&x.mask != 0 {
			out = append(out, feeds.TopicScore{Topic: x.topic, Score: 1})
		}
	}
	if out == nil {
		return list
	}
	return append(out, list...)
}

// SaveOwnTopic stores a topic of the reader's own: a new one, last in the sidebar, if
// it has no ID; else all of the one with this ID. Of what is stored just the articles
// with the IDs given belong to it then (nil: those that do already); what is derived from now on says itself whether
// it does. Where an earlier name is asked for in saved searches, rules and mutes, the
// new one takes its place. The error is ErrTopicTaken, ErrTopicName, ErrTooManyTopics, a
// *query.Error if its search cannot be understood, or feeds.ErrNotFound.
func (db *DB) SaveOwnTopic(ctx context.Context, o feeds.OwnTopic, members []feeds.ArticleID) (feeds.OwnTopicID, error) {
	o.Name = strings.TrimSpace(o.Name)
	err := db.act(ctx, func(s *session) error {
		if err := s.mayBeCalled(ctx, o); err != nil {
			return err
		}
		if _, err := db.parse(ctx, s, o.Search); err != nil {
			return err
		}
		if o.ID == 0 {
			return db.addOwnTopic(ctx, s, &o, int64s(members))
		}
		if members == nil {
			return db.changeOwnTopic(ctx, s, o, nil)
		}
		return db.changeOwnTopic(ctx, s, o, int64s(members))
	})
	if err != nil {
		return 0, fmt.Errorf("save the topic %s: %w", o.Name, err)
	}
	return o.ID, nil
}

// mayBeCalled refuses names by which a search could not tell topics apart.
func (s *session) mayBeCalled(ctx context.Context, o feeds.OwnTopic) error {
	if o.Name == "" {
		return ErrTopicName
	}
	names, err := s.topicBits(ctx)
	if err != nil {
		return err
	}
	self, err := s.ownTopics(ctx, "id = ?", o.ID)
	if err != nil {
		return err
	}
	for name := range names.of {
		if strings.EqualFold(string(name), o.Name) && (len(self) == 0 || string(name) != self[0].Name) {
			return ErrTopicTaken
		}
	}
	if feeds.TopicTaken(o.Name) {
		return ErrTopicTaken
	}
	return nil
}

func (db *DB) addOwnTopic(ctx context.Context, s *session, o *feeds.OwnTopic, members []int64) error {
	names, err := s.topicBits(ctx)
	if err != nil {
		return err
	}
	var have int
	if err := s.one(ctx, "SELECT COUNT(*) FROM own_topics", nil, &have); err != nil {
		return err
	}
	bit, ok := names.free()
	if !ok || have >= maxOwn {
		return ErrTooManyTopics
	}
	if o.Position, err = s.lastPosition(ctx, ownSiblings, 0); err != nil {
		return err
	}
	err = s.one(ctx, "INSERT INTO own_topics (bit, name, kind, spellings, search, examples, unlike) VALUES (?, '', '', '', '', '', '') RETURNING id",
		[]any{bit}, &o.ID)
	if err != nil {
		return err
	}
	if err := db.putOwnTopic(ctx, s, ownTopic{*o, bit}, members); err != nil {
		return err
	}
	return db.record(s, "Made the topic "+quoted(o.Name), append([]step{{Do: doDropTopic, ID: int64(o.ID)}}, s.unmutings()...)...)
}

func (db *DB) changeOwnTopic(ctx context.Context, s *session, o feeds.OwnTopic, members []int64) error {
	old, err := s.ownTopic(ctx, o.ID)
	if err != nil {
		return err
	}
	had, err := s.withBit(ctx, old.bit)
	if err != nil {
		return err
	}
	if members == nil {
		members = had
	}
	slices.Sort(members)
	if equalTopics(old.OwnTopic, o) && slices.Equal(had, members) {
		return nil
	}
	steps := []step{{Do: doPutTopic, ID: int64(old.bit), Topic: &old.OwnTopic, Articles: packIDs(had)}}
	if o.Name != old.Name {
		named, err := db.renameTopic(ctx, s, old.Topic(), o.Topic())
		if err != nil {
			return err
		}
		steps = append(steps, named...)
	}
	if err := db.putOwnTopic(ctx, s, ownTopic{o, old.bit}, members); err != nil {
		return err
	}
	what := "Changed the topic " + quoted(o.Name)
	if o.Name != old.Name {
		what = "Renamed the topic " + quoted(old.Name) + " to " + quoted(o.Name)
	}
	return db.record(s, what, append(steps, s.unmutings()...)...)
}

func equalTopics(a, b feeds.OwnTopic) bool {
	return a.Name == b.Name && a.Kind == b.Kind && a.Search == b.Search && a.Position == b.Position &&
		slices.Equal(a.Spellings, b.Spellings) && slices.Equal(a.Examples, b.Examples) && slices.Equal(a.Unlike, b.Unlike)
}

// DeleteOwnTopic forgets a topic of the reader's own. Its articles stay.
func (db *DB) DeleteOwnTopic(ctx context.Context, id feeds.OwnTopicID) error {
	return db.act(ctx, func(s *session) error {
		old, err := s.ownTopic(ctx, id)
		if err != nil {
			return err
		}
		had, err := s.withBit(ctx, old.bit)
		if err != nil {
			return err
		}
		if err := db.dropOwnTopic(ctx, s, id); err != nil {
			return err
		}
		steps := []step{{Do: doPutTopic, ID: int64(old.bit), Topic: &old.OwnTopic, Articles: packIDs(had)}}
		return db.record(s, "Removed the topic "+quoted(old.Name), append(steps, s.unmutings()...)...)
	})
}

// withBit are the articles of a topic, those of the bin too.
func (s *session) withBit(ctx context.Context, bit int) ([]int64, error) {
	return s.ids(ctx, fmt.Sprintf(`SELECT id FROM articles INDEXED BY articles_topic_%d WHERE topics & %d
		UNION ALL SELECT id FROM bin WHERE topics & %[2]d ORDER BY id`, bit, uint64(1)<<bit))
}

// putOwnTopic writes a topic with its ID and bit, whether it is there or not, and makes
// members its articles.
func (db *DB) putOwnTopic(ctx context.Context, s *session, o ownTopic, members []int64) error {
	var texts [3]string
	for i, list := range []any{o.Spellings, o.Examples, o.Unlike} {
		b, err := json.Marshal(list)
		if err != nil {
			return err
		}
		if texts[i] = string(b); texts[i] == "null" {
			texts[i] = ""
		}
	}
	if err := s.makeRoom(ctx, ownSiblings, 0, int64(o.ID), o.Position); err != nil {
		return err
	}
	err := s.exec(`INSERT INTO own_topics (id, position, bit, name, kind, spellings, search, examples, unlike) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name, kind = excluded.kind,
		spellings = excluded.spellings, search = excluded.search, examples = excluded.examples, unlike = excluded.unlike`,
		o.ID, o.Position, o.bit, o.Name, o.Kind, texts[0], o.Search, texts[1], texts[2])
	if err != nil {
		return err
	}
	if err := s.indexTopic(o.bit); err != nil {
		return err
	}
	return db.setMembers(ctx, s, o, members)
}

// indexTopic makes what lists of a topic walk.
func (s *session) indexTopic(bit int) error {
	for _, by := range [][2]string{{"topic", "date"}, {"topic_feed", "feed, date"}} {
		err := s.exec(fmt.Sprintf("CREATE INDEX IF NOT EXISTS articles_%s_%d ON articles (%s) WHERE topics & %d", by[0], bit, by[1], uint64(1)<<bit))
		if err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) dropOwnTopic(ctx context.Context, s *session, id feeds.OwnTopicID) error {
	o, err := s.ownTopic(ctx, id)
	if err != nil {
		return err
	}
	if err := db.setMembers(ctx, s, o, nil); err != nil {
		return err
	}
	for _, by := range []string{"topic", "topic_feed"} {
		if err := s.exec(fmt.Sprintf("DROP INDEX articles_%s_%d", by, o.bit)); err != nil {
			return err
		}
	}
	return s.drop("own_topics", int64(id))
}

// undoOwnTopic gives a topic its former settings and articles, and its bit, if no other
// topic has that by now.
func (db *DB) undoOwnTopic(ctx context.Context, s *session, st step) error {
	members, err := st.Articles.ids()
	if err != nil {
		return err
	}
	bit := int(st.ID)
	switch now, err := s.ownTopic(ctx, st.Topic.ID); {
	case err == nil:
		bit = now.bit
	case !errors.Is(err, feeds.ErrNotFound):
		return err
	default:
		names, err := s.topicBits(ctx)
		if err != nil {
			return err
		}
		for _, taken := range names.of {
			if taken == bit {
				var ok bool
				if bit, ok = names.free(); !ok {
					return feeds.ErrExists // nothing can be done about it: passed over
				}
				break
			}
		}
	}
	if err := s.mayBeCalled(ctx, *st.Topic); errors.Is(err, ErrTopicTaken) {
		return feeds.ErrExists
	} else if err != nil {
		return err
	}
	return db.putOwnTopic(ctx, s, ownTopic{*st.Topic, bit}, members)
}
