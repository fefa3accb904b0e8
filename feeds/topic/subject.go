package topic

import (
	"fmt"

	"tidings/feeds"
)

// A Subject tells what belongs to an own topic of the reader: by its spellings and
// by its examples. Its search is not asked here. It may be used by several
// goroutines.
type Subject struct {
	kind      feeds.OwnKind
	spellings []spelling
	like      profile
}

// NewSubject makes ready what the reader wrote and showed: articles that belong to
// the topic and others that only seem to. Without Against, words are taken to be
// rare if they are in few examples of either kind.
func NewSubject(o feeds.OwnTopic, like, unlike []Doc) *Subject {
	return &Subject{kind: o.Kind, spellings: spellingsOf(o), like: newProfile(like, unlike, nil)}
}

// Against is the subject compared with what a model has read: a word that stands
// in many articles makes none alike. This is how examples are meant to be used; a
// model that read less than a few hundred articles knows little of that.
func (s *Subject) Against(m *Model) *Subject {
	other := *s
	m.mu.RLock()
	defer m.mu.RUnlock()
	other.like = newProfile(s.like.likeDocs, s.like.unlikeDocs, m.learned)
	return &other
}

// In tells how much an article belongs to the subject, from 0 (not at all) to 1, and
// why, as it is shown to the reader: “heat pumps” in the headline.
func (s *Subject) In(d Doc) (score float64, why string) { return s.Of(LookAt(d)) }

// Of is In for an article that is looked at for several subjects.
func (s *Subject) Of(l *Look) (score float64, why string) {
	for i := range s.spellings {
		f := s.spellings[i].in(l)
		if x := f.score(s.kind); x > score {
			score, why = x, f.why()
		}
	}
	if score > 0 || s.like.empty() {
		return score, why
	}
	return s.like.in(l)
}

// score is how much an article is about a name that it mentions. Of places and
// things, one mention deep in a text is none.
func (f finding) score(kind feeds.OwnKind) float64 {
	someone := kind == feeds.OwnPerson || kind == feeds.OwnFirm
	switch {
	case f.n == 0:
		return 0
	case f.headline:
		return 1
	case f.lead:
		return 0.8
	case f.n > 2:
		return 0.7
	case f.n == 2:
		return 0.6
	case someone:
		return 0.4
	default:
		return 0
	}
}

func (f finding) why() string {
	switch {
	case f.headline:
		return "“" + f.name + "” in the headline"
	case f.n == 1:
		return "“" + f.name + "” in the text"
	default:
		return fmt.Sprintf("“%s” %d times in the text", f.name, f.n)
	}
}
