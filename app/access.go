package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"tidings/feeds"
	"tidings/feeds/fetch"
)

// request is how a feed is asked: with its validators, its own settings and its
// secrets. These go along only as long as the feed is at the host that they were given
// for. The error is a *fetch.Error of Class NoLogin if they cannot be read.
func (c *Core) request(ctx context.Context, f feeds.Feed) (fetch.Request, error) {
	a := f.Access
	r := fetch.Request{
		URL: f.URL, ETag: f.Fetch.ETag, LastModified: f.Fetch.LastModified, ValidatorURL: f.Fetch.ValidatorURL,
		UserAgent: a.UserAgent, Proxy: a.Proxy, HTTP1: a.HTTP1, Insecure: a.Insecure,
	}
	if !a.Secret {
		return r, nil
	}
	k, err := c.kept(ctx, f.ID)
	if err != nil {
		return r, &fetch.Error{Class: fetch.NoLogin, URL: f.URL, Err: err}
	}
	addSecrets(&r, k)
	return r, nil
}

func addSecrets(r *fetch.Request, k kept) {
	if k.ProxyUser != "" {
		r.ProxyUser = url.UserPassword(k.ProxyUser, k.ProxyPassword)
	}
	if fetch.HostOf("//"+k.Host) != fetch.HostOf(r.URL) { // which writes names of other scripts out
		return
	}
	if k.User != "" || k.Password != "" {
		r.User = url.UserPassword(k.User, k.Password)
	}
	for _, h := range k.Headers {
		if r.Header == nil {
			r.Header = http.Header{}
		}
		r.Header.Add(h.Name, h.Value)
	}
}

// SetAccess says how a feed is asked. Secrets that are nil stay as they are; empty
// ones are forgotten. A login in the address of the proxy becomes one of the secrets.
// Undo takes back the settings, not the secrets. The error says in a sentence what
// cannot be (see Explain).
func (c *Core) SetAccess(ctx context.Context, id feeds.FeedID, a feeds.Access, s *feeds.Secrets) error {
	f, err := c.Feed(ctx, id)
	if err != nil {
		return err
	}
	if s == nil && hasLogin(a.Proxy) {
		old, err := c.Secrets(ctx, id)
		if err != nil && !IsLostSecret(err) {
			return err
		}
		s = &old
	}
	if a, s, err = validAccess(a, s); err != nil {
		return err
	}
	a.Secret = f.Access.Secret
	if s != nil {
		if a.Secret, err = c.setSecrets(ctx, f, *s); err != nil {
			return fmt.Errorf("keep the secrets of %s: %w", f.Name(), err)
		}
	}
	f.Access = a
	return c.ChangeFeed(ctx, f)
}

// setSecrets reports whether there are secrets now.
func (c *Core) setSecrets(ctx context.Context, f feeds.Feed, s feeds.Secrets) (bool, error) {
	if !s.Empty() {
		return true, c.keep(ctx, f.ID, f.URL, s)
	}
	if !f.Access.Secret {
		return false, nil
	}
	return false, c.forgetSecrets(ctx, f.ID)
}

// An accessError says what about how a feed is to be asked cannot be.
type accessError struct{ sentence string }

func (e *accessError) Error() string { return e.sentence }

func notAccess(format string, args ...any) error {
	return &accessError{fmt.Sprintf(format, args...)}
}

func hasLogin(address string) bool {
	_, login := cutLogin(address)
	return login != nil
}

func validAccess(a feeds.Access, s *feeds.Secrets) (feeds.Access, *feeds.Secrets, error) {
	a.UserAgent, a.Proxy = strings.TrimSpace(a.UserAgent), strings.TrimSpace(a.Proxy)
	if !fetch.ValidHeader("User-Agent", a.UserAgent) {
		return a, s, notAccess("A user agent is one line of plain characters.")
	}
	if a.Proxy != "" && a.Proxy != feeds.DirectProxy {
		proxy, login, err := fetch.ParseProxy(a.Proxy)
		if err != nil {
			return a, s, notAccess("A proxy is an address such as http://proxy.example:8080 or socks5://127.0.0.1:9050.")
		}
		if a.Proxy = proxy; login != nil && s != nil {
			with := *s
			with.ProxyUser = login.Username()
			with.ProxyPassword, _ = login.Password()
			s = &with
		}
	}
	if s == nil {
		return a, s, nil
	}
	for _, h := range s.Headers {
		if !fetch.ValidHeader(h.Name, h.Value) {
			return a, s, notAccess("%q cannot be a header of a feed's own.", h.Name)
		}
	}
	return a, s, nil
}
