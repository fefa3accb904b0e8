package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
)

// TypedSecrets are what the reader typed of a feed's secrets: what is empty stays as it
// is kept, so that nothing that is kept has to be shown.
type TypedSecrets struct {
	User, Password string
	Cookies        string         // as in the header
	Headers        []feeds.Header // replace those of the same name
	Forget         bool           // what is kept goes first
}

func (t TypedSecrets) nothing() bool {
	return t.User == "" && t.Password == "" && t.Cookies == "" && len(t.Headers) == 0 && !t.Forget
}

// onto are the secrets that follow from those that are kept.
func (t TypedSecrets) onto(s feeds.Secrets) feeds.Secrets {
	if t.Forget {
		s = feeds.Secrets{ProxyUser: s.ProxyUser, ProxyPassword: s.ProxyPassword}
	}
	if t.User != "" && t.User != s.User {
		s.Password = "" // it was another's
	}
	s.User, s.Password = cmp.Or(t.User, s.User), cmp.Or(t.Password, s.Password)
	typed := slices.Clone(t.Headers)
	if t.Cookies != "" {
		typed = append(typed, feeds.Header{Name: "Cookie", Value: t.Cookies})
	}
	s.Headers = slices.DeleteFunc(slices.Clone(s.Headers), func(h feeds.Header) bool {
		return slices.ContainsFunc(typed, func(x feeds.Header) bool { return strings.EqualFold(x.Name, h.Name) })
	})
	s.Headers = append(s.Headers, typed...)
	return s
}

// ChangeAccess stores how a feed is asked as f says it: its address, interval and
// Access, in one step that Undo takes back, and what was typed of its secrets, which
// Undo leaves alone. If its last try failed, or its address is another one, it is asked
// at once.
func (c *Core) ChangeAccess(ctx context.Context, f feeds.Feed, t TypedSecrets) error {
	old, err := c.db.Feed(ctx, f.ID)
	if err != nil {
		return fmt.Errorf("change how feed %d is asked: %w", f.ID, err)
	}
	f.Access.Secret = old.Access.Secret
	f, s, err := c.readAccess(ctx, f, t)
	if err != nil {
		return fmt.Errorf("change how %s is asked: %w", old.Name(), err)
	}
	now := old
	now.URL, now.Every, now.Access = f.URL, f.Every, f.Access
	now.Access.Secret = old.Access.Secret
	if s != nil {
		if now.Access.Secret, err = c.setSecrets(ctx, now, *s); err != nil {
			return fmt.Errorf("keep the secrets of %s: %w", old.Name(), err)
		}
	}
	if err := c.ChangeFeed(ctx, now); err != nil {
		return err
	}
	if old.Fetch.Error == "" && old.URL == now.URL {
		return nil
	}
	_, err = c.Refresh(ctx, Selection{Feed: f.ID})
	return err
}

// readAccess checks what the reader typed and brings it into the form that is stored.
// Secrets are nil if those that are kept stay as they are.
func (c *Core) readAccess(ctx context.Context, f feeds.Feed, t TypedSecrets) (feeds.Feed, *feeds.Secrets, error) {
	address, login := cutLogin(f.URL)
	if plainAddress(address) == "" {
		return f, nil, discover.ErrNotAddress
	}
	f.URL = address
	if login != nil {
		t.User = login.Username()
		t.Password, _ = login.Password()
	}
	var s *feeds.Secrets
	if !t.nothing() || hasLogin(f.Access.Proxy) {
		all := t.onto(c.secretsIfAny(ctx, f))
		s = &all
	}
	var err error
	f.Access, s, err = validAccess(f.Access, s)
	return f, s, err
}

// secretsIfAny are those that are kept; what cannot be read is typed anew.
func (c *Core) secretsIfAny(ctx context.Context, f feeds.Feed) feeds.Secrets {
	s, err := c.Secrets(ctx, f)
	if err != nil {
		c.log.Info("secrets not read", "feed", f.ID, "err", err)
	}
	return s
}

// A Trial is what a feed's server answers where it is asked in another way.
type Trial struct {
	Found
	Status int
	Kind   string // media type
	Bytes  int64
	Took   time.Duration
}

// TryAccess asks a feed once as f and what was typed say, and stores nothing. The error
// says why that brought no feed; what is known of the answer is there all the same.
func (c *Core) TryAccess(ctx context.Context, f feeds.Feed, typed TypedSecrets) (Trial, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	f, s, err := c.readAccess(ctx, f, typed)
	if err != nil {
		return Trial{}, fmt.Errorf("try %s: %w", f.URL, err)
	}
	f.Fetch = feeds.FetchState{} // the document is wanted, changed or not
	r, err := c.request(ctx, f)
	if err != nil {
		return Trial{}, fmt.Errorf("try %s: %w", f.URL, err)
	}
	if s != nil {
		r.User, r.ProxyUser, r.Header = nil, nil, nil
		addSecrets(&r, *s)
	}
	began := c.now()
	resp, err := c.fetch.Get(ctx, r)
	t := Trial{Found: Found{URL: f.URL}, Took: c.now().Sub(began)}
	if err != nil {
		return t, fmt.Errorf("try %s: %w", f.URL, err)
	}
	t.Status, t.Kind, t.Bytes, t.URL = resp.Status, resp.ContentType, int64(len(resp.Body)), resp.URL
	t.read(discover.Answer{URL: resp.URL, ContentType: resp.ContentType, Header: resp.Header, Body: resp.Body})
	if t.Err != nil {
		return t, fmt.Errorf("try %s: %w", f.URL, t.Err)
	}
	return t, nil
}
