package terminal

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tidings/app"
	"tidings/feeds"
)

// A sidebar is the subscriptions as they were when a command began.
type sidebar struct {
	core    *app.Core
	feeds   []feeds.Feed
	folders []feeds.Folder
	own     []feeds.OwnTopic
	removed map[feeds.FeedID]string // names of feeds that are not subscribed to any more
}

func readSidebar(ctx context.Context, core *app.Core) (*sidebar, error) {
	list, err := core.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	folders, err := core.Folders(ctx)
	if err != nil {
		return nil, err
	}
	own, err := core.OwnTopics(ctx)
	if err != nil {
		return nil, err
	}
	return &sidebar{core: core, feeds: list, folders: folders, own: own, removed: map[feeds.FeedID]string{}}, nil
}

// name of a feed, also of one that was removed and left articles.
func (b *sidebar) name(ctx context.Context, id feeds.FeedID) string {
	for _, f := range b.feeds {
		if f.ID == id {
			return clean(f.Name())
		}
	}
	if _, ok := b.removed[id]; !ok {
		f, err := b.core.Feed(ctx, id)
		if err != nil {
			return ""
		}
		b.removed[id] = clean(f.Name())
	}
	return b.removed[id]
}

// path of a folder with those around it.
func (b *sidebar) path(id feeds.FolderID) string {
	for _, f := range b.folders {
		if f.ID == id && f.Parent != 0 {
			return b.path(f.Parent) + "/" + f.Name
		} else if f.ID == id {
			return f.Name
		}
	}
	return ""
}

// feed finds a subscription by ID, by name, or by a part that only its name has.
func (b *sidebar) feed(typed string) (feeds.Feed, error) {
	if id, err := strconv.ParseInt(typed, 10, 64); err == nil {
		i := slices.IndexFunc(b.feeds, func(f feeds.Feed) bool { return f.ID == feeds.FeedID(id) })
		if i < 0 {
			return feeds.Feed{}, missing("You have no feed %d. tidingsctl feeds lists them.", id)
		}
		return b.feeds[i], nil
	}
	var found []feeds.Feed
	for _, f := range b.feeds {
		switch {
		case strings.EqualFold(f.Name(), typed) || f.URL == typed:
			return f, nil
		case strings.Contains(strings.ToLower(f.Name()), strings.ToLower(typed)):
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		return feeds.Feed{}, missing("You have no feed called %q. tidingsctl feeds lists them.", typed)
	case 1:
		return found[0], nil
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name())
	}
	return feeds.Feed{}, wrong("%q may be any of these feeds: %s.", typed, strings.Join(names, ", "))
}

// folder finds a folder by its name, or by its path as in "Asia/South".
func (b *sidebar) folder(typed string) (feeds.Folder, error) {
	typed = strings.Trim(typed, "/")
	for _, f := range b.folders {
		if strings.EqualFold(f.Name, typed) || strings.EqualFold(b.path(f.ID), typed) {
			return f, nil
		}
	}
	return feeds.Folder{}, missing("You have no folder called %q. tidingsctl feeds shows them.", typed)
}

// feedID reads the ID of a feed that is subscribed to.
func (b *sidebar) feedID(typed string) (feeds.FeedID, error) {
	if _, err := strconv.ParseInt(typed, 10, 64); err != nil {
		return 0, wrong("%q is not the number of a feed. tidingsctl feeds shows the numbers.", typed)
	}
	f, err := b.feed(typed)
	return f.ID, err
}

// articleID reads the ID of an article.
func articleID(typed string) (feeds.ArticleID, error) {
	id, err := strconv.ParseInt(typed, 10, 64)
	if err != nil || id <= 0 {
		return 0, wrong("%q is not the number of an article. tidingsctl list shows the numbers.", typed)
	}
	return feeds.ArticleID(id), nil
}

// topics reads topics by key or by the name that people see, the reader's own among
// them.
func (b *sidebar) topics(typed []string) ([]feeds.Topic, error) {
	var list []feeds.Topic
	for _, name := range typed {
		t, err := b.topic(name)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func (b *sidebar) topic(typed string) (feeds.Topic, error) {
	var all []string
	for _, t := range b.allTopics() {
		if strings.EqualFold(string(t), typed) || strings.EqualFold(t.Name(), typed) {
			return t, nil
		}
		all = append(all, clean(string(t)))
	}
	return "", wrong("There is no topic %q, but: %s.", typed, strings.Join(all, ", "))
}

// allTopics are the built-in ones and the reader's own.
func (b *sidebar) allTopics() []feeds.Topic {
	list := slices.Clone(feeds.Topics)
	for _, o := range b.own {
		list = append(list, o.Topic())
	}
	return list
}

// ownTopic finds a topic of the reader's own by its name.
func (b *sidebar) ownTopic(typed string) (feeds.OwnTopic, bool) {
	i := slices.IndexFunc(b.own, func(o feeds.OwnTopic) bool { return strings.EqualFold(o.Name, strings.TrimSpace(typed)) })
	if i < 0 {
		return feeds.OwnTopic{}, false
	}
	return b.own[i], true
}
