package storage

import (
	"context"
	"errors"
	"fmt"

	"tidings/feeds"
)

// Setting returns a setting of the core; empty if it was never set.
func (db *DB) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT value FROM settings WHERE key = ?", []any{key}, &value)
	})
	if errors.Is(err, feeds.ErrNotFound) {
		err = nil
	}
	return value, err
}

// SetSetting stores a setting.
func (db *DB) SetSetting(ctx context.Context, key, value string) error {
	return db.act(ctx, func(s *session) error { return s.set(key, value) })
}

// Blob returns something that was learned, as SetBlob stored it; nil if it never
// was. Blobs and settings share their keys.
func (db *DB) Blob(ctx context.Context, key string) ([]byte, error) {
	var packed []byte
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT value FROM settings WHERE key = ?", []any{key}, &packed)
	})
	if errors.Is(err, feeds.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return expand(packed)
}

// SetBlob stores something that was learned and could be learned again.
func (db *DB) SetBlob(ctx context.Context, key string, value []byte) error {
	return db.SetBlobs(ctx, map[string][]byte{key: value})
}

// SetBlobs is SetBlob for several that belong together.
func (db *DB) SetBlobs(ctx context.Context, values map[string][]byte) error {
	packed := make(map[string][]byte, len(values))
	for key, value := range values {
		packed[key] = compress(value)
	}
	return db.write(ctx, func(s *session) error {
		for key, value := range packed {
			if err := s.set(key, value); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *session) set(key string, value any) error {
	err := s.exec("INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	if err != nil {
		return fmt.Errorf("store setting %s: %w", key, err)
	}
	return nil
}
