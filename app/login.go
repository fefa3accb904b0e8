package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"tidings/feeds"
	"tidings/storage"
)

// cutLogin is an address without the login in it, and that login; nil: there is none.
func cutLogin(address string) (string, *url.Userinfo) {
	return feeds.CutLogin(address)
}

// withoutLogin is an address without name and password.
func withoutLogin(address string) string {
	plain, _ := cutLogin(address)
	return plain
}

func secretsOf(login *url.Userinfo) feeds.Secrets {
	password, _ := login.Password()
	return feeds.Secrets{User: login.Username(), Password: password}
}

// cutLogins takes the logins out of the addresses that are stored. Where one cannot be
// kept, it stays until the next start: without it the feed could not be fetched.
func (c *Core) cutLogins(ctx context.Context) error {
	list, err := c.db.Logins(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range list {
		plain, login := cutLogin(f.URL)
		if login == nil {
			continue
		}
		at := f
		at.URL = plain
		err := c.keep(ctx, at, secretsOf(login))
		if err == nil {
			err = c.db.CutLogin(ctx, f.ID, plain)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("cut the login of feed %d: %w", f.ID, err))
		}
	}
	return errors.Join(errs...)
}

// takeLogins cuts the logins out of the addresses of a list, and returns them by these.
func takeLogins(list []storage.Subscription) map[string]*url.Userinfo {
	logins := map[string]*url.Userinfo{}
	for i := range list {
		f := &list[i].Feed
		plain, login := cutLogin(f.URL)
		if login != nil {
			f.URL, f.Access.Secret = plain, true
			logins[plain] = login
		}
	}
	return logins
}

// keepLogins keeps the logins of feeds that were imported. One that was subscribed
// before keeps its own.
func (c *Core) keepLogins(ctx context.Context, logins map[string]*url.Userinfo) error {
	for address, login := range logins {
		f, err := c.db.FeedByURL(ctx, address)
		if err != nil {
			return err
		}
		if !f.Access.Secret {
			continue
		}
		if _, err := c.kept(ctx, f.ID); err == nil {
			continue
		}
		if err := c.keep(ctx, f, secretsOf(login)); err != nil {
			return err
		}
	}
	return nil
}
