package viewmodel

import (
	"maps"
	"slices"

	"tidings/feeds"
)

// A Chip above the timeline.
type Chip struct {
	Topic feeds.Topic // empty: all
	Name  string
	State ChipState
	Count int // articles; zero: not said
}

// ChipState says what a chip does to the list.
type ChipState int

const (
	ChipOff ChipState = iota
	ChipOn
	ChipOut // articles of the topic are left out
)

// Chips are those of a scope: All, the built-in topics in their order, and behind
// them the reader's own in the order of the sidebar. Those without articles are left
// out, unless the scope names them.
func Chips(in feeds.Scope, counts map[feeds.Topic]int, own ...feeds.Topic) []Chip {
	all := Chip{Name: "All"}
	if len(in.Topics)+len(in.Without) == 0 {
		all.State = ChipOn
	}
	chips := []Chip{all}
	for _, t := range everyTopic(in, counts, own) {
		c := Chip{Topic: t, Name: t.Name(), Count: counts[t]}
		switch {
		case slices.Contains(in.Topics, t):
			c.State = ChipOn
		case slices.Contains(in.Without, t):
			c.State = ChipOut
		case c.Count == 0:
			continue
		}
		chips = append(chips, c)
	}
	return chips
}

// everyTopic are the built-in ones, the reader's own, and last what else the scope or
// the counts speak of: an own topic that was made a moment ago.
func everyTopic(in feeds.Scope, counts map[feeds.Topic]int, own []feeds.Topic) []feeds.Topic {
	list := slices.Concat(feeds.Topics, own)
	rest := slices.Concat(in.Topics, in.Without, slices.Sorted(maps.Keys(counts)))
	for _, t := range rest {
		if !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// Steady are chips that stay where they are while the mouse is over them: those that
// are shown, with what has become of them, and behind them what came.
func Steady(shown, now []Chip) []Chip {
	out := slices.Clone(shown)
	for i, c := range out {
		if j := placeOfChip(now, c.Topic); j >= 0 {
			out[i] = now[j]
		} else {
			out[i].Count, out[i].State = 0, ChipOff
		}
	}
	for _, c := range now {
		if placeOfChip(shown, c.Topic) < 0 {
			out = append(out, c)
		}
	}
	return out
}

func placeOfChip(list []Chip, t feeds.Topic) int {
	return slices.IndexFunc(list, func(c Chip) bool { return c.Topic == t })
}

// Toggle is the scope after a click on a chip: first in, then out, then off.
func Toggle(in feeds.Scope, t feeds.Topic) feeds.Scope {
	in.Topics, in.Without = slices.Clone(in.Topics), slices.Clone(in.Without)
	if t == "" {
		in.Topics, in.Without = nil, nil
		return in
	}
	is := func(x feeds.Topic) bool { return x == t }
	switch {
	case slices.Contains(in.Topics, t):
		in.Topics = slices.DeleteFunc(in.Topics, is)
		in.Without = append(in.Without, t)
	case slices.Contains(in.Without, t):
		in.Without = slices.DeleteFunc(in.Without, is)
	default:
		in.Topics = append(in.Topics, t)
	}
	if len(in.Topics) == 0 {
		in.Topics = nil
	}
	if len(in.Without) == 0 {
		in.Without = nil
	}
	return in
}

// Only is the scope with one topic and no other; the empty topic: all.
func Only(in feeds.Scope, t feeds.Topic) feeds.Scope {
	in.Topics, in.Without = nil, nil
	if t != "" {
		in.Topics = []feeds.Topic{t}
	}
	return in
}

// LeaveOut is the scope without articles of a topic, or with them again.
func LeaveOut(in feeds.Scope, t feeds.Topic) feeds.Scope {
	switch {
	case t == "":
	case slices.Contains(in.Without, t):
		in = Toggle(in, t)
	case slices.Contains(in.Topics, t):
		in = Toggle(in, t) // in goes out
	default:
		in = Toggle(Toggle(in, t), t)
	}
	return in
}

// NextTopic is the topic of the chip that follows the one that is on, all (the
// empty topic) after the last.
func NextTopic(chips []Chip, d int) feeds.Topic {
	if len(chips) == 0 {
		return ""
	}
	on := max(0, slices.IndexFunc(chips, func(c Chip) bool { return c.State == ChipOn }))
	return chips[(on+d+len(chips))%len(chips)].Topic
}
