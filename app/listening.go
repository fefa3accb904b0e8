package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

const (
	listeningKey = "sound.places"
	speedKey     = "sound.speed"
	// places is how many recordings are remembered that were not heard to the end.
	places = 300
)

// heardTo is how far a recording was heard. Of its address only a hash is kept.
type heardTo struct {
	Name    string `json:"r"`
	Seconds int    `json:"s"`
}

func recordingName(address string) string {
	h := sha256.Sum256([]byte(address))
	return hex.EncodeToString(h[:8])
}

// Heard is how far the recording at an address was heard; zero if it was not, or to
// its end.
func (c *Core) Heard(ctx context.Context, address string) (time.Duration, error) {
	list, err := c.heard(ctx)
	name := recordingName(address)
	for _, h := range list {
		if h.Name == name {
			return time.Duration(h.Seconds) * time.Second, err
		}
	}
	return 0, err
}

func (c *Core) heard(ctx context.Context) ([]heardTo, error) {
	data, err := c.db.Blob(ctx, listeningKey)
	var list []heardTo
	if err != nil || data == nil || json.Unmarshal(data, &list) != nil {
		return nil, err
	}
	return list, nil
}

// SetHeard remembers how far a recording was heard; zero forgets it, as when its end
// was heard.
func (c *Core) SetHeard(ctx context.Context, address string, at time.Duration) error {
	c.listening.Lock()
	defer c.listening.Unlock()
	list, err := c.heard(ctx)
	if err != nil {
		return err
	}
	name := recordingName(address)
	known := len(list)
	list = slices.DeleteFunc(list, func(h heardTo) bool { return h.Name == name })
	if s := int(at / time.Second); s > 0 {
		list = slices.Insert(list, 0, heardTo{name, s}) // the latest first
	} else if len(list) == known {
		return nil
	}
	data, err := json.Marshal(list[:min(len(list), places)])
	if err != nil {
		return err
	}
	return c.db.SetBlob(ctx, listeningKey, data)
}

// SoundSpeed is the speed that the reader chose last; 1 if none.
func (c *Core) SoundSpeed(ctx context.Context) (float64, error) {
	text, err := c.db.Setting(ctx, speedKey)
	if x, e := strconv.ParseFloat(text, 64); e == nil && x > 0 && x < 10 {
		return x, err
	}
	return 1, err
}

// SetSoundSpeed remembers a speed.
func (c *Core) SetSoundSpeed(ctx context.Context, x float64) error {
	return c.db.SetSetting(ctx, speedKey, strconv.FormatFloat(x, 'f', -1, 64))
}
