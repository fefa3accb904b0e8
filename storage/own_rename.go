package storage

import (
	"context"
	"errors"
	"slices"

	"tidings/feeds"
	"tidings/feeds/query"
)

// renameTopic puts a new name into the saved searches, rules and mutes that have the
// old one, and returns the steps that take it back.
func (db *DB) renameTopic(ctx context.Context, s *session, from, to feeds.Topic) ([]step, error) {
	names, err := s.ownNames(ctx)
	if err != nil {
		return nil, err
	}
	var own []feeds.Topic
	for _, x := range names {
		own = append(own, x.topic)
	}
	text := func(t string) string { return query.RenameTopic(t, db.now(), own, from, to) }
	scope := func(in feeds.Scope) feeds.Scope {
		in.Topics, in.Without = renamed(in.Topics, from, to), renamed(in.Without, from, to)
		in.Text = text(in.Text)
		return in
	}
	var steps []step
	searches, err := db.searches(ctx, s, "1")
	if err != nil {
		return nil, err
	}
	for _, old := range searches {
		x := old
		if x.Scope = scope(old.Scope); !x.Scope.Equal(old.Scope) {
			steps = append(steps, step{Do: doPutSearch, Search: &old})
			err = errors.Join(err, s.putSearch(ctx, x))
		}
	}
	rules, e := db.rules(ctx, s, "1")
	if err := errors.Join(err, e); err != nil {
		return nil, err
	}
	for _, old := range rules {
		x := old
		if x.Scope = scope(old.Scope); !x.Scope.Equal(old.Scope) {
			steps = append(steps, step{Do: doPutRule, Rule: &old})
			err = errors.Join(err, s.putRule(ctx, x))
		}
	}
	mutes, e := db.mutes(ctx, s, "1")
	if err := errors.Join(err, e); err != nil {
		return nil, err
	}
	for _, old := range mutes {
		x := old
		x.Scope, x.Unless = scope(old.Scope), text(old.Unless)
		if !x.Scope.Equal(old.Scope) || x.Unless != old.Unless {
			steps = append(steps, step{Do: doNameMute, Mute: &old})
			err = errors.Join(err, s.writeMute(x))
		}
	}
	return steps, err
}

func renamed(list []feeds.Topic, from, to feeds.Topic) []feeds.Topic {
	list = slices.Clone(list)
	for i, t := range list {
		if t == from {
			list[i] = to
		}
	}
	return list
}
