package viewmodel

import (
	"cmp"
	"slices"
	"strconv"

	"tidings/feeds"
)

// Interests are what the reader follows and what articles are about, as the sidebar
// shows it.
type Interests struct {
	Followed  []feeds.FollowedStory
	Own       []feeds.OwnTopic
	OwnCounts map[feeds.OwnTopicID]int // unread articles
	Most      int                      // up to which they are counted
	Topics    map[feeds.Topic]int      // unread articles
	Hidden    []feeds.Topic            // built-in topics that the reader does not want to see
	Folded    bool                     // the group of the built-in topics
}

// Keys of what is no list: the caption that folds the topics, and what opens a dialog.
const (
	TopicsKey   = "topics"
	HiddenKey   = "topics:hidden"
	NewTopicKey = "topics:new"
)

// OwnKey is the key of an own topic in the sidebar.
func OwnKey(id feeds.OwnTopicID) string { return "own:" + strconv.FormatInt(int64(id), 10) }

// FollowedKey is the key of a followed story in the sidebar.
func FollowedKey(id feeds.StoryID) string { return "story:" + strconv.FormatInt(int64(id), 10) }

// WithInterests adds to the sidebar what the reader follows, and the topics that have
// unread articles. Hidden ones are reached by the last line.
func WithInterests(items []Item, x Interests) []Item {
	items = slices.Clip(items)
	topics := x.topics()
	fresh := Item{Kind: ActItem, Key: NewTopicKey, Name: "New own topic…"}
	if len(x.Followed)+len(x.Own) > 0 {
		items = append(items, Item{Kind: GroupItem, Key: "following", Name: "Following"})
		items = append(items, x.following()...)
		items = append(items, fresh)
	} else if len(topics) > 0 {
		topics = append(topics, fresh)
	}
	if len(x.Hidden) > 0 {
		topics = append(topics, Item{Kind: ActItem, Key: HiddenKey, Name: "Hidden topics…"})
	}
	if len(topics) == 0 {
		return items
	}
	items = append(items, Item{Kind: GroupItem, Key: TopicsKey, Name: "Topics", Folds: true, Open: !x.Folded})
	if x.Folded {
		return items
	}
	return append(items, topics...)
}

// following are the followed stories, and then the own topics.
func (x Interests) following() []Item {
	var items []Item
	for _, s := range x.Followed {
		it := Item{Kind: StoryItem, Key: FollowedKey(s.ID), Name: cmp.Or(s.Lead.Title, "Untitled"), View: OneStory, Story: s.ID,
			Scope: feeds.Scope{Story: s.ID}, Quiet: s.Quiet && s.New == 0, Accent: true}
		switch {
		case s.New == 1:
			it.Count = "new"
		case s.New > 1:
			it.Count = count(s.New)
		}
		items = append(items, it)
	}
	for _, o := range x.Own {
		n := count(x.OwnCounts[o.ID])
		if x.OwnCounts[o.ID] >= x.Most && x.Most > 0 {
			n = strconv.Itoa(x.Most) + "+"
		}
		items = append(items, Item{Kind: OwnItem, Key: OwnKey(o.ID), Name: o.Name, View: List, Count: n, Accent: true,
			Scope: feeds.Scope{Topics: []feeds.Topic{o.Topic()}}, Own: o.ID, Topic: o.Topic()})
	}
	return items
}

func (x Interests) topics() []Item {
	var items []Item
	for _, t := range feeds.Topics {
		if x.Topics[t] > 0 && !slices.Contains(x.Hidden, t) {
			items = append(items, Item{Kind: TopicItem, Key: TopicKey(t), Name: t.Name(), View: List,
				Count: count(x.Topics[t]), Scope: feeds.Scope{Topics: []feeds.Topic{t}}, Topic: t})
		}
	}
	return items
}

// TopicKey is the key of a built-in topic in the sidebar.
func TopicKey(t feeds.Topic) string { return "topic:" + string(t) }

// HiddenTopic is the topic that a mute hides and nothing else; false: it is about
// something else.
func HiddenTopic(m feeds.Mute) (feeds.Topic, bool) {
	if len(m.Scope.Topics) != 1 || !m.Scope.Equal(feeds.Scope{Topics: m.Scope.Topics}) {
		return "", false
	}
	return m.Scope.Topics[0], true
}

// Hidden are the topics that mutes hide.
func Hidden(list []feeds.Mute) []feeds.Topic {
	var out []feeds.Topic
	for _, m := range list {
		if t, ok := HiddenTopic(m); ok {
			out = append(out, t)
		}
	}
	return out
}
