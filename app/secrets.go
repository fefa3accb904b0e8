package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tidings/app/secret"
	"tidings/feeds"
	"tidings/feeds/fetch"
)

// kept is what is kept of a feed's secrets: with the host and the proxy that they are
// for, so that they do not go to another when the feed moves or is asked in another way.
type kept struct {
	Host          string         `json:"host"`
	User          string         `json:"user,omitempty"`
	Password      string         `json:"password,omitempty"`
	Headers       []feeds.Header `json:"headers,omitempty"`
	Proxy         string         `json:"proxy,omitempty"` // as in feeds.Access
	ProxyUser     string         `json:"proxy_user,omitempty"`
	ProxyPassword string         `json:"proxy_password,omitempty"`
}

func keptOf(f feeds.Feed, s feeds.Secrets) kept {
	return kept{fetch.HostOf(f.URL), s.User, s.Password, s.Headers, withoutLogin(f.Access.Proxy), s.ProxyUser, s.ProxyPassword}
}

// of are the secrets for the host and the proxy that a feed is asked at.
func (k kept) of(f feeds.Feed) (s feeds.Secrets) {
	if fetch.HostOf("//"+k.Host) == fetch.HostOf(f.URL) { // both written in one way
		s.User, s.Password, s.Headers = k.User, k.Password, k.Headers
	}
	if k.Proxy == withoutLogin(f.Access.Proxy) {
		s.ProxyUser, s.ProxyPassword = k.ProxyUser, k.ProxyPassword
	}
	return s
}

// Secrets are what is secret about asking a feed as f says: what is kept of it for that
// host and that proxy. They are read from the keyring once. The error is secret.ErrNone
// if what was kept is not there any more.
func (c *Core) Secrets(ctx context.Context, f feeds.Feed) (feeds.Secrets, error) {
	if !f.Access.Secret {
		return feeds.Secrets{}, nil
	}
	k, err := c.kept(ctx, f.ID)
	if err != nil {
		return feeds.Secrets{}, fmt.Errorf("secrets of %s: %w", f.Name(), err)
	}
	return k.of(f), nil
}

// SecretsPlace says in a sentence or two where logins are kept, and what that
// protects from.
func (c *Core) SecretsPlace(ctx context.Context) string { return c.secrets.Place(ctx).String() }

func (c *Core) kept(ctx context.Context, id feeds.FeedID) (kept, error) {
	name, err := c.secretName(ctx, id)
	if err != nil {
		return kept{}, err
	}
	text, err := c.secrets.Load(ctx, name)
	if err != nil {
		return kept{}, err
	}
	var k kept
	return k, json.Unmarshal([]byte(text), &k)
}

// keep keeps the secrets of a feed, for the host and the proxy that it is asked at.
func (c *Core) keep(ctx context.Context, f feeds.Feed, s feeds.Secrets) error {
	name, err := c.secretName(ctx, f.ID)
	if err != nil {
		return err
	}
	text, err := json.Marshal(keptOf(f, s))
	if err != nil {
		return err
	}
	return c.secrets.Save(ctx, name, string(text))
}

func (c *Core) forgetSecrets(ctx context.Context, id feeds.FeedID) error {
	name, err := c.secretName(ctx, id)
	if err != nil {
		return err
	}
	return c.secrets.Forget(ctx, name)
}

// profileKey is the setting with the name of the profile among those of this person.
// It is in the file, so that it stays when the folder moves.
const profileKey = "profile"

// secretName is the name of a feed's secrets in the keyring, which all profiles of a
// person share.
func (c *Core) secretName(ctx context.Context, id feeds.FeedID) (string, error) {
	c.naming.Lock()
	defer c.naming.Unlock()
	if c.profile == "" {
		profile, err := c.db.Setting(ctx, profileKey)
		if err == nil && profile == "" {
			profile = rand.Text()[:8]
			err = c.db.SetSetting(ctx, profileKey, profile)
		}
		if err != nil {
			return "", err
		}
		c.profile = profile
	}
	return fmt.Sprintf("feed %d of profile %s", id, c.profile), nil
}

// sweepSecrets destroys the secrets of feeds that cannot come back any more.
func (c *Core) sweepSecrets(ctx context.Context, before time.Time) error {
	ids, err := c.db.RemovedSecrets(ctx, before)
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range ids {
		err := c.forgetSecrets(ctx, id)
		if err == nil {
			err = c.db.ForgetSecret(ctx, id)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// IsLostSecret reports whether an error of Secrets says that they are lost and can be
// given anew, and not only that they cannot be read now.
func IsLostSecret(err error) bool {
	return errors.Is(err, secret.ErrNone) || errors.Is(err, secret.ErrKey)
}

// explainSecret is the sentence for an error of package secret; empty: it is none.
func explainSecret(err error) string {
	switch {
	case errors.Is(err, secret.ErrNone):
		return "The login of this feed is not kept here any more. Please give it again."
	case errors.Is(err, secret.ErrLocked):
		return "The system's keyring is locked, so that the login cannot be read. Unlock it and try again."
	case errors.Is(err, secret.ErrNoKeyring):
		return "The system's keyring, where the login is kept, cannot be reached from here."
	case errors.Is(err, secret.ErrPassphrase):
		return "The file with logins needs the passphrase that it was made with, in the variable " + secret.PassphraseVariable + "."
	case errors.Is(err, secret.ErrKey):
		return "The key of the file with logins is lost, and they with it. Please give them again."
	}
	return ""
}
