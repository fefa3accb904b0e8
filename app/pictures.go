package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/singleflight"

	"tidings/feeds/fetch"
)

const (
	// picturesBytes bounds the folder of pictures.
	picturesBytes = 512 << 20
	// pictureBytes bounds one picture as it comes from the server.
	pictureBytes = 12 << 20
)

// pictureCache keeps pictures as files named by their address, bounded, cleaned
// by last use. Losing it loses nothing but time.
type pictureCache struct {
	dir   string
	loads *singleflight.Group // one request, however many rows want the picture
}

func newPictureCache(dir string) pictureCache {
	return pictureCache{dir: dir, loads: &singleflight.Group{}}
}

func (p pictureCache) file(address string) string {
	h := sha256.Sum256([]byte(address))
	name := hex.EncodeToString(h[:16])
	return filepath.Join(p.dir, name[:2], name)
}

// Picture returns the bytes of a picture, from the cache or from its server,
// asked without cookies and without a referrer.
func (c *Core) Picture(ctx context.Context, address string) ([]byte, error) {
	file := c.pictures.file(address)
	if data, err := os.ReadFile(file); err == nil {
		now := c.now()
		_ = os.Chtimes(file, now, now) // last use; only cleaning depends on it
		return data, nil
	}
	got := c.pictures.loads.DoChan(address, func() (any, error) {
		if data, err := os.ReadFile(file); err == nil {
			return data, nil // it came since we looked
		}
		ctx, cancel := context.WithTimeout(c.ctx, 30*time.Second)
		defer cancel()
		r, err := c.fetch.Get(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPicture, MaxBody: pictureBytes})
		if err != nil {
			return nil, err
		}
		if err := write(file, r.Body); err != nil {
			c.log.Warn("picture not kept", "err", err)
		}
		return r.Body, nil
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-got:
		if r.Err != nil {
			return nil, fmt.Errorf("picture %s: %w", address, r.Err)
		}
		return r.Val.([]byte), nil
	}
}

// write makes a file that is whole or not there.
func write(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if err = cmp.Or(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// trim removes the pictures that were not used for longest, until the folder is
// within its bound.
func (p pictureCache) trim() error {
	type picture struct {
		path string
		size int64
		used time.Time
	}
	var list []picture
	var total int64
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a folder that is not there has nothing to remove
		}
		if info, err := d.Info(); err == nil {
			list = append(list, picture{path, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	if err != nil || total <= picturesBytes {
		return err
	}
	slices.SortFunc(list, func(a, b picture) int { return a.used.Compare(b.used) })
	for _, f := range list {
		if total <= picturesBytes*9/10 {
			break
		}
		if os.Remove(f.path) == nil {
			total -= f.size
		}
	}
	return nil
}
