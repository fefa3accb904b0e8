package query

import (
	"strings"

	"tidings/feeds"
	"tidings/feeds/language"
)

// A Subject is an article with what surrounds it, to be matched. Its folded
// words are kept for the next Match; it is for one goroutine.
type Subject struct {
	Article feeds.Article
	Feed    string   // name of its feed
	Folders []string // names of the folders around the feed
	Text    string   // plain text of the body
	Note    string   // what the reader wrote about it

	folded map[Field][]string
}

// Match reports whether an article is what e asks for.
func Match(e Expr, s *Subject) bool {
	a := &s.Article
	switch e := e.(type) {
	case nil:
		return true
	case And:
		for _, x := range e {
			if !Match(x, s) {
				return false
			}
		}
		return true
	case Or:
		for _, x := range e {
			if Match(x, s) {
				return true
			}
		}
		return false
	case Not:
		return !Match(e.X, s)
	case Term:
		return s.contains(e)
	case Is:
		return e.matches(a)
	case Has:
		return e.matches(a)
	case Since:
		return !a.Date().Before(e.Time)
	case Before:
		return a.Date().Before(e.Time)
	case Length:
		return a.Words >= e.Min && (e.Max < 0 || a.Words <= e.Max)
	case Lang:
		return e.Matches(a.Language)
	case Topic:
		for _, t := range a.Topics {
			if t.Topic == feeds.Topic(e) {
				return true
			}
		}
		return false
	case From:
		return NameContains(s.Feed, string(e))
	case Folder:
		for _, f := range s.Folders {
			if NameContains(f, string(e)) {
				return true
			}
		}
		return false
	case Story:
		return a.Story == feeds.StoryID(e)
	case URL:
		return strings.Contains(lower(a.Link), lower(string(e)))
	case Pattern:
		return e.In(a.Title) || e.In(s.Text)
	}
	return false
}

// lower makes small letters of A to Z alone, as addresses need and SQLite does.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// NameContains reports whether the name of a feed or folder contains the words
// that were typed, of which the last one may be typed in part.
func NameContains(name, typed string) bool {
	want, _ := Term{Text: typed}.tokens()
	return len(want) > 0 && follow(strings.Fields(language.Fold(name)), want, true)
}

func (i Is) matches(a *feeds.Article) bool {
	switch i {
	case Read:
		return a.Status.Read
	case Unread:
		return !a.Status.Read
	case Starred:
		return a.Status.Starred
	case Later:
		return a.Status.Later
	case Noted:
		return a.Noted
	case Changed:
		return a.Changed
	case Offline:
		return a.Offline()
	case Kept:
		return a.Kept
	case Muted:
		return a.Muted
	}
	return false
}

func (h Has) matches(a *feeds.Article) bool {
	switch h {
	case Image:
		return a.Image != ""
	case FullText:
		return a.FullText
	case Audio:
		for _, x := range a.Enclosures {
			if strings.HasPrefix(x.Type, "audio/") {
				return true
			}
		}
	}
	return false
}

// contains reports whether the words of a term follow each other in its field.
func (s *Subject) contains(t Term) bool {
	want, prefix := t.tokens()
	if len(want) == 0 {
		return false
	}
	if t.Field != Anywhere {
		return follow(s.words(t.Field), want, prefix)
	}
	for _, f := range []Field{Title, Author, Text, Note} {
		if follow(s.words(f), want, prefix) {
			return true
		}
	}
	return false
}

// words are the folded words of a field.
func (s *Subject) words(f Field) []string {
	if w, ok := s.folded[f]; ok {
		return w
	}
	var text string
	switch f {
	case Title:
		text = s.Article.Title
	case Author:
		for _, a := range s.Article.Authors {
			text += a.Name + "\n"
		}
	case Text:
		text = s.Text
	case Note:
		text = s.Note
	}
	if s.folded == nil {
		s.folded = map[Field][]string{}
	}
	s.folded[f] = strings.Fields(language.Fold(text))
	return s.folded[f]
}

// follow reports whether want is a run of have; with prefix the last word of
// want may go on.
func follow(have, want []string, prefix bool) bool {
	last := len(want) - 1
	for i := 0; i+last < len(have); i++ {
		ok := have[i+last] == want[last] || prefix && strings.HasPrefix(have[i+last], want[last])
		for j := 0; ok && j < last; j++ {
			ok = have[i+j] == want[j]
		}
		if ok {
			return true
		}
	}
	return false
}
