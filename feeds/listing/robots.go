package listing

import (
	"net/url"
	"strings"
)

// Bounds of a robots.txt (RFC 9309, section 2.5, asks for 500 KiB).
const (
	maxRobots = 512 << 10 // bytes
	maxRules  = 2000
	maxMaps   = 20
)

// Robots is what a site asks of programs (RFC 9309). The zero Robots asks nothing.
type Robots struct {
	Maps  []string // addresses of its maps, as written
	rules []rule
}

type rule struct {
	path  string // a pattern: "*" is anything, "$" at its end the end
	allow bool
}

// ParseRobots reads a robots.txt for a program of a name: what is said to it, else to
// all.
func ParseRobots(body []byte, name string) Robots {
	var r Robots
	var own, all []rule
	hasOwn := false
	toMe, toAll, inRules := false, false, true
	for line := range strings.Lines(string(body[:min(len(body), maxRobots)])) {
		line, _, _ = strings.Cut(strings.TrimPrefix(line, "\ufeff"), "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "sitemap":
			if len(r.Maps) < maxMaps {
				r.Maps = append(r.Maps, value)
			}
		case "user-agent":
			if inRules {
				toMe, toAll, inRules = false, false, false
			}
			product, _, _ := strings.Cut(value, "/")
			toAll = toAll || value == "*"
			if strings.EqualFold(strings.TrimSpace(product), name) {
				toMe, hasOwn = true, true
			}
		case "allow", "disallow":
			inRules = true
			if value == "" || len(own)+len(all) >= maxRules {
				continue // "Disallow:" forbids nothing
			}
			said := rule{value, key == "allow"}
			if toMe {
				own = append(own, said)
			}
			if toAll {
				all = append(all, said)
			}
		}
	}
	if r.rules = all; hasOwn {
		r.rules = own
	}
	return r
}

// Allows reports whether a page may be read: by the longest rule that fits, and the
// milder of two that are as long.
func (r Robots) Allows(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	longest, allowed := -1, true
	for _, x := range r.rules {
		if n := len(x.path); (n > longest || n == longest && x.allow) && fits(x.path, path) {
			longest, allowed = n, x.allow
		}
	}
	return allowed
}

// fits matches a pattern from the beginning of a path.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}
