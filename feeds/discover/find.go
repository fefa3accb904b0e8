package discover

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

// MostRequests is how often servers are asked in one Find.
const MostRequests = 8

// Bounds of what a search asks for.
const (
	wanted    = 4 // feeds whose documents are fetched; further ones are only named
	mostWrong = 3 // tries in a row that are in vain before the next idea gets its turn
)

// A search is one Find.
type search struct {
	ctx    context.Context
	get    Getter
	isFeed func(Answer) bool

	left  atomic.Int32    // requests
	asked map[string]bool // addresses
	found []Found
	list  *Answer // a page that may list feeds, met on the way
	err   error   // why a promising address gave nothing
}

// Find finds the feeds of what a person pasted, best first, those of comments last. The
// first ones come with their documents. The error is ErrNotAddress, that of get if
// nothing answers, or a NoFeedError.
func Find(ctx context.Context, text string, get Getter, isFeed func(Answer) bool) ([]Found, error) {
	urls, err := Address(text)
	if err != nil {
		return nil, err
	}
	typed, err := url.Parse(urls[0])
	if err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, get: get, isFeed: isFeed, asked: map[string]bool{}}
	s.left.Store(MostRequests)
	if isKnown(typed) && !looksLikeFeed(typed) {
		if s.tryAddress(typed); len(s.found) > 0 {
			return s.found, nil
		}
	}
	page, asked, err := s.open(urls)
	switch {
	case err != nil && neverHas(typed) && ctx.Err() == nil:
		return nil, &NoFeedError{URL: urls[0], Why: Never, Err: err}
	case err != nil:
		if s.tryAddress(typed); len(s.found) == 0 { // the page may be closed to programs, its feeds are not
			return nil, err
		}
		return s.found, nil
	case isFeed(page):
		c := Candidate{URL: address(page, asked), Type: mediaType(page.ContentType), How: ByAddress}
		return []Found{{Candidate: c, Answer: &page}}, nil
	}
	return s.lookAround(page, typed)
}

// lookAround finds the feeds of a page that is none itself.
func (s *search) lookAround(page Answer, typed *url.URL) ([]Found, error) {
	at, err := url.Parse(page.URL)
	if err != nil {
		return nil, &NoFeedError{URL: page.URL, Why: NoneFound, Err: err}
	}
	for _, idea := range s.ideas(page, at, typed) {
		if idea(); len(s.found) > 0 {
			return s.found, nil
		}
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
	}
	e := &NoFeedError{URL: page.URL, Why: NoneFound, Err: s.err}
	switch {
	case strings.HasPrefix(at.Hostname(), "consent."):
		e.URL, e.Why, e.Err = typed.String(), Consent, nil
	case neverHas(at):
		e.Why, e.Err = Never, nil
	case s.err != nil:
		e.Why = Broken
	}
	return nil, e
}

// address is where to ask in future for a feed that was asked for at an address: where it
// has moved for good, else there. A site that only spells its own address in another way
// ("www.") is taken at its word, which saves a request each time; what leads elsewhere,
// or to an address made for this visit, may lead elsewhere tomorrow.
func address(a Answer, asked string) string {
	if a.Moved != "" {
		return a.Moved
	}
	from, err := url.Parse(asked)
	to, toErr := url.Parse(a.URL)
	if err == nil && toErr == nil && sameSite(from, to) && from.RawQuery == to.RawQuery {
		return a.URL
	}
	return asked
}

// ideas are where to look, best first.
func (s *search) ideas(page Answer, at, typed *url.URL) []func() {
	known := Resolve(at)
	if typed.Host != at.Host {
		known = append(known, Resolve(typed)...) // sent to a page that asks for consent
	}
	r := Read(page.Body, page.Header, at)
	if neverHas(at) {
		return []func(){func() { s.try(r.declared()) }}
	}
	return []func(){
		func() {
			if s.try(r.declared()); len(s.found) > 0 && isKnown(at) {
				s.promise(known)
			}
		},
		func() { s.try(Inside(page.Body, at)) },
		func() { s.try(known) },
		func() { s.try(r.anchors()) },
		s.tryList,
		func() { s.tryOnward(r.Onward) },
		func() { s.tryFront(at) },
		func() { s.guess(at, r.System) },
		s.tryList,
	}
}

// tryAddress asks what an address alone is known to mean: its feeds, or a document that
// names them.
func (s *search) tryAddress(u *url.URL) {
	if list, read := lookUp(u); list != "" && !s.spent() && !s.asked[list] {
		switch answer, err := s.ask(list); {
		case err != nil:
			s.note(err)
		default:
			s.try(read(answer.Body))
		}
	}
	if len(s.found) == 0 {
		s.try(Resolve(u))
	}
}

// open asks for one address after another until one answers, and says which. The error is
// that of the first.
func (s *search) open(urls []string) (page Answer, asked string, err error) {
	var first error
	for _, u := range urls {
		if s.asked[u] || s.left.Load() <= 0 {
			continue
		}
		answer, err := s.ask(u)
		if err == nil {
			return answer, u, nil
		}
		if first == nil {
			first = err
		}
		if s.ctx.Err() != nil {
			break
		}
	}
	if first == nil {
		first = s.err
	}
	if first == nil {
		first = ErrTooMany
	}
	return Answer{}, "", first
}

// note keeps the first reason for which a promising address gave nothing.
func (s *search) note(err error) {
	if s.err == nil && !errors.Is(err, ErrTooMany) {
		s.err = err
	}
}

// try asks for candidates until enough are feeds or too many are not. If one is
// a feed, those that were not asked for are believed.
func (s *search) try(candidates []Candidate) {
	var rest []Candidate
	wrong := 0
	for len(candidates) > 0 {
		batch := s.together(candidates, min(wanted-len(s.found), mostWrong-wrong))
		for i, got := range s.askAll(batch) {
			if wrong++; s.judge(batch[i], got) {
				wrong = 0
			}
		}
		candidates = candidates[len(batch):]
		if len(batch) > 0 {
			continue
		}
		if first := candidates[0]; !s.asked[first.URL] {
			rest = append(rest, first)
		}
		candidates = candidates[1:]
	}
	if len(s.found) > 0 {
		s.promise(rest)
	}
}

// isTwin reports whether a candidate is a found feed in another format, and notes it
// there.
func (s *search) isTwin(c Candidate) bool {
	for i, f := range s.found {
		if twins(f.Candidate, c) {
			s.asked[c.URL] = true
			s.found[i].Also = append(f.Also, c)
			return true
		}
	}
	return false
}

// judge keeps a candidate that was asked for if it is a feed.
func (s *search) judge(c Candidate, got reply) bool {
	answer := got.Answer
	switch {
	case got.err != nil:
		if c.How != ByGuess {
			s.note(got.err)
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
	if slices.ContainsFunc(s.found, same) {
		return true
	}
	c.URL = address(answer, c.URL)
	s.found = append(s.found, Found{Candidate: c, Answer: &answer})
	return true
}

// promise adds candidates that are believed without a look.
func (s *search) promise(candidates []Candidate) {
	for _, c := range candidates {
		u, err := url.Parse(c.URL)
		if err != nil || s.asked[c.URL] || c.How == ByAnchor && !looksLikeFeed(u) || s.isTwin(c) {
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

// tryOnward looks at the page that this one only sends to, or is a frame around.
func (s *search) tryOnward(urls []string) {
	for _, address := range urls {
		if !s.asked[address] {
			s.tryPage(address)
			return
		}
	}
}

// tryFront looks at the front page of the site, which may say what the page of
// an article does not.
func (s *search) tryFront(at *url.URL) {
	front := at.Scheme + "://" + at.Host + "/"
	if !s.asked[front] && strings.Trim(at.Path, "/") != "" {
		s.tryPage(front)
	}
}

// tryPage looks at another page of the site. It may be a feed itself.
func (s *search) tryPage(at string) {
	if s.spent() {
		return
	}
	page, err := s.ask(at)
	if err != nil {
		return
	}
	if s.isFeed(page) {
		s.found = append(s.found, Found{Candidate: Candidate{URL: address(page, at), Type: mediaType(page.ContentType), How: ByAnchor}, Answer: &page})
		return
	}
	if at, err := url.Parse(page.URL); err == nil {
		s.try(Page(page.Body, page.Header, at))
	}
}

// reserved is how many requests are left to who asks what a site has in place of a feed:
// its robots.txt, and a map that this names.
const reserved = 2

// guess tries the usual addresses, until one is a feed.
func (s *search) guess(at *url.URL, system string) {
	for _, c := range Guesses(at, system) {
		if s.spent() || s.left.Load() <= reserved || !s.asked[c.URL] && s.judge(c, s.askAll([]Candidate{c})[0]) {
			return
		}
	}
}
