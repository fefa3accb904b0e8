package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/idna"
)

// A trip is a request on its way through redirects.
type trip struct {
	asked   Request
	logins  *logins
	accept  string
	maxBody int64

	at        *url.URL       // the address to ask next
	trusted   bool           // it may get the reader's own headers
	sent      sentLogin      // to it
	nonce     string         // of the last challenge on the way
	cookies   []*http.Cookie // which at's host gave us on the way; forgotten at the end
	seen      []string       // addresses and cookies of the hops so far
	hops      int            // still allowed
	permanent bool           // all redirects so far were
	left      time.Duration  // for the rest of the way
	outside   bool           // a host of the internet was on the way
	stream    bool           // the body is read as it comes, as it is, from a place on
	from      int64
}

func newTrip(r Request, config Config, known *logins) (*trip, error) {
	at, err := url.Parse(strings.TrimSpace(r.URL))
	switch {
	case err != nil:
		// The cause repeats the address, which may hold a login.
		return nil, &Error{Class: Address, Err: errors.Unwrap(err)}
	case !isWeb(at) || at.Hostname() == "":
		return nil, &Error{Class: Address, URL: withoutLogin(at), Err: errors.New("not an http address")}
	}
	at.Fragment, at.RawFragment = "", ""
	r.ValidatorURL = cmp.Or(r.ValidatorURL, withoutLogin(at))
	t := &trip{
		asked: r, logins: known, accept: cmp.Or(r.Accept, AcceptFeed), maxBody: cmp.Or(r.MaxBody, config.MaxBody),
		at: at, trusted: true, permanent: true, hops: max(min(cmp.Or(r.MaxRedirects, config.MaxRedirects), config.MaxRedirects), 0), left: config.Timeout,
	}
	t.seen = append(t.seen, t.mark())
	return t, nil
}

// request is what is sent to the present address.
func (t *trip) request(ctx context.Context, agent string) *http.Request {
	h := make(http.Header, 8)
	if t.trusted {
		for key, values := range t.asked.Header {
			h[http.CanonicalHeaderKey(key)] = slices.Clone(values)
		}
	}
	h.Set("User-Agent", cmp.Or(t.asked.UserAgent, h.Get("User-Agent"), agent))
	h.Set("Accept", t.accept)
	h.Set("Accept-Encoding", "gzip, br, zstd")
	if t.stream {
		h.Set("Accept-Encoding", "identity")
		h.Set("Range", fmt.Sprintf("bytes=%d-", t.from))
	}
	if t.validates() {
		setValidator(h, "If-None-Match", t.asked.ETag)
		setValidator(h, "If-Modified-Since", t.asked.LastModified)
	}
	req := &http.Request{
		Method: http.MethodGet, URL: t.at, Host: t.at.Host, Header: h,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	t.authorize(h)
	for _, c := range t.cookies {
		req.AddCookie(c)
	}
	return req.WithContext(ctx)
}

// more reports whether a further request may be made.
func (t *trip) more() bool { return t.hops > 0 && (t.asked.More == nil || t.asked.More()) }

// login is for the present address; nil: none.
func (t *trip) login() *url.Userinfo {
	if t.trusted && t.asked.User != nil {
		return t.asked.User
	}
	return t.at.User
}

// lane is the queue of its host in which a request waits.
func (t *trip) lane() int {
	if t.accept == AcceptPicture || t.accept == AcceptSound {
		return beside
	}
	return asking
}

// route is how the present address is reached. A proxy and HTTP/1.1 are for the whole
// way, an invalid certificate only for the host that the reader trusts.
func (t *trip) route() route {
	r := route{proxy: t.asked.Proxy, http1: t.asked.HTTP1}
	if t.asked.Insecure && t.trusted && t.at.Scheme == "https" {
		r.insecure = plainHost(t.at)
	}
	if u, err := url.Parse(r.proxy); err == nil && t.asked.ProxyUser != nil {
		u.User = t.asked.ProxyUser
		r.proxy = u.String()
	}
	return r
}

// validates reports whether the present address gave us the validators.
func (t *trip) validates() bool { return t.asked.ValidatorURL == withoutLogin(t.at) }

// conditional reports whether the present address may answer 304.
func (t *trip) conditional() bool {
	return t.validates() && (t.asked.ETag != "" || t.asked.LastModified != "")
}

// setValidator replays what a server sent, except what cannot be in a header:
// it would fail every request to come.
func setValidator(h http.Header, key, value string) {
	if value != "" && httpguts.ValidHeaderFieldValue(value) {
		h.Set(key, value)
	}
}

// longestMove is more than the address of any feed, in bytes.
const longestMove = 4 << 10

func (t *trip) response(answer *http.Response, got received, start time.Time) *Response {
	resp := &Response{
		Status: answer.StatusCode, URL: withoutLogin(t.at), Header: answer.Header,
		Body: got.body, Wire: got.wire, Cut: got.cut != nil, CutBy: got.cut,
		ContentType:  answer.Header.Get("Content-Type"),
		ETag:         answer.Header.Get("ETag"),
		LastModified: answer.Header.Get("Last-Modified"),
		NotModified:  answer.StatusCode == http.StatusNotModified,
		When:         start, Took: time.Since(start),
	}
	if to := t.at.String(); len(t.seen) > 1 && t.permanent && len(to) <= longestMove {
		resp.Permanent = to // with the login that it had before
	}
	return resp
}

// follow moves to where a redirect leads.
func (t *trip) follow(answer *http.Response) *Error {
	location := answer.Header.Get("Location")
	next, err := t.at.Parse(location)
	switch {
	case location == "":
		err = errors.New("redirect without an address")
	case err == nil && (!isWeb(next) || next.Hostname() == ""):
		err = fmt.Errorf("redirect to %q", location)
	case err == nil && !t.more():
		err = errors.New("too many redirects")
	}
	if err != nil {
		return &Error{Class: Redirects, Status: answer.StatusCode, Err: err}
	}
	t.move(next, answer)
	mark := t.mark()
	if slices.Contains(t.seen, mark) {
		return &Error{Class: Redirects, Status: answer.StatusCode, Err: errors.New("redirects in a circle")}
	}
	t.seen = append(t.seen, mark)
	return nil
}

func (t *trip) move(next *url.URL, answer *http.Response) {
	next.Fragment, next.RawFragment = "", ""
	code := answer.StatusCode
	downgrade := t.at.Scheme == "https" && next.Scheme == "http" // somebody in between may have said so
	if code != http.StatusMovedPermanently && code != http.StatusPermanentRedirect || downgrade {
		t.permanent = false
	}
	if sameParty(t.at, next) {
		t.keepCookies(answer.Cookies(), time.Now())
		if next.User == nil {
			next.User = t.at.User
		}
	} else {
		t.trusted, t.cookies = false, nil
	}
	t.at, t.hops = next, t.hops-1
}

// keepCookies serves the sites that set a cookie, redirect to the same address
// and only then answer. One that has expired is taken back by its server (RFC 6265,
// section 5.3). Their paths do not count: they are forgotten at the end of the way.
func (t *trip) keepCookies(fresh []*http.Cookie, now time.Time) {
	for _, c := range fresh {
		t.cookies = slices.DeleteFunc(t.cookies, func(old *http.Cookie) bool { return old.Name == c.Name })
		if c.MaxAge < 0 || c.MaxAge == 0 && !c.Expires.IsZero() && !c.Expires.After(now) {
			continue
		}
		t.cookies = append(t.cookies, &http.Cookie{Name: c.Name, Value: c.Value})
	}
}

// mark tells one hop from another; two that are equal are a circle.
func (t *trip) mark() string {
	m := t.at.String()
	for _, c := range t.cookies {
		m += "\n" + c.Name + "=" + c.Value
	}
	return m
}

// fail says where it happened.
func (t *trip) fail(e *Error) { e.URL = withoutLogin(t.at) }

// sameParty reports whether what was meant for one address may be told the
// other: the same host and port, or its move to https.
func sameParty(a, b *url.URL) bool {
	if a.Scheme == b.Scheme {
		return hostKey(a) == hostKey(b)
	}
	return a.Scheme == "http" && b.Scheme == "https" && a.Port() == "" && b.Port() == "" &&
		plainHost(a) == plainHost(b)
}

func isWeb(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// hostKey is the host with its port if that is not the usual one: two servers on one
// machine are two hosts, and a server is the same with TLS and without.
func hostKey(u *url.URL) string {
	host, port := plainHost(u), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return host
	}
	return host + ":" + port
}

// plainHost is the name of a host in the one form in which it goes over the network: in
// small letters, those of other scripts written out ("xn--…").
func plainHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

func withoutLogin(u *url.URL) string {
	if u.User == nil {
		return u.String()
	}
	plain := *u
	plain.User = nil
	return plain.String()
}
