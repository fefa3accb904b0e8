package discover

import (
	"net/url"
	"strings"
	"sync"
)

// more takes one of the requests that are left; false: there is none.
func (s *search) more() bool {
	if s.left.Add(-1) >= 0 {
		return true
	}
	s.left.Add(1)
	return false
}

// spent reports whether nothing more is to be asked.
func (s *search) spent() bool { return s.left.Load() <= 0 || s.ctx.Err() != nil }

func (s *search) ask(address string) (Answer, error) {
	s.asked[address] = true
	return s.request(address)
}

// request may be called by several goroutines at once.
func (s *search) request(address string) (Answer, error) {
	if !s.more() {
		return Answer{}, ErrTooMany
	}
	answer, err := s.get(s.ctx, address, s.more)
	if err == nil && answer.URL == "" {
		answer.URL = address
	}
	return answer, err
}

// together are the first candidates as far as they are to be asked for, and can be at the
// same time: they are of different hosts.
func (s *search) together(candidates []Candidate, most int) []Candidate {
	hosts := map[string]bool{}
	for i, c := range candidates {
		host := hostOf(c.URL)
		if s.asked[c.URL] || s.isTwin(c) || i >= min(most, int(s.left.Load())) || s.ctx.Err() != nil || hosts[host] || c.Comments && len(s.found)+i > 0 {
			return candidates[:i]
		}
		hosts[host] = true
	}
	return candidates
}

// hostOf is the host of an address with its port, without what many have in front.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}

// A reply is what came of a candidate.
type reply struct {
	Answer
	err error
}

// askAll asks for several candidates at the same time, and answers in their order.
func (s *search) askAll(batch []Candidate) []reply {
	replies := make([]reply, len(batch))
	var all sync.WaitGroup
	for i, c := range batch {
		s.asked[c.URL] = true
		all.Go(func() { replies[i].Answer, replies[i].err = s.request(c.URL) })
	}
	all.Wait()
	return replies
}
