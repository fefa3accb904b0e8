package discover

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Bounds of what a search asks for.
const (
	mostRequests = 8
	wanted       = 3 // feeds whose documents are fetched; further ones are only named
	mostWrong    = 3 // tries in a row that are in vain before the next idea gets its turn
)

// A search is one Find.
type search struct {
	ctx    context.Context
	get    Getter
	isFeed func(Answer) bool

	left  int             // requests
	asked map[string]bool // addresses
	found []Found
	list  *Answer // a page that may list feeds, met on the way
	err   error   // why a promising address gave nothing
}

// Find finds the feeds of what a person pasted, best first. The first ones come
// with their documents. The error is ErrNotAddress, that of get if nothing
// answers, or ErrNoFeed.
func Find(ctx context.Context, text string, get Getter, isFeed func(Answer) bool) ([]Found, error) {
	urls, err := Address(text)
	if err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, get: get, isFeed: isFeed, left: mostRequests, asked: map[string]bool{}}
	typed, err := url.Parse(urls[0])
	if err != nil {
		return nil, err
	}
	page, err := s.open(urls)
	switch {
	case err != nil:
		if s.try(Resolve(typed)); len(s.found) == 0 { // the page may be closed to programs, its feeds are not
			return nil, err
		}
		return s.found, nil
	case isFeed(page):
		c := Candidate{URL: page.URL, Type: mediaType(page.ContentType), How: ByAddress}
		return []Found{{Candidate: c, Answer: &page}}, nil
	}
	at, err := url.Parse(page.URL)
	if err != nil {
		return nil, fmt.Errorf("find feeds of %s: %w", page.URL, err)
	}
	for _, idea := range s.ideas(page, at, typed) {
		if idea(); len(s.found) > 0 {
			return s.found, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if s.err != nil {
		return nil, fmt.Errorf("%w at %s: %w", ErrNoFeed, page.URL, s.err)
	}
	return nil, fmt.Errorf("%w at %s", ErrNoFeed, page.URL)
}

// ideas are where to look, best first.
func (s *search) ideas(page Answer, at, typed *url.URL) []func() {
	known := Resolve(at)
	if typed.Host != at.Host {
		known = append(known, Resolve(typed)...) // sent to a page that asks for consent
	}
	candidates := Page(page.Body, page.Header, at)
	declared := slices.DeleteFunc(slices.Clone(candidates), func(c Candidate) bool { return c.How == ByAnchor })
	anchors := slices.DeleteFunc(candidates, func(c Candidate) bool { return c.How != ByAnchor })
	return []func(){
		func() {
			if s.try(declared); len(s.found) > 0 && isKnown(at) {
				s.promise(known)
			}
		},
		func() { s.try(known) },
		func() { s.try(anchors) },
		s.tryList,
		func() { s.tryFront(at) },
		func() { s.guess(at) },
		s.tryList,
	}
}

// open asks for one address after another until one answers. The error is that
// of the first.
func (s *search) open(urls []string) (Answer, error) {
	var first error
	for _, u := range urls {
		answer, err := s.ask(u)
		if err == nil {
			return answer, nil
		}
		if first == nil {
			first = err
		}
		if s.ctx.Err() != nil {
			break
		}
	}
	return Answer{}, first
}

func (s *search) ask(address string) (Answer, error) {
	s.left--
	s.asked[address] = true
	answer, err := s.get(s.ctx, address)
	if err == nil && answer.URL == "" {
		answer.URL = address
	}
	return answer, err
}

// try asks for candidates until enough are feeds or too many are not. If one is
// a feed, those that were not asked for are believed.
func (s *search) try(candidates []Candidate) {
	var rest []Candidate
	wrong := 0
	for _, c := range candidates {
		switch {
		case s.asked[c.URL]:
		case len(s.found) >= wanted || wrong >= mostWrong || s.left <= 0 || s.ctx.Err() != nil:
			rest = append(rest, c)
		case s.verify(c):
			wrong = 0
		default:
			wrong++
		}
	}
	if len(s.found) > 0 {
		s.promise(rest)
	}
}

// verify asks for a candidate and keeps it if it is a feed.
func (s *search) verify(c Candidate) bool {
	answer, err := s.ask(c.URL)
	switch {
	case err != nil:
		if s.err == nil && c.How != ByGuess {
			s.err = err
		}
		return false
	case !s.isFeed(answer):
		if s.list == nil && c.How != ByResolver && strings.Contains(answer.ContentType, "html") {
			s.list = &answer
		}
		return false
	}
	s.asked[answer.URL] = true
	same := func(f Found) bool { return f.Answer != nil && f.Answer.URL == answer.URL }
	if !slices.ContainsFunc(s.found, same) {
		s.found = append(s.found, Found{Candidate: c, Answer: &answer})
	}
	return true
}

// promise adds candidates that are believed without a look.
func (s *search) promise(candidates []Candidate) {
	for _, c := range candidates {
		u, err := url.Parse(c.URL)
		if err != nil || s.asked[c.URL] || c.How == ByAnchor && !looksLikeFeed(u) {
			continue
		}
		s.asked[c.URL] = true
		s.found = append(s.found, Found{Candidate: c})
	}
}

// tryList looks into a page for people that lists the feeds of a site.
func (s *search) tryList() {
	if s.list == nil {
		return
	}
	page := *s.list
	s.list = nil
	if at, err := url.Parse(page.URL); err == nil {
		s.try(Page(page.Body, page.Header, at))
	}
}

// tryFront looks at the front page of the site, which may say what the page of
// an article does not.
func (s *search) tryFront(at *url.URL) {
	front := at.Scheme + "://" + at.Host + "/"
	if s.left <= 0 || s.asked[front] || strings.Trim(at.Path, "/") == "" {
		return
	}
	page, err := s.ask(front)
	if err != nil {
		return
	}
	if root, err := url.Parse(page.URL); err == nil {
		s.try(Page(page.Body, page.Header, root))
	}
}

// guess tries the usual addresses, until one is a feed.
func (s *search) guess(at *url.URL) {
	for _, c := range Guesses(at) {
		if s.left <= 0 || s.ctx.Err() != nil || !s.asked[c.URL] && s.verify(c) {
			return
		}
	}
}
