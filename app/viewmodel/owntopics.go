package viewmodel

import (
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

// OwnKinds are the kinds of own topics in the order in which they are offered.
var OwnKinds = []feeds.OwnKind{feeds.OwnSubject, feeds.OwnPerson, feeds.OwnFirm, feeds.OwnPlace}

// OwnKindName is a kind as a choice.
func OwnKindName(k feeds.OwnKind) string {
	switch k {
	case feeds.OwnPerson:
		return "Person"
	case feeds.OwnFirm:
		return "Firm"
	case feeds.OwnPlace:
		return "Place"
	}
	return "Subject"
}

// SpellingHint says what the spellings of a kind are.
func SpellingHint(k feeds.OwnKind) string {
	switch k {
	case feeds.OwnPerson:
		return "A spelling of the name, then Enter"
	case feeds.OwnFirm:
		return "A name of the firm, then Enter"
	case feeds.OwnPlace:
		return "A name of the place, then Enter"
	}
	return "A word or phrase, then Enter"
}

// OwnFlaw says what an own topic lacks before it can be saved; empty: nothing.
func OwnFlaw(o feeds.OwnTopic) string {
	switch {
	case o.Name == "":
		return "It needs a name."
	case feeds.TopicTaken(o.Name):
		return "There is a topic of this name already."
	case NoMatter(o):
		return "Say what belongs to it: a spelling, a search, or an example."
	}
	return ""
}

// NoMatter reports whether nothing says what belongs to an own topic.
func NoMatter(o feeds.OwnTopic) bool {
	return len(o.Spellings)+len(o.Examples) == 0 && strings.TrimSpace(o.Search) == ""
}

// Holds says how many of the stored articles an own topic has, counted up to most.
func Holds(n, most int) string {
	switch {
	case n == 0:
		return "Nothing of what is stored belongs to it so far."
	case n == 1:
		return "One of the stored articles belongs to it."
	case n >= most:
		return fmt.Sprintf("%d or more of the stored articles belong to it, the newest first:", most)
	}
	return fmt.Sprintf("%d of the stored articles belong to it, the newest first:", n)
}

// AddWord adds a word to a list, unless it is there in another case; several at once
// are parted by commas.
func AddWord(list []string, text string) []string {
	list = slices.Clone(list)
	for word := range strings.SplitSeq(text, ",") {
		word = strings.Join(strings.Fields(word), " ")
		if word != "" && !slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, word) }) {
			list = append(list, word)
		}
	}
	return list
}

// A TopicChoice is a topic that an article may be about.
type TopicChoice struct {
	Topic feeds.Topic
	Name  string
	On    bool
	Why   string // why the article is about it; empty: not said
}

// TopicChoices are all topics for an article: the built-in ones and the reader's own.
// why says of some why the article is about them.
func TopicChoices(right, own []feeds.Topic, why map[feeds.Topic]string) []TopicChoice {
	var out []TopicChoice
	for _, t := range slices.Concat(feeds.Topics, own) {
		out = append(out, TopicChoice{t, t.Name(), slices.Contains(right, t), why[t]})
	}
	return out
}

// ToggleTopic takes a topic into a list, or out of it.
func ToggleTopic(list []feeds.Topic, t feeds.Topic) []feeds.Topic {
	if i := slices.Index(list, t); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), t)
}

// Corrected is the sentence that follows when the reader said what an article is about.
func Corrected(right []feeds.Topic) string {
	if len(right) == 0 {
		return "It is about none of the topics now. Tidings learns from it."
	}
	names := make([]string, len(right))
	for i, t := range right {
		names[i] = Isolate(t.Name())
	}
	last := len(names) - 1
	text := names[last]
	if last > 0 {
		text = strings.Join(names[:last], ", ") + " and " + text
	}
	return "Moved to " + text + ". Tidings learns from it."
}

// TopicsOf are the topics of an article without how sure we are.
func TopicsOf(a feeds.Article) []feeds.Topic {
	out := make([]feeds.Topic, len(a.Topics))
	for i, t := range a.Topics {
		out[i] = t.Topic
	}
	return out
}

// WordsToMute is the search for words that stood together in a text.
func WordsToMute(text string) string {
	words := strings.Fields(strings.ReplaceAll(text, `"`, " "))
	if len(words) > 1 {
		return `"` + strings.Join(words, " ") + `"`
	}
	return strings.Join(words, "")
}
