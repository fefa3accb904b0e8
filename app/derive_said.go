package app

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"tidings/feeds"
	"tidings/feeds/topic"
	"tidings/storage"
)

// said is what the reader said about topics and stories, as far as the deriver has
// taken it in. What is stored is asked before each batch, so that it does not matter
// in which process it was said, nor whether it was taken back.
type said struct {
	own     []ownSubject
	stories []feeds.StoryCorrection
	taught  map[feeds.ArticleID][]feeds.Topic // what the model has learned
}

// An ownSubject is a topic of the reader's own, ready to be compared with articles.
type ownSubject struct {
	feeds.OwnTopic
	subject *topic.Subject
}

// ownOf are the topics of the reader's own that an article belongs to, but for their
// searches.
func (s *said) ownOf(doc topic.Doc) []feeds.OwnTopicID {
	if len(s.own) == 0 {
		return nil
	}
	var out []feeds.OwnTopicID
	look := topic.LookAt(doc)
	for _, o := range s.own {
		if score, _ := o.subject.Of(look); score > 0 {
			out = append(out, o.ID)
		}
	}
	return out
}

// listen takes in what the reader said since, and returns the articles that are in
// other stories because of it.
func (d *deriver) listen(ctx context.Context) ([]storage.Moved, error) {
	own, err := d.core.db.OwnTopics(ctx)
	if err == nil && !slices.EqualFunc(own, d.said.own, func(a feeds.OwnTopic, b ownSubject) bool { return reflect.DeepEqual(a, b.OwnTopic) }) {
		d.said.own, err = d.subjects(ctx, own)
	}
	if err != nil {
		return nil, fmt.Errorf("own topics: %w", err)
	}
	if err := d.learn(ctx); err != nil {
		return nil, fmt.Errorf("corrected topics: %w", err)
	}
	stories, err := d.core.db.StoryCorrections(ctx)
	if err != nil {
		return nil, fmt.Errorf("corrected stories: %w", err)
	}
	if slices.Equal(stories, d.said.stories) {
		return nil, nil
	}
	return d.constrain(stories), nil
}

// recheck drops the index if something that was said about stories was taken back: their
// articles are again where they were, and the index is to know that.
func (d *deriver) recheck(ctx context.Context) {
	list, err := d.core.db.StoryCorrections(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil || !slices.Equal(list, d.said.stories) {
		d.index = nil
	}
}

// constrain sets what the reader said about stories.
func (d *deriver) constrain(list []feeds.StoryCorrection) []storage.Moved {
	d.said.stories = list
	var moved []storage.Moved
	for _, p := range d.index.Constrain(list) {
		moved = append(moved, placed(p))
	}
	return moved
}

func (d *deriver) subjects(ctx context.Context, own []feeds.OwnTopic) ([]ownSubject, error) {
	var out []ownSubject
	for _, o := range own {
		s, err := d.subject(ctx, o)
		if err != nil {
			return nil, err
		}
		out = append(out, ownSubject{o, s})
	}
	return out, nil
}

// subject reads the examples of a topic of the reader's own.
func (d *deriver) subject(ctx context.Context, o feeds.OwnTopic) (*topic.Subject, error) {
	like, err := d.docs(ctx, o.Examples)
	if err != nil {
		return nil, err
	}
	unlike, err := d.docs(ctx, o.Unlike)
	if err != nil {
		return nil, err
	}
	return topic.NewSubject(o, like, unlike).Against(d.model), nil
}

// docs are articles as topics are told of them.
func (d *deriver) docs(ctx context.Context, ids []feeds.ArticleID) ([]topic.Doc, error) {
	work, err := d.core.db.Texts(ctx, ids)
	var out []topic.Doc
	for _, w := range work {
		out = append(out, topicDoc(w.Article, w.Body.Text, w.Language, d.prior[w.Feed].shares()))
	}
	return out, err
}

// learn teaches the model what the reader corrected since, and takes back what is not
// said any more. What was said of articles that are gone by now stays learned.
func (d *deriver) learn(ctx context.Context) error {
	right, err := d.core.db.TopicCorrections(ctx)
	if err != nil {
		return err
	}
	var ids []feeds.ArticleID
	for id, topics := range right {
		if was, ok := d.said.taught[id]; !ok || !slices.Equal(was, topics) {
			ids = append(ids, id)
		}
	}
	for id := range d.said.taught {
		if _, ok := right[id]; !ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	work, err := d.core.db.Texts(ctx, ids)
	if err != nil {
		return err
	}
	for _, w := range work {
		r := topic.Read(topicDoc(w.Article, w.Body.Text, w.Language, d.prior[w.Feed].shares()))
		if topics, ok := right[w.ID]; ok {
			d.model.Correct(r, topics)
		} else {
			d.model.Uncorrect(r)
		}
	}
	d.said.taught = right
	return nil
}

// recall reads what was learned. What cannot be read is learned again, by articles that
// are derived in this version or a later one.
func (d *deriver) recall(ctx context.Context) {
	d.model, d.prior, d.said, d.since = topic.New(), priors{}, said{}, d.version
	read := func(key string, into func([]byte) error) bool {
		data, err := d.core.db.Blob(ctx, key)
		if err == nil && len(data) > 0 {
			err = into(data)
		}
		if err != nil {
			d.core.log.Warn("what was learned is dropped", "what", key, "err", err)
		}
		return err == nil && len(data) > 0
	}
	if !read(modelKey, d.model.UnmarshalBinary) {
		return
	}
	parsed := func(into any) func([]byte) error {
		return func(data []byte) error { return json.Unmarshal(data, into) }
	}
	read(taughtKey, parsed(&d.said.taught))
	read(priorsKey, parsed(&d.prior))
	read(sinceKey, parsed(&d.since))
}

// saveModel keeps what was learned.
func (d *deriver) saveModel(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.model == nil {
		return nil
	}
	model, err := d.model.MarshalBinary()
	if err != nil {
		return err
	}
	prior, err := json.Marshal(d.prior)
	if err != nil {
		return err
	}
	taught, err := json.Marshal(d.said.taught)
	if err != nil {
		return err
	}
	since := fmt.Append(nil, d.since)
	return d.core.db.SetBlobs(ctx, map[string][]byte{modelKey: model, priorsKey: prior, taughtKey: taught, sinceKey: since})
}
