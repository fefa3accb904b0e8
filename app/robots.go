package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/feeds/listing"
)

// robotsName is what a site calls us that has a word for us alone.
const robotsName = "Tidings"

const (
	robotsFor  = 24 * time.Hour // is how long a robots.txt is remembered (RFC 9309, section 2.4)
	robotsKept = 500            // is of how many hosts
	robotsMost = 1 << 20        // bytes
)

// robots remembers what sites ask of programs. It is asked for pages that are read in place
// of feeds; a feed is there for programs.
type robots struct {
	mu   sync.Mutex
	said map[string]saidRobots
}

type saidRobots struct {
	robots listing.Robots
	at     time.Time
}

func (r *robots) known(host string, now time.Time) (listing.Robots, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.said[host]
	return s.robots, ok && now.Sub(s.at).Abs() < robotsFor
}

func (r *robots) keep(host string, said listing.Robots, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.said == nil || len(r.said) >= robotsKept {
		r.said = map[string]saidRobots{}
	}
	r.said[host] = saidRobots{said, now}
}

// mayRead is nil if the site of a page lets programs read it. Else the error is
// feeds.ErrRobots, or why that could not be found out.
func (c *Core) mayRead(ctx context.Context, page fetch.Request) error {
	address, at := page.URL, robotsAddress(page.URL)
	if at == "" {
		return nil // the request says what is wrong with it
	}
	said, ok := c.robots.known(at, c.now())
	if !ok {
		page.URL, page.ETag, page.LastModified = at, "", ""
		page.Accept, page.MaxBody, page.Hold = "text/plain, */*;q=0.5", robotsMost, false
		resp, err := c.fetch.Get(ctx, page)
		if err != nil && !asksNothing(err) {
			return err
		}
		if err == nil {
			said = parseRobots(resp.Body, resp.ContentType)
		}
		c.robots.keep(at, said, c.now())
	}
	return letsIn(said, address, at)
}

// letsIn is nil if a page may be read.
func letsIn(said listing.Robots, address, robots string) error {
	if !said.Allows(address) {
		return fmt.Errorf("%s is %w by %s", address, feeds.ErrRobots, robots)
	}
	return nil
}

// parseRobots reads a robots.txt; a page in its place, as some sites have it for every
// address that is not there, says nothing.
func parseRobots(body []byte, contentType string) listing.Robots {
	if strings.Contains(contentType, "html") {
		return listing.Robots{}
	}
	return listing.ParseRobots(body, robotsName)
}

// asksNothing reports whether a site without a readable robots.txt asks nothing of
// programs (RFC 9309, section 2.3.1): there is none, or it is no such text. That a server
// has a problem is for the next time.
func asksNothing(err error) bool {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Class {
	case fetch.Status:
		return e.Status < 500 && e.Status != http.StatusTooManyRequests
	case fetch.Redirects, fetch.TooLarge:
		return true
	}
	return false
}

// robotsAddress is where the site of a page has its robots.txt; empty: it is no page.
func robotsAddress(page string) string {
	u, err := url.Parse(page)
	if err != nil || u.Host == "" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
}
