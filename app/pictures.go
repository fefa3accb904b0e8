package app

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"tidings/feeds"
	"tidings/feeds/fetch"
	"tidings/storage"
)

const (
	// pictureBytes bounds one picture as it comes from the server.
	pictureBytes = 12 << 20
	// usedEvery is how exactly it is known when a picture was last shown.
	usedEvery = 24 * time.Hour
	// pictureWithin is how long a picture may take with all that is tried for it.
	pictureWithin = 60 * time.Second
)

// errNotPicture says that a server answered with something else.
var errNotPicture = errors.New("the server sent no picture")

// pictureCache is the folder of pictures and what is being fetched for it. Losing it
// loses nothing but time.
type pictureCache struct {
	files     pictureFiles
	loads     singleflight.Group // one request, however many rows want the picture
	referrers referrers
	room      pictureRoom
	writing   sync.Mutex // held while files and what is known of them change together
}

// Picture returns the bytes of a picture, from the cache or from its server, asked
// without cookies, and with a referrer only where a server wants one (see referrers).
// Without a network another size of the same picture may do; else it is fetched when
// the network is back, if somebody looked which article has it.
func (c *Core) Picture(ctx context.Context, address string) ([]byte, error) {
	if data, err := c.pictureHere(ctx, address); err == nil {
		return data, nil
	}
	l, err := c.loadPicture(ctx, address)
	if err != nil && ctx.Err() == nil {
		return c.pictureInstead(ctx, address, err)
	}
	return l.data, err // that it could not be kept was told
}

// A loaded picture, and why it is not in the cache; nil: it is.
type loaded struct {
	data []byte
	kept error
}

// loadPicture fetches a picture, once for all who want it now.
func (c *Core) loadPicture(ctx context.Context, address string) (loaded, error) {
	got := c.pictures.loads.DoChan(address, func() (any, error) {
		ctx, end := c.while(c.ctx)
		defer end()
		if data, err := c.pictureHere(ctx, address); err == nil {
			return loaded{data: data}, nil // it came since we looked
		}
		data, err := c.fetchPicture(ctx, address)
		if err != nil {
			return loaded{}, err
		}
		return loaded{data, c.keepPicture(ctx, address, data)}, nil
	})
	select {
	case <-ctx.Done():
		return loaded{}, ctx.Err()
	case r := <-got:
		if r.Err != nil {
			return loaded{}, fmt.Errorf("picture %s: %w", address, r.Err)
		}
		return r.Val.(loaded), nil
	}
}

// pictureAhead puts a picture into the cache.
func (c *Core) pictureAhead(ctx context.Context, address string) error {
	l, err := c.loadPicture(ctx, address)
	return cmp.Or(err, l.kept)
}

// pictureHere is the picture at an address, if it lies here whole.
func (c *Core) pictureHere(ctx context.Context, address string) ([]byte, error) {
	p, err := c.db.Picture(ctx, address)
	if err != nil {
		return nil, err
	}
	return c.readPicture(ctx, p)
}

// readPicture reads a file of the cache. One that is damaged or gone is forgotten, so
// that it is fetched again.
func (c *Core) readPicture(ctx context.Context, p storage.Picture) ([]byte, error) {
	data, err := c.pictures.files.read(p.Content)
	if err != nil {
		c.log.Info("picture not read", "err", err)
		if e := c.db.ForgetPictures(context.WithoutCancel(ctx), p.Content); e != nil {
			c.log.Info("picture not forgotten", "err", e)
		}
		return nil, err
	}
	if c.now().Sub(p.Used) > usedEvery {
		c.spawn(func() {
			if err := c.db.UsedPicture(c.ctx, p.Content); err != nil {
				c.log.Info("use of a picture not noted", "err", err)
			}
		})
	}
	return data, nil
}

// pictureInstead is another size of a picture that could not be fetched, if it is
// here. If there is no network, the picture is put into the queue.
func (c *Core) pictureInstead(ctx context.Context, address string, cause error) ([]byte, error) {
	if p, err := c.db.PictureInstead(ctx, address); err == nil {
		if data, err := c.readPicture(ctx, p); err == nil {
			return data, nil
		}
	}
	if !c.net.online() {
		if ids, err := c.db.Showing(ctx, address); err == nil && len(ids) > 0 {
			c.want(ctx, storage.Job{Pictures: true, Why: storage.ForReader}, ids[0])
		}
	}
	return nil, cause
}

// fetchPicture asks the server for a picture, again with another referrer if it
// refuses.
func (c *Core) fetchPicture(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, pictureWithin)
	defer cancel()
	tries := c.pictures.referrers.tries(ctx, c, address)
	for {
		t, ok := tries.next()
		if !ok {
			return nil, tries.err
		}
		request := fetch.Request{URL: address, Accept: fetch.AcceptPicture, MaxBody: pictureBytes}
		if t.referrer != "" {
			request.Header = http.Header{"Referer": {t.referrer}}
		}
		r, err := c.fetch.Get(ctx, request)
		if err == nil && !isPicture(r.Body, r.ContentType) {
			err = fmt.Errorf("%w, but %q", errNotPicture, r.ContentType)
		}
		if err == nil {
			tries.worked(t)
			return r.Body, nil
		}
		tries.failed(err)
	}
}

// keepPicture puts a picture into the cache. A full disk is told to the reader.
func (c *Core) keepPicture(ctx context.Context, address string, data []byte) error {
	if err := c.db.ReadOnly(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // it is here now
	err := c.writePicture(ctx, address, data)
	if err == nil {
		c.notify(Change{Offline: true})
		return nil
	}
	c.log.Warn("picture not kept", "err", err)
	if isFull(err) {
		err = fmt.Errorf("%w: %w", storage.ErrFull, err)
	}
	c.noteFull(err)
	return err
}

// writePicture writes the file first: a kill in between leaves one that nobody knows.
func (c *Core) writePicture(ctx context.Context, address string, data []byte) error {
	c.pictures.writing.Lock()
	defer c.pictures.writing.Unlock()
	name, err := c.pictures.files.keep(data)
	if err != nil {
		return err
	}
	return c.db.SavePicture(ctx, address, name, len(data))
}

// isPicture reports whether an answer may be a picture. What the server says is
// believed, unless it is plainly a page: some answer with one where a picture was.
func isPicture(body []byte, contentType string) bool {
	if len(body) == 0 {
		return false
	}
	is := http.DetectContentType(body)
	if strings.HasPrefix(is, "text/html") {
		return false
	}
	if strings.HasPrefix(is, "image/") {
		return true
	}
	said, _, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && strings.HasPrefix(said, "image/"):
		return true
	case err != nil, said == "application/octet-stream", said == "binary/octet-stream":
		return isOtherPicture(body)
	}
	return false
}

// isOtherPicture knows kinds of pictures that net/http does not.
func isOtherPicture(body []byte) bool {
	head := body[:min(len(body), 512)]
	return len(head) > 12 && string(head[4:8]) == "ftyp" || bytes.Contains(head, []byte("<svg"))
}

// ShowsPictures tells whether the pictures of a feed's articles are fetched from their
// servers, as the feed or else everything says. Reading does not ask it: it is for
// the pane, which offers to show them all the same.
func (c *Core) ShowsPictures(ctx context.Context, id feeds.FeedID) (bool, error) {
	f, err := c.db.Feed(ctx, id)
	if err != nil {
		return false, err
	}
	r := f.Remote
	if r == feeds.RemoteAsAll {
		r, err = c.db.Remote(ctx)
	}
	return r != feeds.RemoteBlocked, err
}

// Remote is whether pictures are fetched from their servers where a feed does not say.
func (c *Core) Remote(ctx context.Context) (feeds.Remote, error) { return c.db.Remote(ctx) }

// SetRemote changes that for everything; SetFeedRemote for one feed.
func (c *Core) SetRemote(ctx context.Context, r feeds.Remote) error {
	return c.changed(c.db.SetRemote(ctx, r), "change whether pictures are shown")
}

// SetFeedRemote says whether a feed's pictures are fetched from their servers.
func (c *Core) SetFeedRemote(ctx context.Context, id feeds.FeedID, r feeds.Remote) error {
	return c.changed(c.db.SetFeedRemote(ctx, id, r), "change whether pictures are shown")
}

// changed ends a change of what is fetched.
func (c *Core) changed(err error, what string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	c.notify(Change{Feeds: true, Articles: true, Offline: true})
	return nil
}
