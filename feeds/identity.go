package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// Identity says which article of a feed this is: its GUID, else its canonical
// link, else its title and text. It is stable over the publisher's new versions
// as long as the publisher keeps its own promises.
func (e Entry) Identity() string {
	if e.GUID != "" {
		return "g:" + e.GUID
	}
	if l := CanonicalLink(e.Link); l != "" {
		return "l:" + l
	}
	return "t:" + hash(e.Title, e.Summary, e.Content)
}

// Hash changes when the publisher changes anything that is stored.
func (e Entry) Hash() string {
	parts := []string{
		e.Title, e.Link, e.Summary, e.Content, e.Image, e.Comments,
		e.Published.UTC().Format("20060102150405"), e.Updated.UTC().Format("20060102150405"),
	}
	for _, a := range e.Authors {
		parts = append(parts, a.Name, a.Email, a.URL)
	}
	parts = append(parts, e.Categories...)
	for _, x := range e.Enclosures {
		parts = append(parts, x.URL, x.Type)
	}
	for _, l := range e.Links {
		parts = append(parts, l.Rel, l.URL, l.Type)
	}
	if e.Rights != "" {
		parts = append(parts, e.Rights)
	}
	return hash(parts...)
}

func hash(parts ...string) string {
	text := hashed.Get().(*[]byte)
	defer hashed.Put(text)
	*text = (*text)[:0]
	for _, p := range parts {
		*text = append(append(*text, p...), 0)
	}
	sum := sha256.Sum256(*text)
	return hex.EncodeToString(sum[:16])
}

// hashed are buffers: a text as bytes that nobody keeps.
var hashed = sync.Pool{New: func() any { return new([]byte) }}

// tracking lists the parameters of an address that name a campaign and not a page.
var tracking = []string{
	"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid",
	"_hsenc", "_hsmi", "vero_id", "wt_mc", "wt_zmc", "at_medium", "at_campaign",
	"ocid", "cmpid", "ito", "ncid", "sr_share", "xtor", "ref_src", "spm",
}

// IsTracking reports whether a parameter of an address only says where the
// reader came from.
func IsTracking(key string) bool {
	key = strings.ToLower(key)
	return strings.HasPrefix(key, "utm_") || strings.HasPrefix(key, "mtm_") ||
		strings.HasPrefix(key, "pk_") || slices.Contains(tracking, key)
}

// CleanLink is the address without its tracking parameters; anything else is as
// it was, byte for byte.
func CleanLink(link string) string {
	before, frag, hasFrag := strings.Cut(link, "#")
	path, query, ok := strings.Cut(before, "?")
	if !ok {
		return link
	}
	var keep []string
	for _, p := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(p, "=")
		if !IsTracking(key) {
			keep = append(keep, p)
		}
	}
	out := path
	if len(keep) > 0 {
		out += "?" + strings.Join(keep, "&")
	}
	if hasFrag {
		out += "#" + frag
	}
	return out
}

// CanonicalLink is the address by which two links to the same page compare
// equal: lower-case host without "www.", no scheme, no tracking parameters, no
// final slash. The fragment stays: some sites have a day on a page and an
// article in the fragment. It is empty for what is not an http address.
func CanonicalLink(link string) string {
	u, err := url.Parse(CleanLink(strings.TrimSpace(link)))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	out := host + strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		out += "#" + u.EscapedFragment()
	}
	return out
}
