package ui

import (
	"fmt"

	"tidings/app/viewmodel"
)

// topics are what the article is about, with a way to say that it is about something
// else.
func (p *articlePane) topics() pageChips {
	var out pageChips
	for _, t := range p.a.Topics {
		name := t.Topic.Name()
		hint := "Articles about " + viewmodel.Isolate(name)
		if t.Topic.Known() {
			hint += fmt.Sprintf(" · %.0f %% sure", 100*t.Score)
		}
		out = append(out, pageFact{text: name, hint: hint, tap: func() { p.w.openTopic(t.Topic) }})
	}
	change := pageFact{text: "✎", hint: "What it is about, and why (#)", tap: func() { p.w.correctTopics(p.a) }}
	if len(out) == 0 {
		change.text = "What is it about?"
	}
	return append(out, change)
}
